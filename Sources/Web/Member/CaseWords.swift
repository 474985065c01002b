import Casework
import Procedure

/// The words of the page of a case.
enum CaseWords {
  static let report = "Report"
  static let channel = "Conversation with the reporter"
  static let notes = "Notes"
  static let timeline = "What happened"
  static let deadlines = "Deadlines"
  static let people = "People"
  static let access = "Who can read this"
  static let actions = "What you can do"
  static let sections = "On this page"
  static let noDeadlines = "Nothing is due."
  static let promise = "promised"
  static func deadlinesMet(_ count: Int) -> String {
    count == 1 ? "1 that is done" : "\(count) that are done"
  }
  static func earlierEntries(_ count: Int) -> String {
    count == 1 ? "1 earlier entry" : "\(count) earlier entries"
  }
  static func times(_ count: Int) -> String { "(\(count) times)" }
  static func earlierMessages(_ count: Int) -> String {
    count == 1 ? "1 earlier message" : "\(count) earlier messages"
  }
  static func stillEarlier(_ count: Int) -> String {
    count == 1 ? "1 message from before these" : "\(count) messages from before these"
  }
  static func stillEarlierEntries(_ count: Int) -> String {
    count == 1 ? "1 entry from before these" : "\(count) entries from before these"
  }
  static let urgent = "Urgent"
  static let received = "Received"

  // MARK: The report

  static let account = "Account"
  static let source = "Came in"
  static let safetyTitle = "Safety comes first here"
  static let saidDanger = "The report says that somebody is in physical danger."
  static let saidDangerUnsure = "The reporter is not sure whether somebody is in physical danger."
  static let saidAgency = "The reporter does not know which authority to notify and asks us to."
  static let saidOngoing = "The report says that it is still going on."
  static let saidRetaliation = "The report is about retaliation for an earlier report."
  static let contact = "How to reach them"
  static let contactName = "Name"
  static let contactEmail = "E-mail address"
  static let contactOther = "Another way"
  static let noContact = "No address was given. They read answers with their receipt."
  static let files = "Files"
  static let translated = "Written with a translation tool"
  static let linksHint = "Opening a link shows the other site that somebody came from here."
  static let toldBy = "Told by"
  static let toldWhen = "Told when"
  static let toldHow = "Told how"
  static let relation = "How they know of it"
  static let space = "Space"
  static let yes = "Yes"
  static let no = "No"
  static let unsure = "Not sure"

  static func source(_ source: Report.Source) -> String {
    switch source {
    case .form: "through the form"
    case .api: "through the programming interface"
    case .mail: "by e-mail; the sender is not proved"
    case .inPerson: "told in person, entered by a member"
    }
  }

  static func answer(_ answer: Report.Answer) -> String {
    switch answer {
    case .yes: yes
    case .no: no
    case .unsure: unsure
    }
  }

  static func relation(_ relation: Report.Relation) -> String {
    switch relation {
    case .affected: "It happened to them"
    case .witness: "They saw or heard it"
    case .heardOfIt: "They heard of it"
    case .representative: "They write for a team, an event or a program"
    }
  }

  // MARK: Channel

  static let reachReceipt = "They read here with their receipt. Nothing is mailed to them."
  static let reachWords =
    "They read here with the words they were given. Nothing is mailed to them."
  static func reachMail(_ address: String, isText: Bool) -> String {
    isText
      ? "They get what is written here by mail, at \(address)."
      : "They get a mail with a link, without what is written here, at \(address)."
  }
  static let reachNobody =
    "There is no way to reach them from here: it was told in person, without an address."
  static let you = "The reporter"
  static let automatic = "Redress, automatically"
  static func findings(_ count: Int) -> String {
    count == 1
      ? "One thing to look at before it goes out" : "\(count) things to look at before it goes out"
  }
  static func weight(_ weight: DraftFindingView.Weight) -> String {
    switch weight {
    case .block: "Take out, or answer for it"
    case .warn: "Look at this"
    case .hint: "Good to know"
    }
  }
  static let instead = "Instead: "
  static let findingsHint =
    "Found by rules. They find much and not everything: read it as the person who gets it would."
  static let nothingFound =
    "The rules found nothing to point at. A second reader still sees what no program does."
  static let answersTitle = "What the checker points at"
  static let answersHint =
    "Say of each place why it may stay. Where it may not, say that this version cannot go out: whoever writes the next one sees what is still to be changed."
  static func furtherPlaces(_ count: Int) -> String {
    "It points at \(count) more. A text with so many places has to be changed before it goes out."
  }
  static func mayStay(_ excerpt: String) -> String { "Why may “\(excerpt)” stay?" }
  static let placeKept = "may stay:"
  static let placeMended = "was changed."
  static let placeOpen = "has to be changed."
  static let keptBecause = "Why what was pointed at may stay:"
  static let formerMember = "A member"
  static let noMessagesTitle = "No messages yet"
  static let noMessages = "The first personal answer is the acknowledgement."
  static let writeLabel = "Write to the reporter"
  static let writeHint =
    "Name nobody who need not be named. What you send cannot be taken back."
  static let writeKind = "What is it?"
  static let kindAnswer = "An answer in substance"
  static let kindUpdate = "A question, a delay or anything else"
  static let kindDecision = "What was decided"
  static let kindApology = "An apology that is passed on"
  static let kindClosing = "The case is closed"
  static let send = "Send"

