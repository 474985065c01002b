import Casework
import Procedure

// Deciding, asking those affected, and carrying out.
extension CommandCatalogue {
  /// One consequence.
  static let measureFields: [CommandField] = [
    CommandField("measure", .one(.measures), "Which measure?", isOptional: true),
    CommandField(
      "title", .line, "What is it?", hint: "Only where the policy does not list it.",
      isOptional: true),
    CommandField(
      "makesSafer", .line, "How does it make the community safer?",
      hint: "Only where the policy does not list it.", isOptional: true),
    CommandField("party", .one(.parties), "Whom does it concern?", isOptional: true),
    CommandField(
      "spaces", .some(.spaces), "Where?", hint: CommandWords.everywhere, isOptional: true),
    CommandField("days", .number, "For how many days?", isOptional: true),
    CommandField(
      "conditions", .lines, "Conditions", hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "modifications", .lines, "What is expected from now on", hint: CaseWords.oneALine,
      isOptional: true),
    CommandField(
      "repairs", .lines, "Ways to repair", hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "guidance", .words(rows: 3), "What taking responsibility looks like here",
      isOptional: true),
    CommandField(
      "skipReason", .words(rows: 2), "Why are milder measures not enough?",
      hint: "Only where milder ones are left out.", isOptional: true),
    CommandField(
      "expectation", .words(rows: 2), "What exactly is asked of them?",
      hint: "Only of a request to stay away or to leave something be.", isOptional: true),
    CommandField(
      "consequence", .words(rows: 2), "What follows if they do not?",
      hint: "Only of such a request.", isOptional: true),
  ]

  /// What is proposed.
  private static let proposed: [CommandField] = [
    CommandField(
      "subject",
      .group([
        CommandField("kind", .choice(CommandWords.subjects), "What is it about?"),
        CommandField(
          "verdict", .choice(CommandWords.reconsiderations), "What the board makes of it"
        )
        .only("kind", "reconsideration"),
        CommandField("measure", .one(.endableMeasures), "Which measure should end?")
          .only("kind", "readmission"),
        CommandField("isGranted", .yesNo, "Does it end?").only("kind", "readmission"),
        CommandField(
          "measures", .several(measureFields), "What shall follow",
          hint: "Leave all empty to propose that nothing follows.", isOptional: true
        ).only("kind", "resolution", "reconsideration"),
        CommandField("address", .line, "The hash of the policy").only("kind", "policy"),
      ]), "What is proposed"),
    CommandField("reasons", .words(rows: 6), "Why is this right?"),
    CommandField(
      "isSevere", .tick, "It weighs heavily on somebody",
      hint: "A majority is needed besides.", isOptional: true),
    CommandField(
      "isLegal", .tick, "It needs legal action", hint: "A majority is needed besides.",
      isOptional: true),
  ]

  static let propose = CommandEntry(
    .decide, "Propose what shall follow",
    "Who proposes agrees. The others agree, object or abstain; silence is no agreement.",
    button: "Propose it", done: "The proposal is open. The others have their say now.", proposed)

  static let amendProposal = CommandEntry(
    .decide, "Change a proposal",
    "The new version is voted on anew; earlier words do not count for it, and the time for all versions together goes on.",
    button: "Propose the new version", done: "The new version is open.",
    [proposal(.openProposals)] + proposed)

  static let withdrawProposal = CommandEntry(
    .decide, "Withdraw a proposal", "Only who put it can; nobody votes on it any more.",
    button: "Withdraw it",
    done: "The proposal is withdrawn.", [proposal(.openProposals), reason()])

  static let vote = CommandEntry(
    .decide, "Say what you think of a proposal",
    "You can change your mind while it is open. An objection needs a reason, so that the others can answer it.",
    button: "Say so", done: "Your word counts.",
    [
      proposal(.openProposals), version,
      CommandField("choice", .choice(CommandWords.voices), "What do you say?"),
      CommandField("reason", .words(rows: 4), "Why?", isOptional: true),
    ])

