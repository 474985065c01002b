/// Where a mail server is and how to speak to it, from a URL of the operator's.
///
/// `smtp://user:password@host:587?starttls=required`, `smtps://host`, `imaps://user:password@host/INBOX?done=seen`.
/// Options: `starttls` (`required`, `opportunistic`, `off`), `ca` (a file of certificates), and for a mailbox
/// `done` (`seen`, `delete`, `move:Folder`) and `every` (seconds between two visits). Holds a password: does not print it and is not `Codable`.
package struct MailServerURL: Hashable, Sendable {
  /// The protocol, and whether it is encrypted from its first byte.
  package enum Scheme: String, Hashable, Sendable {
    case smtp, smtps, imap, imaps

    /// Whether the connection is encrypted from its first byte.
    package var isEncrypted: Bool { self == .smtps || self == .imaps }

    /// The port where none is named.
    package var defaultPort: Int {
      switch self {
      case .smtp: 25
      case .smtps: 465
      case .imap: 143
      case .imaps: 993
      }
    }
  }

  /// What happens on a connection that begins in the clear.
  package enum StartTLS: String, Hashable, Sendable, CaseIterable {
    /// Nothing is said before encryption. The default where there is a password.
    case required
    /// Encrypted where the server offers it. The default without a password.
    case opportunistic
    /// Never; for a server on the same machine.
    case off
  }

  /// What happens to a fetched message once the caller has stored it.
  package enum Done: Hashable, Sendable {
    case seen
    case delete
    case move(folder: String)
  }

  /// The protocol.
  package var scheme: Scheme
  /// A name or an address, without brackets.
  package var host: String
  /// From the URL, or the usual one.
  package var port: Int
  /// Nil when nobody signs in.
  package var user: String?
  /// A secret: never logged, shown or stored.
  package var password: String?
  /// What happens on a connection that begins in the clear.
  package var startTLS: StartTLS
  /// The folder of a mailbox; `INBOX` where none is named.
  package var folder: String
  /// What happens to a fetched message.
  package var done: Done
  /// How often a mailbox is visited, in seconds.
  package var everySeconds = MailLimits.mailboxPauseSeconds
  /// A file of certificates to trust instead of the system's.
  package var certificateAuthorityFile: String?
}

/// What is wrong with the URL of a mail server. Shows nothing of user, password or host.
package enum MailServerURLError: Error, Hashable, Sendable {
  case notAURL
  case unknownScheme(expected: [String])
  case noHost
  case invalidPort
  case controlCharacter
  case invalidEscape
  case unknownOption(name: String, known: [String])
  case invalidOption(name: String, expected: [String])
  case passwordWithoutUser
  case unexpectedPath
}

extension MailServerURLError: CustomStringConvertible {
  /// One sentence with the way out.
  package var description: String {
    switch self {
    case .notAURL: "This is no URL; it should look like smtp://user:password@host:587."
    case .unknownScheme(let expected):
      "The URL should begin with \(expected.map { $0 + "://" }.joined(separator: " or "))."
    case .noHost: "The URL names no server."
    case .invalidPort: "The port in the URL should be a number from 1 to 65535."
    case .controlCharacter: "The URL holds a control character."
    case .invalidEscape:
      "The URL holds a % that is not followed by two hexadecimal digits; write % itself as %25."
    case .unknownOption(let name, let known):
      "The URL has the option \(name), which does not exist; there is \(known.joined(separator: ", "))."
    case .invalidOption(let name, let expected):
      "The option \(name) of the URL should be \(expected.joined(separator: " or "))."
    case .passwordWithoutUser: "The URL has a password without a user name."
    case .unexpectedPath: "The URL of a server that sends mail ends after the port."
    }
  }
}

extension MailServerURL: CustomStringConvertible {
  /// Without user and password.
  package var description: String { "\(scheme.rawValue)://\(bracketedHost):\(port)" }

  var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }
}

