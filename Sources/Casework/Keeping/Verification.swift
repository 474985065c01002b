import Foundation
import Identity
package import Storage
import Vault

/// What a verification has looked at so far.
package struct VerificationCounts: Sendable, Hashable, Codable {
  package var directoryEntries = 0
  package var lanes = 0
  package var anchors = 0
  package var vaults = 0
  package var entries = 0
  package var grants = 0
  package var files = 0
  package var fileBytes = 0
  package var checkpoints = 0
  package var tombstones = 0
  /// Checkpoints from the log beside the database, which an older database does not contain.
  package var loggedCheckpoints = 0
  /// Lines of the logs that a power cut has torn.
  package var tornLogLines = 0
}

/// The first thing in an installation that does not hold.
package struct VerificationFault: Error, Sendable, Hashable {
  /// Where: the beginning of a sentence.
  package let place: String
  /// How, in the words of `ChainFault.Damage`: changed, removed, reordered, cut off, planted, ….
  package let damage: String

  init(_ place: String, _ damage: ChainFault.Damage) {
    self.place = place
    self.damage = damage.rawValue
  }

  init(_ fault: ChainFault) {
    let text = fault.description
    damage = fault.damage.rawValue
    place = String(text.dropLast(fault.damage.rawValue.count + 3))
  }

  init(_ place: String, said: String) {
    self.place = place
    damage = said
  }
}

extension VerificationFault: CustomStringConvertible {
  /// One sentence that names it.
  package var description: String { "\(place): \(damage)." }
}

/// What lies beside the database and tells of it.
struct OutsideKnowledge: Sendable {
  /// The newest anchor that this machine signed; nil where nothing tells of any.
  let newest: LaneFile.Newest?
  /// The lines of `checkpoints.log` and `tombstones.log`, the oldest first.
  let checkpoints: [Substring]
  let tombstones: [Substring]

  init(_ data: DataDirectory) throws(InstallationError) {
    newest = try LaneFile.newest(in: data.lane)
    checkpoints = try SignedLog.lines(in: data.checkpointLog)
    tombstones = try SignedLog.lines(in: data.tombstoneLog)
  }
}

/// Checks a whole installation without any key (VAULT.md, section 7): everything that was signed, anchored or entered
/// is there, in order and unchanged, and nothing was put beside it.
package enum Verification {
  /// - Parameters:
  ///   - root: the fingerprint that somebody wrote down, in hexadecimal; nil for the one in `root.pub`.
  ///   - progress: told from time to time, on a thread of the database.
  /// - Throws: `VerificationFault` for the first thing that does not hold, `InstallationError` where there is
  ///   nothing to verify.
  package static func run(
    _ data: DataDirectory, root: String? = nil, settings: DatabaseSettings? = nil,
    progress: @escaping @Sendable (VerificationCounts) -> Void = { _ in }
  ) async throws -> VerificationCounts {
    guard FileManager.default.fileExists(atPath: data.database.path) || settings != nil else {
      throw InstallationError.notFounded(path: data.url.path)
    }
    let expected = try fingerprint(root, data)
    var settings = settings ?? DatabaseSettings(path: data.database.path)
    settings.creates = false
    settings.migrates = false
    do {
      let database = try SQLiteDatabase(settings)
      // Read before the database: a server that runs commits first and then writes beside it.
      let outside = try OutsideKnowledge(data)
      let counts = try await database.read { transaction in
        guard let organization = try transaction.organizations().first?.organization else {
          throw InstallationError.notFounded(path: data.url.path)
        }
        var walk = try VerificationWalk(
          transaction, organization, data: data, outside: outside, root: expected,
          progress: progress)
        return try walk.run()
      }
      if let first = try await database.integrityCheck().first {
        throw VerificationFault("The file of the database", said: first)
      }
      return counts
    } catch let fault as ChainFault {
      throw VerificationFault(fault)
    } catch let error as StorageError {
      switch error {
      case .corrupt, .malformed, .inputOutput, .notOurs, .outOfRange, .engine:
        throw VerificationFault("The file of the database", said: "damaged, \(error)")
      default: throw error
      }
    }
  }

  private static func fingerprint(_ root: String?, _ data: DataDirectory) throws -> Digest {
    let text: String
    if let root {
      text = root
    } else if let contents = FileManager.default.contents(atPath: data.rootFingerprint.path) {
      text = String(decoding: contents, as: UTF8.self)
    } else {
      throw InstallationError.cannotUse(file: "root.pub", systemError: ENOENT)
    }
    let digits = text.lowercased().filter { !$0.isWhitespace && $0 != ":" && $0 != "-" }
    guard let fingerprint = Digest(hexadecimal: digits) else {
      throw InstallationError.notGenuine(what: "The fingerprint of the root")
    }
    return fingerprint
  }
}
