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
    try await answer(to: message).mail
  }

  /// Starts a child on an empty message and says how well it is confined; for `doctor`.
  package func confinement() async throws(MailParsingError) -> ParsingConfinement {
    try await answer(to: []).confinement
  }

  func answer(to message: [UInt8]) async throws(MailParsingError) -> ParsingAnswer {
    throw .childNotStarted(errorNumber: 0)
  }
}

/// What the parsing child says.
struct ParsingAnswer: Codable, Hashable, Sendable {
  var confinement: ParsingConfinement
  var mail: IncomingMail
}

/// The parsing child's own side.
package enum ParsingChild {
  /// Confines this process, reads a message from standard input, writes the answer to standard output.
  /// - Returns: the exit status, as in sysexits.h.
  package static func run() -> Int32 { 69 }
}
