import Foundation
import Mail
import Procedure
import Synchronization
import Testing
import Vault

@testable import Casework
@testable import Storage

/// Tells one task that another one is through.
private final class Signal: Sendable {
  private let state = Mutex(false)

  var isGiven: Bool { state.withLock { $0 } }

  func give() { state.withLock { $0 = true } }
}

@Suite struct `Two processes on one lane` {
  @Test func `opening and verifying beside a process that commits find nothing set back`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    let organization = community.organization
    let opened = Signal()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !opened.isGiven {
          _ = try await organization.submit(
            .of("A report."), way: .form(token: organization.newFormToken()))
          try await organization.checkpoint()
        }
      }
      group.addTask {
        defer { opened.give() }
        for _ in 0..<40 {
          _ = try await community.reopened()
          _ = try await Verification.run(DataDirectory(community.folder))
        }
      }
      try await group.waitForAll()
    }
    #expect(community.alarms == [])
  }

  @Test func `anchor times never go back, also when the clock of the other process is ahead`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    let later = Moment(secondsSince1970: community.now.secondsSince1970 + 86_400)
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org", mailParser: .init(executable: "/bin/false"))
    options.stretchesLeast = true
    let ahead = try await Organization.open(
      DataDirectory(community.folder), options,
      environment: Casework.Environment(now: { later }, log: { _ in }))
    _ = try await ahead.submit(.of("First."), way: .form(token: ahead.newFormToken()))
    _ = try await community.report(.of("Second."))
    let organization = community.organization
    let times = try await organization.database.read { transaction in
      try transaction.lanes(organization.id).flatMap { lane in
        try transaction.anchors(organization.id, lane.lane, from: 1, limit: 100)
          .map { try Anchor($0.bytes, organization.id).timeSeconds }
      }
    }
    #expect(times == times.sorted())
    _ = try await Verification.run(DataDirectory(community.folder))
  }
}
