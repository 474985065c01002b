import Casework
import Foundation
import Procedure

/// `redress policy check FILE`: every fault of a policy file at once, and every situation that it can lead to; and
/// `redress policy offer FILE`, which puts one before the members.
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

  static let offer = Command(
    words: ["policy", "offer"],
    summary: "Put a policy file before the members; two of them put it in force.",
    operands: "FILE",
    options: [.data, Configuration.baseAddress, .machineKey, .json],
    discussion: """
      Reads FILE first and changes nothing while it has a fault; 'redress policy check FILE' also walks it. Two members then
      put it in force on the page of the rules, one of whom chairs the group or is of the board. While the founding phase is
      open it is in force at once. Cases that are open keep the policy they began under until their group moves them; the
      address that is printed names it in such a proposal. A server that runs needs no new start.
      """,
    run: { try await runOffer($0) })

  private static func runOffer(_ arguments: Arguments) async throws -> ExitStatus {
    guard let name = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one policy file: redress policy offer FILE.")
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
    let offered = try await organization.offer(policy)
    if arguments.has("json") {
      try Output.json(Offered(policy, offered))
    } else {
      Output.line(sentence(policy, offered))
    }
    return .success
  }

  private static func sentence(_ policy: Policy, _ offered: OfferedPolicy) -> String {
    let named = "The policy '\(policy.name)', version \(policy.version),"
    return switch offered {
    case .isInForce(let address):
      "\(named) is in force for what comes in from now on. Its address is \(address)."
    case .waits(let address):
      "\(named) waits for the members: one proposes it and another one agrees, on the page of the rules. Until then nothing changes. Its address is \(address)."
    case .wasInForce(let address):
      "\(named) is the one in force already. Its address is \(address)."
    }
  }

  private struct Offered: Encodable {
    var policy: String
    var version: String
    var address: String
    var isInForce: Bool

    init(_ policy: Policy, _ offered: OfferedPolicy) {
      self.policy = policy.name
      version = policy.version
      switch offered {
      case .isInForce(let address), .wasInForce(let address):
        (self.address, isInForce) = (address, true)
      case .waits(let address): (self.address, isInForce) = (address, false)
      }
    }
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
