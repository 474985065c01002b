import Foundation
import Identity
import Mail
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct `Mail that comes in` {
  @Test func `a mail becomes a report, is answered once automatically, and keeps its words`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    let view = try await community.view(id, for: member)
    #expect(view.report.source == .mail)
    #expect(view.report.report.account.contains("rude to me"))
    #expect(view.report.report.contact.email == "wilma@mail.example")
    #expect(view.channel.reach == .mail(address: "wilma@mail.example", mailsText: true))
    let receipts = try await community.waitingMails().filter {
      $0.recipient == "wilma@mail.example"
    }
    #expect(receipts.count == 1)
    let receipt = try #require(receipts.first)
    #expect(receipt.mail.origin == .automaticallyReplied)
    #expect(receipt.envelopeSender == nil)
    #expect(receipt.mail.replyTo?.address.hasPrefix("conduct+") == true)
    #expect(!receipt.mail.text.contains("rude"))
  }

  @Test func `the same mail twice is one report`() async throws {
    let community = try await TestOrganization()
    let mail = TestMail()
    #expect(try await community.organization.ingest(mail.bytes) == .newReport)
    #expect(try await community.organization.ingest(mail.bytes) == .repeated)
    let relayed = Array("Received: from elsewhere by here; today\r\n".utf8) + mail.bytes
    #expect(try await community.organization.ingest(relayed) == .repeated)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.count == 1)
  }

  @Test func `an answer with the token from the known sender is placed in its channel`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    var answer = TestMail()
    answer.to = try await community.replyAddress()
    answer.subject = "Re: Your report"
    answer.body = "It happened again.\r\n\r\nOn Saturday somebody wrote:\r\n> old words"
    #expect(try await community.organization.ingest(answer.bytes) == .placed)
    let last = try #require(try await community.view(id, for: member).channel.messages.last)
    #expect(last.text.contains("It happened again."))
    #expect(!last.text.contains("old words"))
    #expect(last.quoted.contains("old words"))
  }

  @Test func `a mail with the token from a stranger is put aside until a handler places it`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id) = try await community.openMailCase()
    var answer = TestMail()
    answer.to = try await community.replyAddress()
    answer.from = "wilma@other.example"
    answer.body = "This is Wilma, from my work address."
    #expect(try await community.organization.ingest(answer.bytes) == .putAside)
    let view = try await community.view(id, for: member)
    #expect(!view.channel.messages.contains { $0.text.contains("work address") })
    let aside = try #require(view.putAside.first)
    #expect(aside.because == .senderNotKnown)
    #expect(aside.text.contains("work address"))
    let held = try await member.hold(try #require(VaultID(hexadecimal: id.text)))
    let channel = try #require(held.state.index.channel)
    try await member.perform(
      .placeMail(
        .init(
          mail: MessageReference(channel: ChannelID(id.text), sequence: aside.sequence),
          channel: ChannelID(channel.hexadecimal))), in: id)
    let after = try await community.view(id, for: member)
    #expect(after.putAside.isEmpty)
    #expect(after.channel.messages.last?.text.contains("work address") == true)
    // The files that came with it lie where it was put aside, and are no damage in its conversation.
    let original = try #require(after.channel.messages.last?.mail?.original.first)
    _ = try await member.file(original.id, in: id)
    _ = try await Verification.run(DataDirectory(community.folder))
  }

  @Test func `references and subjects place nothing: without a token a mail is a new report`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, _) = try await community.openMailCase()
    let receipt = try #require(try await community.waitingMails().first { $0.mail.replyTo != nil })
    var answer = TestMail()
    answer.headers = [
      "In-Reply-To: <\(receipt.mail.messageID)>", "References: <\(receipt.mail.messageID)>",
    ]
    answer.subject = "Re: \(receipt.mail.subject)"
    #expect(try await community.organization.ingest(answer.bytes) == .newReport)
    #expect(try await member.dashboard().toDeclare.count == 1)
  }

  @Test(arguments: [
    ["Auto-Submitted: auto-replied"],
    ["X-Autoreply: yes"],
    ["Return-Path: <>", "Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
  ])
  func `bounces and automatic answers open no case and get no answer`(_ headers: [String])
    async throws
  {
    let community = try await TestOrganization()
    let before = try await community.waitingMails().count
    var mail = TestMail()
    mail.headers = headers
    let outcome = try await community.organization.ingest(mail.bytes)
    #expect(outcome == .automatic || outcome == .bounce)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.isEmpty)
    #expect(try await community.waitingMails().count == before)
  }

  @Test func `somebody who mails again and again is answered a few times, and never lost`()
    async throws
  {
    let community = try await TestOrganization()
    for number in 0..<8 {
      var mail = TestMail()
      mail.body = "Mail number \(number)"
      #expect(try await community.organization.ingest(mail.bytes) == .newReport)
    }
    let answers = try await community.waitingMails().filter {
      $0.recipient == "wilma@mail.example"
    }
    #expect(answers.count == 5)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.count == 8)
  }

  @Test func `a mail that names a member does not reach them`() async throws {
    let community = try await TestOrganization()
    var mail = TestMail()
    mail.body =
      "Hello \(community.members[0].name),\r\n\r\n\(community.members[1].name) insulted me."
    #expect(try await community.organization.ingest(mail.bytes) == .newReport)
    let named = try await community.signIn(community.members[1])
    #expect(try await named.dashboard().toDeclare.isEmpty)
    let greeted = try await community.signIn(community.members[0])
    #expect(try await greeted.dashboard().toDeclare.count == 1)
  }

  @Test func `what cannot be read as a mail is kept whole in a report`() async throws {
    let community = try await TestOrganization()
    let junk = Bytes((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    #expect(try await community.organization.ingest(junk) == .newReport)
    #expect(try await community.organization.ingest(junk) == .repeated)
    #expect(try await community.organization.ingest([]) == .newReport)
  }

  @Test func `every difficult mail of the collection is taken in, and none twice`() async throws {
    let community = try await TestOrganization()
    let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "MailTests/Corpus/messages")
    let names = try FileManager.default.contentsOfDirectory(atPath: corpus.path)
      .filter { $0.hasSuffix(".eml") }.sorted()
    try #require(names.count >= 100)
    for name in names {
      let bytes = Bytes(try Data(contentsOf: corpus.appending(path: name)))
      do {
        _ = try await community.organization.ingest(bytes)
        #expect(try await community.organization.ingest(bytes) == .repeated, "\(name)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(community.alarms.isEmpty)
  }
}
