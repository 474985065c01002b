import Identity
import Storage
import Vault

/// The end of a vault: its head, and the entry that stands there.
struct VaultEnd: Sendable {
  let head: HeadRecord
  let last: StoredEntry
}

/// A vault as one snapshot of the database has it, verified from its first entry to its head: all that the server can
/// know of it, and all that is needed to go on with it. However long it is, this is small.
struct VerifiedVault: Sendable {
  let end: VaultEnd
  let chain: VaultChain

  var head: HeadRecord { end.head }
  var register: EpochRegister { chain.register }
}

/// A verified vault with everything that is stored of it for one reader, still sealed.
struct SealedVault: Sendable {
  let verified: VerifiedVault
  /// All of them, from the first.
  let entries: [StoredEntry]
  let takenKeys: [UInt64: Bytes]
  /// The reader's own grants, oldest epoch first.
  let grants: [GrantRecord]

  var register: EpochRegister { verified.register }
}

extension ReadTransaction {
  /// The end of a vault; nil where there is none.
  func vaultEnd(_ organization: OrganizationID, _ vault: VaultID) throws -> VaultEnd? {
    guard let head = try head(organization, vault),
      let last = try entry(organization, vault, sequence: head.sequence)
    else { return nil }
    return VaultEnd(head: head, last: try StoredEntry(last, organization))
  }
}

extension Organization {
  /// A vault up to its head; nil where there is none. Only what this process has not verified yet is read.
  ///
  /// - Throws: `CaseworkError.notGenuine` with an alarm for an entry that does not hold.
  func verifiedVault(
    _ vault: VaultID, _ directory: Directory, in transaction: ReadTransaction
  ) throws -> VerifiedVault? {
    guard let head = try transaction.head(id, vault) else { return nil }
    if let known = verified.chain(of: vault) {
      // The newest that is known is read once more: it shows whether the chain goes on from there.
      let entries = try storedEntries(vault, from: known.nextSequence - 1, transaction)
      if known.isContinued(by: entries) {
        return try verify(entries, after: known, to: head, directory)
      }
    }
    let entries = try storedEntries(vault, from: 0, transaction)
    return try verify(entries, after: VaultChain(id, vault), to: head, directory)
  }

  /// A vault with everything that a reader can open of it; nil where there is none.
  ///
  /// - Throws: `CaseworkError.notGenuine` with an alarm for an entry that does not hold.
  func sealedVault(
    _ vault: VaultID, for reader: PrincipalID, _ directory: Directory,
    in transaction: ReadTransaction
  ) throws -> SealedVault? {
    guard let head = try transaction.head(id, vault) else { return nil }
    let entries = try storedEntries(vault, from: 0, transaction)
    var known = VaultChain(id, vault)
    // Another reader may have seen a newer state than this snapshot: then what is here is verified by itself. That a
    // database was set back is found by the lane and by the tag of the head, not here.
    if let before = verified.chain(of: vault), entries.first?.header.sequence == 0,
      before.isContinued(by: entries)
    {
      known = before
    }
    return SealedVault(
      verified: try verify(entries, after: known, to: head, directory), entries: entries,
      takenKeys: try transaction.takenKeys(id, vault),
      grants: try transaction.grants(id, vault, principal: reader))
  }

  private func storedEntries(
    _ vault: VaultID, from: UInt64, _ transaction: ReadTransaction
  ) throws -> [StoredEntry] {
    try transaction.entries(id, vault, from: from).map { try StoredEntry($0, id) }
  }

  private func verify(
    _ entries: [StoredEntry], after known: VaultChain, to head: HeadRecord,
    _ directory: Directory
  ) throws -> VerifiedVault {
    guard let link = Digest(bytes: head.link), let last = entries.last else {
      throw CaseworkError.notGenuine
    }
    do throws(ChainFault) {
      let chain = try verified.verify(entries, after: known, to: link, directory)
      return VerifiedVault(end: VaultEnd(head: head, last: last), chain: chain)
    } catch {
      environment.log(LogLine(.alarm, error.description))
      throw CaseworkError.notGenuine
    }
  }
}

extension VaultChain {
  /// Whether these entries lead, link by link, to the newest of this chain. Then they are those that were verified, for
  /// its link holds all before it.
  fileprivate func isContinued(by entries: [StoredEntry]) -> Bool {
    var previous: Digest?
    for entry in entries {
      if let previous, entry.header.previous != previous { return false }
      if entry.header.sequence + 1 == nextSequence { return entry.link == head }
      previous = entry.link
    }
    return false
  }
}
