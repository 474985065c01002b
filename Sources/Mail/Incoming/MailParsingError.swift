/// Why a foreign mail could not be read. The raw bytes are still with the caller, who keeps them as they are.
package enum MailParsingError: Error, Hashable, Sendable {
  /// Larger than is parsed, in bytes.
  case tooLarge(bytes: Int, bytesMax: Int)
  /// The library refused; the message may still be kept whole.
  case unreadable
  /// The parsing child could not be started (with the error number of the system).
  case childNotStarted(errorNumber: Int32)
  /// The parsing child took longer than it is allowed.
  case childTimedOut(seconds: Int)
  /// The parsing child ended with a signal.
  case childCrashed(signal: Int32)
  /// The parsing child ended with an exit status other than zero.
  case childFailed(status: Int32)
  /// The parsing child answered more than it is allowed, or something that is no answer.
  case childAnswerInvalid
  /// Too many messages wait to be read.
  case busy
}

extension MailParsingError: CustomStringConvertible {
  /// A sentence that shows nothing of the mail.
  package var description: String {
    switch self {
    case .tooLarge(let bytes, let bytesMax):
      "The mail has \(bytes) bytes; at most \(bytesMax) are read."
    case .unreadable: "The mail could not be read as a mail."
    case .childNotStarted(let number):
      "The process that reads mail could not be started (system error \(number))."
    case .childTimedOut(let seconds): "Reading the mail took longer than \(seconds) seconds."
    case .childCrashed(let signal):
      "The process that reads mail was ended by signal \(signal)."
    case .childFailed(let status): "The process that reads mail ended with status \(status)."
    case .busy: "Too many mails wait to be read."
    case .childAnswerInvalid: "The process that reads mail gave no valid answer."
    }
  }
}
