import Casework
import Procedure

/// What happens in the example, case by case, so that every page has something to show: a case in each phase, people
/// who were reported before, a rotation with a swap and an absence, a board with something to decide.
struct DemoStories {
  let stage: DemoStage

  /// Words that open the conversations of two reporters, to try their side.
  struct Receipts {
    /// Their report was answered.
    let answered: [String]
    /// They are asked what they think of what is planned.
    let consulted: [String]
  }

  /// Plays every story.
  func play() async throws -> Receipts {
    suspensionThatIsOver()
    let warning = warningOnTheList()
    alreadyHandled(after: warning)
    reconsidered()
    suspensionThatBegins(after: warning)
    beforeTheBoard()
    advertisement()
    let consulted = withoutCredit()
    jokesInTheChat()
    heldByMail()
    let answered = hallway()
    secondWitness(of: answered)
    pileOn()
    aboutTheGroup()
    following()
    turns()
    try await stage.play()
    return Receipts(answered: answered.words, consulted: consulted.words)
  }

  // MARK: New ones, and those that were answered

  private func alreadyHandled(after first: DemoTale) {
    var draft = ReportDraft()
    draft.account = """
      At our local meetup a guest kept commenting on the looks of two attendees. Our organizers spoke to him, he \
      apologised to both and left early. Everybody agreed that this settled it. We only want you to know.
      """
    draft.involved = "Rufus Grumblethorpe"
    draft.space = "events"
    draft.relation = "representative"
    draft.contactName = "Organizers of the Larkspur meetup in Nettlewick"
    let tale = DemoTale(stage, daysAgo: 40)
    tale.reported(draft)
    tale.declared(.chair)
    tale.named("Rufus Grumblethorpe", by: .chair)
    tale.after(0.1, .chair) { tale in
      .linkPerson(.init(party: tale.party("Rufus Grumblethorpe"), person: first.person))
    }
    tale.after(3, .chair) { _ in
      .recordLocalDecision(
        .init(
          who: "Organizers of the meetup in Nettlewick",
          decided: "They spoke to him; he apologised and left."))
    }
    tale.after(0.2, .chair) { _ in .acknowledge(.init(kind: .alreadyHandled)) }
  }

  private func advertisement() {
    var draft = ReportDraft()
    draft.account = "Grow your audience overnight! Visit our shop for ten thousand new followers."
    let tale = DemoTale(stage, daysAgo: 12)
    tale.reported(asking: .member, draft)
    tale.declared(.member)
    tale.after(1, .member) { _ in
      .setAside(.init(reason: SetAsideReasonID("spam"), note: "An advertisement."))
    }
  }

