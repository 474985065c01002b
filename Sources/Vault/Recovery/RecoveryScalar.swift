package import Identity

/// `s`: the recovery key, a number below the order of Ed25519, from which the recovery principal comes. It
/// lives on paper, in shares; until it is split it is provisional, because whoever made it can read everything.
package struct RecoveryScalar: ~Copyable, Sendable {
  private let scalar: Secret

  /// A new recovery key.
  package static func random() throws(VaultError) -> RecoveryScalar {
    RecoveryScalar(scalar: try Sodium.randomScalar())
  }

  private init(scalar: consuming Secret) { self.scalar = scalar }

  /// The seed of the recovery principal.
  package func principalSeed(_ organization: OrganizationID) throws(VaultError) -> PrincipalSeed {
    PrincipalSeed(
      secret: try CanonicalEncoding(.recovery, organization).secretDigest(ending: scalar))
  }

  // MARK: As text, while it is provisional

  /// What `init` prints once: base32 with four bytes to find slips.
  package func textToShowOnce() throws(VaultError) -> String {
    let bytes = [Self.textVersion] + scalar.revealedBytes()
    return Base32.groupedText(bytes + (try Self.check(bytes, .recoveryText)))
  }

  /// From what somebody typed.
  package init(typed: String) throws(ShareProblem) {
    guard let bytes = Base32.bytes(typed: typed), bytes.count == 37, bytes[0] == Self.textVersion
    else { throw .unreadable(number: 1) }
    do throws(VaultError) {
      let content = Bytes(bytes.prefix(33))
      let fits = Sodium.equal(Bytes(bytes.suffix(4)), try Self.check(content, .recoveryText))
      let scalar = try Secret(copying: content.dropFirst())
      let isCanonical = try Sodium.isCanonical(scalar)
      guard fits, isCanonical else { throw .malformed("recovery key") }
      self.init(scalar: scalar)
    } catch {
      throw error == .malformed("recovery key") ? .unreadable(number: 1) : .vault(error)
    }
  }

  private static let textVersion: UInt8 = 1

  static func check(_ bytes: Bytes, _ tag: Tag) throws(VaultError) -> Bytes {
    var encoding = CanonicalEncoding(tag)
    encoding.add(bytes)
    return Bytes(try encoding.digest().bytes.prefix(4))
  }

  // MARK: Splitting

  /// Shares for holders 1 to `holders`, of which any `threshold` give the key again. Every subset is tried
  /// before anything is returned. Show each to its holder alone; none is ever stored.
  package func split(
    threshold: Int, holders: Int, recovery: PublicKeys, _ organization: OrganizationID
  ) throws(ShareProblem) -> [String] {
    guard (2...VaultLimits.shareHoldersMax).contains(threshold),
      (threshold...VaultLimits.shareHoldersMax).contains(holders)
    else { throw .thresholdImpossible }
    do throws(VaultError) {
      let set = try RecoveryShare.setID(recovery, organization)
      let coefficients = try self.coefficients(threshold)
      var shares: [RecoveryShare] = []
      for number in 1...UInt8(holders) {
        shares.append(
          RecoveryShare(
            set: set, threshold: UInt8(threshold), holders: UInt8(holders), number: number,
            value: try Self.value(of: coefficients, at: number)))
      }
      for subset in Self.subsets(of: shares, count: threshold) {
        let joined = try Self.join(subset)
        guard joined.scalar.equals(scalar) else { throw .operationRefused("splitting a key") }
      }
      var texts: [String] = []
      for share in shares { texts.append(try share.text()) }
      return texts
    } catch {
      throw .vault(error)
    }
  }

  /// The key from shares that were typed.
  ///
  /// - Throws: which share is wrong and how; `wrongKey` unless the result is the directory's recovery key.
  package static func join(
    typed texts: [String], recovery: PublicKeys, _ organization: OrganizationID
  ) throws(ShareProblem) -> RecoveryScalar {
    var shares: [RecoveryShare] = []
    for (index, text) in texts.enumerated() {
      let share = try RecoveryShare(typed: text, number: index + 1)
      if let first = shares.first, !share.isOfSameSet(as: first) {
        throw .ofAnotherSet(number: index + 1)
      }
      guard !shares.contains(where: { $0.number == share.number }) else {
        throw .sameTwice(number: index + 1)
      }
      shares.append(share)
    }
    guard let first = shares.first, shares.count >= Int(first.threshold) else {
      throw .tooFew(needed: shares.first.map { Int($0.threshold) } ?? 2)
    }
    do throws(VaultError) {
      guard Sodium.equal(first.set, try RecoveryShare.setID(recovery, organization)) else {
        throw .keysDoNotMatch
      }
      let joined = try join(Array(shares.prefix(Int(first.threshold))))
      let keys = try joined.principalSeed(organization).publicKeys(
        organization, principal: recovery.principal, generation: recovery.generation)
      guard keys == recovery else { throw .keysDoNotMatch }
      return joined
    } catch {
      throw error == .keysDoNotMatch ? .wrongKey : .vault(error)
    }
  }

  // MARK: Shamir

  private final class Scalar: Sendable {
    let secret: Secret
    init(_ secret: consuming Secret) { self.secret = secret }
  }

  /// The key, then random coefficients: a polynomial of degree `threshold - 1`.
  private func coefficients(_ threshold: Int) throws(VaultError) -> [Scalar] {
    var coefficients = [Scalar(try Secret(part: 0..<scalar.byteCount, of: scalar))]
    for _ in 1..<threshold { coefficients.append(Scalar(try Sodium.randomScalar())) }
    return coefficients
  }

  private static func value(
    of coefficients: [Scalar], at number: UInt8
  ) throws(VaultError) -> Secret {
    let x = try Sodium.scalar(number)
    var value = try Sodium.scalar(0)
    for coefficient in coefficients.reversed() {
      value = try Sodium.add(Sodium.multiply(value, x), coefficient.secret)
    }
    return value
  }

  /// Lagrange at zero: `Σ y_i · Π_{j≠i} x_j / (x_j − x_i)`.
  private static func join(_ shares: [RecoveryShare]) throws(VaultError) -> RecoveryScalar {
    var sum = try Sodium.scalar(0)
    for share in shares {
      let x = try Sodium.scalar(share.number)
      var weight = try Sodium.scalar(1)
      for other in shares where other.number != share.number {
        let otherX = try Sodium.scalar(other.number)
        let inverse = try Sodium.invert(Sodium.subtract(x, from: otherX))
        weight = try Sodium.multiply(weight, Sodium.multiply(otherX, inverse))
      }
      sum = try Sodium.add(sum, Sodium.multiply(share.value, weight))
    }
    return RecoveryScalar(scalar: sum)
  }

  private static func subsets(of shares: [RecoveryShare], count: Int) -> [[RecoveryShare]] {
    guard count > 0 else { return [[]] }
    return shares.indices.flatMap { index in
      subsets(of: Array(shares[(index + 1)...]), count: count - 1).map { [shares[index]] + $0 }
    }
  }
}
