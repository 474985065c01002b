package import Identity

/// What of an entry can be checked without keys; everything else is sealed.
package enum OpenPart: Hashable, Sendable {
  case none
  /// A new epoch begins with this entry.
  case epoch(EpochDescription)
  /// Readers are granted epochs that exist.
  case grants([GrantNotice])
  /// Readers lose every epoch of this vault.
  case removal(Removal)
  /// Bodies of earlier entries were erased.
  case erasure(Erasure)
  /// Files that belong to this entry.
  case files([FileNotice])
}

/// The clear part of an epoch entry: who begins it needs only public keys.
package struct EpochDescription: Hashable, Sendable {
  /// 1 for the first.
  package let number: UInt64
  /// X25519 public key of the epoch's seed: what arrivals are sealed to.
  package let publicKey: Bytes
  /// The vault through which this one is read, where it is a child.
  package let parent: VaultID?
  package let cause: EpochCause
  package let readers: [EpochReader]
  /// Public keys of parties, who are not in the directory.
  package let parties: [PublicKeys]

  package init(
    number: UInt64, publicKey: Bytes, parent: VaultID?, cause: EpochCause, readers: [EpochReader],
    parties: [PublicKeys]
  ) {
    self.number = number
    self.publicKey = publicKey
    self.parent = parent
    self.cause = cause
    self.readers = readers
    self.parties = parties
  }
}

/// Why an epoch began, and which entry gives the reason.
package struct EpochCause: Hashable, Sendable {
  /// What made the epoch necessary.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case creation, recusal, conflict, leave, rekey, partyChange, entitlement, recovery
  }

  package let kind: Kind
  /// Where the reason is entered: this vault, another one, or the directory. Nil for `creation` and
  /// `entitlement`.
  package let vault: VaultID?
  package let sequence: UInt64

  package init(_ kind: Kind, vault: VaultID? = nil, sequence: UInt64 = 0) {
    self.kind = kind
    self.vault = vault
    self.sequence = sequence
  }

  package static let creation = EpochCause(.creation)
}

/// One reader of an epoch and the class in which their row was written.
package struct EpochReader: Hashable, Sendable {
  package let principal: PrincipalID
  package let keyID: KeyID
  package let grantClass: GrantClass

  package init(principal: PrincipalID, keyID: KeyID, grantClass: GrantClass) {
    self.principal = principal
    self.keyID = keyID
    self.grantClass = grantClass
  }
}

/// One grant made after its epoch began.
package struct GrantNotice: Hashable, Sendable {
  package let epoch: UInt64
  package let reader: EpochReader

  package init(epoch: UInt64, reader: EpochReader) {
    self.epoch = epoch
    self.reader = reader
  }
}

/// Readers who lose a vault, and the last entry that they could have read.
package struct Removal: Hashable, Sendable {
  package let principals: [PrincipalID]
  package let lastSequence: UInt64

  package init(principals: [PrincipalID], lastSequence: UInt64) {
    self.principals = principals
    self.lastSequence = lastSequence
  }
}

/// Sequences whose bodies are gone for good.
package struct Erasure: Hashable, Sendable {
  package let sequences: [UInt64]

  package init(sequences: [UInt64]) { self.sequences = sequences }
}

/// A sealed file, and the hash of its ciphertext, with which a damaged or exchanged one is found.
package struct FileNotice: Hashable, Sendable {
  package let blob: BlobID
  package let ciphertextHash: Digest

  package init(blob: BlobID, ciphertextHash: Digest) {
    self.blob = blob
    self.ciphertextHash = ciphertextHash
  }
}
