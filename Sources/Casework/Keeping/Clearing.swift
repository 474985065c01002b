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
    let known = try await database.read { [id] transaction in
      Set(try transaction.files(id).map(\.blob))
    }
    // The age of a file is what the disk says, so it is compared with the machine's own time.
    cleared.orphans = try blobs.removeOrphans(
      olderThanSeconds: Double(IntakeLimits.orphanSeconds), now: Date()
    ) { known.contains($0) }
    removeLeftSnapshots()
    return cleared
  }

  /// A backup that was killed leaves its copy of the database behind.
  private func removeLeftSnapshots() {
    let oldest = Date(timeIntervalSinceNow: -Double(IntakeLimits.orphanSeconds))
    let found =
      FileManager.default.enumerator(
        at: dataDirectory.url, includingPropertiesForKeys: [.contentModificationDateKey],
        options: [.skipsSubdirectoryDescendants])?.compactMap { $0 as? URL } ?? []
    for file in found where file.lastPathComponent.hasPrefix(BackupContent.snapshotPrefix) {
      do {
        let changed = try file.resourceValues(forKeys: [.contentModificationDateKey])
          .contentModificationDate
        if let changed, changed < oldest { FileRemoval.remove(file) }
      } catch {
        environment.log(LogLine(.warning, "A copy that a backup has left could not be removed."))
      }
    }
  }
}
