extension Event {
  /// The stable names, as stored and as shown by the API.
  package enum Name: String, Codable, CaseIterable, Sendable {
    case reportReceived, membersAsked, memberKeptOut, declared, releasedBySilence, admitted
    case namedMemberCleared, cardWritten, channelOpened, partyNamed, partyCorrected, personLinked
    case escalatedToBoard, messageArrived, messageSent, mailPutAside, mailPlaced, acknowledged
    case noteWritten, noteCorrected, setAside, takenBack, agencyNotified, agencyNotNotified
    case secondWanted, memberLeft, shepherdNominated, shepherdAccepted, shepherdDeclined,
      biasesSettled
    case shepherdingHandedOver, concernSettled, safetyRecorded, actedAtOnce, actReported
    case actReviewed, noticeReviewed, discussed, meetingCalled, meetingRecorded, entryCorrected
    case informationNeeded, informationSettled, contactRecorded, evidenceRecorded, assessed
    case findingRecorded, hearingRecorded, hearingWaived, groundRecorded, localDecisionRecorded
    case referredOut, departed, draftWritten, draftChanged, draftReviewed, draftDiscarded
    case permissionWithdrawn, disclosureRecorded, legalAdviceWaived
    case statementPublished, permissionRecorded, partyAnswered, proposalOpened, proposalAmended
    case proposalWithdrawn, voted, severityFlagged, flagClearingAgreed, consultationAsked
    case consultationRecorded, consultationWaived, resolutionEnacted, taskAdded, taskAssigned
    case taskCompleted, taskDropped, conditionRecorded, readmissionRequested, measureEnded
    case boardReported, oversightRequested, oversightGranted, oversightDeclined
    case reconsiderationRequested, returnedToGroup, closed, reopened, filedForRecord, caseLinked
    case mergedInto, delayAnnounced, deadlinePaused, deadlineResumed, policyMoved, reviewRecorded
  }

  /// The stable name of this event.
  package var name: Name {
    switch self {
    case .reportReceived: .reportReceived
    case .membersAsked: .membersAsked
    case .memberKeptOut: .memberKeptOut
    case .declared: .declared
    case .releasedBySilence: .releasedBySilence
    case .admitted: .admitted
    case .namedMemberCleared: .namedMemberCleared
    case .cardWritten: .cardWritten
    case .secondWanted: .secondWanted
    case .channelOpened: .channelOpened
    case .partyNamed: .partyNamed
    case .partyCorrected: .partyCorrected
    case .personLinked: .personLinked
    case .escalatedToBoard: .escalatedToBoard
    case .messageArrived: .messageArrived
    case .messageSent: .messageSent
    case .mailPutAside: .mailPutAside
    case .mailPlaced: .mailPlaced
    case .acknowledged: .acknowledged
    case .noteWritten: .noteWritten
    case .noteCorrected: .noteCorrected
    case .setAside: .setAside
    case .takenBack: .takenBack
    case .agencyNotified: .agencyNotified
    case .agencyNotNotified: .agencyNotNotified
    case .memberLeft: .memberLeft
    case .shepherdNominated: .shepherdNominated
    case .shepherdAccepted: .shepherdAccepted
    case .shepherdDeclined: .shepherdDeclined
    case .biasesSettled: .biasesSettled
    case .shepherdingHandedOver: .shepherdingHandedOver
    case .concernSettled: .concernSettled
    case .safetyRecorded: .safetyRecorded
    case .actedAtOnce: .actedAtOnce
    case .actReported: .actReported
    case .actReviewed: .actReviewed
    case .noticeReviewed: .noticeReviewed
    case .discussed: .discussed
    case .meetingCalled: .meetingCalled
    case .meetingRecorded: .meetingRecorded
    case .entryCorrected: .entryCorrected
    case .informationNeeded: .informationNeeded
    case .informationSettled: .informationSettled
    case .contactRecorded: .contactRecorded
    case .evidenceRecorded: .evidenceRecorded
    case .assessed: .assessed
    case .findingRecorded: .findingRecorded
    case .hearingRecorded: .hearingRecorded
    case .hearingWaived: .hearingWaived
    case .groundRecorded: .groundRecorded
    case .localDecisionRecorded: .localDecisionRecorded
    case .referredOut: .referredOut
    case .departed: .departed
    case .draftWritten: .draftWritten
    case .draftChanged: .draftChanged
    case .draftReviewed: .draftReviewed
    case .draftDiscarded: .draftDiscarded
    case .statementPublished: .statementPublished
    case .permissionRecorded: .permissionRecorded
    case .permissionWithdrawn: .permissionWithdrawn
    case .disclosureRecorded: .disclosureRecorded
    case .legalAdviceWaived: .legalAdviceWaived
    case .partyAnswered: .partyAnswered
    case .proposalOpened: .proposalOpened
    case .proposalAmended: .proposalAmended
    case .proposalWithdrawn: .proposalWithdrawn
    case .voted: .voted
    case .severityFlagged: .severityFlagged
    case .flagClearingAgreed: .flagClearingAgreed
    case .consultationAsked: .consultationAsked
    case .consultationRecorded: .consultationRecorded
    case .consultationWaived: .consultationWaived
    case .resolutionEnacted: .resolutionEnacted
    case .taskAdded: .taskAdded
    case .taskAssigned: .taskAssigned
    case .taskCompleted: .taskCompleted
    case .taskDropped: .taskDropped
    case .conditionRecorded: .conditionRecorded
    case .readmissionRequested: .readmissionRequested
    case .measureEnded: .measureEnded
    case .boardReported: .boardReported
    case .oversightRequested: .oversightRequested
    case .oversightGranted: .oversightGranted
    case .oversightDeclined: .oversightDeclined
    case .reconsiderationRequested: .reconsiderationRequested
    case .returnedToGroup: .returnedToGroup
    case .closed: .closed
    case .reopened: .reopened
    case .filedForRecord: .filedForRecord
    case .caseLinked: .caseLinked
    case .mergedInto: .mergedInto
    case .delayAnnounced: .delayAnnounced
    case .deadlinePaused: .deadlinePaused
    case .deadlineResumed: .deadlineResumed
    case .policyMoved: .policyMoved
    case .reviewRecorded: .reviewRecorded
    }
  }

