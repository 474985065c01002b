/// Why a confined process gave no answer. What it was given to read is still with the caller.
package enum ConfinementError: Error, Hashable, Sendable {
  /// More than it is given to read, in bytes.
  case inputTooLarge(bytes: Int, bytesMax: Int)
  /// It could not be started (with the error number of the system).
  case notStarted(errorNumber: Int32)
  /// It took longer than it is allowed.
  case timedOut(seconds: Int)
  /// It ended with a signal.
  case crashed(signal: Int32)
  /// It ended with an exit status other than zero.
  case failed(status: Int32)
  /// It answered more than it is allowed.
  case answerInvalid
  /// Too much waits already.
  case busy
}

extension ConfinementError: CustomStringConvertible {
  /// A sentence that shows nothing of what was read.
  package var description: String {
    switch self {
    case .inputTooLarge(let bytes, let bytesMax):
      "There are \(bytes) bytes to read; at most \(bytesMax) are read."
    case .notStarted(let number): "The confined process did not start (system error \(number))."
    case .timedOut(let seconds): "The confined process took longer than \(seconds) seconds."
    case .crashed(let signal): "The confined process was ended by signal \(signal)."
    case .failed(let status): "The confined process ended with status \(status)."
    case .answerInvalid: "The confined process gave no valid answer."
    case .busy: "Too much waits for a confined process."
    }
  }
}
