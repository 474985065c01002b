import Foundation
import Procedure
import Synchronization

/// The clock of the example: it stands in the past while the stories are played, and then runs with the wall.
final class DemoClock: Sendable {
  private let behindSeconds = Mutex<Int64>(0)

  var now: Moment {
    let wall = Int64(Date().timeIntervalSince1970)
    return Moment(secondsSince1970: wall - behindSeconds.withLock { $0 })
  }

  func set(secondsAgo: Int64) { behindSeconds.withLock { $0 = secondsAgo } }

  func advance(seconds: Int64) { behindSeconds.withLock { $0 = max(0, $0 - seconds) } }
}
