internal import Identity

// The bytes of an open part; nothing at all for `none`.
extension OpenPart {
  func encoded(_ organization: OrganizationID) -> Bytes {
    switch self {
    case .none: return []
    case .epoch(let epoch):
      var encoding = CanonicalEncoding(.openEpoch, organization)
      encoding.add(epoch.number)
      encoding.add(epoch.publicKey)
      encoding.add(epoch.parent?.bytes ?? [])
      encoding.add(text: epoch.cause.kind.rawValue)
      encoding.add(epoch.cause.vault?.bytes ?? [])
      encoding.add(epoch.cause.sequence)
      encoding.add(list: epoch.readers) { $0.add(to: &$1) }
      encoding.add(list: epoch.parties) { $0.add(to: &$1) }
      return encoding.bytes
    case .grants(let notices):
      var encoding = CanonicalEncoding(.openGrants, organization)
      encoding.add(list: notices) { notice, record in
        record.add(notice.epoch)
        notice.reader.add(to: &record)
      }
      return encoding.bytes
    case .removal(let removal):
      var encoding = CanonicalEncoding(.openRemoval, organization)
      encoding.add(list: removal.principals) { $1.add($0) }
      encoding.add(removal.lastSequence)
      return encoding.bytes
    case .erasure(let erasure):
      var encoding = CanonicalEncoding(.openErasure, organization)
      encoding.add(list: erasure.sequences) { $1.add($0) }
      return encoding.bytes
    case .files(let files):
      var encoding = CanonicalEncoding(.openFiles, organization)
      encoding.add(list: files) { file, record in
        record.add(file.blob)
        record.add(file.ciphertextHash)
      }
      return encoding.bytes
    }
  }

  init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    if bytes.isEmpty {
      self = .none
    } else if let part = try Self.epoch(bytes, organization) {
      self = part
    } else if let part = try Self.list(bytes, organization) {
      self = part
    } else {
      throw .malformed("open part")
    }
  }

  private static func decoder(
    _ bytes: Bytes, _ tag: Tag, _ organization: OrganizationID
  ) throws(VaultError) -> CanonicalDecoder? {
    let beginning = CanonicalEncoding(tag).bytes
    guard bytes.starts(with: beginning) else { return nil }
    return try CanonicalDecoder(bytes, tag, organization, "open part")
  }

  private static func epoch(
    _ bytes: Bytes, _ organization: OrganizationID
  ) throws(VaultError) -> OpenPart? {
    guard var decoder = try decoder(bytes, .openEpoch, organization) else { return nil }
    let description = EpochDescription(
      number: try decoder.number(), publicKey: try decoder.data(count: 32),
      parent: try decoder.identityIfAny(),
      cause: EpochCause(
        try decoder.choice(), vault: try decoder.identityIfAny(), sequence: try decoder.number()),
      readers: try decoder.list { record throws(VaultError) in try EpochReader(&record) },
      parties: try decoder.list { record throws(VaultError) in
        try PublicKeys(&record, organization)
      })
    try decoder.finish()
    return .epoch(description)
  }

  private static func list(
    _ bytes: Bytes, _ organization: OrganizationID
  ) throws(VaultError) -> OpenPart? {
    if var decoder = try decoder(bytes, .openGrants, organization) {
      let notices = try decoder.list { record throws(VaultError) in
        GrantNotice(epoch: try record.number(), reader: try EpochReader(&record))
      }
      try decoder.finish()
      return .grants(notices)
    }
    if var decoder = try decoder(bytes, .openRemoval, organization) {
      let removal = Removal(
        principals: try decoder.list { record throws(VaultError) in try record.identity() },
        lastSequence: try decoder.number())
      try decoder.finish()
      return .removal(removal)
    }
    if var decoder = try decoder(bytes, .openErasure, organization) {
      let erasure = Erasure(
        sequences: try decoder.list { record throws(VaultError) in try record.number() })
      try decoder.finish()
      return .erasure(erasure)
    }
    if var decoder = try decoder(bytes, .openFiles, organization) {
      let files = try decoder.list { record throws(VaultError) in
        FileNotice(blob: try record.identity(), ciphertextHash: try record.digest())
      }
      try decoder.finish()
      return .files(files)
    }
    return nil
  }
}

extension EpochReader {
  fileprivate func add(to record: inout CanonicalRecord) {
    record.add(principal)
    record.add(keyID)
    record.add(text: grantClass.rawValue)
  }

  fileprivate init(_ record: inout CanonicalDecoder) throws(VaultError) {
    self.init(
      principal: try record.identity(), keyID: try record.identity(),
      grantClass: try record.choice())
  }
}
