import Casework
import Procedure

// What goes out to people, and what another member reads first.
extension CommandCatalogue {
  static let acknowledge = CommandEntry(
    .write, CaseWords.acknowledge, CaseWords.acknowledgeLead, button: CaseWords.acknowledgeSend,
    done: "The report is acknowledged.",
    [
      CommandField("kind", .choice(CommandWords.acknowledgements), CaseWords.acknowledgeChoose),
      CommandField(
        "text", .words(rows: 12), CaseWords.acknowledgeText,
        hint: "Left out, the letter of the policy is sent as it stands.", isOptional: true,
        keepsEmpty: true),
    ])

  static let writeMessage = CommandEntry(
    .write, "Write to the reporter", CaseWords.writeHint, button: CaseWords.send,
    done: "Your message is sent.",
    [
      CommandField("channel", .one(.channels), "To whom?"),
      CommandField("text", .words(rows: 8), CaseWords.writeLabel, hint: CaseWords.writeHint),
      CommandField(
        "kind", .choice(CommandWords.messageKinds), CaseWords.writeKind, isOptional: true),
    ])

  static let placeMail = CommandEntry(
    .write, CaseWords.place,
    "A mail was put aside. You have looked at it and know where it belongs.",
    button: CaseWords.place, done: "The mail stands in the conversation now.",
    [
      CommandField("mail", .message(.mails), "Which mail?"),
      CommandField("channel", .one(.channels), "Into which conversation?"),
    ])

  static let openChannel = CommandEntry(
    .write, "Open a conversation with somebody",
    CommandWords.openChannelText, button: "Open it", done: CommandWords.openChannelDone,
    [
      party(.parties, "With whom?"),
      CommandField("way", .choice(CommandWords.ways), "How do they read it?"),
      CommandField("address", .line, "Their mail address").only("way", "mail"),
      CommandField(
        "reader", .line, "Who reads there for them?",
        hint:
          "Only where somebody represents them. In a conversation that they have already, the next message says so at its top.",
        isOptional: true),
    ])

  /// A letter in its four parts, or free words.
  private static func letter(_ name: String, _ value: String, plain others: [String])
    -> [CommandField]
  {
    var plain = CommandField("text", .words(rows: 12), "The text")
    plain.only = CommandField.Only(field: name, values: others)
    return [
      CommandField(
        "text",
        .group([
          CommandField(
            "opening", .words(rows: 3), "Before the four parts",
            hint:
              "The greeting. Whoever was added to the conversation stands at its top by itself.",
            isOptional: true),
          CommandField(
            "behaviour", .words(rows: 5), "1. What they did",
            hint:
              "State what happened in neutral words, as somebody would who only watched: no intentions, no labels, no exact times, nothing that tells who reported."
          ),
          CommandField(
            "impact", .words(rows: 4), "2. What it did to others",
            hint: "The effect on people and on the community. It counts whatever was meant."),
          CommandField(
            "expectedChange", .words(rows: 4), "3. What is expected from now on",
            hint:
              "So exactly that they and we can tell whether it is done. “Be better” is not enough.",
            isOptional: true),
          CommandField(
            "noChangeReason", .line, "Or why no change is expected",
            hint: "Stays on the record and is not in the letter.", isOptional: true),
          CommandField(
            "consequences", .words(rows: 4), "4. What follows",
            hint: "What is done now, and what may follow if it happens again."),
          CommandField(
            "ending", .words(rows: 3), "After the four parts",
            hint: "How to answer, and who writes.", isOptional: true),
        ]), "The letter"
      ).only(name, value), plain,
    ]
  }

  /// What information for other leaders rests on (row C8).
  private static let guards = CommandField(
    "guards",
    .group([
      CommandField("basis", .choice(CommandWords.informationBases), "What does it rest on?"),
      CommandField(
        "account", .words(rows: 3), "Who or what confirms it, or which pattern it is",
        hint:
          "No single report stands in the middle. This stays on the record and is not in the letter."
      ),
      CommandField(
        "leavesDecision", .yesNo, "Does it inform, and leave to them what to do?",
        hint: "“We have had reports of this kind; what follows for your event is yours to decide.”"),
      CommandField(
        "isInWriting", .yesNo, "Is all of it in writing, and nothing said besides in a call?"),
    ]), "Before others are told")

