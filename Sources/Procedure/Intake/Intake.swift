/// Who may be asked to read a new report.
package enum CandidateSet: Hashable, Sendable {
  /// Members of the working group, to be asked at the gate.
  case members([MemberID], keptOut: [KeepingOut])
  /// Nobody in the group is left: board members.
  case board([MemberID], keptOut: [KeepingOut])
  /// Nobody at all: the recovery shares, with an alarm that says nothing of the content.
  case recovery(keptOut: [KeepingOut])

  /// Everybody who was kept out, with the reason.
  package var keptOut: [KeepingOut] {
    switch self {
    case .members(_, let keptOut), .board(_, let keptOut), .recovery(let keptOut): keptOut
    }
  }
}

/// Decides who may read first. Pure: profiles and findings are passed in.
package enum Intake {
  /// Who may be asked to read a report.
  ///
  /// - Parameters:
  ///   - members: all confirmed members and board members.
  ///   - leftOut: whom the reporter named to be left out.
  ///   - named: whom the texts of the report name, with the fields where (`Intake.named(in:profiles:)`).
  ///   - chosen: members the reporter wrote to directly; empty for the whole group.
  package static func candidates(
    members: [MemberProfile], leftOut: [MemberID], named: [MemberID: [String]],
    chosen: [MemberID], policy: Policy
  ) -> CandidateSet {
    .recovery(keptOut: [])
  }

  /// The members whom the report names, each with the fields of the form where it does.
  package static func named(
    in report: Report, profiles: [MemberProfile]
  ) -> [MemberID: [String]] { [:] }

  /// The first events of a case, in order: the report, the reporter and their channel, a card when the
  /// report names people, who was kept out, who is asked; an escalation when it is not the group.
  package static func openingEvents(
    report: Report, candidates: CandidateSet, reporter: PartyID, channel: ChannelID?,
    under policy: Policy
  ) -> [Event] { [] }

  /// The card that can be written from the form alone; nil when the form names nobody (a mail).
  package static func card(of report: Report, under policy: Policy) -> Card? { nil }
}
