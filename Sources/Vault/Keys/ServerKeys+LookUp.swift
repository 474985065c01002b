package import Identity

// Names under which rows are found. Without generation 0 of the server seed none can be tested, and the
// same address has unrelated names in two organizations.
extension ServerKeys {
  /// Where the member or party with this address is found. The caller brings it to its usual form first.
  package func addressID(_ address: String) throws(VaultError) -> Bytes {
    try lookUp(.address) { $0.add(text: address) }
  }

  /// Where a receipt row is found.
  package func receiptID(_ receipt: borrowing Receipt) throws(VaultError) -> Bytes {
    try CanonicalEncoding(.receiptID, organization)
      .keyed(by: zero.lookUp, ending: receipt.lookUpKey(), count: 16).revealedBytes()
  }

  /// Where a channel is found by the token of a reply address.
  package func replyTokenID(_ token: Bytes) throws(VaultError) -> Bytes {
    try lookUp(.replyToken) { $0.add(token) }
  }

  /// That a reply token leads to this channel and to no other.
  package func replyTokenTag(_ token: Bytes, channel: VaultID) throws(VaultError) -> Bytes {
    try lookUp(.replyTokenTag) {
      $0.add(token)
      $0.add(channel)
    }
  }

  /// Whom a reply token expects; it says nothing without the token.
  package func senderID(_ address: String, replyToken: Bytes) throws(VaultError) -> Bytes {
    try lookUp(.sender) {
      $0.add(replyToken)
      $0.add(text: address)
    }
  }

  /// Under which name a mail is remembered, so that the same one twice is one report.
  ///
  /// - Parameter body: in pieces, of which no other copy is made.
  package func mailSeenID(messageID: String, body: [Bytes]) throws(VaultError) -> Bytes {
    let hash = try RunningHash.beginning(
      with: CanonicalEncoding(.mailSeen, organization)
        .beginningField(byteCount: body.reduce(0) { $0 + $1.count }))
    for piece in body { try hash.add(piece) }
    let digest = try hash.finish()
    return try lookUp(.mailSeen) {
      $0.add(text: messageID)
      $0.add(digest)
    }
  }

  /// Under which name attempts are counted, for instance sign-ins for an address.
  package func limitID(purpose: String, subject: String) throws(VaultError) -> Bytes {
    try lookUp(.limit) {
      $0.add(text: purpose)
      $0.add(text: subject)
    }
  }

  /// What tells one opening of a case by one member from all others, 64 bits: only who has generation 0 of the server seed
  /// can say to which opening a mark belongs, and needs no key of the case for it.
  ///
  /// - Parameters:
  ///   - openings: The vault in which openings of the case are noted.
  ///   - sequence: The entry that notes this one.
  package func openingMark(
    openings: VaultID, sequence: UInt64, reader: PrincipalID
  ) throws(VaultError) -> UInt64 {
    try lookUp(.openingMark) {
      $0.add(openings)
      $0.add(sequence)
      $0.add(reader)
    }.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The salt under which an unknown address costs the same time as a known one.
  func dummySalt(_ address: String) throws(VaultError) -> Bytes {
    try lookUp(.dummy) { $0.add(text: address) }
  }

  private func lookUp(
    _ tag: Tag, _ fields: (inout CanonicalEncoding) -> Void
  ) throws(VaultError) -> Bytes {
    var encoding = CanonicalEncoding(tag, organization)
    fields(&encoding)
    return try encoding.keyed(by: zero.lookUp)
  }
}
