import Casework
import Procedure

/// Plays what happened in the example in the order of time, whichever story it belongs to.
final class DemoStage {
  private struct Step {
    let secondsAgo: Int64
    let run: () async throws -> Void
  }

  let organization: Organization
  private let clock: DemoClock
  private var steps: [Step] = []
  /// Everybody signs in once: a password costs time on purpose.
  private var present: [String: SignedIn] = [:]

  init(organization: Organization, clock: DemoClock) {
    self.organization = organization
    self.clock = clock
  }

  /// Something happens so many hours before now.
  func at(hoursAgo: Double, _ run: @escaping () async throws -> Void) {
    steps.append(Step(secondsAgo: Int64(hoursAgo * 3_600), run: run))
  }

  /// So many hours before now, whatever the clock of the example says.
  func moment(hoursAgo: Double) -> Moment {
    clock.present.adding(seconds: -Int64(hoursAgo * 3_600))
  }

  /// Plays all of it.
  func play() async throws {
    let inOrder = steps.enumerated().sorted {
      ($1.element.secondsAgo, $0.offset) < ($0.element.secondsAgo, $1.offset)
    }
    for (_, step) in inOrder {
      clock.set(secondsAgo: step.secondsAgo)
      try await step.run()
    }
    clock.set(secondsAgo: 0)
  }

  /// The session of somebody.
  func session(_ person: DemoPerson) async throws -> SignedIn {
    if let here = present[person.email] { return here }
    let token = try await organization.signIn(
      email: person.email, password: person.password, code: "")
    let signedIn = try await organization.member(token: token)
    present[person.email] = signedIn
    return signedIn
  }

  /// The case that came last and waits for this member.
  func newestCase(for person: DemoPerson) async throws -> CaseID {
    let waiting = try await session(person).dashboard().toDeclare
    guard let newest = waiting.max(by: { $0.received < $1.received }) else {
      throw CommandFailure(.software, "A case of the example reached nobody.")
    }
    return newest.id
  }
}
