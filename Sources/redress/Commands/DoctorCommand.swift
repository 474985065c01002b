import Casework
import Mail

/// `redress doctor`: what an operator should know of.
enum DoctorCommand {
  static let command = Command(
    words: ["doctor"],
    summary: "Look at everything that an operator should know of.",
    options: [
      .data, Configuration.baseAddress, Configuration.smtp, .machineKey,
      Option("no-canary", "Send no mail to the conduct address to see where it leads."), .json,
    ],
    discussion: """
      With --smtp it sends a mail to the conduct address, a canary, and waits up to \(KeepingLimits.canarySecondsMax) seconds
      until 'redress serve' or 'redress ingest' has taken it in. Whoever else gets it is asked to answer; that is shown here,
      also the next time. Ends with 1 when something does not work or is not safe; a warning alone ends with 0.
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    let configuration = try Configuration(arguments)
    let transport = try configuration.value(Configuration.smtp).map { text in
      SMTPTransport(server: try MailServers.server(text, "smtp", [.smtp, .smtps]))
    }
    var findings: [Finding]
    do {
      let organization = try await Installation.open(configuration)
      findings = try await organization.diagnosis(machineKey: configuration.machineKey)
      findings.append(
        try await canary(
          organization, through: arguments.has("no-canary") ? nil : transport))
    } catch let error as InstallationError {
      findings = [Finding("installation", .fault, error.description)]
    }
    if !Dumps.forbid() {
      findings.append(
        Finding(
          "memory", .warning, "This system does not let a program forbid copies of its memory."))
    }
    if arguments.has("json") { try Output.json(findings) } else { show(findings) }
    return findings.contains { $0.state == .fault } ? .failure : .success
  }

  /// Sends a canary and waits for it.
  private static func canary(
    _ organization: Organization, through transport: SMTPTransport?
  ) async throws -> Finding {
    guard let transport else { return try await organization.canaryFinding() }
    switch try await organization.sendCanary(through: transport) {
    case .delivered: break
    case .temporary(let code, _), .permanent(let code, _):
      return Finding(
        "canary", .fault,
        "The mail server refuses a mail to the conduct address (\(code)). Look at its log.")
    case .unreachable(let reason):
      return Finding(
        "canary", .fault,
        "The mail server given with --smtp cannot be used: \(reason.rawValue).")
    }
    for _ in 0..<KeepingLimits.canarySecondsMax {
      if try await organization.canaryState().isBack { break }
      try await Task.sleep(for: .seconds(1))
    }
    return try await organization.canaryFinding()
  }

  private static func show(_ findings: [Finding]) {
    let width = findings.map(\.subject.count).max() ?? 0
    for finding in findings {
      let mark =
        switch finding.state {
        case .good: "good   "
        case .warning: "warning"
        case .fault: "FAULT  "
        }
      let padding = String(repeating: " ", count: width - finding.subject.count)
      Output.line("\(mark)  \(finding.subject)\(padding)  \(finding.sentence)")
    }
  }
}
