package import Identity

/// Where a grant stands. Changes are `UPDATE … WHERE class = $old`; removal is `DELETE`.
package enum GrantClass: String, Hashable, Sendable, CaseIterable {
  /// For a member who has not declared: locked once more under a key that is not in the database.
  case waiting
  /// For the board, in case it takes over: locked like `waiting`.
  case reserve
  /// Sealed to the reader.
  case open
  /// In the reader's ring, after the first reading.
  case taken
}

/// One row for each vault, epoch and principal, with the seed of the epoch for that principal.
package struct GrantRow: Hashable, Sendable {
  package let place: EpochPlace
  package let principal: PrincipalID
  /// Which keys of the principal it was made for.
  package let keyID: KeyID
  package let grantClass: GrantClass
  package let blob: Bytes

  package init(
    place: EpochPlace, principal: PrincipalID, keyID: KeyID, grantClass: GrantClass, blob: Bytes
  ) {
    self.place = place
    self.principal = principal
    self.keyID = keyID
    self.grantClass = grantClass
    self.blob = blob
  }

  /// The same row in another class, where the blob stays: `reserve` becomes `waiting` at escalation.
  package func moved(to grantClass: GrantClass) -> GrantRow {
    GrantRow(
      place: place, principal: principal, keyID: keyID, grantClass: grantClass, blob: blob)
  }

  fileprivate func with(_ grantClass: GrantClass, _ blob: Bytes) -> GrantRow {
    GrantRow(
      place: place, principal: principal, keyID: keyID, grantClass: grantClass, blob: blob)
  }

  /// Vault, epoch, principal and key: what the blob of every class is bound to.
  fileprivate func bound(_ tag: Tag) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(tag, place.organization)
    encoding.add(place.vault)
    encoding.add(place.epoch)
    encoding.add(principal)
    encoding.add(keyID)
    return encoding
  }

  fileprivate static func content(_ place: EpochPlace, _ principal: PrincipalID)
    -> CanonicalEncoding
  {
    var encoding = CanonicalEncoding(.grant, place.organization)
    encoding.add(place.vault)
    encoding.add(place.epoch)
    encoding.add(principal)
    return encoding
  }
}

extension EpochSeed {
  /// A grant of this epoch to a principal: one sealed box, class `open`.
  ///
  /// - Throws: `operationRefused` where the public key is of low order; nobody is to be shown anything then.
  package func grant(to reader: PublicKeys, of place: EpochPlace) throws(VaultError) -> GrantRow {
    GrantRow(
      place: place, principal: reader.principal, keyID: reader.keyID, grantClass: .open,
      blob: try Sodium.box(
        to: reader.box, GrantRow.content(place, reader.principal).ending(secret)))
  }
}

extension ServerKeys {
  /// Locks an open grant once more, until its reader has declared (`waiting`) or for the board (`reserve`).
  package func lock(_ row: GrantRow, as grantClass: GrantClass) throws(VaultError) -> GrantRow {
    precondition(
      row.grantClass == .open && (grantClass == .waiting || grantClass == .reserve),
      "Only an open grant is locked, to wait or in reserve.")
    var blob = Bytes()
    blob.append(bigEndian: newest.generation)
    blob += try Sodium.seal(
      key: newest.waiting.secret, row.blob,
      associated: associated(row.bound(.waiting), generation: newest.generation))
    return row.with(grantClass, blob)
  }

  /// A waiting or reserve grant as an open one. Call it only in the transaction that appends the
  /// declaration or the rule's entry.
  package func unlock(_ row: GrantRow) throws(VaultError) -> GrantRow {
    precondition(
      row.grantClass == .waiting || row.grantClass == .reserve, "Only a locked grant is unlocked.")
    let generation = try Self.generation(of: row.blob, "grant")
    let box = try Sodium.open(
      key: keys(of: generation).waiting.secret, Bytes(row.blob.dropFirst(8)),
      associated: associated(row.bound(.waiting), generation: generation), "grant")
    return row.with(.open, box)
  }

  /// The same locked grant under the newest generation, for the job that seals rows again.
  package func lockAgain(_ row: GrantRow) throws(VaultError) -> GrantRow {
    try lock(unlock(row), as: row.grantClass)
  }
}

