/// Bytes as they are stored, sent or hashed. Never a secret: those are owners in `Vault`.
package typealias Bytes = [UInt8]

/// A random name of 16 bytes, drawn with `randombytes_buf`, that says nothing of what it names.
///
/// Every kind of thing has a type of its own, so that the identity of a vault cannot be handed over
/// where one of a principal is asked for.
package protocol Identity: Hashable, Sendable, Comparable, Codable, CodingKeyRepresentable,
  CustomStringConvertible
{
  /// Always `identityByteCount` bytes.
  var bytes: Bytes { get }
  /// Takes bytes that are known to have the right length.
  init(uncheckedBytes: Bytes)
}

/// The length of every identity, in bytes.
package let identityByteCount = 16

extension Identity {
  /// Nil unless there are exactly `identityByteCount` bytes.
  package init?(bytes: Bytes) {
    guard bytes.count == identityByteCount else { return nil }
    self.init(uncheckedBytes: bytes)
  }

  /// Nil unless the text is 32 lower-case hexadecimal digits.
  package init?(hexadecimal text: some StringProtocol) {
    guard let bytes = Bytes(hexadecimal: text) else { return nil }
    self.init(bytes: bytes)
  }

  /// 32 lower-case hexadecimal digits: the form in links, in the API and in stored events.
  package var hexadecimal: String { bytes.hexadecimal }

  package var description: String { hexadecimal }

  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension Identity {
  /// Throws `DecodingError` unless the value is the hexadecimal text.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let identity = Self(hexadecimal: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not the hexadecimal text of an identity")
    }
    self = identity
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }

  package var codingKey: any CodingKey { IdentityKey(stringValue: hexadecimal) }

  package init?(codingKey: some CodingKey) { self.init(hexadecimal: codingKey.stringValue) }
}

/// An identity as the key of a dictionary.
private struct IdentityKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A community with a policy; one installation can host several.
package struct OrganizationID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// An append-only, sealed log: a case, a card, a channel, openings, the directory. A case is named by its vault.
package struct VaultID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// Whoever has keys: a member, a board member, a reporter with a receipt, the recovery key.
package struct PrincipalID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// One version of the public keys of a principal: the first bytes of their hash.
package struct KeyID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// A sealed file of evidence.
package struct BlobID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// A row that has no other name: an outgoing message, a mail that was seen, a tombstone.
package struct RowID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

extension Bytes {
  /// Nil unless the text is an even number of hexadecimal digits.
  package init?(hexadecimal text: some StringProtocol) {
    var bytes = Bytes()
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for character in text.utf8 {
      let digit: UInt8
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
    self = bytes
  }

  /// Two lower-case hexadecimal digits a byte.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text = Bytes()
    text.reserveCapacity(count * 2)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
