import Casework
import Procedure

/// The words of the parts of a case's page that tell how far the procedure has come.
extension CaseWords {
  // MARK: Beside what it is about

  /// What a command is called where the thing it is about stands beside it.
  static func here(_ command: Command.Name) -> String {
    switch command {
    case .completeTask: "It is done"
    case .assignTask: "Give it to somebody"
    case .dropTask, .discardDraft: "Drop it"
    case .vote: "Say what you think"
    case .amendProposal, .changeDraft: "Change it"
    case .withdrawProposal: "Withdraw it"
    case .enact: "Put it into effect"
    case .reviewDraft: "Read it"
    case .sendDraft: "Send it"
    case .publishStatement: "It was published"
    case .reviewAct: "Say what you make of it"
    case .reportAct: "Put it before the group"
    case .reviewNotice: "Read it afterwards"
    case .endMeasure: "End it"
    case .recordCondition: "Say whether a condition is met"
    case .recordReadmissionRequest: "They ask to come back"
    case .recordHearing: "Keep what they said"
    case .waiveHearing: "They cannot be heard"
    case .settleInformation: "Settle it"
    case .consult: "Ask them"
    case .recordConsultation: "Keep what they said"
    case .waiveConsultation: "They cannot be asked"
    case .settleBiases: "Look at it"
    case .settleConcern: "Answer it"
    case .acceptShepherding: "Own this case"
    case .grantOversight: "Let them read"
    case .writeMessage: "Write to the reporter"
    case .declineOversight: "Decline"
    default: CommandCatalogue.entry(command).title
    }
  }

  // MARK: Where we stand

  static let standing = "Where we stand"
  static let nothingWaits = "Nothing waits now."
  static let nextDue = "Next:"
  static let owner = "Owned by"
  static let noOwner = "Nobody owns this case yet."
  static let withBoard = "The board has this case."
  static let phasesLabel = "The way of a case"
  static let phaseDone = "done: "
  static let phaseNow = "now: "
  static let steps = [
    "Receive", "Look into it", "Decide", "Ask those affected", "Carry it out", "Close",
  ]

  /// How many of the steps lie behind; nil where the case left this way.
  static func stepsBehind(_ phase: Case.Phase) -> Int? {
    switch phase {
    case .waitingForReaders, .received: 0
    case .open: 1
    case .deciding: 2
    case .consulting: 3
    case .enacting: 4
    case .closed: 6
    case .filed, .setAside: nil
    }
  }

  static let agencyWaits = "Somebody may be in danger. Decide whom to notify."
  static func ownerAsked(_ name: String) -> String { "\(name) was asked to own the case." }
  static func biasWaits(_ name: String) -> String {
    "\(name) takes the case and declared something first. Another member looks at it."
  }
  static let concernWaits = "The reporter is worried about who owns the case."
  static func actUnreported(_ name: String) -> String {
    "\(name) acted at once. It is not put before the group yet."
  }
  static func actUnreviewed(_ name: String) -> String {
    "\(name) acted at once. The others say what they make of it."
  }
  static let noticeUnread = "An emergency notice waits to be read afterwards."
  static let mailWaits = "A mail waits to be placed."
  static let acknowledgeWaits = "The reporter has no personal answer yet."
  static func missing(_ what: String) -> String { "Missing: \(what)" }
  static func findingsWait(_ count: Int) -> String {
    count == 0
      ? "The four findings are not written yet." : "\(count) of the four findings are written."
  }
  static func hearingOwed(_ name: String) -> String { "\(name) was not heard yet." }
  static func hearingInvited(_ name: String) -> String { "\(name) was invited to be heard." }
  static let proposeNext = "What was found is in writing. Somebody can propose what shall follow."
  static func consultationWaits(_ name: String) -> String { "\(name) was not asked yet." }
  static func consultationRuns(_ name: String) -> String { "\(name) was asked and can answer" }
  static let enactNext = "Everybody was asked. It can be put into effect."
  static func draftWaits(_ what: String) -> String { "\(what): waits for a second reader." }
  static func draftReady(_ what: String) -> String { "\(what): was read, and can go out." }
  static func tasksWait(_ count: Int) -> String {
    count == 1 ? "One task is open." : "\(count) tasks are open."
  }
  static let boardWaits = "The board has no report of this case yet."
  static let closingOwed = "The reporter was not told yet that the case is closed."
  static let tellReporter = "Tell the reporter"
  static let draftTheLetter = "Draft the letter"
  static let openConversation = "Open a conversation with them"
  static let invite = "Draft an invitation"
  static let nobodyReported = "It is not entered yet who is reported."
  static let closeNext = "All is done. The case can be closed."
  static func oversightWaits(_ name: String) -> String { "\(name) of the board asks to read." }
  static func reconsiderWaits(_ name: String) -> String {
    "\(name) asks the board to reconsider."
  }
  static func readmissionWaits(_ measure: String) -> String {
    "Readmission was asked for: \(measure)."
  }
  static let declareWaits = "Some who were asked have not declared yet."

