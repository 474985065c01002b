import Casework
import Procedure

/// The commands of a case as the API takes them.
enum CommandSchemas {
  /// All of them, told apart by `command`.
  static let schema = Schema.named(
    "Command",
    .variants(
      by: "command",
      Dictionary(
        uniqueKeysWithValues: Command.Name.allCases.map { name in
          (
            name.rawValue,
            fields(of: name) + [
              .optional(
                "sequence", .integer,
                "The case as it was looked at; when it has moved on, nothing is done and 409 says so."
              )
            ]
          )
        })))

  private static func reason(_ says: String) -> Schema.Field { .required("reason", .text, says) }

  private static let texts = Schema.list(.text)

  private static let role = Schema.Field.required(
    "role", .choice(PartyRole.allCases.map(\.rawValue)), "What the person is in the case.")

  private static let names: [Schema.Field] = [
    .required("displayName", .text, "How handlers call the person."),
    .optional("names", texts, "Other names."), .optional("handles", texts, "Handles."),
    .optional("emails", texts, "Addresses."),
  ]

  private static let message = Schema.object([
    .required("channel", .identity, "The conversation."),
    .required("sequence", .integer, "The place in it."),
  ])

  static func fields(of name: Command.Name) -> [Schema.Field] {
    switch name {
    case .declare:
      [
        .required("conflict", .boolean, "Whether there is a conflict of interest."),
        .optional("ground", .identity, "A ground of the policy; need not be given."),
        .optional("note", .text, "More, for the others; need not be given."),
      ]
    case .admit, .clearNamedMember:
      [.required("member", .identity, "Whom."), reason("Why, for the record.")]
    case .writeCard:
      [
        .required("reported", texts, "The names of reported persons."),
        .required("witnesses", texts, "The names of witnesses."),
      ]
    case .nameParty: [role] + names
    case .correctParty:
      [.required("party", .identity, "Which entry."), role] + names
        + [reason("What was wrong.")]
    case .linkPerson:
      [
        .required("party", .identity, "Which reported party."),
        .optional("person", .identity, "Who it is; without it a new person is made."),
      ]
    case .escalateToBoard: [reason("Why the board should have it.")]
    case .takeBack: [reason("Why it is a case after all.")]
    case .notifyNoAgency: [reason("Why nobody was notified.")]
    case .acknowledge:
      [
        .required(
          "kind", .choice(AcknowledgementKind.allCases.map(\.rawValue)), "Which letter."),
        .optional("text", .text, "The letter; without it the policy's is sent as it stands."),
      ]
    case .writeMessage:
      [
        .required("channel", .identity, "The conversation."),
        .required("text", .text, "The message."),
        .optional(
          "kind",
          .choice([MessageKind.answer.rawValue, MessageKind.update.rawValue]),
          "An answer in substance, or anything else."),
      ]
    case .placeMail:
      [
        .required("mail", message, "The mail that was put aside."),
        .required("channel", .identity, "Where it belongs."),
      ]
    case .writeNote: [.required("text", .text, "Markdown.")]
    case .correctNote:
      [
        .required("note", .integer, "The sequence of the note."),
        .required("text", .text, "The note as it should be."),
      ]
    case .setAside:
      [
        .required("reason", .identity, "One of the policy's reasons."),
        .optional("note", .text, "More, for the others."),
      ]
    case .notifyAgency:
      [.required("agency", .text, "Who was notified."), .required("how", .text, "How.")]
    default: []
    }
  }
}
