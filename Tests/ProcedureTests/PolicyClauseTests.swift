import Testing

@testable import Procedure

/// What a clause asks of a shipped policy: the place in its file, and what stands there.
struct ClauseRow: Sendable, CustomTestStringConvertible {
  let clause: String
  let policy: String
  /// Keys divided by dots; an element of a list by its id.
  let place: String
  let expected: Expectation

  enum Expectation: Sendable {
    case equals(JSONValue)
    /// One of the texts there holds these words.
    case says(String)
  }

  init(_ clause: String, _ policy: String, _ place: String, _ expected: Expectation) {
    self.clause = clause
    self.policy = policy
    self.place = place
    self.expected = expected
  }

  var testDescription: String { "\(clause): \(policy), \(place)" }
}

@Suite struct `What the clauses ask of the policies` {
  static let rows: [ClauseRow] = [
    ClauseRow("G01.3", "django", "publicVoice.board", .equals(.flag(true))),
    ClauseRow(
      "G02.1", "django", "measures.list.no-further-action.concernsReported", .equals(.flag(false))),
    ClauseRow("G05.10", "django", "form.fields.ongoing.label", .says("still going on")),
    ClauseRow("G05.10", "django", "form.fields.ongoing.help", .says("before everything else")),
    ClauseRow("G07.1", "django", "violationTypes.retaliation.urgent", .equals(.flag(true))),
    ClauseRow("G07.1", "django", "form.retaliation", .says("violation of its own")),
    ClauseRow("G07.2", "django", "form.fields.earlierReport.label", .says("Which earlier report")),
    ClauseRow(
      "G07.2", "django", "templates.retaliationQuestion.body", .says("hold it against you")),
    ClauseRow("G08.2", "django", "deadlines.acknowledgement.seconds", .equals(.integer(43200))),
    ClauseRow("G08.3", "django", "deadlines.reply.starts", .equals(.text("reporterWrote"))),
    ClauseRow("G08.4", "django", "deadlines.first-meeting.seconds", .equals(.integer(259200))),
    ClauseRow("G09.1", "django", "form.fields.ongoing.label", .says("still going on")),
    ClauseRow(
      "G09.3", "django", "measures.list.restricted-access.title",
      .says("Temporarily restricted access")),
    ClauseRow("G09.3", "django", "measures.list.no-contact.consequence", .says("does not contact")),
    ClauseRow("G10.1", "django", "deadlines.first-answer.seconds", .equals(.integer(604800))),
    ClauseRow("G10.1", "django", "deadlines.first-answer.kind", .equals(.text("aim"))),
    ClauseRow("G10.6", "django", "measures.list.warning.rung", .equals(.integer(1))),
    ClauseRow("G10.6", "django", "measures.list.suspension-short.rung", .equals(.integer(2))),
    ClauseRow(
      "G10.6", "django", "measures.list.suspension-short.term.daysMin", .equals(.integer(30))),
    ClauseRow(
      "G10.6", "django", "measures.list.suspension-short.term.daysMax", .equals(.integer(90))),
    ClauseRow("G10.6", "django", "measures.list.suspension-extended.rung", .equals(.integer(3))),
    ClauseRow(
      "G10.6", "django", "measures.list.suspension-extended.term.daysMin", .equals(.integer(90))),
    ClauseRow("G10.6", "django", "measures.list.ban.rung", .equals(.integer(4))),
    ClauseRow("G10.6", "django", "measures.list.ban.term.kind", .equals(.text("permanent"))),
    ClauseRow("G10.7", "django", "measures.skippingNeedsReason", .equals(.flag(true))),
    ClauseRow("G11.1", "django", "templates.consultation.body", .says("what we would like to do")),
    ClauseRow("G11.2", "django", "templates.consultation.body", .says("Is this acceptable to you")),
    ClauseRow("G11.3", "django", "consultation.windowSeconds", .equals(.integer(259200))),
    ClauseRow(
      "G11.3", "django", "templates.consultation.body", .says("The decision stays with us")),
    ClauseRow("G11.4", "django", "templates.consultation.body", .says("its weight as well")),
    ClauseRow("G11.5", "django", "templates.decisionToReporter.body", .says("we have decided")),
    ClauseRow("G11.6", "django", "board.reportsEveryCase", .equals(.flag(true))),
    ClauseRow("G11.7", "django", "publicVoice.board", .equals(.flag(true))),
    ClauseRow("G13.2", "django", "gate.grounds.involved.title", .says("Involved in the incident")),
    ClauseRow("G13.3", "django", "gate.grounds.personal.title", .says("ersonal relationship")),
    ClauseRow("G13.4", "django", "gate.grounds.employer.title", .says("mployer")),
    ClauseRow(
      "G13.5", "django", "gate.grounds.private-information.title",
      .says("rivate information that could bias")),
    ClauseRow("G13.6", "django", "gate.grounds.other.id", .equals(.text("other"))),
    ClauseRow("G13.7", "django", "form.whoReads", .says("may read")),
    ClauseRow("G13.7", "django", "form.fields.leaveOut.label", .says("should not see this")),
    ClauseRow("G13.8", "django", "form.fields.chosen.label", .says("only some members")),
    ClauseRow("G13.11", "django", "intake.allChairsToBoard", .equals(.flag(true))),
    ClauseRow(
      "G14.1", "django", "templates.decisionToReporter.body", .says("look at our decision again")),
    ClauseRow("G15.1", "django", "publicVoice.group", .equals(.flag(false))),
    ClauseRow("G15.2", "django", "publicVoice.board", .equals(.flag(true))),
    ClauseRow("G17.5", "django", "deadlines.takeaways.starts", .equals(.text("meetingCalled"))),
    ClauseRow("E02.3", "django", "group.roles.chair.holdersMax", .equals(.integer(1))),
    ClauseRow(
      "E03.1", "django", "measures.list.referral.consequence", .says("moderators of the space")),
    ClauseRow(
      "E04.1", "django", "assessment.questions.covered-space.text",
      .says("in a space that the code covers")),
    ClauseRow("E04.2", "django", "spaces.forum.title", .says("Forum")),
    ClauseRow("E04.3", "django", "spaces.repositories.title", .says("issue trackers")),
    ClauseRow("E04.4", "django", "spaces.mailing-lists.title", .says("Mailing lists")),
    ClauseRow("E04.5", "django", "spaces.chat.title", .says("Discord, IRC")),
    ClauseRow("E04.6", "django", "spaces.social-media.title", .says("Social media")),
    ClauseRow("E04.7", "django", "spaces.events.title", .says("DSF events and community events")),
    ClauseRow(
      "E04.8", "django", "spaces.representation.title", .says("acting for Django in public")),
    ClauseRow(
      "E04.8", "django", "assessment.questions.covered-space.text", .says("officially representing")
    ),
    ClauseRow(
      "E04.9", "django", "assessment.representations.official-mail.title", .says("official mail")),
    ClauseRow(
      "E04.10", "django", "assessment.representations.official-account.title",
      .says("official social media account")),
    ClauseRow(
      "E04.11", "django", "assessment.representations.appointed.title",
      .says("appointed representative at an event")),
    ClauseRow(
      "E04.12", "django", "assessment.representations.speaking.title",
      .says("Speaking or presenting")),
    ClauseRow("E06.2", "django", "deadlines.acknowledgement.seconds", .equals(.integer(43200))),
    ClauseRow("E06.3", "django", "deadlines.reply.starts", .equals(.text("reporterWrote"))),
    ClauseRow(
      "E06.4", "django", "deadlines.information.starts", .equals(.text("informationNeeded"))),
    ClauseRow(
      "E07.1", "django", "assessment.questions.listed.area", .equals(.text("jurisdiction"))),
    ClauseRow(
      "E07.1", "django", "assessment.questions.covered-space.area", .equals(.text("jurisdiction"))),
    ClauseRow(
      "E07.1", "django", "assessment.questions.outside.area", .equals(.text("jurisdiction"))),
    ClauseRow("E07.1", "django", "assessment.questions.public.area", .equals(.text("impact"))),
    ClauseRow(
      "E07.1", "django", "assessment.questions.marginalized.area", .equals(.text("impact"))),
    ClauseRow("E07.1", "django", "assessment.questions.harm.area", .equals(.text("impact"))),
    ClauseRow("E07.1", "django", "assessment.questions.disengage.area", .equals(.text("impact"))),
    ClauseRow("E07.1", "django", "assessment.questions.leader.area", .equals(.text("impact"))),
    ClauseRow("E07.1", "django", "assessment.questions.safety.area", .equals(.text("risk"))),
    ClauseRow("E07.1", "django", "assessment.questions.well-being.area", .equals(.text("risk"))),
    ClauseRow("E07.1", "django", "assessment.questions.repetition.area", .equals(.text("risk"))),
    ClauseRow("E07.1", "django", "assessment.questions.repetition.area", .equals(.text("risk"))),
    ClauseRow("E07.1", "django", "assessment.questions.pattern.area", .equals(.text("risk"))),
    ClauseRow("E08.1", "django", "assessment.questions.listed.text", .says("name this behaviour")),
    ClauseRow("E08.2", "django", "assessment.questions.covered-space.text", .says("in a space")),
    ClauseRow(
      "E08.3", "django", "assessment.questions.outside.text", .says("safety or well-being")),
    ClauseRow("E09.1", "django", "assessment.questions.public.text", .says("others could see it")),
    ClauseRow("E09.1", "django", "assessment.questions.public.yesRaises", .equals(.flag(true))),
    ClauseRow(
      "E09.2", "django", "assessment.questions.marginalized.text", .says("pushed to the margin")),
    ClauseRow("E09.3", "django", "assessment.questions.harm.text", .says("in which way")),
    ClauseRow(
      "E09.4", "django", "assessment.questions.disengage.text", .says("withdraw from the community")
    ),
    ClauseRow("E09.5", "django", "assessment.questions.leader.text", .says("sets the standard")),
    ClauseRow("E10.1", "django", "assessment.questions.safety.text", .says("sexual harassment")),
    ClauseRow("E10.1", "django", "assessment.questions.safety.yesIsSevere", .equals(.flag(true))),
    ClauseRow("E10.2", "django", "assessment.questions.well-being.text", .says("mental health")),
    ClauseRow("E10.3", "django", "assessment.questions.repetition.text", .says("happen again")),
    ClauseRow(
      "E10.4", "django", "assessment.questions.repetition.text",
      .says("does not see what was wrong")),
    ClauseRow("E10.5", "django", "assessment.questions.pattern.text", .says("pattern")),
    ClauseRow("E10.7", "django", "deadlines.first-answer.seconds", .equals(.integer(604800))),
    ClauseRow("E10.8", "django", "templates.delay.body", .says("hear from us again by {due}")),
    ClauseRow("E17.8", "django", "publicVoice.group", .equals(.flag(false))),
    ClauseRow("E17.11", "django", "publicVoice.group", .equals(.flag(false))),
    ClauseRow("E18.2", "django", "gate.grounds.involved.title", .says("Involved in the incident")),
    ClauseRow("E18.3", "django", "gate.grounds.personal.title", .says("ersonal relationship")),
    ClauseRow("E18.4", "django", "gate.grounds.employer.title", .says("mployer")),
    ClauseRow(
      "E18.5", "django", "gate.grounds.private-information.title",
      .says("rivate information that could bias")),
    ClauseRow("E18.6", "django", "gate.grounds.other.id", .equals(.text("other"))),
    ClauseRow("E18.8", "django", "form.fields.chosen.label", .says("only some members")),
    ClauseRow("E19.5", "django", "decisions.actReportSeconds", .equals(.integer(86400))),
    ClauseRow("E19.5", "django", "deadlines.act-report.seconds", .equals(.integer(86400))),
    ClauseRow(
      "E19.5", "django", "templates.noticeAct.body", .says("should stand, be changed or be undone")),
    ClauseRow("E20.2", "django", "decisions.vote.numerator", .equals(.integer(2))),
    ClauseRow("E20.2", "django", "decisions.vote.denominator", .equals(.integer(3))),
    ClauseRow("E21.1", "django", "measures.repairs", .says("Acknowledge the harm")),
    ClauseRow("E21.3", "django", "measures.skippingNeedsReason", .equals(.flag(true))),
    ClauseRow(
      "E22.1", "django", "templates.consultation.body", .says("Nothing has been put into effect")),
    ClauseRow("E22.2", "django", "templates.consultation.body", .says("write it down")),
    ClauseRow("E22.3", "django", "consultation.windowSeconds", .equals(.integer(259200))),
    ClauseRow(
      "E22.4", "django", "templates.consultation.body", .says("The decision stays with us")),
    ClauseRow("E23.1", "django", "board.reportsEveryCase", .equals(.flag(true))),
    ClauseRow("E23.1", "django", "board.liaisonRole", .equals(.text("board-liaison"))),
    ClauseRow("E24.1", "django", "publicVoice.group", .equals(.flag(false))),
    ClauseRow("E24.2", "django", "publicVoice.board", .equals(.flag(true))),
    ClauseRow("R01.3", "reset", "publicVoice.group", .equals(.flag(true))),
    ClauseRow("R01.20", "reset", "form.fields.ongoing.label", .says("still going on")),
    ClauseRow("R01.20", "reset", "form.fields.ongoing.help", .says("before everything else")),
    ClauseRow("R02.3", "reset", "deadlines.first-meeting.ends", .says("meetingRecorded")),
    ClauseRow("R02.11", "reset", "measures.list.nothing.concernsReported", .equals(.flag(false))),
    ClauseRow(
      "R02.12", "reset", "measures.list.private-reprimand.title", .says("rivate reprimand")),
    ClauseRow("R02.13", "reset", "measures.list.public-reprimand.public", .equals(.flag(true))),
    ClauseRow(
      "R02.14", "reset", "measures.list.imposed-vacation.term.kind", .equals(.text("endsOnDate"))),
    ClauseRow("R02.15", "reset", "measures.list.temporary-ban.perSpace", .equals(.flag(true))),
    ClauseRow(
      "R02.15", "reset", "measures.list.permanent-ban.term.kind", .equals(.text("permanent"))),
    ClauseRow("R02.15", "reset", "measures.list.permanent-ban.perSpace", .equals(.flag(true))),
    ClauseRow("R02.16", "reset", "measures.list.private-apology.title", .says("private apology")),
    ClauseRow("R02.16", "reset", "measures.list.public-apology.title", .says("public apology")),
    ClauseRow("R02.17", "reset", "deadlines.first-answer.seconds", .equals(.integer(604800))),
    ClauseRow("R02.17", "reset", "deadlines.first-answer.kind", .equals(.text("promise"))),
    ClauseRow("R02.18", "reset", "templates.decisionToReporter.body", .says("decided")),
    ClauseRow("R02.19", "reset", "templates.consultation.body", .says("acceptable")),
    ClauseRow("R02.20", "reset", "publicVoice.board", .equals(.flag(true))),
    ClauseRow("R02.20", "reset", "board.reportsEveryCase", .equals(.flag(true))),
    ClauseRow("R03.1", "reset", "form.whoReads", .says("may read")),
    ClauseRow("R03.1", "reset", "form.fields.leaveOut.label", .says("should not see this")),
    ClauseRow("R03.2", "reset", "intake.directReports", .equals(.text("anyMember"))),
    ClauseRow("R03.2", "reset", "form.fields.chosen.label", .says("only some members")),
    ClauseRow(
      "R04.1", "reset", "templates.decisionToReporter.body", .says("look at our decision again")),
    ClauseRow(
      "H03.4", "django", "templates.acknowledgementNeedsDecision.body",
      .says("will now talk it through")),
    ClauseRow("H05.3", "django", "onCall.weekday", .equals(.text("monday"))),
    ClauseRow("H05.3", "django", "onCall.hour", .equals(.integer(12))),
    ClauseRow("H05.3", "django", "onCall.remindsAll", .equals(.flag(true))),
    ClauseRow("H05.6", "django", "deadlines.acknowledgement.seconds", .equals(.integer(43200))),
    ClauseRow("H05.7", "django", "deadlines.shepherd.starts", .equals(.text("acknowledged"))),
    ClauseRow("H05.9", "django", "deadlines.step-in.seconds", .equals(.integer(86400))),
    ClauseRow("H05.9", "django", "onCall.stepInSeconds", .equals(.integer(86400))),
    ClauseRow(
      "H06.4", "django", "templates.acknowledgementNeedsDecision.body",
      .says("You will hear from us what we decide")),
    ClauseRow(
      "H06.7", "django", "templates.acknowledgementAlreadyHandled.body", .says("looks right to us")),
    ClauseRow(
      "H06.8", "django", "templates.acknowledgementAlreadyHandled.body",
      .says("on file, so that we notice")),
    ClauseRow("H07.1", "django", "deadlines.first-answer.seconds", .equals(.integer(604800))),
    ClauseRow(
      "H08.10", "django", "deadlines.shepherd-introduced.starts", .equals(.text("shepherdAccepted"))
    ),
    ClauseRow(
      "H08.11", "django", "templates.shepherdIntroduced.body", .says("the person to turn to")),
    ClauseRow(
      "H08.12", "django", "templates.shepherdIntroduced.body",
      .says("You reach them where you read this")),
    ClauseRow(
      "H08.13", "django", "templates.shepherdIntroduced.body", .says("rather have somebody else")),
    ClauseRow("H08.15", "django", "deadlines.concern.starts", .equals(.text("concernRaised"))),
    ClauseRow(
      "H09.3", "django", "templates.shepherdIntroduced.body", .says("with questions or news")),
    ClauseRow("H09.14", "django", "decisions.ordinary.kind", .equals(.text("besidesShepherd"))),
    ClauseRow("H09.14", "django", "decisions.ordinary.count", .equals(.integer(2))),
    ClauseRow("H09.15", "django", "decisions.severe.kind", .equals(.text("majority"))),
    ClauseRow("H09.16", "django", "measures.allowsOthers", .equals(.flag(true))),
    ClauseRow("H10.1", "django", "templates.decisionToReporter.body", .says("the first to hear")),
    ClauseRow(
      "H10.7", "django", "templates.closingToReporter.body", .says("We then open it again")),
    ClauseRow("H10.12", "django", "closing.reviewSeconds", .equals(.integer(31536000))),
    ClauseRow("C05.1", "django", "templates.hearingInvitation.body", .says("how you see it")),
    ClauseRow("C05.2", "django", "deadlines.hearing.starts", .equals(.text("hearingInvited"))),
    ClauseRow(
      "C05.3", "django", "templates.hearingInvitation.body", .says("do not say who told us")),
    ClauseRow("C05.5", "django", "measures.repairs", .says("what will be different")),
    ClauseRow("C05.5", "django", "measures.modifications", .says("mentorship")),
    ClauseRow(
      "C05.6", "django", "measures.list.request-not-to-attend.title", .says("Request not to attend")
    ),
    ClauseRow(
      "C05.7", "django", "measures.list.request-not-to-attend.consequence",
      .says("what is expected and what follows")),
    ClauseRow("C06.2", "django", "templates.fourPartLetter.body", .says("{behaviour}")),
    ClauseRow("C06.3", "django", "templates.fourPartLetter.body", .says("{impact}")),
    ClauseRow("C06.4", "django", "templates.fourPartLetter.body", .says("{expected_change}")),
    ClauseRow("C06.5", "django", "templates.fourPartLetter.body", .says("{consequences}")),
    ClauseRow("C08.1", "django", "measures.accountability", .says("what it did to others")),
    ClauseRow(
      "C08.12", "django", "templates.consultation.body",
      .says("to mend the harm and to keep people safe. Private details")),
    ClauseRow("H04.3", "django", "form.otherWays", .says("could be easier")),
    ClauseRow("C08.6", "django", "measures.accountability", .says("accountable")),
    ClauseRow("C08.7", "django", "measures.accountability", .says("say what was done")),
    ClauseRow(
      "C08.7", "django", "measures.accountability", .says("understand what it did to others")),
    ClauseRow("C08.7", "django", "measures.accountability", .says("change something")),
    ClauseRow("C08.11", "django", "templates.fourPartLetter.body", .says("This follows from it")),
  ]

