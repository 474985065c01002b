import Procedure

/// A calendar as a file (RFC 5545). Only what a feed of duties needs is written, and nothing is ever read.
struct CalendarFile: Sendable {
  /// One entry.
  struct Event: Sendable {
    /// Stays the same for ever, so that a calendar moves an entry instead of adding one.
    var identifier: String
    /// When what it says last changed.
    var stamp: Moment
    var start: Moment
    var end: Moment
    var summary: String
    var description: String
    /// Where there is more.
    var address: String
  }

  var name: String
  var events: [Event]

  /// The file: lines of at most 75 octets, each ended by CR LF.
  var bytes: [UInt8] {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Redress//On call//EN", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:" + Self.text(name), "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
      "X-PUBLISHED-TTL:PT6H",
    ]
    for event in events {
      lines += [
        "BEGIN:VEVENT", "UID:" + Self.text(event.identifier), "DTSTAMP:" + Self.time(event.stamp),
        "DTSTART:" + Self.time(event.start), "DTEND:" + Self.time(event.end),
        "SUMMARY:" + Self.text(event.summary), "DESCRIPTION:" + Self.text(event.description),
        "URL:" + event.address, "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.flatMap(Self.folded)
  }

  /// A TEXT value (section 3.3.11): backslash, semicolon, comma and line break are escaped; other control characters
  /// have no form and are left out.
  static func text(_ text: String) -> String {
    var escaped = ""
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped.unicodeScalars.append("\\")
        escaped.unicodeScalars.append(scalar)
      case "\n", "\r": escaped += "\\n"
      default:
        if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  /// A content line, folded between characters (section 3.1).
  static func folded(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var length = 0
    for scalar in line.unicodeScalars {
      let encoded = Array(String(scalar).utf8)
      if length + encoded.count > lineBytesMax {
        bytes += [13, 10, 32]
        length = 1
      }
      bytes += encoded
      length += encoded.count
    }
    return bytes + [13, 10]
  }

  /// Octets of a line without its end.
  static let lineBytesMax = 75

  /// A DATE-TIME in UTC (section 3.3.5), such as `20261123T120000Z`.
  static func time(_ moment: Moment) -> String {
    let days = Organization.civilDate(
      daysSince1970: moment.secondsSince1970.floorDivided(by: 86_400))
    let second = moment.secondsSince1970 - moment.secondsSince1970.floorDivided(by: 86_400) * 86_400
    return digits(days.0, 4) + digits(days.1, 2) + digits(days.2, 2) + "T"
      + digits(second / 3_600, 2) + digits(second % 3_600 / 60, 2) + digits(second % 60, 2) + "Z"
  }

  private static func digits(_ number: Int64, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