  // MARK: Mail that was put aside

  static let putAsideTitle = "A mail waits to be placed"
  static func putAside(_ because: AsideBecause) -> String {
    switch because {
    case .senderNotKnown:
      "It used the reply address of this case, but it did not come from an address we know here. Anybody who saw that reply address could have sent it. Place it only if you are sure."
    case .possiblyForged:
      "The server that took it in doubts that it comes from the address it names. Place it only if you are sure."
    case .severalChannels:
      "It carries the reply addresses of more than one conversation. Place it only if it belongs here."
    case .channelClosed:
      "The conversation it answers is closed. Place it if it still belongs there."
    case .unreadable: "Parts of it could not be read. Look at the original before you place it."
    }
  }
  static let subject = "Subject"
  static let place = "Place it in the conversation"

  // MARK: Notes

  static let noNotesTitle = "No notes yet"
  static let noNotes = "Write down what was found, agreed or decided elsewhere, so that it stays."
  static let noteLabel = "Write a note"
  static let noteText = "Your note"
  static let noteHint =
    "Only the handlers read it. Markdown works: **strong**, lists, tables, > quotations."
  static let addNote = "Keep the note"
  static let correctNote = "Correct this note"
  static let correctNoteLabel = "The note as it should be"
  static let earlierNote = "What stood here before"

  // MARK: Acknowledging

  static let acknowledge = "Acknowledge the report"
  static let acknowledgeLead =
    "The first personal answer. Choose the letter that fits, change it as you like, and send it in your name."
  static let acknowledgeChoose = "Which letter?"
  static let acknowledgeText = "Your letter"
  static let acknowledgeSubject = "Subject"
  static let acknowledgeSend = "Send this letter"
  static let acknowledgeRecord = "Note that nobody can be reached"
  static let acknowledgePreview = "The other letter"
  static let acknowledgeUse = "Use this one"
  static func letter(_ kind: AcknowledgementKind) -> String {
    switch kind {
    case .needsDecision: "The group will decide"
    case .alreadyHandled: "Already handled, for the record"
    }
  }
  static func letterHint(_ kind: AcknowledgementKind) -> String {
    switch kind {
    case .needsDecision: "The case stays open, and the group meets on it."
    case .alreadyHandled: "The case is filed and closed without a decision."
    }
  }
  static let backToCase = "Back to the case"

  // MARK: Access

  static let handlers = "Read and act"
  static let undeclared = "Asked, have not declared yet"
  static let waiting = "Declared, wait to be let in"
  static let keptOut = "Kept out"
  static let inConflict = "Declared a conflict of interest"
  static let nobody = "nobody"
  static func because(_ because: KeptOutBecause) -> String {
    switch because {
    case .leftOutByReporter: "The reporter asked for it."
    case .namedInText(let places):
      "Their name or handle stands in the report (\(places.map(placeName).joined(separator: ", ")))."
    case .namedInLaterMessage: "A later message names them."
    case .notChosen: "The reporter wrote to other members directly."
    case .namedAsParty: "They were entered as somebody whom this case is about."
    case .heldBackByHandler(_, let reason): "Another handler has held them back: \(reason)"
    }
  }
  static func placeName(_ place: String) -> String {
    switch place {
    case "account": "account"
    case "involved": "people involved"
    case "witnesses": "witnesses"
    case "where": "place"
    case "when": "time"
    case "contact": "contact"
    case "files": "names of files"
    case "earlierReport": "earlier report"
    default: place
    }
  }
  static let awaitsLook = "Somebody else has to look"
  static let admitSummary = "Take this member in"
  static let clearSummary = "I have looked: this member may read on"
  static let letIn = "Let in"
  static let admitReason = "Why is it right?"
  static let admitReasonHint = "Stays on the record. The member still has to declare."
  static let clearReasonHint = "Stays on the record."
  static let admitButton = "Take in"
  static let clearButton = "Let them read on"

