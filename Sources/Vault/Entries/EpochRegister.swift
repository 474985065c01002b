package import Identity

/// The epochs of one vault and who is named in each, folded from the open parts of its entries.
///
/// Invariant: epochs are numbered without gap from 1; who was removed is named in no epoch until granted
/// again. It is only as true as the entries it was folded from: fold verified ones (`VaultChain` does).
package struct EpochRegister: Hashable, Sendable {
  package let organization: OrganizationID
  package let vault: VaultID
  private var descriptions: [EpochDescription] = []
  private var named: [Set<Name>] = []
  private var everNamed: [[KeyID: GrantClass]] = []
  private var partyKeys: [KeyID: PublicKeys] = [:]

  private struct Name: Hashable, Sendable {
    let principal: PrincipalID
    let keyID: KeyID
  }

  package init(_ organization: OrganizationID, _ vault: VaultID) {
    self.organization = organization
    self.vault = vault
  }

  /// The newest epoch, the only one that takes entries; 0 before the first.
  package var newest: UInt64 { UInt64(descriptions.count) }

  /// Where something of an epoch is sealed.
  package func place(_ epoch: UInt64) -> EpochPlace {
    EpochPlace(organization, vault, epoch: epoch)
  }

  /// What the entry of an epoch says; nil for one that has not begun.
  package func epoch(_ number: UInt64) -> EpochDescription? {
    guard number >= 1, number <= newest else { return nil }
    return descriptions[Int(number - 1)]
  }

  /// Whether this reader stands in the epoch's entry or in a later grant, and was not removed since.
  package func names(_ principal: PrincipalID, _ keyID: KeyID, in epoch: UInt64) -> Bool {
    guard epoch >= 1, epoch <= newest else { return false }
    return named[Int(epoch - 1)].contains(Name(principal: principal, keyID: keyID))
  }

  /// Whether the principal stands there under any of their keys. A row in the ring outlives `rekey`: only who
  /// held the seed could seal it again under the new keys.
  package func names(_ principal: PrincipalID, in epoch: UInt64) -> Bool {
    guard epoch >= 1, epoch <= newest else { return false }
    return named[Int(epoch - 1)].contains { $0.principal == principal }
  }

  /// Every key that was ever sealed an epoch, when it began or by a later grant, with the class that reads most.
  /// Who was removed stands here too: they may have kept the seed.
  package func keysEverNamed(in epoch: UInt64) -> [KeyID: GrantClass] {
    guard epoch >= 1, epoch <= newest else { return [:] }
    return everNamed[Int(epoch - 1)]
  }

  /// Whether the principal may read any epoch.
  package func namesAnywhere(_ principal: PrincipalID) -> Bool {
    named.contains { $0.contains { $0.principal == principal } }
  }

  /// The keys of a party, from the epoch entry that named them.
  package func party(_ principal: PrincipalID, _ keyID: KeyID) -> PublicKeys? {
    guard let keys = partyKeys[keyID], keys.principal == principal else { return nil }
    return keys
  }

  /// Takes in an open part. Unknown epochs and gaps are refused, and change nothing.
  mutating func fold(_ openPart: OpenPart) -> Bool {
    switch openPart {
    case .none, .erasure, .files: return true
    case .epoch(let epoch):
      guard epoch.number == newest + 1 else { return false }
      descriptions.append(epoch)
      named.append(Set(epoch.readers.map { Name(principal: $0.principal, keyID: $0.keyID) }))
      everNamed.append(
        Dictionary(epoch.readers.map { ($0.keyID, $0.grantClass) }) { first, _ in first })
      // Who writes as a party is told by the newest epoch alone: a party who changed is a party no more.
      partyKeys = [:]
      for keys in epoch.parties { partyKeys[keys.keyID] = keys }
      return true
    case .grants(let notices):
      guard notices.allSatisfy({ $0.epoch >= 1 && $0.epoch <= newest }) else { return false }
      for notice in notices {
        named[Int(notice.epoch - 1)].insert(
          Name(principal: notice.reader.principal, keyID: notice.reader.keyID))
        let before = everNamed[Int(notice.epoch - 1)][notice.reader.keyID]
        if before != .open {
          everNamed[Int(notice.epoch - 1)][notice.reader.keyID] = notice.reader.grantClass
        }
      }
      return true
    case .removal(let removal):
      let principals = Set(removal.principals)
      for index in named.indices {
        named[index] = named[index].filter { !principals.contains($0.principal) }
      }
      return true
    }
  }
}
