/// What information for other leaders rests on, said before anybody else reads the draft (row C8).
package struct InformationGuards: Hashable, Codable, Sendable {
  package var basis: InformationBasis
  /// Who or what confirms it; or which pattern it is, without putting one report in the middle.
  package var account: String
  /// It informs, and leaves to the recipient what to do.
  package var leavesDecision: Bool
  /// All of it is said in writing, and nothing besides by call.
  package var isInWriting: Bool

  package init(
    basis: InformationBasis, account: String, leavesDecision: Bool, isInWriting: Bool
  ) {
    self.basis = basis
    self.account = account
    self.leavesDecision = leavesDecision
    self.isInWriting = isInWriting
  }
}

/// What makes information more than the word of one.
package enum InformationBasis: String, Codable, Sendable, CaseIterable {
  case corroborated, pattern
}

/// `askLegalAdvice`: somebody who knows the law was asked; all of it may be left out.
package struct LegalAdvice: Hashable, Codable, Sendable {
  package var who: String?
  package var account: String?

  package init(who: String? = nil, account: String? = nil) {
    self.who = who
    self.account = account
  }
}

extension Case {
  /// Whether the case weighs so much that legal advice belongs to it: somebody is in danger, what was found is severe
  /// by itself, or a severe measure is decided on or in force.
  package var isSerious: Bool {
    isInDanger || isSevereByItself(.resolution([]))
      || proposals.contains { $0.isSevere && ($0.isOpen || $0.adoptedAt != nil) }
      || measuresInForce.contains { $0.endedAt == nil && isSevere($0.measure) }
  }

  /// Whether it waits that somebody asks for legal advice, or says why not.
  package var owesLegalAdvice: Bool { isSerious && legalAdviceSettledAt == nil }
}

extension Rules {
  /// Information for other leaders says what it rests on, leaves the decision to them, and is all in writing.
  func isGuarded(_ guards: InformationGuards?, _ kind: MessageKind) throws(Refusal) {
    guard kind == .information else { return }
    try require(
      .informationCorroborated,
      Self.isText(guards?.account ?? "", scalarsMax: Limits.noteScalarsMax),
      "It is not said who or what confirms this information, or which pattern it shows.",
      "Say what it rests on besides the word of one person, or wait until there is more.")
    try require(
      .informationInforms, guards?.leavesDecision ?? false,
      "It is not said that the letter informs and leaves the decision to those who get it.",
      "Tell what kinds of reports there were, and write that what follows from it is theirs to decide."
    )
    try require(
      .informationInWriting, guards?.isInWriting ?? false,
      "It is not said that all of it is told in writing.",
      "Write down what would be said in a call, and send that.")
  }

  /// In a serious case somebody who knows the law was asked, or it is on the record why not.
  func adviceIsSettled(before kind: MessageKind) throws(Refusal) {
    try require(
      .informationAdviceFirst, kind != .information || !subject.owesLegalAdvice,
      "This case is serious, and nobody has asked for legal advice.",
      "Ask for it, or record why it is not needed; then the information can go out.")
  }

  func oweAdvice() throws(Refusal) {
    try require(
      .informationAdviceFirst, subject.legalAdviceSettledAt == nil,
      "It is on the record already that legal advice was asked for, or why not.",
      "Record a contact of the kind “lawyer” to add to it.")
  }
}

extension Case {
  func decideAdvice(
    _ command: Command, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .askLegalAdvice(let advice):
      try rules.optionalTextFits(advice.who, scalarsMax: Limits.nameScalarsMax)
      try rules.optionalTextFits(advice.account, scalarsMax: Limits.noteScalarsMax)
      func said(_ text: String?, or usual: String) -> String {
        text.flatMap { $0.isEmpty ? nil : $0 } ?? usual
      }
      return [
        .contactRecorded(
          Contact(
            kind: .lawyer, who: said(advice.who, or: "Legal counsel"),
            when: now.text(seenFrom: now),
            account: said(advice.account, or: "Legal advice was asked for.")))
      ]
    case .waiveLegalAdvice(let why):
      try rules.oweAdvice()
      try rules.reasonIsGiven(why.reason)
      return [.legalAdviceWaived(Reason(reason: why.reason))]
    default: return nil
    }
  }
}
