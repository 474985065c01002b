import Procedure
import Vault

// The directory knows a fixed set of roles, since its rules of who may sign what rest on them. A policy gives them
// its own titles; most have the same name in both.
extension RoleID {
  /// The role of the policy that a role of the directory stands for.
  init(_ role: Vault.Role, _ policy: Policy) {
    if policy.roles.contains(where: { $0.id.text == role.rawValue }) {
      self.init(role.rawValue)
    } else if let known = role.policyNames.first(where: { name in
      policy.roles.contains { $0.id.text == name }
    }) {
      self.init(known)
    } else if role == .board, let board = policy.roles.first(where: { $0.seat == .board }) {
      self = board.id
    } else {
      self.init(role.rawValue)
    }
  }
}

extension Vault.Role {
  /// Other names that policies use for it.
  fileprivate var policyNames: [String] {
    switch self {
    case .board: ["board-member"]
    case .liaison: ["community-liaison"]
    case .chair, .viceChair, .member, .boardLiaison, .adviser: []
    }
  }

  /// From the name of a role in the policy or in the directory; nil for one that the policy does not have.
  init?(named name: String, _ policy: Policy) {
    let found = Self.allCases.first { role in
      role.rawValue == name || RoleID(role, policy).text == name
    }
    guard let found, policy.roles.contains(where: { $0.id == RoleID(found, policy) }) else {
      return nil
    }
    self = found
  }
}
