import Mail
import Pictures

/// The table of commands, and how one is found and run.
enum Program {
  static let version = "0.1.0"

  static let commands: [Command] = [
    InitCommand.command,
    ServeCommand.command,
    DemoCommand.command,
    IngestCommand.command, TraceCommand.command,
    MemberCommands.add,
    MemberCommands.list,
    MemberCommands.leave,
    PolicyCommands.check, PolicyCommands.offer,
    ClausesCommand.command,
    CheckDraftCommand.command,
    SimulateCommand.command,
    KeepingCommands.verify,
    KeepingCommands.backup,
    KeepingCommands.restore,
    DoctorCommand.command,
    parseMail, drawPreview,
  ]

  /// Runs the command that the words name. Every error is one sentence on standard error, with the way out.
  static func run(_ words: [String], environment: [String: String]) async -> ExitStatus {
    if words.isEmpty || words.first == "--help" || words.first == "-h" || words.first == "help" {
      Output.line(overview)
      return words.isEmpty ? .usage : .success
    }
    if words.first == "--version" {
      Output.line("redress \(version)")
      return .success
    }
    guard let command = command(named: words) else {
      Output.error(
        "There is no command 'redress \(words.prefix(2).joined(separator: " "))'. See 'redress --help'."
      )
      return .usage
    }
    let rest = Array(words.dropFirst(command.words.count))
    if rest.contains("--help") || rest.contains("-h") {
      Output.line(command.help)
      return .success
    }
    do {
      return try await command.run(Arguments(rest, of: command, environment: environment))
    } catch let failure as CommandFailure {
      Output.error(failure.sentence)
      return failure.status
    } catch {
      let (status, sentence) = Failures.describe(error)
      Output.error(sentence)
      return status
    }
  }

  /// The command with the most words that fit.
  static func command(named words: [String]) -> Command? {
    commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }

  private static var overview: String {
    let shown = commands.filter { !$0.isHidden }
    let width = shown.map(\.name.count).max() ?? 0
    let list = shown.map { command in
      "  \(command.name)\(String(repeating: " ", count: width - command.name.count + 3))\(command.summary)"
    }
    return
      ([
        "Redress runs a community's code-of-conduct procedure, from the first word of a report to the published statistics.",
        "", "Usage: redress COMMAND [OPTIONS]", "", "Commands:",
      ] + list + ["", "See 'redress COMMAND --help' for one of them."]).joined(separator: "\n")
  }

  private static let drawPreview = Command(
    words: ["draw-preview"],
    summary: "Draw one foreign picture anew in a process without keys; called by Redress itself.",
    isHidden: true,
    run: { _ in
      let status = DrawingChild.run()
      return ExitStatus(rawValue: status) ?? .software
    })

  private static let parseMail = Command(
    words: ["parse-mail"],
    summary: "Read one foreign mail in a process without keys; called by Redress itself.",
    isHidden: true,
    run: { _ in
      let status = ParsingChild.run()
      return ExitStatus(rawValue: status) ?? .software
    })
}
