import Casework
import Procedure

// What people allow, and what is told of who somebody is.
extension CommandCatalogue {
  /// What somebody is asked to allow.
  static let request = [
    CommandField("about", .choice(CommandWords.permissions), "What is it about?"),
    to, purpose,
  ]

  private static let to = CommandField(
    "to", .line, "To whom?", hint: "Needed where somebody is told who they are.", isOptional: true)
  private static let purpose = CommandField(
    "purpose", .words(rows: 2), "For what?",
    hint: "Needed where somebody is told who they are.", isOptional: true)

  static let askPermission = CommandEntry(
    .write, "Ask somebody whether they allow something",
    "Their page offers yes and no, and their own answer counts at once. Who was reported, and witnesses, are asked by a draft that another member has read.",
    button: "Ask them", done: "They are asked; their answer will stand on this page.",
    [
      party(.parties, "Whom?"),
      CommandField("asks", .group(request), "What are they asked to allow?"),
      CommandField(
        "text", .words(rows: 7), "Your message",
        hint:
          "Say what would be told, to whom and for what, that no is a good answer, and that yes can be taken back. What happened may let others guess who reported, also without a name."
      ),
    ])

  static let recordPermission = CommandEntry(
    .write, "Keep what somebody allowed",
    "What a person allowed or refused in writing, with their own words. What they refused on their own page is allowed again only there.",
    button: "Keep it", done: "It is on the record what they allow.",
    [
      party(.parties, "Who?"),
      CommandField("about", .choice(CommandWords.permissions), "What is it about?"),
      CommandField("isGiven", .yesNo, "Do they allow it?"),
      to, purpose,
      CommandField("words", .words(rows: 3), "Their own words, or where they stand"),
    ])

  static let withdrawPermission = CommandEntry(
    .write, "Keep that somebody takes back what they allowed",
    "From now on nothing new rests on it. What was told already stays told, and on the record.",
    button: "Keep it", done: "It is taken back.",
    [
      CommandField("permission", .about(.permissionsThatStand), "What they allowed"),
      CommandField("words", .words(rows: 3), "Their own words, or where they stand"),
    ])

  static let recordDisclosure = CommandEntry(
    .write, "Keep what is told of who somebody is",
    "Before something of a person's identity leaves those who handle the case: with the written permission of who reported, was harmed or saw it, or for one of three reasons. Tell no more than the reason needs.",
    button: "Keep it", done: "The disclosure is on the record.", isStern: true,
    [
      party(.parties, "Whose identity?"),
      CommandField(
        "what", .words(rows: 2), "What of it?", hint: "Only what is strictly necessary."),
      CommandField("recipient", .line, "To whom?"),
      CommandField(
        "recipientParty", .one(.parties), "Are they a person of this case?",
        hint: "A letter can name somebody only to a person of this case who is chosen here.",
        isOptional: true),
      CommandField("way", .line, "In which way?", hint: "By letter, by mail, in a call."),
      CommandField(
        "at", .moment, "When was it, or when will it be?", hint: CommandWords.utc),
      CommandField("ground", .choice(CommandWords.disclosureGrounds), "On which ground?"),
      CommandField(
        "permission", .one(.permissionsThatStand), "Which permission?",
        hint: "Where they allowed it.", isOptional: true),
      CommandField(
        "reason", .words(rows: 3), "Why is it necessary?",
        hint: "Where they did not allow it.", isOptional: true),
      CommandField(
        "passesContact", .tick, "They can be reached with it",
        hint: "Between people of this case only where both allowed to be written to directly.",
        isOptional: true),
    ])

  static let askLegalAdvice = CommandEntry(
    .protect, "Keep that legal advice was asked for",
    "One click is enough; you can say whom and what.", button: "Advice was asked for",
    done: "It is on the record that legal advice was asked for.",
    [
      CommandField("who", .line, "Whom?", isOptional: true),
      CommandField("account", .words(rows: 3), "What was asked, or said?", isOptional: true),
    ])

  static let waiveLegalAdvice = CommandEntry(
    .protect, "Say why no legal advice is asked for",
    "In a serious case legal advice belongs before anything is told to others. It can be left out with a reason.",
    button: "Keep the reason", done: "It is on the record why no advice was asked for.",
    [reason()])
}
