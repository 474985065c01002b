import Casework
import Foundation
import HTTPServer
import Mail

/// `redress demo`: an invented organization in a folder of its own, with cases in several phases.
enum DemoCommand {
  static let command = Command(
    words: ["demo"],
    summary: "Serve an invented organization with members and cases, to look around.",
    options: [
      Option(
        "data", value: "DIR", "Keep the example in this folder; otherwise it is gone afterwards."),
      Configuration.listen,
    ],
    discussion: "Everybody in it is invented. No mail leaves the machine.",
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    let listenText = arguments.value("listen") ?? Configuration.listenUsually
    let listen: ListenAddress
    do {
      listen = try ListenAddress(parsing: listenText)
    } catch {
      throw CommandFailure(.usage, "The address after --listen does not do: \(error).")
    }
    let kept = arguments.value("data")
    let folder =
      kept.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? FileManager.default.temporaryDirectory.appending(
        path: "redress-demo-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer {
      if kept == nil { removeQuietly(folder) }
    }
    let clock = DemoClock()
    Output.line("Playing what happened before; a moment, please.")
    let past = try await found(in: folder, listenText: listenText, clock: clock)
    let receipts = try await DemoStories(stage: DemoStage(organization: past, clock: clock)).play()
    // Opened anew, since a clock that jumps from the past into the present is not believed.
    let organization = try await open(folder, listenText: listenText, clock: clock)
    announce(listenText, receipts)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await organization.runJobs(transport: nil, mailbox: nil) }
      group.addTask { try await Pages.run(organization, listen: listen, isBehindProxy: false) }
      group.addTask { await StopSignal.wait() }
      defer { group.cancelAll() }
      try await group.next()
    }
    return .success
  }

  private static func found(
    in folder: URL, listenText: String, clock: DemoClock
  ) async throws -> Organization {
    let days: Int64 = 86_400
    clock.set(secondsAgo: 60 * days)
    let founded = try await Founding.found(
      in: DataDirectory(folder),
      FoundingOptions(policy: try DemoPolicy.make(), chairEmail: DemoPerson.chair.email),
      environment: environment(clock))
    let organization = try await open(folder, listenText: listenText, clock: clock)
    for person in DemoPerson.all {
      _ = try await organization.addMember(
        name: person.name, email: person.email, alsoKnownAs: person.alsoKnownAs,
        roles: person.roles, password: person.password)
    }
    try await finishFirstRun(organization, provisionalKey: founded.recoveryKey)
    return organization
  }

  /// What a chair does first of all: the recovery key in shares, and the end of founding. Nobody keeps the shares.
  private static func finishFirstRun(
    _ organization: Organization, provisionalKey: String
  ) async throws {
    let token = try await organization.signIn(
      email: DemoPerson.chair.email, password: DemoPerson.chair.password, code: "")
    let chair = try await organization.member(token: token)
    _ = try await chair.splitRecoveryKey(
      provisionalKey: provisionalKey, threshold: 2, shareCount: 3)
    try await chair.closeFounding()
    try await chair.signOut()
  }

  private static func environment(_ clock: DemoClock) -> Casework.Environment {
    Casework.Environment(now: { clock.now }, log: Installation.environment.log)
  }

  private static func open(
    _ folder: URL, listenText: String, clock: DemoClock
  ) async throws -> Organization {
    try await Organization.open(
      DataDirectory(folder),
      OpeningOptions(
        baseAddress: "http://\(listenText)",
        mailParser: IsolatedParser(executable: "/proc/self/exe")),
      environment: environment(clock))
  }

  private static func announce(_ listenText: String, _ receipts: DemoStories.Receipts) {
    Output.line(
      "\nThe Larkspur Foundation, which nobody ever founded, is at http://\(listenText)\n")
    Output.line(
      "Sign in at http://\(listenText)/sign-in as one of these; none has a second factor yet:")
    let width = DemoPerson.all.map(\.email.count).max() ?? 0
    for person in DemoPerson.all {
      let padding = String(repeating: " ", count: width - person.email.count + 2)
      Output.line(
        "  \(person.email)\(padding)\(person.password)   (\(person.name), \(person.roles.joined(separator: ", ")))"
      )
    }
    Output.line("\nReceipts of two reporters, for http://\(listenText)/follow-up:")
    Output.line("  \(receipts.answered.joined(separator: " "))   (was answered)")
    Output.line("  \(receipts.consulted.joined(separator: " "))   (is asked about what is planned)")
    Output.line("\nStop it with Control-C.")
  }

  private static func removeQuietly(_ folder: URL) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      Output.error("The folder \(folder.path) could not be removed.")
    }
  }
}
