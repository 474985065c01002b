package import Identity

/// Reads what `CanonicalEncoding` wrote, strictly: each accepted text has exactly one encoding.
///
/// Invariant: lengths fit, numbers have 8 bytes, identities 16, digests 32, text is UTF-8, and nothing is
/// left over at `finish()`. Encoding what was read gives the same bytes again.
package struct CanonicalDecoder: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private let what: String

  /// - Parameter what: Names the thing in an error, as in "entry".
  package init(_ bytes: Bytes, _ tag: Tag, _ what: String) throws(VaultError) {
    self.init(record: bytes[...], what)
    guard bytes.first == CanonicalEncoding.version else { throw .malformed(what) }
    position += 1
    guard try field().elementsEqual(tag.rawValue.utf8) else { throw .malformed(what) }
  }

  /// With the organization as the first field, which must be this one.
  package init(
    _ bytes: Bytes, _ tag: Tag, _ organization: OrganizationID, _ what: String
  ) throws(VaultError) {
    try self.init(bytes, tag, what)
    let found: OrganizationID = try identity()
    guard found == organization else { throw .malformed(what) }
  }

  private init(record bytes: ArraySlice<UInt8>, _ what: String) {
    self.bytes = bytes
    self.position = bytes.startIndex
    self.what = what
  }

  private mutating func field() throws(VaultError) -> ArraySlice<UInt8> {
    let count = try count32()
    guard count <= bytes.endIndex - position, count <= VaultLimits.fieldBytesMax else {
      throw .malformed(what)
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func count32() throws(VaultError) -> Int {
    guard bytes.endIndex - position >= 4 else { throw .malformed(what) }
    defer { position += 4 }
    return bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next field as it is.
  package mutating func data() throws(VaultError) -> Bytes { Bytes(try field()) }

  /// Exactly so many bytes.
  package mutating func data(count: Int) throws(VaultError) -> Bytes {
    let field = try field()
    guard field.count == count else { throw .malformed(what) }
    return Bytes(field)
  }

  /// The next field as text; UTF-8 is checked.
  package mutating func text() throws(VaultError) -> String {
    guard let text = String(validating: try field(), as: UTF8.self) else { throw .malformed(what) }
    return text
  }

  /// The next field as a number of eight bytes.
  package mutating func number() throws(VaultError) -> UInt64 {
    let field = try field()
    guard field.count == 8 else { throw .malformed(what) }
    return field.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next field as an identity.
  package mutating func identity<Name: Identity>() throws(VaultError) -> Name {
    guard let name = Name(bytes: Bytes(try field())) else { throw .malformed(what) }
    return name
  }

  /// An identity, or nothing where the field is empty.
  package mutating func identityIfAny<Name: Identity>() throws(VaultError) -> Name? {
    let field = try field()
    if field.isEmpty { return nil }
    guard let name = Name(bytes: Bytes(field)) else { throw .malformed(what) }
    return name
  }

  /// The next field as a hash.
  package mutating func digest() throws(VaultError) -> Digest {
    guard let digest = Digest(bytes: Bytes(try field())) else { throw .malformed(what) }
    return digest
  }

  /// One of the texts of an enum.
  package mutating func choice<Choice: RawRepresentable<String>>() throws(VaultError) -> Choice {
    guard let choice = Choice(rawValue: try text()) else { throw .malformed(what) }
    return choice
  }

  /// The next field as a list of records.
  package mutating func list<Item>(
    _ item: (inout CanonicalDecoder) throws(VaultError) -> Item
  ) throws(VaultError) -> [Item] {
    var content = CanonicalDecoder(record: try field(), what)
    let count = try content.count32()
    // An item takes at least the four bytes of its length, so a lying count asks for no memory.
    guard count <= VaultLimits.listItemsMax,
      count <= (content.bytes.endIndex - content.position) / 4
    else { throw .malformed(what) }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count {
      var record = CanonicalDecoder(record: try content.field(), what)
      items.append(try item(&record))
      try record.finish()
    }
    try content.finish()
    return items
  }

  /// Throws if anything is left over.
  package func finish() throws(VaultError) {
    guard position == bytes.endIndex else { throw .malformed(what) }
  }
}