  // MARK: Acts at once

  static let acts = "Acted at once"
  static func actBy(_ name: String) -> String { "\(name) acted before the group could agree" }
  static let actCalled = "Called"
  static let actReported = "Put before the group"
  static let notReported = "Not put before the group yet"
  static let settledAs = "The group"
  static let notSettled = "Not settled yet"
  static func settled(_ verdict: ActVerdict) -> String {
    switch verdict {
    case .confirm: "confirmed it"
    case .amend: "kept it with changes"
    case .reverse: "took it back"
    }
  }
  static func said(_ verdict: ActVerdict) -> String {
    switch verdict {
    case .confirm: "confirms it"
    case .amend: "would change it"
    case .reverse: "would take it back"
    }
  }
  static let noticeRead = "Read afterwards"
  static let emergencyNotice = "Emergency notice"
  static let safetyNow = "Safety, as last said"

  // MARK: Looking into it

  static let discussion = "Discussion"
  static let noDiscussionTitle = "Nobody said anything yet"
  static let noDiscussion = "Think aloud here. Only the handlers read it."
  static let say = "Say something to the others"
  static let sayText = "Your words"
  static let sayButton = "Say it"
  static let reply = "Answer"
  static let inquiry = "What we found out"
  static let meetings = "Meetings"
  static let meetingCalled = "A meeting is called"
  static let attendees = "There"
  static let takeaways = "What follows"
  static let agenda = "About"
  static let evidence = "Evidence and conversations"
  static let from = "From"
  static let missingTitle = "Missing"
  static let assessment = "Assessment"
  static let besideProposal = "Risk and impact"
  static func whatRaises(_ count: Int) -> String {
    count == 1 ? "The answer that raises them" : "The \(count) answers that raise them"
  }
  static let risk = "Risk"
  static let impact = "Impact"
  static func weight(_ weight: WeightView) -> String {
    weight.answered == 0
      ? "not looked at yet"
      : "\(weight.raised) of \(weight.answered) answers raise it"
        + (weight.answered < weight.asked ? ", \(weight.asked - weight.answered) open" : "")
  }
  /// Where risk and impact meet, in words.
  static func together(_ risk: WeightView, _ impact: WeightView) -> String {
    guard risk.answered > 0, impact.answered > 0 else {
      return "Answer the questions on risk and impact to see them together."
    }
    func isHigh(_ weight: WeightView) -> Bool { weight.raised * 2 >= weight.answered }
    return switch (isHigh(risk), isHigh(impact)) {
    case (true, true): "High risk and high impact: it weighs heavily, and it may go on."
    case (true, false): "High risk, lower impact: it may happen again or get worse."
    case (false, true): "Lower risk, high impact: it hurt, and may be over."
    case (false, false): "Lower risk and lower impact."
    }
  }
  static func area(_ area: Policy.Assessment.Area) -> String {
    switch area {
    case .jurisdiction: "Is it ours?"
    case .impact: "Impact"
    case .risk: "Risk"
    }
  }
  static let notAnswered = "not answered"
  static let raises = "raises it"
  static let answerIt = "Answer"
  static let changeAnswer = "Change"
  static let findings = "Findings"
  static func findingsWritten(_ count: Int) -> String {
    count == 1 ? "1 of the four findings" : "\(count) of the four findings"
  }
  static func goesOn(_ ongoing: Certainty, danger: Certainty) -> String {
    "Goes on: \(CommandWords.certainty(ongoing).lowercased()). Danger: \(CommandWords.certainty(danger).lowercased())."
  }
  static let hearings = "Hearing"
  static let heard = "was heard"
  static let invited = "was invited"
  static let notHeard = "was not heard yet"
  static let waived = "could not be heard"
  static let earlierWords = "Earlier words"
  static func corrected(_ name: String) -> String { "Corrected by \(name)" }
  static func struck(_ name: String) -> String { "Struck by \(name)" }
  static let correctThis = "Correct"
  static let link = "Link"
  static let shows = "What it shows"
  static let file = "File"

