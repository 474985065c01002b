import Foundation
import Testing

/// The program itself, run as people run it.
enum Redress {
  struct Result: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program that was built beside the tests.
  static let program: URL = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for folder in [beside, beside.deletingLastPathComponent()] {
      let program = folder.appending(path: "redress")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    return URL(filePath: "/proc/self/cwd/.build/debug/redress")
  }()

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    let (inputPipe, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = inputPipe
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try inputPipe.fileHandleForWriting.close()
    let outputData = try output.fileHandleForReading.readToEnd() ?? Data()
    let errorData = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData, as: UTF8.self))
  }
}

/// A folder that is gone with the value.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "redress-command-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(at: url) } catch { print("left: \(url.path)") }
  }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

/// What `init --json` prints.
struct PrintedOnce: Decodable, Sendable {
  let invitation: String
  let boardInvitation: String
  let recoveryKey: String
  let rootFingerprint: String
}

/// A founded installation.
func founded(_ folder: Folder, _ more: [String] = []) throws -> PrintedOnce {
  let result = try Redress.run(
    [
      "init", "--data", folder.path("data"), "--policy", "django", "--chair-email",
      "chair@example.org", "--base-url", "https://conduct.example.org", "--json",
    ] + more)
  #expect(result.status == 0, "\(result.errors)")
  return try JSONDecoder().decode(PrintedOnce.self, from: Data(result.output.utf8))
}