extension MailServerURL {
  /// Reads a URL. User, password and folder may be percent-encoded.
  /// - Parameter schemes: those that make sense here: `[.smtp, .smtps]` for sending, `[.imap, .imaps]` for a mailbox.
  package init(_ text: String, schemes: [Scheme]) throws(MailServerURLError) {
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw .controlCharacter
    }
    let halves = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { throw .notAURL }
    guard let scheme = Scheme(rawValue: halves[0].lowercased()), schemes.contains(scheme) else {
      throw .unknownScheme(expected: schemes.map(\.rawValue))
    }
    var rest = halves[1]
    var query = Substring()
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    var path = Substring()
    if let slash = rest.lastIndex(of: "@").map({ rest[$0...].firstIndex(of: "/") })
      ?? rest.firstIndex(of: "/")
    {
      path = rest[rest.index(after: slash)...]
      rest = rest[..<slash]
    }
    var user: String?
    var password: String?
    if let at = rest.lastIndex(of: "@") {
      let names = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      rest = rest[rest.index(after: at)...]
      user = try Self.unescaped(names[0])
      password = names.count == 2 ? try Self.unescaped(names[1]) : nil
      if user?.isEmpty != false {
        if password != nil { throw .passwordWithoutUser }
        user = nil
      }
    }
    let (host, port) = try Self.hostAndPort(rest, scheme)
    let folder = try Self.unescaped(path)
    let isMailbox = scheme == .imap || scheme == .imaps
    guard isMailbox || folder.isEmpty else { throw .unexpectedPath }
    self.init(
      scheme: scheme, host: host, port: port, user: user, password: password,
      startTLS: user == nil ? .opportunistic : .required,
      folder: folder.isEmpty ? "INBOX" : folder, done: .seen, certificateAuthorityFile: nil)
    try readOptions(query, isMailbox: isMailbox)
  }

  private static func hostAndPort(
    _ text: Substring, _ scheme: Scheme
  ) throws(MailServerURLError) -> (String, Int) {
    var host = text
    var port = scheme.defaultPort
    let hostEnd = text.lastIndex(of: "]") ?? text.startIndex
    if let colon = text[hostEnd...].lastIndex(of: ":") {
      guard let number = Int(text[text.index(after: colon)...]), (1...65_535).contains(number)
      else {
        throw .invalidPort
      }
      port = number
      host = text[..<colon]
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { throw .noHost }
    let isName = host.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "-.:_%".unicodeScalars.contains($0)
    }
    guard isName else { throw .notAURL }
    return (String(host), port)
  }

  private mutating func readOptions(
    _ query: Substring, isMailbox: Bool
  ) throws(MailServerURLError) {
    for option in query.split(separator: "&") {
      let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(pair[0])
      let value = pair.count == 2 ? try Self.unescaped(pair[1]) : ""
      switch name {
      case "starttls":
        guard let choice = StartTLS(rawValue: value), !scheme.isEncrypted else {
          throw .invalidOption(
            name: name,
            expected: scheme.isEncrypted
              ? ["left out, since this connection is always encrypted"]
              : StartTLS.allCases.map(\.rawValue))
        }
        startTLS = choice
      case "ca":
        guard value.hasPrefix("/") else {
          throw .invalidOption(name: name, expected: ["the full path of a file"])
        }
        certificateAuthorityFile = value
      case "done" where isMailbox:
        if value == "seen" {
          done = .seen
        } else if value == "delete" {
          done = .delete
        } else if value.hasPrefix("move:"), value.utf8.count > 5 {
          done = .move(folder: String(value.dropFirst(5)))
        } else {
          throw .invalidOption(name: name, expected: ["seen", "delete", "move:Folder"])
        }
      case "every" where isMailbox:
        guard let seconds = Int(value), (1...3_600).contains(seconds) else {
          throw .invalidOption(name: name, expected: ["1 to 3600 seconds"])
        }
        everySeconds = seconds
      default:
        throw .unknownOption(
          name: String(name.prefix(30)),
          known: ["starttls", "ca"] + (isMailbox ? ["done", "every"] : []))
      }
    }
  }

  private static func unescaped(_ text: Substring) throws(MailServerURLError) -> String {
    var bytes: [UInt8] = []
    var source = Array(text.utf8)[...]
    while let byte = source.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard source.count >= 2,
        let value = UInt8(String(decoding: source.prefix(2), as: UTF8.self), radix: 16)
      else { throw .invalidEscape }
      source = source.dropFirst(2)
      bytes.append(value)
    }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .controlCharacter }
    guard let result = String(validating: bytes, as: UTF8.self) else { throw .invalidEscape }
    return result
  }
}
