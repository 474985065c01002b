import Casework
import Procedure

// Who reads, who owns the case, and what protects people.
extension CommandCatalogue {
  static let declare = CommandEntry(
    .people, "Declare a conflict of interest",
    "Say it as soon as you know of one. You then see nothing of the case any more, and nobody is asked why.",
    button: "Declare", done: "Thank you. You can read the case now.", isStern: true,
    [
      CommandField("conflict", .yesNo, "Do you have a conflict of interest?"),
      CommandField("ground", .one(.grounds), "Which?", isOptional: true),
      CommandField(
        "note", .words(rows: 3), "A word to the others", isOptional: true),
      CommandField(
        "isSoft", .tick, "I only want to speak, and not to vote",
        hint: "Where the policy knows that. You stay in the case.", isOptional: true),
    ])

  static let admit = CommandEntry(
    .people, "Take a member in",
    CommandWords.admitText, button: "Take in", done: CommandWords.admitDone,
    [member(.keptOut), reason("Why is it right?", hint: "Stays on the record.")])

  static let clearNamedMember = CommandEntry(
    .people, "Let a member read on",
    CommandWords.clearText,
    button: "Let them read on", done: "They may read on.",
    [member(.heldBack), reason("Why is it right?", hint: "Stays on the record.")])

  static let holdBack = CommandEntry(
    .people, "Hold a member back",
    CommandWords.holdBackText,
    button: "Hold them back", done: "They read nothing new until another handler has looked.",
    isStern: true,
    [member(.otherHandlers), reason("What speaks against it?", hint: "Stays on the record.")])

  static let writeCard = CommandEntry(
    .people, CaseWords.writeCard, CaseWords.writeCardText, button: CaseWords.cardButton,
    done: "The card is written.",
    [
      CommandField("reported", .lines, CaseWords.cardReported, hint: CaseWords.oneALine),
      CommandField("witnesses", .lines, CaseWords.cardWitnesses, hint: CaseWords.oneALine),
    ])

  private static let names: [CommandField] = [
    CommandField("role", .choice(CommandWords.roles), CaseWords.partyRole),
    CommandField("displayName", .line, CaseWords.partyName),
    CommandField(
      "names", .lines, CaseWords.partyNames, hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "handles", .lines, CaseWords.partyHandles, hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "emails", .lines, CaseWords.partyEmails, hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "phones", .lines, CaseWords.partyPhones, hint: CaseWords.oneALine, isOptional: true),
    CommandField(
      "places", .lines, CaseWords.partyPlaces, hint: CaseWords.partyPlacesHint, isOptional: true),
    CommandField("employer", .line, CaseWords.partyEmployer, isOptional: true, keepsEmpty: true),
    CommandField(
      "pronouns", .line, CaseWords.partyPronouns, hint: CaseWords.partyPronounsHint,
      isOptional: true, keepsEmpty: true),
  ]

  static let nameParty = CommandEntry(
    .people, CaseWords.nameParty, "Everybody whom this case is about, with all the names you know.",
    button: CaseWords.partyButton, done: "The person is entered.", names)

  static let correctParty = CommandEntry(
    .people, "Correct an entry about a person",
    "What stood there before stays visible in what happened.", button: CaseWords.correctButton,
    done: "The entry is corrected. The earlier one stays visible in what happened.",
    [CommandField("party", .about(.parties), "The entry")] + names
      + [reason(CaseWords.correctReason)])

  static let linkPerson = CommandEntry(
    .people, "Remember a person across cases",
    "A later case about the same person then shows what was found before. Without an earlier person, a new one is remembered.",
    button: "Remember", done: "The person is linked.",
    [
      party(.reportedParties, "Which reported person?"),
      CommandField(
        "person", .elsewhere(.persons), "The same as this person of an earlier case",
        hint: "Their code name, or the address of their page. Leave it empty for somebody new.",
        isOptional: true),
    ])

  static let escalateToBoard = CommandEntry(
    .end, CaseWords.escalate, CaseWords.escalateText, button: CaseWords.escalateButton,
    done: "The board has the case.", isStern: true, [reason()])

  static let notifyAgency = CommandEntry(
    .protect, "Law enforcement or another authority was notified", CaseWords.agencyText,
    button: CaseWords.agencyButton, done: "It is on the record who was notified.",
    [
      CommandField("agency", .line, CaseWords.agencyName),
      CommandField("how", .line, CaseWords.agencyHow),
    ])

  static let notifyNoAgency = CommandEntry(
    .protect, CaseWords.noAgency, CaseWords.agencyText, button: CaseWords.noAgencyButton,
    done: "It is on the record that nobody was notified, and why.",
    [reason(CaseWords.noAgencyReason)])

  // MARK: Who owns the case

  static let nominateShepherd = CommandEntry(
    .own, "Ask somebody to own the case",
    "One member owns the case: they keep it moving and are the one whom the reporter knows.",
    button: "Ask them", done: "They were asked to own the case.", [member(.members)])

