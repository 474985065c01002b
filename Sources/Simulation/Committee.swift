import Casework
import Foundation
import Mail
import Procedure
import SimulatedDisk
import Storage
import Synchronization

/// Keeps the alarms that the program raises.
final class AlarmLog: Sendable {
  private let state = Mutex<[String]>([])

  func take(_ line: LogLine) {
    guard line.weight == .alarm else { return }
    state.withLock { $0.append(line.sentence) }
  }

  /// Forgets what is only said of a disk without power.
  func forgetWithoutPower() {
    state.withLock { alarms in
      alarms.removeAll { $0.contains("Reading or writing the database file failed") }
    }
  }

  /// The alarms since it was last asked.
  func takeAll() -> [String] {
    state.withLock { alarms in
      defer { alarms = [] }
      return alarms
    }
  }
}

/// What the simulation knows of a case from outside: the receipt on paper, and what was said.
struct KnownCase: Sendable {
  let number: Int
  let id: CaseID
  let codeName: String
  /// The words of the receipt; nil for a report by mail.
  let receipt: String?
  let account: String
  let nature: Nature
  /// Parties beside the reporter who hold words of their own conversation.
  var others: [OtherParty] = []
  /// Whoever is reached by mail, and can answer what reached them.
  var correspondents: [Correspondent] = []
}

/// Somebody who is written to by mail.
struct Correspondent: Sendable {
  let name: String
  let address: String
}

/// Somebody who was handed the words of a conversation.
struct OtherParty: Sendable {
  let name: String
  var words: String
}

/// One invented committee with its board, reporters and machine, living on the real thing.
final class Committee {
  let plan: Plan
  let mailParser: String
  let clock = SimulatedClock()
  let alarms = AlarmLog()
  let postOffice: PostOffice
  let folder: URL
  var policy: Policy { plan.policy }
  private(set) var disk = SimulatedDisk()
  private var running: Organization?
  var people: [Person] = []
  /// The keys of everybody who ever signed in; those of who has left as they took them along.
  var sessions: [Int: SignedIn] = [:]
  var cases: [Int: KnownCase] = [:]
  /// When each session was looked up; within one step it is not looked up twice.
  private var sessionsSeenAt: [Int: Int64] = [:]
  /// How each case stood when all of it was looked at last.
  var marks: [Int: CaseMark] = [:]
  var story = Story()
  var tally = Tally()
  var powerCutsCount: UInt64 = 0

  init(_ plan: Plan, mailParser: String, withFaults: Bool) throws {
    self.plan = plan
    self.mailParser = mailParser
    postOffice = PostOffice(seed: plan.seed, clock: clock, isReliable: !withFaults)
    folder = Self.workFolder.appending(
      path: "redress-simulation-\(UUID().uuidString)", directoryHint: .isDirectory)
  }

  /// In memory where the machine has such a place: the few files beside the database would wait for a disk.
  private static var workFolder: URL {
    let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
    return FileManager.default.isWritableFile(atPath: memory.path)
      ? memory : FileManager.default.temporaryDirectory
  }

  /// The program as it runs now.
  var organization: Organization {
    get throws {
      guard let running else { throw CaseworkError.absent }
      return running
    }
  }

  var databaseSettings: DatabaseSettings {
    var settings = DatabaseSettings(path: "/redress.sqlite3")
    settings.fileSystem = disk.fileSystem
    return settings
  }

  private var environment: Casework.Environment {
    Casework.Environment(
      now: { [clock] in clock.now }, log: { [alarms] in alarms.take($0) },
      bootSeconds: { [clock] in clock.bootSeconds })
  }

  // MARK: The beginning and the end

  /// Founds the organization, and everybody joins.
  func found() async throws {
    var options = FoundingOptions(
      policy: policy, chairEmail: "member1@example.org", boardEmail: "board1@example.org")
    options.databaseSettings = databaseSettings
    let founded = try await Founding.found(
      in: DataDirectory(folder), options, environment: environment)
    try await open()
    for slot in 0..<plan.memberCount { try await add(slot: slot, seat: .member) }
    for slot in 0..<plan.boardCount { try await add(slot: slot, seat: .board) }
    let chair = try await session(of: people[0])
    _ = try await chair.splitRecoveryKey(
      provisionalKey: founded.recoveryKey, threshold: 2, shareCount: 3)
    try await chair.closeFounding()
    tell(
      "\(plan.memberCount) members and \(plan.boardCount) of the board begin under the policy '\(plan.policyName)': "
        + people.map(\.name).joined(separator: ", ") + ".")
  }

