import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// The states of the installation that everybody signed in is told of.
  package func standingNotices() async throws -> [StandingNotice] {
    try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      let people = try people(in: transaction)
      let directory = people.directory
      var notices: [StandingNotice] = []
      if let root = directory.root,
        try directory.rootFingerprint() == Directory.fingerprint(of: root, id)
      {
        notices.append(.recoveryKeyIsProvisional)
      }
      if !directory.isFoundingClosed { notices.append(.foundingIsOpen) }
      if people.membership.readers(in: .board).count < Self.boardMembersMin {
        notices.append(.boardIsNotEnrolled)
      }
      let standing = groupStanding(people)
      if standing.isTooSmall { notices.append(.groupIsTooSmall) }
      if standing.isReviewLate { notices.append(.membershipReviewIsLate) }
      if index.isAnyStranded(people.membership) {
        notices.append(.reportWaitsForRecovery)
      }
      if !index.undecidable(people.membership).isEmpty {
        notices.append(.nobodyMayDecide)
      }
      if directory.proposedPolicy != nil { notices.append(.policyIsProposed) }
      if !clock.isSound { notices.append(.clockIsUnsound) }
      return notices
    }
  }

  /// Board members who have to be there for a report about one of them.
  static let boardMembersMin = 2
}
