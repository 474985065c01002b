import Glibc

/// A point on the system's monotonic clock by which a blocking exchange has to be over.
package struct Deadline: Sendable {
  /// What a socket is waited for.
  package enum Direction: Sendable { case reading, writing }

  private let end: ContinuousClock.Instant

  /// So many seconds from now.
  package init(seconds: Int) {
    end = ContinuousClock.now + .seconds(seconds)
  }

  /// What is left, in milliseconds; zero when nothing is.
  package var millisecondsLeft: Int32 {
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero else { return 0 }
    let milliseconds =
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
    return Int32(clamping: milliseconds)
  }

  /// Waits until the socket can be used; false when the time is over.
  package func wait(_ socket: Int32, for direction: Direction) -> Bool {
    while true {
      let milliseconds = millisecondsLeft
      guard milliseconds > 0 else { return false }
      var descriptor = pollfd(
        fd: socket, events: Int16(direction == .reading ? POLLIN : POLLOUT), revents: 0)
      let outcome = unsafe poll(&descriptor, 1, milliseconds)
      if outcome > 0 { return true }
      if outcome < 0, errno != EINTR { return false }
    }
  }
}
