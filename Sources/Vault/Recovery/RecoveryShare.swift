internal import Identity

/// One holder's share of the recovery key, for paper: 48 bytes, 77 letters and digits.
///
/// Invariant: holder numbers are 1 to n, never 0, at which the polynomial is the key itself; the value is
/// canonical; four bytes of hash find slips of the pen.
package final class RecoveryShare: Sendable {
  /// Eight bytes that name the recovery key.
  let set: Bytes
  /// How many shares give the key.
  package let threshold: UInt8
  /// How many shares there are.
  package let holders: UInt8
  /// Whose share it is, from 1.
  package let number: UInt8
  let value: Secret

  private static let version: UInt8 = 1

  init(set: Bytes, threshold: UInt8, holders: UInt8, number: UInt8, value: consuming Secret) {
    self.set = set
    self.threshold = threshold
    self.holders = holders
    self.number = number
    self.value = value
  }

  /// From what a holder typed, to be told at once whether it is right in itself.
  ///
  /// - Parameter number: Which text it is, from 1, for the error.
  package init(typed: String, number: Int = 1) throws(ShareProblem) {
    guard let bytes = Base32.bytes(typed: typed), bytes.count == 48, bytes[0] == Self.version else {
      throw .unreadable(number: number)
    }
    do throws(VaultError) {
      let content = Bytes(bytes.prefix(44))
      let check = try RecoveryScalar.check(content, .share)
      let value = try Secret(copying: content.suffix(32))
      let isCanonical = try Sodium.isCanonical(value)
      let (threshold, holders, holder) = (content[9], content[10], content[11])
      guard Sodium.equal(Bytes(bytes.suffix(4)), check), isCanonical,
        holders <= UInt8(VaultLimits.shareHoldersMax), threshold >= 2, threshold <= holders,
        holder >= 1, holder <= holders
      else { throw .malformed("share") }
      self.set = Bytes(content[1..<9])
      self.threshold = threshold
      self.holders = holders
      self.number = holder
      self.value = value
    } catch {
      throw error == .malformed("share") ? .unreadable(number: number) : .vault(error)
    }
  }

  func isOfSameSet(as other: RecoveryShare) -> Bool {
    set == other.set && threshold == other.threshold && holders == other.holders
  }

  func text() throws(VaultError) -> String {
    let content = [Self.version] + set + [threshold, holders, number] + value.revealedBytes()
    return Base32.groupedText(content + (try RecoveryScalar.check(content, .share)))
  }

  static func setID(
    _ recovery: PublicKeys, _ organization: OrganizationID
  ) throws(VaultError) -> Bytes {
    var encoding = CanonicalEncoding(.shareSet, organization)
    encoding.add(recovery.box)
    encoding.add(recovery.sign)
    return Bytes(try encoding.digest().bytes.prefix(8))
  }
}

/// What is wrong with shares; numbers count the typed texts from 1.
package enum ShareProblem: Error, Equatable, Sendable {
  /// Not a share, or mistyped.
  case unreadable(number: Int)
  /// A share of another key, or of an earlier split.
  case ofAnotherSet(number: Int)
  /// The share of a holder who is already there.
  case sameTwice(number: Int)
  case tooFew(needed: Int)
  /// They fit together and give another key than the directory names.
  case wrongKey
  /// The threshold is at least two, and there are at most ten holders.
  case thresholdImpossible
  case vault(VaultError)
}
