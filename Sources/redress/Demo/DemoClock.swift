import Foundation
import Procedure
import Synchronization

/// The clock of the example: it stands in the past while the stories are played, and then runs with the wall.
final class DemoClock: Sendable {
  private let behindSeconds = Mutex<Int64>(0)

  var now: Moment { present.adding(seconds: -behindSeconds.withLock { $0 }) }

  /// What the clock on the wall says.
  var present: Moment { Moment(secondsSince1970: Int64(Date().timeIntervalSince1970)) }

  func set(secondsAgo: Int64) { behindSeconds.withLock { $0 = secondsAgo } }
}
