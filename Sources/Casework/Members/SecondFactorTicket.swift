import Foundation
import Identity
import Vault

/// Carries the secret of a second factor that is being set up through a form, so that it is stored nowhere until the
/// first code from it was right.
///
/// Sealed by the server, for one purpose and one hour: a ticket of one invitation or member does not open for another.
struct SecondFactorTicket: Codable {
  let secret: String
  let expiresSeconds: UInt64

  /// A new secret and its ticket, or the one of an earlier ticket: who has scanned it already and mistyped something
  /// else is not shown another.
  ///
  /// - Parameters:
  ///   - binding: what the ticket belongs to, such as the row of an invitation.
  ///   - again: a ticket that came back with a form that had faults.
  static func make(
    binding: Bytes, issuer: String, account: String, again: String? = nil, nowSeconds: UInt64,
    _ keys: ServerKeys
  ) throws -> SecondFactorDraft {
    if let again, let held = try open(again, binding: binding, nowSeconds: nowSeconds, keys) {
      return SecondFactorDraft(
        secret: held.value.base32ToShowOnce(),
        address: held.value.addressToShowOnce(issuer: issuer, account: account), ticket: again)
    }
    let secret = try TimeCodeSecret.random()
    let shown = secret.base32ToShowOnce()
    let ticket = SecondFactorTicket(
      secret: shown, expiresSeconds: nowSeconds + MemberLimits.ticketSeconds)
    return SecondFactorDraft(
      secret: shown, address: secret.addressToShowOnce(issuer: issuer, account: account),
      ticket: try keys.sealSetting(
        Bytes(try JSONEncoder().encode(ticket)), name: name(binding)
      ).hexadecimal)
  }

  /// The secret of a ticket, if it belongs here and has not run out.
  static func open(
    _ text: String, binding: Bytes, nowSeconds: UInt64, _ keys: ServerKeys
  ) throws -> Held<TimeCodeSecret>? {
    guard let sealed = Bytes(hexadecimal: text) else { return nil }
    let content: Bytes
    do throws(VaultError) {
      content = try keys.openSetting(sealed, name: name(binding))
    } catch {
      switch error {
      case .doesNotOpen, .malformed, .generationUnknown: return nil
      default: throw error
      }
    }
    let ticket = try JSONDecoder().decode(SecondFactorTicket.self, from: Data(content))
    guard nowSeconds < ticket.expiresSeconds else { return nil }
    return Held(try TimeCodeSecret(base32: ticket.secret))
  }

  private static func name(_ binding: Bytes) -> String {
    "ticket of a second factor for " + binding.hexadecimal
  }
}

/// A second factor that is being set up: shown once, kept nowhere.
package struct SecondFactorDraft: Sendable {
  /// The secret for the authenticator app, in base32.
  package let secret: String
  /// The same as an `otpauth:` address for the QR code.
  package let address: String
  /// Binds the secret to the form that is sent back.
  package let ticket: String
}
