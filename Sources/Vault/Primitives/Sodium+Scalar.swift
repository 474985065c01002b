internal import CSodium
internal import Identity

/// Constant-time arithmetic modulo the prime order of Ed25519, which is all that Shamir needs.
/// Point functions are not used.
extension Sodium {
  static let scalarBytes = Int(crypto_core_ed25519_SCALARBYTES)

  static func randomScalar() throws(VaultError) -> Secret {
    let scalar = try Secret(byteCount: scalarBytes)
    unsafe crypto_core_ed25519_scalar_random(scalar.pointer)
    return scalar
  }

  /// A small number as a scalar: 32 bytes, little-endian.
  static func scalar(_ number: UInt8) throws(VaultError) -> Secret {
    let scalar = try Secret(byteCount: scalarBytes)
    unsafe scalar.pointer[0] = number
    return scalar
  }

  static func add(_ left: borrowing Secret, _ right: borrowing Secret) throws(VaultError) -> Secret
  {
    let sum = try Secret(byteCount: scalarBytes)
    unsafe crypto_core_ed25519_scalar_add(sum.pointer, left.pointer, right.pointer)
    return sum
  }

  static func subtract(
    _ right: borrowing Secret, from left: borrowing Secret
  ) throws(VaultError) -> Secret {
    let difference = try Secret(byteCount: scalarBytes)
    unsafe crypto_core_ed25519_scalar_sub(difference.pointer, left.pointer, right.pointer)
    return difference
  }

  static func multiply(
    _ left: borrowing Secret, _ right: borrowing Secret
  ) throws(VaultError) -> Secret {
    let product = try Secret(byteCount: scalarBytes)
    unsafe crypto_core_ed25519_scalar_mul(product.pointer, left.pointer, right.pointer)
    return product
  }

  /// Throws for zero, which has no inverse.
  static func invert(_ scalar: borrowing Secret) throws(VaultError) -> Secret {
    let inverse = try Secret(byteCount: scalarBytes)
    try check(
      unsafe crypto_core_ed25519_scalar_invert(inverse.pointer, scalar.pointer), "an inverse")
    return inverse
  }

  /// Whether the number is below the order, so that there is one way only to write it.
  static func isCanonical(_ scalar: borrowing Secret) throws(VaultError) -> Bool {
    guard scalar.byteCount == scalarBytes else { return false }
    let wide = try Secret(byteCount: Int(crypto_core_ed25519_NONREDUCEDSCALARBYTES))
    unsafe wide.pointer.update(from: scalar.pointer, count: scalarBytes)
    let reduced = try Secret(byteCount: scalarBytes)
    unsafe crypto_core_ed25519_scalar_reduce(reduced.pointer, wide.pointer)
    return reduced.equals(scalar)
  }
}
