import Casework
import Procedure

/// A mail as the server of its sender hands it over.
private struct InventedMail {
  var from: String
  let to: String
  let subject: String
  let text: String
  /// Nobody draws it: the same mail has the same name whenever it comes.
  let name: String

  var bytes: [UInt8] {
    let lines = [
      "From: \(from)", "To: \(to)", "Subject: \(subject)", "Message-ID: <\(name)@mail.example>",
      "Date: Tue, 01 Jan 2030 00:00:00 +0000", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "", text, "",
    ]
    return Array(lines.joined(separator: "\r\n").utf8)
  }
}

extension Committee {
  /// A report that comes by mail; it has no receipt on paper.
  func reportByMail(
    _ number: Int, _ nature: Nature, _ happened: String, _ step: Step,
    _ generator: inout SeededGenerator
  ) async throws {
    var account = happened
    var remarks = [nature.kind.rawValue]
    if generator.chance(perThousand: 80),
      let named = generator.pick(present.filter { $0.seat == .member })
    {
      account += " \(named.name) stood by and laughed."
      remarks.append("names \(named.name)")
    }
    let address = "reporter\(number)@example.net"
    let mail = InventedMail(
      from: "\(generator.pick(Nature.reporters) ?? "") <\(address)>",
      to: policy.community.conductAddress, subject: "Something happened", text: account,
      name: "report-\(number)")
    let isTwice = generator.chance(perThousand: 100)
    let before = Set(try await organization.observedCases().map(\.id))
    try await deliver(mail, step, isTwice: isTwice, expecting: .newReport, case: number)
    let found = try await newCase(number, except: before)
    cases[number] = KnownCase(
      number: number, id: found.id, codeName: found.codeName, receipt: nil, account: account,
      nature: nature, correspondents: [Correspondent(name: "The reporter", address: address)])
    tally.reports += 1
    tell(
      "Somebody reports by mail (\(remarks.joined(separator: "; ")))"
        + "\(isTwice ? ", and the mail comes twice" : "").", case: number)
  }

  /// Somebody answers what came by mail, mostly from the address that it came to.
  ///
  /// - Returns: whether there was anything to answer.
  func answerByMail(
    _ known: KnownCase, as writer: Correspondent, _ step: Step, _ generator: inout SeededGenerator
  ) async throws -> Bool {
    guard let address = postOffice.answerAddress(for: writer.address) else { return false }
    let isElsewhere = generator.chance(perThousand: 150)
    let named =
      generator.chance(perThousand: 60)
      ? generator.pick(present.filter { $0.seat == .member }) : nil
    let isTwice = generator.chance(perThousand: 100)
    let mail = InventedMail(
      from: isElsewhere ? "elsewhere\(known.number)@example.com" : writer.address, to: address,
      subject: "Re: Your message",
      text: named.map { "I have to add that \($0.name) was part of it." } ?? "Here is my answer.",
      name: "answer-\(step.number)")
    try await deliver(
      mail, step, isTwice: isTwice, expecting: isElsewhere ? .putAside : .placed,
      case: known.number)
    tally.commands[isElsewhere ? "mail from elsewhere" : "answer by mail", default: 0] += 1
    tell(
      "\(writer.name) answers by mail\(isElsewhere ? " from another address" : "")"
        + "\(named.map { ", and names \($0.name)" } ?? "")\(isTwice ? ", and it comes twice" : "").",
      case: known.number)
    return true
  }

  /// Hands over a mail, and once more where the server of its sender does not know that it has come.
  private func deliver(
    _ mail: InventedMail, _ step: Step, isTwice: Bool, expecting expected: IngestOutcome,
    case number: Int
  ) async throws {
    let outcome = try await lasting(step) {
      try await self.organization.ingest(mail.bytes)
    } found: {
      nil
    }
    // Whether it was kept when the power failed, nobody asks: it comes again.
    guard outcome == expected || (step.cut != nil && outcome == .repeated) else {
      throw Broken(
        invariant: .reportKept,
        sentence: "A mail that should be \(expected.rawValue) was \(outcome.rawValue).",
        caseNumber: number)
    }
    guard isTwice else { return }
    tally.faults["mail to us doubled", default: 0] += 1
    let again = try await organization.ingest(mail.bytes)
    guard again == .repeated else {
      throw Broken(
        invariant: .reportKept, sentence: "The same mail twice was \(again.rawValue).",
        caseNumber: number)
    }
  }
}
