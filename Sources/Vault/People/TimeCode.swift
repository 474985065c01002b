internal import CGMime
internal import Identity

/// The secret of a second factor: six digits that change every thirty seconds (RFC 6238, with HMAC-SHA1,
/// since common apps ignore a request for anything else). It lies inside the password lock, so no
/// administrator can read it and nobody can drop it by deleting a row.
///
/// libsodium has no HMAC-SHA1; this is the one place outside it, and the one file of this room that knows
/// GLib.
package struct TimeCodeSecret: ~Copyable, Sendable {
  let secret: Secret

  /// A new secret.
  package static func random() throws(VaultError) -> TimeCodeSecret {
    TimeCodeSecret(secret: try Sodium.randomSecret(VaultLimits.timeCodeSecretBytes))
  }

  /// No second factor.
  package static func none() throws(VaultError) -> TimeCodeSecret {
    TimeCodeSecret(secret: try Secret(byteCount: 0))
  }

  init(secret: consuming Secret) { self.secret = secret }

  /// From its base32 form, for the form that sets up a second factor in two steps.
  package init(base32: String) throws(VaultError) {
    guard let bytes = Base32.bytes(typed: base32), bytes.count == VaultLimits.timeCodeSecretBytes
    else { throw .malformed("time code secret") }
    self.init(secret: try Secret(copying: bytes))
  }

  /// Whether there is a second factor.
  package var isSet: Bool { secret.byteCount > 0 }

  /// A second owner of the same secret.
  package func copy() throws(VaultError) -> TimeCodeSecret {
    TimeCodeSecret(secret: try Secret(part: 0..<secret.byteCount, of: secret))
  }

  /// What a person types into an app that cannot read the picture.
  package func base32ToShowOnce() -> String { Base32.text(secret.revealedBytes()) }

  /// What the picture says. `issuer` and `account` are shown by the app.
  package func addressToShowOnce(issuer: String, account: String) -> String {
    let issuer = percentEncoded(issuer)
    return "otpauth://totp/\(issuer):\(percentEncoded(account))"
      + "?secret=\(base32ToShowOnce())&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
  }

  /// The step of a code that is right now, or was one step ago, or will be in one; nil if it is none of these.
  /// The caller takes it with `UPDATE … WHERE last_step < step`: a code works once.
  package func step(of code: String, nowSeconds: UInt64) -> UInt64? {
    guard isSet else { return nil }
    let now = nowSeconds / 30
    let tolerated = VaultLimits.timeStepsTolerated
    var found: UInt64?
    // All are tried, so that the time taken tells nothing.
    for step in (now - min(now, tolerated))...(now + tolerated) {
      guard let right = self.code(step: step) else { continue }
      if Sodium.equal(Bytes(right.utf8), Bytes(code.utf8)) { found = step }
    }
    return found
  }

  /// Six digits; nil if GLib has no SHA-1, which does not happen.
  func code(step: UInt64) -> String? {
    guard let digest = authenticationCode(step: step), let last = digest.last else { return nil }
    let offset = Int(last & 15)
    guard offset + 4 <= digest.count else { return nil }
    let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let digits = String((number & 0x7fff_ffff) % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  private func authenticationCode(step: UInt64) -> Bytes? {
    var counter = Bytes()
    counter.append(bigEndian: step)
    guard
      let state = unsafe g_hmac_new(G_CHECKSUM_SHA1, secret.pointer, gsize(secret.byteCount))
    else { return nil }
    defer { unsafe g_hmac_unref(state) }
    unsafe g_hmac_update(state, counter, gssize(counter.count))
    var digest = Bytes(repeating: 0, count: 20)
    var count = gsize(digest.count)
    unsafe g_hmac_get_digest(state, &digest, &count)
    return count == 20 ? digest : nil
  }

  private func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
        encoded.append(character)
      } else {
        encoded += "%" + Bytes([byte]).hexadecimal.uppercased()
      }
    }
    return encoded
  }
}
