import Foundation
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension ReportDraft {
  /// A report with nothing but an account.
  static func of(_ account: String) -> ReportDraft {
    var draft = ReportDraft()
    draft.account = account
    return draft
  }
}

extension TestOrganization {
  /// Sends a draft through the form.
  func report(_ draft: ReportDraft) async throws -> ReceiptView {
    try await organization.submit(draft, way: .form(token: organization.newFormToken()))
  }

  /// The only case there is.
  func onlyCase(for member: SignedIn) async throws -> CaseSummary {
    let dashboard = try await member.dashboard()
    return try #require((dashboard.toDeclare + dashboard.open.cases).first)
  }

  /// A report whose first member has declared no conflict.
  func openedCase(
    _ draft: ReportDraft = .of("Somebody shouted at me in the hallway.")
  ) async throws -> (receipt: ReceiptView, member: SignedIn, id: CaseID) {
    let receipt = try await report(draft)
    let member = try await signIn(members[0])
    let summary = try await onlyCase(for: member)
    try await member.perform(.declare(.init(conflict: false)), in: summary.id)
    return (receipt, member, summary.id)
  }

  func view(_ id: CaseID, for member: SignedIn) async throws -> CaseView {
    guard case .open(let view) = try await member.access(id) else {
      throw CaseworkError.declareFirst
    }
    return view
  }
}