  private var payload: any Encodable {
    switch self {
    case .reportReceived(let payload): payload
    case .membersAsked(let payload): payload
    case .memberKeptOut(let payload): payload
    case .declared(let payload): payload
    case .releasedBySilence(let payload): payload
    case .admitted(let payload): payload
    case .namedMemberCleared(let payload): payload
    case .cardWritten(let payload): payload
    case .secondWanted(let payload): payload
    case .channelOpened(let payload): payload
    case .partyNamed(let payload): payload
    case .partyCorrected(let payload): payload
    case .personLinked(let payload): payload
    case .escalatedToBoard(let payload): payload
    case .messageArrived(let payload): payload
    case .messageSent(let payload): payload
    case .mailPutAside(let payload): payload
    case .mailPlaced(let payload): payload
    case .acknowledged(let payload): payload
    case .noteWritten(let payload): payload
    case .noteCorrected(let payload): payload
    case .setAside(let payload): payload
    case .takenBack(let payload): payload
    case .agencyNotified(let payload): payload
    case .agencyNotNotified(let payload): payload
    case .memberLeft(let payload): payload
    case .shepherdNominated(let payload): payload
    case .shepherdAccepted(let payload): payload
    case .shepherdDeclined(let payload): payload
    case .biasesSettled(let payload): payload
    case .shepherdingHandedOver(let payload): payload
    case .concernSettled(let payload): payload
    case .safetyRecorded(let payload): payload
    case .actedAtOnce(let payload): payload
    case .actReported(let payload): payload
    case .actReviewed(let payload): payload
    case .noticeReviewed(let payload): payload
    case .discussed(let payload): payload
    case .meetingCalled(let payload): payload
    case .meetingRecorded(let payload): payload
    case .entryCorrected(let payload): payload
    case .informationNeeded(let payload): payload
    case .informationSettled(let payload): payload
    case .contactRecorded(let payload): payload
    case .evidenceRecorded(let payload): payload
    case .assessed(let payload): payload
    case .findingRecorded(let payload): payload
    case .hearingRecorded(let payload): payload
    case .hearingWaived(let payload): payload
    case .groundRecorded(let payload): payload
    case .localDecisionRecorded(let payload): payload
    case .referredOut(let payload): payload
    case .departed(let payload): payload
    case .draftWritten(let payload): payload
    case .draftChanged(let payload): payload
    case .draftReviewed(let payload): payload
    case .draftDiscarded(let payload): payload
    case .statementPublished(let payload): payload
    case .permissionRecorded(let payload): payload
    case .permissionWithdrawn(let payload): payload
    case .disclosureRecorded(let payload): payload
    case .legalAdviceWaived(let payload): payload
    case .partyAnswered(let payload): payload
    case .proposalOpened(let payload): payload
    case .proposalAmended(let payload): payload
    case .proposalWithdrawn(let payload): payload
    case .voted(let payload): payload
    case .severityFlagged(let payload): payload
    case .flagClearingAgreed(let payload): payload
    case .consultationAsked(let payload): payload
    case .consultationRecorded(let payload): payload
    case .consultationWaived(let payload): payload
    case .resolutionEnacted(let payload): payload
    case .taskAdded(let payload): payload
    case .taskAssigned(let payload): payload
    case .taskCompleted(let payload): payload
    case .taskDropped(let payload): payload
    case .conditionRecorded(let payload): payload
    case .readmissionRequested(let payload): payload
    case .measureEnded(let payload): payload
    case .boardReported(let payload): payload
    case .oversightRequested(let payload): payload
    case .oversightGranted(let payload): payload
    case .oversightDeclined(let payload): payload
    case .reconsiderationRequested(let payload): payload
    case .returnedToGroup(let payload): payload
    case .closed(let payload): payload
    case .reopened(let payload): payload
    case .filedForRecord(let payload): payload
    case .caseLinked(let payload): payload
    case .mergedInto(let payload): payload
    case .delayAnnounced(let payload): payload
    case .deadlinePaused(let payload): payload
    case .deadlineResumed(let payload): payload
    case .policyMoved(let payload): payload
    case .reviewRecorded(let payload): payload
    }
  }
}