  private func heldByMail() {
    let mail = """
      From: Wilma Fogg <wilma.fogg@mail.example>
      To: conduct@larkspur.example
      Subject: Messages that do not stop
      Message-ID: <demo-1@mail.example>
      Date: Sun, 15 Nov 2026 09:12:00 +0000
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      Hello,

      since the last release somebody who calls himself "tundra_fox" answers every one of my posts in the chat with
      remarks about my accent. I asked him to stop, twice. Since then he writes to me privately.

      I do not know whether this is something for you. I would like it to end.

      Wilma
      """
    let tale = DemoTale(stage, daysAgo: 1.8)
    tale.mailed(asking: .second, Array(mail.replacingLines().utf8))
    tale.declared(.second)
    tale.after(2, .second) { _ in
      .acknowledge(
        .init(
          kind: .needsDecision,
          text: """
            Dear Wilma,

            thank you for writing to us. This is something for us, and it was right to tell us. You do not have to answer \
            him. If you can, please send us the private messages, or pictures of them; we keep them sealed.

            We will write again within a week, earlier if anything happens.

            Cleo Marshwhistle, for the working group
            """))
    }
    tale.named("tundra_fox", by: .second, handles: ["@tundra_fox"])
    tale.after(0.2, .second) { _ in .acceptShepherding(BiasDeclaration()) }
    tale.declared(.third, .liaison)
    tale.after(1, .second) { _ in .introduceShepherd(.init()) }
    tale.after(18, .third) { _ in
      .writeNote(
        .init(
          text: """
            **What we know so far**

            - two public threads in the chat, both still there
            - private messages since last week; we have asked for them
            - no earlier report under this name
            """))
    }
    tale.met(
      4, by: .second, "The call of the group", [.second, .third, .liaison],
      "We read both threads together. Nobody knows the account.",
      takeaways:
        "Cleo asks Wilma for the private messages; Dario keeps the threads; then he is heard.")
    tale.after(1, .third) { _ in
      .recordEvidence(
        .init(
          title: "Two threads in the chat", source: "The chat, both are public",
          date: "the week before the report",
          note: "He comes back to her accent in seven of nine answers."))
    }
    tale.assessed(
      by: .liaison,
      [
        ("listed", .yes, "Remarks about how somebody speaks are named as an example."),
        ("covered-space", .yes, "The chat, and private messages that began there."),
        ("public", .yes, "Both threads."),
        ("harm", .yes, "She reads the chat only when he is away."),
        ("disengage", .unsure, "She has not said so."),
        ("repetition", .yes, "He went on after she had asked him to stop."),
      ])
    tale.after(4, .second) { _ in
      .needInformation(.init(what: "The private messages", source: "Wilma"))
    }
    tale.after(1, .second) { _ in
      .recordFinding(
        .whatHappened(
          "He answered nine of her posts in the chat, seven times with a remark about her accent, and went on privately after she had asked him to stop."
        ))
    }
    tale.opened(with: "tundra_fox", by: .second)
    tale.after(3, .second) { tale in
      .writeDraft(
        DraftWriting(
          kind: .hearing, channel: tale.channel("tundra_fox"),
          text: .plain(
            """
            Hello,

            some of your answers in the chat of the last two weeks were brought to us. They speak about how somebody \
            talks, and not about what was said. Before we decide anything we would like to hear how you see it.

            Please answer here within a week. You need not write to anybody else about it, and we ask you not to.

            Cleo Marshwhistle, for the working group
            """)))
    }
  }

  private func hallway() -> DemoTale {
    let tale = DemoTale(stage, daysAgo: 30 / 24)
    tale.after(0) { tale in
      var draft = ReportDraft()
      draft.account = """
        After the keynote I asked a question about the new contribution rules. In the hallway a man from the front row \
        stood very close to me, said that people like me should be glad to be let in at all, and would not let me pass. \
        Another attendee saw it and walked me out.

        I am all right, but I do not want to meet him alone at the sprints.
        """
      draft.involved = "Magnus Brackwater, he wore a speaker's badge"
      draft.witnesses = "Pia Underhill"
      draft.when = "Saturday, shortly after eleven"
      draft.space = "events"
      draft.where = "the hallway between the main room and the stairs"
      draft.links = "https://larkspur.example/conference/keynote"
      draft.ongoing = "unsure"
      draft.relation = "affected"
      draft.sensitivities = "Please do not call; I share the phone."
      let form = try stage.organization.newFormToken()
      let staging = try stage.organization.stageFile(named: "programme.txt", formToken: form)
      try staging.write(Array("Saturday 10:00 Keynote, main room\nSaturday 11:00 Coffee\n".utf8))
      draft.files = [try staging.finish()]
      try await tale.send(draft, form: form, asking: .chair)
    }
    tale.declared(.chair)
    tale.after(2, .chair) { _ in
      .acknowledge(
        .init(
          kind: .needsDecision,
          text: """
            Dear reporter,

            thank you for telling us. What you describe should not have happened to you. Somebody of the group is at the \
            sprints all day and knows that you may want company; ask at the front desk for Asta.

            We meet this evening. You can write here at any time.

            Asta Quillfeather, for the working group
            """))
    }
    tale.declared(.member)
    tale.answered(
      5,
      "Thank you. Knowing whom to ask helps. I remembered that he said the same thing to somebody at registration."
    )
    tale.after(1.5, .member) { _ in
      .writeNote(
        .init(text: "I can talk to the witness tomorrow. *Asta*, will you meet the reporter?"))
    }
    tale.after(1, .chair) { _ in
      .discuss(.init(text: "Yes, after lunch. Until then she is at the sprint desk with Esme."))
    }
    return tale
  }

