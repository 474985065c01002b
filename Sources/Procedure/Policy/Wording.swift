/// Fills the community's own names into the texts of its policy, and checks every place in them.
struct Wording {
  private let values: [Placeholder: String]
  private let lacksBoardAddress: Bool

  init(community: Policy.Community) {
    values = [
      .organization: community.organization, .groupName: community.groupName,
      .groupWord: community.groupWord, .boardName: community.boardName,
      .conductAddress: community.conductAddress, .boardAddress: community.boardAddress ?? "",
    ]
    lacksBoardAddress = community.boardAddress == nil
  }

  /// A text with the community's names filled in; places of one message stay if they are allowed.
  func text(
    _ reader: inout ObjectReader, _ key: String, _ meaning: String, places: Set<Placeholder> = []
  ) -> String {
    let text = reader.text(key, meaning)
    return filled(
      text, path: reader.path(of: key), at: reader.offset(of: key), places: places,
      collector: reader.collector)
  }

  /// The same, or null.
  func optionalText(_ reader: inout ObjectReader, _ key: String, _ meaning: String) -> String? {
    if case .null = reader.optional(key)?.value { return nil }
    return text(&reader, key, meaning + ", or null")
  }

  /// A list of paragraphs.
  func paragraphs(
    _ reader: inout ObjectReader, _ key: String, countMin: Int = 1, _ meaning: String,
    places: Set<Placeholder> = []
  ) -> [String] {
    reader.elements(key, countMin: countMin, meaning).map { element in
      guard case .text(let text) = element.node.value else {
        reader.collector.add(
          .wrongType, path: element.path, at: element.node.offset,
          wrong: "\(element.node.value.kindForPeople) stands here",
          right: "a paragraph as a text in quotes")
        return ""
      }
      let checked = reader.checked(text, path: element.path, at: element.node.offset, meaning)
      return filled(
        checked, path: element.path, at: element.node.offset, places: places,
        collector: reader.collector)
    }
  }

  private func filled(
    _ text: String, path: String, at offset: Int?, places: Set<Placeholder>,
    collector: FaultCollector
  ) -> String {
    let known = Placeholder.allCases.filter { $0.isOfCommunity || places.contains($0) }
    var result = ""
    for part in TemplateText.parts(of: text) {
      switch part {
      case .text(let words): result += words
      case .place(let name):
        guard let place = Placeholder(rawValue: name), known.contains(place) else {
          let near = Spelling.nearest(to: name, among: known.map(\.rawValue))
          let exists = Placeholder(rawValue: name) != nil
          collector.add(
            .unknownPlaceholder, path: path, at: offset,
            wrong: exists
              ? "{\(name)} has no value in this text" : "{\(name)} is no placeholder",
            right: near.map { "did you mean {\($0)}?" }
              ?? "known here are \(known.map { "{\($0.rawValue)}" }.joined(separator: " "))")
          continue
        }
        if place == .boardAddress, lacksBoardAddress {
          collector.add(
            .contradiction, path: path, at: offset,
            wrong: "{board_address} is used, and community.boardAddress is null",
            right: "set the address or leave the place out")
        }
        result += values[place] ?? "{\(name)}"
      }
    }
    return result
  }
}

extension TemplateText {
  /// The names between braces.
  static func places(of text: String) -> [String] {
    parts(of: text).compactMap { if case .place(let name) = $0 { name } else { nil } }
  }
}

extension TemplateKind {
  /// What the program can fill into this message. A notice to members knows the code name and the link
  /// and nothing else of a case, so that no mail quotes a report.
  package var places: Set<Placeholder> {
    switch self {
    case .receiptMail: [.reporterName, .link, .due]
    case .acknowledgementNeedsDecision, .acknowledgementAlreadyHandled:
      [.reporterName, .memberName]
    case .replyWaiting: [.reporterName, .link]
    case .messageByMail: [.reporterName, .message, .link]
    case .mailPutAside: [.link]
    case .shepherdIntroduced: [.reporterName, .memberName, .shepherdName]
    case .delay: [.reporterName, .memberName, .reason, .due]
    case .consultation: [.partyName, .memberName, .proposal, .due]
    case .decisionToReporter: [.reporterName, .memberName, .decision]
    case .closingToReporter: [.reporterName, .memberName]
    case .retaliationQuestion: [.reporterName, .memberName, .link]
    case .hearingInvitation: [.partyName, .memberName, .behaviour, .due]
    case .fourPartLetter:
      [.partyName, .memberName, .behaviour, .impact, .expectedChange, .consequences]
    case .emergencyNotice: [.partyName, .memberName, .message]
    case .partyChannelOpened: [.partyName, .memberName, .link]
    case .noticeNewReport, .noticeNewMessage, .noticeMailPutAside, .noticeBoard, .noticeTask,
      .noticeProposal, .noticeDraftToReview, .noticeBoardReport, .noticeAct,
      .noticeOnCallReport, .noticeUnanswered, .noticeRetaliation:
      [.memberName, .codeName, .link]
    case .recoveryAlarm: [.link]
    case .handOver: [.memberName, .link, .primaryName, .secondaryName, .due]
    case .swapProposed, .swapAnswered, .groupTooSmall, .uninvolvedNeeded: [.memberName, .link]
    case .membershipReviewReminder, .membershipReviewAlarm: [.memberName, .link, .due]
    case .deadlineReminder, .deadlineAlarm: [.memberName, .codeName, .link, .title, .due]
    case .invitation, .boardInvitation, .lostPassword: [.memberName, .link, .expires]
    case .memberJoined, .memberRenamed, .confirmationNeeded, .policyProposed, .policyAdopted:
      [.memberName, .link]
    }
  }

  /// What the message is useless without.
  package var placesRequired: [Placeholder] {
    switch self {
    case .receiptMail, .mailPutAside, .recoveryAlarm: []
    case .acknowledgementNeedsDecision, .acknowledgementAlreadyHandled: [.memberName]
    case .replyWaiting, .invitation, .boardInvitation, .lostPassword, .memberJoined,
      .memberRenamed, .confirmationNeeded, .swapProposed, .swapAnswered, .groupTooSmall,
      .uninvolvedNeeded, .policyProposed, .policyAdopted,
      .membershipReviewReminder, .membershipReviewAlarm:
      [.link]
    case .handOver: [.link, .primaryName, .secondaryName]
    case .messageByMail: [.message]
    case .shepherdIntroduced: [.shepherdName]
    case .delay: [.due]
    case .consultation: [.proposal, .due]
    case .decisionToReporter: [.decision]
    case .closingToReporter, .retaliationQuestion: []
    case .hearingInvitation: [.behaviour, .due]
    case .fourPartLetter: [.behaviour, .impact, .expectedChange, .consequences]
    case .emergencyNotice: [.message]
    case .partyChannelOpened: [.link]
    case .noticeNewReport, .noticeNewMessage, .noticeMailPutAside, .noticeBoard, .noticeTask,
      .noticeProposal, .noticeDraftToReview, .noticeBoardReport, .noticeAct,
      .noticeOnCallReport, .noticeUnanswered, .noticeRetaliation:
      [.codeName, .link]
    case .deadlineReminder, .deadlineAlarm: [.codeName, .link, .title]
    }
  }
}
