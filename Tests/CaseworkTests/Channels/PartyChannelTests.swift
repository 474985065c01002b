import Foundation
import Identity
import Mail
import Procedure
import Storage
import Testing

@testable import Casework
@testable import Vault

/// A case whose report and whose handlers' words hold nothing that anybody else may ever see.
struct Secrecy {
  let community: TestOrganization
  let receipt: ReceiptView
  /// Two handlers.
  let member: SignedIn
  let other: SignedIn
  let id: CaseID

  /// Words that stand nowhere but in the report and among the handlers.
  static let planted = [
    "Quibblesnatch", "Frobnicator", "Wuzzlehop", "grumpusquill@example.net", "Zanzifern",
    "Plumbrockle", "The loud one",
  ]

  var organization: Organization { community.organization }

  init() async throws {
    community = try await TestOrganization()
    var draft = ReportDraft.of("What happened: Quibblesnatch.")
    draft.witnesses = "Zanzifern"
    draft.contactName = "Wuzzlehop"
    draft.contactEmail = "grumpusquill@example.net"
    let opened = try await community.openedCase(draft)
    (receipt, member, id) = opened
    other = try await community.signIn(community.members[1])
    try await other.perform(.declare(.init(conflict: false)), in: id)
    try await member.perform(.writeNote(.init(text: "Frobnicator")), in: id)
    try await member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "Dear Wuzzlehop: Plumbrockle")), in: id)
  }

  /// Enters somebody.
  func party(_ role: PartyRole, _ name: String = "The loud one") async throws -> PartyID {
    let events = try await member.perform(
      .nameParty(.init(party: nil, role: role, displayName: name)), in: id)
    guard case .partyNamed(let party)? = events.first?.event else { throw CaseworkError.absent }
    return party.id
  }

  /// Opens a page for somebody; returns the words. Another way takes the second handler, who is shown them.
  func words(for party: PartyID) async throws -> [String] {
    for handler in [member, other] {
      let shown = try await handler.openChannel(
        ChannelRequest(party: party, way: .passphrase), in: id,
        formToken: organization.newFormToken())
      if let shown { return shown.words }
    }
    throw CaseworkError.absent
  }

  /// Somebody behind their words; whoever was handed theirs has made their own.
  func enter(_ words: [String]) async throws -> Reporter {
    let reporter = try await open(words)
    guard let own = try await reporter.wordsToTakeOver() else { return reporter }
    return try await organization.reporter(
      token: reporter.takeOver(words: own.joined(separator: " ")))
  }

  /// Somebody who types these words.
  func open(_ words: [String]) async throws -> Reporter {
    try await organization.reporter(
      token: organization.openChannel(receipt: words.joined(separator: " ")))
  }

  func write(_ text: String, as party: Reporter, _ answer: ChosenAnswer? = nil) async throws {
    try await party.answer(
      text: text, files: [], formToken: organization.newFormToken(), choosing: answer)
  }

  /// The conversation with a party, as the handlers read it.
  func channel(of party: PartyID) async throws -> ChannelView {
    let view = try await community.view(id, for: member)
    return try #require(view.laterChannels.first { $0.party == party })
  }

  /// The names of the events of the case.
  func events() async throws -> [Event] {
    let vault = try #require(VaultID(hexadecimal: id.text))
    return try await member.hold(vault).opened.folded.log.map(\.event)
  }

  /// Every byte that somebody with the words of a channel can obtain: what their pages are drawn from, and what their
  /// keys open of a copy of the database.
  func obtainable(by party: Reporter) async throws -> String {
    var text = String(reflecting: try await party.followUp()).replacing(
      String(reflecting: organization.policy), with: "")
    let payloads = try await Attack(community: community).everything(thatOpensWith: party)
    for payload in payloads { text += String(decoding: try payload.encoded(), as: UTF8.self) }
    return text
  }
}

