import Foundation
import Testing

@testable import redress

@Suite struct `An installation from the command line` {
  @Test func `is founded, verified, backed up, restored and looked after`() throws {
    let folder = try Folder()
    let printed = try founded(folder, ["--organization", "Example \"Society\""])
    #expect(printed.invitation.hasPrefix("https://conduct.example.org/join/"))
    #expect(printed.boardInvitation.hasPrefix("https://conduct.example.org/join/"))
    #expect(printed.invitation != printed.boardInvitation)
    let data = folder.path("data")
    let again = try Redress.run([
      "init", "--data", data, "--policy", "reset", "--chair-email", "chair@example.org",
    ])
    #expect(again.status == 73 && again.errors.contains("already"))

    let added = try Redress.run(
      [
        "member", "add", "--data", data, "--name", "Ada Byron", "--email", "ada@example.org",
        "--role", "chair", "--password-stdin",
      ], input: "correct horse battery\n")
    #expect(added.status == 0, "\(added.errors)")
    let weak = try Redress.run(
      [
        "member", "add", "--data", data, "--name", "Bea", "--email", "nowhere",
        "--password-stdin",
      ], input: "short\n")
    #expect(weak.status == 65 && weak.errors.contains("email") && weak.errors.contains("password"))
    let listed = try Redress.run(["member", "list"], environment: ["REDRESS_DATA": data])
    #expect(listed.output.contains("confirmed  Ada Byron <ada@example.org>  chair"))

    for root in [printed.rootFingerprint, data + "/root.pub"] {
      let verified = try Redress.run(["verify", "--data", data, "--root", root])
      #expect(verified.status == 0 && verified.output.hasPrefix("Everything holds: "))
    }
    let backup = folder.path("backup")
    #expect(try Redress.run(["backup", backup, "--data", data]).status == 0)
    let restored = folder.path("restored")
    let restore = try Redress.run(
      [
        "restore", backup, "--data", restored, "--root", printed.rootFingerprint,
        "--recovery-key-stdin", "--tombstones", data + "/tombstones.log",
      ], input: printed.recoveryKey + "\n")
    #expect(restore.status == 0, "\(restore.errors)")
    #expect(try Redress.run(["verify", "--data", restored]).status == 0)
    let left = try Redress.run(["member", "leave", "ada@example.org", "--data", restored])
    #expect(left.status == 0, "\(left.errors)")
    #expect(
      try Redress.run(["member", "leave", "ada@example.org", "--data", restored]).status == 66)
    #expect(
      try Redress.run(["member", "list", "--data", restored]).output.contains("left  Ada Byron"))
  }

  @Test func `a byte changed in the middle of a vault ends verify with 1 and a sentence`() throws {
    let folder = try Folder()
    _ = try founded(folder)
    let file = folder.url.appending(path: "data/redress.sqlite3")
    var content = try Data(contentsOf: file)
    let tag = try #require(
      content.range(of: Data("redress/server-key".utf8))
        ?? content.range(of: Data("redress/entry/v1".utf8)))
    content[tag.upperBound + 60] ^= 1
    try content.write(to: file)
    let verified = try Redress.run(["verify", "--data", folder.path("data")])
    #expect(verified.status == 1)
    #expect(verified.errors.contains("directory") || verified.errors.contains("database"))
    let json = try Redress.run(["verify", "--data", folder.path("data"), "--json"])
    #expect(json.status == 1 && json.output.contains("\"sound\" : false"))
  }

  @Test func `doctor names what is not safe`() throws {
    let folder = try Folder()
    _ = try founded(folder)
    let data = folder.path("data")
    let well = try Redress.run(["doctor", "--data", data])
    #expect(well.status == 0, "\(well.output)")
    for subject in [
      "machine key", "clock", "disk", "mail", "mail parser", "root", "backup", "board",
      "recovery key", "database",
    ] {
      #expect(well.output.contains(subject), "\(subject)")
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: data + "/machine.key")
    let open = try Redress.run(["doctor", "--data", data])
    #expect(open.status == 1)
    #expect(open.output.contains("FAULT    machine key"))
    try FileManager.default.removeItem(atPath: data + "/machine.key")
    let missing = try Redress.run(["doctor", "--data", data])
    #expect(missing.status == 1 && missing.output.contains("machine.key is missing"))
  }

  @Test func `the option wins over the variable, and both over the file`() throws {
    let folder = try Folder()
    _ = try founded(folder)
    let data = folder.path("data")
    func address(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
      let result = try Redress.run(
        ["doctor", "--data", data] + words, environment: environment)
      return result.output.split(separator: "\n").first { $0.contains(" address ") }
        .map(String.init) ?? ""
    }
    #expect(try address([]).contains("https://conduct.example.org"))
    let variable = ["REDRESS_BASE_URL": "https://variable.example.org"]
    #expect(try address([], variable).contains("https://variable.example.org"))
    #expect(
      try address(["--base-url", "https://option.example.org/"], variable)
        .contains("https://option.example.org."))
    try Data("{ frob: \"1\" }".utf8).write(to: URL(filePath: data + "/redress.json5"))
    let unknown = try Redress.run(["doctor", "--data", data])
    #expect(unknown.status == 65 && unknown.errors.contains("'frob', which does not exist"))
    try Data("nonsense".utf8).write(to: URL(filePath: data + "/redress.json5"))
    #expect(try Redress.run(["doctor", "--data", data]).errors.contains("no JSON5 object"))
  }

  @Test func `a mail is taken in from the pipe, and kept by its server in any trouble`() throws {
    let folder = try Folder()
    _ = try founded(folder)
    let data = folder.path("data")
    let message = """
      From: Somebody <somebody@example.net>
      To: conduct@example.org
      Subject: What happened
      Message-ID: <1@example.net>
      Date: Mon, 01 Jun 2026 12:00:00 +0000

      Somebody shouted at me.

      """
    let stored = try Redress.run(["ingest", "--data", data], input: message)
    #expect(stored.status == 0, "\(stored.errors)")
    let counts = try Redress.run(["verify", "--data", data])
    #expect(counts.status == 0 && counts.output.contains("3 vaults"), "\(counts.output)")
    try FileManager.default.removeItem(atPath: data + "/machine.key")
    let kept = try Redress.run(["ingest", "--data", data], input: message)
    #expect(kept.status == 75 && !kept.errors.isEmpty)
  }

  @Test func `serve ends in good order on a signal, and signs a last checkpoint`() async throws {
    let folder = try Folder()
    _ = try founded(folder)
    let data = folder.path("data")
    let process = Process()
    process.executableURL = Redress.program
    process.arguments = [
      "serve", "--data", data, "--listen", "unix:\(folder.path("socket"))",
    ]
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    try process.run()
    let log = URL(filePath: data + "/checkpoints.log")
    for _ in 0..<300 where !FileManager.default.fileExists(atPath: log.path) {
      try await Task.sleep(for: .milliseconds(20))
    }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try Redress.run(["verify", "--data", data]).output.contains("1 checkpoints"))
  }
}
