import Foundation
import Testing

@Suite struct `What a command prints` {
  /// What a shell makes of a line with the program in it.
  private func shell(_ line: String) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "set -o pipefail; \(line)"]
    process.environment = ["PATH": "/usr/bin:/bin", "REDRESS": Redress.program.path]
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  // Ignored as a service manager does it, so that writing fails instead of ending the program.
  @Test(arguments: [
    "trap '' PIPE; \"$REDRESS\" clauses | head -n 1", "\"$REDRESS\" clauses | true",
  ])
  func `is read as far as somebody likes`(line: String) throws {
    let ended = try shell(line)
    #expect(ended.errors.isEmpty)
    #expect([0, 128 + SIGPIPE].contains(ended.status))
  }

  @Test func `is an error where it does not fit`() throws {
    let ended = try shell("\"$REDRESS\" --help >/dev/full")
    #expect(ended.status == 74)
    #expect(ended.errors == "Standard output took not all of it: No space left on device.\n")
  }
}
