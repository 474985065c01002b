import Foundation
import Identity
import Procedure
import Storage

/// What a round of clearing away took with it.
package struct Cleared: Sendable, Hashable {
  package var sessions = 0
  package var resubmissions = 0
  package var invitations = 0
  package var mailsSeen = 0
  package var attempts = 0
  package var orphans = 0
}

extension Organization {
  /// Deletes what has run out, each at its own age, and sealed files that no report claimed.
  @discardableResult
  package func clearAway() async throws -> Cleared {
    let now = environment.now().secondsSince1970
    var cleared = try await database.write { [id] transaction in
      var cleared = Cleared()
      cleared.sessions = try transaction.deleteSessions(id, expiredBySeconds: now)
      cleared.resubmissions = try transaction.deleteResubmissions(id, expiredBySeconds: now)
      cleared.invitations = try transaction.deleteInvitations(
        id, expiredBySeconds: now - KeepingLimits.endedInvitationSeconds)
      cleared.mailsSeen = try transaction.deleteMailSeen(
        id, bySeconds: now - KeepingLimits.mailSeenSeconds)
      cleared.attempts = try transaction.deleteAttempts(
        id, windowStartedBySeconds: now - KeepingLimits.attemptsSeconds)
      return cleared
    }
    cleared.orphans = try await removeOrphans()
    removeLeft(
      in: dataDirectory.url, beginning: BackupContent.snapshotPrefix,
      olderThanSeconds: Double(IntakeLimits.orphanSeconds))
    // Whoever has not gone back by then will not, and what is erased must not stay in a plain copy.
    removeLeft(
      in: dataDirectory.upgradeBackups, beginning: UpgradeBackup.namePrefix,
      olderThanSeconds: Double(KeepingLimits.backupDaysKept * 24 * 60 * 60))
    return cleared
  }

  /// Removes sealed files that no report claimed. Each is asked about again where nothing is committed meanwhile, since
  /// a report with an old file may just be on its way.
  private func removeOrphans() async throws -> Int {
    // The age of a file is what the disk says, so it is compared with the machine's own time.
    let now = Date()
    let seconds = Double(IntakeLimits.orphanSeconds)
    let blobs = blobs
    let known = try await database.read { [id] transaction in
      Set(try transaction.files(id).map(\.blob))
    }
    var removed = 0
    let orphans = try blobs.untouched(forSeconds: seconds, now: now).filter { !known.contains($0) }
    for blob in try blobs.halfRemoved() + orphans {
      let isRemoved = try await database.write { [id] transaction in
        blobs.removeOrphan(
          blob, olderThanSeconds: seconds, now: now,
          isKnown: try transaction.file(id, blob) != nil)
      }
      if isRemoved { removed += 1 }
    }
    return removed
  }

  /// Copies of the database that a killed backup or an upgrade has left.
  private func removeLeft(
    in folder: URL, beginning prefix: String, olderThanSeconds seconds: Double
  ) {
    let oldest = Date(timeIntervalSinceNow: -seconds)
    let found =
      FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: [.contentModificationDateKey],
        options: [.skipsSubdirectoryDescendants])?.compactMap { $0 as? URL } ?? []
    for file in found where file.lastPathComponent.hasPrefix(prefix) {
      do {
        let changed = try file.resourceValues(forKeys: [.contentModificationDateKey])
          .contentModificationDate
        if let changed, changed < oldest { FileRemoval.remove(file) }
      } catch {
        environment.log(LogLine(.warning, "An old copy of the database could not be removed."))
      }
    }
  }
}
