import Casework
import Foundation
import Procedure

/// `redress init`: makes an installation and prints, once, what opens it.
enum InitCommand {
  static let command = Command(
    words: ["init"],
    summary: "Found an organization in a new folder.",
    options: [
      .data,
      Option("policy", value: "NAME|FILE", "The rules: django, reset, or a policy file."),
      Option(
        "organization", value: "NAME",
        "The name of the organization, where the policy's own is another."),
      Option("chair-email", value: "ADDRESS", "Who gets the invitation of the first chair."),
      Configuration.baseAddress, .machineKey, .json,
    ],
    discussion: """
      Prints the one-time invitation links of the first chair and of the first board member, the provisional recovery
      key and the fingerprint of the root. None of them is kept: write the fingerprint down, hand the links over, and
      give the recovery key to the chair, whose first-run page splits it among several people.
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    let configuration = try Configuration(arguments)
    let baseAddress = try configuration.baseAddress
    let chair = try arguments.require("chair-email")
    guard chair.contains("@"), !chair.contains(where: \.isWhitespace) else {
      throw CommandFailure(
        .usage, "'\(chair)' is not an address. Write --chair-email chair@example.org.")
    }
    var policy = try PolicyCommands.read(try arguments.require("policy"))
    if let name = arguments.value("organization"), name != policy.community.organization {
      policy = try renamed(policy, to: name)
    }
    let founded = try await Founding.found(
      in: configuration.data,
      FoundingOptions(
        policy: policy, chairEmail: chair, machineKey: configuration.machineKey),
      environment: Installation.environment)
    if let chosen = arguments.value("base-url") { try keep(chosen, in: configuration.data) }
    let printed = Printed(
      invitation: "\(baseAddress)/join/\(founded.chairInvitation)",
      boardInvitation: "\(baseAddress)/join/\(founded.boardInvitation)",
      recoveryKey: founded.recoveryKey, rootFingerprint: founded.rootFingerprint)
    if arguments.has("json") {
      try Output.json(printed)
    } else {
      Output.line(
        """
        \(policy.community.organization) is founded in \(configuration.data.url.path).

        The first chair joins here:         \(printed.invitation)
        The first board member joins here:  \(printed.boardInvitation)
        Provisional recovery key:           \(printed.recoveryKey)
        Fingerprint of the root:            \(printed.rootFingerprint)

        None of these is kept. Hand the links over by ways you trust; write the fingerprint down; give the recovery key
        to the chair, who splits it among several people and then closes the founding. Until then whoever has it can
        read everything. Start the server with: redress serve --data \(configuration.data.url.path)
        """)
    }
    return .success
  }

  private struct Printed: Encodable {
    var invitation: String
    var boardInvitation: String
    var recoveryKey: String
    var rootFingerprint: String
  }

  /// The same rules for another organization: the one line of the file that names it is another.
  private static func renamed(_ policy: Policy, to name: String) throws -> Policy {
    let text = String(decoding: policy.canonicalBytes, as: UTF8.self)
    let quoted = String(
      decoding: try JSONEncoder().encode(policy.community.organization), as: UTF8.self)
    let replacement = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
    for key in ["organization: ", "\"organization\": "] {
      guard let range = text.range(of: key + quoted) else { continue }
      let changed = try Policy.read(
        json5: Array(text.replacingCharacters(in: range, with: key + replacement).utf8))
      if changed.community.organization == name { return changed }
    }
    throw CommandFailure(
      .badData,
      "The policy calls the organization '\(policy.community.organization)'. Change that line in a copy of the policy file, and give the copy with --policy."
    )
  }

  /// So that the address has not to be repeated with every command.
  private static func keep(_ address: String, in data: DataDirectory) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode([Configuration.baseAddress.name: address]).write(to: data.options)
    // Passwords of mail servers may be added to it.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: data.options.path)
  }
}