  // MARK: Letters

  static let lettersBefore = "Letters before"
  static func letters(_ count: Int) -> String { count == 1 ? "1 letter" : "\(count) letters" }
  static func version(_ number: Int) -> String { "Version \(number)" }
  static func draftState(_ draft: DraftView) -> String {
    switch draft.state {
    case .waiting: draft.approvedBy == nil ? "waits for a second reader" : "can go out"
    case .sent: "sent"
    case .published: "published"
    case .discarded: "discarded"
    }
  }
  static func writtenBy(_ name: String) -> String { "written by \(name)" }
  static func readBy(_ name: String) -> String { "read and approved by \(name)" }
  static let wouldChange = "would change something"
  static let approves = "approves"
  static let behaviour = "What they did"
  static let impactPart = "What it did to others"
  static let expected = "What is expected"
  static let consequences = "What follows"
  static let conversations = "Conversations"
  static let someone = "somebody"
  static func conversationWith(_ name: String) -> String { "Conversation with \(name)" }
  static let allowed = "What people allow"
  static let givesLeave = "yes"
  static let refusesLeave = "no"
  static func wantsNoMessages(_ name: String) -> String {
    "\(name) asked for no more messages. Only what concerns their safety goes out."
  }

  // MARK: Decisions

  static let decision = "Decision"
  static let decisionsBefore = "What was decided"
  static func proposalTitle(_ proposal: ProposalView, in procedure: ProcedureView) -> String {
    switch proposal.subject {
    case .resolution:
      proposal.measures.isEmpty ? "No further action" : measureTitles(proposal.measures)
    case .readmission(let number, let isGranted):
      readmission(procedure.measures.first { $0.number == number }, isGranted)
    case .reconsideration(let verdict, _):
      CommandWords.reconsideration(verdict)
        + (proposal.measures.isEmpty ? "" : ": " + measureTitles(proposal.measures))
    case .policy: "Follow another version of the policy"
    }
  }
  /// Somebody is let in again; whatever needs no readmission ends.
  private static func readmission(_ measure: MeasureInForceView?, _ isGranted: Bool) -> String {
    if isGranted, let measure, measure.readmissionAsked == nil, !measure.needsReadmission {
      return "End: " + measureTitles([measure.measure])
    }
    return (isGranted ? "Readmit " : "Do not readmit ") + (measure?.measure.partyName ?? someone)
  }
  private static func measureTitles(_ measures: [MeasureView]) -> String {
    measures.map { $0.title + ($0.partyName.map { ", \($0)" } ?? "") }.joined(separator: "; ")
  }
  static func stage(_ proposal: ProposalView) -> String {
    switch proposal.stage {
    case .consensus: "consensus is sought"
    case .vote: "the members vote"
    case .board: "the board decides"
    case .adopted: proposal.isEnacted ? "in effect" : "adopted"
    case .failed: "handed to the board"
    case .void: "void: somebody who spoke left the case"
    case .withdrawn: "withdrawn"
    }
  }
  static func adopted(_ basis: DecisionOutcome.Basis) -> String {
    switch basis {
    case .consensus: "Adopted by consensus"
    case .vote: "Adopted by a vote"
    case .board: "Adopted by the board"
    }
  }
  static let severeBadge = "needs a majority"
  static func flag(_ severity: Severity) -> String {
    switch severity {
    case .severe: "weighs heavily"
    case .legal: "needs legal action"
    }
  }
  static let whoSaidWhat = "Who said what"
  static func voice(_ choice: Procedure.Choice) -> String {
    switch choice {
    case .agree: "agrees"
    case .object: "objects"
    case .abstain: "abstains"
    }
  }
  static let silent = "has not spoken"
  static let earlierVersions = "Earlier versions"
  static func newEntries(_ count: Int) -> String {
    count == 1
      ? "One entry was added to the case since this version was opened."
      : "\(count) entries were added to the case since this version was opened."
  }
  static let reasons = "Why"
  static let measureDays = "For"
  static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
  static let measureWhere = "Where"
  static let everywhere = "everywhere"
  static let conditions = "Conditions"
  static let modifications = "Expected from now on"
  static let repairs = "Ways to repair"
  static let guidance = "Taking responsibility"
  static let skipReason = "Why not something milder"
  static let makesSafer = "How it makes the community safer"
  static let consultation = "Asking those affected"
  static let notAsked = "not asked yet"
  static let asked = "asked"
  static let silence = "said nothing in time"
  static let notPossible = "could not be asked"

