import Casework
import Foundation
import HTTPServer
import Mail

/// The door through which the mail server of this machine hands mail in, by LMTP.
enum MailDoor {
  /// Returns when the task is cancelled and the last message was answered.
  static func run(_ organization: Organization, listen: ListenAddress) async throws {
    let socket = try ListenSocket(listen)
    defer {
      socket.removeFile()
      socket.close()
    }
    if case .unix(let path) = socket.address {
      // The mail server comes through the group of the folder.
      guard unsafe chmod(path, 0o660) == 0 else {
        throw CommandFailure(.cannotCreate, "The rights of the socket \(path) cannot be set.")
      }
    }
    Output.line("Redress takes mail by LMTP on \(socket.address).")
    await LMTPServer(listening: socket.descriptor).run { mail in
      do {
        _ = try await organization.ingest(mail.message)
        return .stored
      } catch {
        let (_, sentence) = Failures.describe(error)
        Output.error(
          "redress: warning: A mail could not be stored, and its sender keeps it: \(sentence)")
        return .later
      }
    }
  }
}
