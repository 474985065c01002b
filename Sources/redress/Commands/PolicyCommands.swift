import Casework
import Foundation
import Procedure

/// `redress policy check FILE`: every fault of a policy file at once, and every situation that it can lead to.
enum PolicyCommands {
  static let check = Command(
    words: ["policy", "check"],
    summary: "Read a policy file, name every fault in it, and walk every situation it leads to.",
    operands: "FILE",
    options: [
      Option(
        "largest", value: "N",
        "The largest committee that is walked, \(Limits.walkedLargestMin) to \(Limits.walkedMembersMax); without it \(Limits.walkedMembersMax)."
      ), .json,
    ],
    discussion: """
      FILE is a JSON5 file as docs/policy.md describes it, '-' for standard input, or the name of a policy that
      comes with Redress (\(Policy.shippedNames.joined(separator: ", "))). Ends with 65 when there is a fault.

      A file without a fault is walked: committees of three to nine members, every set of conflicts, whatever is said
      or not said in time. A policy under which a case could get stuck, or with a rule that never decides anything, is
      refused with the shortest story that shows it.
      """,
    run: { arguments in try runCheck(arguments) })

  static let adopt = Command(
    words: ["policy", "adopt"],
    summary:
      "Make a policy file the one in force. Open cases keep theirs until their group moves them.",
    operands: "FILE",
    options: [.data, Configuration.baseAddress, .machineKey, .json],
    discussion: """
      Checks FILE first, as 'redress policy check' does, and changes nothing while it has a fault. A server that runs takes
      the new policy when it is started again. Prints the address by which the members of an open case can propose to move
      that case to it.
      """,
    run: { try await runAdopt($0) })

  private static func runAdopt(_ arguments: Arguments) async throws -> ExitStatus {
    guard let name = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one policy file: redress policy adopt FILE.")
    }
    let policy: Policy
    do {
      policy = try read(name)
    } catch let faults as PolicyFaults {
      for fault in faults.faults { Output.error("\(name): \(fault)") }
      Output.error("The policy in force stays as it was.")
      return .badData
    }
    let organization = try await Installation.open(try Configuration(arguments))
    let address = try await organization.adopt(policy)
    if arguments.has("json") {
      try Output.json(Adopted(policy: policy.name, version: policy.version, address: address))
    } else {
      Output.line(
        "The policy '\(policy.name)', version \(policy.version), is in force for what comes in from now on. A server that runs takes it when it is started again. Its address is \(address)."
      )
    }
    return .success
  }

  private struct Adopted: Encodable {
    var policy: String
    var version: String
    var address: String
  }

  private static func runCheck(_ arguments: Arguments) throws -> ExitStatus {
    guard let name = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one policy file: redress policy check FILE.")
    }
    let sizes = Limits.walkedLargestMin...Limits.walkedMembersMax
    let typed = arguments.value("largest")
    guard let largest = typed.map({ Int($0) }) ?? sizes.upperBound, sizes.contains(largest) else {
      throw CommandFailure(
        .usage,
        "'\(typed ?? "")' is no committee that is walked. Give --largest a number from \(sizes.lowerBound) to \(sizes.upperBound)."
      )
    }
    do {
      let policy = try read(name)
      let walk = PolicyWalk(of: policy, members: Limits.walkedMembersMin...largest)
      if arguments.has("json") {
        try Output.json(
          Report(policy: policy.name, version: policy.version, faults: [], walk: Walk(walk)))
      } else if walk.faults.isEmpty {
        Output.line(
          "\(name) is sound: the policy '\(policy.name)' of \(policy.community.organization), version \(policy.version), \(policy.deadlines.count) deadlines, \(policy.templates.count) texts."
        )
        Output.line(
          "\(walk.situations) situations visited (\(walk.ballotSituations) of ballots, \(walk.caseSituations) of cases), committees of \(walk.membersMin) to \(walk.membersMax), \(walk.conflictSets) sets of conflicts: none is stuck, every rule decides."
        )
      } else {
        for fault in walk.faults { Output.error("\(name): \(fault)") }
        Output.error("\(walk.situations) situations visited. Nothing was changed.")
      }
      return walk.faults.isEmpty ? .success : .badData
    } catch let faults as PolicyFaults {
      if arguments.has("json") {
        try Output.json(Report(policy: nil, version: nil, faults: faults.faults, walk: nil))
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
    /// Nil while there are faults in the file itself.
    var walk: Walk?
  }

  private struct Walk: Encodable {
    var situations: Int
    var ballotSituations: Int
    var caseSituations: Int
    var membersMin: Int
    var membersMax: Int
    var conflictSets: Int
    var decidedBy: [String: Int]
    var faults: [WalkFault]

    init(_ walk: PolicyWalk) {
      situations = walk.situations
      ballotSituations = walk.ballotSituations
      caseSituations = walk.caseSituations
      membersMin = walk.membersMin
      membersMax = walk.membersMax
      conflictSets = walk.conflictSets
      decidedBy = Dictionary(
        uniqueKeysWithValues: walk.decidedBy.map { ($0.key.rawValue, $0.value) })
      faults = walk.faults
    }
  }
}
