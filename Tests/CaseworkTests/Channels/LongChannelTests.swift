import Foundation
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension TestOrganization {
  /// Puts messages of its party into the first conversation of a case, sealed, chained and noted as those that arrive
  /// one by one, but in one transaction.
  func fill(_ vault: VaultID, count: Int) async throws {
    let organization = organization
    let state = try await organization.caseState(vault)
    let channel = try #require(state.index.channel)
    var index = state.index
    var chains = try state.chains(organization)
    for number in 1...count {
      var chain = try #require(chains.channels[channel]?.chain)
      let reference = MessageReference(
        channel: ChannelID(channel.hexadecimal), sequence: Int(chain.nextSequence))
      let message = ChannelMessage(
        side: .party, way: .mail,
        text: "Message \(number). " + String(repeating: "It goes on. ", count: 15))
      try chain.arrive(.channel(.message(message)), by: .mail, nowSeconds: state.nowSeconds)
      chains.channels[channel]?.chain = chain
      try chains.caseChain.arrive(
        .event(.messageArrived(MessageArrival(message: reference, from: index.reporterParty))),
        by: .server, nowSeconds: state.nowSeconds)
    }
    index.noteWords(in: channel)
    let record = try organization.indexRecord(
      index, of: vault, sequence: chains.caseChain.nextSequence - 1)
    try await organization.database.write { [chains, record] transaction in
      try chains.write(in: transaction)
      try transaction.putCaseIndex(organization.id, record)
    }
  }
}

@Suite struct `A very long conversation` {
  /// With REDRESS_MESSAGES as many as somebody wants to measure.
  static let messageCount =
    ProcessInfo.processInfo.environment["REDRESS_MESSAGES"].flatMap(Int.init) ?? 1_000

  /// The number that a message of the filling has; nil for another.
  private func number(_ message: ChannelMessageView) -> Int? {
    message.text.prefixMatch(of: /Message (\d+)\./).flatMap { Int($0.1) }
  }

  private func took(_ what: String, _ body: () async throws -> Void) async throws {
    let clock = ContinuousClock()
    print("\(Self.messageCount) messages, \(what): \(try await clock.measure { try await body() })")
  }

  @Test func `stands on pages of bounded size, and every message is on one of them`() async throws {
    let community = try await TestOrganization()
    let (receipt, member, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    let before = try await community.view(id, for: member)
    try await community.fill(vault, count: Self.messageCount)
    let total = before.channel.messages.count + Self.messageCount

    try await took("the first opening") { _ = try await member.access(id) }
    var newest = before
    try await took("opened again") { newest = try await community.view(id, for: member) }
    #expect(newest.channel.messages.count == HistoryLimits.messagesPerPage)
    #expect(newest.channel.messages.last.flatMap(number) == Self.messageCount)
    #expect(newest.channel.stretch.total == total)
    #expect(newest.timeline.count == HistoryLimits.entriesPerPage)
    #expect(newest.timelineStretch.total == before.timeline.count + Self.messageCount)

    // From the newest page to the oldest, each message is on exactly one.
    let channel = try #require(newest.channel.id)
    let steps = Self.messageCount > 1_000 ? newest.channel.stretch.pageCount - 1 : 1
    var found: [Int] = []
    for page in stride(from: 1, through: newest.channel.stretch.pageCount, by: steps) {
      guard
        case .open(let view) = try await member.access(id, at: .channel(channel, page: page))
      else { throw CaseworkError.absent }
      #expect(view.channel.messages.count <= HistoryLimits.messagesPerPage)
      found = view.channel.messages.compactMap(number) + found
    }
    if steps == 1 { #expect(found == Array(1...Self.messageCount)) }
    #expect(found.first == 1 && found.last == Self.messageCount)

    // What happened likewise, down to the report itself.
    let pages = newest.timelineStretch.pageCount
    guard case .open(let oldest) = try await member.access(id, at: .timeline(page: pages)) else {
      throw CaseworkError.absent
    }
    #expect(oldest.timeline.first?.event == before.timeline.first?.event)
    #expect(oldest.timelineStretch.first == 1)

    // The party, too; a page that is beyond the beginning is the oldest.
    let party = try await community.organization.reporter(
      token: community.organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    var view = try await party.followUp()
    try await took("read by the party") { view = try await party.followUp() }
    #expect(view.messages.count == HistoryLimits.messagesPerPage)
    let oldestOfParty = try await party.followUp(page: .max)
    #expect(oldestOfParty.messages.first?.text.contains("hallway") == true)

    // It goes on as any other.
    try await took("one more message") {
      try await party.answer(
        text: "One more.", files: [], formToken: community.organization.newFormToken())
    }
    #expect(try await party.followUp().messages.last?.text == "One more.")
    try await took("one more mail") {
      try await community.organization.arrive(
        ArrivingMessage(
          message: ChannelMessage(side: .party, way: .mail, text: "One by mail."), files: []),
        in: #require(VaultID(hexadecimal: channel.text)), of: vault, signer: .mail)
    }
    #expect(try await party.followUp().messages.last?.text == "One by mail.")
    try await took("an answer of the group") {
      try await member.perform(
        .writeMessage(.init(channel: channel, text: "We read all of it.")), in: id)
    }
    try await took("looked at by the checker") {
      let text = LetterText.plain("You talked about it. It goes on.")
      _ = try await member.findings(
        in: .writeDraft(DraftWriting(kind: .publicStatement, text: text)), of: id)
    }
    #expect(community.alarms.isEmpty)
  }

  @Test func `a conversation of another case is none of this one`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    await #expect(throws: CaseworkError.self) {
      _ = try await member.access(
        id, at: .channel(ChannelID(String(repeating: "0c", count: 16)), page: 1))
    }
  }

  @Test(arguments: [(0, 1, 0..<0), (1, 1, 0..<1), (50, 1, 0..<50), (51, 1, 1..<51), (51, 2, 0..<1)])
  func `pages are counted from the newest`(total: Int, page: Int, range: Range<Int>) {
    #expect(Stretch(page: page, of: total, perPage: 50).range == range)
  }
}
