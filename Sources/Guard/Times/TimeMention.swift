/// A time as a draft tells it.
struct TimeMention: Sendable {
  enum Kind: Sendable {
    /// Minutes since midnight; more than one where morning and afternoon are both possible.
    case clock([Int], zone: Int?)
    case clocks(Int, Int)
    case date(year: Int?, month: Int, day: Int)
    case dates(year: Int?, month: Int, first: Int, last: Int, lastMonth: Int)
    case dayOfMonth(Int)
    case weekday(Int)
    case week(of: Int, year: Int?)
    case dayPart(String)
    case relative
    case moment(Int)
  }

  var kind: Kind
  /// In words of the draft.
  var words: Range<Int>
}