  // MARK: People

  static let noParties = "Nobody is entered yet."
  static func role(_ role: PartyRole) -> String {
    switch role {
    case .reporter: "Reporter"
    case .harmed: "Harmed person"
    case .reported: "Reported person"
    case .witness: "Witness"
    case .representative: "Representative"
    case .leader: "Leads elsewhere"
    }
  }
  static let nameParty = "Enter a person"
  static let partyRole = "Role"
  static let partyName = "What the handlers call them"
  static let partyNames = "Other names"
  static let partyHandles = "Handles"
  static let partyEmails = "E-mail addresses"
  static let partyPhones = "Telephone numbers"
  static let partyPlaces = "Places that lead to them"
  static let partyPlacesHint = "Where they live, study or come from. One on each line."
  static let partyEmployer = "Employer"
  static let partyPronouns = "Pronouns"
  static let partyPronounsHint = "Such as she/her. Letters to others are checked for all of this."
  static let oneALine = "One on each line."
  static let partyButton = "Enter"
  static let correctParty = "Correct"
  static let correctReason = "What was wrong?"
  static let correctButton = "Correct"

  // MARK: Other commands

  static let writeCard = "Write the card"
  static let writeCardText =
    "Members who have not declared see these names and nothing else. Put in everybody whom a member could know."
  static let cardReported = "Reported persons"
  static let cardWitnesses = "Witnesses"
  static let cardButton = "Write the card"
  static let noCardYet =
    "They see no names yet, only the code name. Write the card, so that they know what to declare on."
  static let setAside = "Set aside"
  static let setAsideText =
    "For spam, questions and misdirected mail. It is then no case, raises no alarm and is in no statistic. It can be taken back."
  static let setAsideReason = "What is it?"
  static let setAsideNote = "A word about it"
  static let setAsideButton = "Set aside"
  static let typedBefore = "What you typed"
  static let isSetAside = "This is set aside"
  static let takeBack = "Take back"
  static let takeBackText = "It becomes a case again, with all its deadlines."
  static let reason = "Why?"
  static let takeBackButton = "Take back"
  static let escalate = "Hand over to the board"
  static let escalateText = "The board gets the case. This cannot be undone."
  static let escalateButton = "Hand over"
  static let agency = "Law enforcement or another authority"
  static let agencyText =
    "Write down who was notified, or why nobody was. Until then this stands on top of everything."
  static let agencyName = "Which agency?"
  static let agencyHow = "By whom, when and how?"
  static let agencyButton = "It was notified"
  static let noAgency = "Nobody was notified"
  static let noAgencyReason = "Why was nobody notified?"
  static let noAgencyButton = "Put it on the record"
  static let agencyNotified = "Notified"
  static let agencyNotNotified = "Nobody was notified"

  static func done(_ command: Command.Name) -> String { CommandCatalogue.entry(command).done }

  // MARK: Timeline

