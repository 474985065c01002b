import Identity
import Storage
import Vault

/// Prepares what one transaction appends to one vault: entries, epochs and the grants of those epochs.
///
/// Everything is sealed and signed before the transaction begins, on the thread of whoever writes; inside it only
/// the head is compared. If somebody was faster, nothing is written, and the caller reads and decides again.
struct ChainWriter: Sendable {
  /// Somebody who is to read a new epoch, and in which class.
  struct Reader: Sendable {
    let keys: PublicKeys
    let grantClass: Vault.GrantClass
  }

  let vault: VaultID
  private let keys: ServerKeys
  /// The head that was seen; nil for a new vault.
  private let before: HeadRecord?
  private let seen: Digest
  private(set) var entries: [StoredEntry] = []
  private(set) var grants: [GrantRow] = []
  private(set) var epoch: UInt64
  private(set) var epochKey: Bytes
  /// For each entry, the epoch and its key that the head names from then on.
  private var heads: [(epoch: UInt64, epochKey: Bytes)] = []
  private var previous: Digest
  private var lastSeconds: UInt64
  private(set) var nextSequence: UInt64

  /// A vault that does not exist yet.
  init(new vault: VaultID, keys: ServerKeys, seen: Digest) {
    self.vault = vault
    self.keys = keys
    self.before = nil
    self.seen = seen
    self.epoch = 0
    self.epochKey = []
    self.previous = .zero
    self.lastSeconds = 0
    self.nextSequence = 0
  }

  /// A vault that ends with this entry.
  init(
    after head: HeadRecord, lastSeconds: UInt64, keys: ServerKeys, seen: Digest
  ) throws {
    guard let link = Digest(bytes: head.link) else { throw CaseworkError.notGenuine }
    self.vault = head.vault
    self.keys = keys
    self.before = head
    self.seen = seen
    self.epoch = head.epoch
    self.epochKey = head.epochKey
    self.previous = link
    self.lastSeconds = lastSeconds
    self.nextSequence = head.sequence + 1
  }

  /// Where the next entry is sealed.
  var place: EpochPlace { EpochPlace(keys.organization, vault, epoch: epoch) }

  /// Begins the next epoch with this seed: its entry, and one grant for each reader.
  mutating func beginEpoch(
    _ seed: borrowing EpochSeed, readers: [Reader], parties: [PublicKeys] = [],
    parent: VaultID? = nil, cause: EpochCause, nowSeconds: UInt64
  ) throws {
    epoch += 1
    epochKey = try seed.publicKey()
    let everybody = readers + parties.map { Reader(keys: $0, grantClass: .open) }
    let description = EpochDescription(
      number: epoch, publicKey: epochKey, parent: parent, cause: cause,
      readers: everybody.map {
        EpochReader(
          principal: $0.keys.principal, keyID: $0.keys.keyID, grantClass: $0.grantClass)
      }, parties: parties)
    for reader in everybody {
      let open = try seed.grant(to: reader.keys, of: place)
      grants.append(
        reader.grantClass == .open ? open : try keys.lock(open, as: reader.grantClass))
    }
    take(
      try draft(
        author: .server, payload: .nothing, openPart: .epoch(description), nowSeconds: nowSeconds
      ).sealed(under: seed))
  }

  /// Appends for a writer who holds the seed of the epoch.
  ///
  /// - Throws: `VaultError.keysDoNotMatch` for the seed of another epoch: nobody could ever open the entry.
  mutating func append(
    _ payload: VaultPayload, by author: Author, openPart: OpenPart = .none,
    under seed: borrowing EpochSeed, nowSeconds: UInt64
  ) throws {
    try check(seed)
    take(
      try draft(author: author, payload: payload, openPart: openPart, nowSeconds: nowSeconds)
        .sealed(under: seed))
  }

  /// Appends for a writer who holds the seed of the epoch, and signs.
  ///
  /// - Throws: `VaultError.keysDoNotMatch` for the seed of another epoch.
  mutating func append(
    _ payload: VaultPayload, signedBy signer: borrowing PrincipalKeys, as author: Author,
    openPart: OpenPart = .none, under seed: borrowing EpochSeed, nowSeconds: UInt64
  ) throws {
    try check(seed)
    take(
      try draft(author: author, payload: payload, openPart: openPart, nowSeconds: nowSeconds)
        .sealed(under: seed).signed(by: signer))
  }

