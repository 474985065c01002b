import Identity

@testable import Vault

/// An identity of one repeated byte, so that a failing test is easy to read.
func name<Name: Identity>(_ byte: UInt8) -> Name {
  Name(uncheckedBytes: Bytes(repeating: byte, count: 16))
}

let organization: OrganizationID = name(0x0a)
let otherOrganization: OrganizationID = name(0x1a)

/// Whoever has keys, in a box that arrays can hold.
final class Person: Sendable {
  let keys: PrincipalKeys
  var publicKeys: PublicKeys { keys.publicKeys }
  var principal: PrincipalID { keys.principal }
  var author: Author { .member(principal, publicKeys.keyID) }

  init(
    _ byte: UInt8, generation: UInt64 = 1, _ organization: OrganizationID = organization
  ) throws(VaultError) {
    let seed = PrincipalSeed(
      secret: try Secret(copying: Bytes(repeating: byte &+ UInt8(generation) &* 16, count: 32)))
    let publicKeys = try seed.publicKeys(
      organization, principal: name(byte), generation: generation)
    keys = seed.keys(publicKeys, organization)
  }
}

/// A fixed server seed for each generation.
func serverSeed(_ generation: UInt64) throws(VaultError) -> ServerSeed {
  ServerSeed(
    generation: generation,
    secret: try Secret(copying: Bytes(repeating: UInt8(6 + generation), count: 32)))
}

func makeServerKeys(
  _ organization: OrganizationID = organization, generations: [UInt64] = [0, 1]
) throws(VaultError) -> ServerKeys {
  let machineKey = try MachineKey.random()
  let recovery = try Person(0xee, organization)
  var wrapped: [WrappedServerSeed] = []
  for generation in generations {
    wrapped.append(
      try serverSeed(generation).wrapped(
        under: machineKey, recovery: recovery.publicKeys, organization))
  }
  return try ServerKeys(organization, machineKey, wrapped)
}

/// Words that are no language: `aaaa`, `aaab`, …
func makeWordList(identifier: String = "test") throws(VaultError) -> WordList {
  let letters = Array("abcdefghij")
  var words: [String] = []
  for number in 0..<VaultLimits.wordListCount {
    var word = ""
    for place in [1000, 100, 10, 1] { word.append(letters[number / place % 10]) }
    words.append(word)
  }
  return try WordList(identifier: identifier, words: words)
}

final class Invited: Sendable {
  let token: InvitationToken
  let publicKey: Bytes

  init() throws(VaultError) {
    token = try .random()
    publicKey = try token.signingPublicKey()
  }

  func invitation(
    _ roles: Set<Role>, expiresSeconds: UInt64 = 1_000_000, for principal: PrincipalID? = nil
  ) -> Invitation {
    Invitation(
      publicKey: publicKey, roles: roles, expiresSeconds: expiresSeconds, principal: principal)
  }
}

enum Signer: Sendable {
  case person(Person)
  case root(Person)
  case server(ServerKeys)
  case invited(Invited)

  var author: Author {
    switch self {
    case .person(let person): person.author
    case .root(let person): .root(person.principal, person.publicKeys.keyID)
    case .server, .invited: .server
    }
  }

  func sign(_ entry: StoredEntry) throws(VaultError) -> StoredEntry {
    switch self {
    case .person(let person): try entry.countersigned(by: person.keys)
    case .root(let person): try entry.countersigned(byRoot: person.keys)
    case .server(let keys): try entry.countersigned(by: keys)
    case .invited(let invited): try entry.countersigned(by: invited.token)
    }
  }
}

let lockDigest = Digest(uncheckedBytes: Bytes(repeating: 0x77, count: 32))

/// An organization with a chair, two members, two board members and a guest who is not confirmed.
struct Community {
  let server: ServerKeys
  let root: Person
  let chair: Person
  let members: [Person]
  let board: [Person]
  let guest: Person
  let stranger: Person
  var directory: Directory
  var entries: [StoredEntry] = []
  var seconds: UInt64 = 1000