  static let flagSevere = CommandEntry(
    .decide, "Ask for a majority",
    "One member is enough to ask for it; only a majority takes it back.", button: "Ask for it",
    done: "A majority is needed now.",
    [
      proposal(.openProposals),
      CommandField("severity", .choice(CommandWords.severities), "Because"), reason("In words"),
    ])

  static let clearFlag = CommandEntry(
    .decide, "Agree that no majority is needed", "A majority has to agree to that.",
    button: "Agree", done: "Your word counts.", [proposal(.openProposals), reason()])

  // MARK: Asking those affected

  static let consult = CommandEntry(
    .decide, "Ask somebody about the planned resolution",
    "They learn what is planned, and say whether they can live with it. Silence does not block.",
    button: "Ask them", done: "They were asked.",
    [
      proposal(.adoptedProposals), party(.consultedParties, "Whom do you ask?"),
      CommandField(
        "text", .words(rows: 10), "Your letter",
        hint: "What is planned, and by when they can answer."),
    ])

  static let recordConsultation = CommandEntry(
    .decide, "Keep what somebody said of the resolution", "They answered by another way.",
    button: "Keep it", done: "Their answer is on the record.",
    [
      proposal(.adoptedProposals), party(.consultedParties, "Who?"),
      CommandField("answer", .choice(CommandWords.consultations), "What did they say?"),
      account("In their words, and how they said it"),
    ])

  static let waiveConsultation = CommandEntry(
    .decide, "Say why somebody cannot be asked",
    "Only where no conversation leads to them, or they want no more messages.",
    button: "Put it on the record", done: "It is on the record why they were not asked.",
    [proposal(.adoptedProposals), party(.consultedParties, "Who?"), reason()])

  static let enact = CommandEntry(
    .decide, "Put the resolution into effect",
    "The measures begin to hold, and the tasks open. The reporter is told first.",
    button: "Put it into effect", done: "It is in effect. Tell the reporter first.", isStern: true,
    [proposal(.adoptedProposals)])

  // MARK: Carrying out

  private static let task = CommandField("task", .about(.tasks), "The task")
  private static let due = CommandField("due", .moment, "Until when?", hint: CommandWords.utc)

  static let addTask = CommandEntry(
    .carryOut, "Add a task", "Something more has to be done, by somebody and until some time.",
    button: "Add it", done: "The task is open.",
    [
      CommandField("title", .line, "What has to be done?"),
      CommandField("owner", .one(.members), "Who does it?", isOptional: true),
      CommandField("space", .one(.spaces), "In which space?", isOptional: true), due,
    ])

  static let assignTask = CommandEntry(
    .carryOut, "Give a task to somebody", "One person has it, and everybody sees who.",
    button: "Give it to them", done: "The task has an owner.",
    [task, CommandField("owner", .one(.members), "Who does it?"), due.optional])

  static let completeTask = CommandEntry(
    .carryOut, "A task is done", "Say what was done and who confirmed it.", button: "It is done",
    done: "The task is done.", [task, account("What was done, and who confirmed it?")])

  static let dropTask = CommandEntry(
    .carryOut, "Drop a task", "It will not be done. The reason stays on the record.",
    button: "Drop it", done: "The task is dropped.", [task, account("Why is it not done?")])

  private static let inForce = CommandField("measure", .about(.measuresInForce), "The measure")

  static let recordCondition = CommandEntry(
    .carryOut, "Say whether a condition is met", "With what shows it.", button: "Keep it",
    done: "It is on the record.",
    [
      inForce,
      CommandField("condition", .number, "Which condition?", hint: "Its number, from 1."),
      CommandField("isMet", .yesNo, "Is it met?"), account("What shows it?"),
    ])

  static let recordReadmissionRequest = CommandEntry(
    .carryOut, "Somebody asks to be readmitted", "The group then decides on it.",
    button: "Keep it", done: "The request is on the record. The group decides.",
    [inForce, account("What do they say?")])

  static let endMeasure = CommandEntry(
    .carryOut, "End a measure",
    "Its time is over. What still holds ends by a proposal, and what was done at once by its review.",
    button: "End it",
    done: "The measure is over.", isStern: true, [inForce, reason()])
}
