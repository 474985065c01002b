import Casework

/// `redress ingest`: what a mail server pipes a message to.
enum IngestCommand {
  static let command = Command(
    words: ["ingest"],
    summary: "Take in one mail from standard input.",
    options: [.data, Configuration.baseAddress, Configuration.mailAuthority, .machineKey],
    discussion: """
      Ends with 0 only when the mail is safely stored, and with 75 in any trouble, so that the mail server keeps it and
      tries again. In Postfix: conduct: "|/usr/bin/redress ingest --data /var/lib/redress".
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    do {
      let message = try Input.standardInput()
      guard !message.isEmpty else {
        throw CommandFailure(.noInput, "There was no mail on standard input.")
      }
      let organization = try await Installation.open(try Configuration(arguments))
      _ = try await organization.ingest(message)
      return .success
    } catch {
      // Whatever it was, the mail is not stored: the server that has it keeps it.
      let (_, sentence) =
        (error as? CommandFailure).map { ($0.status, $0.sentence) } ?? Failures.describe(error)
      throw CommandFailure(.temporaryFailure, sentence)
    }
  }
}
