import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct `A vault beside cases` {
  /// Members who read one such vault, each in the epochs they were named in.
  private struct Setting {
    let community: TestOrganization
    let members: [SignedIn]
    let vault: VaultID

    init() async throws {
      community = try await TestOrganization(members: 3, board: 0)
      var members: [SignedIn] = []
      for person in community.members { members.append(try await community.signIn(person)) }
      self.members = members
      vault = try .random()
      var first = try RecordWriting(
        new: vault, readers: try await readers([0, 1]), community.organization)
      try first.append(.dossier(.opened(DossierOpened(codeName: "quiet lantern"))), by: members[0])
      try await write(first)
    }

    /// What a member finds of it; everything they write later goes on from this.
    func found(by number: Int) async throws -> RecordVault {
      let member = members[number]
      let found = try await community.organization.database.read { [vault] transaction in
        try member.recordVault(vault, in: transaction)
      }
      return try #require(found)
    }

    func readers(_ numbers: [Int]) async throws -> [ChainWriter.Reader] {
      let membership = try await community.organization.membership()
      return try numbers.map { number in
        let member = try #require(membership.member(members[number].principalID))
        return ChainWriter.Reader(keys: member.keys, grantClass: .open)
      }
    }

    /// - Parameter numbers: who ought to read it from then on.
    func goOn(by number: Int, for numbers: [Int]) async throws -> RecordWriting {
      var writing = try RecordWriting(
        after: try await found(by: number), readers: try await readers(numbers), retired: [],
        community.organization)
      try writing.grantHeldEpochs(to: try await readers(numbers), by: members[number])
      try writing.append(
        .dossier(.opened(DossierOpened(codeName: "plain harbor"))), by: members[number])
      return writing
    }

    func write(_ writing: RecordWriting) async throws {
      try await community.organization.database.write { try writing.write(in: $0) }
    }
  }

  @Test func `gives what its writer holds to whoever reads it from now on`() async throws {
    let setting = try await Setting()
    try await setting.write(try await setting.goOn(by: 0, for: [0, 1, 2]))
    let newcomer = try await setting.found(by: 2)
    #expect(newcomer.opened.closedCount == 0 && newcomer.opened.epochs.count == 1)
    #expect(setting.community.alarms.isEmpty)
  }

  @Test func `is granted by nobody who cannot say so in it, and every grant there is stands in it`()
    async throws
  {
    let setting = try await Setting()
    // The first is entitled no longer: from now on it is sealed to the two others, and the third does not know the past.
    var onward = try RecordWriting(
      after: try await setting.found(by: 1), readers: try await setting.readers([1, 2]),
      retired: [], setting.community.organization)
    try onward.append(
      .dossier(.opened(DossierOpened(codeName: "slow river"))), by: setting.members[1])
    try await setting.write(onward)
    #expect(try await setting.found(by: 2).opened.epochs.keys.sorted() == [2])

    // The first still holds the past, and writes without being able to read what is new.
    let blind = try await setting.goOn(by: 0, for: [1, 2])
    #expect(blind.grants.isEmpty)
    try await setting.write(blind)
    for number in [1, 2] { _ = try await setting.found(by: number) }
    #expect(setting.community.alarms.isEmpty)
    #expect(try await setting.community.fault() == nil)

    // Who holds both gives the past to the third, in an entry that says so.
    try await setting.write(try await setting.goOn(by: 1, for: [1, 2]))
    #expect(try await setting.found(by: 2).opened.epochs.keys.sorted() == [1, 2])
    #expect(setting.community.alarms.isEmpty)
  }
}
