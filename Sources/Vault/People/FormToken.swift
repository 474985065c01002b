package import Identity

/// `f`: what a form carries, so that the same post twice shows the same receipt, even after a crash between
/// commit and answer. Without it the row opens for nobody.
package struct FormToken: ~Copyable, Sendable {
  private let secret: Secret

  /// A new token.
  package static func random() throws(VaultError) -> FormToken {
    FormToken(secret: try Sodium.randomSecret(32))
  }

  private init(secret: consuming Secret) { self.secret = secret }

  /// From the 64 hexadecimal digits in a form.
  package init(text: some StringProtocol) throws(VaultError) {
    self.init(secret: try tokenSecret(text, "form token"))
  }

  /// From the `Idempotency-Key` of an API client.
  ///
  /// - Throws: `malformed` where it is shorter than 128 bits can be written.
  package init(idempotencyKey: String, _ organization: OrganizationID) throws(VaultError) {
    guard idempotencyKey.utf8.count >= VaultLimits.idempotencyKeyBytesMin else {
      throw .malformed("idempotency key")
    }
    self.init(
      secret: try CanonicalEncoding(.idempotency, organization)
        .secretDigest(ending: Secret(copying: idempotencyKey.utf8)))
  }

  /// What goes into the form.
  package func revealedText() -> String { secret.revealedBytes().hexadecimal }

  /// Where the row for exactly this body is found; another text is another report.
  package func resubmissionID(
    body: Bytes, _ organization: OrganizationID
  ) throws(VaultError) -> Bytes {
    var content = CanonicalEncoding(.formBody, organization)
    content.add(body)
    var encoding = CanonicalEncoding(.resubmitID, organization)
    encoding.add(try content.digest())
    return try encoding.keyed(
      by: Sodium.subKey(of: secret, context: .form, number: 1), count: 32)
  }

  fileprivate func lock() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .form, number: 2)
  }
}

extension ServerKeys {
  /// The receipt, for the row that is kept for fifteen minutes.
  package func sealResubmission(
    _ words: borrowing ReceiptWords, _ form: borrowing FormToken, rowID: Bytes
  ) throws(VaultError) -> Bytes {
    var sealed = Bytes()
    sealed.append(bigEndian: newest.generation)
    sealed += try Sodium.seal(
      key: resubmissionKey(form, newest), words.copyOfNumbers(),
      associated: associated(resubmissionPlace(rowID), generation: newest.generation))
    return sealed
  }

  /// Opens what `sealResubmission` sealed, with the same form alone.
  package func openResubmission(
    _ sealed: Bytes, _ form: borrowing FormToken, rowID: Bytes, from list: WordList
  ) throws(VaultError) -> ReceiptWords {
    let generation = try Self.generation(of: sealed, "receipt")
    let numbers = try Sodium.openSecret(
      key: resubmissionKey(form, keys(of: generation)), Bytes(sealed.dropFirst(8)),
      associated: associated(resubmissionPlace(rowID), generation: generation), "receipt")
    return try ReceiptWords(stored: numbers, list: list)
  }

  private func resubmissionPlace(_ rowID: Bytes) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.resubmit, organization)
    encoding.add(rowID)
    return encoding
  }

  private func resubmissionKey(
    _ form: borrowing FormToken, _ keys: GenerationKeys
  ) throws(VaultError) -> Secret {
    try CanonicalEncoding(.resubmit, organization)
      .keyed(by: keys.resubmission.secret, ending: form.lock())
  }
}

extension ServerKeys {
  /// What brings a file that was stored before its report into exactly this form: it opens nowhere else.
  package func sealStagedFile(
    _ content: Bytes, _ form: borrowing FormToken
  ) throws(VaultError) -> Bytes {
    var sealed = Bytes()
    sealed.append(bigEndian: newest.generation)
    sealed += try Sodium.seal(
      key: resubmissionKey(form, newest), content,
      associated: associated(
        CanonicalEncoding(.stagedFile, organization), generation: newest.generation))
    return sealed
  }

  /// Opens what `sealStagedFile` sealed, with the same form alone.
  package func openStagedFile(
    _ sealed: Bytes, _ form: borrowing FormToken
  ) throws(VaultError) -> Bytes {
    let generation = try Self.generation(of: sealed, "staged file")
    return try Sodium.open(
      key: resubmissionKey(form, keys(of: generation)), Bytes(sealed.dropFirst(8)),
      associated: associated(
        CanonicalEncoding(.stagedFile, organization), generation: generation), "staged file")
  }
}
