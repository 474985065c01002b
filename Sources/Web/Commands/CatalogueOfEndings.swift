import Casework
import Procedure

// The board, deadlines, and how cases end.
extension CommandCatalogue {
  static let setAside = CommandEntry(
    .end, CaseWords.setAside, CaseWords.setAsideText, button: CaseWords.setAsideButton,
    done: "It is set aside.",
    [
      CommandField("reason", .one(.setAsideReasons), CaseWords.setAsideReason),
      CommandField("note", .words(rows: 2), CaseWords.setAsideNote, isOptional: true),
    ])

  static let takeBack = CommandEntry(
    .end, CaseWords.takeBack, CaseWords.takeBackText, button: CaseWords.takeBackButton,
    done: "It is a case again.", [reason()])

  static let reportToBoard = CommandEntry(
    .end, "Report the case to the board",
    "What the board has to know. Nothing in it should tell who reported.", button: "Report it",
    done: "The case is reported to the board.",
    [CommandField("text", .words(rows: 8), "The report")])

  static let grantOversight = CommandEntry(
    .people, "Let a board member read for oversight",
    "They read, and do nothing else. It stays visible that they did.", button: "Let them read",
    done: "They may read.", isStern: true, [member(.oversightAsking), reason()])

  static let declineOversight = CommandEntry(
    .people, "Decline oversight", "The board member does not read this case.", button: "Decline",
    done: "They do not read it.", [member(.oversightAsking), reason()])

  static let recordReconsiderationRequest = CommandEntry(
    .decide, "Somebody asks the board to reconsider",
    "People who did not decide before look at it again, as far as there are any.",
    button: "Keep it", done: "The request is on the record.",
    [
      party(.parties, "Who asks?"), account("What do they say?"),
      CommandField(
        "message", .message(.mails), "Where it lies", hint: "When it came through a conversation.",
        isOptional: true),
    ])

  static let returnToGroup = CommandEntry(
    .end, "Give the case back to the group", "The group goes on with it.", button: "Give it back",
    done: "The group has the case again.", isStern: true, [reason()])

  static let close = CommandEntry(
    .end, "Close the case", "The record says how it ended. It can be opened again.",
    button: "Close it", done: "The case is closed.", isStern: true,
    [
      CommandField("outcome", .choice(CommandWords.records), "What the record says"),
      CommandField("summary", .words(rows: 5), "What happened, in short"),
      CommandField("actions", .words(rows: 4), "What was done"),
      CommandField(
        "reviewAt", .moment, "When to look at it again",
        hint: "In UTC. Left empty, the policy says.", isOptional: true),
    ])

  static let reopen = CommandEntry(
    .end, "Open the case again", "There is something new.", button: "Open it again",
    done: "The case is open again.", [reason("What is new?")])

  static let fileForRecord = CommandEntry(
    .end, "File it for the record",
    "It is closed without a decision, and kept. Whoever reported has an answer, and the board its report. It takes two handlers, where two are there: the first says that it shall be filed, the second files it.",
    button: "File it",
    done: "Your word is on the record; with a second handler's the case is filed.", isStern: true,
    [reason()])

  private static let other = CommandField(
    "other", .elsewhere(.cases), "The other case",
    hint: "Its code name, or the address of its page.")

  static let linkCase = CommandEntry(
    .record, "Link another case", "Two cases belong together.", button: "Link it",
    done: "The cases are linked.",
    [
      other,
      CommandField("relation", .choice(CommandWords.relations), "How do they belong together?"),
      CommandField("note", .words(rows: 2), "A word about it", isOptional: true),
    ])

  static let mergeInto = CommandEntry(
    .end, "Handle it in another case", "This report goes on there, and is closed here.",
    button: "Merge it", done: "It is handled in the other case now.", isStern: true,
    [other, reason()])

  private static let deadline = CommandField(
    "deadline", .one(.pausableDeadlines), "Which aim?")

  static let pauseDeadline = CommandEntry(
    .record, "Let an internal aim rest", "Promises to people never rest.", button: "Let it rest",
    done: "The aim rests.", [deadline, reason()])

  static let resumeDeadline = CommandEntry(
    .record, "Let an aim run again", "It runs on from where it stood.", button: "Let it run",
    done: "The aim runs again.", [deadline, reason()])

  static let recordReview = CommandEntry(
    .record, "Look at the case again", "What has become of it since it was closed.",
    button: "Keep it", done: "It is on the record that you looked.",
    [
      account("What did you find?"),
      CommandField(
        "nextReview", .moment, "When to look again", hint: CommandWords.utc, isOptional: true),
    ])
}
