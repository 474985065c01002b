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
    let roles = Dictionary(folded.parties.map { ($0.id, $0.role) }) { $1 }
    for recorded in folded.log {
      let member = recorded.by.memberID
      switch recorded.event {
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
        guard let party = folded.channels[sending.message.channel], let role = roles[party],
          role != .reporter, role != .harmed
        else { continue }
        if let act = sending.act, let by = acts[act], by == member,
          sending.kind == .emergencyNotice
        {
          continue
        }
        guard let draft = sending.draft, let text = texts[draft], text.approved == text.version
        else { return "A message went to a \(role.rawValue) person unread." }
      default: continue
      }
    }
    return nil
  }

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

  /// The fewest agreements that the documents ask for, over those who spoke: who was silent only makes it more.
  private static func lacking(
    _ proposal: Proposal, _ basis: DecisionOutcome.Basis, _ policy: Policy, _ folded: Case
  ) -> String? {
    let words = words(on: proposal, in: folded)
    let agreeing = words.filter { $0.value == .agree }.count
    let needed: Int =
      switch basis {
      case .board: 1
      default: 2
      }
    if agreeing < needed {
      return "A resolution was adopted with \(agreeing) agreements."
    }
    if proposal.body == .group, proposal.isSevere, agreeing * 2 <= words.count {
      return "A severe resolution was adopted by less than a majority of those who spoke."
    }
    return nil
  }
}
