package import Identity

/// A message or the answer of a mail server, as an outbox row holds them.
package enum OutboxPart: Sendable {
  case message
  /// Reply text of mail servers quotes addresses, so it is sealed too.
  case reply
}

/// How far a vault had grown: what an index row is bound to, so that an old row cannot be put back.
package struct VaultReach: Hashable, Sendable {
  package let vault: VaultID
  package let sequence: UInt64

  package init(vault: VaultID, sequence: UInt64) {
    self.vault = vault
    self.sequence = sequence
  }
}

// Rows that the server reads by itself. The payload is padded inside the sealing; the place of the row is
// authenticated, so that no row opens in the place of another.
extension ServerKeys {
  /// Seals a part of an outgoing message.
  package func sealOutbox(
    _ part: OutboxPart, _ content: Bytes, row: RowID, createdSeconds: UInt64
  ) throws(VaultError) -> Bytes {
    try sealed(\.outbox, content, outboxPlace(part, row, createdSeconds))
  }

  /// Opens what `sealOutbox` sealed.
  package func openOutbox(
    _ part: OutboxPart, _ sealed: Bytes, row: RowID, createdSeconds: UInt64
  ) throws(VaultError) -> Bytes {
    try opened(\.outbox, sealed, outboxPlace(part, row, createdSeconds), "outbox row")
  }

  /// - Parameter reaches: The heads of the case and of each channel at this moment, in any order.
  package func sealIndex(
    _ content: Bytes, of vault: VaultID, reaches: [VaultReach]
  ) throws(VaultError) -> Bytes {
    try sealed(\.index, content, indexPlace(vault, reaches))
  }

  /// Opens only if the heads are still those.
  package func openIndex(
    _ sealed: Bytes, of vault: VaultID, reaches: [VaultReach]
  ) throws(VaultError) -> Bytes {
    try opened(\.index, sealed, indexPlace(vault, reaches), "index row")
  }

  /// Name, address and the like of a principal.
  package func sealProfile(_ content: Bytes, of principal: PrincipalID) throws(VaultError) -> Bytes
  {
    try sealed(\.index, content, place(.profile) { $0.add(principal) })
  }

  /// Opens what `sealProfile` sealed.
  package func openProfile(_ sealed: Bytes, of principal: PrincipalID) throws(VaultError) -> Bytes {
    try opened(\.index, sealed, place(.profile) { $0.add(principal) }, "profile")
  }

  /// One fact for the statistics.
  package func sealFacts(_ content: Bytes, row: RowID) throws(VaultError) -> Bytes {
    try sealed(\.facts, content, place(.facts) { $0.add(row) })
  }

  /// Opens what `sealFacts` sealed.
  package func openFacts(_ sealed: Bytes, row: RowID) throws(VaultError) -> Bytes {
    try opened(\.facts, sealed, place(.facts) { $0.add(row) }, "statistics fact")
  }

  /// A setting that is no one's business, such as the password of a mailbox, or the sealed content of any
  /// other row of the server's: `name` says which.
  package func sealSetting(_ content: Bytes, name: String) throws(VaultError) -> Bytes {
    try sealed(\.index, content, place(.setting) { $0.add(text: name) })
  }

  /// Opens what `sealSetting` sealed.
  package func openSetting(_ sealed: Bytes, name: String) throws(VaultError) -> Bytes {
    try opened(\.index, sealed, place(.setting) { $0.add(text: name) }, "setting")
  }

  private func place(
    _ tag: Tag, _ fields: (inout CanonicalEncoding) -> Void
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(tag, organization)
    fields(&encoding)
    return encoding
  }

  private func outboxPlace(
    _ part: OutboxPart, _ row: RowID, _ createdSeconds: UInt64
  ) -> CanonicalEncoding {
    place(part == .message ? .outbox : .outboxReply) {
      $0.add(row)
      $0.add(createdSeconds)
    }
  }

  private func indexPlace(_ vault: VaultID, _ reaches: [VaultReach]) -> CanonicalEncoding {
    place(.index) {
      $0.add(vault)
      $0.add(list: reaches.sorted { $0.vault < $1.vault }) { reach, record in
        record.add(reach.vault)
        record.add(reach.sequence)
      }
    }
  }
}
