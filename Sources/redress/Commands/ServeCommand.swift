import Casework
import Foundation
import HTTPServer
import Mail
import Web

/// `redress serve`: the pages, and everything that goes on while nobody asks for it.
enum ServeCommand {
  static let command = Command(
    words: ["serve"],
    summary: "Serve the pages, send and fetch mail, remind, and keep checkpoints.",
    options: [
      .data, Configuration.listen, Configuration.baseAddress, Configuration.smtp,
      Configuration.mailbox, Configuration.lmtp, Configuration.mailAuthority, .machineKey,
      Option(
        "behind-proxy",
        "A proxy stands in front and writes X-Forwarded-For; attempts to sign in are counted by it."
      ),
    ],
    discussion: """
      Options may also stand in redress.json5 in the data directory, under the same names. Put a proxy with TLS in front
      and give its address with --base-url. Ends in good order on SIGTERM and SIGINT.
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    let configuration = try Configuration(arguments)
    let listen = try address(
      configuration.value(Configuration.listen) ?? Configuration.listenUsually, "listen")
    let lmtp = try configuration.value(Configuration.lmtp).map { text in
      try localAddress(text)
    }
    let transport = try configuration.value(Configuration.smtp).map { text in
      SMTPTransport(server: try MailServers.server(text, "smtp", [.smtp, .smtps]))
    }
    let mailbox = try configuration.value(Configuration.mailbox).map { text in
      IMAPMailbox(server: try MailServers.server(text, "mailbox", [.imap, .imaps]))
    }
    let organization = try await Installation.open(configuration)
    if transport == nil {
      Output.error("redress: warning: No mail is sent, since there is no --smtp.")
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await organization.runJobs(transport: transport, mailbox: mailbox) }
      if let lmtp {
        group.addTask { try await MailDoor.run(organization, listen: lmtp) }
      }
      group.addTask {
        try await Pages.run(
          organization, listen: listen, isBehindProxy: arguments.has("behind-proxy"))
      }
      group.addTask { await StopSignal.wait() }
      // Whoever ends first ends all: the signal, or a server that cannot listen.
      defer { group.cancelAll() }
      try await group.next()
    }
    return .success
  }

  private static func address(_ text: String, _ option: String) throws -> ListenAddress {
    do {
      return try ListenAddress(parsing: text)
    } catch {
      throw CommandFailure(.usage, "The address after --\(option) does not do: \(error).")
    }
  }

  private static func localAddress(_ text: String) throws -> ListenAddress {
    let address = try address(text, "lmtp")
    guard address.isLocal else {
      throw CommandFailure(
        .usage,
        "The address after --lmtp does not do: whoever reaches it may hand in mail, so it is unix:/path or on the loopback, such as 127.0.0.1:24."
      )
    }
    return address
  }
}
