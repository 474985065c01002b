import Identity
package import Procedure
import Vault

/// Something that a party can say with a button of their page.
package struct AnswerOffer: Sendable, Hashable {
  package let kind: ArrivingAnswer.Kind
  /// The message of the conversation that asks, counted from 1; nil for what may be said at any time.
  package let message: Int?
  /// What is to be allowed, when permission is asked for; what was allowed, when it can be taken back.
  package let asks: PermissionRequest?

  package init(
    _ kind: ArrivingAnswer.Kind, message: Int? = nil, asks: PermissionRequest? = nil
  ) {
    self.kind = kind
    self.message = message
    self.asks = asks
  }
}

/// What a party says with a button: one of the offers, and how they answer it.
package struct ChosenAnswer: Sendable, Hashable, Codable {
  package var kind: ArrivingAnswer.Kind
  /// The message that asked, counted from 1.
  package var message: Int?
  /// What they think of a planned resolution.
  package var consultation: ConsultationAnswer?
  /// To a question that is answered with yes or no.
  package var isYes: Bool?

  package init(
    kind: ArrivingAnswer.Kind, message: Int? = nil, consultation: ConsultationAnswer? = nil,
    isYes: Bool? = nil
  ) {
    self.kind = kind
    self.message = message
    self.consultation = consultation
    self.isYes = isYes
  }

  /// The same answer gives the same text.
  var text: String {
    [
      kind.rawValue, message.map(String.init) ?? "", consultation?.rawValue ?? "",
      isYes.map { $0 ? "yes" : "no" } ?? "",
    ].joined(separator: "-")
  }
}

/// What the words of a party open: their own conversation, and nothing of the case.
///
/// Messages are counted as the party sees them, never by their place in the log: its gaps would tell when somebody
/// was kept out or a mail failed.
struct PartyConversation {
  private struct Item {
    let at: Moment
    let report: Report?
    let message: ChannelMessage
    /// Its place in the log of the channel; no page shows it.
    let sequence: Int
  }

  private var items: [Item] = []
  /// Whether the party reported first: only they can take the report back.
  let isFirstReporter: Bool
  private let now: Moment
  /// How long after they were told of a decision they may ask to have it looked at again.
  private let reconsiderationSeconds: Int64
  /// How mails reach the party; nil where no address is known.
  let mailChoice: MailChoice?

  init(_ opened: OpenedVault, isFirstReporter: Bool, now: Moment, _ policy: Policy) {
    self.isFirstReporter = isFirstReporter
    self.now = now
    reconsiderationSeconds = policy.board.reconsiderationSeconds
    let beginning = opened.channelBeginning
    mailChoice =
      beginning?.address.isEmpty == false
      ? MailChoice(mailsText: beginning?.mailsText ?? false) : nil
    for line in opened.lines {
      let at = Moment(secondsSince1970: Int64(clamping: line.entry.header.timeSeconds))
      let sequence = Int(line.entry.header.sequence)
      guard case .channel(let entry) = line.payload else { continue }
      switch entry {
      case .report(let report):
        items.append(
          Item(
            at: at, report: report, message: ChannelMessage(side: .party, way: .page, text: ""),
            sequence: sequence))
      case .message(let message):
        items.append(Item(at: at, report: nil, message: message, sequence: sequence))
      case .opened, .delivery, .wordsTakenOver, .mailChosen: break
      }
    }
  }

  /// Which messages stand on a page.
  func stretch(page: Int) -> Stretch {
    Stretch(page: page, of: items.count, perPage: HistoryLimits.messagesPerPage)
  }

  /// The messages as their party sees them; no member has a name here.
  func views(_ stretch: Stretch) -> [ChannelMessageView] {
    items[stretch.range].map { item in
      item.report?.view(at: item.at) ?? item.message.view(at: item.at, memberName: nil)
    }
  }

  /// What the party can say now: what asks for an answer until it has one, and what may be said at any time.
  var offers: [AnswerOffer] {
    var offers: [AnswerOffer] = []
    for (place, item) in items.enumerated() where item.message.side == .group {
      for offer in Self.offers(of: item.message, number: place + 1)
      where !isAnswered(offer, after: place) && !isOver(offer, since: item.at) {
        offers.removeAll {
          $0.kind == offer.kind && meaning($0) == meaning(offer) && $0.asks == offer.asks
        }
        offers.append(offer)
      }
      if let asks = item.message.asks, isAllowed(askedAt: place) {
        offers.append(AnswerOffer(.takeBack, message: place + 1, asks: asks))
      }
    }
    // What handlers kept of their words is taken back here, too.
    if isFirstReporter || items.contains(where: { $0.message.asks != nil }) {
      offers.append(AnswerOffer(.takeBack))
    }
    if isFirstReporter, !hasSaid(.withdrawal) { offers.append(AnswerOffer(.withdrawal)) }
    offers.append(AnswerOffer(wantsNoContact ? .resumeContact : .stopContact))
    return offers
  }

