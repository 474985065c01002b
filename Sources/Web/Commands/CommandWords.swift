import Casework
import Procedure

/// The words of the forms of commands, and of what can be chosen in them.
enum CommandWords {
  static let sayYesOrNo = "Please say yes or no."
  static let chooseOne = "Please choose one of the list."
  static let notOfTheList = "This is not one of the list."
  static let typeANumber = "Please type a whole number."
  static let typeATime = "Please give a day and a time, in UTC."
  static let nameOrAddress =
    "This is no name that you know of here. Please give the code name, or paste the address of its page."
  static let choose = "Choose…"
  static let everywhere = "Leave all boxes empty to mean everywhere."
  static let utc = "In UTC."
  static let yes = "Yes"
  static let no = "No"
  static let whatKind = "Which?"
  static let nothingToChoose = "There is nothing that this could be about now."
  static let chooseFirst = "Which one is it about?"
  static let another = "Another one"
  static let ifAnother = "If there is another one"
  static func block(_ number: Int) -> String { "Measure \(number)" }
  static let suggestions = "What the policy suggests"
  static let admitText =
    "Somebody who was kept out may read after all. They still have to declare first. Whom the reporter left out, or who declared a conflict of interest, is taken in by two handlers."
  static let admitDone =
    "It is on the record. Where it takes two handlers, another one has to want it too; otherwise they are asked to declare now."
  static let clearText =
    "A handler was held back: because a message names them, because they were entered as somebody whom this is about, or by another handler's word. You have looked at it, and they may read on."
  static let holdBackText =
    "You know something that speaks against another member's reading on. They see nothing new until somebody else than you has looked."
  static let openChannelText =
    "They get a page of their own, or mail. They see nothing of anybody else. Who has a conversation gets another way into it when two handlers want it: the second one is shown the new words, and what led there before opens nothing any more."
  static let openChannelDone =
    "It is on the record. Who had a conversation already gets another way into it when another handler asks for it too."
  static let notNow = "This does not belong to where the case stands now."
  static let waits = "This cannot be done yet"
  static let backToCase = "Back to the case"
  static let notYet = "Not yet"
  static let notYetText = "What belongs to this part of the procedure and waits for something."
  static let actions = "What you can do"
  static let formIncomplete = "The form came incomplete. Load the page again."
  static let channelOpened = "The words for their conversation"
  static let channelOpenedText =
    "The conversation is open. Hand these words over on a way that nobody else reads. When they are first used, they are replaced by words that only the other person knows."
  static let typedBefore = "What you typed"

  static func group(_ group: CommandEntry.Group) -> String {
    switch group {
    case .protect: "Protect people"
    case .own: "Own the case"
    case .lookInto: "Look into it"
    case .write: "Write to people"
    case .decide: "Decide"
    case .carryOut: "Carry it out"
    case .end: "Bring it to an end"
    case .people: "People and access"
    case .record: "Keep on the record"
    }
  }

  static let preview = "Look at it first"
  static let previewTitle = "As it would go out"
  static let previewText = "Nothing is kept yet."

  // MARK: What can be chosen

  private static func choices<Value: CaseIterable & RawRepresentable<String>>(
    _ words: (Value) -> String
  ) -> [Choice] {
    Value.allCases.map { Choice(value: $0.rawValue, label: words($0)) }
  }

  static let certainty = choices { (value: Certainty) in certainty(value) }
  static func certainty(_ certainty: Certainty) -> String {
    switch certainty {
    case .yes: "Yes"
    case .no: "No"
    case .unsure: "Not sure"
    }
  }

  static let answers = choices { (value: Answer) in answer(value) }
  static func answer(_ answer: Answer) -> String {
    switch answer {
    case .yes: "Yes"
    case .no: "No"
    case .unsure: "Not sure"
    case .notApplicable: "Does not apply"
    }
  }

  static let roles = choices { (value: PartyRole) in CaseWords.role(value) }
  static let acknowledgements = choices { (value: AcknowledgementKind) in CaseWords.letter(value) }

