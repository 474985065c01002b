package import Identity

/// `Enc(tag, f1, …)`: the one way in which anything is turned into bytes to be sealed, hashed or signed.
///
/// Invariant: one version byte, then the tag and each field as a 4-byte big-endian length and bytes;
/// numbers are 8 bytes big-endian; a list is one field: its count as 4 bytes, then its items, each again
/// with its length. So two different contents never have the same bytes. What is stored is stored as
/// these bytes and never built again from columns.
package struct CanonicalEncoding: Sendable {
  package static let version: UInt8 = 1

  package private(set) var bytes: Bytes

  package init(_ tag: Tag) {
    bytes = [Self.version]
    add(text: tag.rawValue)
  }

  /// With the organization as the first field, as nearly every encoding has it.
  package init(_ tag: Tag, _ organization: OrganizationID) {
    self.init(tag)
    add(organization)
  }

  /// Adds a field of bytes.
  package mutating func add(_ field: some Collection<UInt8>) {
    bytes.append(bigEndian32: field.count)
    bytes.append(contentsOf: field)
  }

  /// The encoding up to the bytes of a further field, which are hashed as they come.
  func beginningField(byteCount: Int) -> Bytes {
    var bytes = bytes
    bytes.append(bigEndian32: byteCount)
    return bytes
  }

  /// Adds a field of text.
  package mutating func add(text: String) { add(text.utf8) }

  /// Adds an identity.
  package mutating func add(_ identity: some Identity) { add(identity.bytes) }

  /// Adds a hash.
  package mutating func add(_ digest: Digest) { add(digest.bytes) }

  /// Adds a number, as eight bytes.
  package mutating func add(_ number: UInt64) {
    bytes.append(bigEndian32: 8)
    bytes.append(bigEndian: number)
  }

  /// A list whose items are records of fields.
  package mutating func add<Item>(
    list: some Collection<Item>, _ fields: (Item, inout CanonicalRecord) -> Void
  ) {
    var content = Bytes()
    content.append(bigEndian32: list.count)
    for item in list {
      var record = CanonicalRecord()
      fields(item, &record)
      content.append(bigEndian32: record.bytes.count)
      content.append(contentsOf: record.bytes)
    }
    add(content)
  }

  /// What stands before the last field, when that field is a secret of this length.
  func prefix(ofSecretBytes count: Int) -> Bytes {
    var bytes = bytes
    bytes.append(bigEndian32: count)
    return bytes
  }
}

/// One item of a list: fields without version and tag.
package struct CanonicalRecord: Sendable {
  package private(set) var bytes = Bytes()

  package init() {}

  /// Adds a field of bytes.
  package mutating func add(_ field: some Collection<UInt8>) {
    bytes.append(bigEndian32: field.count)
    bytes.append(contentsOf: field)
  }

  /// Adds a field of text.
  package mutating func add(text: String) { add(text.utf8) }

  /// Adds an identity.
  package mutating func add(_ identity: some Identity) { add(identity.bytes) }

  /// Adds a hash.
  package mutating func add(_ digest: Digest) { add(digest.bytes) }

  /// Adds a number, as eight bytes.
  package mutating func add(_ number: UInt64) {
    bytes.append(bigEndian32: 8)
    bytes.append(bigEndian: number)
  }
}

extension Bytes {
  mutating func append(bigEndian number: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }

  mutating func append(bigEndian32 count: Int) {
    precondition(count >= 0 && count <= Int(UInt32.max), "A field is shorter than 4 GiB.")
    for shift in stride(from: 24, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: count >> shift))
    }
  }
}
