internal import Identity

// Which entry counts when signed by whom (VAULT.md, section 4).
extension Directory {
  /// Takes in the next entry, or refuses it and stays as it was.
  ///
  /// - Returns: What the entry says.
  @discardableResult
  package mutating func append(_ entry: StoredEntry) throws(DirectoryRefusal) -> DirectoryEvent {
    let header = entry.header
    guard header.place == EpochPlace(organization, vault, epoch: 0), header.openPart == .none else {
      throw .malformed
    }
    guard header.sequence == nextSequence, header.previous == head,
      header.timeSeconds >= lastSeconds
    else { throw .outOfOrder(expectedSequence: nextSequence) }
    let event: DirectoryEvent
    let signatures: [DirectorySignature]
    do throws(VaultError) {
      event = try DirectoryEvent(try entry.clearPayload(), organization)
      signatures = try DirectorySignature.decoded(entry.signature, organization)
    } catch {
      if case .malformed = error { throw .malformed }
      throw .vault(error)
    }
    let signers = try signers(of: entry, event, signatures)
    try apply(event, Signed(header, signers))
    nextSequence += 1
    head = entry.link
    lastSeconds = header.timeSeconds
    return event
  }

  /// An entry's signers, all verified, and its time.
  struct Signed {
    let seconds: UInt64
    let sequence: UInt64
    let signers: Set<DirectorySigner>

    init(_ header: EntryHeader, _ signers: Set<DirectorySigner>) {
      seconds = header.timeSeconds
      sequence = header.sequence
      self.signers = signers
    }

    var byServer: Bool {
      signers.contains {
        if case .server = $0 { return true }
        return false
      }
    }

    func by(_ keys: PublicKeys) -> Bool {
      signers.contains(.principal(keys.principal, keys.keyID))
    }

    func byRoot(_ keys: PublicKeys) -> Bool {
      signers.contains(.root(keys.principal, keys.keyID))
    }
  }

  // MARK: Signatures

  private func signers(
    of entry: StoredEntry, _ event: DirectoryEvent, _ signatures: [DirectorySignature]
  ) throws(DirectoryRefusal) -> Set<DirectorySigner> {
    let signed = entry.signedEncoding.bytes
    var signers: Set<DirectorySigner> = []
    for signature in signatures {
      guard let publicKey = publicKey(of: signature.signer, event, entry.header.timeSeconds),
        Sodium.isSigned(signed, signature: signature.signature, by: publicKey)
      else { throw .signatureInvalid }
      signers.insert(signature.signer)
    }
    guard !signers.isEmpty, author(entry.header.author, isAmong: signers) else {
      throw .signatureInvalid
    }
    return signers
  }

  private func author(_ author: Author, isAmong signers: Set<DirectorySigner>) -> Bool {
    switch author {
    case .member(let principal, let keyID): signers.contains(.principal(principal, keyID))
    case .root(let principal, let keyID): signers.contains(.root(principal, keyID))
    case .server: signers.contains(.server(generation: newestServerGeneration))
    case .party, .form, .mail: false
    }
  }

  /// The key that a signature must hold under: from what the directory says now, and for new keys from the
  /// entry itself, which proves that whoever brings them has them.
  private func publicKey(
    of signer: DirectorySigner, _ event: DirectoryEvent, _ seconds: UInt64
  ) -> Bytes? {
    switch signer {
    case .principal(let principal, let keyID):
      if let brought = Self.keysBrought(by: event), brought.principal == principal,
        brought.keyID == keyID
      {
        return brought.sign
      }
      guard let person = people[principal], person.state != .left, person.keys.keyID == keyID
      else { return nil }
      return person.keys.sign
    case .root(let principal, let keyID):
      if case .genesis(let genesis) = event, nextSequence == 0,
        genesis.recovery.principal == principal, genesis.recovery.keyID == keyID
      {
        return genesis.recovery.sign
      }
      guard let root, root.principal == principal, root.keyID == keyID else { return nil }
      return root.sign
    case .server(let generation):
      guard generation == newestServerGeneration else { return nil }
      return serverKey(generation, atSeconds: seconds)
    case .invitation(let publicKey):
      return invitations[publicKey] == nil ? nil : publicKey
    }
  }

  private static func keysBrought(by event: DirectoryEvent) -> PublicKeys? {
    switch event {
    case .join(let joining): joining.keys
    case .rekey(let rekeying): rekeying.keys
    default: nil
    }
  }