@Suite struct `The main job` {
  // Carries: H03.4
  @Test func `somebody reports, a member declares, reads, acknowledges, and both write`()
    async throws
  {
    let community = try await TestOrganization()
    var draft = ReportDraft.of("Somebody shouted at me in the hallway.")
    draft.involved = "Rufus Grumblethorpe"
    draft.when = "yesterday at noon"
    let receipt = try await community.report(draft)
    #expect(receipt.words.count == 7)

    let member = try await community.signIn(community.members[0])
    let summary = try await community.onlyCase(for: member)
    #expect(summary.awaitsDeclaration)
    guard case .gate(let gate) = try await member.access(summary.id) else {
      Issue.record("The case was open before anybody declared.")
      return
    }
    #expect(gate.card == .names(reported: ["Rufus Grumblethorpe"], witnesses: [], reporter: nil))

    try await member.perform(.declare(.init(conflict: false)), in: summary.id)
    let view = try await community.view(summary.id, for: member)
    #expect(view.report.report.account == draft.account)
    #expect(view.report.report.when == draft.when)
    #expect(view.phase == .received)
    #expect(view.undeclared.count == 2)

    try await member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "Thank you. We are on it.")),
      in: summary.id)
    let token = try await community.organization.openChannel(
      receipt: receipt.words.joined(separator: " "))
    let reporter = try await community.organization.reporter(token: token)
    let seen = try await reporter.view()
    #expect(seen.messages.map(\.text).contains { $0.hasPrefix(draft.account) })
    #expect(seen.messages.last?.text == "Thank you. We are on it.")

    try await reporter.answer(
      text: "Thank you for answering.", files: [],
      formToken: community.organization.newFormToken())
    let after = try await community.view(summary.id, for: member)
    #expect(after.channel.messages.last?.text == "Thank you for answering.")
    #expect(after.phase == .open)
    #expect(try await community.onlyCase(for: member).awaitsAnswer)
    #expect(community.alarms.isEmpty)
  }

  @Test func `a receipt opens nothing else than its own channel`() async throws {
    let community = try await TestOrganization()
    let first = try await community.report(.of("The first report."))
    _ = try await community.report(.of("The second report."))
    let token = try await community.organization.openChannel(
      receipt: first.words.joined(separator: "-").uppercased())
    let seen = try await community.organization.reporter(token: token).view()
    #expect(seen.messages.map(\.text) == ["The first report."])
  }

  @Test func `words that are wrong say which word, and nothing of what exists`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    var receipt = try await community.report(.of("A report.")).words
    receipt[2] = "xyzzy"
    await #expect {
      _ = try await community.organization.openChannel(
        receipt: receipt.joined(separator: " "))
    } throws: { error in
      if case .receipt(.unknownWords(places: [3]))? = error as? CaseworkError {
        true
      } else {
        false
      }
    }
    await #expect {
      _ = try await community.organization.openChannel(
        receipt: "abacus abdomen abdominal abide abiding ability ablaze")
    } throws: { error in
      if case .receipt(.opensNothing)? = error as? CaseworkError { true } else { false }
    }
  }

  @Test func `the same form sent twice, also at once, is one report with one receipt`() async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let organization = community.organization
    let token = try organization.newFormToken()
    let draft = ReportDraft.of("Sent by an impatient hand.")
    let receipts = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask { try await organization.submit(draft, way: .form(token: token)).words }
      }
      return try await group.reduce(into: Set<[String]>()) { $0.insert($1) }
    }
    #expect(receipts.count == 1)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.count == 1)
    let other = try await organization.submit(
      .of("Another text in the same form."), way: .form(token: token))
    #expect(!receipts.contains(other.words))
  }

  @Test func `two members who act in the same second both succeed`() async throws {
    let community = try await TestOrganization()
    let (_, first, id) = try await community.openedCase()
    let second = try await community.signIn(community.members[1])
    try await second.perform(.declare(.init(conflict: false)), in: id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        let member = number.isMultiple(of: 2) ? first : second
        group.addTask {
          try await member.perform(.writeNote(.init(text: "Note \(number)")), in: id)
        }
      }
      try await group.waitForAll()
    }
    let notes = try await community.view(id, for: first).notes
    #expect(Set(notes.map(\.markdown)) == Set((0..<6).map { "Note \($0)" }))
  }

  @Test func `a page that has seen less is asked again before it acknowledges`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    let view = try await community.view(id, for: member)
    try await member.perform(.writeNote(.init(text: "Something new")), in: id)
    await #expect {
      try await member.perform(
        .acknowledge(.init(kind: .needsDecision)), in: id, expecting: view.sequence)
    } throws: { error in
      if case .movedOn? = error as? CaseworkError { true } else { false }
    }
  }

  @Test func `acknowledging a second time is refused with the clause`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    try await member.perform(.acknowledge(.init(kind: .needsDecision)), in: id)
    await #expect {
      try await member.perform(.acknowledge(.init(kind: .needsDecision)), in: id)
    } throws: { error in
      guard case .refused(let refusal)? = error as? CaseworkError else { return false }
      return refusal.rule == .acknowledgeOnce
    }
  }

  @Test func `spam is set aside without a case and taken back`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase(.of("Buy our watches."))
    try await member.perform(.setAside(.init(reason: SetAsideReasonID("spam"))), in: id)
    #expect(try await member.dashboard().open.total == 0)
    #expect(try await member.cases(filter: .setAside, page: 1).total == 1)
    try await member.perform(.takeBack(.init(reason: "It was a real report.")), in: id)
    #expect(try await member.dashboard().open.total == 1)
  }

  // Carries: H03.1, H03.3, H06.6
  @Test func `what already happened is filed for the record and closes`() async throws {
    let community = try await TestOrganization()
    let (receipt, member, id) = try await community.openedCase(
      .of("At our meetup somebody was asked to leave, and did."))
    try await member.perform(.acknowledge(.init(kind: .alreadyHandled)), in: id)
    #expect(try await community.view(id, for: member).phase == .filed)
    #expect(try await member.cases(filter: .closed, page: 1).total == 1)
    let token = try await community.organization.openChannel(
      receipt: receipt.words.joined(separator: " "))
    guard
      case .closed = try await community.organization.reporter(token: token).view().standing
    else {
      Issue.record("The reporter does not see that the case is closed.")
      return
    }
  }

  @Test func `a file is sealed while it streams and opens again for both sides`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    let token = try organization.newFormToken()
    let content = Bytes((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let staging = try organization.stageFile(named: "../evil/evidence.png", formToken: token)
    for start in stride(from: 0, to: content.count, by: 10_000) {
      try staging.write(Bytes(content[start..<min(start + 10_000, content.count)]))
    }
    var draft = ReportDraft.of("See the file.")
    draft.files = [try staging.finish()]
    let receipt = try await organization.submit(draft, way: .form(token: token))
    let member = try await community.signIn(community.members[0])
    let id = try await community.onlyCase(for: member).id
    try await member.perform(.declare(.init(conflict: false)), in: id)
    let file = try #require(try await community.view(id, for: member).report.files.first)
    #expect(file.name == "evidence.png")
    #expect(try await member.file(file.id, in: id).all() == content)
    let reporter = try await organization.reporter(
      token: organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    #expect(try await reporter.file(file.id).all() == content)
  }

  @Test func `every opening of a case is on record with who and when`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    _ = try await member.access(id)
    _ = try await member.access(id, through: .api)
    let vault = try #require(VaultID(hexadecimal: id.text))
    let held = try await member.hold(vault)
    let organization = community.organization
    let directory = held.state.directory
    let openings = try #require(
      try await organization.database.read { transaction in
        try organization.sealedVault(
          held.state.index.openings, for: member.principalID, directory, in: transaction)
      })
    let opened = try organization.open(
      openings,
      epochs: held.caseVault.childEpochs(held.state.index.openings, organization.id))
    let readers = opened.lines.compactMap { line -> Opening? in
      if case .opening(let opening) = line.payload { opening } else { nil }
    }
    #expect(readers.map(\.what) == [.page, .api])
    #expect(readers.allSatisfy { $0.member == member.memberID })
  }
}

extension FileContent {
  /// All bytes, for a small file.
  func all() throws -> Bytes {
    var bytes = Bytes()
    while let piece = try next() { bytes += piece }
    return bytes
  }
}
