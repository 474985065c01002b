/// Reads foreign mail in a child process that has no keys, no environment, no open files and few rights.
///
/// The child is this program once more, called with a hidden command that runs `ParsingChild.run()`.
package struct IsolatedParser: Sendable {
  /// The program to start; `/proc/self/exe` of the running one.
  package let executable: String
  /// Its arguments.
  package let arguments: [String]
  /// How long one message may take.
  package let timeoutSeconds: Int
  private let threads = WorkerThreads(threadCountMax: MailLimits.parsingChildrenMax)

  package init(
    executable: String, arguments: [String] = ["parse-mail"],
    timeoutSeconds: Int = MailLimits.parsingTimeoutSeconds
  ) {
    self.executable = executable
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  /// Reads a message. On any error the caller still has the bytes and keeps them as they are.
  package func parse(_ message: [UInt8]) async throws(MailParsingError) -> IncomingMail {
    guard message.count <= MailLimits.messageBytesMax else {
      throw .tooLarge(bytes: message.count, bytesMax: MailLimits.messageBytesMax)
    }
    guard let mail = try await answer(to: message).mail else { throw .unreadable }
    return mail
  }

  /// Starts a child on an empty message and says how well it is confined; for `doctor`.
  package func confinement() async throws(MailParsingError) -> ParsingConfinement {
    try await answer(to: []).confinement
  }

  private func answer(to message: [UInt8]) async throws(MailParsingError) -> ParsingAnswer {
    let process = ParsingProcess(
      executable: executable, arguments: arguments, timeoutSeconds: timeoutSeconds)
    guard let outcome = await threads.run({ process.exchange(message) }) else { throw .busy }
    guard let answer = ParsingAnswer(try outcome.get()) else { throw .childAnswerInvalid }
    return answer
  }
}
