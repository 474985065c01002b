import Mail
import Synchronization

/// The mail server of the simulation: it loses, delays and doubles.
///
/// The fate of a mail follows from the seed, its recipient and the time alone, since mails wait in an order that the
/// vault has drawn.
final class PostOffice: MailTransport, Sendable {
  enum Fate: String, Sendable { case delivered, lost, delayed, doubled }

  private struct State {
    var counts: [Fate: Int] = [:]
    var counted: Set<String> = []
    /// When a mail to this address was lost last, in seconds since the beginning.
    var lostAt: [String: Int64] = [:]
  }

  private let state = Mutex(State())
  private let seed: UInt64
  private let clock: SimulatedClock
  private let isReliable: Bool

  init(seed: UInt64, clock: SimulatedClock, isReliable: Bool) {
    self.seed = seed
    self.clock = clock
    self.isReliable = isReliable
  }

  private func fate(of recipient: String, at seconds: Int64) -> Fate {
    guard !isReliable else { return .delivered }
    var generator = SeededGenerator(seed: seed, recipient, Int(seconds))
    switch generator.number(below: 1_000) {
    case 0..<30: return .lost
    case 30..<60: return .delayed
    case 60..<90: return .doubled
    default: return .delivered
    }
  }

  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    let seconds = clock.bootSeconds
    let fate = fate(of: recipient, at: seconds)
    state.withLock { state in
      if state.counted.insert("\(recipient) \(seconds)").inserted {
        state.counts[fate, default: 0] += 1
      }
      if fate == .lost { state.lostAt[recipient] = seconds }
    }
    switch fate {
    case .delivered, .lost: return .delivered(code: 250)
    // It arrived, and the answer was lost: it is sent again.
    case .doubled, .delayed: return .temporary(code: 451, text: "try later")
    }
  }

  /// Whether a mail to this address was lost within the last two days.
  func hasLost(to recipient: String) -> Bool {
    let now = clock.bootSeconds
    return state.withLock { state in
      state.lostAt[recipient].map { now - $0 < 2 * 86_400 } ?? false
    }
  }

  /// How often mail to somebody met a fault.
  var counts: [String: Int] {
    state.withLock { state in
      Dictionary(
        uniqueKeysWithValues: state.counts.filter { $0.key != .delivered }.map {
          ("mail \($0.key.rawValue)", $0.value)
        })
    }
  }
}
