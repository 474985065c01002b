package import Foundation
import Identity
package import Procedure
package import Storage
import Vault

/// What founding an organization needs to know.
package struct FoundingOptions: Sendable {
  package var policy: Policy
  package var chairEmail: String
  package var boardEmail: String?
  /// Where the machine key is kept; nil for inside the data directory.
  package var machineKey: URL?
  /// Another file system for the database, for tests alone.
  package var databaseSettings: DatabaseSettings?

  package init(
    policy: Policy, chairEmail: String, boardEmail: String? = nil, machineKey: URL? = nil
  ) {
    self.policy = policy
    self.chairEmail = chairEmail
    self.boardEmail = boardEmail
    self.machineKey = machineKey
  }
}

/// What `init` prints once and nobody keeps.
package struct Founded: Sendable {
  /// The token of the link with which the first chair joins.
  package let chairInvitation: String
  /// The token of the link with which the first board member joins.
  package let boardInvitation: String
  /// The provisional recovery key: whoever has it can read everything until it is split.
  package let recoveryKey: String
  /// The fingerprint of the root, in hexadecimal.
  package let rootFingerprint: String
}

/// Makes an installation (VAULT.md, section 4).
package enum Founding {
  /// Seconds for which the first invitations hold: thirty days.
  static let invitationSeconds: UInt64 = 30 * 24 * 60 * 60

  /// Makes the data directory, the keys and the directory's first entry.
  ///
  /// The machine key and the fingerprint of the root are on the disk before the database that needs them. What a crash
  /// leaves can be founded again in the same folder: its machine key is then used, since nobody else has it.
  ///
  /// - Throws: `InstallationError.alreadyFounded` when there is one already, `.wouldReplace` when a machine key is
  ///   there; nothing is changed then.
  package static func found(
    in data: DataDirectory, _ options: FoundingOptions, environment: Environment
  ) async throws -> Founded {
    try makeFolders(data)
    let mark = try FoundingMark(in: data)
    let machineKey = try machineKey(at: options.machineKey ?? data.machineKey, mark, data)

    let id = try OrganizationID.random()
    let scalar = try RecoveryScalar.random()
    let recoverySeed = try scalar.principalSeed(id)
    let recovery = try recoverySeed.publicKeys(id, principal: try PrincipalID.random())
    let zero = try ServerSeed.random(generation: 0)
    let first = try ServerSeed.random(generation: 1)
    let wrapped = [
      try zero.wrapped(under: machineKey, recovery: recovery, id),
      try first.wrapped(under: machineKey, recovery: recovery, id),
    ]
    let keys = try ServerKeys(id, machineKey, wrapped)
    let now = UInt64(clamping: environment.now().secondsSince1970)
    let chair = try InvitationToken.random()
    let board = try InvitationToken.random()
    let expires = now + invitationSeconds
    let genesis = Genesis(
      recovery: recovery, serverGeneration: 1, serverPublicKey: keys.signingPublicKey,
      invitations: [
        Invitation(
          publicKey: try chair.signingPublicKey(), roles: [.chair], expiresSeconds: expires),
        Invitation(
          publicKey: try board.signingPublicKey(), roles: [.board], expiresSeconds: expires),
      ])
    var directory = try Directory(id, expectedRoot: nil)
    let rootKeys = recoverySeed.keys(recovery, id)
    let entry = try directory.draft(
      .genesis(genesis), author: .root(recovery.principal, recovery.keyID), atSeconds: now
    ).countersigned(byRoot: rootKeys)
    _ = try directory.append(entry)
    let policyHash = try PolicyStore.address(of: options.policy)
    guard let policyAddress = Digest(bytes: policyHash) else {
      throw InstallationError.notGenuine(what: "The policy")
    }
    let adoption = try directory.draft(
      .policyAdopted(policyAddress), author: .server, atSeconds: now
    ).countersigned(by: keys)
    _ = try directory.append(adoption)
    guard let fingerprint = try directory.rootFingerprint() else {
      throw InstallationError.notGenuine(what: "The directory's first entry")
    }
    try PrivateFile.create(
      Data((fingerprint.bytes.hexadecimal + "\n").utf8), at: data.rootFingerprint, mode: 0o444)

    let database = try SQLiteDatabase(
      options.databaseSettings ?? DatabaseSettings(path: data.database.path))
    let lane = try RowID.random()
    let head = try HeadRecord(directoryHead: entry, keys: keys)
    let invitations = try [(chair.rowID(), "chair"), (board.rowID(), "board")].map {
      InvitationRecord(
        id: $0.0, principal: nil, purpose: $0.1, expiresSeconds: Int64(expires))
    }
    // The lane has to be there before the commit that its first anchor covers.
    try await database.write { transaction in
      try transaction.insertPolicy(
        id,
        PolicyRecord(
          hash: policyHash, text: String(decoding: options.policy.canonicalBytes, as: UTF8.self),
          adoptedSeconds: Int64(now)))
      try transaction.insertOrganization(
        OrganizationRecord(
          organization: id, policyHash: policyHash, createdSeconds: Int64(now)))
      for seed in wrapped {
        try transaction.insertServerSeed(
          id,
          ServerSeedRecord(
            generation: seed.generation, wrapped: seed.sealed, recoveryBox: seed.box))
      }
      try transaction.insertLane(
        id, LaneRecord(lane: lane, number: 0, hash: Digest.zero.bytes))
    }
    let file = try LaneFile(at: data.lane)
    try file.write(LaneFile.Newest(lane: lane, count: 0, hash: Digest.zero.bytes))
    database.setObserver(
      AnchorKeeper(
        organization: id, keys: keys, lane: lane, file: file, environment: environment))
    try await database.write { transaction in
      try transaction.append(id, EntryRecord(entry), expected: nil, head: head)
      try transaction.append(
        id, EntryRecord(adoption), expected: head,
        head: HeadRecord(directoryHead: adoption, keys: keys))
      for invitation in invitations { try transaction.insertInvitation(id, invitation) }
    }
    file.synchronize()
    try mark.remove()
    return Founded(
      chairInvitation: chair.revealedText(), boardInvitation: board.revealedText(),
      recoveryKey: try scalar.textToShowOnce(),
      rootFingerprint: fingerprint.bytes.hexadecimal)
  }

  /// A new machine key, on the disk; or the one that a founding before this one left.
  private static func machineKey(
    at url: URL, _ mark: FoundingMark, _ data: DataDirectory
  ) throws -> MachineKey {
    if mark.wasLeft {
      for file in [
        data.rootFingerprint, data.lane, data.database, data.databaseLog, data.databaseShared,
      ] { FileRemoval.remove(file) }
      if let contents = FileManager.default.contents(atPath: url.path) {
        return try MachineKey(fileContents: Bytes(contents))
      }
    }
    let key = try MachineKey.random()
    do {
      try PrivateFile.create(Data(key.fileContents()), at: url, mode: 0o400)
    } catch {
      // Nothing was founded: the next try finds the folder as this one did.
      if !mark.wasLeft { try mark.remove() }
      throw error
    }
    return key
  }

  private static func makeFolders(_ data: DataDirectory) throws {
    for folder in [data.url, data.blobs] {
      do {
        try FileManager.default.createDirectory(
          at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw InstallationError.cannotUse(file: folder.lastPathComponent, systemError: 0)
      }
    }
  }
}

extension HeadRecord {
  /// The head row of the directory after an entry. It has no epochs, since everyone may read it.
  init(directoryHead entry: StoredEntry, keys: ServerKeys) throws {
    let noKey = Digest.zero.bytes
    self.init(
      vault: entry.header.vault, sequence: entry.header.sequence, link: entry.link.bytes,
      epoch: 0, epochKey: noKey,
      tag: try keys.tag(
        HeadRow(
          keys.organization, vault: entry.header.vault, sequence: entry.header.sequence,
          link: entry.link, epoch: 0, epochPublicKey: noKey)))
  }
}
