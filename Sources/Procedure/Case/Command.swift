/// Something a person asks to be done in a case. The JSON form is the API:
/// `{"command": "acknowledge", "kind": "needsDecision", "text": "…"}`.
///
/// `message` fields name where `Casework` will write the text in the same transaction; it sets them
/// before `Case.decide`, and whatever came from outside in them is thrown away.
package enum Command: Hashable, Sendable {
  case declare(Declare)
  case admit(Admit)
  case clearNamedMember(Admit)
  case holdBack(HoldBack)
  case writeCard(WriteCard)
  case nameParty(NameParty)
  case correctParty(CorrectParty)
  case linkPerson(LinkPerson)
  case escalateToBoard(GiveReason)
  case acknowledge(Acknowledge)
  case writeMessage(WriteMessage)
  case placeMail(PlaceMail)
  case writeNote(WriteNote)
  case correctNote(CorrectNote)
  case setAside(SetAside)
  case takeBack(GiveReason)
  case notifyAgency(NotifyAgency)
  case notifyNoAgency(GiveReason)
  case nominateShepherd(ShepherdNomination)
  case acceptShepherding(BiasDeclaration)
  case declineShepherding(GiveReason)
  case settleBiases(BiasSettlement)
  case handOverShepherding(ShepherdHandOver)
  case introduceShepherd(LetterToReporter)
  case settleConcern(ConcernSettlement)
  case recordSafety(SafetyRecord)
  case actAtOnce(UnilateralAct)
  case reportAct(ActReport)
  case reviewAct(ActReview)
  case sendEmergencyNotice(EmergencyNotice)
  case reviewNotice(NoticeReview)
  case discuss(Remark)
  case callMeeting(MeetingCall)
  case recordMeeting(MeetingRecord)
  case correctEntry(EntryCorrection)
  case needInformation(InformationNeed)
  case settleInformation(InformationSettlement)
  case recordContact(Contact)
  case recordEvidence(Evidence)
  case assess(AssessmentAnswer)
  case recordFinding(Finding)
  case recordHearing(Hearing)
  case waiveHearing(HearingWaiver)
  case recordGround(CaseGround)
  case recordLocalDecision(LocalDecision)
  case referOut(Referral)
  case departFromRule(Departure)
  case openChannel(ChannelRequest)
  case writeDraft(DraftWriting)
  case changeDraft(DraftChange)
  case reviewDraft(DraftReview)
  case sendDraft(DraftSending)
  case discardDraft(DraftDiscarding)
  case publishStatement(StatementPublishing)
  case askPermission(PermissionAsking)
  case recordPermission(Permission)
  case withdrawPermission(PermissionWithdrawal)
  case recordDisclosure(Disclosure)
  case askLegalAdvice(LegalAdvice)
  case waiveLegalAdvice(GiveReason)
  case propose(Proposing)
  case amendProposal(ProposalAmending)
  case withdrawProposal(ProposalWithdrawal)
  case vote(Vote)
  case flagSevere(SeverityFlag)
  case clearFlag(FlagClearing)
  case consult(Consulting)
  case recordConsultation(ConsultationNote)
  case waiveConsultation(ConsultationWaiver)
  case enact(ResolutionNaming)
  case addTask(TaskAddition)
  case assignTask(TaskAssignment)
  case completeTask(TaskCompletion)
  case dropTask(TaskCompletion)
  case recordCondition(ConditionRecord)
  case recordReadmissionRequest(ReadmissionRequest)
  case endMeasure(MeasureEnding)
  case reportToBoard(BoardReport)
  case grantOversight(OversightGrant)
  case declineOversight(OversightGrant)
  case recordReconsiderationRequest(ReconsiderationRequest)
  case returnToGroup(GiveReason)
  case close(CaseClosing)
  case reopen(Reopening)
  case fileForRecord(GiveReason)
  case linkCase(CaseLink)
  case mergeInto(CaseMerging)
  case announceDelay(DelayNotice)
  case pauseDeadline(DeadlinePause)
  case resumeDeadline(DeadlinePause)
  case recordReview(ReviewNote)
  case askAboutRetaliation(LetterToReporter)

  /// The member at the gate; `{"conflict": false}` or `{"conflict": true, "ground": "employer", "note": "…"}`.
  package struct Declare: Hashable, Codable, Sendable {
    package var conflict: Bool
    /// To speak and not to vote, where the policy knows that.
    package var isSoft: Bool?
    package var ground: GroundID?
    package var note: String?
    package init(
      conflict: Bool, isSoft: Bool? = nil, ground: GroundID? = nil, note: String? = nil
    ) {
      self.conflict = conflict
      self.isSoft = isSoft
      self.ground = ground
      self.note = note
    }
  }

  /// A member is let in after somebody looked.
  package struct Admit: Hashable, Codable, Sendable {
    package var member: MemberID
    package var reason: String
    /// Set by `Casework`: the seat they have in the group or on the board.
    package var seat: Seat?
    package init(member: MemberID, reason: String, seat: Seat? = nil) {
      self.member = member
      self.reason = reason
      self.seat = seat
    }
  }

  /// A handler knows something that speaks against another member's reading on.
  package struct HoldBack: Hashable, Codable, Sendable {
    package var member: MemberID
    package var reason: String
    package init(member: MemberID, reason: String) {
      self.member = member
      self.reason = reason
    }
  }

  /// The names for those who have not declared yet.
  package struct WriteCard: Hashable, Codable, Sendable {
    package var reported: [String]
    package var witnesses: [String]
    package init(reported: [String], witnesses: [String]) {
      self.reported = reported
      self.witnesses = witnesses
    }
  }

  /// A person is entered. `Casework` draws the id when there is none.
  package struct NameParty: Hashable, Codable, Sendable {
    package var party: PartyID?
    package var role: PartyRole
    package var displayName: String
    package var names: [String]?
    package var handles: [String]?
    package var emails: [String]?
    package var phones: [String]?
    package var places: [String]?
    package var employer: String?
    package var pronouns: String?
    package init(
      party: PartyID?, role: PartyRole, displayName: String, names: [String]? = nil,
      handles: [String]? = nil, emails: [String]? = nil, phones: [String]? = nil,
      places: [String]? = nil, employer: String? = nil, pronouns: String? = nil
    ) {
      self.party = party
      self.role = role
      self.displayName = displayName
      self.names = names
      self.handles = handles
      self.emails = emails
      self.phones = phones
      self.places = places
      self.employer = employer
      self.pronouns = pronouns
    }
  }

  /// A wrong entry is mended; what is left out stays as it was, and an empty word takes it out.
  package struct CorrectParty: Hashable, Codable, Sendable {
    package var party: PartyID
    package var role: PartyRole
    package var displayName: String
    package var names: [String]?
    package var handles: [String]?
    package var emails: [String]?
    package var phones: [String]?
    package var places: [String]?
    package var employer: String?
    package var pronouns: String?
    package var reason: String
    package init(
      party: PartyID, role: PartyRole, displayName: String, names: [String]? = nil,
      handles: [String]? = nil, emails: [String]? = nil, phones: [String]? = nil,
      places: [String]? = nil, employer: String? = nil, pronouns: String? = nil, reason: String
    ) {
      self.party = party
      self.role = role
      self.displayName = displayName
      self.names = names
      self.handles = handles
      self.emails = emails
      self.phones = phones
      self.places = places
      self.employer = employer
      self.pronouns = pronouns
      self.reason = reason
    }
  }

  /// Only a reason.
  package struct GiveReason: Hashable, Codable, Sendable {
    package var reason: String
    package init(reason: String) { self.reason = reason }
  }

  /// The personal acknowledgement. Without `text` the template of the policy is sent as it stands.
  package struct Acknowledge: Hashable, Codable, Sendable {
    package var kind: AcknowledgementKind
    package var text: String?
    /// Set by `Casework`; nil where no channel leads to the reporter.
    package var message: MessageReference?
    package init(
      kind: AcknowledgementKind, text: String? = nil, message: MessageReference? = nil
    ) {
      self.kind = kind
      self.text = text
      self.message = message
    }
  }

  /// A message into a channel: `answer` or `update`.
  package struct WriteMessage: Hashable, Codable, Sendable {
    package var channel: ChannelID
    package var text: String
    package var kind: MessageKind?
    /// Set by `Casework`.
    package var message: MessageReference?
    package init(
      channel: ChannelID, text: String, kind: MessageKind? = nil, message: MessageReference? = nil
    ) {
      self.channel = channel
      self.text = text
      self.kind = kind
      self.message = message
    }
  }

  /// A mail that was put aside goes into a channel.
  package struct PlaceMail: Hashable, Codable, Sendable {
    package var mail: MessageReference
    package var channel: ChannelID
    /// Set by `Casework`.
    package var placedAs: MessageReference?
    package init(
      mail: MessageReference, channel: ChannelID, placedAs: MessageReference? = nil
    ) {
      self.mail = mail
      self.channel = channel
      self.placedAs = placedAs
    }
  }

  /// Markdown.
  package struct WriteNote: Hashable, Codable, Sendable {
    package var text: String
    package init(text: String) { self.text = text }
  }

  /// `note` is the sequence of the note.
  package struct CorrectNote: Hashable, Codable, Sendable {
    package var note: Int
    package var text: String
    package init(note: Int, text: String) {
      self.note = note
      self.text = text
    }
  }

  /// `reason` is one of the policy's.
  package struct SetAside: Hashable, Codable, Sendable {
    package var reason: SetAsideReasonID
    package var note: String?
    package init(reason: SetAsideReasonID, note: String? = nil) {
      self.reason = reason
      self.note = note
    }
  }

  /// Which agency was notified, and how.
  package struct NotifyAgency: Hashable, Codable, Sendable {
    package var agency: String
    package var how: String
    package init(agency: String, how: String) {
      self.agency = agency
      self.how = how
    }
  }
}