extension Event: Codable {
  private enum Key: String, CodingKey { case event, form }

  /// The newest form of every event that this program writes.
  private static let newestForm = 1

  /// Throws `DecodingError` for an unknown name, or a form newer than this program.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(Name.self, forKey: .event)
    let form = try container.decodeIfPresent(Int.self, forKey: .form) ?? 1
    guard (1...Self.newestForm).contains(form) else {
      throw DecodingError.dataCorruptedError(
        forKey: .form, in: container,
        debugDescription: "\(name.rawValue) in form \(form) was written by a newer version")
    }
    self =
      switch name {
      case .reportReceived: .reportReceived(try Report(from: decoder))
      case .membersAsked: .membersAsked(try Asking(from: decoder))
      case .memberKeptOut: .memberKeptOut(try KeepingOut(from: decoder))
      case .declared: .declared(try DeclarationMade(from: decoder))
      case .releasedBySilence: .releasedBySilence(try Release(from: decoder))
      case .admitted: .admitted(try Admission(from: decoder))
      case .namedMemberCleared: .namedMemberCleared(try Admission(from: decoder))
      case .cardWritten: .cardWritten(try Card(from: decoder))
      case .secondWanted: .secondWanted(try SecondWanted(from: decoder))
      case .channelOpened: .channelOpened(try ChannelOpening(from: decoder))
      case .partyNamed: .partyNamed(try Party(from: decoder))
      case .partyCorrected: .partyCorrected(try PartyCorrection(from: decoder))
      case .personLinked: .personLinked(try PersonLinking(from: decoder))
      case .escalatedToBoard: .escalatedToBoard(try Escalation(from: decoder))
      case .messageArrived: .messageArrived(try MessageArrival(from: decoder))
      case .messageSent: .messageSent(try MessageSending(from: decoder))
      case .mailPutAside: .mailPutAside(try MailAside(from: decoder))
      case .mailPlaced: .mailPlaced(try MailPlacing(from: decoder))
      case .acknowledged: .acknowledged(try Acknowledgement(from: decoder))
      case .noteWritten: .noteWritten(try Note(from: decoder))
      case .noteCorrected: .noteCorrected(try NoteCorrection(from: decoder))
      case .setAside: .setAside(try SettingAside(from: decoder))
      case .takenBack: .takenBack(try TakingBack(from: decoder))
      case .agencyNotified: .agencyNotified(try AgencyNotice(from: decoder))
      case .agencyNotNotified: .agencyNotNotified(try Reason(from: decoder))
      case .memberLeft: .memberLeft(try Release(from: decoder))
      case .shepherdNominated: .shepherdNominated(try ShepherdNomination(from: decoder))
      case .shepherdAccepted: .shepherdAccepted(try BiasDeclaration(from: decoder))
      case .shepherdDeclined: .shepherdDeclined(try Reason(from: decoder))
      case .biasesSettled: .biasesSettled(try BiasSettlement(from: decoder))
      case .shepherdingHandedOver: .shepherdingHandedOver(try ShepherdHandOver(from: decoder))
      case .concernSettled: .concernSettled(try ConcernSettlement(from: decoder))
      case .safetyRecorded: .safetyRecorded(try SafetyRecord(from: decoder))
      case .actedAtOnce: .actedAtOnce(try UnilateralAct(from: decoder))
      case .actReported: .actReported(try ActReport(from: decoder))
      case .actReviewed: .actReviewed(try ActReview(from: decoder))
      case .noticeReviewed: .noticeReviewed(try NoticeReview(from: decoder))
      case .discussed: .discussed(try Remark(from: decoder))
      case .meetingCalled: .meetingCalled(try MeetingCall(from: decoder))
      case .meetingRecorded: .meetingRecorded(try MeetingRecord(from: decoder))
      case .entryCorrected: .entryCorrected(try EntryCorrection(from: decoder))
      case .informationNeeded: .informationNeeded(try InformationNeed(from: decoder))
      case .informationSettled: .informationSettled(try InformationSettlement(from: decoder))
      case .contactRecorded: .contactRecorded(try Contact(from: decoder))
      case .evidenceRecorded: .evidenceRecorded(try Evidence(from: decoder))
      case .assessed: .assessed(try AssessmentAnswer(from: decoder))
      case .findingRecorded: .findingRecorded(try Finding(from: decoder))
      case .hearingRecorded: .hearingRecorded(try Hearing(from: decoder))
      case .hearingWaived: .hearingWaived(try HearingWaiver(from: decoder))
      case .groundRecorded: .groundRecorded(try CaseGround(from: decoder))
      case .localDecisionRecorded: .localDecisionRecorded(try LocalDecision(from: decoder))
      case .referredOut: .referredOut(try Referral(from: decoder))
      case .departed: .departed(try Departure(from: decoder))
      case .draftWritten: .draftWritten(try DraftWriting(from: decoder))
      case .draftChanged: .draftChanged(try DraftChange(from: decoder))
      case .draftReviewed: .draftReviewed(try DraftReview(from: decoder))
      case .draftDiscarded: .draftDiscarded(try DraftDiscarding(from: decoder))
      case .statementPublished: .statementPublished(try StatementPublishing(from: decoder))
      case .permissionRecorded: .permissionRecorded(try Permission(from: decoder))
      case .permissionWithdrawn: .permissionWithdrawn(try PermissionWithdrawal(from: decoder))
      case .disclosureRecorded: .disclosureRecorded(try Disclosure(from: decoder))
      case .legalAdviceWaived: .legalAdviceWaived(try Reason(from: decoder))
      case .partyAnswered: .partyAnswered(try PartyAnswer(from: decoder))
      case .proposalOpened: .proposalOpened(try Proposing(from: decoder))
      case .proposalAmended: .proposalAmended(try ProposalAmending(from: decoder))
      case .proposalWithdrawn: .proposalWithdrawn(try ProposalWithdrawal(from: decoder))
      case .voted: .voted(try Vote(from: decoder))
      case .severityFlagged: .severityFlagged(try SeverityFlag(from: decoder))
      case .flagClearingAgreed: .flagClearingAgreed(try FlagClearing(from: decoder))
      case .consultationAsked: .consultationAsked(try ConsultationAsking(from: decoder))
      case .consultationRecorded: .consultationRecorded(try ConsultationNote(from: decoder))
      case .consultationWaived: .consultationWaived(try ConsultationWaiver(from: decoder))
      case .resolutionEnacted: .resolutionEnacted(try Enactment(from: decoder))
      case .taskAdded: .taskAdded(try CaseTask(from: decoder))
      case .taskAssigned: .taskAssigned(try TaskAssignment(from: decoder))
      case .taskCompleted: .taskCompleted(try TaskCompletion(from: decoder))
      case .taskDropped: .taskDropped(try TaskCompletion(from: decoder))
      case .conditionRecorded: .conditionRecorded(try ConditionRecord(from: decoder))
      case .readmissionRequested: .readmissionRequested(try ReadmissionRequest(from: decoder))
      case .measureEnded: .measureEnded(try MeasureEnding(from: decoder))
      case .boardReported: .boardReported(try BoardReport(from: decoder))
      case .oversightRequested: .oversightRequested(try OversightRequest(from: decoder))
      case .oversightGranted: .oversightGranted(try OversightGrant(from: decoder))
      case .oversightDeclined: .oversightDeclined(try OversightGrant(from: decoder))
      case .reconsiderationRequested:
        .reconsiderationRequested(try ReconsiderationRequest(from: decoder))
      case .returnedToGroup: .returnedToGroup(try Reason(from: decoder))
      case .closed: .closed(try CaseClosing(from: decoder))
      case .reopened: .reopened(try Reopening(from: decoder))
      case .filedForRecord: .filedForRecord(try Reason(from: decoder))
      case .caseLinked: .caseLinked(try CaseLink(from: decoder))
      case .mergedInto: .mergedInto(try CaseMerging(from: decoder))
      case .delayAnnounced: .delayAnnounced(try DelayAnnouncement(from: decoder))
      case .deadlinePaused: .deadlinePaused(try DeadlinePause(from: decoder))
      case .deadlineResumed: .deadlineResumed(try DeadlinePause(from: decoder))
      case .policyMoved: .policyMoved(try PolicyMove(from: decoder))
      case .reviewRecorded: .reviewRecorded(try ReviewNote(from: decoder))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .event)
    try container.encode(Self.newestForm, forKey: .form)
    try payload.encode(to: encoder)
  }
}

