/// Something that happened in a case. The log of these is the case; nothing else is kept.
///
/// Stored as one flat JSON object: `{"event": name, "form": 1, …}`. A name is never reused. When the
/// fields of an event change in a way that old ones cannot be read, the number in `form` grows and
/// `Event.init(from:)` lifts the older form; the golden file in the tests holds one of every form that
/// was ever written.
package enum Event: Hashable, Sendable {
  /// A report came in: the first event of every case.
  case reportReceived(Report)
  /// Members, or after an escalation board members, were asked whether they have a conflict.
  case membersAsked(Asking)
  /// A member was kept out, or a handler held back because a later message names them.
  case memberKeptOut(KeepingOut)
  /// A member declared.
  case declared(DeclarationMade)
  /// The gate's window has passed and the policy lets silence in.
  case releasedBySilence(Release)
  /// Somebody else who is cleared looked and took a member in; that member still has to declare.
  case admitted(Admission)
  /// Somebody else looked at the message that names a handler, who is a handler again.
  case namedMemberCleared(Admission)
  /// A handler wants something that takes two, see `SecondedMatter`.
  case secondWanted(SecondWanted)
  /// The names that members see before they declare.
  case cardWritten(Card)
  /// A conversation with a party was opened.
  case channelOpened(ChannelOpening)
  /// A person of the case, as the report or a handler names them.
  case partyNamed(Party)
  /// A party was entered wrongly; the earlier entry stays visible.
  case partyCorrected(PartyCorrection)
  /// A party is this person, who may be known from other cases.
  case personLinked(PersonLinking)
  /// The board has the case.
  case escalatedToBoard(Escalation)
  /// Something arrived in a channel.
  case messageArrived(MessageArrival)
  /// Something was sent into a channel.
  case messageSent(MessageSending)
  /// A mail could not be placed without guessing and waits for a handler.
  case mailPutAside(MailAside)
  /// A handler placed a mail that was put aside.
  case mailPlaced(MailPlacing)
  /// The reporter was answered personally.
  case acknowledged(Acknowledgement)
  /// A note of a handler, Markdown.
  case noteWritten(Note)
  /// A note was mended; what stood before stays visible.
  case noteCorrected(NoteCorrection)
  /// Spam, a question or misdirected: no case, no alarm, no statistic.
  case setAside(SettingAside)
  /// It was a case after all.
  case takenBack(TakingBack)
  /// Law enforcement or another agency was notified.
  case agencyNotified(AgencyNotice)
  /// Nobody was notified, and why.
  case agencyNotNotified(Reason)
  /// Somebody left the group or the board, and with it the case.
  case memberLeft(Release)
  /// A member was asked to own the case.
  case shepherdNominated(ShepherdNomination)
  /// A member took the case, biases declared.
  case shepherdAccepted(BiasDeclaration)
  /// A member who was asked does not take it.
  case shepherdDeclined(Reason)
  /// Another member said whether declared biases matter.
  case biasesSettled(BiasSettlement)
  /// The shepherd asks another member to take over.
  case shepherdingHandedOver(ShepherdHandOver)
  /// The group answered a concern about the shepherd.
  case concernSettled(ConcernSettlement)
  /// Whether it goes on, and whether somebody is in danger.
  case safetyRecorded(SafetyRecord)
  /// One member acted before the group could agree.
  case actedAtOnce(UnilateralAct)
  /// The act was put before the group.
  case actReported(ActReport)
  /// One member said what they make of the act.
  case actReviewed(ActReview)
  /// An emergency notice was read afterwards by a second member.
  case noticeReviewed(NoticeReview)
  /// A remark in the thread of the handlers, Markdown.
  case discussed(Remark)
  /// A meeting of the handlers was called.
  case meetingCalled(MeetingCall)
  /// Notes and takeaways of a meeting.
  case meetingRecorded(MeetingRecord)
  /// Something written was mended or struck; it stays visible.
  case entryCorrected(EntryCorrection)
  /// Something is missing before a proposal can open.
  case informationNeeded(InformationNeed)
  /// It was obtained, or sought in vain.
  case informationSettled(InformationSettlement)
  /// A conversation with somebody outside.
  case contactRecorded(Contact)
  /// Evidence with its source and date.
  case evidenceRecorded(Evidence)
  /// An answer to a question of the evaluation.
  case assessed(AssessmentAnswer)
  /// One of the four findings.
  case findingRecorded(Finding)
  /// The reported person was heard.
  case hearingRecorded(Hearing)
  /// Why the reported person was not heard.
  case hearingWaived(HearingWaiver)
  /// On which ground the group takes the case.
  case groundRecorded(CaseGround)
  /// What an event or a program has decided itself.
  case localDecisionRecorded(LocalDecision)
  /// Left to moderators or another group.
  case referredOut(Referral)
  /// A step is left out or done otherwise.
  case departed(Departure)
  /// A text waits for a second reader.
  case draftWritten(DraftWriting)
  /// A draft has a new text, which has to be read anew.
  case draftChanged(DraftChange)
  /// A second member read a version of a draft.
  case draftReviewed(DraftReview)
  /// A draft will not go out.
  case draftDiscarded(DraftDiscarding)
  /// A text that was read was published.
  case statementPublished(StatementPublishing)
  /// What a party allowed or refused.
  case permissionRecorded(Permission)
  /// A party took back what they had allowed, by another way than their page.
  case permissionWithdrawn(PermissionWithdrawal)
  /// Something of who a person is was told to somebody outside, or will be.
  case disclosureRecorded(Disclosure)
  /// Why nobody asked for legal advice.
  case legalAdviceWaived(Reason)
  /// A party gave one of the answers their page offers.
  case partyAnswered(PartyAnswer)
  /// A proposal was opened; who opens it agrees with it.
  case proposalOpened(Proposing)
  /// A proposal has a new version, and a new vote.
  case proposalAmended(ProposalAmending)
  /// A proposal was withdrawn.
  case proposalWithdrawn(ProposalWithdrawal)
  /// A member said what they think of a version.
  case voted(Vote)
  /// A member asks for a majority.
  case severityFlagged(SeverityFlag)
  /// A member agrees to clear the flag.
  case flagClearingAgreed(FlagClearing)
  /// A party was told of the planned resolution and asked.
  case consultationAsked(ConsultationAsking)
  /// What a party said of it by another way.
  case consultationRecorded(ConsultationNote)
  /// Why a party could not be asked.
  case consultationWaived(ConsultationWaiver)
  /// An adopted proposal was put into effect.
  case resolutionEnacted(Enactment)
  /// Something more has to be done.
  case taskAdded(CaseTask)
  /// A task has an owner.
  case taskAssigned(TaskAssignment)
  /// A task is done.
  case taskCompleted(TaskCompletion)
  /// A task is not done, and why.
  case taskDropped(TaskCompletion)
  /// Whether a condition of a measure is met.
  case conditionRecorded(ConditionRecord)
  /// Somebody asks to be readmitted.
  case readmissionRequested(ReadmissionRequest)
  /// A measure is over.
  case measureEnded(MeasureEnding)
  /// The case was reported to the board.
  case boardReported(BoardReport)
  /// A board member asks to read for oversight.
  case oversightRequested(OversightRequest)
  /// A board member may read for oversight.
  case oversightGranted(OversightGrant)
  /// A board member may not read for oversight.
  case oversightDeclined(OversightGrant)
  /// A party asks the board to reconsider.
  case reconsiderationRequested(ReconsiderationRequest)
  /// The board gives the case back to the group.
  case returnedToGroup(Reason)
  /// The case is closed.
  case closed(CaseClosing)
  /// New information: the case goes on.
  case reopened(Reopening)
  /// Closed for the record, without a decision.
  case filedForRecord(Reason)
  /// Another case belongs to this one.
  case caseLinked(CaseLink)
  /// This report is handled in another case.
  case mergedInto(CaseMerging)
  /// The reporter was told that it takes longer, and until when.
  case delayAnnounced(DelayAnnouncement)
  /// An internal aim rests.
  case deadlinePaused(DeadlinePause)
  /// It runs again.
  case deadlineResumed(DeadlinePause)
  /// The case follows another version of the policy.
  case policyMoved(PolicyMove)
  /// The case was looked at again.
  case reviewRecorded(ReviewNote)
}

/// An event with its place in the log.
package struct RecordedEvent: Hashable, Codable, Sendable {
  /// Place in the log of the case, as the vault counts; grows, need not be gap-free.
  package var sequence: Int
  package var at: Moment
  package var by: Actor
  package var event: Event

  package init(sequence: Int, at: Moment, by: Actor, event: Event) {
    self.sequence = sequence
    self.at = at
    self.by = by
    self.event = event
  }
}

/// One message, by its channel and its place there; it holds no content.
package struct MessageReference: Hashable, Codable, Sendable {
  package var channel: ChannelID
  /// Place in the log of that channel.
  package var sequence: Int

  package init(channel: ChannelID, sequence: Int) {
    self.channel = channel
    self.sequence = sequence
  }
}
