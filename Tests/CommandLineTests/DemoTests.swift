import Foundation
import Testing

@testable import redress

@Suite struct `The invented community` {
  @Test func `is told to its end, is served, and holds`() throws {
    let folder = try Folder()
    let process = Process()
    process.executableURL = Redress.program
    process.arguments = [
      "demo", "--data", folder.path("data"), "--listen", "unix:\(folder.path("socket"))",
    ]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var told = ""
    while !told.contains("Stop it with Control-C") {
      let more = output.fileHandleForReading.availableData
      // At the end of its output it has given up, and says why.
      if more.isEmpty { break }
      told += String(decoding: more, as: UTF8.self)
    }
    process.terminate()
    process.waitUntilExit()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(told.contains("Stop it with Control-C"), "\(told)\(said)")
    let verified = try Redress.run(["verify", "--data", folder.path("data")])
    #expect(verified.status == 0 && verified.output.hasPrefix("Everything holds: "))
  }
}