extension KeptOutBecause: Codable {
  private enum Key: String, CodingKey { case kind, places, message, handler, reason }
  private enum Kind: String, Codable {
    case leftOutByReporter, namedInText, namedInLaterMessage, notChosen, namedAsParty
    case heldBackByHandler
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .leftOutByReporter: self = .leftOutByReporter
    case .namedInText:
      self = .namedInText(places: try container.decode([String].self, forKey: .places))
    case .namedInLaterMessage:
      self = .namedInLaterMessage(try container.decode(MessageReference.self, forKey: .message))
    case .notChosen: self = .notChosen
    case .namedAsParty: self = .namedAsParty
    case .heldBackByHandler:
      self = .heldBackByHandler(
        try container.decode(MemberID.self, forKey: .handler),
        reason: try container.decode(String.self, forKey: .reason))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .leftOutByReporter: try container.encode(Kind.leftOutByReporter, forKey: .kind)
    case .namedInText(let places):
      try container.encode(Kind.namedInText, forKey: .kind)
      try container.encode(places, forKey: .places)
    case .namedInLaterMessage(let message):
      try container.encode(Kind.namedInLaterMessage, forKey: .kind)
      try container.encode(message, forKey: .message)
    case .notChosen: try container.encode(Kind.notChosen, forKey: .kind)
    case .namedAsParty: try container.encode(Kind.namedAsParty, forKey: .kind)
    case .heldBackByHandler(let handler, let reason):
      try container.encode(Kind.heldBackByHandler, forKey: .kind)
      try container.encode(handler, forKey: .handler)
      try container.encode(reason, forKey: .reason)
    }
  }
}

extension Declaration: Codable {
  private enum Key: String, CodingKey { case kind, ground, note }
  private enum Kind: String, Codable { case noConflict, conflict, softConflict }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .noConflict: self = .noConflict
    case .conflict:
      self = .conflict(
        ground: try container.decodeIfPresent(GroundID.self, forKey: .ground),
        note: try container.decodeIfPresent(String.self, forKey: .note))
    case .softConflict:
      self = .softConflict(
        ground: try container.decodeIfPresent(GroundID.self, forKey: .ground),
        note: try container.decodeIfPresent(String.self, forKey: .note))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .noConflict: try container.encode(Kind.noConflict, forKey: .kind)
    case .softConflict(let ground, let note):
      try container.encode(Kind.softConflict, forKey: .kind)
      try container.encodeIfPresent(ground, forKey: .ground)
      try container.encodeIfPresent(note, forKey: .note)
    case .conflict(let ground, let note):
      try container.encode(Kind.conflict, forKey: .kind)
      try container.encodeIfPresent(ground, forKey: .ground)
      try container.encodeIfPresent(note, forKey: .note)
    }
  }
}
