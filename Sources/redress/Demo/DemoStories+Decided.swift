import Casework
import Procedure

// Cases that were decided, or are being decided.
extension DemoStories {
  /// Closed long ago; whoever was suspended asks to come back, and the group decides on it.
  func suspensionThatIsOver() {
    let name = "Mortimer Thistledown"
    var draft = ReportDraft()
    draft.account = """
      Somebody writes to newcomers privately and tells them whose patches are worth nothing, with names. Two people I \
      know have stopped contributing over it. I have three of the messages.
      """
    draft.involved = "\(name), @thistledown"
    draft.space = "chat"
    draft.ongoing = "yes"
    draft.relation = "heardOfIt"
    let tale = DemoTale(stage, daysAgo: 58)
    tale.reported(draft)
    tale.declared(.chair, .member, .second, .liaison)
    tale.inConflict(.third, "employer")
    tale.after(2, .chair) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(1, .chair) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.5, .chair) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .chair, handles: ["@thistledown"])
    tale.after(0.2, .chair) { tale in .linkPerson(.init(party: tale.party(name))) }
    tale.met(
      20, by: .member, "A call", [.chair, .member, .second], "We read the three messages.",
      takeaways: "Asta hears him; Cleo asks the two who left.")
    tale.opened(with: name, by: .chair)
    tale.wrote(
      to: name, .hearing,
      .plain("Some private messages of yours were brought to us. How do you see it?"),
      by: .chair, readBy: .member)
    tale.answered(
      20, by: name, "I only said what everybody thinks. Perhaps not in the best way.", .hearing)
    tale.assessed(
      by: .second,
      [
        ("listed", .yes, ""), ("covered-space", .yes, ""), ("public", .no, ""),
        ("harm", .yes, "Two people left."), ("disengage", .yes, "Two did."),
        ("leader", .no, ""), ("repetition", .yes, "Seven people, five weeks."),
        ("pattern", .no, "None that we know of."),
      ])
    tale.found(
      by: .chair,
      "For five weeks he wrote to seven newcomers about the worth of others. Two of them left.",
      types: ["discouraging"], "He discouraged people from taking part.", responsible: name,
      ongoing: "It stopped when he was asked about it.")
    tale.after(10, .chair) { tale in
      .propose(
        Proposing(
          subject: .resolution([
            Measure(
              measure: MeasureID("suspension-short"), party: tale.party(name),
              spaces: [SpaceID("forum"), SpaceID("chat")], days: 30,
              conditions: ["He has written what he will do differently."],
              modifications: ["No private messages about other people's work."],
              skipReason: "A warning would leave him in the same private conversations.")
          ]),
          reasons: "Seven people, five weeks, two of them gone. He sees a part of it."))
    }
    tale.agreed(.member, .second, .liaison)
    carryOut(
      tale, name,
      plan:
        "We plan to suspend the person for 30 days from the forum and the chat. Can you live with that?",
      decision: "The person is suspended for 30 days. Thank you for telling us.",
      letter: LetterText.FourParts(
        behaviour:
          "You told people who are new here, without being asked, what you think of their contributions.",
        impact: "Some have withdrawn from the project since.",
        expectedChange: "Leave such remarks to reviews that somebody asked you for.",
        consequences:
          "You are suspended from the forum and the chat for 30 days. Coming back has to be asked for."
      ),
      board: "A suspension of 30 days for private messages that drove newcomers away.")
    tale.told(
      .closing, "Everything is done, and we close this. Write here whenever something comes up.",
      by: .chair)
    tale.after(1, .chair) { _ in
      .close(
        CaseClosing(
          outcome: .flagged, summary: "Private messages about the worth of other people's work.",
          actions: "A suspension of 30 days from two spaces."))
    }
    tale.after(24 * 8, .chair) { _ in .askAboutRetaliation(.init()) }
    tale.answered(
      24 * 43, by: name,
      "I would like to come back. I have written down what I will do differently.", .readmission)
    tale.after(20, .second) { _ in
      .recordCondition(
        ConditionRecord(
          measure: 1, condition: 1, isMet: true,
          account: "His page is in the conversation, and it is his own words."))
    }
    tale.after(6, .chair) { _ in
      .propose(
        Proposing(
          subject: .readmission(measure: 1, isGranted: true),
          reasons: "The time is over, he has done what was asked, and nothing new came in."))
    }
    tale.agreed(.member)
  }

  /// The first of three cases about the same person: a warning, closed.
  func warningOnTheList() -> DemoTale {
    let name = "Rufus Grumblethorpe"
    var draft = ReportDraft()
    draft.account =
      "On the mailing list a regular answered my first question with four lines of mockery. The thread is public."
    draft.involved = "\(name), grumble@mail.example"
    draft.space = "mailing-lists"
    draft.relation = "affected"
    let tale = DemoTale(stage, daysAgo: 52)
    tale.reported(draft)
    tale.declared(.member, .second, .third, .chair)
    tale.inConflict(.liaison, "personal")
    tale.after(4, .member) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(1, .member) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.2, .member) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .member, handles: ["@grumble"])
    tale.after(0.2, .member) { tale in .linkPerson(.init(party: tale.party(name))) }
    tale.after(10, .member) { tale in
      .recordHearing(
        Hearing(
          party: tale.party(name), how: "A call of half an hour",
          account: "He had a bad day and says so. He did not think that she was new."))
    }
    tale.found(
      by: .member, "He answered a first question with four lines of mockery, in public.",
      types: ["discouraging"], "It discourages somebody from taking part.", responsible: name,
      ongoing: "A single mail.")
    tale.after(40, .member) { tale in
      .propose(
        Proposing(
          subject: .resolution([
            Measure(
              measure: MeasureID("warning"), party: tale.party(name),
              repairs: ["An answer to the question, in the thread."])
          ]), reasons: "One mail, and he sees it."))
    }
    tale.agreed(.second, .third, .chair)
    carryOut(
      tale, name, by: .member, readBy: .second,
      plan: "We plan to warn him. Is that all right with you?",
      decision: "He was warned, and offers an answer to your question.",
      letter: LetterText.FourParts(
        behaviour: "You answered a newcomer's question with mockery.",
        impact: "She thought about leaving the list.",
        expectedChange: "Answer questions, or leave them to others.",
        consequences: "This letter is a warning. If it happens again, more will follow."),
      board: "A warning for a mocking answer on the mailing list.")
    tale.told(.closing, "Everything is done, and we close this.", by: .member)
    tale.after(1, .member) { _ in
      .close(
        CaseClosing(
          outcome: .resolved, summary: "A mocking answer to a newcomer.", actions: "A warning."))
    }
    return tale
  }

  /// The third: a suspension that is being carried out.
  func suspensionThatBegins(after first: DemoTale) {
    let name = "Rufus Grumblethorpe"
    var draft = ReportDraft()
    draft.account = """
      Since I was elected to the release team, the same person comments on each of my announcements in the forum: that I \
      got there by my looks, that I should post a picture. I have counted eleven. Moderators removed four of them.
      """
    draft.involved = "\(name) (@grumble)"
    draft.space = "forum"
    draft.links = "https://forum.larkspur.example/t/release-team/88"
    draft.ongoing = "yes"
    draft.relation = "affected"
    let tale = DemoTale(stage, daysAgo: 7)
    tale.reported(draft)
    tale.declared(.second, .chair, .third, .liaison)
    tale.inConflict(.member, "personal")
    tale.after(2, .second) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.named(name, by: .second, handles: ["@grumble"])
    tale.after(0.2, .second) { tale in
      .linkPerson(.init(party: tale.party(name), person: first.person))
    }
    tale.after(0.5, .second) { _ in
      .acceptShepherding(.init(biases: "We were on a panel together, two years ago."))
    }
    tale.after(2) { tale in
      let owner = try await stage.session(.second).memberID
      try await tale.give(
        .settleBiases(.init(member: owner, isFit: true, reason: "One panel is not a friendship.")),
        .third)
    }
    tale.after(0.5, .second) { _ in .introduceShepherd(.init()) }
    tale.met(
      16, by: .third, "A call", [.chair, .second, .third, .liaison],
      "Eleven comments, read one by one. It is the third time.",
      takeaways: "Cleo writes to him; Esme talks to the moderators.")
    tale.after(3, .liaison) { _ in
      .recordContact(
        .init(
          kind: .liaison, who: "The moderators of the forum", when: "the same evening",
          account: "They removed four comments and had warned him twice themselves."))
    }
    tale.opened(with: name, by: .second)
    tale.wrote(
      to: name, .hearing,
      .plain(
        "Eleven of your comments in the forum were brought to us. Before we decide we would like to hear you."
      ),
      by: .second, readBy: .third)
    tale.answered(30, by: name, "It was meant as a joke. People are too touchy.", .hearing)
    tale.told(
      .answer,
      "We have spoken to the moderators and heard the other side. You will hear from us again within days.",
      by: .second)
    tale.assessed(
      by: .liaison,
      [
        ("listed", .yes, "Comments about looks."), ("covered-space", .yes, "The forum."),
        ("outside", .notApplicable, ""), ("public", .yes, "All eleven."),
        ("marginalized", .yes, "She is the only woman on the release team."),
        ("harm", .yes, "She has stopped writing announcements."),
        ("disengage", .yes, "She said that she thinks of laying the role down."),
        ("leader", .no, "He has no role."), ("safety", .no, "Nothing that threatens her."),
        ("well-being", .yes, ""), ("repetition", .yes, "He calls it a joke."),
        ("pattern", .yes, "A warning in autumn, and a meetup."),
      ])
    tale.found(
      by: .second,
      "He commented eleven times on her looks under announcements of the release team.",
      types: ["harassment", "sexualization"],
      "Remarks about looks, again and again, after moderators had removed some.",
      responsible: name, ongoing: "None since we wrote to him.")
    tale.after(8, .second) { tale in
      .propose(
        Proposing(
          subject: .resolution([
            Measure(
              measure: MeasureID("suspension-short"), party: tale.party(name),
              spaces: [SpaceID("forum"), SpaceID("chat"), SpaceID("events")], days: 60,
              conditions: [
                "He has read the code of conduct and says so.",
                "He has written what he will do differently.",
              ], modifications: ["No comments on how people look."],
              repairs: ["An apology, if she wishes one."],
              guidance: "Say what you did, not what you meant.",
              skipReason: "A warning in autumn was not heeded.")
          ]),
          reasons: "The third time, in public, against one person. He does not see it."))
    }
    tale.agreed(.chair, .third, .liaison)
    tale.after(4, .second) { tale in
      .consult(
        Consulting(
          proposal: tale.proposal, party: tale.reporter,
          text:
            "We plan to suspend him for 60 days from the forum, the chat and our events. Coming back has to be asked for. Can you live with that?"
        ))
    }
    tale.answered(22, "Yes. Thank you for asking me first.", .consultation, .acceptable)
    tale.after(3, .second) { tale in .enact(ResolutionNaming(proposal: tale.proposal)) }
    tale.told(
      .decision,
      "He is suspended from the forum, the chat and our events for 60 days. He will not be told who reported. If he writes to you, tell us.",
      by: .second)
    tale.wrote(
      to: name, .letter,
      .fourParts(
        .init(
          behaviour:
            "Eleven times you commented in public on the looks of a member of the release team.",
          impact:
            "She has stopped writing announcements, and others have asked whether they are welcome here.",
          expectedChange: "No comments on how people look.",
          consequences:
            "You are suspended from the forum, the chat and our events for 60 days. Coming back has to be asked for."
        )), by: .second, readBy: .liaison)
    tale.didTasks(2, by: .third, "Closed by the moderators, who confirmed it.") {
      $0.space == "Larkspur Forum"
    }
    tale.after(1, .third) { _ in
      .reportToBoard(
        BoardReport(
          text:
            "A suspension of 60 days from three spaces, for repeated public remarks about looks. It is the third case about the same person."
        ))
    }
  }

  /// Adopted; whoever reported is asked what they think of it.
  func withoutCredit() -> DemoTale {
    let name = "Barnaby Quill"
    var draft = ReportDraft()
    draft.account = """
      He presents the tutorial that three of us wrote as his own, at two meetups now, and took our names off the slides. \
      When I wrote to him he told me to be glad that somebody shows it.
      """
    draft.involved = name
    draft.space = "events"
    draft.relation = "affected"
    draft.contactName = "Hettie"
    let tale = DemoTale(stage, daysAgo: 5.2)
    tale.reported(draft)
    tale.declared(.liaison, .member, .chair, .second, .third)
    tale.after(3, .liaison) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(0.5, .liaison) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.2, .liaison) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .liaison, handles: ["@bquill"])
    tale.met(
      15, by: .liaison, "The channel of the group", [.liaison, .member, .chair],
      "The slides are online, with and without the names.", takeaways: "Esme calls him.")
    tale.after(30, .liaison) { tale in
      .recordHearing(
        Hearing(
          party: tale.party(name), how: "A call",
          account: "He thought that the licence allowed it, and did not think of the names."))
    }
    tale.assessed(
      by: .liaison,
      [
        ("listed", .yes, ""), ("covered-space", .yes, "Meetups under our name."),
        ("public", .yes, ""), ("harm", .yes, "Their work is shown as his."),
        ("repetition", .no, "He has put the names back."), ("pattern", .no, ""),
        ("safety", .no, ""),
      ])
    tale.found(
      by: .liaison, "He showed the tutorial of three others twice without their names.",
      types: ["credit"], "The code asks for credit.", responsible: name,
      ongoing: "The names are back.")
    tale.told(
      .answer,
      "We have spoken to him, and the names are back on the slides. We now decide what follows, and ask you first.",
      by: .liaison)
    tale.after(20, .liaison) { tale in
      .propose(
        Proposing(
          subject: .resolution([
            Measure(
              measure: MeasureID("warning"), party: tale.party(name),
              repairs: ["A word at both meetups about whose work it is."])
          ]), reasons: "He sees it and has mended half of it by himself."))
    }
    tale.agreed(.member, .chair, .second, .third)
    tale.after(30, .liaison) { tale in
      .consult(
        Consulting(
          proposal: tale.proposal, party: tale.reporter,
          text: """
            Dear Hettie,

            we plan to warn him, and ask him to say a word at both meetups about whose work the tutorial is. Nothing \
            happens before you had time to tell us what you think of that.

            Esme Thornbarrow, for the working group
            """))
    }
    return tale
  }

  /// The members are at odds, and vote.
  func jokesInTheChat() {
    let name = "Ottoline Vane"
    var draft = ReportDraft()
    draft.account = """
      In the sprint chat she answered a question of a first-time contributor with a joke about his body, and another when \
      he asked her to stop. Three people laughed along. He left the channel.
      """
    draft.involved = "\(name), @ottovane"
    draft.space = "chat"
    draft.relation = "witness"
    draft.contactEmail = "a.friend@mail.example"
    let tale = DemoTale(stage, daysAgo: 3.1)
    tale.reported(draft)
    tale.declared(.chair, .member, .second, .third, .liaison)
    tale.after(3, .third) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.after(0.5, .third) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.after(0.2, .third) { _ in .introduceShepherd(.init()) }
    tale.named(name, by: .third, handles: ["@ottovane"])
    tale.met(
      14, by: .second, "A call", [.chair, .member, .second, .third, .liaison],
      "We read the log of the channel.", takeaways: "Dario talks to her and to him.")
    tale.after(20, .third) { tale in
      .recordHearing(
        Hearing(
          party: tale.party(name), how: "In the chat, one to one",
          account:
            "She says that it is how everybody talks there, and that she is sorry if he took it badly."
        ))
    }
    tale.assessed(
      by: .member,
      [
        ("listed", .yes, "Jokes about somebody's body."),
        ("covered-space", .yes, "The sprint chat."),
        ("public", .yes, "Forty people in the channel."), ("harm", .yes, "He left it."),
        ("disengage", .yes, "He was there for the first time."),
        ("leader", .yes, "She has run the sprints for years."), ("safety", .no, ""),
        ("repetition", .unsure, "She is sorry for how he took it."),
        ("pattern", .no, "No earlier report."),
      ])
    tale.found(
      by: .third,
      "She made two jokes about a newcomer's body, the second after he had asked her to stop.",
      types: ["sexualization"], "The code names it.", responsible: name,
      ongoing: "Two messages on one evening.")
    tale.told(
      .answer, "We have read the log and spoken to both. We are deciding now what follows.",
      by: .third)
    tale.after(4, .third) { tale in
      .propose(
        Proposing(
          subject: .resolution([Measure(measure: MeasureID("warning"), party: tale.party(name))]),
          reasons: "It is the first time, and she has listened."))
    }
    tale.after(9, .member) { tale in
      .vote(
        Vote(
          proposal: tale.proposal, version: 1, choice: .object,
          reason:
            "People look up to her; a private letter changes nothing in that channel. She should not run a sprint for a while."
        ))
    }
    tale.after(6, .third) { tale in
      .amendProposal(
        ProposalAmending(
          proposal: tale.proposal,
          subject: .resolution([
            Measure(
              measure: MeasureID("warning"), party: tale.party(name),
              modifications: ["She runs no sprint until the end of the year."],
              repairs: ["An apology to him, if he wishes one."])
          ]),
          reasons:
            "Bram is right that people look up to her. The letter stays, and she lays the role down for a while."
        ))
    }
    tale.agreed(.member, version: 2)
    tale.after(5, .liaison) { tale in
      .vote(
        Vote(
          proposal: tale.proposal, version: 2, choice: .abstain,
          reason: "I have run a sprint with her and would rather leave it to you."))
    }
  }

  /// Those affected are asked, it is put into effect, everybody is told, the tasks are done, the board has its report.
  private func carryOut(
    _ tale: DemoTale, _ name: String, by owner: DemoPerson = .chair,
    readBy reader: DemoPerson = .member, plan: String, decision: String,
    letter: LetterText.FourParts, board: String
  ) {
    tale.after(5, owner) { tale in
      .consult(Consulting(proposal: tale.proposal, party: tale.reporter, text: plan))
    }
    tale.answered(20, "Yes.", .consultation, .acceptable)
    tale.after(4, owner) { tale in .enact(ResolutionNaming(proposal: tale.proposal)) }
    tale.told(.decision, decision, by: owner)
    tale.opened(with: name, by: owner)
    tale.wrote(to: name, .letter, .fourParts(letter), by: owner, readBy: reader)
    tale.didTasks(10, by: reader, "Done, and confirmed by those who look after it.")
    tale.after(2, owner) { _ in .reportToBoard(BoardReport(text: board)) }
  }
}