  static func event(_ event: Event.Name) -> String {
    switch event {
    case .reportReceived: "The report came in"
    case .membersAsked: "Members were asked whether they have a conflict"
    case .memberKeptOut: "A member was kept out"
    case .declared: "Declared"
    case .releasedBySilence: "Let in, as the time for declaring has passed"
    case .admitted: "A member was taken in"
    case .namedMemberCleared: "A named member may read on"
    case .cardWritten: "The card was written"
    case .secondWanted: "Something was asked for that takes a second handler"
    case .channelOpened: "A conversation was opened"
    case .partyNamed: "A person was entered"
    case .partyCorrected: "An entry about a person was corrected"
    case .personLinked: "A reported person was linked to their code name"
    case .escalatedToBoard: "The case went to the board"
    case .messageArrived: "A message came in"
    case .messageSent: "A message was sent"
    case .mailPutAside: "A mail was put aside"
    case .mailPlaced: "A mail was placed in the conversation"
    case .acknowledged: "The report was acknowledged"
    case .noteWritten: "A note was written"
    case .noteCorrected: "A note was corrected"
    case .setAside: "Set aside"
    case .takenBack: "Taken back"
    case .agencyNotified: "An agency was notified"
    case .agencyNotNotified: "No agency was notified"
    case .memberLeft: "A member left"
    case .shepherdNominated: "A member was asked to own the case"
    case .shepherdAccepted: "Took the case"
    case .shepherdDeclined: "Did not take the case"
    case .biasesSettled: "Looked at a declared bias"
    case .shepherdingHandedOver: "Asked somebody else to own the case"
    case .concernSettled: "Answered the reporter's concern"
    case .safetyRecorded: "Said whether somebody is in danger"
    case .actedAtOnce: "Acted at once"
    case .actReported: "Put an act before the group"
    case .actReviewed: "Said what they make of an act"
    case .noticeReviewed: "Read an emergency notice afterwards"
    case .discussed: "Said something to the others"
    case .meetingCalled: "Called a meeting"
    case .meetingRecorded: "Kept the notes of a meeting"
    case .entryCorrected: "Corrected an entry"
    case .informationNeeded: "Said what is missing"
    case .informationSettled: "Settled what was missing"
    case .contactRecorded: "Kept a conversation with somebody outside"
    case .evidenceRecorded: "Kept evidence"
    case .assessed: "Answered a question of the assessment"
    case .findingRecorded: "Wrote a finding"
    case .hearingRecorded: "Heard a reported person"
    case .hearingWaived: "Said why somebody could not be heard"
    case .groundRecorded: "Said why this is ours to handle"
    case .localDecisionRecorded: "Kept what was decided elsewhere"
    case .referredOut: "Left it to another group"
    case .departed: "Left a rule aside in this case"
    case .draftWritten: "Drafted a letter"
    case .draftChanged: "Changed a draft"
    case .draftReviewed: "Read a draft as a second reader"
    case .draftDiscarded: "Discarded a draft"
    case .statementPublished: "Published a statement"
    case .permissionRecorded: "Kept what somebody allows"
    case .permissionWithdrawn: "Kept that somebody takes back what they allowed"
    case .disclosureRecorded: "Kept what was told of who somebody is"
    case .legalAdviceWaived: "Said why no legal advice is asked for"
    case .partyAnswered: "Somebody answered with a button"
    case .proposalOpened: "Proposed what shall follow"
    case .proposalAmended: "Changed a proposal"
    case .proposalWithdrawn: "Withdrew a proposal"
    case .voted: "Said what they think of a proposal"
    case .severityFlagged: "Asked for a majority"
    case .flagClearingAgreed: "Agreed that no majority is needed"
    case .consultationAsked: "Asked somebody about the planned resolution"
    case .consultationRecorded: "Kept what somebody said of the resolution"
    case .consultationWaived: "Said why somebody could not be asked"
    case .resolutionEnacted: "Put a decision into effect"
    case .taskAdded: "Added a task"
    case .taskAssigned: "Gave a task to somebody"
    case .taskCompleted: "Did a task"
    case .taskDropped: "Dropped a task"
    case .conditionRecorded: "Said whether a condition is met"
    case .readmissionRequested: "Readmission was asked for"
    case .measureEnded: "Ended a measure"
    case .boardReported: "Reported the case to the board"
    case .oversightRequested: "Asked to read for oversight"
    case .oversightGranted: "Let a board member read for oversight"
    case .oversightDeclined: "Declined oversight"
    case .reconsiderationRequested: "The board was asked to reconsider"
    case .returnedToGroup: "Gave the case back to the group"
    case .closed: "Closed the case"
    case .reopened: "Opened the case again"
    case .filedForRecord: "Filed it for the record"
    case .caseLinked: "Linked another case"
    case .mergedInto: "Merged it into another case"
    case .delayAnnounced: "Told the reporter that it takes longer"
    case .deadlinePaused: "Let an aim rest"
    case .deadlineResumed: "Let an aim run again"
    case .policyMoved: "Moved the case to another version of the policy"
    case .reviewRecorded: "Looked at the case again"
    }
  }

  static func voucher(_ voucher: Voucher) -> String {
    switch voucher {
    case .member: "signed by the member"
    case .party: "signed with the reporter's key"
    case .form: "through the form"
    case .mail: "by mail, not proved"
    case .server: "by Redress"
    case .root: "by the organization's root"
    }
  }
}
