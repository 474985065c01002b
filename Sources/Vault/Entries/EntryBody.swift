internal import Identity

/// The forms of a stored body and what they share.
///
/// Invariant: the first byte names the form; it is covered by the body's hash like all that follows.
enum EntryBody {
  enum Form: UInt8 {
    case symmetric = 1
    case arrival = 2
    case clear = 3
  }

  static let saltBytes = 32
  /// Bodies in the clear have nothing to hide from a guess.
  static let clearSalt = Bytes(repeating: 0, count: saltBytes)
  /// Of the sealed box in front of an arrival: 48 bytes more than what is in it.
  static func arrivalBoxBytes(_ place: EpochPlace) -> Int {
    arrival(place).prefix(ofSecretBytes: 32).count + 32 + 48
  }

  static func arrival(_ place: EpochPlace) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.arrival, place.organization)
    encoding.add(place.vault)
    encoding.add(place.epoch)
    return encoding
  }

  static func commitment(
    salt: Bytes, _ payload: Bytes, _ organization: OrganizationID
  ) throws(VaultError) -> Digest {
    var encoding = CanonicalEncoding(.commit, organization)
    encoding.add(payload)
    return Digest(uncheckedBytes: try Sodium.hash(key: salt, encoding.bytes, count: 32))
  }

  static func hash(_ body: Bytes, _ organization: OrganizationID) throws(VaultError) -> Digest {
    var encoding = CanonicalEncoding(.body, organization)
    encoding.add(body)
    return try encoding.digest()
  }

  static func link(
    _ headerBytes: Bytes, _ bodyHash: Digest, _ organization: OrganizationID
  ) throws(VaultError) -> Digest {
    var encoding = CanonicalEncoding(.link, organization)
    encoding.add(headerBytes)
    encoding.add(bodyHash)
    return try encoding.digest()
  }

  static func signed(_ link: Digest, _ organization: OrganizationID) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.signature, organization)
    encoding.add(link)
    return encoding
  }
}
