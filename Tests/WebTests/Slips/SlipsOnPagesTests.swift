import Casework
import Foundation
import HTTPServer
import Procedure
import Testing

@testable import Web

/// What went wrong in other systems of this kind, and must not here (docs/testing.md).
@Suite struct `Slips of other systems, on pages` {
  /// Somebody with a session in a browser and one for programs.
  private struct Reader {
    let browser: Browser
    let token: String

    init(_ site: TestSite, _ number: Int) async throws {
      browser = try await site.signedIn(number)
      let person = site.members[number]
      token = try await site.organization.signIn(
        email: person.email, password: person.password, code: "")
    }

    /// Every page and answer without an identity in its address, whole. What is drawn anew for each page, such as the secret
    /// of a second factor, is written as a place.
    func everything(_ site: TestSite) async throws -> [String: String] {
      var found: [String: String] = [:]
      for route in site.application.router.descriptions where route.method == .get {
        // How many requests there were is no secret of a case.
        guard !["metrics", "health", "ready"].contains(route.name) else { continue }
        let names = route.path.segments.compactMap { segment in
          if case .literal(let text) = segment { text } else { nil }
        }
        guard names.count == route.path.segments.count else { continue }
        let path = "/" + names.joined(separator: "/")
        let answer =
          path.hasPrefix("/api/")
          ? try await browser.json(.get, path, token: token) : try await browser.get(path)
        var watch = Watch()
        watch.see(route.name, answer.everything)
        found[route.name] = watch.sights.map(\.text).joined()
      }
      return found
    }
  }

  private func changed(_ one: [String: String], _ other: [String: String]) -> [String] {
    Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
  }

  // Carries: E18.7
  @Test
  func
    `the subject of a hidden case is in no sidebar, list, count, notification or document title`()
    async throws
  {
    let site = try await TestSite(members: 3)
    let asked = try await Reader(site, 0)
    let leftOut = try await Reader(site, 1)
    let before = (
      asked: try await asked.everything(site), leftOut: try await leftOut.everything(site)
    )
    #expect(before.leftOut.count > 20)
    let again = try await leftOut.everything(site)
    #expect(changed(before.leftOut, again) == [], "These differ by themselves.")
    _ = try await site.report(
      [("leaveOut", site.members[1].id.text), ("involved", "Zed Quibblesnatch")],
      account: "Mary Kenneth saw it.")
    // To the byte what it was: neither what it is about, nor that it is, nor how many there are.
    let after = try await leftOut.everything(site)
    #expect(changed(before.leftOut, after) == [], "These tell of the case.")
    // Whoever is asked can tell, so that the comparison is able to fail.
    let told = changed(before.asked, try await asked.everything(site))
    #expect(told.contains("dashboard"))
  }

  @Test func `a client's word that something is already encrypted is not believed`() async throws {
    let site = try await TestSite(members: 2)
    let words = try await site.report(
      [("encrypted", "yes"), ("alreadyEncrypted", "true"), ("sealed", "1"), ("key", "00")],
      account: "-----BEGIN PGP MESSAGE-----\nQuibblesnatch shouted.\n-----END PGP MESSAGE-----")
    #expect(words.count == 7)
    let browser = site.browser()
    let flagged = try await browser.json(
      .post, "/api/v1/reports", "{\"account\": \"Frobnicator shouted.\", \"encrypted\": true}")
    #expect(flagged.status == 400 && flagged.text.contains("encrypted"))
    let plain = try await browser.json(
      .post, "/api/v1/reports", "{\"account\": \"Wuzzlehop shouted.\"}", token: nil,
      [("X-Encrypted", "true"), ("Content-Encoding", "aes128gcm")])
    #expect((200..<300).contains(plain.status) || plain.status == 415)
    let files = try #require(
      FileManager.default.enumerator(at: site.folder, includingPropertiesForKeys: nil))
    var byteCount = 0
    for case let url as URL in files where !url.hasDirectoryPath {
      let bytes = try Data(contentsOf: url)
      byteCount += bytes.count
      for word in ["Quibblesnatch", "Frobnicator", "Wuzzlehop"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) lies in \(url.lastPathComponent)")
      }
    }
    #expect(byteCount > 100_000)
    // A handler reads it, so it was sealed and not thrown away.
    let member = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(member))
    let gate = try await member.get(link + "/gate")
    _ = try await member.post(
      link + "/commands/declare", [("csrf", gate.hidden("csrf")), ("conflict", "no")])
    #expect(try await member.get(link).text.contains("shouted."))
  }
}
