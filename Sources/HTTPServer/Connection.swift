import Glibc
import Synchronization

/// One socket as the sweeper sees it: what it is doing and since when.
final class Connection: Sendable {
  /// What the client or we are waiting for.
  enum Phase {
    /// For the next request's head to be complete.
    case awaitingHead(since: Double)
    /// For the rest of a body.
    case receiving(since: Double, bytes: UInt64)
    /// For a task of ours, which is told when its time is over.
    case working(deadline: Double, any Expiring)
    /// For the client to take the response.
    case sending(since: Double, bytes: UInt64)
  }

  /// What the sweeper is to do about a connection.
  enum Verdict {
    case wait
    case cut
    case expire(any Expiring)
  }

  let peer: Peer
  private let descriptor: Int32
  private let phase: Mutex<Phase>

  init(peer: Peer, descriptor: Int32, now: Double) {
    self.peer = peer
    self.descriptor = descriptor
    phase = Mutex(.awaitingHead(since: now))
  }

  func enter(_ next: Phase) { phase.withLock { $0 = next } }

  /// Judges by the clock.
  func verdict(now: Double, _ settings: ServerSettings) -> Verdict {
    phase.withLock { phase in
      switch phase {
      case .awaitingHead(let since): return now - since > settings.headSeconds ? .cut : .wait
      case .receiving(let since, let bytes), .sending(let since, let bytes):
        let allowed = settings.bodyGraceSeconds + Double(bytes) / settings.bodyBytesPerSecondMin
        return now - since > allowed ? .cut : .wait
      case .working(let deadline, let work): return now > deadline ? .expire(work) : .wait
      }
    }
  }

  /// Ends the traffic; the daemon then sees the end and closes. Only while the daemon has not closed it, which the
  /// registry's lock makes sure of.
  func cut() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Work that can be told that its time is over.
protocol Expiring: Sendable {
  /// The time is over: the waiting connection is to go on without the work's result.
  func expire(stopping: Bool)
}
