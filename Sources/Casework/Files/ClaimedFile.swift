import Identity
import Procedure
import Vault

/// A sealed file on its way into a report: what is written of it, and where.
struct ClaimedFile: Sendable, Hashable {
  let blob: BlobID
  let keyRecord: FileKeyRecord
  let notice: FileNotice
  /// Bytes of the sealed file.
  let storedBytes: UInt64

  var reference: FileReference { keyRecord.file }
}
