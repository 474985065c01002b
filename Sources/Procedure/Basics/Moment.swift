/// A point in time: whole seconds since the beginning of 1970, UTC. Encoded as a plain number.
package struct Moment: Hashable, Comparable, Codable, Sendable {
  /// Seconds since 1970-01-01 00:00:00 UTC, leap seconds not counted.
  package var secondsSince1970: Int64

  package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// Later than anything that happens.
  package static let distantFuture = Moment(secondsSince1970: .max)

  package init(from decoder: any Decoder) throws {
    secondsSince1970 = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(secondsSince1970)
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  /// The moment so many days later; stays at the end of time instead of overflowing.
  package func adding(days: Int) -> Moment {
    let (seconds, overflow) = Int64(days).multipliedReportingOverflow(by: 86_400)
    return adding(seconds: overflow ? (days > 0 ? .max : .min) : seconds)
  }

  /// The moment so many seconds later; stays at the end of time instead of overflowing.
  package func adding(seconds: Int64) -> Moment {
    let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
    if overflow { return Moment(secondsSince1970: seconds > 0 ? .max : .min) }
    return Moment(secondsSince1970: sum)
  }
}
