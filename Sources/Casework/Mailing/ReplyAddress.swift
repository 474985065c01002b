import Foundation
import Identity
import Mail

/// The address an answer comes back to: the community's own, with a random token behind a plus sign (RFC 5233).
///
/// The token alone places an incoming mail in a channel; references and subjects never do.
enum ReplyAddress {
  /// 80 bits.
  static let tokenByteCount = 10
  /// Letters and digits that survive every mail system, without those that look alike.
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
  private static let tokenCharacterCount = 16

  /// The text of a token: sixteen letters and digits of five bits each.
  static func token(_ bytes: Bytes) -> String {
    precondition(bytes.count == tokenByteCount, "A reply token has 80 bits.")
    var text = Bytes()
    var buffer = 0
    var bitCount = 0
    for byte in bytes {
      buffer = buffer << 8 | Int(byte)
      bitCount += 8
      while bitCount >= 5 {
        bitCount -= 5
        text.append(alphabet[buffer >> bitCount & 31])
      }
      buffer &= 1 << bitCount - 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `conduct@example.org` with a token: `conduct+k7…@example.org`.
  static func address(conductAddress: String, token: String) -> String {
    guard let at = conductAddress.lastIndex(of: "@") else { return conductAddress }
    return "\(conductAddress[..<at])+\(token)\(conductAddress[at...])"
  }

  /// The tokens among the addresses that a mail was sent to, without repetition; mostly none or one.
  static func tokens(in recipients: [MailAddress], conductAddress: String) -> [String] {
    guard let at = conductAddress.lastIndex(of: "@") else { return [] }
    let mailbox = conductAddress[..<at].lowercased() + "+"
    let domain = conductAddress[at...].lowercased()
    var tokens: [String] = []
    for recipient in recipients.map(\.normalized)
    where recipient.hasPrefix(mailbox) && recipient.hasSuffix(domain)
      && recipient.utf8.count > mailbox.utf8.count + domain.utf8.count
    {
      let token = String(recipient.dropFirst(mailbox.count).dropLast(domain.count))
      let isToken =
        token.utf8.count == tokenCharacterCount && token.utf8.allSatisfy(alphabet.contains)
      if isToken, !tokens.contains(token) { tokens.append(token) }
    }
    return tokens
  }
}
