import Foundation
import HTTPServer
import Mail
import Procedure
import Synchronization

@testable import Casework
@testable import Web

/// A community that was founded once; every play begins with a copy of it, so that nothing differs but what happens.
final class Community: Sendable {
  /// Somebody who can sign in.
  struct Person: Sendable {
    let id: MemberID
    let name: String
    let email: String
    let password: String
  }

  let folder: URL
  /// The first four handle the case, the fifth is recused from it, the sixth is left out by the reporter.
  let members: [Person]
  let board: [Person]
  /// The calendars of everybody's duties, in the order of the people.
  let calendars: [String]

  static let began = Moment(secondsSince1970: 1_790_000_000)
  static let baseAddress = "https://redress.example.org"

  /// The one of this run.
  static let shared = Task { try await Community() }

  private init() async throws {
    let folder = Self.newFolder("founded")
    (members, board, calendars) = try await Self.founded(in: folder)
    self.folder = folder
    // Whoever closes a database last puts its journal into it.
    let journal = DataDirectory(folder).database.path + "-wal"
    while FileManager.default.fileExists(atPath: journal) {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private static func founded(
    in folder: URL
  ) async throws -> (members: [Person], board: [Person], calendars: [String]) {
    guard let policy = try Policy.shipped(named: "django") else { throw CaseworkError.absent }
    let environment = Casework.Environment(now: { Self.began }, log: { _ in })
    let data = DataDirectory(folder)
    _ = try await Founding.found(
      in: data,
      FoundingOptions(
        policy: policy, chairEmail: "member0@example.org", boardEmail: "board0@example.org"),
      environment: environment)
    let organization = try await Organization.open(data, Self.options, environment: environment)
    func join(_ names: [String], _ word: String, _ role: (Int) -> String) async throws -> [Person] {
      var people: [Person] = []
      for (number, name) in names.enumerated() {
        let email = "\(word)\(number)@example.org"
        let password = "correct horse \(word) \(number)"
        let added = try await organization.addMember(
          name: name, email: email, roles: [role(number)], password: password)
        people.append(Person(id: added.id, name: name, email: email, password: password))
      }
      return people
    }
    let members = try await join(
      [
        "Asta Quillfeather", "Bram Oddfellow", "Cleo Marshwhistle", "Dario Plumtree",
        "Esme Thornbarrow", "Fenn Applegarth",
      ], "member"
    ) { $0 == 0 ? "chair" : "member" }
    let board = try await join(
      ["Greta Winterbourne", "Hugo Larkspurr", "Ines Copperfield"], "board"
    ) {
      _ in "board-member"
    }
    var calendars: [String] = []
    for person in members + board {
      let token = try await organization.signIn(
        email: person.email, password: person.password, code: "")
      let address = try await organization.member(token: token).newCalendarFeed()
      calendars.append(String(address.dropFirst(Self.baseAddress.count)))
    }
    // The mails about their joining have gone out.
    let nowhere = PostBox()
    while try await organization.sendDueMail(through: nowhere).delivered > 0 {}
    return (members, board, calendars)
  }

  static var options: OpeningOptions {
    var options = OpeningOptions(
      baseAddress: baseAddress, mailParser: IsolatedParser(executable: programPath))
    options.stretchesLeast = true
    // A name of always the same length, so that lines break where they break in every play.
    options.codeNames = CodeNames(adjectives: ["amber"], nouns: ["lantern"])
    return options
  }

  static func newFolder(_ word: String) -> URL {
    FileManager.default.temporaryDirectory
      .appending(path: "redress-\(word)-\(UUID().uuidString)", directoryHint: .isDirectory)
  }

  /// The program itself, built beside the tests: it reads foreign mail in a process of its own.
  private static let programPath: String = {
    do {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(filePath: tests).deletingLastPathComponent().appending(path: "redress").path
    } catch {
      return "/nonexistent"
    }
  }()
}

/// A mail server that takes everything, and keeps what it saw of it.
final class PostBox: MailTransport {
  /// One mail, with its envelope, byte for byte.
  struct Mail: Sendable {
    let sender: String?
    let recipient: String
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The lines of the head, unfolded.
    var head: [String] {
      (text.replacing("\r\n ", with: " ").split(separator: "\r\n\r\n").first ?? "")
        .split(separator: "\r\n").map(String.init)
    }

    func field(_ name: String) -> String? {
      head.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
  }

  private let taken = Mutex<[Mail]>([])

  /// What came since this was asked last.
  func collect() -> [Mail] {
    taken.withLock { taken in
      defer { taken = [] }
      return taken
    }
  }

  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    taken.withLock { $0.append(Mail(sender: sender, recipient: recipient, bytes: message)) }
    return .delivered(code: 250)
  }
}

/// A clock that stands still until it is moved, and the lines of the log.
final class Hours: Sendable {
  private let moment = Mutex(Community.began)
  private let lines = Mutex<[String]>([])

  var now: Moment { moment.withLock { $0 } }
  func pass(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
  func note(_ line: String) { lines.withLock { $0.append(line) } }
  func collect() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}