extension Attack {
  /// Tries the keys behind the words of a channel against every grant and every entry.
  func everything(thatOpensWith reporter: Reporter) async throws -> [VaultPayload] {
    let organization = community.organization
    return try await organization.database.read { transaction in
      var payloads: [VaultPayload] = []
      for head in try transaction.heads(organization.id, after: nil, limit: .max)
      where head.vault != organization.directoryVault {
        let entries = try transaction.entries(organization.id, head.vault)
          .map { try StoredEntry($0, organization.id) }
        for grant in try transaction.grants(organization.id, head.vault) {
          let row = grant.row(organization.id)
          guard
            let seed = attempt({ HeldEpoch(try reporter.party.keys.openBlob(row)) })
          else { continue }
          payloads += entries.compactMap { entry in
            attempt { try VaultPayload(try entry.open(under: seed.seed).payload) }
          }
        }
      }
      return payloads
    }
  }

  private func attempt<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch { return nil }
  }
}

@Suite struct `A conversation for every party` {
  // Carries: G06.3, C05.3, C05.1
  @Test func `a reported person reads their own conversation and no byte of the report`()
    async throws
  {
    let secrecy = try await Secrecy()
    let reported = try await secrecy.party(.reported)
    let party = try await secrecy.enter(try await secrecy.words(for: reported))
    guard case .party(let view) = try await party.followUp() else {
      Issue.record("A reported person was shown a report.")
      return
    }
    #expect(view.messages.isEmpty)
    await #expect(throws: CaseworkError.self) { _ = try await party.view() }
    try await secrecy.write("My side of it.", as: party)
    #expect(try await party.followUp().messages.map(\.text) == ["My side of it."])
    #expect(try await secrecy.channel(of: reported).messages.map(\.text) == ["My side of it."])
    let summary = try await secrecy.community.onlyCase(for: secrecy.member)
    #expect(summary.awaitsAnswer)
    let obtainable = try await secrecy.obtainable(by: party)
    #expect(obtainable.contains("My side of it."))
    for word in Secrecy.planted + [summary.codeName] + secrecy.community.members.map(\.name) {
      #expect(!obtainable.contains(word), "\(word)")
    }
    // The search would find something.
    let reporter = try await secrecy.enter(secrecy.receipt.words)
    #expect(try await secrecy.obtainable(by: reporter).contains("Quibblesnatch"))
    #expect(secrecy.community.alarms.isEmpty)
  }

