import Identity
import Procedure
import Storage
import Vault

/// A vault beside cases with grants of its own, from one snapshot, in the hands of somebody who may not be able to read
/// it: the lines of a case in the ledger, or a dossier.
struct RecordVault: Sendable {
  let id: VaultID
  let verified: VerifiedVault
  /// Every grant there is, of whomever: to see who lacks one.
  let grants: [GrantRecord]
  let opened: OpenedVault

  /// The lines of the ledger that stand here now; nil where the reader opens none.
  var ledgerRows: [LedgerRow]? {
    opened.lines.reversed().lazy.compactMap { line in
      if case .ledger(let rows) = line.payload { rows } else { nil }
    }.first
  }

  /// What a dossier says, as far as the reader's epochs reach; nil where they open nothing.
  var dossier: Dossier? {
    let lines = opened.lines.compactMap { line in
      if case .dossier(let line) = line.payload { line } else { nil }
    }
    guard !lines.isEmpty else { return nil }
    return Dossier(PersonID(id.hexadecimal), folding: lines)
  }
}

extension SignedIn {
  /// Opens a vault beside cases with the member's own grants; nil where there is no such vault.
  func recordVault(_ vault: VaultID, in transaction: ReadTransaction) throws -> RecordVault? {
    let sealed = try organization.sealedVault(
      vault, for: principalID, organization.people(in: transaction).directory, in: transaction)
    guard let sealed else { return nil }
    return RecordVault(
      id: vault, verified: sealed.verified,
      grants: try transaction.grants(organization.id, vault),
      opened: try organization.open(sealed, with: keys))
  }
}

/// A vault beside cases while something is appended to it. Whoever cannot read it may still write: what they write is
/// sealed to the epoch.
struct RecordWriting: Sendable {
  private(set) var chain: ChainWriter
  /// The seed of the newest epoch, where the writer holds it.
  private var seed: HeldEpoch?
  /// What the chain goes on from; nil for a new vault.
  private let before: RecordVault?
  private(set) var grants: [GrantRow] = []
  /// Recovery keys that were replaced, and lose their rows.
  private let retired: [PrincipalID]
  private let organization: Organization

  /// A vault that does not exist yet.
  init(new vault: VaultID, readers: [ChainWriter.Reader], _ organization: Organization) throws {
    self.organization = organization
    before = nil
    retired = []
    chain = ChainWriter(new: vault, keys: organization.keys, seen: organization.seen)
    try begin(readers, cause: .creation)
  }

  /// Goes on with a vault: a new epoch first where somebody who is named in the newest is entitled no longer, or
  /// somebody who is entitled is named nowhere in it.
  ///
  /// - Parameter retired: recovery keys that were replaced.
  init(
    after before: RecordVault, readers: [ChainWriter.Reader], retired: [PrincipalID],
    _ organization: Organization
  ) throws {
    self.organization = organization
    // What this reader cannot open stays with the old key rather than with nobody.
    self.retired = before.opened.closedCount == 0 ? retired : []
    self.before = before
    chain = try organization.writer(after: before.verified.end)
    seed = before.opened.newest
    let register = before.verified.register
    let named = register.keysEverNamed(in: register.newest)
    let entitled = Dictionary(
      readers.map { ($0.keys.keyID, $0.grantClass) }, uniquingKeysWith: { first, _ in first })
    let isStillRight = named.allSatisfy { keyID, grantClass in
      switch entitled[keyID] {
      case nil: false
      // Who could read at once and has to declare first now is not sealed to as before.
      case .waiting, .reserve: grantClass != .open
      case .open, .taken: true
      }
    }
    let isAnybodyMissing = readers.contains { reader in
      !before.has(reader, in: register.newest)
    }
    if !isStillRight || (isAnybodyMissing && seed == nil) {
      try begin(readers, cause: EpochCause(.entitlement))
    }
  }

  private mutating func begin(_ readers: [ChainWriter.Reader], cause: EpochCause) throws {
    let held = HeldEpoch(try EpochSeed.random())
    seed = held
    try chain.beginEpoch(
      held.seed, readers: readers, cause: cause, nowSeconds: organization.nowSeconds)
  }

  /// Appends a line, signed by the member.
  mutating func append(_ payload: VaultPayload, by member: SignedIn) throws {
    guard let seed else {
      return try chain.arrive(
        payload, signedBy: member.keys, as: member.author, nowSeconds: organization.nowSeconds)
    }
    try chain.append(
      payload, signedBy: member.keys, as: member.author, under: seed.seed,
      nowSeconds: organization.nowSeconds)
  }

  /// Gives everybody who is entitled and has no row yet the epochs that this member holds, in an entry that the member
  /// signs (VAULT.md, section 9).
  mutating func grantHeldEpochs(to readers: [ChainWriter.Reader], by member: SignedIn) throws {
    // Whoever does not hold the newest epoch can name nobody in it, and a grant that no entry names is not believed.
    guard let before, let seed else { return }
    let register = before.verified.register
    var notices: [GrantNotice] = []
    for (number, epoch) in before.opened.epochs.sorted(by: { $0.key < $1.key }) {
      for reader in readers where !before.has(reader, in: number) {
        let open = try epoch.seed.grant(to: reader.keys, of: register.place(number))
        grants.append(
          reader.grantClass == .open
            ? open : try organization.keys.lock(open, as: reader.grantClass))
        notices.append(
          GrantNotice(
            epoch: number,
            reader: EpochReader(
              principal: reader.keys.principal, keyID: reader.keys.keyID,
              grantClass: reader.grantClass)))
      }
    }
    guard !notices.isEmpty else { return }
    try chain.append(
      .nothing, signedBy: member.keys, as: member.author, openPart: .grants(notices),
      under: seed.seed, nowSeconds: organization.nowSeconds)
  }

  /// Whether anything would be written.
  var isEmpty: Bool { chain.entries.isEmpty }

  /// Checks every entry as a reader would, before anything is stored.
  func check(_ directory: Directory) throws {
    var verified = before?.verified.chain ?? VaultChain(organization.id, chain.vault)
    do throws(ChainFault) {
      for entry in chain.entries { try verified.append(entry, directory) }
    } catch {
      organization.environment.log(
        LogLine(.alarm, "An entry was refused before it was stored. \(error)"))
      throw CaseworkError.notGenuine
    }
  }

  func write(in transaction: WriteTransaction) throws {
    try chain.write(in: transaction)
    for grant in grants { try organization.putGrant(grant, in: transaction) }
    for principal in retired {
      try transaction.deleteGrants(organization.id, chain.vault, principal: principal)
    }
    try before?.opened.writeTakenOver(organization.id, in: transaction)
  }
}

extension RecordVault {
  /// Whether somebody has a row for an epoch, under the keys of now. A row in the ring is under whichever keys.
  func has(_ reader: ChainWriter.Reader, in epoch: UInt64) -> Bool {
    grants.contains {
      $0.epoch == epoch && $0.principal == reader.keys.principal
        && ($0.keyID == reader.keys.keyID || $0.grantClass == .taken)
    }
  }
}
