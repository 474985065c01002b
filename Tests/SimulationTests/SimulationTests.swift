import Foundation
import Procedure
import Testing

@testable import Simulation

@Suite struct `Invented committees` {
  /// The program itself, built beside the tests: it reads mail in a process of its own.
  private static let programPath: String = {
    do {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(filePath: tests).deletingLastPathComponent().appending(path: "redress").path
    } catch {
      return "/nonexistent"
    }
  }()

  private static func told(years: Int, seed: UInt64, policy name: String) async throws -> [String] {
    let policy = try #require(try Policy.shipped(named: name))
    var options = SimulationOptions(
      years: years, seed: seed, policies: [(name, policy)], mailParser: programPath)
    // The first reports of a committee: a few seconds. `redress simulate` lives through whole years.
    options.stepsMax = 70
    var lines: [String] = []
    var summary = SimulationSummary(seed: seed)
    try await Simulation.run(options) { life in
      lines += life.story.lines.map(\.printed)
      summary.take(life)
    }
    return lines + summary.lines
  }

  @Test(arguments: ["django", "reset"], [1, 2] as [UInt64])
  func `live through months in which everything holds, and tell the same twice`(
    _ policy: String, _ seed: UInt64
  ) async throws {
    let first = try await Self.told(years: 1, seed: seed, policy: policy)
    #expect(first.last == "Everything held.", "\(first.suffix(40).joined(separator: "\n"))")
    let second = try await Self.told(years: 1, seed: seed, policy: policy)
    #expect(first == second)
  }
}
