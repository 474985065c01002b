import Foundation
import Identity
import Mail
import Procedure
import Testing
import Vault

@testable import Casework
@testable import Storage

/// Defects that were found by reading, each with the sequence that showed it.
@Suite struct `What was mended stays mended` {
  private func reporter(_ community: TestOrganization, _ receipt: ReceiptView) async throws
    -> Reporter
  {
    try await community.organization.reporter(
      token: community.organization.openChannel(receipt: receipt.words.joined(separator: " ")))
  }

  @Test func `a clock that was an hour ahead and goes back makes no case unreadable`() async throws
  {
    let community = try await TestOrganization()
    // The members joined while the clock was ahead.
    community.pass(seconds: -3_600)
    let (_, member, id) = try await community.openedCase()
    #expect(try await community.view(id, for: member).phase == .received)
    #expect(community.alarms.isEmpty)
  }

  @Test func `somebody who declared a conflict by mistake and is let in again reads the report`()
    async throws
  {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase(.of("The words of the report."))
    let mistaken = try await community.signIn(community.members[1])
    try await mistaken.perform(.declare(.init(conflict: true)), in: id)
    let third = try await community.signIn(community.members[2])
    try await third.perform(.declare(.init(conflict: false)), in: id)
    for handler in [member, third] {
      try await handler.perform(
        .admit(.init(member: mistaken.memberID, reason: "It was a mistaken click.")), in: id)
    }
    try await mistaken.perform(.declare(.init(conflict: false)), in: id)
    try await member.letIn(mistaken.memberID, to: id)
    let view = try await community.view(id, for: mistaken)
    #expect(view.report.report.account == "The words of the report.")
    try await mistaken.perform(.writeNote(.init(text: "I am back.")), in: id)
    #expect(try await community.view(id, for: member).notes.count == 1)
  }

