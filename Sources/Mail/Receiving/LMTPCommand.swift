/// One line of a client, read (RFC 2033 and 5321).
enum LMTPCommand: Equatable {
  case hello
  /// `HELO` or `EHLO`: this is no SMTP server.
  case otherHello
  /// Whose mail it is, empty for nobody, and how large it says to be.
  case mail(sender: String, sizeBytes: Int?)
  case recipient(String)
  case data
  case reset
  case nothing
  case verify
  case quit
  /// A command with something wrong behind its name.
  case malformed
  /// A parameter that is not offered.
  case unknownParameter
  case unknown

  /// The longest address that is taken, in bytes (RFC 5321, 4.5.3.1.3, with room for other scripts).
  private static let pathBytesMax = 1_000

  init(_ line: [UInt8]) {
    // A lone carriage return or line feed is how one message is made to look like two.
    guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      let text = String(validating: line, as: UTF8.self)
    else {
      self = .malformed
      return
    }
    let verb = text.prefix { $0 != " " }.uppercased()
    let rest = text.dropFirst(verb.count).drop { $0 == " " }
    switch verb {
    case "LHLO": self = rest.isEmpty ? .malformed : .hello
    case "HELO", "EHLO": self = .otherHello
    case "MAIL": self = Self.mail(rest)
    case "RCPT": self = Self.recipient(rest)
    case "DATA": self = rest.isEmpty ? .data : .malformed
    case "RSET": self = rest.isEmpty ? .reset : .malformed
    case "NOOP": self = .nothing
    case "VRFY": self = .verify
    case "QUIT": self = rest.isEmpty ? .quit : .malformed
    default: self = .unknown
    }
  }

  private static func mail(_ text: Substring) -> LMTPCommand {
    guard let (sender, parameters) = path(text, after: "FROM:") else { return .malformed }
    var sizeBytes: Int?
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.uppercased() }
      switch parts.first {
      case "SIZE":
        guard parts.count == 2, let size = Int(parts[1]), size >= 0 else { return .malformed }
        sizeBytes = size
      case "BODY":
        guard parts.count == 2, ["7BIT", "8BITMIME"].contains(parts[1]) else { return .malformed }
      case "SMTPUTF8":
        guard parts.count == 1 else { return .malformed }
      default: return .unknownParameter
      }
    }
    return .mail(sender: sender, sizeBytes: sizeBytes)
  }

  private static func recipient(_ text: Substring) -> LMTPCommand {
    guard let (recipient, parameters) = path(text, after: "TO:"), !recipient.isEmpty else {
      return .malformed
    }
    return parameters.isEmpty ? .recipient(recipient) : .unknownParameter
  }

  /// What stands between angle brackets, without an old source route, and the parameters behind it.
  private static func path(
    _ text: Substring, after name: String
  ) -> (address: String, parameters: [Substring])? {
    guard text.prefix(name.count).uppercased() == name else { return nil }
    let rest = text.dropFirst(name.count).drop { $0 == " " }
    guard rest.first == "<" else { return nil }
    var isQuoted = false
    var isEscaped = false
    var end: Substring.Index?
    for place in rest.indices.dropFirst() {
      let character = rest[place]
      if isEscaped {
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == ">" {
        end = place
        break
      } else if !isQuoted, character == " " || character == "<" {
        return nil
      }
    }
    guard let end else { return nil }
    let behind = rest[rest.index(after: end)...]
    guard behind.isEmpty || behind.first == " " else { return nil }
    var address = rest[rest.index(after: rest.startIndex)..<end]
    if address.first == "@", let colon = address.firstIndex(of: ":") {
      address = address[address.index(after: colon)...]
    }
    guard address.utf8.count <= pathBytesMax else { return nil }
    return (String(address), behind.split(separator: " "))
  }
}