  // MARK: Who may

  func confirmedSigner(
    _ signed: Signed, where holds: (DirectoryPrincipal) -> Bool
  ) -> DirectoryPrincipal? {
    people.values.first { $0.state == .confirmed && signed.by($0.keys) && holds($0) }
  }

  private func byChair(_ signed: Signed) -> DirectoryPrincipal? {
    confirmedSigner(signed) { $0.roles.contains(.chair) }
  }

  private func byBoard(_ signed: Signed) -> DirectoryPrincipal? {
    confirmedSigner(signed) { $0.roles.contains(.board) }
  }

  private func present(_ principal: PrincipalID) throws(DirectoryRefusal) -> DirectoryPrincipal {
    guard let person = people[principal], person.state != .left else { throw .principalUnknown }
    return person
  }

  // MARK: Entry by entry

  private mutating func apply(
    _ event: DirectoryEvent, _ signed: Signed
  ) throws(DirectoryRefusal) {
    if case .genesis(let genesis) = event { return try found(genesis, signed) }
    guard nextSequence > 0 else { throw .outOfOrder(expectedSequence: 0) }
    switch event {
    case .genesis: throw .outOfOrder(expectedSequence: nextSequence)
    case .invite(let invitation): try invite(invitation, signed)
    case .join(let joining): try join(joining, signed)
    case .confirm(let principal, let keyID): try confirm(principal, keyID, signed)
    case .role(let principal, let roles): try role(principal, roles, signed)
    case .leave(let principal): try leave(principal, signed)
    case .relock(let principal, let lock): try relock(principal, lock, signed)
    case .rekey(let rekeying): try rekey(rekeying, signed)
    case .serverKey(let generation, let key): try serverKey(generation, key, signed)
    case .recoveryKey(let keys): try recoveryKey(keys, signed)
    case .foundingClosed:
      guard !isFoundingClosed else { throw .foundingAlreadyClosed }
      guard byChair(signed) != nil else { throw .notEntitled }
      isFoundingClosed = true
    case .restored:
      guard let root, signed.byServer || signed.byRoot(root) else { throw .notEntitled }
    case .appointed(let principal, let seconds): try appointed(principal, seconds, signed)
    case .reviewed(let review): try reviewed(review, signed)
    case .policyProposed(let address): try policyProposed(address, signed)
    case .policyAdopted(let address): try policyAdopted(address, signed)
    case .policyDeclined(let address):
      guard proposedPolicy?.address == address else { throw .policyNotProposed }
      guard confirmedSigner(signed, where: { _ in true }) != nil else { throw .notEntitled }
      proposedPolicy = nil
    }
  }

  private mutating func found(_ genesis: Genesis, _ signed: Signed) throws(DirectoryRefusal) {
    guard nextSequence == 0 else { throw .outOfOrder(expectedSequence: nextSequence) }
    guard signed.byRoot(genesis.recovery) else { throw .notEntitled }
    if let expectedRoot {
      do throws(VaultError) {
        guard try Self.fingerprint(of: genesis.recovery, organization) == expectedRoot else {
          throw .keysDoNotMatch
        }
      } catch {
        throw error == .keysDoNotMatch ? .rootDiffers : .vault(error)
      }
    }
    firstRoot = genesis.recovery
    rootPeriods = [KeyPeriod(keys: genesis.recovery, fromSeconds: signed.seconds)]
    newestServerGeneration = genesis.serverGeneration
    serverPeriods[genesis.serverGeneration] = ServerPeriod(
      publicKey: genesis.serverPublicKey, fromSeconds: signed.seconds, sequence: signed.sequence)
    for invitation in genesis.invitations {
      invitations[invitation.publicKey] = OpenInvitation(invitation: invitation, inviter: nil)
    }
  }

