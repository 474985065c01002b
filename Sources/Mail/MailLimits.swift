package import Confinement

/// Every limit that this room keeps, in one place. A mail beyond one of them is refused with a typed error or
/// kept with a note; nothing of it is dropped in silence.
package enum MailLimits {
  /// The largest message that is parsed at all; beyond it `MailParsingError.tooLarge`.
  package static let messageBytesMax = 40 * 1024 * 1024
  /// How deep multiparts and enclosed messages are opened; what lies deeper is kept unopened as an attachment.
  package static let nestingDepthMax = 24
  /// How deep enclosed messages (`message/rfc822`) are read as messages of their own.
  package static let enclosedMessageDepthMax = 3
  /// How many attachments are listed; the rest is kept together, unopened, as the last attachment.
  package static let attachmentCountMax = 200
  /// How many parts of any kind are looked at in one message.
  package static let partCountMax = 2_000
  /// How many header fields are read in one message.
  package static let headerCountMax = 1_000
  /// How many bytes of header fields are read in one message; a longer header is cut and noted.
  package static let headerBytesMax = 512 * 1024
  /// How many bytes of one header field are read.
  package static let headerFieldBytesMax = 64 * 1024
  /// How many addresses are read from one address field.
  package static let addressCountMax = 500
  /// The longest text of a subject, name or file name that is kept, in characters.
  package static let nameCharactersMax = 1_000
  /// The longest body text that is kept as text, in bytes of UTF-8; a longer one is cut there, and the whole kept as an attachment.
  package static let bodyTextBytesMax = 2 * 1024 * 1024
  /// The deepest tree of HTML elements that is walked.
  package static let htmlDepthMax = 200
  /// The longest HTML body that is turned into text, in bytes.
  package static let htmlBytesMax = 8 * 1024 * 1024
  /// How many references are read from `References` and `In-Reply-To`.
  package static let referenceCountMax = 100
  /// How many notes one mail carries.
  package static let noteCountMax = 100

  /// What the process that reads one mail may use. On a busy machine it gets its processor time slowly.
  package static let parsing = ConfinementLimits(
    timeoutSeconds: 90, processorSeconds: 25, memoryBytesMax: 1_536 * 1024 * 1024, openFilesMax: 32,
    inputBytesMax: messageBytesMax, answerBytesMax: 192 * 1024 * 1024, endSeconds: 5,
    processesMax: 2, waitingMax: jobsWaitingMax)

  /// The longest line of text in a mail that is written, in characters, before it is wrapped.
  package static let outgoingLineCharacters = 76
  /// The longest text of a mail that is written, in bytes of UTF-8.
  package static let outgoingTextBytesMax = 1024 * 1024
  /// The longest header value of a mail that is written, in bytes of UTF-8.
  package static let outgoingHeaderBytesMax = 4_096
  /// How many recipients or references a mail that is written may name.
  package static let outgoingListCountMax = 100

  /// How long connecting to a mail server may take.
  package static let connectTimeoutSeconds = 20
  /// How long handing over one message may take as a whole.
  package static let sendTimeoutSeconds = 120
  /// How many messages are handed over at once by one transport.
  package static let sendThreads = 2
  /// How many jobs wait for a thread of this room before new ones are turned away.
  package static let jobsWaitingMax = 1_000
  /// The longest reply text of a mail server that is kept, in bytes.
  package static let replyTextBytesMax = 2_000

  /// How long one IMAP command may take.
  package static let mailboxCommandTimeoutSeconds = 90
  /// Seconds between two visits to a mailbox where nobody says otherwise.
  package static let mailboxPauseSeconds = 60
  /// How many messages one visit to a mailbox takes.
  package static let mailboxMessagesPerVisitMax = 200
  /// How many lines a mailbox may answer to one command.
  package static let mailboxRepliesMax = 100_000
  /// The longest line of an IMAP reply outside of literals, in bytes.
  package static let mailboxLineBytesMax = 1024 * 1024

  /// The longest line of an LMTP client outside of messages, in bytes.
  package static let lmtpLineBytesMax = 4_096
  /// How many LMTP connections are served at once.
  package static let lmtpConnectionsMax = 20
  /// What all messages that are on their way by LMTP take of the memory together.
  package static let lmtpMemoryBytesMax = 160 * 1024 * 1024
  /// How many recipients one message by LMTP has.
  package static let lmtpRecipientsMax = 100
  /// How many commands one LMTP connection gives.
  package static let lmtpCommandsMax = 10_000
  /// How many wrong commands one LMTP connection gives before it is closed.
  package static let lmtpErrorsMax = 20
  /// How long an LMTP client may be silent (RFC 5321, 4.5.3.2.7).
  package static let lmtpSilenceSecondsMax = 300
  /// How long one message by LMTP may take.
  package static let lmtpMessageSecondsMax = 600
  /// How long an LMTP client may take to read an answer.
  package static let lmtpAnswerSecondsMax = 30

  /// The longest mail address that is accepted, in bytes (RFC 5321, 4.5.3.1.3).
  package static let addressBytesMax = 254
  /// The longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
  package static let localPartBytesMax = 64
}
