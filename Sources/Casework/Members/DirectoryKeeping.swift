import Foundation
import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// The directory as it was last folded, with what the server knows of each member.
final class MembershipCache: Sendable {
  struct Known: Sendable {
    var directory: Directory
    var membership: Membership
    /// The sealed row of `ProfileRevisions` that belongs to it; every change of a profile, by whichever process, makes
    /// another one.
    var profiles: Bytes?
  }

  private let state = Mutex<Known?>(nil)

  var known: Known? { state.withLock { $0 } }

  func take(_ known: Known) { state.withLock { $0 = known } }
}

extension Organization {
  /// The directory and the members of this snapshot. Folded strictly: an entry that was not signed by somebody who
  /// might is refused, and nothing is sealed to anybody it names.
  func people(in transaction: ReadTransaction) throws -> MembershipCache.Known {
    guard let head = try transaction.head(id, directoryVault) else {
      throw CaseworkError.notGenuine
    }
    let cached = membershipCache.known
    let profiles = try transaction.setting(id, name: ProfileRevisions.setting)?.blob
    if let cached, cached.directory.head.bytes == head.link, cached.profiles == profiles {
      return cached
    }
    var directory = try Directory(id, expectedRoot: expectedRoot)
    // What was read inside a commit that failed is no beginning of what stands there now.
    if let cached, let last = cached.directory.nextSequence.checkedPredecessor,
      try transaction.entry(id, directoryVault, sequence: last)?.link
        == cached.directory.head.bytes
    {
      directory = cached.directory
    }
    directory = try grown(directory, in: transaction)
    guard directory.head.bytes == head.link else { throw CaseworkError.notGenuine }
    // First of all: what the roles of members mean stands in the policy.
    if let adopted = directory.policies.last {
      try policies.follow(adopted.address.bytes, id, in: transaction)
    }
    let known = MembershipCache.Known(
      directory: directory, membership: try membership(of: directory, in: transaction),
      profiles: profiles)
    membershipCache.take(known)
    return known
  }

  /// The directory with the entries that came after it.
  private func grown(_ directory: Directory, in transaction: ReadTransaction) throws -> Directory {
    var directory = directory
    do {
      for record in try transaction.entries(id, directoryVault, from: directory.nextSequence) {
        _ = try directory.append(try StoredEntry(record, id))
      }
    } catch let refusal as DirectoryRefusal {
      environment.log(
        LogLine(.alarm, "The directory holds an entry that does not count (\(refusal))."))
      throw CaseworkError.notGenuine
    }
    return directory
  }

  /// The members of now.
  func membership() async throws -> Membership {
    try await database.read { [self] transaction in try people(in: transaction).membership }
  }

  private func membership(
    of directory: Directory, in transaction: ReadTransaction
  ) throws -> Membership {
    guard let recovery = directory.root else { throw CaseworkError.notGenuine }
    let members = try directory.principals.filter { $0.state == .confirmed }
      .map { try member($0, in: transaction) }
    if members.contains(where: { !$0.isKnown }) {
      environment.log(
        LogLine(
          .alarm,
          "The names of a member are missing, were changed or set back: nobody asks this member about new cases until they have saved their settings again."
        ))
    }
    return Membership(
      members: members, recovery: recovery, directoryHead: directory.head.bytes)
  }

  /// Somebody of the directory, with what the server knows of them. Nobody is sealed to unless the directory has
  /// them as confirmed: look for those in `Membership`.
  func member(
    _ person: DirectoryPrincipal, in transaction: ReadTransaction
  ) throws -> Membership.Member {
    let held = person.roles.sorted().map { RoleID($0, policy) }
    let known = policy.roles.filter { held.contains($0.id) }
    let profile = try storedProfile(of: person.principal, in: transaction)
    let revision = try profileRevisions(in: transaction)[person.principal]
    return Membership.Member(
      id: person.principal, keys: person.keys, roles: held,
      seats: Set(person.bodies.map { $0 == .board ? Seat.board : .member }),
      readsCases: person.roles.contains(.board) || known.contains(where: \.readsCases),
      profile: profile ?? MemberProfileRecord(name: "", email: ""),
      isKnown: profile.map { $0.revision == revision && !$0.name.isEmpty } ?? false)
  }

  /// What the server knows of a member; empty where nothing is kept that opens.
  func profile(
    of principal: PrincipalID, in transaction: ReadTransaction
  ) throws -> MemberProfileRecord {
    try storedProfile(of: principal, in: transaction)
      ?? MemberProfileRecord(name: "", email: "")
  }

  /// The profile that is kept; nil for one that is missing or does not open.
  private func storedProfile(
    of principal: PrincipalID, in transaction: ReadTransaction
  ) throws -> MemberProfileRecord? {
    guard let record = try transaction.profile(id, principal) else { return nil }
    do {
      return try JSONDecoder().decode(
        MemberProfileRecord.self,
        from: Data(try keys.openProfile(record.blob, of: principal)))
    } catch {
      return nil
    }
  }

