import Foundation
import Identity
import SimulatedDisk
import Synchronization

@testable import Storage

/// A folder of its own that is gone with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "storage-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String = "redress.sqlite3") -> String { path + "/" + name }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }
}

func identity<Name: Identity>(_ number: Int) -> Name {
  var bytes = Bytes(repeating: 0, count: identityByteCount)
  var rest = UInt64(number)
  for place in 0..<8 {
    bytes[15 - place] = UInt8(rest & 255)
    rest >>= 8
  }
  return Name(uncheckedBytes: bytes)
}

func filled(_ count: Int, _ byte: Int = 1) -> Bytes {
  Bytes(repeating: UInt8(byte & 255), count: count)
}

let here: OrganizationID = identity(1)
let elsewhere: OrganizationID = identity(2)

/// An entry whose content follows from its place, so that half a body is seen.
func sampleEntry(_ vault: VaultID, _ sequence: UInt64, epoch: UInt64 = 1, bodyBytes: Int = 100)
  -> EntryRecord
{
  let seed = Int(sequence) &* 31 &+ Int(vault.bytes[15]) &* 7 &+ Int(vault.bytes[14])
  return EntryRecord(
    vault: vault, sequence: sequence, epoch: epoch, header: filled(40, seed),
    body: Bytes((0..<bodyBytes).map { UInt8(($0 &+ seed) & 255) }), bodyHash: filled(32, seed),
    link: filled(32, seed &+ 1), signature: nil)
}

func sampleHead(_ entry: EntryRecord) -> HeadRecord {
  HeadRecord(
    vault: entry.vault, sequence: entry.sequence, link: entry.link, epoch: entry.epoch,
    epochKey: filled(32, 9), tag: filled(40, Int(entry.sequence)))
}

func sampleGrant(
  _ vault: VaultID, _ principal: PrincipalID, epoch: UInt64 = 1, _ grantClass: GrantClass = .waiting
) -> GrantRecord {
  GrantRecord(
    vault: vault, epoch: epoch, principal: principal, grantClass: grantClass, keyID: identity(5),
    serverGeneration: 1, blob: filled(80))
}

extension WriteTransaction {
  /// Appends the next entry of a vault as it stands.
  @discardableResult
  func appendNext(_ vault: VaultID, bodyBytes: Int = 100) throws -> UInt64 {
    let before = try head(here, vault)
    let next = sampleEntry(vault, before.map { $0.sequence + 1 } ?? 0, bodyBytes: bodyBytes)
    try append(here, next, expected: before, head: sampleHead(next))
    return next.sequence
  }
}

/// The error of a throwing call, as a `StorageError`.
func storageError(_ body: () async throws -> Void) async -> StorageError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? StorageError
  }
}

struct Deliberate: Error, Equatable {}

/// Keeps what it was told, and throws where it is asked to.
final class RecordingObserver: CommitObserver {
  enum Call: Equatable {
    case willBegin
    case willCommit([AppendedHead])
    case didCommit
    case didRollBack
  }

  struct State {
    var calls: [Call] = []
    var throwsBegin = false
    var throwsCommit = false
  }

  let state = Mutex(State())

  var calls: [Call] { state.withLock { $0.calls } }

  func willBegin() throws {
    let fails = state.withLock { state in
      state.calls.append(.willBegin)
      return state.throwsBegin
    }
    if fails { throw Deliberate() }
  }

  func willCommit(_ transaction: WriteTransaction, appended: [AppendedHead]) throws {
    let fails = state.withLock { state in
      state.calls.append(.willCommit(appended))
      return state.throwsCommit
    }
    if fails { throw Deliberate() }
  }

  func didCommit() { state.withLock { $0.calls.append(.didCommit) } }

  func didRollBack() { state.withLock { $0.calls.append(.didRollBack) } }
}

/// Holds a thread of the database until it is let go, so that what is sent meanwhile waits together.
final class Barrier: Sendable {
  private let state = Mutex((isEntered: false, isOpen: false))

  var isEntered: Bool { state.withLock { $0.isEntered } }

  func wait() {
    state.withLock { $0.isEntered = true }
    while !state.withLock({ $0.isOpen }) { usleep(1000) }
  }

  func open() { state.withLock { $0.isOpen = true } }
}

/// Waits until something holds; a test that never sees it ends with its time limit.
func until(_ holds: () -> Bool) async throws {
  while !holds() { try await Task.sleep(for: .milliseconds(2)) }
}