  // MARK: Carrying out

  static let tasks = "Tasks"
  static let nobodyOwns = "nobody has it yet"
  static let allTasksDone = "Everything is done."
  static func tasksSettled(_ count: Int) -> String {
    count == 1 ? "1 task that is settled" : "\(count) tasks that are settled"
  }
  static let taskDone = "done"
  static let taskDropped = "dropped"
  static let measures = "Measures"
  static let since = "Since"
  static let until = "until"
  static let forGood = "for good"
  static let endsByReadmission = "ends only by readmission"
  static let isOver = "over"
  static let holds = "in force"
  static let provisional = "by an act at once"
  static let conditionMet = "met"
  static let conditionOpen = "not shown yet"
  static let end = "How it ended"
  static let outcome = "The record says"
  static let whatHappened = "What happened"
  static let whatWasDone = "What was done"
  static let filedBecause = "Filed for the record"
  static let mergedInto = "It is handled in another case."
  static let openThatCase = "Open that case"
  static let links = "Linked cases"
  static let boardReport = "Reported to the board"
  static let boardReportThrough = "It went to the board through "
  static func boardWaits(through name: String) -> String {
    "The board has no report of this case yet. It goes through \(name)."
  }
  static let retaliationWaits =
    "Who reported tells of being punished for it. Look at once whether it goes on and who has to be protected."
  static let nobodyMayDecide =
    "Nobody on the board may decide this case. The board appoints somebody who is not involved; once they have joined, take them in here."
  static let eventCodeWaits = "The event’s own code of conduct is not on the record."
  static let groundLiaison = "Liaison on the other side"
  static let groundEvent = "Event"
  static let groundEventCode = "Its own code of conduct"
  static let eventCodeMissing = "No code of conduct recorded"
  static let eventCodeMissingText =
    "A sponsored event has to have one of its own. Ask the organizers, and say again why this is ours to handle."
  static let acknowledgeSilently =
    "Who reported has asked for no more messages. No letter goes out: it is on the record that you take the case up."
  static let departures = "Rules left aside in this case"
  static let reportLinks = "Links"

  static func partyAnswer(_ answer: ArrivingAnswer) -> String {
    switch answer {
    case .consultation(_, let said): CommandWords.consultation(said)
    case .hearing: "They gave their side"
    case .concern: "They are worried about who owns the case"
    case .reconsideration: "They ask the board to reconsider"
    case .readmission: "They ask to be readmitted"
    case .retaliation(let isSo):
      isSo ? "Somebody took revenge on them" : "Nobody took revenge on them"
    case .withdrawal: "They take the report back; the group decides what follows"
    case .stopContact: "They want no more messages"
    case .resumeContact: "They want messages again"
    case .permission(let kind, let isGiven, _):
      "\(CommandWords.permission(kind)): \(isGiven ? "yes" : "no")"
    case .takeBack(let question):
      question == nil
        ? "They take back everything that they allowed" : "They take back what they allowed"
    }
  }
  static let answersOfParties = "What people answered"
}
