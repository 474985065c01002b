import Casework
import Foundation

/// What the operator chose: the option, then its variable, then the file `redress.json5` in the data directory.
struct Configuration {
  static let baseAddress = Option(
    "base-url", value: "URL", variable: "REDRESS_BASE_URL",
    "Where the pages are found from outside, such as https://conduct.example.org.")
  static let smtp = Option(
    "smtp", value: "URL", variable: "REDRESS_SMTP",
    "The server that takes outgoing mail, such as smtp://user:password@mail.example.org:587.")
  static let mailbox = Option(
    "mailbox", value: "URL", variable: "REDRESS_MAILBOX",
    "A mailbox to fetch reports from, such as imaps://user:password@mail.example.org/INBOX.")
  static let lmtp = Option(
    "lmtp", value: "ADDRESS", variable: "REDRESS_LMTP",
    "Where mail is taken from the mail server of this machine: unix:/path or 127.0.0.1:24.")
  static let mailAuthority = Option(
    "mail-authority", value: "NAME", variable: "REDRESS_MAIL_AUTHORITY",
    "The name under which your receiving mail server writes Authentication-Results, such as mx.example.org."
  )
  static let listen = Option(
    "listen", value: "ADDRESS", variable: "REDRESS_LISTEN",
    "Where the server listens: 127.0.0.1:8080, [::1]:8080 or unix:/path.")

  /// What the file may say: the options by their own names.
  static let inFile = [
    baseAddress, smtp, mailbox, lmtp, mailAuthority, listen, Option.machineKey,
  ]
  /// Where the server listens when nobody says otherwise.
  static let listenUsually = "127.0.0.1:8080"

  let data: DataDirectory
  private let arguments: Arguments
  private let file: [String: String]

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    data = DataDirectory(
      URL(filePath: try arguments.require("data"), directoryHint: .isDirectory))
    file = try Self.read(data.options)
  }

  /// The value of an option.
  func value(_ option: Option) -> String? { arguments.value(option.name) ?? file[option.name] }

  /// Where the pages are, without a slash at the end.
  var baseAddress: String {
    get throws {
      let text =
        value(Self.baseAddress) ?? "http://\(value(Self.listen) ?? Self.listenUsually)"
      let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
      guard let url = URL(string: trimmed), ["http", "https"].contains(url.scheme),
        url.host() != nil, url.query() == nil, url.fragment() == nil
      else {
        throw CommandFailure(
          .usage,
          "'\(text)' is not an address of pages. Write --base-url https://conduct.example.org.")
      }
      return trimmed
    }
  }

  /// Where the machine key lies; nil for inside the data directory.
  var machineKey: URL? { value(.machineKey).map { URL(filePath: $0) } }

  private static func read(_ url: URL) throws -> [String: String] {
    guard let contents = FileManager.default.contents(atPath: url.path) else { return [:] }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let known = inFile.map(\.name)
    do {
      let values = try decoder.decode([String: String].self, from: contents)
      if let unknown = values.keys.filter({ !known.contains($0) }).min() {
        throw CommandFailure(
          .badData,
          "\(url.path) names '\(unknown)', which does not exist; there is \(known.joined(separator: ", "))."
        )
      }
      return values
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(
        .badData,
        "\(url.path) is no JSON5 object of texts, such as { \"base-url\": \"https://conduct.example.org\" }."
      )
    }
  }
}
