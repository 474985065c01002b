import Casework
import Foundation
import Mail
import Procedure
import Synchronization

/// How commands come to the installation they work on.
enum Installation {
  /// The clock of the machine, and a log on standard error.
  static let environment = Casework.Environment(
    now: { Moment(secondsSince1970: Int64(Date().timeIntervalSince1970)) },
    log: { line in Output.error("redress: \(line.weight.rawValue): \(line.sentence)") })

  /// Reads foreign mail: this program once more, without keys.
  static let mailParser = IsolatedParser(executable: "/proc/self/exe")

  /// Opens the installation that the options name.
  static func open(_ configuration: Configuration) async throws -> Organization {
    var options = OpeningOptions(
      machineKey: configuration.machineKey, baseAddress: try configuration.baseAddress,
      mailParser: mailParser)
    options.mailAuthority = configuration.value(Configuration.mailAuthority)
    return try await Organization.open(configuration.data, options, environment: environment)
  }
}

/// Shows how far something long has come, on a terminal alone.
final class ProgressLine: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let shown = Mutex("")

  /// Replaces the line.
  func show(_ text: String) {
    guard isShown else { return }
    let isNew = shown.withLock { shown in
      defer { shown = text }
      return shown != text
    }
    if isNew { Output.hint("\r\u{1B}[K\(text)") }
  }

  /// Takes the line away.
  func end() {
    guard isShown else { return }
    Output.hint("\r\u{1B}[K")
  }
}