  static let acceptShepherding = CommandEntry(
    .own, "Own this case",
    "A case comes before other things: whoever takes it sees to it that each step happens in time, and that delays are told. You keep it moving, and the reporter learns your name. First say anything that could bias you; another member then looks at it.",
    button: "Take the case",
    done: "You own this case, or will once your declaration was looked at.",
    [
      CommandField(
        "biases", .words(rows: 3), "What could bias you",
        hint: "Leave it empty if there is nothing.", isOptional: true)
    ])

  static let declineShepherding = CommandEntry(
    .own, "Do not take the case", "You were asked and do not take it. That is fine.",
    button: "Decline", done: "You do not own the case. Somebody else is needed.", [reason()])

  static let settleBiases = CommandEntry(
    .own, "Look at a declared bias",
    "Somebody takes the case and declared something first. Say whether it matters.",
    button: "Say so", done: "It is settled.",
    [
      member(.biasesPending),
      CommandField("isFit", .yesNo, "Can they own the case?"), reason(),
    ])

  static let handOverShepherding = CommandEntry(
    .own, "Hand the case over", "You have no time, or should not go on. Ask another member.",
    button: "Hand over", done: "They were asked to take over. You own the case until they do.",
    [member(.otherHandlers, "To whom?"), reason()])

  private static let letterText = CommandField(
    "text", .words(rows: 10), "Your letter",
    hint: "Leave it empty to send the letter of the policy.", isOptional: true)

  static let introduceShepherd = CommandEntry(
    .own, "Introduce yourself to the reporter",
    "The reporter learns who owns the case, and can say so if that worries them.",
    button: "Send", done: "The reporter knows who owns the case.", [letterText])

  static let settleConcern = CommandEntry(
    .own, "Answer the reporter's concern",
    "The reporter is worried about who owns the case. The group looks at it.",
    button: "Settle it", done: "The concern is settled.",
    [
      account("What did you find, and what follows?"),
      CommandField("keepsShepherd", .yesNo, "Does the same person go on owning the case?"),
    ])

  // MARK: Acting at once

  static let recordSafety = CommandEntry(
    .protect, "Say whether somebody is in danger",
    "Whether it goes on, and whether somebody is in physical danger, as far as you know now.",
    button: "Keep it", done: "It is on the record.",
    [
      CommandField("ongoing", .choice(CommandWords.certainty), "Does it go on?"),
      CommandField(
        "danger", .choice(CommandWords.certainty), "Is somebody in physical danger?"),
      account("What do you know, and from where?"),
    ])

  static let actAtOnce = CommandEntry(
    .protect, "Record that you acted at once",
    "It goes on or somebody is in danger, and the group cannot agree in time. Do what is needed, write it down here, and put it before the group.",
    button: "Put it on the record", done: "It is on the record. Put it before the group next.",
    isStern: true,
    [
      CommandField("ground", .choice(CommandWords.grounds), "Why could it not wait?"),
      account("What did you do, to whom, and when?"),
      CommandField("measures", .several(measureFields), "What holds for now"),
      CommandField(
        "agency", .line, "Whom did you call?", hint: "Law enforcement, emergency services, others.",
        isOptional: true),
      CommandField(
        "spokeForOrganization", .tick, "I spoke for the organization", isOptional: true),
    ])

  static let reportAct = CommandEntry(
    .protect, "Put an act before the group",
    "The others learn what was done, and say what they make of it.",
    button: "Put it before the group",
    done: "The group knows. Each member says what they make of it.",
    [
      CommandField("act", .about(.actsToReport), "The act"),
      account("What do the others have to know?"),
    ])

  static let reviewAct = CommandEntry(
    .protect, "Say what you make of an act",
    "A majority of those who decide confirms it, changes it or takes it back.",
    button: "Say so", done: "Your word counts. A majority settles it.",
    [
      CommandField("act", .about(.actsToReview), "The act"),
      CommandField("verdict", .choice(CommandWords.verdicts), "What should happen with it?"),
      CommandField(
        "measures", .several(measureFields), "What should hold instead", isOptional: true
      ).only("verdict", "amend"),
      reason().optional.only("verdict", "amend", "reverse"),
    ])

  static let sendEmergencyNotice = CommandEntry(
    .protect, "Send an emergency notice",
    "It goes out at once, unread. Another member reads it afterwards.",
    button: "Send at once", done: "The notice is sent. Another member reads it now.", isStern: true,
    [
      CommandField("act", .about(.acts), "The act"),
      CommandField("channel", .one(.channels), "To whom?"),
      CommandField(
        "text", .words(rows: 8), "The notice",
        hint: "What happened, in neutral words, and what holds for now. Name nobody else."),
    ])

  static let reviewNotice = CommandEntry(
    .protect, "Read an emergency notice afterwards",
    "Somebody sent it in a hurry. You look at it with fresh eyes.",
    button: "I have read it", done: "The notice was read by a second member.",
    [
      CommandField("message", .message(.notices), "Which notice?"),
      CommandField("finding", .words(rows: 4), "What did you find, and what follows from it?"),
    ])
}
