import Dispatch
import Foundation
import Identity
import Storage
import Vault

/// The limits of this machine that intake is measured against.
enum Limits {
  private static let seconds = 3.0

  static func print(folder: String) throws {
    let commits = try CommitMeasurement.syncedCommitsPerSecond(
      path: folder + "/limits.sqlite3", duration: .seconds(seconds))
    let one = try boxesPerSecond(threads: 1)
    let all = try boxesPerSecond(threads: ProcessInfo.processInfo.activeProcessorCount)
    let result: [String: Double] = [
      "commitsPerSecond": commits, "boxesPerSecondOneThread": one, "boxesPerSecond": all,
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    Swift.print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  /// How many sealed boxes of the size of a grant so many threads make together.
  private static func boxesPerSecond(threads: Int) throws -> Double {
    let organization = try OrganizationID.random()
    let reader = try PrincipalSeed.random().publicKeys(
      organization, principal: try PrincipalID.random())
    let place = EpochPlace(organization, try VaultID.random(), epoch: 1)
    let counted = Counter()
    let end = Date().addingTimeInterval(seconds)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        let seed = try EpochSeed.random()
        var count = 0
        while Date() < end {
          for _ in 0..<32 { _ = try seed.grant(to: reader, of: place) }
          count += 32
        }
        counted.add(count)
      } catch {
        Measure.say("measure: \(error)")
      }
    }
    return Double(counted.total) / seconds
  }
}
