internal import CSodium
internal import Identity

/// A secret key with its public key.
struct KeyPair: ~Copyable, Sendable {
  let publicKey: Bytes
  let secretKey: Secret
}

extension Sodium {
  static let publicKeyBytes = 32
  static let signatureBytes = 64

  // MARK: Sealing with a key

  private static let nonceBytes = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  private static let tagBytes = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

  /// Nonce, then ciphertext. The nonce is always random: after a restore every counter repeats.
  static func seal(
    key: borrowing Secret, _ plain: Bytes, associated: Bytes
  ) throws(VaultError) -> Bytes {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    let nonce = try random(nonceBytes)
    var sealed = nonce + Bytes(repeating: 0, count: plain.count + tagBytes)
    let code = unsafe sealed.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
        start + nonceBytes, nil, plain, UInt64(plain.count), associated, UInt64(associated.count),
        nil, nonce, key.pointer)
    }
    try check(code, "sealing")
    return sealed
  }

  /// As above, with a secret inside.
  static func seal(
    key: borrowing Secret, _ plain: borrowing Secret, associated: Bytes
  ) throws(VaultError) -> Bytes {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    let nonce = try random(nonceBytes)
    var sealed = Bytes(repeating: 0, count: plain.byteCount + tagBytes)
    try check(
      unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
        &sealed, nil, plain.pointer, UInt64(plain.byteCount), associated, UInt64(associated.count),
        nil, nonce, key.pointer), "sealing")
    return nonce + sealed
  }

  static func open(
    key: borrowing Secret, _ sealed: Bytes, associated: Bytes, _ what: String
  ) throws(VaultError) -> Bytes {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    guard sealed.count >= nonceBytes + tagBytes else { throw .doesNotOpen(what) }
    var plain = Bytes(repeating: 0, count: sealed.count - nonceBytes - tagBytes)
    let code = unsafe sealed.withUnsafeBufferPointer { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
        &plain, nil, nil, start + nonceBytes, UInt64(sealed.count - nonceBytes), associated,
        UInt64(associated.count), start, key.pointer)
    }
    guard code == 0 else { throw .doesNotOpen(what) }
    try check(code, "opening")
    return plain
  }

  static func openSecret(
    key: borrowing Secret, _ sealed: Bytes, associated: Bytes, _ what: String
  ) throws(VaultError) -> Secret {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    guard sealed.count >= nonceBytes + tagBytes else { throw .doesNotOpen(what) }
    let plain = try Secret(byteCount: sealed.count - nonceBytes - tagBytes)
    let target = unsafe plain.pointer
    let keyPointer = unsafe key.pointer
    let code = unsafe sealed.withUnsafeBufferPointer { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
        target, nil, nil, start + nonceBytes, UInt64(sealed.count - nonceBytes), associated,
        UInt64(associated.count), start, keyPointer)
    }
    guard code == 0 else { throw .doesNotOpen(what) }
    try check(code, "opening")
    return plain
  }

  // MARK: Sealed boxes

  static func boxKeyPair(seed: borrowing Secret) throws(VaultError) -> KeyPair {
    precondition(seed.byteCount == 32, "A seed of 32 bytes.")
    var publicKey = Bytes(repeating: 0, count: publicKeyBytes)
    let secretKey = try Secret(byteCount: Int(crypto_box_SECRETKEYBYTES))
    try check(
      unsafe crypto_box_seed_keypair(&publicKey, secretKey.pointer, seed.pointer),
      "a reading key pair")
    return KeyPair(publicKey: publicKey, secretKey: secretKey)
  }

  static func box(to publicKey: Bytes, _ message: borrowing Secret) throws(VaultError) -> Bytes {
    guard publicKey.count == publicKeyBytes else { throw .malformed("public key") }
    var box = Bytes(repeating: 0, count: message.byteCount + crypto_box_sealbytes())
    // Even a sealed box can fail: on a public key of low order it answers -1 and leaves no box.
    try check(
      unsafe crypto_box_seal(&box, message.pointer, UInt64(message.byteCount), publicKey),
      "a sealed box")
    return box
  }

  static func openBox(
    _ box: Bytes, with pair: borrowing KeyPair, _ what: String
  ) throws(VaultError) -> Secret {
    let overhead = crypto_box_sealbytes()
    guard box.count >= overhead else { throw .doesNotOpen(what) }
    let message = try Secret(byteCount: box.count - overhead)
    let code = unsafe crypto_box_seal_open(
      message.pointer, box, UInt64(box.count), pair.publicKey, pair.secretKey.pointer)
    guard code == 0 else { throw .doesNotOpen(what) }
    try check(code, "opening a box")
    return message
  }

  // MARK: Signatures

  static func signingKeyPair(seed: borrowing Secret) throws(VaultError) -> KeyPair {
    precondition(seed.byteCount == 32, "A seed of 32 bytes.")
    var publicKey = Bytes(repeating: 0, count: publicKeyBytes)
    let secretKey = try Secret(byteCount: Int(crypto_sign_SECRETKEYBYTES))
    try check(
      unsafe crypto_sign_seed_keypair(&publicKey, secretKey.pointer, seed.pointer),
      "a signing key pair")
    return KeyPair(publicKey: publicKey, secretKey: secretKey)
  }

  static func sign(_ message: Bytes, with secretKey: borrowing Secret) throws(VaultError) -> Bytes {
    precondition(secretKey.byteCount == Int(crypto_sign_SECRETKEYBYTES), "A key of 64 bytes.")
    var signature = Bytes(repeating: 0, count: signatureBytes)
    try check(
      unsafe crypto_sign_detached(
        &signature, nil, message, UInt64(message.count), secretKey.pointer), "a signature")
    return signature
  }

  static func isSigned(_ message: Bytes, signature: Bytes, by publicKey: Bytes) -> Bool {
    guard signature.count == signatureBytes, publicKey.count == publicKeyBytes else { return false }
    return unsafe crypto_sign_verify_detached(
      signature, message, UInt64(message.count), publicKey) == 0
  }
}