  private mutating func invite(
    _ invitation: Invitation, _ signed: Signed
  ) throws(DirectoryRefusal) {
    var inviter: PrincipalID?
    if let principal = invitation.principal {
      // A lost password: a confirmation follows, so the server may begin it.
      _ = try present(principal)
      guard signed.byServer, invitation.roles.isEmpty else { throw .notEntitled }
    } else {
      guard !invitation.roles.isEmpty else { throw .invitationInvalid }
      let forBoard = invitation.roles.contains(.board)
      let forGroup = invitation.roles.contains { $0.body == .workingGroup }
      let chair = byChair(signed)
      let boardMember = byBoard(signed)
      guard !forBoard || boardMember != nil, !forGroup || chair != nil else { throw .notEntitled }
      inviter = (boardMember ?? chair)?.principal
    }
    guard invitations[invitation.publicKey] == nil else { throw .invitationInvalid }
    invitations[invitation.publicKey] = OpenInvitation(invitation: invitation, inviter: inviter)
  }

  /// The invitation that is used up by this entry.
  private func invitation(
    _ publicKey: Bytes, _ signed: Signed
  ) throws(DirectoryRefusal) -> OpenInvitation {
    guard let open = invitations[publicKey], signed.seconds < open.invitation.expiresSeconds,
      signed.signers.contains(.invitation(publicKey))
    else { throw .invitationInvalid }
    return open
  }

  private mutating func join(_ joining: Joining, _ signed: Signed) throws(DirectoryRefusal) {
    let keys = joining.keys
    guard people[keys.principal] == nil, keys.generation == 1,
      !rootPeriods.contains(where: { $0.keys.principal == keys.principal })
    else { throw .principalKnown }
    guard signed.by(keys), !joining.roles.isEmpty else { throw .notEntitled }
    var inviter: PrincipalID?
    if let publicKey = joining.invitation {
      let open = try invitation(publicKey, signed)
      guard open.invitation.principal == nil, open.invitation.roles == joining.roles else {
        throw .invitationInvalid
      }
      inviter = open.inviter
      invitations[publicKey] = nil
    } else {
      guard signed.byServer else { throw .notEntitled }
    }
    people[keys.principal] = DirectoryPrincipal(
      principal: keys.principal, roles: joining.roles,
      state: isFoundingClosed ? .unconfirmed : .confirmed, keys: keys, lock: joining.lock,
      joinedSeconds: signed.seconds, joinedSequence: nextSequence, inviter: inviter,
      periods: isFoundingClosed ? [] : [KeyPeriod(keys: keys, fromSeconds: signed.seconds)])
  }

  private mutating func confirm(
    _ principal: PrincipalID, _ keyID: KeyID, _ signed: Signed
  ) throws(DirectoryRefusal) {
    var person = try present(principal)
    guard person.state == .unconfirmed, person.keys.keyID == keyID else { throw .principalUnknown }
    let confirming = confirmedSigner(signed) {
      $0.principal != principal && $0.principal != person.inviter
        && !$0.bodies.isDisjoint(with: person.bodies)
    }
    guard confirming != nil else { throw .notEntitled }
    person.state = .confirmed
    person.periods.append(KeyPeriod(keys: person.keys, fromSeconds: signed.seconds))
    people[principal] = person
  }

  private mutating func role(
    _ principal: PrincipalID, _ roles: Set<Role>, _ signed: Signed
  ) throws(DirectoryRefusal) {
    var person = try present(principal)
    guard !roles.isEmpty else { throw .notEntitled }
    let changed = roles.symmetricDifference(person.roles)
    let onlyTakenAway = roles.isSubset(of: person.roles)
    let mayGroup = byChair(signed) != nil || byBoard(signed) != nil
    let mayBoard = byBoard(signed) != nil
    let isEntitled = changed.contains(.board) ? mayBoard : mayGroup
    // Taking away is always possible.
    guard isEntitled || (onlyTakenAway && signed.byServer) else { throw .notEntitled }
    person.roles = roles
    people[principal] = person
  }

  private mutating func leave(
    _ principal: PrincipalID, _ signed: Signed
  ) throws(DirectoryRefusal) {
    var person = try present(principal)
    let isEntitled =
      signed.by(person.keys) || signed.byServer || byChair(signed) != nil
      || byBoard(signed) != nil
    guard isEntitled else { throw .notEntitled }
    person.state = .left
    person.endPeriod(signed.seconds)
    people[principal] = person
    // Two people who are here put a policy in force; the word of who has left waits for nobody.
    if proposedPolicy?.by == principal { proposedPolicy = nil }
  }

