/// What one LMTP server takes at most; the usual figures stand in `MailLimits`.
package struct LMTPLimits: Sendable {
  /// The largest message, in bytes; a larger one is refused for every recipient.
  package var messageBytesMax = MailLimits.messageBytesMax
  /// What all messages on their way take of the memory together, in bytes.
  package var memoryBytesMax = MailLimits.lmtpMemoryBytesMax
  /// How many connections are served at once; one more is told to come again.
  package var connectionsMax = MailLimits.lmtpConnectionsMax
  /// How many recipients one message has.
  package var recipientsMax = MailLimits.lmtpRecipientsMax
  /// How many commands one connection gives.
  package var commandsMax = MailLimits.lmtpCommandsMax
  /// How many commands of one connection may be wrong before it is closed.
  package var errorsMax = MailLimits.lmtpErrorsMax
  /// How long nothing may come while a command or a message is waited for, in seconds.
  package var silenceSecondsMax = MailLimits.lmtpSilenceSecondsMax
  /// How long one message may take from its first byte to its last, in seconds.
  package var messageSecondsMax = MailLimits.lmtpMessageSecondsMax

  package init() {}
}
