import Casework
import Procedure

/// The mail behind a message, for handlers.
struct MailDocument: Encodable {
  let state: String?
  let said: String?
  let nextTry: Moment?
  let subject: String
  let authentication: [String]
  let isDoubted: Bool
  let original: [FileDocument]
  let written: String?

  init(_ mail: MailFacts) {
    state = mail.state?.name
    switch mail.state {
    case .failed(let text): (said, nextTry) = (text, nil)
    case .delayed(let text, let moment): (said, nextTry) = (text, moment)
    case .waiting(let moment): (said, nextTry) = (nil, moment)
    case .sent, .arrived, nil: (said, nextTry) = (nil, nil)
    }
    subject = mail.subject
    authentication = mail.authentication
    isDoubted = mail.isDoubted
    original = mail.original.map(FileDocument.init)
    written = mail.written
  }

  static let schema = Schema.named(
    "Mail",
    .object([
      .optional(
        "state", .choice(["waiting", "sent", "delayed", "arrived", "failed"]),
        "Where a mail of the group stands."),
      .optional("said", .text, "What a mail server said of it."),
      .optional("nextTry", .integer, "When it is tried next."),
      .required("subject", .text, "Of a mail that came."),
      .required("authentication", .list(.text), "What the own mail server found about the sender."),
      .required("isDoubted", .boolean, "It seems not to come from the address it names."),
      .required("original", .list(FileDocument.schema), "A mail that came, byte for byte."),
      .optional("written", .text, "A mail of the group, byte for byte."),
    ]))
}
