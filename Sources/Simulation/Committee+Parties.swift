import Casework
import Procedure

extension Committee {
  func openedChannel(of known: KnownCase) async throws -> Reporter? {
    guard let receipt = known.receipt else { return nil }
    let organization = try organization
    return try await organization.reporter(token: organization.openChannel(receipt: receipt))
  }

  func reporterReads(_ known: KnownCase) async throws {
    guard let reporter = try await openedChannel(of: known) else { return }
    let view = try await reporter.view()
    try check(view, of: known)
    let answers = view.messages.count { if case .group = $0.side { true } else { false } }
    tell(
      "The reporter reads: \(answers == 0 ? "no answer yet" : answers == 1 ? "1 answer" : "\(answers) answers").",
      case: known.number)
    try await reporter.signOut()
  }

  /// The reporter or another party writes, or answers with a button of their page.
  func partyActs(
    _ known: KnownCase, _ step: Step, _ generator: inout SeededGenerator
  ) async throws {
    if generator.chance(perThousand: known.receipt == nil ? 900 : 400),
      let writer = generator.pick(known.correspondents)
    {
      if try await answerByMail(known, as: writer, step, &generator) { return }
    }
    if generator.chance(perThousand: 500), !known.others.isEmpty {
      let place = generator.number(below: known.others.count)
      guard let words = try await ownWords(of: place, in: known) else { return }
      try await write(known, as: known.others[place].name, words, step, &generator)
    } else if let receipt = known.receipt {
      try await write(known, as: "The reporter", receipt, step, &generator)
    }
  }

  private func write(
    _ known: KnownCase, as name: String, _ words: String, _ step: Step,
    _ generator: inout SeededGenerator
  ) async throws {
    let opened: () async throws -> Reporter = {
      let organization = try self.organization
      return try await organization.reporter(token: organization.openChannel(receipt: words))
    }
    let offers = try await opened().followUp().offers.filter {
      // Few take back what they reported, or want to hear nothing more.
      [.withdrawal, .stopContact].contains($0.kind) ? generator.chance(perThousand: 60) : true
    }
    let chosen =
      generator.chance(perThousand: 600)
      ? generator.pick(offers).map { Self.answer(to: $0, &generator) } : nil
    let names = present.filter { $0.seat == .member }
    let named = generator.chance(perThousand: 80) ? generator.pick(names) : nil
    let text =
      named.map { "I have to add that \($0.name) was part of it." }
      ?? generator.pick(["It happened again.", "What happens now?", "Thank you for the answer."])
      ?? ""
    let isTwice = generator.chance(perThousand: 100)
    let token = try organization.newFormToken()
    let write: () async throws -> Void = {
      try await opened().answer(text: text, files: [], formToken: token, choosing: chosen)
    }
    try await lasting(step, write) { nil }
    if isTwice {
      try await write()
      tally.faults["message doubled", default: 0] += 1
    }
    if let chosen { tally.commands["answer: \(chosen.kind.rawValue)", default: 0] += 1 }
    tell(
      "\(name) writes\(chosen.map { ", as an answer: \($0.kind.rawValue)" } ?? "")\(named.map { ", and names \($0.name)" } ?? "")\(isTwice ? ", and it comes twice" : "").",
      case: known.number)
  }

  private static func answer(
    to offer: AnswerOffer, _ generator: inout SeededGenerator
  ) -> ChosenAnswer {
    ChosenAnswer(
      kind: offer.kind, message: offer.message,
      consultation: offer.kind == .consultation
        ? generator.pick(ConsultationAnswer.allCases) : nil,
      isYes: generator.chance(perThousand: 600))
  }

  /// The words of a party, made their own where they were handed over; nil where they open nothing any more.
  private func ownWords(of place: Int, in known: KnownCase) async throws -> String? {
    let organization = try organization
    let handed = known.others[place].words
    let party: Reporter
    do {
      party = try await organization.reporter(token: organization.openChannel(receipt: handed))
    } catch CaseworkError.receipt {
      tell("The words of \(known.others[place].name) open nothing any more.", case: known.number)
      return nil
    }
    guard let fresh = try await party.wordsToTakeOver()?.joined(separator: " ") else {
      return handed
    }
    _ = try await party.takeOver(words: fresh)
    cases[known.number]?.others[place].words = fresh
    tell("\(known.others[place].name) takes words of their own.", case: known.number)
    do {
      _ = try await organization.openChannel(receipt: handed)
    } catch CaseworkError.receipt {
      return fresh
    }
    throw Broken(
      invariant: .keptOutReadNothing,
      sentence: "Words that somebody was handed still open the conversation.",
      caseNumber: known.number)
  }
}
