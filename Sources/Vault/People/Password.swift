internal import Foundation
internal import Identity

/// A password as it was typed, composed (NFC) so that every keyboard gives the same bytes.
package struct Password: ~Copyable, Sendable {
  let secret: Secret

  /// A password that somebody chooses now.
  package init(chosen text: String) throws(PasswordProblem) {
    var bytes = Bytes(text.precomposedStringWithCanonicalMapping.utf8)
    guard bytes.count >= VaultLimits.passwordBytesMin else { throw .tooShort }
    guard bytes.count <= VaultLimits.passwordBytesMax else { throw .tooLong }
    do {
      self.secret = try Secret(wiping: &bytes)
    } catch {
      throw .vault(error)
    }
  }

  /// A password that is to open something. Any length is let pass, so that a wrong one costs the same; one
  /// that is too long to be right is cut to a length that is still too long.
  package init(typed text: String) throws(VaultError) {
    var bytes = Bytes(text.precomposedStringWithCanonicalMapping.utf8)
    bytes = Bytes(bytes.prefix(VaultLimits.passwordBytesMax + 1))
    self.secret = try Secret(wiping: &bytes)
  }
}

/// Why a password cannot be chosen.
package enum PasswordProblem: Error, Equatable, Sendable {
  /// Fewer than `VaultLimits.passwordBytesMin` bytes.
  case tooShort
  /// More than `VaultLimits.passwordBytesMax` bytes.
  case tooLong
  case vault(VaultError)
}
