/// What an encoding is for, one for each purpose, so that nothing made for one can stand for another.
///
/// Invariant: no two purposes share a text. Stored things depend on the texts; they never change.
package enum Tag: String, CaseIterable, Sendable {
  // Names and look-ups.
  case key = "redress/key/v1"
  case address = "redress/address/v1"
  case sender = "redress/sender/v1"
  case replyToken = "redress/reply-token/v1"
  case replyTokenTag = "redress/reply-token-tag/v1"
  case mailSeen = "redress/mail-seen/v1"
  case limit = "redress/limit/v1"
  case openingMark = "redress/opening-mark/v1"
  case dummy = "redress/dummy/v1"
  case directoryVault = "redress/directory-vault/v1"
  case fingerprint = "redress/fingerprint/v1"
  case policy = "redress/policy/v1"
  case stagedFile = "redress/staged-file/v1"

  // Keys.
  case machineWrap = "redress/machine-wrap/v1"
  case serverSeed = "redress/server-seed/v1"
  case lock = "redress/lock/v1"
  case lockKey = "redress/lock-key/v1"
  case lockContent = "redress/lock-content/v1"
  case recoveryCode = "redress/recovery-code/v1"
  case olderSeed = "redress/older-seed/v1"
  case draft = "redress/draft/v1"

  // Visitors.
  case session = "redress/session/v1"
  case sessionKey = "redress/session-key/v1"
  case receipt = "redress/receipt/v1"
  case receiptID = "redress/receipt-id/v1"
  case receiptSeed = "redress/receipt-seed/v1"
  case idempotency = "redress/idempotency/v1"
  case formBody = "redress/form-body/v1"
  case resubmit = "redress/resubmit/v1"
  case resubmitID = "redress/resubmit-id/v1"

  // Grants and entries.
  case grant = "redress/grant/v1"
  case waiting = "redress/waiting/v1"
  case ring = "redress/ring/v1"
  case child = "redress/child/v1"
  case entry = "redress/entry/v1"
  case body = "redress/body/v1"
  case commit = "redress/commit/v1"
  case arrival = "redress/arrival/v1"
  case taken = "redress/taken/v1"
  case link = "redress/link/v1"
  case signature = "redress/signature/v1"
  case signatures = "redress/signatures/v1"
  case storedEntry = "redress/stored-entry/v1"

  // Open parts.
  case openEpoch = "redress/open-epoch/v1"
  case openGrants = "redress/open-grants/v1"
  case openRemoval = "redress/open-removal/v1"
  case openErasure = "redress/open-erasure/v1"
  case openFiles = "redress/open-files/v1"

  // The directory.
  case genesis = "redress/genesis/v1"
  case invite = "redress/invite/v1"
  case join = "redress/join/v1"
  case confirm = "redress/confirm/v1"
  case role = "redress/role/v1"
  case leave = "redress/leave/v1"
  case relock = "redress/relock/v1"
  case rekey = "redress/rekey/v1"
  case serverKey = "redress/server-key/v1"
  case recoveryKey = "redress/recovery-key/v1"
  case foundingClosed = "redress/founding-closed/v1"
  case restored = "redress/restored/v1"
  case appointed = "redress/appointed/v1"
  case reviewed = "redress/reviewed/v1"
  case policyProposed = "redress/policy-proposed/v1"
  case policyAdopted = "redress/policy-adopted/v1"
  case policyDeclined = "redress/policy-declined/v1"

  // The chain.
  case head = "redress/head/v1"
  case anchor = "redress/anchor/v1"
  case checkpoint = "redress/checkpoint/v1"
  case tombstone = "redress/tombstone/v1"

  // Rows of the server.
  case outbox = "redress/outbox/v1"
  case outboxReply = "redress/outbox-reply/v1"
  case index = "redress/index/v1"
  case profile = "redress/profile/v1"
  case facts = "redress/facts/v1"
  case setting = "redress/setting/v1"

  // Recovery.
  case recovery = "redress/recovery/v1"
  case recoveryText = "redress/recovery-text/v1"
  case shareSet = "redress/share-set/v1"
  case share = "redress/share/v1"

  // Streams.
  case file = "redress/file/v1"
  case fileHash = "redress/file-hash/v1"
  case backup = "redress/backup/v1"
  case backupHead = "redress/backup-head/v1"
  case backupKey = "redress/backup-key/v1"
  case backupHash = "redress/backup-hash/v1"
}
