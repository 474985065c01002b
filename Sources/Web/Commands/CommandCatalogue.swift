import Casework
import Procedure

/// Every command with what it is called and what it takes. The schema of the API, the forms, and the reading of forms
/// all come from here.
enum CommandCatalogue {
  /// The entry of a command.
  static func entry(_ name: Command.Name) -> CommandEntry {
    entries[name] ?? make(name)
  }

  /// All entries, made once.
  private static let entries = Dictionary(
    uniqueKeysWithValues: Command.Name.allCases.map { ($0, make($0)) })

  // One line for each command, so that none can be left out.
  private static func make(_ name: Command.Name) -> CommandEntry {
    switch name {
    case .declare: declare
    case .admit: admit
    case .clearNamedMember: clearNamedMember
    case .holdBack: holdBack
    case .writeCard: writeCard
    case .nameParty: nameParty
    case .correctParty: correctParty
    case .linkPerson: linkPerson
    case .escalateToBoard: escalateToBoard
    case .acknowledge: acknowledge
    case .writeMessage: writeMessage
    case .placeMail: placeMail
    case .writeNote: writeNote
    case .correctNote: correctNote
    case .setAside: setAside
    case .takeBack: takeBack
    case .notifyAgency: notifyAgency
    case .notifyNoAgency: notifyNoAgency
    case .nominateShepherd: nominateShepherd
    case .acceptShepherding: acceptShepherding
    case .declineShepherding: declineShepherding
    case .settleBiases: settleBiases
    case .handOverShepherding: handOverShepherding
    case .introduceShepherd: introduceShepherd
    case .settleConcern: settleConcern
    case .recordSafety: recordSafety
    case .actAtOnce: actAtOnce
    case .reportAct: reportAct
    case .reviewAct: reviewAct
    case .sendEmergencyNotice: sendEmergencyNotice
    case .reviewNotice: reviewNotice
    case .discuss: discuss
    case .callMeeting: callMeeting
    case .recordMeeting: recordMeeting
    case .correctEntry: correctEntry
    case .needInformation: needInformation
    case .settleInformation: settleInformation
    case .recordContact: recordContact
    case .recordEvidence: recordEvidence
    case .assess: assess
    case .recordFinding: recordFinding
    case .recordHearing: recordHearing
    case .waiveHearing: waiveHearing
    case .recordGround: recordGround
    case .recordLocalDecision: recordLocalDecision
    case .referOut: referOut
    case .departFromRule: departFromRule
    case .openChannel: openChannel
    case .writeDraft: writeDraft
    case .changeDraft: changeDraft
    case .reviewDraft: reviewDraft
    case .sendDraft: sendDraft
    case .discardDraft: discardDraft
    case .publishStatement: publishStatement
    case .askPermission: askPermission
    case .recordPermission: recordPermission
    case .withdrawPermission: withdrawPermission
    case .recordDisclosure: recordDisclosure
    case .askLegalAdvice: askLegalAdvice
    case .waiveLegalAdvice: waiveLegalAdvice
    case .propose: propose
    case .amendProposal: amendProposal
    case .withdrawProposal: withdrawProposal
    case .vote: vote
    case .flagSevere: flagSevere
    case .clearFlag: clearFlag
    case .consult: consult
    case .recordConsultation: recordConsultation
    case .waiveConsultation: waiveConsultation
    case .enact: enact
    case .addTask: addTask
    case .assignTask: assignTask
    case .completeTask: completeTask
    case .dropTask: dropTask
    case .recordCondition: recordCondition
    case .recordReadmissionRequest: recordReadmissionRequest
    case .endMeasure: endMeasure
    case .reportToBoard: reportToBoard
    case .grantOversight: grantOversight
    case .declineOversight: declineOversight
    case .recordReconsiderationRequest: recordReconsiderationRequest
    case .returnToGroup: returnToGroup
    case .close: close
    case .reopen: reopen
    case .fileForRecord: fileForRecord
    case .linkCase: linkCase
    case .mergeInto: mergeInto
    case .announceDelay: announceDelay
    case .pauseDeadline: pauseDeadline
    case .resumeDeadline: resumeDeadline
    case .recordReview: recordReview
    case .askAboutRetaliation: askAboutRetaliation
    }
  }

  // MARK: Fields that several commands have

  static func reason(_ label: String = "Why?", hint: String = "") -> CommandField {
    CommandField("reason", .words(rows: 3), label, hint: hint)
  }

  static func account(_ label: String, hint: String = "") -> CommandField {
    CommandField("account", .words(rows: 5), label, hint: hint)
  }

  static func member(_ list: CaseList = .otherHandlers, _ label: String = "Who?") -> CommandField {
    CommandField("member", .one(list), label)
  }

  static func party(_ list: CaseList = .parties, _ label: String = "Whom does it concern?")
    -> CommandField
  {
    CommandField("party", .one(list), label)
  }

  static func proposal(_ list: CaseList) -> CommandField {
    CommandField("proposal", .about(list), "The proposal")
  }

  static let version = CommandField("version", .version, "The version that was looked at")
}