  /// Only a member of the board speaks for the board, and not of what is still to come.
  private func recordedByBoard(
    _ decidedSeconds: UInt64, _ signed: Signed
  ) throws(DirectoryRefusal) -> PrincipalID {
    guard let boardMember = byBoard(signed) else { throw .notEntitled }
    guard decidedSeconds <= signed.seconds else { throw .decidedInFuture }
    return boardMember.principal
  }

  private mutating func appointed(
    _ principal: PrincipalID, _ decidedSeconds: UInt64, _ signed: Signed
  ) throws(DirectoryRefusal) {
    let boardMember = try recordedByBoard(decidedSeconds, signed)
    var person = try present(principal)
    guard person.bodies.contains(.workingGroup) else { throw .principalUnknown }
    person.appointment = BoardAppointment(
      decidedSeconds: decidedSeconds, recordedBy: boardMember, recordedSeconds: signed.seconds)
    people[principal] = person
  }

  private mutating func reviewed(
    _ review: MembershipReview, _ signed: Signed
  ) throws(DirectoryRefusal) {
    let boardMember = try recordedByBoard(review.decidedSeconds, signed)
    let here = Set(
      people.values.filter { $0.state != .left && $0.bodies.contains(.workingGroup) }
        .map(\.principal))
    guard review.confirmed.isSubset(of: here) else { throw .principalUnknown }
    reviews.append(
      RecordedReview(
        review: review, unconfirmed: here.subtracting(review.confirmed), recordedBy: boardMember,
        recordedSeconds: signed.seconds))
  }

  private mutating func relock(
    _ principal: PrincipalID, _ lock: Digest, _ signed: Signed
  ) throws(DirectoryRefusal) {
    var person = try present(principal)
    guard signed.by(person.keys) else { throw .notEntitled }
    person.lock = lock
    people[principal] = person
  }

  private mutating func rekey(_ rekeying: Rekeying, _ signed: Signed) throws(DirectoryRefusal) {
    var person = try present(rekeying.keys.principal)
    guard rekeying.keys.generation == person.keys.generation + 1 else { throw .generationInvalid }
    guard signed.by(rekeying.keys) else { throw .notEntitled }
    if let publicKey = rekeying.invitation {
      let open = try invitation(publicKey, signed)
      guard open.invitation.principal == person.principal else { throw .invitationInvalid }
      invitations[publicKey] = nil
      // Nobody knows yet whether it is them; while founding, the operator is trusted with that.
      if isFoundingClosed { person.state = .unconfirmed }
      person.inviter = nil
    } else {
      guard signed.by(person.keys) else { throw .notEntitled }
    }
    person.endPeriod(signed.seconds)
    person.keys = rekeying.keys
    person.lock = rekeying.lock
    if person.state == .confirmed {
      person.periods.append(KeyPeriod(keys: person.keys, fromSeconds: signed.seconds))
    }
    people[person.principal] = person
  }

  private mutating func serverKey(
    _ generation: UInt64, _ publicKey: Bytes, _ signed: Signed
  ) throws(DirectoryRefusal) {
    guard generation == newestServerGeneration + 1 else { throw .generationInvalid }
    guard signed.byServer else { throw .notEntitled }
    newestServerGeneration = generation
    serverPeriods[generation] = ServerPeriod(
      publicKey: publicKey, fromSeconds: signed.seconds, sequence: signed.sequence)
  }

  private mutating func recoveryKey(
    _ keys: PublicKeys, _ signed: Signed
  ) throws(DirectoryRefusal) {
    guard let root, people[keys.principal] == nil,
      !rootPeriods.contains(where: { $0.keys.keyID == keys.keyID })
    else { throw .principalKnown }
    let confirmed = people.values.filter { $0.state == .confirmed }
    let signing = confirmed.count { signed.by($0.keys) }
    let byMost = !confirmed.isEmpty && 3 * signing >= 2 * confirmed.count
    let byRootAndChair = signed.byRoot(root) && byChair(signed) != nil
    guard byRootAndChair || byMost else { throw .notEntitled }
    rootPeriods[rootPeriods.count - 1].untilSeconds = signed.seconds
    rootPeriods.append(KeyPeriod(keys: keys, fromSeconds: signed.seconds))
  }
}

extension DirectoryPrincipal {
  /// The newest keys count no longer.
  fileprivate mutating func endPeriod(_ seconds: UInt64) {
    guard let last = periods.indices.last, periods[last].untilSeconds == nil else { return }
    periods[last].untilSeconds = seconds
  }
}
