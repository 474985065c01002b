import Foundation
import Identity
import Mail
import Procedure
import Synchronization
import Testing
import Vault

@testable import Casework

/// A mail server that answers as a test wants, and keeps what it took.
private final class AnsweringTransport: MailTransport {
  private let answer: DeliveryResult
  private let taken = Mutex<[[UInt8]]>([])

  init(_ answer: DeliveryResult) { self.answer = answer }

  var messages: [[UInt8]] { taken.withLock { $0 } }

  func send(_ message: [UInt8], from: String?, to: String) async -> DeliveryResult {
    taken.withLock { $0.append(message) }
    return answer
  }
}

extension FileContent {
  /// The whole file.
  fileprivate func whole() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let chunk = try next() { bytes += chunk }
    return bytes
  }
}

@Suite struct `Mail on the record` {
  /// The mail of the group that waits for a recipient.
  private func waiting(
    _ community: TestOrganization, to address: String, last: Bool = true
  ) async throws -> WaitingMail {
    try #require(
      try await community.waitingMails().last {
        $0.recipient == address && $0.mail.origin == .person
      })
  }

  private func write(
    _ text: String, _ member: SignedIn, in id: CaseID, _ community: TestOrganization
  ) async throws {
    let channel = try #require(try await community.view(id, for: member).channel.id)
    try await member.perform(.writeMessage(.init(channel: channel, text: text)), in: id)
  }

  private func newest(
    _ community: TestOrganization, _ id: CaseID, _ member: SignedIn
  ) async throws -> ChannelMessageView {
    try #require(try await community.view(id, for: member).channel.messages.last)
  }

  // Carries: H06.2
  @Test func `every mail is kept byte for byte, as it came and as it was sent`() async throws {
    let community = try await TestOrganization()
    let first = TestMail()
    let (member, id) = try await community.openMailCase(first)
    var answer = TestMail()
    answer.to = try await community.replyAddress()
    answer.headers = ["X-Something: odd   spaces", "Content-Type: text/html; charset=utf-8"]
    answer.body = "<p>It <b>happened</b> again.</p><script>alert(1)</script>"
    #expect(try await community.organization.ingest(answer.bytes) == .placed)
    let messages = try await community.view(id, for: member).channel.messages
    for (message, sent) in [(messages.first, first), (messages.last, answer)] {
      let original = try #require(message?.mail?.original.first)
      #expect(try await member.file(original.id, in: id).whole() == sent.bytes)
    }
    #expect(messages.last?.text == "It happened again.")
    try await write("Thank you.", member, in: id, community)
    let mail = try await waiting(community, to: "wilma@mail.example")
    #expect(
      try await newest(community, id, member).mail?.written
        == String(decoding: try MailWriter.write(mail.mail), as: UTF8.self))
  }

  @Test
  func `handlers see where each mail stands: waiting, delayed with its next try, sent, failed`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    try await write("Are you safe?", member, in: id, community)
    func state() async throws -> MailState? {
      try await newest(community, id, member).mail?.state
    }
    #expect(try await state() == .waiting(nextTry: nil))
    community.pass(seconds: 300)
    let away = AnsweringTransport(.unreachable(.connectionFailed))
    _ = try await community.organization.sendDueMail(through: away)
    #expect(try await state() == .waiting(nextTry: community.now.adding(seconds: 60)))
    // A server that says “later” is told of once a mail has been tried anew.
    let other = try await TestOrganization()
    let (member2, id2) = try await other.openMailCase()
    try await write("Are you safe?", member2, in: id2, other)
    let mail = try await waiting(other, to: "wilma@mail.example")
    other.pass(seconds: 300)
    _ = try await other.organization.sendDueMail(
      through: AnsweringTransport(.temporary(code: 450, text: "450 4.2.0 greylisted")))
    #expect(
      try await newest(other, id2, member2).mail?.state
        == .delayed(said: "450 4.2.0 greylisted", nextTry: other.now.adding(seconds: 60)))
    other.pass(seconds: 60)
    _ = try await other.organization.sendDueMail(
      through: AnsweringTransport(.delivered(code: 250)))
    #expect(try await newest(other, id2, member2).mail?.state == .sent)
    #expect(try await other.organization.ingest(bounce(of: mail, "failed", "5.1.1")) == .bounce)
    #expect(
      try await newest(other, id2, member2).mail?.state
        == .failed(said: "smtp; 550 5.1.1 nobody of that name"))
  }

  /// A delivery report as a mail server writes it.
  private func bounce(of mail: WaitingMail, _ action: String, _ status: String) -> [UInt8] {
    let to = mail.envelopeSender ?? ""
    let code = status.hasPrefix("5") ? "550" : status.hasPrefix("4") ? "450" : "250"
    return Array(
      """
      Return-Path: <>
      Delivered-To: \(to)
      From: Mail Delivery System <mailer-daemon@mx.example>
      To: \(to)
      Subject: Delivery report
      Message-ID: <\(UUID().uuidString)@mx.example>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      About your mail.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; wilma@mail.example
      Action: \(action)
      Status: \(status)
      Diagnostic-Code: smtp; \(code) \(status) nobody of that name

      --b
      Content-Type: text/rfc822-headers

      Message-ID: <\(mail.mail.messageID)>
      --b--

      """.replacing("\n", with: "\r\n").utf8)
  }

  @Test(arguments: [
    ("delivered", "2.0.0", MailState.arrived),
    ("delayed", "4.4.1", .delayed(said: "smtp; 450 4.4.1 nobody of that name", nextTry: nil)),
  ])
  func `a report about a delivery stands on the message it is about, with the report itself`(
    _ action: String, _ status: String, _ expected: MailState
  ) async throws {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    try await write("One.", member, in: id, community)
    let mail = try await waiting(community, to: "wilma@mail.example")
    try await write("Two.", member, in: id, community)
    community.pass(seconds: 300)
    _ = try await community.organization.sendDueMail(
      through: AnsweringTransport(.delivered(code: 250)))
    let about = bounce(of: mail, action, status)
    #expect(try await community.organization.ingest(about) == .bounce)
    #expect(try await community.organization.ingest(about) == .repeated)
    let messages = try await community.view(id, for: member).channel.messages
    #expect(messages.first { $0.text == "One." }?.mail?.state == expected)
    #expect(messages.first { $0.text == "Two." }?.mail?.state == .sent)
  }

  @Test func `the answer of a machine stands in the conversation for handlers alone, unanswered`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    try await write("Are you safe?", member, in: id, community)
    let before = try await community.waitingMails().count
    var away = TestMail()
    away.to = try await community.replyAddress()
    away.headers = ["Auto-Submitted: auto-replied"]
    away.body = "I am away until Monday."
    #expect(try await community.organization.ingest(away.bytes) == .automatic)
    let message = try await newest(community, id, member)
    #expect(message.side == .automatic && !message.text.contains("away until Monday"))
    let original = try #require(message.mail?.original.first)
    #expect(try await member.file(original.id, in: id).whole() == away.bytes)
    #expect(try await community.waitingMails().count == before)
    // Words of a person are not hidden from the rule by a header of machines.
    away.messageID = "<second@mail.example>"
    away.body = "\(community.members[0].name) was the one."
    #expect(try await community.organization.ingest(away.bytes) == .placed)
    let principal = community.members[0].principal
    let vault = try #require(VaultID(hexadecimal: id.text))
    #expect(
      try await community.organization.caseState(vault).index.standings[principal] == .heldBack)
  }

  @Test(arguments: [
    ("mx.redress.example; dmarc=fail header.from=mail.example", IngestOutcome.putAside),
    ("mx.redress.example; dmarc=pass header.from=mail.example", .placed),
    ("somewhere.example; dmarc=fail header.from=mail.example", .placed),
  ])
  func `an answer that the own mail server takes for forged is put aside`(
    _ results: String, _ expected: IngestOutcome
  ) async throws {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    var answer = TestMail()
    answer.to = try await community.replyAddress()
    answer.headers = ["Authentication-Results: \(results)"]
    #expect(try await community.organization.ingest(answer.bytes) == expected)
    let view = try await community.view(id, for: member)
    let isOwn = results.hasPrefix("mx.redress.example")
    if expected == .putAside {
      #expect(view.putAside.map(\.because) == [.possiblyForged])
      #expect(view.putAside.first?.facts.isDoubted == true)
      #expect(view.putAside.first?.expected == ["wilma@mail.example"])
    } else {
      #expect(view.channel.messages.last?.mail?.authentication == (isOwn ? [results] : []))
    }
  }

  @Test func `a report that seems forged is taken in, says so, and is not answered`() async throws {
    let community = try await TestOrganization()
    var mail = TestMail()
    mail.headers = ["Authentication-Results: mx.redress.example; dmarc=fail"]
    let (member, id) = try await community.openMailCase(mail)
    #expect(try await community.view(id, for: member).report.report.other.contains("doubts"))
    #expect(
      try await !community.waitingMails().contains { $0.recipient == "wilma@mail.example" })
  }

  @Test func `whatever becomes of an answer, its sender gets the same mail back`() async throws {
    var texts: Set<String> = []
    for kind in 0..<4 {
      let community = try await TestOrganization()
      let (_, id) = try await community.openMailCase()
      var answer = TestMail()
      answer.to = try await community.replyAddress()
      var expected = IngestOutcome.placed
      switch kind {
      case 1: answer.from = "Wilma Fogg <wilma@work.example>"
      case 2: answer.headers = ["Authentication-Results: mx.redress.example; dmarc=fail"]
      case 3:
        let vault = try #require(VaultID(hexadecimal: id.text))
        #expect(try await community.organization.caseState(vault).index.isOpen)
        answer.from = "eve@evil.example"
      default: break
      }
      if kind > 0 { expected = .putAside }
      #expect(try await community.organization.ingest(answer.bytes) == expected)
      let sender = answer.from.split(separator: "<").last?.dropLast(
        answer.from.contains("<") ? 1 : 0)
      let sent = try #require(
        try await community.waitingMails().last {
          $0.recipient == sender.map(String.init) && $0.mail.inReplyTo != nil
            && $0.mail.replyTo == nil
        })
      texts.insert(sent.mail.subject + "\n" + sent.mail.text)
    }
    #expect(texts.count == 1)
  }

  @Test func `whether the words are mailed or a link is the party's choice`() async throws {
    let community = try await TestOrganization()
    var draft = ReportDraft()
    draft.account = "Somebody was rude to me."
    draft.contactEmail = "sunny@mail.example"
    let taken = try await community.organization.take(
      draft, way: .form(token: community.organization.newFormToken()))
    let token = try await community.organization.openChannel(
      receipt: taken.receipt.words.joined(separator: " "))
    let reporter = try await community.organization.reporter(token: token)
    let member = try await community.signIn(community.members[0])
    let id = try await community.onlyCase(for: member).id
    try await member.perform(.declare(.init(conflict: false)), in: id)
    #expect(try await reporter.followUp().mailChoice == MailChoice(mailsText: false))
    var seen: Set<String> = []
    for (isText, words) in [(false, "First words."), (true, "Second words."), (false, "Third.")] {
      try await reporter.chooseMail(text: isText)
      try await reporter.chooseMail(text: isText)
      #expect(try await reporter.followUp().mailChoice == MailChoice(mailsText: isText))
      #expect(
        try await community.view(id, for: member).channel.reach
          == .mail(address: "sunny@mail.example", mailsText: isText))
      try await write(words, member, in: id, community)
      let mail = try #require(
        try await community.waitingMails().first {
          $0.recipient == "sunny@mail.example" && !seen.contains($0.mail.messageID)
            && $0.envelopeSender != nil
        })
      seen.insert(mail.mail.messageID)
      let bytes = String(decoding: try MailWriter.write(mail.mail), as: UTF8.self)
      #expect(bytes.contains(words) == isText)
      #expect(mail.envelopeSender == mail.mail.replyTo?.address)
      #expect(!bytes.contains(taken.receipt.words.joined(separator: " ")))
    }
    // A link that did not arrive is told on its message, too.
    let last = try #require(seen.count == 3 ? try await newest(community, id, member) : nil)
    #expect(last.text == "Third." && last.mail?.state == .waiting(nextTry: nil))
  }

  // Carries: H06.2
  @Test func `a canary tells where the conduct address leads`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    #expect(try await organization.canaryFinding().state == .warning)
    let transport = AnsweringTransport(.delivered(code: 250))
    _ = try await organization.sendCanary(through: transport)
    #expect(try await organization.canaryFinding().state == .fault)
    let canary = try #require(transport.messages.last)
    #expect(try await organization.ingest(canary) == .canary)
    #expect(try await organization.canaryFinding().state == .good)
    // It is no report, also when it comes again.
    #expect(try await organization.ingest(canary) == .canary)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.isEmpty)
    let answers = try #require(
      String(decoding: canary, as: UTF8.self).split(separator: "\r\n")
        .first { $0.hasPrefix("Reply-To: ") }?.dropFirst(10))
    var answer = TestMail(from: "tomasz@home.example", to: String(answers))
    answer.body = "Yes, I got this."
    #expect(try await organization.ingest(answer.bytes) == .canary)
    let found = try await organization.canaryFinding()
    #expect(found.state == .fault && !found.sentence.contains("tomasz"))
    community.pass(seconds: 8 * 86_400)
    #expect(try await organization.canaryFinding().state == .good)
    // Through a mailing list, its members have it.
    _ = try await organization.sendCanary(through: transport)
    let listed = Array("List-Id: <wg.lists.example>\r\n".utf8) + (transport.messages.last ?? [])
    #expect(try await organization.ingest(listed) == .canary)
    #expect(try await organization.canaryFinding().sentence.contains("mailing list"))
    // Yesterday's canary is nobody's proof.
    community.pass(seconds: 60)
    _ = try await organization.sendCanary(through: transport)
    #expect(try await organization.ingest(canary) != .canary)
    #expect(try await organization.canaryFinding().state == .fault)
  }
}