  /// The newest revisions; none where the row is missing or does not open, so that no profile is believed.
  private func profileRevisions(in transaction: ReadTransaction) throws -> ProfileRevisions {
    let name = ProfileRevisions.setting
    guard let record = try transaction.setting(id, name: name) else { return ProfileRevisions() }
    do {
      return try JSONDecoder().decode(
        ProfileRevisions.self, from: Data(try keys.openSetting(record.blob, name: name)))
    } catch {
      return ProfileRevisions()
    }
  }

  /// Keeps what the server knows of a member.
  ///
  /// - Parameter isSavedAgain: the member has just given their names, so that it is believed also where it was not
  ///   before. Anything else that is changed in a profile which was set back leaves it as doubtful as it is.
  func putProfile(
    _ profile: MemberProfileRecord, of principal: PrincipalID, isSavedAgain: Bool = false,
    in transaction: WriteTransaction
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var revisions = try profileRevisions(in: transaction)
    var profile = profile
    let newest = revisions[principal] ?? 0
    if profile.revision == newest || isSavedAgain { profile.revision = newest + 1 }
    revisions[principal] = newest + 1
    try transaction.putProfile(
      id,
      ProfileRecord(
        principal: principal,
        blob: try keys.sealProfile(Bytes(try encoder.encode(profile)), of: principal),
        generation: keys.newestGeneration))
    let name = ProfileRevisions.setting
    try transaction.putSetting(
      id,
      SettingRecord(
        name: name,
        blob: try keys.sealSetting(Bytes(try encoder.encode(revisions)), name: name),
        generation: keys.newestGeneration))
  }

  /// One change of the directory, with the signatures it needs.
  struct DirectoryChange: Sendable {
    let event: DirectoryEvent
    let author: Author
    let sign: @Sendable (StoredEntry) throws -> StoredEntry
  }

  /// Appends to the directory, and does what belongs to it, in one transaction. An entry that would not count is
  /// refused before anything is written.
  ///
  /// - Parameter also: runs inside the same transaction, with the directory as it is afterwards.
  func changeDirectory(
    _ changes: [DirectoryChange],
    also: @escaping @Sendable (WriteTransaction, Directory) throws -> Void = { _, _ in }
  ) async throws {
    try await retrying {
      try await self.database.write { [self] transaction in
        let directory = try appendToDirectory(changes, in: transaction)
        try also(transaction, directory)
      }
    }
  }

  /// Appends to the directory inside a transaction that does more.
  ///
  /// - Parameter notBeforeSeconds: where entries of other vaults in the same transaction have a later time.
  /// - Returns: the directory as it is afterwards.
  @discardableResult
  func appendToDirectory(
    _ changes: [DirectoryChange], notBeforeSeconds: UInt64 = 0, in transaction: WriteTransaction
  ) throws -> Directory {
    var directory = try people(in: transaction).directory
    var head = try transaction.head(id, directoryVault)
    for change in changes {
      let entry = try change.sign(
        directory.draft(
          change.event, author: change.author, atSeconds: max(nowSeconds, notBeforeSeconds),
          seen: seen))
      do throws(DirectoryRefusal) {
        _ = try directory.append(entry)
      } catch {
        throw DirectoryFault(refusal: error)
      }
      let next = try HeadRecord(directoryHead: entry, keys: keys)
      try transaction.append(id, EntryRecord(entry), expected: head, head: next)
      head = next
    }
    return directory
  }
}

extension UInt64 {
  /// One less; nil for zero.
  fileprivate var checkedPredecessor: UInt64? { self == 0 ? nil : self - 1 }
}

/// A change of the directory that its rules refuse.
struct DirectoryFault: Error {
  let refusal: DirectoryRefusal
}

extension EntryRecord {
  /// The columns of an entry.
  init(_ entry: StoredEntry) {
    self.init(
      vault: entry.header.vault, sequence: entry.header.sequence, epoch: entry.header.epoch,
      header: entry.headerBytes, body: entry.body, bodyHash: entry.bodyHash.bytes,
      link: entry.link.bytes, signature: entry.signature.isEmpty ? nil : entry.signature)
  }
}

extension StoredEntry {
  /// An entry from its columns; the clear columns must say what the header says.
  init(_ record: EntryRecord, _ organization: OrganizationID) throws {
    try self.init(
      headerBytes: record.header, body: record.body, bodyHash: record.bodyHash,
      signature: record.signature ?? [], organization)
    guard header.vault == record.vault, header.sequence == record.sequence,
      header.epoch == record.epoch, link.bytes == record.link
    else { throw CaseworkError.notGenuine }
  }
}
