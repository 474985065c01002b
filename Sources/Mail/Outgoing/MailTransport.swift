/// Whatever hands a finished message to a mail server.
package protocol MailTransport: Sendable {
  /// Hands one message over for one recipient.
  /// - Parameters:
  ///   - message: the bytes of `MailWriter.write`.
  ///   - sender: the envelope sender; nil writes `MAIL FROM:<>`, for what must not be answered.
  ///   - recipient: the envelope recipient.
  func send(_ message: [UInt8], from sender: String?, to recipient: String) async -> DeliveryResult
}

/// What became of handing a message over. `text` is what the server said: foreign text, not for logs.
package enum DeliveryResult: Codable, Hashable, Sendable {
  /// The server has taken it (2xx).
  case delivered(code: Int)
  /// Not now (4xx): try again later.
  case temporary(code: Int, text: String)
  /// Never (5xx): this message for this recipient.
  case permanent(code: Int, text: String)
  /// The server could not be reached, spoke no mail, did not offer the required encryption, or refused the login:
  /// no fault of this message; try again later and tell the operator.
  case unreachable(UnreachableReason)
}

/// Why a mail server could not be used.
package enum UnreachableReason: String, Codable, Hashable, Sendable {
  case nameNotFound
  case connectionFailed
  case timedOut
  /// No encryption offered though it is required, or the certificate is not trusted.
  case encryptionFailed
  case loginRefused
  /// The connection broke before the message was accepted; it may have arrived.
  case connectionLost
  /// The message, sender or recipient cannot be handed over as given.
  case notSendable
  /// The transport is closing, or too many messages wait.
  case busy
  case other
}