  static let messageKinds = [
    Choice(value: MessageKind.update.rawValue, label: CaseWords.kindUpdate),
    Choice(value: MessageKind.answer.rawValue, label: CaseWords.kindAnswer),
    Choice(value: MessageKind.decision.rawValue, label: CaseWords.kindDecision),
    Choice(value: MessageKind.apology.rawValue, label: CaseWords.kindApology),
    Choice(value: MessageKind.closing.rawValue, label: CaseWords.kindClosing),
  ]

  static func messageKind(_ kind: MessageKind) -> String {
    switch kind {
    case .automaticReceipt: "Automatic receipt"
    case .acknowledgement: "Personal acknowledgement"
    case .answer: "Answer in substance"
    case .update: "Question or other message"
    case .shepherdIntroduced: "Introduction of who owns the case"
    case .delay: "Notice of a delay"
    case .consultation: "Question about the planned resolution"
    case .decision: "Telling what was decided"
    case .closing: "Telling that the case is closed"
    case .retaliationQuestion: "Question about retaliation"
    case .hearing: "Invitation to be heard"
    case .letter: "Letter to a reported person"
    case .emergencyNotice: "Emergency notice"
    case .information: "Information for those who decide elsewhere"
    case .apology: "Apology that is passed on"
    case .apologyAccepted: "Acceptance of an apology, in somebody's name"
    case .permissionQuestion: "Question whether they allow something"
    case .publicStatement: "Public statement"
    }
  }

  /// What is drafted and read by somebody else before it goes out.
  static let draftKinds = [
    MessageKind.letter, .hearing, .decision, .closing, .answer, .update, .information, .apology,
    .apologyAccepted, .permissionQuestion, .publicStatement,
  ].map { Choice(value: $0.rawValue, label: messageKind($0)) }

  static let grounds = choices { (value: ActGround) in ground(value) }
  static func ground(_ ground: ActGround) -> String {
    switch ground {
    case .ongoing: "It is still going on"
    case .danger: "Somebody's safety is threatened"
    }
  }

  static let verdicts = choices { (value: ActVerdict) in verdict(value) }
  static func verdict(_ verdict: ActVerdict) -> String {
    switch verdict {
    case .confirm: "Confirm it"
    case .amend: "Keep it, with changes"
    case .reverse: "Take it back"
    }
  }

  static let informationOutcomes = choices { (value: InformationOutcome) in outcome(value) }
  static func outcome(_ outcome: InformationOutcome) -> String {
    switch outcome {
    case .obtained: "We have it now"
    case .soughtInVain: "We looked for it in vain"
    }
  }

  static let contacts = choices { (value: ContactKind) in contact(value) }
  static func contact(_ kind: ContactKind) -> String {
    switch kind {
    case .person: "A person"
    case .officialBody: "An official body"
    case .lawyer: "A lawyer"
    case .liaison: "A liaison of another group"
    case .localRepresentative: "A local representative"
    }
  }

  static let waivers = choices { (value: HearingWaiverBecause) in waiver(value) }
  static func waiver(_ because: HearingWaiverBecause) -> String {
    switch because {
    case .safety: "Hearing them would put somebody at risk"
    case .unreachable: "They cannot be reached"
    case .notIdentified: "Nobody knows who it was"
    case .noAnswer: "They were asked and did not answer"
    }
  }

  static let caseGrounds = choices { (value: CaseGroundKind) in caseGround(value) }
  static func caseGround(_ kind: CaseGroundKind) -> String {
    switch kind {
    case .directReport: "It was reported to us directly"
    case .severalSpaces: "It happened in more than one space"
    case .moderators: "Moderators handed it to us"
    case .event: "An event handed it to us"
    case .affiliatedProgram: "An affiliated program handed it to us"
    case .reporterEscalates: "Who reported asks us to look at what was decided elsewhere"
    case .reportedPersonEscalates:
      "Who was reported asks us to look at what was decided elsewhere"
    }
  }

  static let findings = choices { (value: Procedure.Finding.Kind) in finding(value) }
  static func finding(_ kind: Procedure.Finding.Kind) -> String {
    switch kind {
    case .whatHappened: "What happened"
    case .violation: "Whether it is a violation"
    case .responsible: "Who was responsible"
    case .ongoing: "Whether it goes on, or threatens somebody"
    }
  }

  static let ways = choices { (value: ChannelWay) in way(value) }
  static func way(_ way: ChannelWay) -> String {
    switch way {
    case .passphrase: "A page behind words that you hand over"
    case .mail: "By mail"
    }
  }

