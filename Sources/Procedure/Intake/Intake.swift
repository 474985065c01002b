/// Who may be asked to read a new report.
package enum CandidateSet: Hashable, Sendable {
  /// Members of the working group, to be asked at the gate.
  case members([MemberID], keptOut: [KeepingOut])
  /// Nobody in the group is left: board members.
  case board([MemberID], keptOut: [KeepingOut])
  /// Nobody at all: the recovery shares, with an alarm that says nothing of the content.
  case recovery(keptOut: [KeepingOut])

  /// Everybody who was kept out, with the reason; board members too, so that they get no reserve either.
  package var keptOut: [KeepingOut] {
    switch self {
    case .members(_, let keptOut), .board(_, let keptOut), .recovery(let keptOut): keptOut
    }
  }

  /// Whom to ask at the gate.
  package var asked: [MemberID] {
    switch self {
    case .members(let asked, _), .board(let asked, _): asked
    case .recovery: []
    }
  }
}

/// Decides who may read first. Pure: profiles and findings are passed in.
package enum Intake {
  /// Who may be asked to read a report.
  ///
  /// Members whose roles read cases, or only those the reporter wrote to; without those left out by the
  /// reporter and those whom the report names. Nobody left, or all chairs concerned where the policy says
  /// so: the board, by the same rules. Nobody there either: recovery.
  ///
  /// - Parameters:
  ///   - members: all confirmed members and board members.
  ///   - leftOut: whom the reporter named to be left out.
  ///   - named: whom the texts of the report name, with the fields where (`Intake.named(in:profiles:)`).
  ///   - chosen: members the reporter wrote to directly; empty for the whole group. A choice is honoured
  ///     whatever the form offered: the others stay out, since the reporter did not mean them.
  package static func candidates(
    members: [MemberProfile], leftOut: [MemberID], named: [MemberID: [String]],
    chosen: [MemberID], policy: Policy
  ) -> CandidateSet {
    var keptOut: [KeepingOut] = []
    var concerned: Set<MemberID> = []
    let readers = members.filter { reads($0, under: policy) }.sorted { $0.id < $1.id }
    for profile in members.sorted(by: { $0.id < $1.id }) {
      if leftOut.contains(profile.id) {
        keptOut.append(
          KeepingOut(member: profile.id, seat: profile.seat, because: .leftOutByReporter))
      } else if let places = named[profile.id] {
        keptOut.append(
          KeepingOut(
            member: profile.id, seat: profile.seat, because: .namedInText(places: places)))
      } else {
        continue
      }
      concerned.insert(profile.id)
    }
    let group = readers.filter { $0.seat == .member && !concerned.contains($0.id) }
    let board = readers.filter {
      $0.seat == .board && !concerned.contains($0.id)
    }
    let notChosen = chosen.isEmpty ? [] : group.filter { !chosen.contains($0.id) }
    keptOut += notChosen.map { KeepingOut(member: $0.id, because: .notChosen) }
    let asked = group.filter { member in !notChosen.contains { $0.id == member.id } }
    let chairs = readers.filter { $0.seat == .member && isChair($0, under: policy) }
    let areAllChairsConcerned =
      policy.intake.allChairsToBoard && !chairs.isEmpty
      && chairs.allSatisfy { concerned.contains($0.id) }
    if !asked.isEmpty, !areAllChairsConcerned {
      return .members(asked.map(\.id), keptOut: keptOut)
    }
    if !board.isEmpty { return .board(board.map(\.id), keptOut: keptOut) }
    return .recovery(keptOut: keptOut)
  }

  private static func roles(
    of profile: MemberProfile, under policy: Policy
  ) -> [Policy.Role] {
    policy.roles.filter { profile.roles.contains($0.id) && $0.seat == profile.seat }
  }

  /// Whoever holds a role that reads cases, or no role that the policy knows.
  private static func reads(_ profile: MemberProfile, under policy: Policy) -> Bool {
    let roles = roles(of: profile, under: policy)
    return roles.isEmpty || roles.contains(where: \.readsCases)
  }

  private static func isChair(_ profile: MemberProfile, under policy: Policy) -> Bool {
    roles(of: profile, under: policy).contains(where: \.isChair)
  }

  /// Those a reporter may choose to write to alone, for the form.
  package static func offeredForDirectReports(
    members: [MemberProfile], policy: Policy
  ) -> [MemberProfile] {
    switch policy.intake.directReports {
    case .nobody: []
    case .anyMember: members.filter { $0.seat == .member && reads($0, under: policy) }
    case .roles:
      members.filter { profile in
        profile.seat == .member
          && roles(of: profile, under: policy).contains(where: \.takesDirectReports)
      }
    }
  }

  /// The members whom the report names, each with the fields of the form where it does. In the
  /// reporter's own contact details only a whole name, handle or address counts.
  package static func named(
    in report: Report, profiles: [MemberProfile]
  ) -> [MemberID: [String]] {
    named(in: report, finder: Mentions.Finder(profiles: profiles))
  }

  /// The same, with a finder that is kept for many reports.
  package static func named(
    in report: Report, finder: Mentions.Finder
  ) -> [MemberID: [String]] {
    var found: [MemberID: [String]] = [:]
    for (place, text) in report.searchableTexts {
      for (member, mentions) in finder.members(in: text) {
        // Sharing a given name with the reporter names nobody.
        guard place != "contact" || !mentions.isDisjoint(with: [.fullName, .handle, .email]) else {
          continue
        }
        found[member, default: []].append(place)
      }
    }
    return found
  }

  /// The first events of a case, in order: the report, the reporter and their channel, a card when the
  /// report names people, who was kept out, who is asked; an escalation when it is not the group.
  package static func openingEvents(
    report: Report, candidates: CandidateSet, reporter: PartyID, channel: ChannelID?,
    under policy: Policy
  ) -> [Event] {
    let contact = report.contact
    var events: [Event] = [
      .reportReceived(report),
      .partyNamed(
        Party(
          id: reporter, role: .reporter,
          displayName: contact.name.isEmpty ? Party.unnamedReporter : contact.name,
          emails: contact.email.isEmpty ? [] : [contact.email])),
    ]
    if let channel {
      events.append(.channelOpened(ChannelOpening(channel: channel, party: reporter)))
    }
    if let card = card(of: report, under: policy) { events.append(.cardWritten(card)) }
    events += candidates.keptOut.map(Event.memberKeptOut)
    switch candidates {
    case .members(let asked, _):
      events.append(.membersAsked(Asking(members: asked, seat: .member)))
    case .board(let asked, _):
      events.append(.escalatedToBoard(Escalation(because: .nobodyLeftAtIntake)))
      events.append(.membersAsked(Asking(members: asked, seat: .board)))
    case .recovery:
      events.append(.escalatedToBoard(Escalation(because: .nobodyLeftAtIntake)))
    }
    return events
  }

  /// The card that can be written from the form alone; nil when the form names nobody (a mail).
  ///
  /// Short pieces of the two fields count as names; a piece that is longer is an account and stays sealed.
  package static func card(of report: Report, under policy: Policy) -> Card? {
    let shows = policy.gate.cardShows
    // Who lists themselves among those involved has not agreed to be shown by that.
    let hidden = report.nameOnCard ? "" : report.contact.name.lowercased()
    func shown(_ text: String) -> [String] {
      names(in: text).filter { hidden.isEmpty || !$0.lowercased().contains(hidden) }
    }
    let reported = shows.contains(.reported) ? shown(report.involved) : []
    let witnesses = shows.contains(.witnesses) ? shown(report.witnesses) : []
    let reporter =
      shows.contains(.reporter) && report.nameOnCard && !report.contact.name.isEmpty
      ? report.contact.name : nil
    guard !reported.isEmpty || !witnesses.isEmpty || reporter != nil else { return nil }
    return Card(reported: reported, witnesses: witnesses, reporter: reporter)
  }

  private static func names(in text: String) -> [String] {
    text.split { $0.isNewline || $0 == "," || $0 == ";" || $0 == "、" || $0 == "،" }
      .map { String($0.drop(while: \.isWhitespace)) }
      .map { piece in
        let end = piece.lastIndex { !$0.isWhitespace }.map { piece.index(after: $0) }
        return String(piece[..<(end ?? piece.startIndex)])
      }
      .filter { !$0.isEmpty && $0.unicodeScalars.count <= Limits.cardNameScalarsMax }
      .prefix(Limits.cardNamesMax).map { $0 }
  }
}