  @Test func `two who reported the same do not learn of each other`() async throws {
    let secrecy = try await Secrecy()
    let second = try await secrecy.party(.reporter, "Somebody else who reported")
    let first = try await secrecy.enter(secrecy.receipt.words)
    let other = try await secrecy.enter(try await secrecy.words(for: second))
    let before = String(reflecting: try await first.followUp())
    try await secrecy.write("Murgatwill", as: other)
    #expect(String(reflecting: try await first.followUp()) == before)
    let channel = try #require(try await secrecy.channel(of: second).id)
    try await secrecy.member.perform(
      .writeMessage(.init(channel: channel, text: "Snorkelbee")), in: secrecy.id)
    #expect(try await other.followUp().messages.map(\.text) == ["Murgatwill", "Snorkelbee"])
    let ofFirst = try await secrecy.obtainable(by: first)
    #expect(!ofFirst.contains("Murgatwill") && !ofFirst.contains("Snorkelbee"))
    let ofSecond = try await secrecy.obtainable(by: other)
    for word in Secrecy.planted { #expect(!ofSecond.contains(word), "\(word)") }
  }

  @Test func `the same form shows the same words, and no other way opens a conversation twice`()
    async throws
  {
    let secrecy = try await Secrecy()
    let party = try await secrecy.party(.witness)
    let token = try secrecy.organization.newFormToken()
    let request = ChannelRequest(party: party, way: .passphrase)
    let shown = try await withThrowingTaskGroup(of: [String]?.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await secrecy.member.openChannel(request, in: secrecy.id, formToken: token)?.words
        }
      }
      return try await group.reduce(into: Set<[String]?>()) { $0.insert($1) }
    }
    #expect(shown.count == 1)
    #expect(
      try await secrecy.community.view(secrecy.id, for: secrecy.other).laterChannels.count == 1)
    // Words that nobody would see are not drawn.
    let somebody = ChannelRequest(
      party: try await secrecy.party(.harmed, "Somebody else"), way: .passphrase)
    await #expect(throws: CaseworkError.self) {
      try await secrecy.member.perform(.openChannel(somebody), in: secrecy.id)
    }
  }

  @Test func `new words open the whole conversation, and the lost ones nothing any more`()
    async throws
  {
    let secrecy = try await Secrecy()
    let party = try await secrecy.party(.harmed)
    let lost = try await secrecy.words(for: party)
    let before = try await secrecy.enter(lost)
    try await secrecy.write("Said with the first words.", as: before)
    let fresh = try await secrecy.words(for: party)
    await #expect(throws: CaseworkError.self) { _ = try await secrecy.enter(lost) }
    await #expect(throws: CaseworkError.self) {
      try await secrecy.write("Said after the words were lost.", as: before)
    }
    let again = try await secrecy.enter(fresh)
    try await secrecy.write("Said with the second words.", as: again)
    let texts = ["Said with the first words.", "Said with the second words."]
    #expect(try await again.followUp().messages.map(\.text) == texts)
    #expect(try await secrecy.channel(of: party).messages.map(\.text) == texts)
    // Who reported can get new words as well, and reads the report with them.
    let reporter = try #require(
      try await secrecy.community.view(secrecy.id, for: secrecy.member).channel.party)
    let renewed = try await secrecy.enter(try await secrecy.words(for: reporter))
    #expect(try await renewed.view().messages.first?.text.contains("Quibblesnatch") == true)
    await #expect(throws: CaseworkError.self) {
      _ = try await secrecy.enter(secrecy.receipt.words)
    }
    try await secrecy.organization.checkpoint()
    _ = try await Verification.run(DataDirectory(secrecy.community.folder))
    #expect(secrecy.community.alarms.isEmpty)
  }

  @Test func `somebody who is kept out later reads nothing new in any conversation`() async throws {
    let secrecy = try await Secrecy()
    let parties = [
      try await secrecy.party(.reported), try await secrecy.party(.witness, "Somebody who saw it"),
    ]
    var people = [try await secrecy.enter(secrecy.receipt.words)]
    for party in parties {
      people.append(try await secrecy.enter(try await secrecy.words(for: party)))
    }
    let vault = try #require(VaultID(hexadecimal: secrecy.id.text))
    let before = try await secrecy.organization.caseState(vault).channels.mapValues(
      \.vault.register)
    try await secrecy.other.perform(.declare(.init(conflict: true)), in: secrecy.id)
    let after = try await secrecy.organization.caseState(vault).channels.mapValues(\.vault.register)
    #expect(before.count == 3)
    for (channel, register) in before {
      #expect(after[channel]?.newest == register.newest + 1)
    }
    for person in people { try await secrecy.write("Only for who stayed", as: person) }
    let opened = try await Attack(community: secrecy.community)
      .everything(that: secrecy.other, alsoUnlocking: true)
    #expect(opened.isEmpty)
    let view = try await secrecy.community.view(secrecy.id, for: secrecy.member)
    for channel in [view.channel] + view.laterChannels {
      #expect(channel.messages.last?.text == "Only for who stayed")
    }
    for person in people {
      #expect(try await person.followUp().messages.last?.text == "Only for who stayed")
    }
    #expect(secrecy.community.alarms.isEmpty)
  }

  @Test func `what is said with a button stands in the case at once, and is asked only once`()
    async throws
  {
    let secrecy = try await Secrecy()
    let party = try await secrecy.party(.reported)
    let reporter = try await secrecy.enter(secrecy.receipt.words)
    let reported = try await secrecy.enter(try await secrecy.words(for: party))
    #expect(try await reported.followUp().offers.map(\.kind) == [.stopContact])
    #expect(
      try await reporter.followUp().offers.map(\.kind) == [.takeBack, .withdrawal, .stopContact])
    try await secrecy.write("", as: reported, ChosenAnswer(kind: .stopContact))
    #expect(try await reported.followUp().offers.map(\.kind) == [.resumeContact])
    let refused: [ChosenAnswer] = [
      ChosenAnswer(kind: .stopContact), ChosenAnswer(kind: .withdrawal),
      ChosenAnswer(kind: .consultation, message: 1, consultation: .acceptable),
      ChosenAnswer(kind: .readmission, message: 1),
      ChosenAnswer(kind: .retaliation, message: 99, isYes: true),
    ]
    for answer in refused {
      await #expect(throws: CaseworkError.self, "\(answer.kind)") {
        try await secrecy.write("Hello", as: reported, answer)
      }
    }
    try await secrecy.write("It was a mistake.", as: reporter, ChosenAnswer(kind: .withdrawal))
    let answers = try await secrecy.events().compactMap { event in
      if case .partyAnswered(let answer) = event { answer } else { nil }
    }
    #expect(answers.map(\.answer) == [.stopContact, .withdrawal])
    #expect(answers.first?.party == party)
  }

  @Test func `a row from before there were several conversations is read as it was meant`() throws {
    let vault = try VaultID.random()
    let index = CaseIndex(
      codeName: "amber lantern", phase: .open, received: Moment(secondsSince1970: 0),
      lastActivity: Moment(secondsSince1970: 0), isUrgent: false, awaitsAnswer: true,
      acknowledged: nil, closed: nil, standings: [:], deadlines: [], policy: "", card: nil,
      channel: vault, openings: try VaultID.random(), reporter: try PrincipalID.random(),
      reporterParty: PartyID("reporter"), isWithBoard: false)
    let encoded = try JSONEncoder().encode(index)
    #expect(!String(decoding: encoded, as: UTF8.self).contains("laterChannels"))
    var read = try JSONDecoder().decode(CaseIndex.self, from: encoded)
    #expect(read.channels.map(\.vault) == [vault])
    #expect(read.channels.first?.principal == index.reporter)
    read.noteAnswer(in: vault)
    #expect(!read.awaitsAnswer)
    let later = try VaultID.random()
    read.take(CaseIndex.Channel(vault: later, party: PartyID("other"), principal: nil))
    read.noteWords(in: later)
    read.noteAnswer(in: vault)
    #expect(read.awaitsAnswer && read.channels.map(\.vault) == [vault, later])
    read.noteAnswer(in: later)
    #expect(!read.awaitsAnswer)
  }
}