  static let permissions = choices { (value: PermissionKind) in permission(value) }
  static func permission(_ kind: PermissionKind) -> String {
    switch kind {
    case .apology: "An apology is passed on to them"
    case .apologyAccepted: "An apology is accepted in their name"
    case .directContact: "Others may write to them directly"
    case .namedInStatement: "They are named in a public statement"
    case .disclosure: "Their identity is told to somebody outside"
    case .facilitatedConversation: "A conversation with the other side, with help"
    }
  }

  static let disclosureGrounds = choices { (value: DisclosureGround) in disclosureGround(value) }
  static func disclosureGround(_ ground: DisclosureGround) -> String {
    switch ground {
    case .permission: "They allowed it in writing"
    case .investigation: "The investigation needs it"
    case .safety: "Somebody's immediate safety"
    case .law: "The law requires it"
    case .decision: "To carry out what was decided (only of who was reported)"
    case .endingHarm: "To end harm (only of who was reported)"
    case .ownStatements: "To answer what they said in public (only of who was reported)"
    case .other: "Another reason (only of who was reported)"
    }
  }

  static let informationBases = choices { (value: InformationBasis) in basis(value) }
  static func basis(_ basis: InformationBasis) -> String {
    switch basis {
    case .corroborated: "Others confirm it"
    case .pattern: "It is a pattern"
    }
  }

  static let voices = choices { (value: Procedure.Choice) in voice(value) }
  static func voice(_ choice: Procedure.Choice) -> String {
    switch choice {
    case .agree: "I agree"
    case .object: "I object"
    case .abstain: "I abstain"
    }
  }

  static let severities = choices { (value: Severity) in severity(value) }
  static func severity(_ severity: Severity) -> String {
    switch severity {
    case .severe: "It weighs heavily on somebody"
    case .legal: "It needs legal action"
    }
  }

  static let subjects = choices { (value: ProposalSubject.Kind) in subject(value) }
  static func subject(_ kind: ProposalSubject.Kind) -> String {
    switch kind {
    case .resolution: "What shall follow"
    case .readmission: "Readmission, or the end of a measure"
    case .reconsideration: "Reconsideration"
    case .policy: "Another version of the policy"
    }
  }

  static let reconsiderations = choices { (value: ReconsiderationVerdict) in
    reconsideration(value)
  }
  static func reconsideration(_ verdict: ReconsiderationVerdict) -> String {
    switch verdict {
    case .upheld: "The decision stands"
    case .changed: "The decision is changed"
    case .sentBack: "The group decides again"
    }
  }

  static let consultations = choices { (value: ConsultationAnswer) in consultation(value) }
  static func consultation(_ answer: ConsultationAnswer) -> String {
    switch answer {
    case .acceptable: "They can live with it"
    case .notAcceptable: "They cannot live with it"
    case .noOpinion: "They have no opinion"
    }
  }

  static let records = choices { (value: RecordType) in record(value) }
  static func record(_ type: RecordType) -> String {
    switch type {
    case .noViolation: "No violation took place"
    case .violationByUnknown: "A violation, by somebody unknown"
    case .resolved: "Resolved"
    case .flagged: "Flagged"
    case .banned: "Banned"
    }
  }

  static let relations = choices { (value: CaseRelation) in relation(value) }
  static func relation(_ relation: CaseRelation) -> String {
    switch relation {
    case .retaliation: "This one is about revenge for the other"
    case .samePerson: "The same person"
    case .sameIncident: "The same incident"
    case .appeal: "A decision made elsewhere is appealed here"
    }
  }

  /// Rules that can be left aside in one case, in words.
  static func rule(_ rule: RuleID) -> String {
    switch rule {
    case .shepherdBeforeProposal: "A case has an owner before measures are proposed"
    case .findingsBeforeProposal: "The findings are in writing before measures are proposed"
    case .skippingNeedsReason: "Lower rungs are skipped only with a reason"
    case .boardReportFirst: "The case is reported to the board before it is closed"
    case .tasksBeforeClosing: "All tasks are done before the case is closed"
    case .reporterFirst: "The reporter is told before anything else is carried out"
    default: rule.rawValue
    }
  }
}