  /// - Parameter isFounding: Stop before founding is closed; then there is no guest.
  init(isFounding: Bool = false) throws {
    server = try makeServerKeys()
    root = try Person(0xf0)
    chair = try Person(1)
    members = [try Person(2), try Person(3)]
    board = [try Person(4), try Person(5)]
    guest = try Person(6)
    stranger = try Person(7)
    directory = try Directory(
      organization,
      expectedRoot: try Directory.fingerprint(of: root.publicKeys, organization))
    let chairInvited = try Invited()
    let boardInvited = try Invited()
    try add(
      .genesis(
        Genesis(
          recovery: root.publicKeys, serverGeneration: 1,
          serverPublicKey: server.signingPublicKey,
          invitations: [
            chairInvited.invitation([.chair, .member]), boardInvited.invitation([.board]),
          ])), .root(root))
    try add(join(chair, [.chair, .member], chairInvited), .person(chair), .invited(chairInvited))
    try add(join(board[0], [.board], boardInvited), .person(board[0]), .invited(boardInvited))
    for person in members {
      try add(join(person, [.member], nil), .person(person), .server(server))
    }
    try add(join(board[1], [.board], nil), .person(board[1]), .server(server))
    if isFounding { return }
    try add(.foundingClosed, .person(chair))
    let invited = try Invited()
    try add(.invite(invited.invitation([.member])), .person(chair))
    try add(join(guest, [.member], invited), .person(guest), .invited(invited))
  }

  func join(_ person: Person, _ roles: Set<Role>, _ invited: Invited?) -> DirectoryEvent {
    .join(
      Joining(
        keys: person.publicKeys, roles: roles, lock: lockDigest, invitation: invited?.publicKey))
  }

  func entry(_ event: DirectoryEvent, _ signers: [Signer]) throws -> StoredEntry {
    var entry = try directory.draft(
      event, author: signers.first?.author ?? .server, atSeconds: seconds)
    for signer in signers { entry = try signer.sign(entry) }
    return entry
  }

  mutating func add(_ event: DirectoryEvent, _ signers: Signer...) throws {
    seconds += 10
    let entry = try entry(event, signers)
    try directory.append(entry)
    entries.append(entry)
  }
}

/// A vault that is written as intake writes it, one entry after the other.
struct Story {
  let place: EpochPlace
  var chain: VaultChain
  var entries: [StoredEntry] = []
  var seconds: UInt64 = 2000

  init(_ vault: VaultID) {
    place = EpochPlace(organization, vault, epoch: 1)
    chain = VaultChain(organization, vault)
  }

  func draft(
    _ author: Author, _ openPart: OpenPart = .none, _ payload: Bytes = Bytes("text".utf8),
    epoch: UInt64? = nil
  ) -> EntryDraft {
    EntryDraft(
      place: EpochPlace(organization, place.vault, epoch: epoch ?? max(chain.register.newest, 1)),
      sequence: chain.nextSequence, timeSeconds: seconds, author: author, previous: chain.head,
      openPart: openPart, payload: payload)
  }

  mutating func append(_ entry: StoredEntry, _ directory: Directory) throws(ChainFault) {
    try chain.append(entry, directory)
    entries.append(entry)
    seconds += 1
  }

  static func epoch(
    _ number: UInt64, _ seed: borrowing EpochSeed, readers: [Person], parties: [PublicKeys] = [],
    parent: VaultID? = nil, cause: EpochCause = .creation
  ) throws(VaultError) -> EpochDescription {
    EpochDescription(
      number: number, publicKey: try seed.publicKey(), parent: parent, cause: cause,
      readers: readers.map {
        EpochReader(
          principal: $0.principal, keyID: $0.publicKeys.keyID, grantClass: .waiting)
      }, parties: parties)
  }
}
