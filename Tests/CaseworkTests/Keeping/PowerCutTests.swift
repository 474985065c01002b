import Foundation
import Identity
import Mail
import Procedure
import SimulatedDisk
import Synchronization
import Testing

@testable import Casework
@testable import Storage

@Suite(.serialized) struct `A power cut while reports come in` {
  @Test(arguments: 0..<12)
  func `loses no report whose receipt was shown, and everything still holds`(
    _ seed: Int
  ) async throws {
    let disk = SimulatedDisk()
    let community = try await TestOrganization(
      members: 2, board: 1, databaseSettings: TestOrganization.settings(on: disk))
    let organization = community.organization
    // A different place each time: sometimes the first commit, sometimes a later one.
    disk.cutPower(afterChanges: 3 + seed * 11)
    let shown = ShownReceipts()
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for number in 0..<12 {
            let account = "Report \(number) of writer \(writer)."
            do {
              let receipt = try await organization.submit(
                .of(account), way: .form(token: organization.newFormToken()))
              shown.add(receipt.words, account)
            } catch {
              return
            }
          }
        }
      }
    }
    #expect(disk.isCut)

    let after = disk.survivor(seed: UInt64(seed))
    let settings = TestOrganization.settings(on: after)
    _ = try await Verification.run(DataDirectory(community.folder), settings: settings)
    let again = try await community.reopened(settings)
    for report in shown.all {
      let reporter = try await again.reporter(
        token: again.openChannel(receipt: report.words.joined(separator: " ")))
      let text = try await reporter.view().messages.first?.text
      #expect(text?.contains(report.account) == true)
    }
    _ = try await again.submit(
      .of("After the cut."), way: .form(token: again.newFormToken()))
    try await again.checkpoint()
    _ = try await Verification.run(DataDirectory(community.folder), settings: settings)
  }
}

/// The receipts that people have on paper, with what they wrote.
private final class ShownReceipts: Sendable {
  private let state = Mutex<[(words: [String], account: String)]>([])

  var all: [(words: [String], account: String)] { state.withLock { $0 } }

  func add(_ words: [String], _ account: String) {
    state.withLock { $0.append((words, account)) }
  }
}

extension TestOrganization {
  static func settings(on disk: SimulatedDisk) -> DatabaseSettings {
    var settings = DatabaseSettings(path: "/redress.sqlite3")
    settings.fileSystem = disk.fileSystem
    return settings
  }
}
