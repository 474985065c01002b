import Identity
package import Procedure
import Storage
import Vault

// What the board says of the membership: whom it has appointed, and that it has gone through the membership (row E1,
// E02.2 and E02.4). Both stand in the signed directory, with the signature of the board member who wrote them down;
// they give nobody access and take none away.

extension SignedIn {
  /// Records that the board has appointed a member of the group.
  ///
  /// - Parameter day: when the board decided.
  /// - Throws: `CaseworkError.notAllowed` for anybody but a board member, `.faults` for a day that lies ahead, `.absent`
  ///   for somebody who is not in the group.
  package func recordAppointment(of member: MemberID, decided day: Moment) async throws {
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    try await recordForBoard(decided: day) { .appointed(principal, decidedSeconds: $0) }
  }

  /// Records that the board has gone through the membership of the group, and who goes on.
  ///
  /// Somebody who is not confirmed stays until the membership is ended: that is a step of its own.
  /// - Throws: as `recordAppointment`.
  package func recordReview(confirming members: Set<MemberID>, decided day: Moment) async throws {
    let principals = members.compactMap { PrincipalID(hexadecimal: $0.text) }
    guard principals.count == members.count else { throw CaseworkError.absent }
    try await recordForBoard(decided: day) {
      .reviewed(MembershipReview(decidedSeconds: $0, confirmed: Set(principals)))
    }
  }

  private func recordForBoard(
    decided day: Moment, _ event: (UInt64) -> DirectoryEvent
  ) async throws {
    try demandConfirmation()
    guard let seconds = UInt64(exactly: day.secondsSince1970),
      day <= organization.environment.now()
    else { throw CaseworkError.faults([Self.dayAhead]) }
    let change = DirectoryChange(event: event(seconds), author: author, sign: signed)
    do {
      try await allowing("Only a member of the board records what the board has decided.") {
        try await organization.changeDirectory([change])
      }
    } catch let fault as DirectoryFault where fault.refusal == .decidedInFuture {
      throw CaseworkError.faults([Self.dayAhead])
    }
  }

  private static let dayAhead = FieldFault(
    field: "day", sentence: "Please give the day on which the board decided; it cannot lie ahead.")
}

extension Organization {
  /// How the group stands to the rules of its membership.
  func groupStanding(_ people: MembershipCache.Known) -> GroupStanding {
    let review = policy.membershipReview
    let newest = people.directory.reviews.map(\.review.decidedSeconds).max()
    let since = newest ?? people.directory.foundedSeconds ?? 0
    let due = Moment(secondsSince1970: Int64(clamping: since))
      .adding(seconds: review.everySeconds)
    return GroupStanding(
      memberCount: people.membership.readers(in: .member).count, membersMin: policy.membersMin,
      lastReviewed: newest.map { Moment(secondsSince1970: Int64(clamping: $0)) },
      reviewDue: due, isReviewLate: due < environment.now())
  }
}

extension SignedIn {
  /// The reviews of the membership, newest first, with names.
  func reviewRows(
    _ people: MembershipCache.Known, in transaction: ReadTransaction
  ) throws -> [MembershipReviewRow] {
    var names: [PrincipalID: String] = [:]
    for person in people.directory.principals {
      names[person.principal] = try organization.member(person, in: transaction).profile.name
    }
    func listed(_ principals: Set<PrincipalID>) -> [String] {
      principals.sorted().compactMap { names[$0] }.sorted()
    }
    return people.directory.reviews.reversed().map { recorded in
      MembershipReviewRow(
        decided: Moment(
          secondsSince1970: Int64(clamping: recorded.review.decidedSeconds)),
        recordedBy: names[recorded.recordedBy] ?? "",
        confirmed: listed(recorded.review.confirmed), unconfirmed: listed(recorded.unconfirmed))
    }
  }
}
