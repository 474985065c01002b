import Identity
import Storage
import Vault

extension Organization {
  /// Notes that something is gone for good, in the transaction that destroys it, so that no restore brings it back
  /// (VAULT.md, section 14). The copy beside the database follows with the next checkpoint.
  func tombstone(_ fact: TombstoneFact, _ transaction: WriteTransaction) throws {
    let newest = try transaction.newestTombstone(id)
    let tombstone = Tombstone(
      id, number: newest?.number ?? 0,
      previous: newest.flatMap { Digest(bytes: $0.hash) } ?? .zero, timeSeconds: nowSeconds,
      fact: fact)
    let signed = try keys.sign(tombstone)
    try transaction.insertTombstone(
      id,
      TombstoneRecord(
        // The database counts tombstones from one, the vault numbers them from zero.
        number: tombstone.number + 1, bytes: tombstone.encoded(),
        hash: try tombstone.digest().bytes, signature: signed.signature.bytes))
  }
}
