import Foundation
import Procedure

/// `redress policy check FILE`: every fault of a policy file at once.
enum PolicyCommands {
  static let check = Command(
    words: ["policy", "check"],
    summary: "Read a policy file and name every fault in it, with its place.",
    operands: "FILE",
    options: [.json],
    discussion: """
      FILE is a JSON5 file as docs/policy.md describes it, '-' for standard input, or the name of a policy that
      comes with Redress (\(Policy.shippedNames.joined(separator: ", "))). Ends with 65 when there is a fault.
      """,
    run: { arguments in try runCheck(arguments) })

  private static func runCheck(_ arguments: Arguments) throws -> ExitStatus {
    guard let name = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one policy file: redress policy check FILE.")
    }
    do {
      let policy = try read(name)
      if arguments.has("json") {
        try Output.json(Report(policy: policy.name, version: policy.version, faults: []))
      } else {
        Output.line(
          "\(name) is sound: the policy '\(policy.name)' of \(policy.community.organization), version \(policy.version), \(policy.deadlines.count) deadlines, \(policy.templates.count) texts."
        )
      }
      return .success
    } catch let faults as PolicyFaults {
      if arguments.has("json") {
        try Output.json(Report(policy: nil, version: nil, faults: faults.faults))
      } else {
        for fault in faults.faults { Output.error("\(name): \(fault)") }
        Output.error(
          faults.faults.count == 1
            ? "1 fault. Nothing was changed."
            : "\(faults.faults.count) faults. Nothing was changed.")
      }
      return .badData
    }
  }

  /// A policy by the name of a shipped one, or from a file.
  static func read(_ name: String) throws -> Policy {
    if let shipped = try Policy.shipped(named: name) { return shipped }
    return try Policy.read(json5: try Input.file(name))
  }

  private struct Report: Encodable {
    var policy: String?
    var version: String?
    var faults: [PolicyFault]
  }
}
