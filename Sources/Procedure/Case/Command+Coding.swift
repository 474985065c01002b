extension Command: Codable {
  private enum Key: String, CodingKey { case command }

  /// The stable names of the API.
  package enum Name: String, Codable, CaseIterable, Sendable {
    case declare, admit, clearNamedMember, holdBack, writeCard, nameParty, correctParty, linkPerson,
      escalateToBoard
    case acknowledge, writeMessage, placeMail, writeNote, correctNote, setAside, takeBack
    case notifyAgency, notifyNoAgency, nominateShepherd, acceptShepherding, declineShepherding
    case settleBiases, handOverShepherding, introduceShepherd, settleConcern, recordSafety
    case actAtOnce, reportAct, reviewAct, sendEmergencyNotice, reviewNotice, discuss, callMeeting
    case recordMeeting, correctEntry, needInformation, settleInformation, recordContact
    case recordEvidence, assess, recordFinding, recordHearing, waiveHearing, recordGround
    case recordLocalDecision, referOut, departFromRule, openChannel, writeDraft, changeDraft
    case reviewDraft, sendDraft, discardDraft, publishStatement, recordPermission, propose
    case askPermission, withdrawPermission, recordDisclosure, askLegalAdvice, waiveLegalAdvice
    case amendProposal, withdrawProposal, vote, flagSevere, clearFlag, consult
    case recordConsultation, waiveConsultation, enact, addTask, assignTask, completeTask
    case dropTask, recordCondition, recordReadmissionRequest, endMeasure, reportToBoard
    case grantOversight, declineOversight, recordReconsiderationRequest, returnToGroup, close
    case reopen, fileForRecord, linkCase, mergeInto, announceDelay, pauseDeadline, resumeDeadline
    case recordReview, askAboutRetaliation
  }

  /// The stable name of this command.
  package var name: Name {
    switch self {
    case .declare: .declare
    case .admit: .admit
    case .clearNamedMember: .clearNamedMember
    case .holdBack: .holdBack
    case .writeCard: .writeCard
    case .nameParty: .nameParty
    case .correctParty: .correctParty
    case .linkPerson: .linkPerson
    case .escalateToBoard: .escalateToBoard
    case .acknowledge: .acknowledge
    case .writeMessage: .writeMessage
    case .placeMail: .placeMail
    case .writeNote: .writeNote
    case .correctNote: .correctNote
    case .setAside: .setAside
    case .takeBack: .takeBack
    case .notifyAgency: .notifyAgency
    case .notifyNoAgency: .notifyNoAgency
    case .nominateShepherd: .nominateShepherd
    case .acceptShepherding: .acceptShepherding
    case .declineShepherding: .declineShepherding
    case .settleBiases: .settleBiases
    case .handOverShepherding: .handOverShepherding
    case .introduceShepherd: .introduceShepherd
    case .settleConcern: .settleConcern
    case .recordSafety: .recordSafety
    case .actAtOnce: .actAtOnce
    case .reportAct: .reportAct
    case .reviewAct: .reviewAct
    case .sendEmergencyNotice: .sendEmergencyNotice
    case .reviewNotice: .reviewNotice
    case .discuss: .discuss
    case .callMeeting: .callMeeting
    case .recordMeeting: .recordMeeting
    case .correctEntry: .correctEntry
    case .needInformation: .needInformation
    case .settleInformation: .settleInformation
    case .recordContact: .recordContact
    case .recordEvidence: .recordEvidence
    case .assess: .assess
    case .recordFinding: .recordFinding
    case .recordHearing: .recordHearing
    case .waiveHearing: .waiveHearing
    case .recordGround: .recordGround
    case .recordLocalDecision: .recordLocalDecision
    case .referOut: .referOut
    case .departFromRule: .departFromRule
    case .openChannel: .openChannel
    case .writeDraft: .writeDraft
    case .changeDraft: .changeDraft
    case .reviewDraft: .reviewDraft
    case .sendDraft: .sendDraft
    case .discardDraft: .discardDraft
    case .publishStatement: .publishStatement
    case .recordPermission: .recordPermission
    case .askPermission: .askPermission
    case .withdrawPermission: .withdrawPermission
    case .recordDisclosure: .recordDisclosure
    case .askLegalAdvice: .askLegalAdvice
    case .waiveLegalAdvice: .waiveLegalAdvice
    case .propose: .propose
    case .amendProposal: .amendProposal
    case .withdrawProposal: .withdrawProposal
    case .vote: .vote
    case .flagSevere: .flagSevere
    case .clearFlag: .clearFlag
    case .consult: .consult
    case .recordConsultation: .recordConsultation
    case .waiveConsultation: .waiveConsultation
    case .enact: .enact
    case .addTask: .addTask
    case .assignTask: .assignTask
    case .completeTask: .completeTask
    case .dropTask: .dropTask
    case .recordCondition: .recordCondition
    case .recordReadmissionRequest: .recordReadmissionRequest
    case .endMeasure: .endMeasure
    case .reportToBoard: .reportToBoard
    case .grantOversight: .grantOversight
    case .declineOversight: .declineOversight
    case .recordReconsiderationRequest: .recordReconsiderationRequest
    case .returnToGroup: .returnToGroup
    case .close: .close
    case .reopen: .reopen
    case .fileForRecord: .fileForRecord
    case .linkCase: .linkCase
    case .mergeInto: .mergeInto
    case .announceDelay: .announceDelay
    case .pauseDeadline: .pauseDeadline
    case .resumeDeadline: .resumeDeadline
    case .recordReview: .recordReview
    case .askAboutRetaliation: .askAboutRetaliation
    }
  }

  private var payload: any Encodable {
    switch self {
    case .declare(let payload): payload
    case .admit(let payload): payload
    case .clearNamedMember(let payload): payload
    case .holdBack(let payload): payload
    case .writeCard(let payload): payload
    case .nameParty(let payload): payload
    case .correctParty(let payload): payload
    case .linkPerson(let payload): payload
    case .escalateToBoard(let payload): payload
    case .acknowledge(let payload): payload
    case .writeMessage(let payload): payload
    case .placeMail(let payload): payload
    case .writeNote(let payload): payload
    case .correctNote(let payload): payload
    case .setAside(let payload): payload
    case .takeBack(let payload): payload
    case .notifyAgency(let payload): payload
    case .notifyNoAgency(let payload): payload
    case .nominateShepherd(let payload): payload
    case .acceptShepherding(let payload): payload
    case .declineShepherding(let payload): payload
    case .settleBiases(let payload): payload
    case .handOverShepherding(let payload): payload
    case .introduceShepherd(let payload): payload
    case .settleConcern(let payload): payload
    case .recordSafety(let payload): payload
    case .actAtOnce(let payload): payload
    case .reportAct(let payload): payload
    case .reviewAct(let payload): payload
    case .sendEmergencyNotice(let payload): payload
    case .reviewNotice(let payload): payload
    case .discuss(let payload): payload
    case .callMeeting(let payload): payload
    case .recordMeeting(let payload): payload
    case .correctEntry(let payload): payload
    case .needInformation(let payload): payload
    case .settleInformation(let payload): payload
    case .recordContact(let payload): payload
    case .recordEvidence(let payload): payload
    case .assess(let payload): payload
    case .recordFinding(let payload): payload
    case .recordHearing(let payload): payload
    case .waiveHearing(let payload): payload
    case .recordGround(let payload): payload
    case .recordLocalDecision(let payload): payload
    case .referOut(let payload): payload
    case .departFromRule(let payload): payload
    case .openChannel(let payload): payload
    case .writeDraft(let payload): payload
    case .changeDraft(let payload): payload
    case .reviewDraft(let payload): payload
    case .sendDraft(let payload): payload
    case .discardDraft(let payload): payload
    case .publishStatement(let payload): payload
    case .recordPermission(let payload): payload
    case .askPermission(let payload): payload
    case .withdrawPermission(let payload): payload
    case .recordDisclosure(let payload): payload
    case .askLegalAdvice(let payload): payload
    case .waiveLegalAdvice(let payload): payload
    case .propose(let payload): payload
    case .amendProposal(let payload): payload
    case .withdrawProposal(let payload): payload
    case .vote(let payload): payload
    case .flagSevere(let payload): payload
    case .clearFlag(let payload): payload
    case .consult(let payload): payload
    case .recordConsultation(let payload): payload
    case .waiveConsultation(let payload): payload
    case .enact(let payload): payload
    case .addTask(let payload): payload
    case .assignTask(let payload): payload
    case .completeTask(let payload): payload
    case .dropTask(let payload): payload
    case .recordCondition(let payload): payload
    case .recordReadmissionRequest(let payload): payload
    case .endMeasure(let payload): payload
    case .reportToBoard(let payload): payload
    case .grantOversight(let payload): payload
    case .declineOversight(let payload): payload
    case .recordReconsiderationRequest(let payload): payload
    case .returnToGroup(let payload): payload
    case .close(let payload): payload
    case .reopen(let payload): payload
    case .fileForRecord(let payload): payload
    case .linkCase(let payload): payload
    case .mergeInto(let payload): payload
    case .announceDelay(let payload): payload
    case .pauseDeadline(let payload): payload
    case .resumeDeadline(let payload): payload
    case .recordReview(let payload): payload
    case .askAboutRetaliation(let payload): payload
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.decode(Name.self, forKey: .command) {
      case .declare: .declare(try Declare(from: decoder))
      case .admit: .admit(try Admit(from: decoder))
      case .clearNamedMember: .clearNamedMember(try Admit(from: decoder))
      case .holdBack: .holdBack(try HoldBack(from: decoder))
      case .writeCard: .writeCard(try WriteCard(from: decoder))
      case .nameParty: .nameParty(try NameParty(from: decoder))
      case .correctParty: .correctParty(try CorrectParty(from: decoder))
      case .linkPerson: .linkPerson(try LinkPerson(from: decoder))
      case .escalateToBoard: .escalateToBoard(try GiveReason(from: decoder))
      case .acknowledge: .acknowledge(try Acknowledge(from: decoder))
      case .writeMessage: .writeMessage(try WriteMessage(from: decoder))
      case .placeMail: .placeMail(try PlaceMail(from: decoder))
      case .writeNote: .writeNote(try WriteNote(from: decoder))
      case .correctNote: .correctNote(try CorrectNote(from: decoder))
      case .setAside: .setAside(try SetAside(from: decoder))
      case .takeBack: .takeBack(try GiveReason(from: decoder))
      case .notifyAgency: .notifyAgency(try NotifyAgency(from: decoder))
      case .notifyNoAgency: .notifyNoAgency(try GiveReason(from: decoder))
      case .nominateShepherd: .nominateShepherd(try ShepherdNomination(from: decoder))
      case .acceptShepherding: .acceptShepherding(try BiasDeclaration(from: decoder))
      case .declineShepherding: .declineShepherding(try GiveReason(from: decoder))
      case .settleBiases: .settleBiases(try BiasSettlement(from: decoder))
      case .handOverShepherding: .handOverShepherding(try ShepherdHandOver(from: decoder))
      case .introduceShepherd: .introduceShepherd(try LetterToReporter(from: decoder))
      case .settleConcern: .settleConcern(try ConcernSettlement(from: decoder))
      case .recordSafety: .recordSafety(try SafetyRecord(from: decoder))
      case .actAtOnce: .actAtOnce(try UnilateralAct(from: decoder))
      case .reportAct: .reportAct(try ActReport(from: decoder))
      case .reviewAct: .reviewAct(try ActReview(from: decoder))
      case .sendEmergencyNotice: .sendEmergencyNotice(try EmergencyNotice(from: decoder))
      case .reviewNotice: .reviewNotice(try NoticeReview(from: decoder))
      case .discuss: .discuss(try Remark(from: decoder))
      case .callMeeting: .callMeeting(try MeetingCall(from: decoder))
      case .recordMeeting: .recordMeeting(try MeetingRecord(from: decoder))
      case .correctEntry: .correctEntry(try EntryCorrection(from: decoder))
      case .needInformation: .needInformation(try InformationNeed(from: decoder))
      case .settleInformation: .settleInformation(try InformationSettlement(from: decoder))
      case .recordContact: .recordContact(try Contact(from: decoder))
      case .recordEvidence: .recordEvidence(try Evidence(from: decoder))
      case .assess: .assess(try AssessmentAnswer(from: decoder))
      case .recordFinding: .recordFinding(try Finding(from: decoder))
      case .recordHearing: .recordHearing(try Hearing(from: decoder))
      case .waiveHearing: .waiveHearing(try HearingWaiver(from: decoder))
      case .recordGround: .recordGround(try CaseGround(from: decoder))
      case .recordLocalDecision: .recordLocalDecision(try LocalDecision(from: decoder))
      case .referOut: .referOut(try Referral(from: decoder))
      case .departFromRule: .departFromRule(try Departure(from: decoder))
      case .openChannel: .openChannel(try ChannelRequest(from: decoder))
      case .writeDraft: .writeDraft(try DraftWriting(from: decoder))
      case .changeDraft: .changeDraft(try DraftChange(from: decoder))
      case .reviewDraft: .reviewDraft(try DraftReview(from: decoder))
      case .sendDraft: .sendDraft(try DraftSending(from: decoder))
      case .discardDraft: .discardDraft(try DraftDiscarding(from: decoder))
      case .publishStatement: .publishStatement(try StatementPublishing(from: decoder))
      case .recordPermission: .recordPermission(try Permission(from: decoder))
      case .askPermission: .askPermission(try PermissionAsking(from: decoder))
      case .withdrawPermission: .withdrawPermission(try PermissionWithdrawal(from: decoder))
      case .recordDisclosure: .recordDisclosure(try Disclosure(from: decoder))
      case .askLegalAdvice: .askLegalAdvice(try LegalAdvice(from: decoder))
      case .waiveLegalAdvice: .waiveLegalAdvice(try GiveReason(from: decoder))
      case .propose: .propose(try Proposing(from: decoder))
      case .amendProposal: .amendProposal(try ProposalAmending(from: decoder))
      case .withdrawProposal: .withdrawProposal(try ProposalWithdrawal(from: decoder))
      case .vote: .vote(try Vote(from: decoder))
      case .flagSevere: .flagSevere(try SeverityFlag(from: decoder))
      case .clearFlag: .clearFlag(try FlagClearing(from: decoder))
      case .consult: .consult(try Consulting(from: decoder))
      case .recordConsultation: .recordConsultation(try ConsultationNote(from: decoder))
      case .waiveConsultation: .waiveConsultation(try ConsultationWaiver(from: decoder))
      case .enact: .enact(try ResolutionNaming(from: decoder))
      case .addTask: .addTask(try TaskAddition(from: decoder))
      case .assignTask: .assignTask(try TaskAssignment(from: decoder))
      case .completeTask: .completeTask(try TaskCompletion(from: decoder))
      case .dropTask: .dropTask(try TaskCompletion(from: decoder))
      case .recordCondition: .recordCondition(try ConditionRecord(from: decoder))
      case .recordReadmissionRequest:
        .recordReadmissionRequest(try ReadmissionRequest(from: decoder))
      case .endMeasure: .endMeasure(try MeasureEnding(from: decoder))
      case .reportToBoard: .reportToBoard(try BoardReport(from: decoder))
      case .grantOversight: .grantOversight(try OversightGrant(from: decoder))
      case .declineOversight: .declineOversight(try OversightGrant(from: decoder))
      case .recordReconsiderationRequest:
        .recordReconsiderationRequest(try ReconsiderationRequest(from: decoder))
      case .returnToGroup: .returnToGroup(try GiveReason(from: decoder))
      case .close: .close(try CaseClosing(from: decoder))
      case .reopen: .reopen(try Reopening(from: decoder))
      case .fileForRecord: .fileForRecord(try GiveReason(from: decoder))
      case .linkCase: .linkCase(try CaseLink(from: decoder))
      case .mergeInto: .mergeInto(try CaseMerging(from: decoder))
      case .announceDelay: .announceDelay(try DelayNotice(from: decoder))
      case .pauseDeadline: .pauseDeadline(try DeadlinePause(from: decoder))
      case .resumeDeadline: .resumeDeadline(try DeadlinePause(from: decoder))
      case .recordReview: .recordReview(try ReviewNote(from: decoder))
      case .askAboutRetaliation: .askAboutRetaliation(try LetterToReporter(from: decoder))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .command)
    try payload.encode(to: encoder)
  }
}
