import Casework
import Procedure

/// `redress member add`, `list` and `leave`.
enum MemberCommands {
  static let add = Command(
    words: ["member", "add"],
    summary: "Make a ready account without the mail round trip.",
    options: [
      .data,
      Option("name", value: "NAME", "The name under which the others know them."),
      Option("email", value: "ADDRESS", "Their own address."),
      Option(
        "role", value: "ROLE",
        "A role of the policy, such as chair, member or board-member; may be repeated. Usually member."
      ),
      Option("also-known-as", value: "NAME", "Another name or @handle of theirs; may be repeated."),
      Option("password-stdin", "Read the password from the first line of standard input."),
      Configuration.baseAddress, .machineKey, .json,
    ],
    discussion: """
      While the organization is being founded the account counts at once, and all members are told of it. Afterwards it
      waits until another member has compared six words with them and confirms.
      """,
    run: { try await add($0) })

  private static func add(_ arguments: Arguments) async throws -> ExitStatus {
    let name = try arguments.require("name")
    let email = try arguments.require("email")
    guard arguments.has("password-stdin") else {
      throw CommandFailure(
        .usage, "Please say --password-stdin and give the password as one line on standard input.")
    }
    let password = try Input.firstLine()
    let roles = arguments.all("role")
    let organization = try await Installation.open(try Configuration(arguments))
    let added = try await organization.addMember(
      name: name, email: email, alsoKnownAs: arguments.all("also-known-as"),
      roles: roles.isEmpty ? ["member"] : roles, password: password)
    if arguments.has("json") {
      try Output.json(Added(id: added.id.text, waitsForConfirmation: added.waitsForConfirmation))
    } else {
      Output.line(
        added.waitsForConfirmation
          ? "\(name) has an account, which counts once another member of the same body has confirmed it: open 'Members', compare the six words by voice, and confirm."
          : "\(name) has an account and may sign in.")
    }
    return .success
  }

  private struct Added: Encodable {
    var id: String
    var waitsForConfirmation: Bool
  }

  static let list = Command(
    words: ["member", "list"],
    summary: "List everybody who joined, also who has left.",
    options: [.data, .machineKey, .json],
    run: { try await list($0) })

  private static func list(_ arguments: Arguments) async throws -> ExitStatus {
    let organization = try await Installation.open(try Configuration(arguments))
    let members = try await organization.listMembers()
    if arguments.has("json") {
      try Output.json(
        members.map {
          Listed(
            id: $0.id.text, name: $0.name, email: $0.email, roles: $0.roles,
            state: $0.state.rawValue)
        })
    } else {
      for member in members {
        Output.line(
          "\(member.id.text)  \(member.state.rawValue)  \(member.name) <\(member.email)>  \(member.roles.joined(separator: ", "))"
        )
      }
    }
    return .success
  }

  private struct Listed: Encodable {
    var id: String
    var name: String
    var email: String
    var roles: [String]
    var state: String
  }

  static let leave = Command(
    words: ["member", "leave"],
    summary: "End a membership: all access ends at once.",
    operands: "ADDRESS",
    options: [.data, .machineKey],
    discussion: "ADDRESS is the member's own address, or the id that 'redress member list' shows.",
    run: { try await leave($0) })

  private static func leave(_ arguments: Arguments) async throws -> ExitStatus {
    guard let who = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one member: redress member leave ADDRESS.")
    }
    let organization = try await Installation.open(try Configuration(arguments))
    do {
      if who.contains("@") {
        try await organization.endMembership(email: who)
      } else {
        try await organization.endMembership(of: MemberID(who))
      }
    } catch CaseworkError.absent {
      throw CommandFailure(
        .noInput, "There is no member '\(who)'. See 'redress member list'.")
    }
    Output.line("\(who) is no longer a member. All access has ended.")
    return .success
  }
}
