import Casework
import Procedure

/// What somebody sees who is about to do something in a case.
struct Situation {
  let reading: CaseReading
  let me: Person
  /// Everybody who ever joined, in that order.
  let people: [Person]
  let known: KnownCase
  /// The other cases this member handles, in their order.
  let otherCases: [KnownCase]
  let now: Moment
  /// Who is kept in mind in those cases; looked up only by whoever is about to link somebody.
  var knownPersons: [KnownPerson] = []
  /// What the checker points at in the draft that is about to be read.
  var pointedAt: [PointedAt] = []

  /// Somebody who was reported in another case too.
  struct KnownPerson {
    let id: PersonID
    let name: String
    let caseNumber: Int
  }

  var folded: Case { reading.folded }
  var policy: Policy { reading.policy }
  var kind: Nature.Kind { known.nature.kind }

  /// Somebody's name; names of identities stay out of the story.
  func name(_ id: MemberID) -> String {
    people.first { $0.id == id }?.name ?? "somebody"
  }

  /// How handlers call a party.
  func partyName(_ id: PartyID) -> String {
    let party = folded.parties.first { $0.id == id }
    return party?.role == .reporter ? "the reporter" : party?.displayName ?? "somebody"
  }

  /// An address that nobody else has.
  func address(of id: PartyID) -> String {
    let place = folded.parties.firstIndex { $0.id == id } ?? 0
    return "party\(place + 1).case\(known.number)@example.net"
  }

  /// Present people of a seat in the order of joining.
  func present(_ seat: Seat) -> [Person] { people.filter { !$0.hasLeft && $0.seat == seat } }

  /// The handlers who are still here, in the order of joining, without the one who acts.
  var otherHandlers: [Person] {
    let handlers = Set(folded.handlers)
    return people.filter { !$0.hasLeft && handlers.contains($0.id) && $0.number != me.number }
  }

  /// How many days the case is old.
  var ageDays: Int {
    Int((now.secondsSince1970 - (folded.receivedAt ?? now).secondsSince1970) / 86_400)
  }

  /// A rule that somebody else would leave aside, and that waits for a second word.
  var departureToSecond: RuleID? {
    folded.departuresWanted
      .filter { !folded.departures.contains($0.key) && !$0.value.contains(me.id) }
      .map(\.key).min { $0.rawValue < $1.rawValue }
  }

  /// A deadline of the policy that rests; one that runs once for each of several people rests for all of them.
  var restingDeadline: DeadlineID? {
    let resting = folded.deadlines(under: policy).filter(\.isPaused).map(\.id.text)
    return policy.deadlines.map(\.id).first { id in
      resting.contains { $0 == id.text || $0.hasPrefix(id.text + ".") }
    }
  }

  /// Whether this member only reads, for oversight.
  var isOversight: Bool { folded.standings[me.id]?.seat == .oversight }

  // MARK: Parties

  var reportedParties: [Party] { folded.parties.filter { $0.role == .reported } }

  /// Parties to whom no conversation leads yet, in the order they were named.
  var partiesWithoutChannel: [Party] {
    let reached = Set(folded.channels.values)
    return folded.parties.filter { !reached.contains($0.id) && $0.role != .reporter }
  }

  /// A conversation with the first party of a role.
  func channel(of role: PartyRole) -> ChannelID? {
    for party in folded.parties where party.role == role {
      if let channel = folded.channels.filter({ $0.value == party.id }).map(\.key).min() {
        return channel
      }
    }
    return nil
  }

  /// What the reporter has to be told next, once something is decided.
  var owedMessage: MessageKind? {
    guard folded.hasDecision else { return nil }
    if folded.reporterToldAt == nil || owesDecision { return .decision }
    return folded.openTasks.isEmpty && folded.closingToldAt == nil ? .closing : nil
  }

  /// Whether it is a task to tell the reporter what was decided.
  private var owesDecision: Bool {
    folded.openTasks.contains { $0.content.kind == .tellReporter }
  }

  /// The draft that this member reads next as a second reader: of somebody else where there is one. Their own is what
  /// somebody tries who tries what is refused.
  var draftToRead: Draft? {
    waitingDrafts.first { $0.author != me.id } ?? waitingDrafts.first
  }

  var waitingDrafts: [Draft] { folded.drafts.filter { $0.state == .waiting } }

  // MARK: Deciding

  /// Somebody who has to be asked about the adopted resolution, and to whom a conversation leads.
  var consultable: Party? {
    guard let proposal = folded.adoptedNotEnacted else { return nil }
    let reached = Set(folded.channels.values)
    return folded.consultationOpen(for: proposal.number, at: now).first { party in
      reached.contains(party.id)
        && !folded.consultations.contains {
          $0.proposal == proposal.number && $0.party == party.id && $0.askedAt != nil
        }
    }
  }

  /// Somebody whose word on the adopted resolution is still waited for.
  var openConsultation: (proposal: Int, party: Party)? {
    guard let proposal = folded.adoptedNotEnacted,
      let party = folded.consultationOpen(for: proposal.number, at: now).first
    else { return nil }
    return (proposal.number, party)
  }

  /// Measures that fit the policy.
  func measures(_ generator: inout SeededGenerator, atMost count: Int) -> [Measure] {
    let wanted = generator.number(in: 0...count)
    var measures: [Measure] = []
    for _ in 0..<wanted {
      guard let rule = generator.pick(policy.measures.list.filter { !$0.needsConsent }) else {
        break
      }
      let party = reportedParties.first?.id
      if rule.concernsReported, party == nil { continue }
      let days: Int? =
        switch rule.term {
        case .none, .permanent: nil
        case .endsOnDate(let least, let most), .endsByReadmission(let least, let most):
          min(max(least, generator.number(in: 7...90)), most ?? .max)
        }
      measures.append(
        Measure(
          measure: rule.id, party: rule.concernsReported ? party : nil,
          spaces: rule.perSpace ? policy.spaces.first.map { [$0.id] } : nil, days: days,
          conditions: generator.chance(perThousand: 300) ? ["No contact with the reporter"] : nil,
          skipReason: "A lower rung was not enough."))
    }
    return measures
  }
}