  /// Lets go of everything.
  func end() {
    running = nil
    sessions = [:]
    do {
      try FileManager.default.removeItem(at: folder)
    } catch CocoaError.fileNoSuchFile {
      // It was never made.
    } catch {
      tell("The folder \(folder.path) was left behind.")
    }
  }

  private func open() async throws {
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org",
      mailParser: IsolatedParser(executable: mailParser))
    options.stretchesLeast = true
    options.databaseSettings = databaseSettings
    running = try await Organization.open(
      DataDirectory(folder), options, environment: environment)
  }

  // MARK: People

  /// Somebody takes a place.
  @discardableResult
  func add(slot: Int, seat: Seat) async throws -> Person {
    let number = people.count
    let isBoard = seat == .board
    var generator = SeededGenerator(seed: plan.seed, "person", number)
    let name = Person.name(number: number)
    let email = "\(isBoard ? "board" : "member")\(number + 1)@example.org"
    let password = "correct horse \(number)"
    let added = try await organization.addMember(
      name: name, email: email,
      roles: [isBoard ? "board-member" : slot == 0 ? "chair" : "member"], password: password)
    let person = Person(
      number: number, name: name, email: email, password: password, seat: seat, slot: slot,
      habits: Habits.drawn(&generator), id: added.id)
    people.append(person)
    lookUpSessionsAgain()
    _ = try await session(of: person)
    return person
  }

  /// Whoever has a place now.
  func holder(of slot: Int, isBoard: Bool) -> Person? {
    people.last { !$0.hasLeft && $0.slot == slot && ($0.seat == .board) == isBoard }
  }

  /// Everybody who has not left, in the order of joining.
  var present: [Person] { people.filter { !$0.hasLeft } }

  func person(_ id: MemberID) -> Person? { people.first { $0.id == id } }

  /// What sessions say of the members is not that of now any more.
  func lookUpSessionsAgain() { sessionsSeenAt = [:] }

  /// A session of somebody, of before where it still holds.
  func session(of person: Person) async throws -> SignedIn {
    if sessionsSeenAt[person.number] == clock.bootSeconds, let held = sessions[person.number] {
      return held
    }
    let found = try await foundSession(of: person)
    sessions[person.number] = found
    sessionsSeenAt[person.number] = clock.bootSeconds
    return found
  }

  private func foundSession(of person: Person) async throws -> SignedIn {
    let organization = try organization
    let token = people.first { $0.number == person.number }?.token ?? ""
    do {
      if !token.isEmpty {
        return try await organization.member(token: token)
      }
    } catch CaseworkError.signedOut {
      // It has run out: they sign in again.
    }
    let fresh = try await organization.signIn(
      email: person.email, password: person.password, code: "")
    if let place = people.firstIndex(where: { $0.number == person.number }) {
      people[place].token = fresh
    }
    return try await organization.member(token: fresh)
  }

  // MARK: Power

  /// The power is gone; what was not on the disk is lost. Then it comes back, and the program starts again.
  func restart() async throws {
    if !disk.isCut { disk.cutPower() }
    alarms.forgetWithoutPower()
    powerCutsCount += 1
    running = nil
    for person in present { sessions[person.number] = nil }
    lookUpSessionsAgain()
    disk = disk.survivor(seed: plan.seed &+ powerCutsCount)
    try await open()
    tally.faults["power cut", default: 0] += 1
  }

  /// Does the one thing of a step that is to last. Where the power fails meanwhile, whoever did it looks whether it was
  /// done, and does it again if not; so the story goes on alike whatever the disk has kept.
  ///
  /// - Parameter found: what was done already, as it is found after the power has come back.
  func lasting<Value>(
    _ step: Step, _ body: () async throws -> Value, found: () async throws -> Value?
  ) async throws -> Value {
    guard let cut = step.cut else { return try await body() }
    cutPower(cut)
    var value: Value?
    do {
      value = try await body()
    } catch let error where !disk.isCut {
      // They were refused before anything was written; the power fails all the same.
      try await restart()
      tell("The power failed and came back.")
      throw error
    } catch {
      // Nobody knows yet what became of it.
    }
    try await restart()
    tell("The power failed at that moment and came back.")
    if let value { return value }
    if let done = try await found() { return done }
    return try await body()
  }

  func cutPower(_ cut: PowerCut) { disk.cutPower(atCommit: cut.commit, keepsIt: cut.isKept) }

  var isCut: Bool { disk.isCut }

  // MARK: Telling

  func tell(_ text: String, case number: Int? = nil) {
    story.tell(text, at: clock.now, case: number)
  }
}
