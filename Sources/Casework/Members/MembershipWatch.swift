import Foundation
import Identity
import Procedure
import Storage
import Vault

/// What was told already of the membership, so that nothing is told twice.
private struct MembershipMark: Codable, Equatable {
  /// The due time of the review that was reminded of, and of the one that was called late.
  var remindedOf: Int64?
  var alarmedOf: Int64?
  /// That the group is too small was told, and it has not recovered since.
  var isTooSmall = false

  static let setting = "membership.told"
}

extension Organization {
  /// Reminds the board of its review of the membership, calls it late, and tells board and chairs when the group has
  /// fewer members than it should; each once.
  ///
  /// - Returns: how many mails were written.
  @discardableResult
  func watchMembership() async throws -> Int {
    // A clock that was moved would remind of what is not due.
    guard clock.isSound else { return 0 }
    return try await retrying {
      let isSettled = try await database.read { [self] transaction in
        let known = try membershipMark(in: transaction)
        return try notices(of: people(in: transaction), after: known).mark == known
      }
      guard !isSettled else { return 0 }
      return try await database.write { [self] transaction in
        let people = try people(in: transaction)
        let due = notices(of: people, after: try membershipMark(in: transaction))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try transaction.putSetting(
          id,
          SettingRecord(
            name: MembershipMark.setting,
            blob: try keys.sealSetting(
              Bytes(try encoder.encode(due.mark)), name: MembershipMark.setting),
            generation: keys.newestGeneration))
        let reviewDue = Self.text(of: groupStanding(people).reviewDue)
        let mails = try due.kinds.flatMap { kind in
          try membershipRows(
            kind, to: audience(of: kind, people.membership), more: [.due: reviewDue])
        }
        for mail in mails { try transaction.insertOutgoing(id, mail) }
        return mails.count
      }
    }
  }

  /// What is to be told now, and what is told then.
  private func notices(
    of people: MembershipCache.Known, after mark: MembershipMark
  ) -> (kinds: [TemplateKind], mark: MembershipMark) {
    let standing = groupStanding(people)
    let due = standing.reviewDue.secondsSince1970
    let now = environment.now().secondsSince1970
    var (kinds, mark) = ([TemplateKind](), mark)
    if standing.isReviewLate {
      if mark.alarmedOf != due { kinds.append(.membershipReviewAlarm) }
      (mark.alarmedOf, mark.remindedOf) = (due, due)
    } else if now >= due - policy.membershipReview.remindBeforeSeconds {
      if mark.remindedOf != due { kinds.append(.membershipReviewReminder) }
      mark.remindedOf = due
    }
    // While founding everybody knows that members are still to come.
    let isTooSmall = standing.isTooSmall && people.directory.isFoundingClosed
    if isTooSmall, !mark.isTooSmall { kinds.append(.groupTooSmall) }
    mark.isTooSmall = isTooSmall
    return (kinds, mark)
  }

  private func audience(
    of kind: TemplateKind, _ membership: Membership
  ) -> [Membership.Member] {
    let both = boardAndChairs(membership)
    if kind == .groupTooSmall { return both }
    // Without a board that could be told, the chairs bring it there.
    let board = both.filter { $0.seats.contains(.board) }
    return board.isEmpty ? both : board
  }

  /// Who may appoint somebody, or bring it before those who may.
  func boardAndChairs(_ membership: Membership) -> [Membership.Member] {
    let chairs = Set(policy.roles.filter(\.isChair).map(\.id))
    return membership.members.filter {
      $0.seats.contains(.board) || !chairs.isDisjoint(with: $0.roles)
    }
  }

  /// Mails about the membership, without content; they lead to its page.
  func membershipRows(
    _ kind: TemplateKind, to members: [Membership.Member], more: [Placeholder: String] = [:]
  ) throws -> [OutgoingRecord] {
    let outbox = Outbox(keys: keys, now: environment.now())
    return try members.filter { !$0.profile.email.isEmpty }.map { member in
      try outbox.row(
        notices.notice(
          kind, to: member.profile.email, memberName: member.profile.name, codeName: "",
          path: "/members", more: more))
    }
  }

  private func membershipMark(in transaction: ReadTransaction) throws -> MembershipMark {
    guard let record = try transaction.setting(id, name: MembershipMark.setting) else {
      return MembershipMark()
    }
    return try JSONDecoder().decode(
      MembershipMark.self,
      from: Data(try keys.openSetting(record.blob, name: MembershipMark.setting)))
  }
}