  private func secondWitness(of first: DemoTale) {
    var draft = ReportDraft()
    draft.account = """
      I walked somebody out of the hallway after the keynote because a speaker stood in her way and would not move. She \
      has probably told you herself; I only want to say that I saw it.
      """
    draft.involved = "a speaker, Magnus something"
    draft.space = "events"
    draft.relation = "witness"
    draft.contactEmail = "pia.underhill@mail.example"
    let tale = DemoTale(stage, daysAgo: 16 / 24)
    tale.reported(draft)
    tale.declared(.chair)
    tale.after(1, .chair) { _ in
      .acknowledge(
        .init(
          kind: .needsDecision,
          text:
            "Dear Pia,\n\nthank you, it helps to hear it from somebody who stood there. We may come back to you with one or two questions.\n\nAsta Quillfeather, for the working group"
        ))
    }
    tale.after(0.2, .chair) { _ in
      .mergeInto(.init(other: first.id, reason: "The same five minutes in the same hallway."))
    }
  }

  private func pileOn() {
    var draft = ReportDraft()
    draft.account = """
      In the thread about the release date several accounts answer every post of one newcomer with the same mocking \
      picture. It started this morning and goes on. I am not the newcomer, I only watch it happen.
      """
    draft.involved = "oakapple_77\nsilver_thistle"
    draft.space = "forum"
    draft.ongoing = "yes"
    draft.relation = "witness"
    draft.contactEmail = "watcher@mail.example"
    let tale = DemoTale(stage, daysAgo: 20 / 24)
    tale.reported(asking: .third, draft)
    tale.declared(.third)
    tale.named("oakapple_77", by: .third, handles: ["@oakapple_77"])
    tale.named("silver_thistle", by: .third, handles: ["@silver_thistle"])
    tale.after(0.3, .third) { tale in
      .actAtOnce(
        UnilateralAct(
          ground: .ongoing,
          measures: ["oakapple_77", "silver_thistle"].map {
            Measure(
              measure: MeasureID("restricted-access"), party: tale.party($0),
              spaces: [SpaceID("forum")], days: 3)
          },
          account:
            "Thirty pictures in four hours, and more every minute. I have asked the moderators to take the posting rights of both accounts in the forum for three days and to lock the thread."
        ))
    }
    tale.after(0.5, .third) { tale in
      .reportAct(
        ActReport(
          act: tale.act,
          account: "The thread is quiet since then. Please say whether three days are right."))
    }
    tale.after(0.2, .third) { _ in .acknowledge(.init(kind: .needsDecision)) }
    tale.declared(.second, .liaison)
    tale.after(2, .second) { tale in .reviewAct(ActReview(act: tale.act, verdict: .confirm)) }
  }

  private func aboutTheGroup() {
    var draft = ReportDraft()
    draft.account = """
      In the last public meeting Bram Oddfellow read out a private remark of mine and laughed. I do not think that he \
      should decide about it.
      """
    draft.when = "last Thursday"
    DemoTale(stage, daysAgo: 7 / 24).reported(draft)
  }

  private func following() {
    var draft = ReportDraft()
    draft.account = """
      Somebody from the conference has followed me to my hotel two evenings in a row. I do not know which police station \
      would be the right one here.
      """
    draft.danger = "yes"
    draft.agencyUnknown = true
    draft.ongoing = "yes"
    draft.involved = "I do not know his name"
    DemoTale(stage, daysAgo: 1 / 24).reported(draft)
  }
}

extension String {
  /// Line ends as mail has them.
  fileprivate func replacingLines() -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}
