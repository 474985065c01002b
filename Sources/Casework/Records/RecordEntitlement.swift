import Identity
import Procedure
import Storage
import Vault

/// A person whom a case is linked to, as far as the server knows: enough to decide who is sealed to, and to give no
/// code name twice. Never a name.
struct PersonMark: Codable, Sendable, Hashable {
  let dossier: VaultID
  let codeName: String
  /// Members who are that person by name, handle or address. Nobody reads a dossier about themselves.
  var keptFrom: [PrincipalID]

  /// The person in the words of the rules.
  var person: PersonID { PersonID(dossier.hexadecimal) }
}

extension CaseIndex {
  /// The persons the case is linked to.
  var persons: [PersonMark] { people ?? [] }

  /// The dossiers of those persons.
  var dossiers: [VaultID] { persons.map(\.dossier) }

  /// Vaults with grants of their own that hang on the standing in this case: who is kept out of it loses them too.
  var vaultsBeside: [VaultID] { [card, ledger].compactMap { $0 } + dossiers + (boardFile ?? []) }
}

/// Who reads the lines of the ledger and the dossiers (VAULT.md, section 5; docs/decisions/1001 and 1002).
enum RecordEntitlement {
  /// The class of somebody's grant to a dossier, from how they stand to all cases of the person; nil for none.
  ///
  /// Whoever is kept out of one of them learns nothing of the person; who has not declared in one of them reads on from
  /// when they do.
  static func dossierClass(_ standings: [CaseIndex.Standing]) -> Vault.GrantClass? {
    let kept: Set<CaseIndex.Standing> = [.keptOut, .heldBack, .admitted, .waitsForGrant]
    guard !standings.contains(where: kept.contains) else { return nil }
    if standings.contains(.asked) { return .waiting }
    if standings.contains(.handler) { return .open }
    return standings.contains(.reserve) ? .reserve : nil
  }

  /// Who may read the ledger lines of a case: those who read the case, and once they have declared those who were asked.
  static func ledgerReaders(_ index: CaseIndex, _ membership: Membership) -> [ChainWriter.Reader] {
    index.entitled(membership)
  }

  /// Who may read a dossier, over all cases that are linked to it.
  static func dossierReaders(
    _ dossier: VaultID, _ indexes: [VaultID: CaseIndex], _ membership: Membership
  ) -> [ChainWriter.Reader] {
    let cases = indexes.values.filter { $0.dossiers.contains(dossier) }
    let keptFrom = Set(
      cases.flatMap { $0.persons.filter { $0.dossier == dossier } }
        .flatMap(\.keptFrom))
    var readers: [ChainWriter.Reader] = []
    // Advisers help on the cases they are named for, and see none of the person's others.
    for member in membership.members where member.readsCases && !keptFrom.contains(member.id) {
      let standings = cases.compactMap { $0.standings[member.id] }
      guard let grantClass = dossierClass(standings) else { continue }
      readers.append(ChainWriter.Reader(keys: member.keys, grantClass: grantClass))
    }
    return readers + [ChainWriter.Reader(keys: membership.recovery, grantClass: .open)]
  }
}

extension Organization {
  /// The vaults beside a case whose waiting grants open when somebody is let in there: the ledger lines, and the
  /// dossiers unless they have to declare in another case of the same person first.
  func vaultsReleased(
    to principal: PrincipalID, of vault: VaultID, _ index: CaseIndex,
    in transaction: WriteTransaction
  ) throws -> [VaultID] {
    let ledger = [index.ledger].compactMap { $0 }
    guard !index.dossiers.isEmpty else { return ledger }
    var indexes = try indexes(in: transaction)
    indexes[vault] = index
    return ledger
      + index.dossiers.filter { dossier in
        let standings = indexes.values.filter { $0.dossiers.contains(dossier) }
          .compactMap { $0.standings[principal] }
        return RecordEntitlement.dossierClass(standings) == .open
      }
  }

  /// A code name that no person has.
  func newPersonName(_ indexes: [VaultID: CaseIndex]) throws -> String {
    let taken = Set(indexes.values.flatMap { $0.persons.map(\.codeName) })
    return try personNames.draw(unless: taken.contains) { try VaultRandom.number(below: $0) }
  }
}