  private static func offers(of message: ChannelMessage, number: Int) -> [AnswerOffer] {
    var offers: [AnswerOffer] =
      switch message.kind {
      case .consultation where message.proposal != nil:
        [AnswerOffer(.consultation, message: number)]
      case .hearing: [AnswerOffer(.hearing, message: number)]
      case .shepherdIntroduced: [AnswerOffer(.concern, message: number)]
      case .retaliationQuestion: [AnswerOffer(.retaliation, message: number)]
      case .permissionQuestion where message.asks != nil:
        [AnswerOffer(.permission, message: number, asks: message.asks)]
      case .decision, .letter, .closing: [AnswerOffer(.reconsideration, message: number)]
      default: []
      }
    if message.measure != nil { offers.append(AnswerOffer(.readmission, message: number)) }
    return offers
  }

  /// Where the message lies that an offer answers.
  private func question(_ offer: AnswerOffer) -> Int? {
    offer.message.map { items[$0 - 1].sequence }
  }

  /// The proposal or measure that an offer is about, so that a later message about it takes its place.
  private func meaning(_ offer: AnswerOffer) -> Int? {
    guard let number = offer.message else { return nil }
    let message = items[number - 1].message
    return offer.kind == .readmission ? message.measure : message.proposal
  }

  private func isAnswered(_ offer: AnswerOffer, after place: Int) -> Bool {
    items.dropFirst(place + 1).contains { item in
      guard item.message.side == .party, let given = item.message.answer else { return false }
      switch (offer.kind, given) {
      case (.consultation, .consultation(let proposal, _)): return proposal == meaning(offer)
      case (.readmission, .readmission(let measure)): return measure == meaning(offer)
      case (.permission, .permission(_, _, let question)):
        return question == items[place].sequence
      default: return given.kind == offer.kind
      }
    }
  }

  /// Whether a question was answered with yes, and that was not taken back.
  private func isAllowed(askedAt place: Int) -> Bool {
    let question = items[place].sequence
    return items.dropFirst(place + 1).reduce(false) { isAllowed, item in
      switch item.message.answer {
      case .permission(_, let isGiven, question): isGiven
      case .takeBack(let taken) where taken == nil || taken == question: false
      default: isAllowed
      }
    }
  }

  /// What counts no more is not offered.
  private func isOver(_ offer: AnswerOffer, since told: Moment) -> Bool {
    offer.kind == .reconsideration && now > told.adding(seconds: reconsiderationSeconds)
  }

  /// Until when they may ask to have the decision looked at again, or when that ended.
  var appeal: AppealTime? {
    let told = items.lastIndex { item in
      item.message.side == .group
        && Self.offers(of: item.message, number: 0).contains { $0.kind == .reconsideration }
    }
    guard let told, !isAnswered(AnswerOffer(.reconsideration), after: told) else { return nil }
    let ends = items[told].at.adding(seconds: reconsiderationSeconds)
    return now <= ends ? .until(ends) : .ended(ends)
  }

  private func hasSaid(_ kind: ArrivingAnswer.Kind) -> Bool {
    items.contains { $0.message.side == .party && $0.message.answer?.kind == kind }
  }

  private var wantsNoContact: Bool {
    items.last { [.stopContact, .resumeContact].contains($0.message.answer?.kind) }?
      .message.answer?.kind == .stopContact
  }

  /// What a chosen answer says in the words of the rules; nil for one that is not offered now, or that lacks its word.
  func meant(by chosen: ChosenAnswer) -> ArrivingAnswer? {
    guard
      let offer = offers.first(where: { $0.kind == chosen.kind && $0.message == chosen.message })
    else { return nil }
    switch offer.kind {
    case .consultation:
      guard let proposal = meaning(offer), let answer = chosen.consultation else { return nil }
      return .consultation(proposal: proposal, answer)
    case .readmission: return meaning(offer).map { .readmission(measure: $0) }
    case .retaliation: return chosen.isYes.map { .retaliation($0) }
    case .permission:
      guard let asks = offer.asks, let isGiven = chosen.isYes else { return nil }
      return .permission(asks.about, isGiven: isGiven, question: question(offer))
    case .takeBack: return .takeBack(question: question(offer))
    case .hearing: return .hearing
    case .concern: return .concern
    case .reconsideration: return .reconsideration
    case .withdrawal: return .withdrawal
    case .stopContact: return .stopContact
    case .resumeContact: return .resumeContact
    }
  }
}
