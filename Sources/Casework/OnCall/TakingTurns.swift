import Identity
package import Procedure
import Storage
import Vault

/// How far the rota is shown.
package enum OnCallLimits {
  /// Weeks ahead, besides the one of now.
  package static let weeksShown = 12
  /// Weeks ahead in a calendar feed.
  static let weeksInFeed = 26
  /// Bytes of randomness in the address of a calendar feed.
  static let feedTokenBytes = 32
}

extension SignedIn {
  /// Who is on call, now and in the weeks ahead, and what waits for this member's word.
  package func rota() async throws -> RotaView {
    let now = organization.environment.now()
    let policy = organization.policy
    return try await organization.database.read {
      [organization, memberID, principalID] transaction in
      let rota = try organization.rota(in: transaction)
      let names = RotaNames(
        try organization.people(in: transaction).directory.principals.map {
          try organization.member($0, in: transaction).publicMember
        })
      let here = rota.members(at: now)
      let standing = rota.standing(at: now, under: policy.onCall)
      let open = rota.swaps.filter { $0.state == .open }
      func row(_ swap: Swap) -> RotaView.SwapRow {
        RotaView.SwapRow(
          swap.number, from: names.name(swap.from), with: names.name(swap.with),
          gives: policy.onCall.shown(swap.gives), takes: swap.takes.map(policy.onCall.shown),
          open: rota.isOpen(swap, at: now, under: policy))
      }
      return RotaView(
        now: now, rules: policy.onCall, primary: standing.primary.map(names.name),
        secondary: standing.secondary.map(names.name),
        weeks: rota.weeks(OnCallLimits.weeksShown + 1, from: now, under: policy.onCall).map {
          RotaView.Week(
            $0.number, $0.start, $0.end, primary: $0.primary.map(names.name),
            secondary: $0.secondary.map(names.name), mine: $0.duty(of: memberID))
        },
        swapsToAnswer: open.filter { $0.with == memberID }.map(row),
        swapsProposed: open.filter { $0.from == memberID }.map(row),
        absences: rota.absences
          .filter { $0.endedAt == nil && $0.until > now && here.contains($0.member) }
          .sorted { ($0.from, $0.number) < ($1.from, $1.number) }
          .map {
            RotaView.AbsenceRow(
              $0.number, names.name($0.member), from: $0.from, until: $0.until,
              mine: $0.member == memberID)
          },
        others: here.filter { $0 != memberID }.map(names.name),
        takesTurns: here.contains(memberID),
        hasFeed: try transaction.hasCalendarFeed(organization.id, principalID))
    }
  }

  /// Asks another member to take a duty over, in return for one of theirs or for nothing. They are told by mail.
  ///
  /// - Throws: `CaseworkError.refused` with the rule that is in the way.
  package func proposeSwap(
    with other: MemberID, gives: DutySlot, takes: DutySlot?
  ) async throws {
    try await perform(.proposeSwap(with: other, gives: gives, takes: takes)) { _ in
      (.swapProposed, other)
    }
  }

  /// Agrees to a swap, or declines it. Who asked is told by mail.
  package func answerSwap(_ number: Int, agreed: Bool) async throws {
    try await perform(.answerSwap(number, agreed: agreed)) { rota in
      rota.swaps.first { $0.number == number }.map { (.swapAnswered, $0.from) }
    }
  }

  /// Takes a proposal back that nobody has answered.
  package func withdrawSwap(_ number: Int) async throws {
    try await perform(.withdrawSwap(number))
  }

  /// Says that this member is away.
  package func enterAbsence(from: Moment, until: Moment) async throws {
    try await perform(.enterAbsence(from: from, until: until))
  }

  /// Says that an absence of this member is over, or was a mistake.
  package func endAbsence(_ number: Int) async throws {
    try await perform(.endAbsence(number))
  }

  /// Decides and writes in one transaction, so that two who act in the same second come one after the other.
  private func perform(
    _ command: Rota.Command,
    telling: @escaping @Sendable (Rota) -> (TemplateKind, MemberID)? = { _ in nil }
  ) async throws {
    try demandConfirmation()
    try await organization.retrying {
      try await organization.database.write { [organization, memberID] transaction in
        var rota = try organization.settledRota(in: transaction)
        let event: RotaEvent
        do throws(Refusal) {
          event = try rota.decide(
            command, by: memberID, at: organization.environment.now(), under: organization.policy)
        } catch {
          throw CaseworkError.refused(error)
        }
        try organization.note(event, by: memberID, &rota, in: transaction)
        guard let (kind, receiver) = telling(rota) else { return }
        try organization.tell(kind, receiver, in: transaction)
      }
    }
  }
}

extension Organization {
  /// One content-free mail to a member about the rota.
  fileprivate func tell(
    _ kind: TemplateKind, _ member: MemberID, in transaction: WriteTransaction
  ) throws {
    let membership = try people(in: transaction).membership
    guard let receiver = membership.members.first(where: { $0.memberID == member }) else { return }
    for mail in try rotaRows(kind, to: [receiver]) { try transaction.insertOutgoing(id, mail) }
  }

  /// Mails about the rota; they lead to its page.
  func rotaRows(
    _ kind: TemplateKind, to members: [Membership.Member], more: [Placeholder: String] = [:]
  ) throws -> [OutgoingRecord] {
    let outbox = Outbox(keys: keys, now: environment.now())
    return try members.filter { !$0.profile.email.isEmpty }.map { member in
      try outbox.row(
        notices.notice(
          kind, to: member.profile.email, memberName: member.profile.name, codeName: "",
          path: "/on-call", more: more))
    }
  }
}

/// Names for the rota, also of who has left since.
private struct RotaNames: Sendable {
  private let people: [MemberID: PublicMember]

  init(_ people: [PublicMember]) {
    self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
  }

  @Sendable func name(_ member: MemberID) -> PublicMember {
    people[member] ?? PublicMember(id: member, name: "", roles: [])
  }
}

extension Policy.OnCall {
  /// A duty with the time of its week.
  fileprivate func shown(_ slot: DutySlot) -> RotaView.Slot {
    RotaView.Slot(slot.week, start(ofWeek: slot.week), slot.duty)
  }
}
