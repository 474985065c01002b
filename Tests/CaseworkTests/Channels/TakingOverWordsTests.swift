import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

/// What a member drew and handed over is known to that member, and opens nothing once its holder has words of their own.
@Suite struct `Words that were handed over` {
  // Carries: C05.3
  @Test func `are replaced before anything is shown, and open nothing any more`() async throws {
    let secrecy = try await Secrecy()
    let reported = try await secrecy.party(.reported)
    let handed = try await secrecy.words(for: reported)
    let first = try await secrecy.open(handed)
    #expect(await refusal { _ = try await first.followUp() } == "newWordsFirst")
    #expect(await refusal { try await secrecy.write("Hello?", as: first) } == "newWordsFirst")
    let own = try #require(try await first.wordsToTakeOver())
    #expect(own.count == handed.count && own != handed)
    // Whoever stops here has lost nothing.
    let again = try await secrecy.open(handed)
    let token = try await again.takeOver(words: own.joined(separator: " "))
    let party = try await secrecy.organization.reporter(token: token)
    #expect(try await party.wordsToTakeOver() == nil)
    try await secrecy.write("It was not like that.", as: party)
    #expect(await refusal { _ = try await secrecy.open(handed) } == "receipt")
    #expect(await refusal { _ = try await first.followUp() } == "signedOut")
    #expect(try await secrecy.open(own).followUp().messages.count == 1)
    #expect(
      try await secrecy.channel(of: reported).messages.map(\.text) == ["It was not like that."])
    try await expectSound(secrecy.community)
  }

  @Test func `read what was written before, and answer as the same party after`() async throws {
    let secrecy = try await Secrecy()
    let harmed = try await secrecy.party(.harmed)
    let handed = try await secrecy.words(for: harmed)
    let channel = try #require(try await secrecy.channel(of: harmed).id)
    try await secrecy.member.perform(
      .writeMessage(.init(channel: channel, text: "What did you see?")),
      in: secrecy.id)
    let party = try await secrecy.enter(handed)
    #expect(try await party.followUp().messages.map(\.text) == ["What did you see?"])
    try await secrecy.write("A loud one.", as: party)
    try await secrecy.member.perform(
      .writeMessage(.init(channel: channel, text: "Thank you.")),
      in: secrecy.id)
    #expect(try await party.followUp().messages.count == 3)
    // The keys behind the words that were handed over open nothing that came after.
    let texts = try await secrecy.channel(of: harmed).messages.map(\.text)
    #expect(texts == ["What did you see?", "A loud one.", "Thank you."])
    #expect(secrecy.community.alarms.isEmpty, "\(secrecy.community.alarms)")
  }

  @Test func `of a report that was told to a member are replaced too`() async throws {
    let community = try await TestOrganization(members: 3)
    let member = try await community.signIn(community.members[0])
    let receipt = try await member.enterReport(
      ReportDraft.of("Somebody shouted at me."), toldBy: "Wuzzlehop", when: "Today",
      how: "In the hallway", formToken: try community.organization.newFormToken())
    let reporter = try await community.organization.reporter(
      token: try await community.organization.openChannel(
        receipt: receipt.words.joined(separator: " ")))
    let own = try #require(try await reporter.wordsToTakeOver())
    let token = try await reporter.takeOver(words: own.joined(separator: " "))
    let view = try await community.organization.reporter(token: token).view()
    #expect(view.messages.count == 1)
    try await expectSound(community)
  }

  @Test func `of a receipt are one's own from the beginning`() async throws {
    let community = try await TestOrganization(members: 3)
    let receipt = try await community.report(ReportDraft.of("Somebody shouted at me."))
    let reporter = try await community.organization.reporter(
      token: try await community.organization.openChannel(
        receipt: receipt.words.joined(separator: " ")))
    #expect(try await reporter.wordsToTakeOver() == nil)
    #expect(
      await refusal {
        _ = try await reporter.takeOver(words: receipt.words.joined(separator: " "))
      } == "absent")
  }
}
