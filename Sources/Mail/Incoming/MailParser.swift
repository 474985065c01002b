/// Reads foreign mail in this process. Where keys are at hand use `IsolatedParser` instead.
package enum MailParser {
  /// Reads a message as it came from a pipe or a mailbox, however broken it is.
  /// - Throws: `tooLarge`, or `unreadable` when the library gives up.
  package static func parse(_ message: [UInt8]) throws(MailParsingError) -> IncomingMail {
    guard message.count <= MailLimits.messageBytesMax else {
      throw .tooLarge(bytes: message.count, bytesMax: MailLimits.messageBytesMax)
    }
    throw .unreadable
  }
}