  /// Appends for a writer who cannot read the vault.
  mutating func arrive(
    _ payload: VaultPayload, by author: Author, openPart: OpenPart = .none, nowSeconds: UInt64
  ) throws {
    take(
      try draft(author: author, payload: payload, openPart: openPart, nowSeconds: nowSeconds)
        .sealed(toEpoch: epochKey))
  }

  /// Appends for a member who has not been let in and signs, such as a declaration at the gate.
  mutating func arrive(
    _ payload: VaultPayload, signedBy signer: borrowing PrincipalKeys, as author: Author,
    openPart: OpenPart = .none, nowSeconds: UInt64
  ) throws {
    take(
      try draft(author: author, payload: payload, openPart: openPart, nowSeconds: nowSeconds)
        .sealed(toEpoch: epochKey).signed(by: signer))
  }

  /// Appends an entry of the directory, which everyone may read, with the signatures it needs.
  mutating func appendClear(
    payload: Bytes, author: Author, nowSeconds: UInt64,
    sign: (StoredEntry) throws -> StoredEntry
  ) throws {
    let draft = EntryDraft(
      place: place, sequence: nextSequence, timeSeconds: max(nowSeconds, lastSeconds),
      author: author, previous: previous, seen: seen, openPart: .none, payload: payload)
    take(try sign(draft.clear()))
  }

  private func check(_ seed: borrowing EpochSeed) throws {
    guard try seed.publicKey() == epochKey else { throw VaultError.keysDoNotMatch }
  }

  private func draft(
    author: Author, payload: VaultPayload, openPart: OpenPart, nowSeconds: UInt64
  ) throws -> EntryDraft {
    EntryDraft(
      place: place, sequence: nextSequence, timeSeconds: max(nowSeconds, lastSeconds),
      author: author, previous: previous, seen: seen, openPart: openPart,
      payload: try payload.encoded())
  }

  private mutating func take(_ entry: StoredEntry) {
    entries.append(entry)
    heads.append((epoch, epochKey))
    previous = entry.link
    lastSeconds = entry.header.timeSeconds
    nextSequence = entry.header.sequence + 1
  }

  /// Writes everything that was prepared. Runs on the writer's thread.
  ///
  /// - Throws: `StorageError.conflict` when the vault has grown since its head was seen.
  func write(in transaction: WriteTransaction) throws {
    var expected = before
    for (entry, head) in zip(entries, heads) {
      let next = HeadRecord(
        vault: vault, sequence: entry.header.sequence, link: entry.link.bytes, epoch: head.epoch,
        epochKey: head.epochKey,
        tag: try keys.tag(
          HeadRow(
            keys.organization, vault: vault, sequence: entry.header.sequence, link: entry.link,
            epoch: head.epoch, epochPublicKey: head.epochKey)))
      try transaction.append(
        keys.organization, EntryRecord(entry), expected: expected, head: next)
      expected = next
    }
    for grant in grants { try transaction.insertGrant(keys.organization, GrantRecord(grant)) }
  }
}

extension GrantRecord {
  /// The stored form of a grant; the generation that locks it stands in the blob itself.
  init(_ row: GrantRow) {
    self.init(
      vault: row.place.vault, epoch: row.place.epoch, principal: row.principal,
      grantClass: Storage.GrantClass(row.grantClass), keyID: row.keyID, serverGeneration: 0,
      blob: row.blob)
  }

  /// The grant as the vault reads it.
  func row(_ organization: OrganizationID) -> GrantRow {
    GrantRow(
      place: EpochPlace(organization, vault, epoch: epoch), principal: principal, keyID: keyID,
      grantClass: Vault.GrantClass(grantClass), blob: blob)
  }
}

extension Storage.GrantClass {
  init(_ grantClass: Vault.GrantClass) {
    self =
      switch grantClass {
      case .waiting: .waiting
      case .reserve: .reserve
      case .open: .open
      case .taken: .taken
      }
  }
}

extension Vault.GrantClass {
  init(_ grantClass: Storage.GrantClass) {
    self =
      switch grantClass {
      case .waiting: .waiting
      case .reserve: .reserve
      case .open: .open
      case .taken: .taken
      }
  }
}