extension PrincipalKeys {
  /// The seed of an epoch, from an open or taken grant that is believed (VAULT.md, section 5): the blob
  /// opens with this reader's keys and names this place and reader, the seed gives the public key of the
  /// epoch entry, and the reader is named in that entry or in a later one.
  ///
  /// - Parameter epochs: Folded from the verified entries of the vault, which is what proves the rest.
  package func open(
    _ row: GrantRow, in epochs: EpochRegister
  ) throws(VaultError) -> EpochSeed {
    let seed = try openBlob(row)
    guard let epoch = epochs.epoch(row.place.epoch), row.place == epochs.place(row.place.epoch)
    else { throw .grantNotBelieved(.planted) }
    guard Sodium.equal(try seed.publicKey(), epoch.publicKey) else {
      throw .grantNotBelieved(.planted)
    }
    let isNamed =
      row.grantClass == .taken
      ? epochs.names(principal, in: row.place.epoch)
      : epochs.names(principal, row.keyID, in: row.place.epoch)
    guard isNamed else { throw .grantNotBelieved(.unnamed) }
    return seed
  }

  /// Whether the blob of a row opens with these keys, whatever the vault says of it: what somebody gets out of the
  /// database who runs other code than this.
  package func opensBlob(of row: GrantRow) -> Bool {
    do {
      _ = try openBlob(row)
      return true
    } catch {
      return false
    }
  }

  /// Rule 1 alone: the blob opens and names this place and this reader.
  func openBlob(_ row: GrantRow) throws(VaultError) -> EpochSeed {
    guard row.principal == principal, row.keyID == publicKeys.keyID,
      row.place.organization == organization
    else { throw .grantNotBelieved(.blob) }
    switch row.grantClass {
    case .waiting, .reserve: throw .grantNotBelieved(.waiting)
    case .open: return try openBoxed(row)
    case .taken: return try openTaken(row)
    }
  }

  private func openBoxed(_ row: GrantRow) throws(VaultError) -> EpochSeed {
    do throws(VaultError) {
      let opened = try openBox(row.blob, "grant")
      return EpochSeed(
        secret: try GrantRow.content(row.place, row.principal)
          .lastField(of: opened, count: 32, "grant"))
    } catch {
      throw error == .doesNotOpen("grant") ? .grantNotBelieved(.blob) : error
    }
  }

  private func openTaken(_ row: GrantRow) throws(VaultError) -> EpochSeed {
    do throws(VaultError) {
      let secret = try Sodium.openSecret(
        key: seed.ringKey(), row.blob, associated: row.bound(.ring).bytes, "grant")
      guard secret.byteCount == 32 else { throw .doesNotOpen("grant") }
      return EpochSeed(secret: secret)
    } catch {
      throw error == .doesNotOpen("grant") ? .grantNotBelieved(.blob) : error
    }
  }

  /// The row as it stands in the ring after first reading: symmetric, so that many open fast.
  /// Store it with `UPDATE … WHERE class = 'open'`; zero rows mean that somebody removed it meanwhile.
  package func take(_ row: GrantRow, seed epoch: borrowing EpochSeed) throws(VaultError) -> GrantRow
  {
    precondition(row.grantClass == .open, "Only an open grant is taken over.")
    guard row.principal == principal, row.keyID == publicKeys.keyID else { throw .keysDoNotMatch }
    return row.with(
      .taken,
      try Sodium.seal(
        key: seed.ringKey(), epoch.secret, associated: row.bound(.ring).bytes))
  }

  /// A taken row under new keys, after `rekey`: opened with the older seed, sealed under the newer one.
  package func retake(_ row: GrantRow, for newer: borrowing PrincipalKeys) throws(VaultError)
    -> GrantRow
  {
    precondition(row.grantClass == .taken, "Only a ring row is sealed again.")
    let epoch = try openBlob(row)
    let moved = GrantRow(
      place: row.place, principal: newer.principal, keyID: newer.publicKeys.keyID,
      grantClass: .open, blob: [])
    return try newer.take(moved, seed: epoch)
  }
}
