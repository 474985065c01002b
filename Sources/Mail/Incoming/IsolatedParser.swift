package import Confinement

/// Reads foreign mail in a confined process.
///
/// The process is this program once more, called with a hidden command that runs `ParsingChild.run()`.
package struct IsolatedParser: Sendable {
  private let program: ConfinedProgram

  /// - Parameters:
  ///   - executable: `/proc/self/exe` of the running program.
  ///   - timeoutSeconds: how long one message may take.
  package init(
    executable: String, arguments: [String] = ["parse-mail"],
    timeoutSeconds: Int = MailLimits.parsing.timeoutSeconds
  ) {
    var limits = MailLimits.parsing
    limits.timeoutSeconds = timeoutSeconds
    program = ConfinedProgram(executable: executable, arguments: arguments, limits: limits)
  }

  /// Reads a message. On any error the caller still has the bytes and keeps them as they are.
  package func parse(_ message: [UInt8]) async throws(MailParsingError) -> IncomingMail {
    guard let mail = try await answer(to: message).mail else { throw .unreadable }
    return mail
  }

  /// Starts a child on an empty message and says how well it is confined; for `doctor`.
  package func confinement() async throws(MailParsingError) -> Confinement {
    try await answer(to: []).confinement
  }

  private func answer(to message: [UInt8]) async throws(MailParsingError) -> ParsingAnswer {
    let bytes: [UInt8]
    do throws(ConfinementError) {
      bytes = try await program.answer(to: message)
    } catch {
      throw MailParsingError(error)
    }
    guard let answer = ParsingAnswer(bytes) else { throw .childAnswerInvalid }
    return answer
  }
}

extension MailParsingError {
  fileprivate init(_ error: ConfinementError) {
    self =
      switch error {
      case .inputTooLarge(let bytes, let bytesMax): .tooLarge(bytes: bytes, bytesMax: bytesMax)
      case .notStarted(let number): .childNotStarted(errorNumber: number)
      case .timedOut(let seconds): .childTimedOut(seconds: seconds)
      case .crashed(let signal): .childCrashed(signal: signal)
      case .failed(let status): .childFailed(status: status)
      case .answerInvalid: .childAnswerInvalid
      case .busy: .busy
      }
  }
}