  static let writeDraft = CommandEntry(
    .write, "Draft a letter",
    "Another member reads it before it goes out. What they approved is what is sent, word for word.",
    button: "Keep the draft", done: "The draft waits for a second reader.",
    [
      CommandField("kind", .choice(CommandWords.draftKinds), "What is it?"),
      CommandField(
        "channel", .one(.channels), "To whom?", hint: "Nobody, for a public statement.",
        isOptional: true),
      CommandField(
        "measure", .one(.measuresInForce), "Which measure does it tell of?",
        hint: "The form begins with the words that the policy has for it.", isOptional: true),
      CommandField("asks", .group(request), "What are they asked to allow?").only(
        "kind", MessageKind.permissionQuestion.rawValue),
      guards.only("kind", MessageKind.information.rawValue),
    ]
      + letter(
        "kind", MessageKind.letter.rawValue,
        plain: CommandWords.draftKinds.map(\.value).filter { $0 != MessageKind.letter.rawValue })
      + [
        CommandField(
          "names", .some(.parties), "Who is named in it?",
          hint:
            "Besides whom it goes to. In public only who instructed us to name them; in a letter only whose disclosure is on the record. For the acceptance of an apology: in whose name.",
          isOptional: true)
      ])

  static let changeDraft = CommandEntry(
    .write, "Change a draft", "The new version has to be read anew.",
    button: "Keep the new version",
    done: "The new version waits for a second reader.",
    [
      CommandField("draft", .about(.drafts), "The draft"),
      CommandField(
        "shape",
        .choice([
          Choice(value: "plain", label: "Free words"),
          Choice(value: "fourParts", label: "A letter in four parts"),
        ]), "What is it?", isOnlyForForm: true),
    ] + letter("shape", "fourParts", plain: ["plain"]))

  static let reviewDraft = CommandEntry(
    .write, "Read a draft as a second reader",
    "Does it give away who reported? Is it kind, true and complete? Your word counts for exactly this version.",
    button: "I have read it", done: "Your reading is on the record.",
    [
      CommandField("draft", .about(.draftsToReview), "The draft"), version,
      CommandField("isApproved", .yesNo, "Can this version go out?"),
      CommandField("remark", .words(rows: 4), "What should change?", isOptional: true),
      CommandField(
        "answers",
        .answers([
          CommandField("rule", .line, "The rule of a finding, as the checker gave it"),
          CommandField("excerpt", .words(rows: 1), "Its words, as the checker gave them"),
          CommandField(PlaceAnswers.reason, .words(rows: 2), "Why it may stay"),
        ]), "Why each place that the checker points at may stay",
        hint:
          "Whatever could identify a source has an answer before the version goes out; one answer counts for all places with the same words.",
        isOptional: true),
    ])

  static let sendDraft = CommandEntry(
    .write, "Send a draft", "It was read by a second member. It goes out exactly as it was read.",
    button: "Send it", done: "The letter is sent.", isStern: true,
    [CommandField("draft", .about(.draftsToSend), "The draft")])

  static let discardDraft = CommandEntry(
    .write, "Discard a draft", "It will not go out. It stays on the record.", button: "Discard it",
    done: "The draft is discarded.",
    [CommandField("draft", .about(.drafts), "The draft"), reason()])

  static let publishStatement = CommandEntry(
    .write, "Publish a statement",
    "Write down where it was published, word for word as it was read.",
    button: "It is published", done: "It is on the record that the statement is published.",
    isStern: true,
    [
      CommandField("draft", .about(.statements), "The statement"),
      CommandField("place", .line, "Where was it published?"),
    ])

  static let announceDelay = CommandEntry(
    .write, "Tell the reporter that it takes longer", "With a day that you can keep.",
    button: "Send", done: "The reporter knows that it takes longer.",
    [
      CommandField("projected", .moment, "Until when?", hint: CommandWords.utc),
      CommandField("text", .words(rows: 6), "Your message"),
    ])

  static let askAboutRetaliation = CommandEntry(
    .write, "Ask the reporter whether somebody took revenge",
    "Some time after the end, the reporter is asked whether anybody makes them pay for reporting.",
    button: "Send", done: "The reporter was asked.",
    [
      CommandField(
        "text", .words(rows: 8), "Your letter",
        hint: "Leave it empty to send the letter of the policy.", isOptional: true)
    ])
}
