internal import Identity

// The words of VAULT.md, section 2, for the rest of this room. Nothing here knows what it is used for.

extension CanonicalEncoding {
  /// `H(tag, …)`: a hash of 32 bytes, without a key.
  package func digest() throws(VaultError) -> Digest {
    Digest(uncheckedBytes: try Sodium.hash(bytes, count: 32))
  }

  /// `H(tag, …, s)` with a secret as the last field; the result is a secret.
  func secretDigest(ending secret: borrowing Secret) throws(VaultError) -> Secret {
    try Sodium.hash(
      Secret(prefix: prefix(ofSecretBytes: secret.byteCount), secret: secret), count: 32)
  }

  /// `KH(k, n, tag, …)`: a hash under a key, where the result may be seen.
  func keyed(by key: borrowing Secret, count: Int = 16) throws(VaultError) -> Bytes {
    try Sodium.hash(key: key, bytes, count: count)
  }

  /// `KH(k, n, tag, …, s)` with a secret as the last field; the result is a secret.
  func keyed(
    by key: borrowing Secret, ending secret: borrowing Secret, count: Int = 32
  ) throws(VaultError) -> Secret {
    try Sodium.hash(
      key: key, Secret(prefix: prefix(ofSecretBytes: secret.byteCount), secret: secret),
      count: count)
  }

  /// This encoding with a secret as its last field, to be sealed.
  func ending(_ secret: borrowing Secret) throws(VaultError) -> Secret {
    try Secret(prefix: prefix(ofSecretBytes: secret.byteCount), secret: secret)
  }

  /// The last field of an opened encoding that must otherwise equal this one; compared in constant time.
  func lastField(
    of opened: borrowing Secret, count: Int, _ what: String
  ) throws(VaultError) -> Secret {
    let prefix = prefix(ofSecretBytes: count)
    guard opened.byteCount == prefix.count + count, opened.begins(with: prefix) else {
      throw .doesNotOpen(what)
    }
    return try Secret(part: prefix.count..<opened.byteCount, of: opened)
  }
}

/// `Pad(m)`: hides the length of a text, always inside the sealing.
package enum Padding {
  /// The size that so many bytes are padded to: steps of 1 KiB up to 16 KiB, above that of an eighth of
  /// the next lower power of two.
  package static func paddedByteCount(_ count: Int) -> Int {
    var step = 1024
    if count > 16 * 1024 {
      let lowerPower = 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
      step = lowerPower / 8
    }
    return max(1, (count + step - 1) / step) * step
  }

  /// Length, content, zeros.
  static func pad(_ content: Bytes) -> Bytes {
    var padded = Bytes()
    let total = paddedByteCount(content.count + 4)
    padded.reserveCapacity(total)
    padded.append(bigEndian32: content.count)
    padded.append(contentsOf: content)
    padded.append(contentsOf: repeatElement(0, count: total - padded.count))
    return padded
  }

  /// Strict: the length fits and gives this size, and all that follows is zero.
  static func unpad(_ padded: ArraySlice<UInt8>, _ what: String) throws(VaultError) -> Bytes {
    guard padded.count >= 4 else { throw .malformed(what) }
    let count = padded.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard count <= padded.count - 4, padded.count == paddedByteCount(count + 4) else {
      throw .malformed(what)
    }
    let content = padded.dropFirst(4)
    guard content.dropFirst(count).allSatisfy({ $0 == 0 }) else { throw .malformed(what) }
    return Bytes(content.prefix(count))
  }
}
