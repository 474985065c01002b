import Foundation
import Identity
import Procedure
import Storage
import Vault

/// Which hand-over was told last, so that none is told twice and none of long ago is told late.
private struct HandOverMark: Codable {
  var week: Int

  static let setting = "on-call.hand-over"
}

extension Organization {
  /// Tells all members at a hand-over who is on call from now on, once for each week.
  ///
  /// Where the program was not running at that moment it is told as soon as it runs, for the week of now alone.
  /// - Returns: how many members were told.
  @discardableResult
  func tellHandOver() async throws -> Int {
    // A clock that was moved would tell of a week that is not.
    guard clock.isSound else { return 0 }
    let rules = policy.onCall
    let isDue = try await database.read { [self] transaction in
      guard let told = try handOverMark(in: transaction) else { return true }
      return try told.week < rules.week(at: environment.now()) || !isRotaSettled(in: transaction)
    }
    guard isDue else { return 0 }
    return try await retrying {
      try await database.write { [self] transaction in
        let rota = try settledRota(in: transaction)
        let now = environment.now()
        let week = rules.week(at: now)
        let told = try handOverMark(in: transaction)
        guard told.map({ $0.week < week }) ?? true else { return 0 }
        let encoder = JSONEncoder()
        try transaction.putSetting(
          id,
          SettingRecord(
            name: HandOverMark.setting,
            blob: try keys.sealSetting(
              Bytes(try encoder.encode(HandOverMark(week: week))), name: HandOverMark.setting),
            generation: keys.newestGeneration))
        // The first week of an installation has no hand-over.
        guard told != nil, rules.remindsAll else { return 0 }
        let membership = try people(in: transaction).membership
        let standing = rota.standing(at: now, under: rules)
        func name(_ member: MemberID?) -> String {
          membership.members.first { $0.memberID == member }?.profile.name ?? "nobody"
        }
        let mails = try rotaRows(
          .handOver, to: membership.members.filter { $0.seats.contains(.member) },
          more: [
            .primaryName: name(standing.primary), .secondaryName: name(standing.secondary),
            .due: Self.text(of: standing.week.end),
          ])
        for mail in mails { try transaction.insertOutgoing(id, mail) }
        return mails.count
      }
    }
  }

  private func handOverMark(in transaction: ReadTransaction) throws -> HandOverMark? {
    guard let record = try transaction.setting(id, name: HandOverMark.setting) else { return nil }
    return try JSONDecoder().decode(
      HandOverMark.self,
      from: Data(try keys.openSetting(record.blob, name: HandOverMark.setting)))
  }
}
