import Foundation
import Identity
import Procedure
import Testing
import Vault

@testable import Casework

@Suite struct `A stolen disk` {
  /// Words that stand nowhere else, one for each place where words can come in.
  static let canaries = [
    "Quibblesnatch", "Frobnicator", "Wuzzlehop", "Zanzifern", "Plumbrockle", "Vexatroupe",
    "Murgatwill", "Snorkelbee", "Hobblethwick", "Jinxaroon", "Ocklemarsh", "Tindervole",
    "grumpusquill@example.net", "Yaffledorn", "Klaxonwood", "Brackenfudge",
  ]

  // Carries: E14.2, G06.5
  @Test func `tells no word of what was reported, written or sent, in any common form`()
    async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let token = try organization.newFormToken()
    let staging = try organization.stageFile(named: "Quibblesnatch.txt", formToken: token)
    try staging.write(Bytes("The file says Frobnicator.".utf8))
    var draft = ReportDraft.of("What happened: Wuzzlehop.")
    draft.involved = "Zanzifern"
    draft.witnesses = "Plumbrockle"
    draft.where = "in Vexatroupe"
    draft.context = "Murgatwill"
    draft.other = "Snorkelbee"
    draft.contactName = "Hobblethwick"
    draft.contactEmail = "grumpusquill@example.net"
    draft.links = "https://example.net/Jinxaroon"
    draft.files = [try staging.finish()]
    let receipt = try await organization.submit(draft, way: .form(token: token))
    let member = try await community.signIn(community.members[0])
    let summary = try await community.onlyCase(for: member)
    try await member.perform(
      .declare(.init(conflict: false, note: "Yaffledorn")), in: summary.id)
    try await member.perform(.writeNote(.init(text: "Ocklemarsh")), in: summary.id)
    try await member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "Tindervole")), in: summary.id)
    let reporter = try await organization.reporter(
      token: organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: "Klaxonwood", files: [], formToken: organization.newFormToken())
    // Something left half-way stays sealed as well.
    let half = try organization.stageFile(named: "Brackenfudge", formToken: token)
    try half.write(Bytes(repeating: 65, count: 200_000) + Bytes("Brackenfudge".utf8))

    let secrets =
      Self.canaries + [summary.codeName, receipt.words.joined(separator: " ")]
      + community.members.flatMap { [$0.name, $0.email, $0.password] }
    let disk = try Disk(community.folder)
    #expect(disk.byteCount > 100_000)
    for secret in secrets {
      for (form, bytes) in Disk.forms(of: secret) {
        #expect(!disk.contains(bytes), "\(secret) stands on the disk as \(form)")
      }
    }
    // The search would find something: the policy lies there in the clear.
    #expect(disk.contains(Bytes("Django".utf8)))
  }
}

/// All bytes of a folder: database, log, blobs, whatever lies there.
struct Disk {
  private let files: [Data]

  init(_ folder: URL) throws {
    let walk = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]))
    var files: [Data] = []
    for case let url as URL in walk {
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files.append(try Data(contentsOf: url))
      }
    }
    self.files = files
  }

  var byteCount: Int { files.reduce(0) { $0 + $1.count } }

  func contains(_ bytes: Bytes) -> Bool {
    files.contains { $0.range(of: Data(bytes)) != nil }
  }

  /// A word as UTF-8, UTF-16, base64 at each offset, hexadecimal, and hashes without a key.
  static func forms(of word: String) -> [(String, Bytes)] {
    let utf8 = Bytes(word.utf8)
    var forms: [(String, Bytes)] = [
      ("UTF-8", utf8), ("lower case", Bytes(word.lowercased().utf8)),
      ("UTF-16 LE", word.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
      ("UTF-16 BE", word.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
      ("hexadecimal", Bytes(utf8.hexadecimal.utf8)),
      ("capital hexadecimal", Bytes(utf8.hexadecimal.uppercased().utf8)),
    ]
    for offset in 0..<3 {
      // What base64 gives for the middle of the word, wherever it begins.
      let padded = Data(Bytes(repeating: 0, count: offset) + utf8)
      let text = padded.base64EncodedString().filter { $0 != "=" }
      let middle = text.dropFirst(offset == 0 ? 0 : offset + 1).dropLast(2)
      forms.append(("base64 at \(offset)", Bytes(middle.utf8)))
    }
    for (name, digest) in plainHashes(of: utf8) {
      forms.append((name, digest))
      forms.append(("\(name) in hexadecimal", Bytes(digest.hexadecimal.utf8)))
    }
    return forms
  }

  /// Hashes that anybody could compute, through the tools of the system.
  private static func plainHashes(of bytes: Bytes) -> [(String, Bytes)] {
    ["md5sum", "sha1sum", "sha256sum", "sha512sum", "b2sum"].compactMap { tool in
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/\(tool)")
      let input = Pipe()
      let output = Pipe()
      process.standardInput = input
      process.standardOutput = output
      do {
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: bytes)
        try input.fileHandleForWriting.close()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let digits = String(decoding: text, as: UTF8.self).split(separator: " ").first ?? ""
        return Bytes(hexadecimal: digits).map { (tool, $0) }
      } catch {
        Issue.record("\(tool) did not run: \(error)")
        return nil
      }
    }
  }
}
