/// The bounds of what keeps an installation sound: checkpoints, jobs, backups, and how long things are remembered.
package enum KeepingLimits {
  /// Seconds after which a change is fixed in a checkpoint.
  package static let checkpointSeconds: Int64 = 10 * 60
  /// Bytes at the end of a signed log that are read to find its newest line.
  static let logTailBytes = 1 << 20
  /// Lines of a signed log written at once.
  static let logLinesAtOnce = 1_000

  /// Entries read at once while an installation is verified.
  static let entriesAtOnce = 64
  /// Anchors read at once while an installation is verified.
  static let anchorsAtOnce = 256
  /// Vaults read at once while an installation is verified.
  static let vaultsAtOnce = 500
  /// Opened anchors that are kept while entries are compared with them.
  static let anchorsKept = 512
  /// Bytes of a file read at once.
  static let fileChunkBytes = 256 * 1024

  /// Seconds for which a job belongs to the process that took it.
  static let jobLeaseSeconds: Int64 = 5 * 60
  /// Seconds between two looks at the outbox.
  package static let mailPauseSeconds: Int64 = 5
  /// Seconds between two looks at the clock and at what is due.
  package static let minuteSeconds: Int64 = 60
  /// Seconds between two rounds of clearing away what has run out.
  package static let clearingSeconds: Int64 = 60 * 60
  /// Seconds after a fault before a job is tried again.
  static let faultPauseSeconds: Int64 = 30
  /// Cases that are due and read at once.
  static let dueCasesAtOnce = 200
  /// Seconds for which it is remembered that a mail came, so that a second copy is known.
  package static let mailSeenSeconds: Int64 = 90 * 24 * 60 * 60
  /// Seconds after which an invitation that ended is forgotten.
  package static let endedInvitationSeconds: Int64 = 30 * 24 * 60 * 60
  /// Seconds after which counted attempts are forgotten.
  package static let attemptsSeconds: Int64 = 24 * 60 * 60

  /// Seconds by which wall and boot clock may differ before what is driven by time alone waits (VAULT.md, section 16).
  package static let clockDriftSecondsMax: Int64 = 10 * 60
  /// Seconds by which the wall clock may go back, as time servers make it.
  package static let clockBackSecondsMax: Int64 = 60

  /// Seconds for which an answer to a canary is held against the conduct address.
  static let canaryAnswerSecondsKept: Int64 = 7 * 24 * 60 * 60
  /// Seconds that a canary is waited for.
  package static let canarySecondsMax = 90

  /// Checkpoints that are read to find the first of a day: one for each time that they are signed, and some to spare.
  static let checkpointsOfDayMax: UInt64 = 300
  /// Seconds after which a mail to a member is late.
  static let mailLateSeconds: Int64 = 60 * 60

  /// Bytes of the name of a file in a backup.
  static let backupNameBytesMax = 255
  /// Seconds after which the operator is told that the newest backup is old.
  package static let backupAgeSecondsMax: Int64 = 2 * 24 * 60 * 60
  /// Days after which copies made before an upgrade are deleted, and backups should be, so that what was erased is gone from them too.
  package static let backupDaysKept = 35
}
