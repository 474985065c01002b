import Foundation
import TestPlaces
import Testing

/// A real mail server that runs as long as this value lives.
final class TestServer {
  struct Announcement: Codable {
    var ports: [String: Int]
    var certificate: String
    var mail: String?
  }

  /// One message that the SMTP server has taken.
  struct Accepted: Codable {
    var from: String?
    var to: [String]
    var host: String?
    var encrypted: Bool
    var authenticated: Bool
    var utf8: Bool
    var message: Data
  }

  let announcement: Announcement
  private let process = Process()
  private let input = Pipe()
  private let folder: URL

  struct NotStarted: Error, CustomStringConvertible {
    var description: String
  }

  /// - Parameter script: a file of Tests/Support.
  init(_ script: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "redress-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let python =
      ProcessInfo.processInfo.environment["REDRESS_TEST_PYTHON"]
      ?? TestPlaces.checkout.appending(path: ".build/python/bin/python3").path
    guard FileManager.default.isExecutableFile(atPath: python) else {
      throw NotStarted(
        description: "The mail tests need a Python environment, which script/test prepares.")
    }
    process.executableURL = URL(filePath: python)
    process.arguments = [
      TestPlaces.checkout.appending(path: "Tests/Support/\(script)").path, folder.path,
    ]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while !line.contains(0x0A) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else {
        throw NotStarted(description: "\(script) did not start; are its Debian packages installed?")
      }
      line += more
    }
    announcement = try JSONDecoder().decode(Announcement.self, from: line)
  }

  deinit {
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      Issue.record(error)
    }
  }

  func port(_ name: String) -> Int { announcement.ports[name] ?? 0 }

  /// All messages taken so far.
  var accepted: [Accepted] {
    get throws {
      guard
        let lines = FileManager.default.contents(atPath: folder.appending(path: "accepted").path)
      else { return [] }
      return try lines.split(separator: 0x0A).map {
        try JSONDecoder().decode(Accepted.self, from: $0)
      }
    }
  }

  /// Puts a message into the mailbox of the IMAP server.
  func deliver(_ message: [UInt8], name: String) throws {
    let mail = URL(filePath: announcement.mail ?? "")
    let file = mail.appending(path: "tmp/\(name)")
    try Data(message).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
    try FileManager.default.moveItem(at: file, to: mail.appending(path: "new/\(name)"))
  }

  /// The names of the files in a folder of the mailbox, flags included.
  func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: URL(filePath: announcement.mail ?? "").appending(path: folder).path
    ).sorted()
  }
}