  @Test func `who waits to be let in may still find a conflict`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase(
      .of("\(community.members[2].name) saw it too."))
    let named = try await community.signIn(community.members[2])
    try await member.perform(.admit(.init(member: named.memberID, reason: "A witness.")), in: id)
    try await named.perform(.declare(.init(conflict: false)), in: id)
    try await named.perform(.declare(.init(conflict: true)), in: id)
    await #expect(throws: CaseworkError.self) { try await member.letIn(named.memberID, to: id) }
  }

  @Test func `nobody can take in a member who does not exist`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    await #expect(throws: CaseworkError.self) {
      try await member.perform(
        .admit(.init(member: MemberID(String(repeating: "ab", count: 16)), reason: "A ghost.")),
        in: id)
    }
  }

  @Test func `the same words with another file are another message`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    let (receipt, member, id) = try await community.openedCase()
    let reporter = try await reporter(community, receipt)
    let token = try organization.newFormToken()
    for name in ["one.txt", "two.txt"] {
      let staging = try organization.stageFile(named: name, formToken: token)
      try staging.write(Bytes("The content of \(name)".utf8))
      try await reporter.answer(text: "", files: [staging.finish()], formToken: token)
    }
    let names = try await community.view(id, for: member).channel.messages.flatMap(\.files)
      .map(\.name)
    #expect(names == ["one.txt", "two.txt"])
  }

  @Test func `a file that was sent before is refused with a sentence, and never swallows a report`()
    async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let token = try organization.newFormToken()
    let staging = try organization.stageFile(named: "one.txt", formToken: token)
    try staging.write(Bytes("Some content".utf8))
    var draft = ReportDraft.of("The first text.")
    draft.files = [try staging.finish()]
    _ = try await organization.submit(draft, way: .form(token: token))
    draft.account = "The text was changed and sent again."
    await #expect {
      _ = try await organization.submit(draft, way: .form(token: token))
    } throws: { error in
      if case .faults(let faults)? = error as? CaseworkError {
        faults.first?.field == "files"
      } else {
        false
      }
    }
  }

  @Test func `a form that is sent again after its quarter of an hour shows the same receipt`()
    async throws
  {
    let community = try await TestOrganization()
    let token = try community.organization.newFormToken()
    let first = try await community.organization.submit(.of("Once."), way: .form(token: token))
    community.pass(seconds: 20 * 60)
    let again = try await community.organization.submit(.of("Once."), way: .form(token: token))
    #expect(again.words == first.words)
  }

  @Test func `two who open a case at the same moment raise no alarm`() async throws {
    let community = try await TestOrganization()
    let (_, first, id) = try await community.openedCase()
    let second = try await community.signIn(community.members[1])
    try await second.perform(.declare(.init(conflict: false)), in: id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        let member = number.isMultiple(of: 2) ? first : second
        group.addTask { _ = try await member.access(id) }
      }
      try await group.waitForAll()
    }
    #expect(community.alarms.isEmpty)
  }

  @Test func `a policy that was changed in its row is not believed`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    try await organization.database.write { transaction in
      try transaction.run("UPDATE policy SET text = replace(text, 'keepsOut', 'letsIn')")
    }
    await #expect(throws: CaseworkError.self) { _ = try await community.reopened() }
  }

  @Test func `a reply token that was turned to another channel leads nowhere`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    func mail(to address: String, from sender: String, _ text: String) -> [UInt8] {
      Array(
        "From: \(sender)\r\nTo: \(address)\r\nMessage-ID: <\(UUID().uuidString)@x.example>\r\n\r\n\(text)\r\n"
          .utf8)
    }
    let conduct = organization.policy.community.conductAddress
    _ = try await organization.ingest(mail(to: conduct, from: "one@x.example", "The first."))
    _ = try await organization.ingest(mail(to: conduct, from: "two@x.example", "The second."))
    let address = try #require(
      try await community.waitingMails().first { $0.recipient == "one@x.example" }?.mail.replyTo)
    try await organization.database.write { transaction in
      let channels: [Bytes] = try transaction.rows("SELECT channel FROM reply_token") {
        row throws(StorageError) in try row.bytes(0)
      }
      let held = Bytes(repeating: 255, count: 16)
      // Each token is turned to the channel of the other.
      for (from, to) in [
        (channels[0], held), (channels[1], channels[0]), (held, channels[1]),
      ] {
        try transaction.run("UPDATE reply_token SET channel = \(to) WHERE channel = \(from)")
      }
    }
    let outcome = try await organization.ingest(
      mail(to: address.address, from: "one@x.example", "This belongs to the first."))
    #expect(outcome == .newReport)
    #expect(!community.alarms.isEmpty)
  }

  @Test
  func
    `a mail put aside that names a handler is sealed without them, with its files for the others`()
    async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let conduct = organization.policy.community.conductAddress
    _ = try await organization.ingest(
      Array("From: one@x.example\r\nTo: \(conduct)\r\nMessage-ID: <a@x>\r\n\r\nSomething.\r\n".utf8)
    )
    let named = try await community.signIn(community.members[0])
    let id = try await community.onlyCase(for: named).id
    try await named.perform(.declare(.init(conflict: false)), in: id)
    let other = try await community.signIn(community.members[1])
    try await other.perform(.declare(.init(conflict: false)), in: id)
    let address = try #require(
      try await community.waitingMails().first { $0.recipient == "one@x.example" }?.mail.replyTo)
    let mail = """
      From: one@work.example\r
      To: \(address.address)\r
      Message-ID: <b@x>\r
      MIME-Version: 1.0\r
      Content-Type: multipart/mixed; boundary=b\r
      \r
      --b\r
      Content-Type: text/plain\r
      \r
      It was \(community.members[0].name) all along.\r
      --b\r
      Content-Type: text/plain; name=proof.txt\r
      Content-Disposition: attachment; filename=proof.txt\r
      \r
      the proof\r
      --b--\r

      """
    #expect(try await organization.ingest(Array(mail.utf8)) == .putAside)
    await #expect(throws: CaseworkError.self) { _ = try await named.access(id) }
    let aside = try #require(try await community.view(id, for: other).putAside.first)
    let held = try await other.hold(try #require(VaultID(hexadecimal: id.text)))
    let channel = try #require(held.state.index.channel)
    let file = try #require(held.opened.mailsAside.first?.mail.files.first)
    #expect(try await other.file(file.id, in: id).all() == Bytes("the proof".utf8))
    try await other.perform(
      .placeMail(
        .init(
          mail: MessageReference(channel: ChannelID(id.text), sequence: aside.sequence),
          channel: ChannelID(channel.hexadecimal))), in: id)
    let placed = try #require(try await community.view(id, for: other).channel.messages.last)
    #expect(placed.files.map(\.name) == ["proof.txt"])
  }

  @Test func `a bounce is told to the handlers on the conversation it belongs to`() async throws {
    let community = try await TestOrganization()
    let organization = community.organization
    var draft = ReportDraft.of("Please write to me.")
    draft.contactEmail = "gone@x.example"
    let (_, member, id) = try await community.openedCase(draft)
    try await member.perform(.acknowledge(.init(kind: .needsDecision)), in: id)
    let address = try #require(
      try await community.waitingMails().first { $0.recipient == "gone@x.example" }?.mail.replyTo)
    let bounce = """
      From: MAILER-DAEMON@x.example\r
      To: \(address.address)\r
      Return-Path: <>\r
      Message-ID: <bounce@x>\r
      MIME-Version: 1.0\r
      Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
      \r
      --b\r
      Content-Type: text/plain\r
      \r
      No such user.\r
      --b\r
      Content-Type: message/delivery-status\r
      \r
      Reporting-MTA: dns; x.example\r
      \r
      Final-Recipient: rfc822; gone@x.example\r
      Action: failed\r
      Status: 5.1.1\r
      Diagnostic-Code: smtp; 550 no such user\r
      --b--\r

      """
    #expect(try await organization.ingest(Array(bounce.utf8)) == .bounce)
    let last = try #require(try await community.view(id, for: member).channel.messages.last)
    #expect(last.side == .automatic)
    #expect(last.text.contains("550 no such user"))
  }

  @Test func `a reporter who lists themselves among those involved is not shown on the card`()
    async throws
  {
    let community = try await TestOrganization()
    var draft = ReportDraft.of("It was about the two of us.")
    draft.contactName = "Wilma Fogg"
    draft.involved = "Rufus Grumblethorpe\nWilma Fogg"
    _ = try await community.report(draft)
    let member = try await community.signIn(community.members[0])
    let id = try await community.onlyCase(for: member).id
    guard case .gate(let gate) = try await member.access(id) else {
      Issue.record("The case was open before anybody declared.")
      return
    }
    #expect(gate.card == .names(reported: ["Rufus Grumblethorpe"], witnesses: [], reporter: nil))
  }
}
