package import Identity

/// What is gone for good and must stay gone, also after a restore.
package enum TombstoneFact: Hashable, Sendable {
  /// Bodies of these entries; all of the vault if none is named.
  case erased(VaultID, sequences: [UInt64])
  /// Every grant of the principal in the vault.
  case grantsRemoved(VaultID, PrincipalID)
  case principalEnded(PrincipalID)
  case seedGenerationEnded(UInt64)
  case lockSuperseded(PrincipalID, Digest)
  /// The hash of the code.
  case recoveryCodeUsed(PrincipalID, Bytes)
  /// The row of the invitation.
  case invitationUsed(Bytes)
  /// Sessions begun before; of everybody if nobody is named.
  case sessionsCut(PrincipalID?, beforeSeconds: UInt64)
}

/// One link of the signed chain of tombstones, which is copied to the machine and into every backup.
///
/// Invariant: numbered without gap, each naming the digest of the one before.
package struct Tombstone: Hashable, Sendable {
  package let organization: OrganizationID
  package let number: UInt64
  package let previous: Digest
  package let timeSeconds: UInt64
  package let fact: TombstoneFact

  package init(
    _ organization: OrganizationID, number: UInt64, previous: Digest, timeSeconds: UInt64,
    fact: TombstoneFact
  ) {
    self.organization = organization
    self.number = number
    self.previous = previous
    self.timeSeconds = timeSeconds
    self.fact = fact
  }

  /// The bytes that are stored, hashed and signed.
  package func encoded() -> Bytes { encoding.bytes }

  /// What the next tombstone names as its forerunner.
  package func digest() throws(VaultError) -> Digest { try encoding.digest() }

  private var encoding: CanonicalEncoding {
    var encoding = CanonicalEncoding(.tombstone, organization)
    encoding.add(number)
    encoding.add(previous)
    encoding.add(timeSeconds)
    switch fact {
    case .erased(let vault, let sequences):
      encoding.add(text: "erased")
      encoding.add(vault)
      encoding.add(list: sequences) { $1.add($0) }
    case .grantsRemoved(let vault, let principal):
      encoding.add(text: "grants-removed")
      encoding.add(vault)
      encoding.add(principal)
    case .principalEnded(let principal):
      encoding.add(text: "principal-ended")
      encoding.add(principal)
    case .seedGenerationEnded(let generation):
      encoding.add(text: "seed-generation-ended")
      encoding.add(generation)
    case .lockSuperseded(let principal, let lock):
      encoding.add(text: "lock-superseded")
      encoding.add(principal)
      encoding.add(lock)
    case .recoveryCodeUsed(let principal, let hash):
      encoding.add(text: "recovery-code-used")
      encoding.add(principal)
      encoding.add(hash)
    case .invitationUsed(let row):
      encoding.add(text: "invitation-used")
      encoding.add(row)
    case .sessionsCut(let principal, let beforeSeconds):
      encoding.add(text: "sessions-cut")
      encoding.add(principal?.bytes ?? [])
      encoding.add(beforeSeconds)
    }
    return encoding
  }

  package init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .tombstone, organization, "tombstone")
    self.organization = organization
    number = try decoder.number()
    previous = try decoder.digest()
    timeSeconds = try decoder.number()
    switch try decoder.text() {
    case "erased":
      fact = .erased(
        try decoder.identity(),
        sequences: try decoder.list { record throws(VaultError) in try record.number() })
    case "grants-removed":
      fact = .grantsRemoved(try decoder.identity(), try decoder.identity())
    case "principal-ended": fact = .principalEnded(try decoder.identity())
    case "seed-generation-ended": fact = .seedGenerationEnded(try decoder.number())
    case "lock-superseded":
      fact = .lockSuperseded(try decoder.identity(), try decoder.digest())
    case "recovery-code-used":
      fact = .recoveryCodeUsed(try decoder.identity(), try decoder.data())
    case "invitation-used": fact = .invitationUsed(try decoder.data())
    case "sessions-cut":
      fact = .sessionsCut(try decoder.identityIfAny(), beforeSeconds: try decoder.number())
    default: throw .malformed("tombstone")
    }
    try decoder.finish()
  }
}

/// A tombstone with the server's signature, as it is stored and written to a line of `tombstones.log`.
package struct SignedTombstone: Hashable, Sendable {
  package let tombstone: Tombstone
  package let signature: ServerSignature

  package init(_ tombstone: Tombstone, _ signature: ServerSignature) {
    self.tombstone = tombstone
    self.signature = signature
  }

  /// Signature and content in hexadecimal digits, without a line feed.
  package var logLine: String {
    signature.bytes.hexadecimal + " " + tombstone.encoded().hexadecimal
  }

  package init(logLine: some StringProtocol, _ organization: OrganizationID) throws(VaultError) {
    let parts = logLine.split(separator: " ")
    guard parts.count == 2, let signature = Bytes(hexadecimal: parts[0]),
      let content = Bytes(hexadecimal: parts[1])
    else { throw .malformed("tombstone") }
    self.init(
      try Tombstone(content, organization), try ServerSignature(bytes: signature))
  }
}

extension ServerKeys {
  /// The server's signature over a tombstone.
  package func sign(_ tombstone: Tombstone) throws(VaultError) -> SignedTombstone {
    SignedTombstone(tombstone, try sign(tombstone.encoded()))
  }
}

/// All tombstones of an organization, folded in order.
package struct TombstoneChain: Sendable {
  package let organization: OrganizationID
  package private(set) var nextNumber: UInt64 = 0
  package private(set) var head: Digest = .zero
  package private(set) var facts: [TombstoneFact] = []

  package init(_ organization: OrganizationID) { self.organization = organization }

  /// The next tombstone, to be signed and then appended.
  package func draft(_ fact: TombstoneFact, atSeconds seconds: UInt64) -> Tombstone {
    Tombstone(
      organization, number: nextNumber, previous: head, timeSeconds: seconds, fact: fact)
  }

  /// - Throws: `signatureInvalid`, or `malformed` unless it is the next one.
  package mutating func append(
    _ signed: SignedTombstone, _ directory: Directory
  ) throws(VaultError) {
    let tombstone = signed.tombstone
    guard tombstone.organization == organization, tombstone.number == nextNumber,
      tombstone.previous == head
    else { throw .malformed("tombstone chain") }
    guard
      directory.holds(
        signed.signature, over: tombstone.encoded(), atSeconds: tombstone.timeSeconds)
    else { throw .signatureInvalid }
    nextNumber += 1
    head = try tombstone.digest()
    facts.append(tombstone.fact)
  }
}
