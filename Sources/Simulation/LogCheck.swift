import Casework
import Procedure

/// What the log of a case alone has to show, counted anew from its events and not from what the rules folded.
enum LogCheck {
  /// Every message to somebody who is neither reporter nor harmed was read by a second member in exactly that version,
  /// or is an emergency notice of whoever acted.
  ///
  /// - Returns: what is wrong; nil for nothing.
  static func unreviewed(in folded: Case) -> String? {
    struct Text {
      var version: Int
      var author: MemberID?
      var approved: Int?
    }
    var texts: [Int: Text] = [:]
    var acts: [Int: MemberID] = [:]
    // A correction takes no protection away: whoever was entered as anything else once is written to by two.
    var first: PartyID?
    var strict: [PartyID: PartyRole] = [:]
    func enter(_ party: Party) {
      if party.role == .reporter { first = first ?? party.id }
      let isOpen = party.role == .reporter || party.role == .harmed
      if !isOpen, party.id != first || party.role == .reported { strict[party.id] = party.role }
    }
    for recorded in folded.log {
      let member = recorded.by.memberID
      switch recorded.event {
      case .partyNamed(let party): enter(party)
      case .partyCorrected(let correction): enter(correction.party)
      case .draftWritten: texts[recorded.sequence] = Text(version: 1, author: member)
      case .draftChanged(let change):
        texts[change.draft]?.version += 1
        texts[change.draft]?.author = member
      case .draftReviewed(let review):
        guard let text = texts[review.draft] else { continue }
        if review.isApproved, member != text.author, review.version == text.version {
          texts[review.draft]?.approved = review.version
        } else if !review.isApproved, review.version == text.version {
          texts[review.draft]?.approved = nil
        }
      case .actedAtOnce: acts[recorded.sequence] = member
      case .messageSent(let sending):
        guard let party = folded.channels[sending.message.channel], let role = strict[party],
          party != first || !Self.isTheReporters.contains(sending.kind)
        else { continue }
        if let act = sending.act, let by = acts[act], by == member,
          sending.kind == .emergencyNotice
        {
          continue
        }
        guard let draft = sending.draft, let text = texts[draft], text.approved == text.version
        else { return "A message went to a \(role.rawValue) person unread." }
      case .statementPublished(let publishing):
        guard let text = texts[publishing.draft], text.approved == text.version
        else { return "A statement was published unread." }
      default: continue
      }
    }
    return nil
  }

  /// What goes to who reported first, by a command of its own.
  private static let isTheReporters: Set<MessageKind> = [
    .automaticReceipt, .acknowledgement, .shepherdIntroduced, .delay, .retaliationQuestion,
  ]

  /// Every measure stands on a proposal with enough agreements, or on an act at once.
  ///
  /// - Returns: what is wrong; nil for nothing.
  static func undecided(in folded: Case, policy: Policy) -> String? {
    for measure in folded.measuresInForce {
      if folded.log.contains(where: { endsEarly($0, measure) }) {
        return "A measure that still held was ended by one member."
      }
      switch measure.source {
      case .act(let number):
        guard let act = folded.acts.first(where: { $0.number == number }) else {
          return "A measure stands on an act that nobody did."
        }
        if act.settled?.verdict == .reverse, measure.endedAt == nil {
          return "A measure of an act that was reversed is still in force."
        }
      case .proposal(let number):
        guard let proposal = folded.proposals.first(where: { $0.number == number }),
          let basis = basis(of: proposal), folded.enacted.contains(number)
        else { return "A measure is in force without an adopted resolution." }
        if let lacking = lacking(proposal, basis, policy, folded) { return lacking }
      }
    }
    return nil
  }

  /// Whether an event ends a measure that held then.
  private static func endsEarly(_ recorded: RecordedEvent, _ measure: MeasureInForce) -> Bool {
    guard case .measureEnded(let ending) = recorded.event, ending.measure == measure.number else {
      return false
    }
    switch measure.ends {
    case .none: return false
    case .endsOnDate: return measure.until.map { recorded.at < $0 } ?? true
    case .endsByReadmission, .permanent: return true
    }
  }

  private static func basis(of proposal: Proposal) -> DecisionOutcome.Basis? {
    if case .adopted(let basis, _) = proposal.stage { basis } else { nil }
  }

  /// The newest word of everybody on the newest version, from the events. Who puts a version agrees with it.
  private static func words(on proposal: Proposal, in folded: Case) -> [MemberID: Choice] {
    var words: [MemberID: Choice] = [:]
    for recorded in folded.log {
      switch recorded.event {
      case .proposalOpened where recorded.sequence == proposal.number:
        words = recorded.by.memberID.map { [$0: .agree] } ?? [:]
      case .proposalAmended(let content) where content.proposal == proposal.number:
        words = recorded.by.memberID.map { [$0: .agree] } ?? [:]
      default: break
      }
      guard case .voted(let vote) = recorded.event, vote.proposal == proposal.number,
        vote.version == proposal.version, let member = recorded.by.memberID,
        recorded.at <= proposal.adoptedAt ?? recorded.at
      else { continue }
      words[member] = vote.choice
    }
    return words
  }

  /// Whether the documents ask for more agreements than there were, over all who could decide when it was adopted.
  private static func lacking(
    _ proposal: Proposal, _ basis: DecisionOutcome.Basis, _ policy: Policy, _ folded: Case
  ) -> String? {
    guard let at = proposal.adoptedAt else { return "A resolution was adopted at no time." }
    // The case as it stood when the version was put, and when it was adopted.
    let put = folded.log.last { recorded in
      switch recorded.event {
      case .proposalOpened: recorded.sequence == proposal.number
      case .proposalAmended(let content): content.proposal == proposal.number
      default: false
      }
    }
    guard let put else { return "A resolution was adopted that nobody put." }
    let then = Case(folding: folded.log.filter { $0.sequence <= put.sequence }, under: policy)
    let later = adoption(of: proposal.number, after: then, in: folded)
    let counting = Set(then.eligible(in: proposal.body, at: put.at))
      .intersection(later.eligible(in: proposal.body, at: at))
    let words = words(on: proposal, in: folded).filter { counting.contains($0.key) }
    let count = counting.count
    let agreeing = words.filter { $0.value == .agree }.map(\.key)
    let said = "\(agreeing.count) agreements of \(count)"
    if proposal.body == .board {
      // Who decided before leaves it to the others, as far as there are any.
      if proposal.subject.kind == .reconsideration { return agreeing.isEmpty ? said : nil }
      return 2 * agreeing.count > count ? nil : "The board adopted with \(said)."
    }
    let lead = later.shepherding.shepherd ?? proposal.by
    let together =
      agreeing.count { $0 != lead } >= 2 && !words.values.contains(.object)
    let voted = 3 * agreeing.count >= 2 * count
    guard basis == .consensus ? together : voted else {
      return "A resolution was adopted with \(said) by \(basis.rawValue)."
    }
    if proposal.isSevere, 2 * agreeing.count <= count {
      return "A severe resolution was adopted with \(said)."
    }
    return nil
  }

  /// The case as it stood when a proposal was adopted.
  private static func adoption(of number: Int, after then: Case, in folded: Case) -> Case {
    func isAdopted(_ subject: Case) -> Bool {
      subject.proposals.contains { $0.number == number && $0.adoptedAt != nil }
    }
    var running = then
    for recorded in folded.log.dropFirst(then.log.count) {
      if isAdopted(running) { return running }
      let lapsed = running.advanced(to: recorded.at)
      if isAdopted(lapsed) { return lapsed }
      running.fold(recorded)
    }
    return running
  }
}