  @Test(arguments: rows) func `stands in them`(row: ClauseRow) throws {
    let tree = try #require(Self.trees[row.policy])
    let steps = row.place.split(separator: ".").map(String.init)
    let found = try #require(Self.node(steps[...], in: tree), "nothing stands there")
    switch row.expected {
    case .equals(let value): #expect(found.value == value)
    case .says(let words): #expect(Self.texts(in: found).contains { $0.contains(words) })
    }
  }

  /// Parsed once for all rows; nothing for a file that does not parse, which other tests name.
  private static let trees = Policy.shippedNames.reduce(into: [String: JSONNode]()) { trees, name in
    trees[name] = Policy.shippedBytes(named: name).flatMap { try? JSON5Parser.parse($0) }
  }

  private static func node(_ steps: ArraySlice<String>, in node: JSONNode) -> JSONNode? {
    guard let step = steps.first else { return node }
    switch node.value {
    case .object(let members):
      return members.first { $0.key == step }.flatMap { Self.node(steps.dropFirst(), in: $0.node) }
    case .list(let elements):
      let element = elements.first { Self.node(["id"], in: $0)?.value == .text(step) }
      return element.flatMap { Self.node(steps.dropFirst(), in: $0) }
    default: return nil
    }
  }

  private static func texts(in node: JSONNode) -> [String] {
    switch node.value {
    case .text(let text): [text]
    case .list(let elements): elements.flatMap { texts(in: $0) }
    default: []
    }
  }
}
