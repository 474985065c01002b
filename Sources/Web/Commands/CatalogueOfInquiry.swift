import Casework
import Procedure

// Looking into it: what was said, found, and answered.
extension CommandCatalogue {
  static let writeNote = CommandEntry(
    .record, "Write a note", CaseWords.noteHint, button: CaseWords.addNote,
    done: "The note is kept.", [CommandField("text", .words(rows: 6), CaseWords.noteLabel)])

  static let correctNote = CommandEntry(
    .record, "Correct a note", "What stood there before stays visible.",
    button: CaseWords.correctButton, done: "The note is corrected.",
    [
      CommandField("note", .about(.notes), "The note"),
      CommandField("text", .words(rows: 8), CaseWords.correctNoteLabel),
    ])

  static let correctEntry = CommandEntry(
    .record, "Correct or strike an entry",
    "What somebody wrote is mended, or struck because it should not be there. The earlier words stay visible.",
    button: "Correct", done: "It is corrected. The earlier words stay visible.",
    [
      CommandField("entry", .about(.entries), "The entry"),
      CommandField(
        "text", .words(rows: 6), "As it should read",
        hint: "Leave it empty to strike the entry.", isOptional: true),
      reason("What was wrong?"),
    ])

  static let discuss = CommandEntry(
    .lookInto, "Say something to the others",
    "Only the handlers read it. Markdown works.", button: "Say it", done: "The others can read it.",
    [
      CommandField("text", .words(rows: 5), "What do you want to say?"),
      CommandField("inReplyTo", .one(.remarks), "In answer to", isOptional: true),
    ])

  static let callMeeting = CommandEntry(
    .lookInto, "Call a meeting", "The handlers meet. Decisions are brought back here.",
    button: "Call it", done: "The meeting is called.",
    [
      CommandField("at", .moment, "When?", hint: CommandWords.utc),
      CommandField("agenda", .words(rows: 4), "What about?"),
    ])

  static let recordMeeting = CommandEntry(
    .lookInto, "Keep the notes of a meeting",
    "A meeting, a call, a chat: what was said there counts only when it stands here.",
    button: "Keep them", done: "The notes are kept.",
    [
      CommandField("at", .moment, "When was it?", hint: CommandWords.utc),
      CommandField("attendees", .some(.members), "Who was there?"),
      CommandField("place", .line, "Where?", hint: "A room, a call, a chat.", isOptional: true),
      CommandField("notes", .words(rows: 8), "Notes"),
      CommandField("takeaways", .words(rows: 4), "What follows from it?"),
    ])

  static let needInformation = CommandEntry(
    .lookInto, "Say what is missing",
    "Nothing is proposed before it was obtained, or sought in vain.", button: "It is missing",
    done: "It is on the list of what is missing.",
    [
      CommandField("what", .words(rows: 3), "What is missing?"),
      CommandField("source", .line, "Who or what might have it?"),
    ])

  static let settleInformation = CommandEntry(
    .lookInto, "Settle what was missing", "It was obtained, or sought in vain.",
    button: "Settle it", done: "It is not missing any more.",
    [
      CommandField("need", .about(.needs), "What was missing"),
      CommandField("outcome", .choice(CommandWords.informationOutcomes), "What came of it?"),
      account("What is known now, or where did you look?"),
    ])

  static let recordContact = CommandEntry(
    .lookInto, "Keep a conversation with somebody outside",
    "Whom you talked to, when, and what was said.", button: "Keep it",
    done: "The conversation is on the record.",
    [
      CommandField("kind", .choice(CommandWords.contacts), "With whom?"),
      CommandField("who", .line, "Who was it?"), CommandField("when", .line, "When?"),
      account("What was said?"),
    ])

  static let recordEvidence = CommandEntry(
    .lookInto, "Keep evidence", "With its source and its date, so that others can judge it.",
    button: "Keep it", done: "The evidence is on the record.",
    [
      CommandField("title", .line, "What is it?"),
      CommandField("source", .line, "Where is it from?"),
      CommandField("date", .line, "From when is it?"),
      CommandField("file", .one(.files), "A file of this case", isOptional: true),
      CommandField("link", .line, "A link", isOptional: true),
      CommandField("note", .words(rows: 4), "What does it show?", isOptional: true),
    ])

