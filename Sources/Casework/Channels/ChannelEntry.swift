import Identity
import Procedure

/// What stands in the log of a channel: the conversation between the handlers and one party.
///
/// Stored as JSON inside sealed entries. A name is never reused, and a field that is added later is optional.
enum ChannelEntry: Codable, Sendable, Hashable {
  /// The channel was opened: whom it leads to, and the token of its reply address.
  case opened(ChannelOpened)
  /// The report that the channel began with, as its reporter may read it again.
  case report(Report)
  /// Words that somebody wrote.
  case message(ChannelMessage)
  /// What became of a message that went out by mail.
  case delivery(ChannelDelivery)
  /// The party has made words of their own; what a member handed them opens nothing from here on.
  case wordsTakenOver
  /// The party has chosen whether the words themselves are mailed to them or only a link.
  case mailChosen(mailsText: Bool)
}

/// The beginning of a channel.
struct ChannelOpened: Codable, Sendable, Hashable {
  var party: PartyID
  /// What the party is called when written to; may be empty.
  var name: String
  /// Where mail reaches them; empty where only the receipt leads back.
  var address: String
  /// Whether the words themselves are mailed or only a link.
  var mailsText: Bool
  /// The random part of the reply address, 80 bits in base32.
  var replyToken: String
  /// The reporter has words that open this channel.
  var hasReceipt: Bool
}

/// One message of a channel.
struct ChannelMessage: Codable, Sendable, Hashable {
  /// Which side wrote it.
  enum Side: String, Codable, Sendable { case party, group, automatic }
  /// How it travelled.
  enum Way: String, Codable, Sendable { case page, mail, api, inPerson }

  var side: Side
  var way: Way
  /// The member who wrote it for the group.
  var member: MemberID?
  var text: String
  var quoted: String = ""
  var subject: String = ""
  var files: [FileReference] = []
  /// Of a mail, in or out.
  var messageID: String?
  /// What the community's own receiving server found about the sender of a mail.
  var authenticationResults: [String] = []
  /// The mail itself, byte for byte as it came; in parts where it is larger than a file may be.
  var original: [FileReference]?
  /// The mail that told of this message, byte for byte as it is handed to the mail server; nil where none was sent.
  var mailed: String?
  var kind: MessageKind?
  /// The proposal that a party is asked about.
  var proposal: Int?
  /// The measure that ends only when its person asks for it.
  var measure: Int?
  /// What the party is asked to allow.
  var asks: PermissionRequest?
  /// What the party said with a button of their page.
  var answer: ArrivingAnswer?
}

/// What became of an outgoing mail.
struct ChannelDelivery: Codable, Sendable, Hashable {
  enum Outcome: String, Codable, Sendable {
    case delivered, delayed, failed
    /// A machine at the other end answered, such as an out-of-office note.
    case answered
  }
  /// The sequence of the message in this channel, where it is known.
  var sequence: UInt64?
  /// The message id of the mail, where a bounce named it.
  var messageID: String?
  var outcome: Outcome
  /// What the other server said; foreign text.
  var detail: String
  /// The report or automatic answer itself, byte for byte as it came.
  var original: [FileReference]?
}

/// What opens a sealed file, inside a sealed entry of the channel that it came through.
struct FileKeyRecord: Codable, Sendable, Hashable {
  var file: FileReference
  /// The key of the file alone, in hexadecimal.
  var key: String
}

/// What stands in the log of openings: who read a case, and when (row B10).
struct Opening: Codable, Sendable, Hashable {
  enum What: String, Codable, Sendable { case page, api, file, dossier }
  var member: MemberID
  var what: What
  /// Which file was taken, if one was.
  var file: FileID?
}

extension ChannelDelivery {
  /// The delivery as a line of the conversation, for handlers alone: where it is not known which message it is about,
  /// and for the answer of a machine.
  var message: ChannelMessage {
    let said =
      switch outcome {
      case .delivered: "A mail to them has arrived."
      case .delayed: "A mail to them has not arrived yet; it is tried again."
      case .failed: "A mail to them did not arrive, and is not tried again."
      case .answered:
        "A machine at their end answered by itself, such as with an out-of-office note. It is not an answer of theirs, and is kept here as it came."
      }
    return ChannelMessage(
      side: .automatic, way: .mail,
      text: detail.isEmpty ? said : "\(said) The other server said: \(detail)", original: original)
  }
}
