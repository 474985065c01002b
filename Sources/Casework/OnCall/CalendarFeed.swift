import Foundation
import Identity
import Procedure
import Storage
import Vault

extension SignedIn {
  /// Makes the address of a calendar feed of the member's own duties. The address before ends.
  ///
  /// - Returns: the whole address; it cannot be shown again.
  package func newCalendarFeed() async throws -> String {
    let token = try VaultRandom.bytes(count: OnCallLimits.feedTokenBytes).hexadecimal
    let tokenID = try organization.calendarTokenID(token)
    try await organization.database.write { [organization, principalID] transaction in
      try transaction.putCalendarFeed(organization.id, principalID, tokenID: tokenID)
    }
    return organization.baseAddress + "/calendar/\(token).ics"
  }

  /// Ends the member's calendar feed.
  package func endCalendarFeed() async throws {
    try await organization.database.write { [organization, principalID] transaction in
      try transaction.deleteCalendarFeed(organization.id, principalID)
    }
  }
}

extension Organization {
  /// The duties of the member whose feed has this token, as an iCalendar file. It holds no word of any case.
  ///
  /// - Parameter file: the token, followed by `.ics`.
  /// - Throws: `CaseworkError.absent` where nobody's feed has it, or they are no member any more.
  package func calendar(file: String) async throws -> [UInt8] {
    let suffix = ".ics"
    guard file.hasSuffix(suffix) else { throw CaseworkError.absent }
    let token = String(file.dropLast(suffix.count))
    guard let bytes = Bytes(hexadecimal: token), bytes.count == OnCallLimits.feedTokenBytes else {
      throw CaseworkError.absent
    }
    let tokenID = try calendarTokenID(token)
    let now = environment.now()
    let rules = policy.onCall
    return try await database.read { [self] transaction in
      guard let owner = try transaction.calendarFeedOwner(id, tokenID: tokenID) else {
        throw CaseworkError.absent
      }
      let membership = try people(in: transaction).membership
      guard let member = membership.member(owner) else { throw CaseworkError.absent }
      let rota = try rota(in: transaction)
      let names = membership.people
      let stamp = rota.log.last?.at ?? now
      let weeks = rota.weeks(OnCallLimits.weeksInFeed + 1, from: now, under: rules)
      let events = weeks.compactMap { week -> CalendarFile.Event? in
        guard let duty = week.duty(of: member.memberID) else { return nil }
        let other = week.holder(of: duty == .primary ? .secondary : .primary)
        let beside = other.flatMap { names[$0]?.name } ?? "nobody"
        return CalendarFile.Event(
          identifier: "on-call-\(week.number)-\(member.memberID.text)@\(calendarDomain)",
          stamp: stamp, start: week.start, end: week.end,
          summary: duty == .primary ? "On call: primary" : "On call: secondary",
          description: duty == .primary ? "Secondary: \(beside)" : "Primary: \(beside)",
          address: baseAddress + "/on-call")
      }
      return CalendarFile(
        name: "On call, \(policy.community.groupName)", events: events
      ).bytes
    }
  }

  /// Under which name a token is found; without the server's key nobody can test a guess.
  fileprivate func calendarTokenID(_ token: String) throws -> Bytes {
    try keys.limitID(purpose: "calendar feed", subject: token)
  }

  private var calendarDomain: String {
    policy.community.conductAddress.split(separator: "@").last.map(String.init) ?? "localhost"
  }
}