  static let assess = CommandEntry(
    .lookInto, "Answer a question of the assessment",
    "A later answer takes the place of the earlier one, which stays visible in what happened.",
    button: "Keep the answer", done: "The answer is kept.",
    [
      CommandField("question", .about(.questions), "The question"),
      CommandField("answer", .choice(CommandWords.answers), "Your answer"),
      CommandField("note", .words(rows: 3), "Why do you think so?", isOptional: true),
      CommandField(
        "spaces", .some(.spaces), "In which spaces?",
        hint: "Only where the question is about that.", isOptional: true),
      CommandField(
        "representation", .one(.representations), "How did they represent the community?",
        hint: "Only where the question is about that.", isOptional: true),
    ])

  static let recordFinding = CommandEntry(
    .lookInto, "Write a finding",
    "Four findings stand in writing before anything is proposed. A later one takes the place of the earlier.",
    button: "Keep the finding", done: "The finding is kept.",
    [
      CommandField("finding", .choice(CommandWords.findings), "Which finding?"),
      CommandField("answer", .choice(CommandWords.certainty), "Your finding")
        .only("finding", "violation", "ongoing"),
      CommandField(
        "danger", .choice(CommandWords.certainty), "Does it threaten anyone's physical safety?"
      ).only("finding", "ongoing"),
      CommandField("types", .some(.violationTypes), "Of which kinds?", isOptional: true)
        .only("finding", "violation"),
      CommandField(
        "parties", .some(.parties), "Who was responsible?",
        hint: "Nobody, if nobody was or nobody knows.", isOptional: true
      ).only("finding", "responsible"),
      account("In words", hint: "What you found, and how you know."),
    ])

  static let recordHearing = CommandEntry(
    .lookInto, "Keep what a reported person said",
    "Nobody is measured without having been heard.", button: "They were heard",
    done: "It is on the record that they were heard.",
    [
      party(.reportedParties, "Who was heard?"), CommandField("how", .line, "How, and by whom?"),
      account("What did they say?"),
    ])

  static let waiveHearing = CommandEntry(
    .lookInto, "Say why somebody cannot be heard",
    "Only where it cannot be done, or would put somebody at risk.", button: "Put it on the record",
    done: "It is on the record why they were not heard.",
    [
      party(.reportedParties, "Who cannot be heard?"),
      CommandField("because", .choice(CommandWords.waivers), "Because"), reason("In words"),
    ])

  static let recordGround = CommandEntry(
    .lookInto, "Say why this is ours to handle",
    "On which ground the group takes the case.", button: "Keep it", done: "The ground is kept.",
    [
      CommandField("kind", .choice(CommandWords.caseGrounds), "The ground"), account("In words"),
      CommandField("liaison", .line, "Who is the liaison on the other side?", isOptional: true),
      CommandField(
        "eventName", .line, "At which event did it happen?",
        hint: "Leave it empty if it was not at an event.", isOptional: true),
      CommandField(
        "eventCode", .line, "The event’s own code of conduct",
        hint: "Its address or its name. Every sponsored event has to have one.",
        isOptional: true),
    ])

  static let recordLocalDecision = CommandEntry(
    .lookInto, "Keep what was decided elsewhere",
    "What an event or a program decided itself, and what the group adds with them.",
    button: "Keep it", done: "Their decision is on the record.",
    [
      CommandField("who", .line, "Who decided?"),
      CommandField("decided", .words(rows: 4), "What?"),
      CommandField(
        "agreedAddition", .words(rows: 3), "What do we add, agreed with them?", isOptional: true),
    ])

  static let referOut = CommandEntry(
    .lookInto, "Leave it to another group",
    "Moderators, organizers or another group are the right ones.", button: "Keep it",
    done: "It is on the record who handles it.",
    [
      CommandField("recipient", .line, "To whom?"),
      CommandField("liaison", .line, "Who is the liaison?", isOptional: true), reason(),
    ])

  static let departFromRule = CommandEntry(
    .record, "Leave a rule aside in this case",
    "Guidance can be left aside when two members say so, each with a reason. What protects people cannot.",
    button: "Leave it aside",
    done:
      "Your word counts. The rule is left aside in this case once a second member has said so, too.",
    isStern: true,
    [CommandField("rule", .one(.rules), "Which rule?"), reason()])
}
