/// An option of a command, as `--name VALUE` or `--name`.
struct Option: Hashable {
  /// Without the dashes.
  let name: String
  /// What stands for the value in the help; nil for a switch.
  let value: String?
  let help: String
  /// The variable that gives the value where the option does not, such as `REDRESS_DATA`; nil for none.
  let variable: String?

  init(_ name: String, value: String? = nil, variable: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.variable = variable
    self.help = help
  }

  static let data = Option(
    "data", value: "DIR", variable: "REDRESS_DATA", "The folder that holds the installation.")
  static let machineKey = Option(
    "machine-key", value: "FILE", variable: "REDRESS_MACHINE_KEY",
    "The machine key, when it does not lie in the data directory.")
  static let json = Option("json", "Print the result as JSON.")
}

/// A command: its words, what it takes, and what it does.
struct Command {
  /// Such as `["policy", "check"]`.
  let words: [String]
  /// One line for the list of commands.
  let summary: String
  /// What stands behind the options, such as `FILE`; empty for nothing.
  var operands = ""
  var options: [Option] = []
  /// More for `--help`, in whole sentences.
  var discussion = ""
  /// Not shown in the list: called by the program itself.
  var isHidden = false
  let run: @Sendable (Arguments) async throws -> ExitStatus

  var name: String { words.joined(separator: " ") }

  /// The text of `--help`.
  var help: String {
    var lines = ["redress \(name): \(summary)", ""]
    let shown = options.map { option in
      "[--\(option.name)\(option.value.map { " \($0)" } ?? "")]"
    }
    lines.append(
      "Usage: redress "
        + ([name] + shown + (operands.isEmpty ? [] : [operands])).joined(separator: " "))
    if !options.isEmpty {
      lines += ["", "Options:"]
      let width = options.map { $0.name.count + ($0.value?.count ?? 0) }.max() ?? 0
      for option in options {
        let left = "--\(option.name)\(option.value.map { " \($0)" } ?? "")"
        let padding = String(repeating: " ", count: max(2, width + 6 - left.count))
        let variable = option.variable.map { " (or the variable \($0))" } ?? ""
        lines.append("  \(left)\(padding)\(option.help)\(variable)")
      }
    }
    if !discussion.isEmpty { lines += ["", discussion] }
    return lines.joined(separator: "\n")
  }
}

/// What was given to a command.
struct Arguments {
  let command: Command
  private(set) var values: [String: [String]] = [:]
  private(set) var operands: [String] = []
  let environment: [String: String]

  /// Reads what stands behind the words of the command.
  init(_ words: [String], of command: Command, environment: [String: String]) throws {
    self.command = command
    self.environment = environment
    var rest = words[...]
    var onlyOperands = false
    while let word = rest.popFirst() {
      if onlyOperands || !word.hasPrefix("--") || word == "-" {
        operands.append(word)
        continue
      }
      if word == "--" {
        onlyOperands = true
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        throw CommandFailure(
          .usage,
          "'redress \(command.name)' has no option --\(parts[0]). See 'redress \(command.name) --help'."
        )
      }
      if option.value == nil {
        guard parts.count == 1 else {
          throw CommandFailure(.usage, "The option --\(option.name) takes no value.")
        }
        values[option.name, default: []].append("")
      } else if parts.count == 2 {
        values[option.name, default: []].append(parts[1])
      } else if let value = rest.popFirst() {
        values[option.name, default: []].append(value)
      } else {
        throw CommandFailure(
          .usage,
          "The option --\(option.name) needs a value: --\(option.name) \(option.value ?? "").")
      }
    }
    if command.operands.isEmpty, let extra = operands.first {
      throw CommandFailure(
        .usage,
        "'redress \(command.name)' takes no '\(extra)'. See 'redress \(command.name) --help'.")
    }
  }

  /// The last value of an option, or of its variable.
  func value(_ name: String) -> String? {
    if let value = values[name]?.last { return value }
    guard let variable = command.options.first(where: { $0.name == name })?.variable else {
      return nil
    }
    return environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// All values of an option that may be given more than once.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option that has to be there.
  func require(_ name: String) throws -> String {
    if let value = value(name) { return value }
    let option = command.options.first { $0.name == name }
    let variable = option?.variable.map { ", or set \($0)" } ?? ""
    throw CommandFailure(
      .usage, "Please say --\(name) \(option?.value ?? "")\(variable).")
  }
}
