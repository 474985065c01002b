import Procedure
import Synchronization

/// The two clocks of the simulated machine: the one that only runs, and the one on the wall, which jumps.
final class SimulatedClock: Sendable {
  private struct State {
    var bootSeconds: Int64 = 0
    var wallAheadSeconds: Int64 = 0
  }

  /// When every simulation begins: 1 January 2030, in UTC.
  static let beginning = Moment(secondsSince1970: 1_893_456_000)

  private let state = Mutex(State())

  /// What the wall says.
  var now: Moment {
    state.withLock {
      Self.beginning.adding(seconds: $0.bootSeconds + $0.wallAheadSeconds)
    }
  }

  /// Seconds since the beginning that have truly passed.
  var bootSeconds: Int64 { state.withLock { $0.bootSeconds } }

  /// Lets time pass until so many seconds since the beginning.
  func run(to seconds: Int64) {
    state.withLock { $0.bootSeconds = max($0.bootSeconds, seconds) }
  }

  /// Somebody or something moves the clock on the wall.
  func jump(seconds: Int64) { state.withLock { $0.wallAheadSeconds += seconds } }

  /// By how much the wall is wrong, in seconds.
  var wallAheadSeconds: Int64 { state.withLock { $0.wallAheadSeconds } }
}

extension Moment {
  /// As the story prints it: `2031-03-04 10:15`.
  var storyText: String {
    let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
    let minutes = Int(secondsSince1970 - Int64(days) * 86_400) / 60
    // The Gregorian date of a day, by counting from 1 March 0000.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day)) \(two(minutes / 60)):\(two(minutes % 60))"
  }
}
