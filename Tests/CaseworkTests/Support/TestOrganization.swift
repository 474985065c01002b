import Foundation
import Identity
import Mail
import Pictures
import Procedure
import Storage
import Synchronization
import Testing
import Vault

@testable import Casework

/// A community in a folder of its own, with members and board members who have joined while founding.
///
/// Real database, real keys; only a password costs the least there is. The clock stands still until it is moved.
/// The folder is gone with the value.
final class TestOrganization: Sendable {
  /// Somebody who can sign in.
  struct Person: Sendable {
    let id: MemberID
    let name: String
    let email: String
    let password: String

    var principal: PrincipalID { PrincipalID(uncheckedBytes: Bytes(hexadecimal: id.text) ?? []) }
  }

  let folder: URL
  let organization: Organization
  let founded: Founded
  /// Members of the group; the first is the chair.
  let members: [Person]
  /// Members of the board.
  let board: [Person]
  private let clock: TestClock
  private let lines: TestLog

  /// - Parameters:
  ///   - members: how many members the group has; the first is the chair.
  ///   - board: how many board members there are.
  init(
    members memberCount: Int = 3, board boardCount: Int = 2, policy: Policy? = nil,
    databaseSettings: DatabaseSettings? = nil
  ) async throws {
    guard let django = try Policy.shipped(named: "django") else { throw CaseworkError.absent }
    let clock = TestClock(Moment(secondsSince1970: 1_790_000_000))
    let lines = TestLog()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "redress-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    let environment = Casework.Environment(
      now: { clock.now }, log: { lines.take($0) })
    let data = DataDirectory(folder)
    var founding = FoundingOptions(
      policy: policy ?? django, chairEmail: "member1@example.org",
      boardEmail: "board1@example.org")
    founding.databaseSettings = databaseSettings
    founded = try await Founding.found(in: data, founding, environment: environment)
    let organization = try await Organization.open(
      data, Self.options(databaseSettings), environment: environment)
    var people: [Person] = []
    for number in 0..<memberCount + boardCount {
      let isBoard = number >= memberCount
      let count = isBoard ? number - memberCount + 1 : number + 1
      let names = Self.names[number % Self.names.count]
      let person = (
        name: number < Self.names.count ? names : "\(names) \(number)",
        email: isBoard ? "board\(count)@example.org" : "member\(count)@example.org",
        password: "correct horse \(number)"
      )
      let added = try await organization.addMember(
        name: person.name, email: person.email,
        roles: [isBoard ? "board-member" : number == 0 ? "chair" : "member"],
        password: person.password)
      people.append(
        Person(
          id: added.id, name: person.name, email: person.email, password: person.password))
    }
    // The mails about their joining have gone out.
    try await organization.database.write { transaction in
      for mail in try transaction.outgoing(organization.id) {
        try transaction.deleteOutgoing(organization.id, mail.row)
      }
    }
    self.folder = folder
    self.organization = organization
    self.members = Array(people.prefix(memberCount))
    self.board = Array(people.dropFirst(memberCount))
    self.clock = clock
    self.lines = lines
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
  }

  /// A session of one of the people.
  func signIn(_ person: Person) async throws -> SignedIn {
    try await organization.member(token: token(of: person))
  }

  /// The token of a new session.
  func token(of person: Person) async throws -> String {
    try await organization.signIn(email: person.email, password: person.password, code: "")
  }

  /// Takes in a report and returns its case.
  ///
  /// - Parameter change: fills in more than the account.
  func submit(
    _ account: String = "Somebody shouted at me for an hour.",
    _ change: (inout ReportDraft) -> Void = { _ in }
  ) async throws -> VaultID {
    var draft = ReportDraft()
    draft.account = account
    change(&draft)
    let taken = try await organization.take(draft, way: .form(token: organization.newFormToken()))
    return try #require(taken.caseID)
  }

  /// Declares no conflict, or one.
  func declare(
    _ person: Person, in vault: VaultID, conflict: Bool = false
  ) async throws {
    _ = try await signIn(person).declare(Command.Declare(conflict: conflict), in: vault)
  }

  /// How somebody stands to a case, in the index.
  func standing(of person: Person, in vault: VaultID) async throws -> CaseIndex.Standing? {
    try await organization.caseState(vault).index.standings[person.principal]
  }

  /// The rows of grants of somebody.
  func grants(of person: Person) async throws -> [GrantRecord] {
    let organization = organization
    return try await organization.database.read { transaction in
      try transaction.grants(organization.id, principal: person.principal)
    }
  }

  /// The time of the community.
  var now: Moment { clock.now }

  /// Moves the clock.
  func pass(seconds: Int64) { clock.pass(seconds: seconds) }

  /// The lines of the log so far.
  var log: [LogLine] { lines.lines }

  /// The alarms so far.
  var alarms: [LogLine] { log.filter { $0.weight == .alarm } }

  /// The mails that wait, opened, in no order.
  func waitingMails() async throws -> [WaitingMail] {
    let organization = organization
    return try await organization.database.read { transaction in
      let outbox = Outbox(keys: organization.keys, now: organization.environment.now())
      return try transaction.outgoing(organization.id).compactMap { record in
        guard case .mail(let mail) = try outbox.item(record) else { return nil }
        return mail
      }
    }
  }

  /// The same data directory, opened once more.
  func reopened(_ settings: DatabaseSettings? = nil) async throws -> Organization {
    try await Organization.open(
      DataDirectory(folder), Self.options(settings), environment: organization.environment)
  }

  /// The program itself, built beside the tests: it reads foreign mail in a process of its own.
  static let programPath: String = {
    do {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(filePath: tests).deletingLastPathComponent().appending(path: "redress").path
    } catch {
      return "/nonexistent"
    }
  }()

  private static func options(_ settings: DatabaseSettings?) -> OpeningOptions {
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org",
      mailParser: IsolatedParser(executable: programPath))
    options.pictureReader = PictureReader(executable: programPath)
    options.stretchesLeast = true
    options.mailAuthority = "mx.redress.example"
    options.databaseSettings = settings
    return options
  }

  private static let names = [
    "Asta Quillfeather", "Bram Oddfellow", "Cleo Marshwhistle", "Dario Plumtree",
    "Esme Thornbarrow", "Fenn Applegarth", "Greta Winterbourne", "Hugo Larkspurr",
    "Ines Copperfield", "Jory Bellweather", "Kaia Fernsby", "Lior Mossgrove",
  ]
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
  private let moment: Mutex<Moment>

  init(_ moment: Moment) { self.moment = Mutex(moment) }

  var now: Moment { moment.withLock { $0 } }

  func pass(seconds: Int64) {
    moment.withLock {
      $0 = Moment(secondsSince1970: $0.secondsSince1970 + seconds)
    }
  }
}

/// Keeps the lines of the log.
final class TestLog: Sendable {
  private let taken = Mutex<[LogLine]>([])

  var lines: [LogLine] { taken.withLock { $0 } }

  func take(_ line: LogLine) { taken.withLock { $0.append(line) } }
}
