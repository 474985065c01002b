import Casework
import Procedure

// What the board decides, what it may read, and who answers.
extension DemoStories {
  /// A warning that was given; whoever got it asks the board to look at it again.
  func reconsidered() {
    let name = "Lavinia Podsnap"
    var draft = ReportDraft()
    draft.account = """
      During the online sprint a mentor shared my first patch on her screen and let everybody guess what was wrong with \
      it. I had not been asked. I switched my camera off and did not come back.
      """
    draft.involved = name
    draft.space = "events"
    draft.relation = "affected"
    let tale = DemoTale(stage, daysAgo: 24)
    tale.reported(asking: .second, draft)
    tale.declared(.second, .third, .liaison, .chair, .member)
    tale.after(5, .second) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(1, .second) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.2, .second) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .second)
    tale.opened(with: name, by: .second)
    tale.wrote(
      to: name, .hearing, .plain("We would like to hear how you remember the sprint of last week."),
      by: .second, readBy: .third)
    tale.answered(
      26, by: name, "I do this with everybody's patches, mine too. Nobody ever minded.", .hearing)
    tale.found(
      by: .second, "She showed a first patch to a group and let them guess at its faults, unasked.",
      types: ["discouraging"], "Whoever shows somebody's mistakes to others asks them first.",
      responsible: name, ongoing: "One afternoon.")
    tale.after(10, .second) { tale in
      .propose(
        Proposing(
          subject: .resolution([Measure(measure: MeasureID("warning"), party: tale.party(name))]),
          reasons: "It was meant as teaching, and it shamed somebody."))
    }
    tale.agreed(.third, .liaison, .chair, .member)
    tale.after(5, .second) { tale in
      .consult(
        Consulting(
          proposal: tale.proposal, party: tale.reporter,
          text: "We plan to warn her. Is that all right?"))
    }
    tale.answered(10, "Yes, that is fine.", .consultation, .acceptable)
    tale.after(3, .second) { tale in .enact(ResolutionNaming(proposal: tale.proposal)) }
    tale.told(.decision, "She gets a letter from us that says what it did to you.", by: .second)
    tale.wrote(
      to: name, .letter,
      .fourParts(
        .init(
          behaviour:
            "You put somebody's work before a room without their agreement, and made a riddle of its faults.",
          impact: "They felt shown up.",
          expectedChange: "Ask before you show somebody's work.",
          consequences: "This letter is a warning.")), by: .second, readBy: .third)
    tale.didTasks(5, by: .second, "The letter is out.")
    tale.after(1, .second) { _ in
      .reportToBoard(
        BoardReport(text: "A warning to a mentor who showed somebody's first patch unasked."))
    }
    tale.told(.closing, "The letter is out, and we close this.", by: .second)
    tale.after(1, .second) { _ in
      .close(
        CaseClosing(
          outcome: .resolved, summary: "A first patch was shown to a group, unasked.",
          actions: "A warning."))
    }
    tale.answered(
      24 * 18, by: name,
      "I would like the board to look at this again. I teach like this for ten years, and I was heard in three lines.",
      .reconsideration)
    tale.opened(by: .second)
    tale.declared(.boardMember)
  }

  /// The members did not find together; the board has the case.
  func beforeTheBoard() {
    let name = "Sidney Crabapple"
    var draft = ReportDraft()
    draft.account = """
      As treasurer of our local group he reads out in every meeting who has not paid, with remarks. One of us lost his job \
      in spring and is on that list each month.
      """
    draft.involved = name
    draft.space = "affiliated-programs"
    draft.relation = "witness"
    let tale = DemoTale(stage, daysAgo: 7.5)
    tale.reported(asking: .member, draft)
    tale.declared(.member, .second, .third, .liaison)
    tale.inConflict(.chair, "personal")
    tale.after(3, .member) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(1, .member) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.2, .member) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .member)
    tale.after(40, .member) { tale in
      .recordHearing(
        Hearing(
          party: tale.party(name), how: "By phone",
          account: "He says that the statutes ask for it, and that nobody has complained."))
    }
    tale.found(
      by: .member, "He reads out who has not paid, with remarks, in every meeting.",
      types: ["well-being"], "It shames people for being poor.", responsible: name,
      ongoing: "The next meeting is in two weeks.")
    tale.told(
      .answer,
      "We have spoken to him. We do not agree yet on what follows, and the board will decide.",
      by: .member)
    tale.after(5, .member) { tale in
      .propose(
        Proposing(
          subject: .resolution([Measure(measure: MeasureID("warning"), party: tale.party(name))]),
          reasons: "It has to stop before the next meeting."))
    }
    tale.after(8, .third) { tale in
      .vote(
        Vote(
          proposal: tale.proposal, version: 1, choice: .object,
          reason: "The local group has rules of its own. It is not ours to warn its treasurer."))
    }
    tale.after(30, .member) { tale in
      .withdrawProposal(
        ProposalWithdrawal(proposal: tale.proposal, reason: "We do not find together on this."))
    }
    tale.after(1, .member) { _ in
      .escalateToBoard(
        .init(reason: "Is a local group ours to judge? The board should say so, once for all."))
    }
    tale.declared(.boardMember, .boardSecond)
    tale.after(30, .boardMember) { tale in
      .propose(
        Proposing(
          subject: .resolution([
            Measure(
              measure: MeasureID("warning"), party: tale.party(name),
              modifications: ["Names of people who have not paid are read out nowhere."])
          ]),
          reasons: "The local group carries our name, and with it our code."))
    }
  }

  /// Hugo asks to read a case of which he has the report; a swap is proposed, and somebody is away.
  func turns() {
    stage.at(hoursAgo: 11) {
      let hugo = try await stage.session(.boardThird)
      let report = try await hugo.boardReports().first { $0.text.contains("60 days") }
      guard let report else { return }
      try await hugo.requestOversight(
        of: report.caseID,
        reason:
          "The third case about one person: I would like to see whether the first two were enough.")
    }
    stage.at(hoursAgo: 9) {
      let rota = try await stage.session(.member).rota()
      guard let mine = rota.weeks.dropFirst().first(where: { $0.mine != nil }),
        let duty = mine.mine,
        let other = rota.others.first(where: { $0.name == DemoPerson.chair.name })
      else { return }
      try await stage.session(.member).proposeSwap(
        with: other.id, gives: DutySlot(week: mine.number, duty: duty), takes: nil)
    }
    stage.at(hoursAgo: 8) {
      let from = stage.moment(hoursAgo: -24 * 16)
      try await stage.session(.third).enterAbsence(from: from, until: from.adding(days: 6))
    }
  }
}
