import Mail
import Procedure
import Synchronization

/// The mail server of the simulation: it loses, delays and doubles.
///
/// The fate of a mail follows from the seed, its recipient and the date in its head alone: when a notice leaves, and
/// in which order, the vault has drawn.
final class PostOffice: MailTransport, Sendable {
  enum Fate: String, Sendable { case delivered, lost, delayed, doubled }

  private struct State {
    var counts: [Fate: Int] = [:]
    /// Recipients and dates that were counted.
    var counted: Set<String> = []
    /// Mails that are dated later are not counted any more.
    var lastCountedSeconds = Int64.max
    /// Mails that were tried once.
    var tried: Set<String> = []
    /// By whom lost mails were awaited, and when they were written, by the clock on the wall.
    var lost: [String: Set<Int64>] = [:]
    /// What can be answered: by whom it came, when it was written, and where an answer goes.
    var answerable: [String: (seconds: Int64, address: String)] = [:]
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

  private func fate(of recipient: String, _ date: String) -> Fate {
    guard !isReliable else { return .delivered }
    var generator = SeededGenerator(seed: seed, recipient + date)
    switch generator.number(below: 1_000) {
    case 0..<30: return .lost
    case 30..<60: return .delayed
    case 60..<90: return .doubled
    default: return .delivered
    }
  }

  /// The value of a field in the head of a mail, over all its lines.
  private static func field(_ name: String, of message: [UInt8]) -> String {
    let beginning = Array(name.utf8) + [UInt8(ascii: ":")]
    var value: String?
    for line in message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.isEmpty || line.first == UInt8(ascii: "\r") { break }
      let isContinued = line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
      if let begun = value {
        guard isContinued else { return begun }
        value = begun + String(decoding: line, as: UTF8.self)
      } else if line.starts(with: beginning) {
        value = String(decoding: line.dropFirst(beginning.count), as: UTF8.self)
      }
    }
    return value ?? ""
  }

  private static func answerAddress(of message: [UInt8]) -> String? {
    let words = field("Reply-To", of: message).split { " <>,\r".contains($0) }
    return words.last { $0.contains("+") && $0.contains("@") }.map(String.init)
  }

  /// Seconds since 1970 of a date such as `Tue, 01 Jan 2030 00:00:00 +0000`, in UTC as Redress writes it.
  private static func seconds(of date: String) -> Int64 {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let words = date.split { $0 == " " || $0 == ":" || $0 == "\r" }.map(String.init)
    guard words.count >= 7, let month = months.firstIndex(of: words[2]) else { return 0 }
    let numbers = [1, 3, 4, 5, 6].map { Int64(words[$0]) ?? 0 }
    // Days by counting from 1 March 0000.
    let year = numbers[1] - (month < 2 ? 1 : 0)
    let dayOfYear = (153 * Int64((month + 10) % 12) + 2) / 5 + numbers[0] - 1
    let days = year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    return days * 86_400 + numbers[2] * 3_600 + numbers[3] * 60 + numbers[4]
  }

  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    let date = Self.field("Date", of: message)
    let identity = Self.field("Message-ID", of: message)
    let fate = fate(of: recipient, date)
    return state.withLock { state in
      if Self.seconds(of: date) <= state.lastCountedSeconds,
        state.counted.insert("\(recipient) \(date)").inserted
      {
        state.counts[fate, default: 0] += 1
      }
      switch fate {
      case .delivered:
        if let address = Self.answerAddress(of: message), state.answerable[recipient] == nil {
          state.answerable[recipient] = (Self.seconds(of: date), address)
        }
        return .delivered(code: 250)
      case .lost:
        state.lost[recipient, default: []].insert(Self.seconds(of: date))
        return .delivered(code: 250)
      // It is not taken now; or it was, and the answer was lost.
      case .doubled, .delayed:
        return state.tried.insert(identity).inserted
          ? .temporary(code: 451, text: "try later") : .delivered(code: 250)
      }
    }
  }

  /// From now on only mails of before are counted: which of the others still leave before the end, the vault has drawn.
  func endCounting() {
    let now = clock.now.secondsSince1970
    state.withLock { $0.lastCountedSeconds = now }
  }

  /// Where somebody's answers go; nil as long as nothing has come that they could answer. What came late or twice they
  /// do not answer, and what may have come only now does not count yet.
  func answerAddress(for recipient: String) -> String? {
    let now = clock.now.secondsSince1970
    return state.withLock { state in
      state.answerable[recipient].flatMap {
        $0.seconds <= now - SimulationLimits.stepSecondsMin ? $0.address : nil
      }
    }
  }

  /// Whether a mail to this address was lost in the last two days. One that may have left only now does not count yet.
  func hasLost(to recipient: String) -> Bool {
    let now = clock.now.secondsSince1970
    return state.withLock { state in
      (state.lost[recipient] ?? []).contains {
        $0 > now - 2 * 86_400 && $0 <= now - SimulationLimits.stepSecondsMin
      }
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
