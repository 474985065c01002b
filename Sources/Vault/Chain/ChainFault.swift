package import Identity

/// The first thing that is wrong in a chain: where, and how.
package struct ChainFault: Error, Hashable, Sendable {
  /// Where something is wrong.
  package enum Place: Hashable, Sendable {
    case directory(sequence: UInt64)
    case entry(VaultID, sequence: UInt64)
    case head(VaultID)
    case grant(VaultID, epoch: UInt64, PrincipalID)
    case lane(LaneID, number: UInt64)
    case checkpoint(number: UInt64)
  }

  /// How something is wrong.
  package enum Damage: String, Hashable, Sendable, CaseIterable {
    /// Other bytes than those that were anchored or signed.
    case changed
    /// Missing, with later ones there.
    case removed
    /// There, but not in its place.
    case reordered
    /// Missing at the end.
    case cutOff = "cut off"
    /// There, but never anchored or entered.
    case planted
    /// The signature is missing or does not hold.
    case unsigned
    /// Signed by somebody who may not.
    case notEntitled = "not entitled"
    /// An older state than one that is known from outside.
    case rolledBack = "rolled back"
    /// libsodium refused to work; nothing is known.
    case uncheckable = "could not be checked"
  }

  package let place: Place
  package let damage: Damage

  package init(_ place: Place, _ damage: Damage) {
    self.place = place
    self.damage = damage
  }

  /// Runs what can fail only where libsodium refuses to work.
  static func checking<Result>(
    _ place: Place, _ body: () throws(VaultError) -> Result
  ) throws(ChainFault) -> Result {
    do throws(VaultError) {
      return try body()
    } catch {
      throw ChainFault(place, .uncheckable)
    }
  }
}

extension ChainFault: CustomStringConvertible {
  package var description: String {
    switch place {
    case .directory(let sequence): "Entry \(sequence) of the directory: \(damage.rawValue)."
    case .entry(let vault, let sequence):
      "Entry \(sequence) of vault \(vault): \(damage.rawValue)."
    case .head(let vault): "The head of vault \(vault): \(damage.rawValue)."
    case .grant(let vault, let epoch, let principal):
      "The grant of epoch \(epoch) of vault \(vault) to \(principal): \(damage.rawValue)."
    case .lane(let lane, let number): "Anchor \(number) of lane \(lane): \(damage.rawValue)."
    case .checkpoint(let number): "Checkpoint \(number): \(damage.rawValue)."
    }
  }
}