@Suite struct `Mail for every party` {
  /// Opens a conversation by mail with somebody and returns where their answers go.
  private func mailing(
    _ secrecy: Secrecy, _ role: PartyRole, _ address: String
  ) async throws -> (party: PartyID, replyTo: String) {
    let party = try await secrecy.party(role)
    #expect(
      try await secrecy.member.openChannel(
        ChannelRequest(party: party, way: .mail, address: address), in: secrecy.id,
        formToken: secrecy.organization.newFormToken()) == nil)
    let vault = try #require(VaultID(hexadecimal: secrecy.id.text))
    let opened = try await secrecy.member.hold(vault).opened.channels.last
    let token = try #require(opened?.beginning?.replyToken)
    return (
      party,
      ReplyAddress.address(
        conductAddress: secrecy.organization.policy.community.conductAddress, token: token)
    )
  }

  private func mail(from: String, to: String, _ text: String) -> [UInt8] {
    Array(
      [
        "From: \(from)", "To: \(to)", "Subject: Re: Hello",
        "Message-ID: <\(UUID().uuidString)@mail.example>",
        "Date: Sat, 21 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "", text, "",
      ].joined(separator: "\r\n").utf8)
  }

  @Test func `each answer reaches the conversation it belongs to, and nobody else's`() async throws
  {
    let secrecy = try await Secrecy()
    let first = try await mailing(secrecy, .harmed, "one@mail.example")
    let second = try await mailing(secrecy, .reported, "two@mail.example")
    let organization = secrecy.organization
    #expect(
      try await organization.ingest(
        mail(from: "one@mail.example", to: first.replyTo, "Words of the first")) == .placed)
    #expect(
      try await organization.ingest(
        mail(from: "two@mail.example", to: second.replyTo, "Words of the second")) == .placed)
    #expect(
      try await secrecy.channel(of: first.party).messages.map(\.text) == ["Words of the first"])
    #expect(
      try await secrecy.channel(of: second.party).messages.map(\.text) == ["Words of the second"])
    // Whoever gets hold of another's address gets no further than a handler, and only into that conversation.
    #expect(
      try await organization.ingest(
        mail(from: "two@mail.example", to: first.replyTo, "Let me in")) == .putAside)
    #expect(
      try await organization.ingest(
        mail(from: "one@mail.example", to: "\(first.replyTo), \(second.replyTo)", "To both"))
        == .putAside)
    let view = try await secrecy.community.view(secrecy.id, for: secrecy.member)
    let firstChannel = try #require(view.laterChannels.first?.id)
    let secondChannel = try #require(view.laterChannels.last?.id)
    let reporters = try #require(view.channel.id)
    #expect(view.putAside.map(\.channels) == [[firstChannel], [firstChannel, secondChannel]])
    let aside = try #require(view.putAside.first?.mail)
    for channel in [secondChannel, reporters] {
      await #expect(throws: CaseworkError.self) {
        try await secrecy.member.perform(
          .placeMail(.init(mail: aside, channel: channel)), in: secrecy.id)
      }
    }
    try await secrecy.member.perform(
      .placeMail(.init(mail: aside, channel: firstChannel)), in: secrecy.id)
    #expect(try await secrecy.channel(of: first.party).messages.last?.text == "Let me in")
    #expect(secrecy.community.alarms.isEmpty)
  }

  @Test
  func `a mail to a party holds nothing of the case, and its fate is told in their conversation`()
    async throws
  {
    let secrecy = try await Secrecy()
    let harmed = try await mailing(secrecy, .harmed, "one@mail.example")
    _ = try await mailing(secrecy, .reported, "two@mail.example")
    let channel = try #require(try await secrecy.channel(of: harmed.party).id)
    try await secrecy.member.perform(
      .writeMessage(.init(channel: channel, text: "How are you?")), in: secrecy.id)
    let mails = try await secrecy.community.waitingMails().filter {
      $0.recipient == "one@mail.example"
    }
    #expect(mails.count == 1)
    let sent = try #require(mails.first)
    #expect(sent.mail.replyTo?.address == harmed.replyTo && sent.envelopeSender == harmed.replyTo)
    let bytes = String(decoding: try MailWriter.write(sent.mail), as: UTF8.self)
    #expect(bytes.contains("How are you?"))
    let summary = try await secrecy.community.onlyCase(for: secrecy.member)
    for word in Secrecy.planted + [summary.codeName] + secrecy.community.members.map(\.name) {
      #expect(!bytes.contains(word), "\(word)")
    }
    try await secrecy.organization.noteDelivery(of: sent, .failed, detail: "no such mailbox")
    let view = try await secrecy.community.view(secrecy.id, for: secrecy.member)
    #expect(
      view.laterChannels.first?.messages.last?.mail?.state == .failed(said: "no such mailbox"))
    #expect(view.laterChannels.last?.messages.isEmpty == true)
    #expect(!view.channel.messages.contains { $0.mail?.state == .failed(said: "no such mailbox") })
    // To a reported person nothing goes out that only one member has read.
    let reported = try #require(view.laterChannels.last?.id)
    await #expect(throws: CaseworkError.self) {
      try await secrecy.member.perform(
        .writeMessage(.init(channel: reported, text: "Unread")), in: secrecy.id)
    }
  }

  @Test func `an address that is none is told beside its field`() async throws {
    let secrecy = try await Secrecy()
    let party = try await secrecy.party(.witness)
    for address in ["", "nobody", "two words@x.example"] {
      await #expect {
        try await secrecy.member.openChannel(
          ChannelRequest(party: party, way: .mail, address: address), in: secrecy.id,
          formToken: secrecy.organization.newFormToken())
      } throws: { error in
        guard case .faults(let faults)? = error as? CaseworkError else { return false }
        return faults.map(\.field) == ["address"]
      }
    }
  }
}
