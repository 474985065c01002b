import Foundation
import Testing

@Suite struct `Marks of the tests` {
  @Test func `are all in the table that the program carries`() throws {
    let process = Process()
    process.executableURL = Sources.root.appending(path: "script/carried")
    process.arguments = ["--check"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
  }
}
