package import Identity

/// The entries of one vault, checked one after the other without any key: links, body hashes, signatures,
/// the author's right, epochs, removals and erasures.
///
/// Invariant: what was appended is exactly the beginning of one chain; `register` is folded from it. A
/// process may keep the value and later go on with the entries that are new.
package struct VaultChain: Sendable {
  package private(set) var register: EpochRegister
  package private(set) var nextSequence: UInt64 = 0
  /// The link of the newest entry.
  package private(set) var head: Digest = .zero
  package private(set) var lastSeconds: UInt64 = 0
  /// Entries without body that no erasure has named yet.
  private var bodiesMissing: Set<UInt64> = []

  package init(_ organization: OrganizationID, _ vault: VaultID) {
    register = EpochRegister(organization, vault)
  }

  /// Checks the next entry and takes it in.
  ///
  /// - Parameter anchored: The link that was anchored for this sequence, if it is known.
  package mutating func append(
    _ entry: StoredEntry, anchored: Digest? = nil, _ directory: Directory
  ) throws(ChainFault) {
    let header = entry.header
    let place = ChainFault.Place.entry(register.vault, sequence: nextSequence)
    guard header.vault == register.vault, header.place.organization == register.organization else {
      throw ChainFault(place, .planted)
    }
    guard header.sequence == nextSequence else {
      throw ChainFault(place, header.sequence > nextSequence ? .removed : .reordered)
    }
    if let anchored, anchored != entry.link { throw ChainFault(place, .changed) }
    guard header.previous == head, header.timeSeconds >= lastSeconds else {
      throw ChainFault(place, .changed)
    }
    let bodyFits = try ChainFault.checking(place) { () throws(VaultError) in try entry.bodyFits() }
    guard bodyFits else { throw ChainFault(place, .changed) }
    guard isSigned(entry, directory) else { throw ChainFault(place, .unsigned) }
    guard mayWrite(header, directory) else { throw ChainFault(place, .notEntitled) }
    guard header.epoch == epoch(of: header.openPart), register.fold(header.openPart) else {
      throw ChainFault(place, .notEntitled)
    }
    if entry.body == nil { bodiesMissing.insert(header.sequence) }
    if case .erasure(let erasure) = header.openPart { bodiesMissing.subtract(erasure.sequences) }
    nextSequence += 1
    head = entry.link
    lastSeconds = header.timeSeconds
  }

  /// To be called after the last entry: bodies that are missing without an erasure were removed.
  package func finish() throws(ChainFault) {
    if let sequence = bodiesMissing.min() {
      throw ChainFault(.entry(register.vault, sequence: sequence), .removed)
    }
  }

  /// The newest epoch is the only one that takes entries; an epoch entry stands in the one it begins.
  private func epoch(of openPart: OpenPart) -> UInt64 {
    if case .epoch(let epoch) = openPart { return epoch.number }
    return register.newest
  }

  private func isSigned(_ entry: StoredEntry, _ directory: Directory) -> Bool {
    let seconds = entry.header.timeSeconds
    switch entry.header.author {
    case .form, .mail, .server: return entry.signature.isEmpty
    case .member(let principal, let keyID):
      guard let keys = directory.signingKeys(principal, keyID, atSeconds: seconds) else {
        return false
      }
      return entry.isSigned(by: keys)
    case .root(let principal, let keyID):
      guard let keys = directory.rootKeys(principal, keyID, atSeconds: seconds) else {
        return false
      }
      return entry.isSigned(by: keys)
    case .party(let principal, let keyID):
      guard let keys = register.party(principal, keyID) else { return false }
      return entry.isSigned(by: keys)
    }
  }

  /// Who may write what stands in the open part. In a child vault (a channel, openings) readers come through
  /// the parent, so there a member's name in the directory is what can be checked.
  private func mayWrite(_ header: EntryHeader, _ directory: Directory) -> Bool {
    let isChild = register.epoch(register.newest)?.parent != nil
    switch header.openPart {
    case .none, .files: return true
    case .epoch(let epoch):
      guard epoch.number == register.newest + 1, causeExists(epoch.cause, header) else {
        return false
      }
      switch header.author {
      case .server: return true
      case .member(let principal, _):
        return epoch.number > 1 && (isChild || register.names(principal, in: register.newest))
      case .root: return epoch.number > 1
      case .form, .mail, .party: return false
      }
    case .grants(let notices):
      switch header.author {
      case .root: return true
      case .member(let principal, _):
        // Under whichever keys: who has new ones keeps what is in their ring, and the signature is checked above.
        return notices.allSatisfy { isChild || register.names(principal, in: $0.epoch) }
      case .party(let principal, _):
        // Whom the newest epoch of a child names: they took over from keys that could read it, and say so.
        return isChild && notices.allSatisfy { $0.reader.principal == principal }
      case .form, .mail, .server: return false
      }
    case .removal(let removal):
      switch header.author {
      case .server, .root: return true
      case .member(let principal, _):
        return isChild || register.namesAnywhere(principal)
          || removal.principals.allSatisfy { $0 == principal }
      case .form, .mail, .party: return false
      }
    case .erasure:
      switch header.author {
      case .server, .root: return true
      case .member(let principal, _): return isChild || register.namesAnywhere(principal)
      case .form, .mail, .party: return false
      }
    }
  }

  private func causeExists(_ cause: EpochCause, _ header: EntryHeader) -> Bool {
    guard cause.vault == header.vault else { return true }
    return cause.sequence < header.sequence
  }
}
