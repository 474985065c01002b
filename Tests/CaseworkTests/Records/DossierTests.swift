import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct `Dossiers` {
  // Carries: E10.5
  @Test func `an earlier record is found by exact name, handle or address, and by nothing else`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, first, party) = try await community.caseAbout(
      "Rufus Grumblethorpe", handles: ["@gloriousgrump"], emails: ["rufus@example.net"],
      kind: .alreadyHandled)
    let person = try await community.link(party, by: member, in: first)
    let other = try await community.caseAbout("Ottoline Fairweather", handles: ["@ottie"])
    try await community.link(other.party, by: member, in: other.id)

    let asked: [(KnownAs, [KnownAs.Kind])] = [
      (KnownAs(names: ["rufus  grumblethorpe"]), [.name]),
      (KnownAs(handles: ["GloriousGrump"]), [.handle]),
      (KnownAs(addresses: ["Rufus@Example.net"]), [.address]),
      (KnownAs(names: ["Rufus"], handles: ["rufus"], addresses: ["rufus@example.org"]), []),
    ]
    for (knownAs, kinds) in asked {
      let found = try await member.findPersons(knownAs)
      #expect(found.map(\.matchedBy) == (kinds.isEmpty ? [] : [kinds]))
      #expect(found.allSatisfy { $0.person == person })
    }

    // Somebody with the same handle under another name: shown beside the new case, before anybody links them.
    let (_, third, again) = try await community.caseAbout("Mister R.", handles: ["gloriousgrump"])
    let record = try #require(try await member.earlierRecords(in: third).first)
    #expect(record.person == nil && record.found.map(\.person) == [person])
    let earlier = try #require(record.found.first?.cases.first)
    #expect(earlier.id == first && earlier.mayOpen && earlier.recordType == .resolved)
    #expect(earlier.row?.source == .localRepresentatives)
    try await community.link(again, to: person, by: member, in: third)
    let linked = try #require(try await member.earlierRecords(in: third).first)
    #expect(linked.record?.cases.map(\.id) == [first] && linked.found.isEmpty)

    let page = try await member.person(person)
    #expect(page.knownAs.names == ["Rufus Grumblethorpe", "Mister R."])
    #expect(Set(page.cases.map(\.id)) == [first, third])
    #expect(page.codeName == linked.personCodeName)
    #expect(try await community.fault() == nil)
    #expect(community.alarms.isEmpty)
  }

  // Carries: E10.5, E18.7
  @Test func `who is kept out of one of the cases reads no dossier of the person`() async throws {
    let community = try await TestOrganization(members: 4)
    let (keptOut, later, waiting) = (
      community.members[1], community.members[2], community.members[3]
    )
    let (member, first, party) = try await community.caseAbout(
      "Rufus Grumblethorpe", leavingOut: [keptOut])
    let person = try await community.link(party, by: member, in: first)
    try await community.declare(later, in: #require(VaultID(hexadecimal: first.text)))

    let (_, second, again) = try await community.caseAbout("Rufus Grumblethorpe")
    let vault = try #require(VaultID(hexadecimal: second.text))
    try await community.declare(keptOut, in: vault)
    try await community.declare(later, in: vault)
    // The handler of both cases lets the others of the second in, by linking it.
    try await community.link(again, to: person, by: member, in: second)
    #expect(try await community.signIn(later).person(person).cases.count == 2)

    let outside = try await community.signIn(keptOut)
    let record = try #require(try await outside.earlierRecords(in: second).first)
    #expect(record.record == nil && record.found.isEmpty)
    #expect(try await outside.findPersons(KnownAs(names: ["Rufus Grumblethorpe"])).isEmpty)
    #expect(try await outside.persons().isEmpty)
    await #expect(throws: CaseworkError.self) { try await outside.person(person) }
    #expect(
      try await community.records(openTo: outside).allSatisfy { payload in
        if case .ledger(let rows) = payload {
          rows.allSatisfy { $0.caseCodeName == record.codeNameOf(second, by: outside) }
        } else {
          false
        }
      })

    // Who has not declared opens nothing; and where they declare in both cases, everything.
    let silent = try await community.signIn(waiting)
    #expect(try await community.records(openTo: silent, alsoUnlocking: false).isEmpty)
    try await community.declare(waiting, in: vault)
    await #expect(throws: CaseworkError.self) { try await silent.person(person) }
    try await community.declare(
      waiting, in: #require(VaultID(hexadecimal: first.text)))
    #expect(try await community.signIn(waiting).person(person).cases.count == 2)
    #expect(try await community.fault() == nil)
    #expect(community.alarms.isEmpty)
  }

  @Test func `nobody reads a dossier about themselves`() async throws {
    let community = try await TestOrganization()
    let (person, other) = (community.members[1], community.members[2])
    let (member, id, party) = try await community.caseAbout("The loud one")
    for somebody in [person, other] {
      try await community.declare(somebody, in: #require(VaultID(hexadecimal: id.text)))
    }
    // Only now somebody finds out who it was.
    try await member.perform(
      .correctParty(
        .init(
          party: party, role: .reported, displayName: person.name, emails: [person.email],
          reason: "Found out.")), in: id)
    let dossier = try await community.link(party, by: member, in: id)
    #expect(try await community.signIn(other).person(dossier).cases.count == 1)
    await #expect(throws: CaseworkError.self) {
      try await community.signIn(person).person(dossier)
    }
    #expect(
      !(try await community.records(openTo: person)).contains {
        if case .dossier = $0 { true } else { false }
      })
  }

  @Test(arguments: ["recused", "left"])
  func `who loses a case loses dossier and ledger, and what comes after is closed to them`(
    _ how: String
  ) async throws {
    let community = try await TestOrganization()
    let leaving = community.members[1]
    let (member, id, party) = try await community.caseAbout("Rufus Grumblethorpe")
    let vault = try #require(VaultID(hexadecimal: id.text))
    let person = try await community.link(party, by: member, in: id)
    let gone = try await community.signIn(leaving)
    try await community.declare(leaving, in: vault)
    #expect(try await gone.person(person).cases.count == 1)
    #expect(try await gone.ledger().total == 1)
    if how == "recused" {
      try await gone.perform(.declare(.init(conflict: true)), in: id)
    } else {
      try await community.organization.endMembership(of: leaving.id)
    }
    try await member.perform(
      .correctParty(
        .init(
          party: party, role: .reported, displayName: "Rufus G.", handles: ["@later"],
          reason: "A handle.")), in: id)
    #expect(try await community.records(openTo: gone).isEmpty)
    #expect(try await member.findPersons(KnownAs(handles: ["later"])).count == 1)
    if how == "recused" {
      #expect(try await gone.ledger().total == 0)
      await #expect(throws: CaseworkError.self) { try await gone.person(person) }
    }
    let dossier = try #require(VaultID(hexadecimal: person.text))
    let found = try await community.organization.database.read { transaction in
      try member.recordVault(dossier, in: transaction)
    }
    let record = try #require(found)
    #expect(record.verified.register.newest == 2)
    #expect(!record.verified.register.names(leaving.principal, in: 2))
    #expect(try await community.fault() == nil)
  }

  @Test func `a person can only be linked by who reads their dossier, and a wrong link is undone`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, first, party) = try await community.caseAbout(
      "Rufus Grumblethorpe", leavingOut: [community.members[1]])
    let person = try await community.link(party, by: member, in: first)
    // Somebody who has joined since and was never asked about the first case.
    let added = try await community.organization.addMember(
      name: "Pia Lindquist", email: "pia@example.org", roles: ["member"],
      password: "correct horse pia")
    let later = TestOrganization.Person(
      id: added.id, name: "Pia Lindquist", email: "pia@example.org",
      password: "correct horse pia")
    let (_, second, again) = try await community.caseAbout("Somebody else")
    let vault = try #require(VaultID(hexadecimal: second.text))
    try await community.declare(community.members[1], in: vault)
    let stranger = try await community.signIn(community.members[1])
    for made in [person.text, second.text, String(repeating: "0a", count: 16)] {
      await #expect(throws: CaseworkError.self) {
        try await stranger.perform(
          .linkPerson(.init(party: again, person: PersonID(made))), in: second)
      }
    }
    try await community.declare(later, in: vault)
    try await community.link(again, to: person, by: member, in: second)
    #expect(try await community.signIn(later).person(person).cases.count == 2)
    let right = try await community.link(again, by: member, in: second)
    #expect(right != person)
    #expect(try await member.person(person).cases.map(\.id) == [first])
    #expect(try await member.person(right).cases.map(\.id) == [second])
    // Who read it only through the wrong link reads it no more, and nothing more is sealed to them.
    await #expect(throws: CaseworkError.self) {
      try await community.signIn(later).person(person)
    }
    #expect(try await community.signIn(later).person(right).cases.count == 1)
    let dossier = try #require(VaultID(hexadecimal: person.text))
    let found = try await community.organization.database.read { transaction in
      try member.recordVault(dossier, in: transaction)
    }
    #expect(try #require(found).verified.register.newest == 2)
    #expect(try await community.fault() == nil)
    #expect(community.alarms.isEmpty)
  }

  @Test func `opening a dossier is on the record of a case`() async throws {
    let community = try await TestOrganization()
    let (member, id, party) = try await community.caseAbout("Rufus Grumblethorpe")
    let person = try await community.link(party, by: member, in: id)
    let before = try await openings(of: id, member)
    _ = try await member.person(person)
    #expect(try await openings(of: id, member).count == before.count + 1)
    #expect(
      try await openings(of: id, member).last
        == Opening(member: member.memberID, what: .dossier))
  }

  private func openings(of id: CaseID, _ member: SignedIn) async throws -> [Opening] {
    let held = try await member.hold(#require(VaultID(hexadecimal: id.text)))
    let vault = held.state.index.openings
    let epochs = try held.caseVault.childEpochs(vault, member.organization.id)
    let opened = try await member.organization.database.read { transaction -> OpenedVault? in
      let directory = try member.organization.people(in: transaction).directory
      return try member.organization.sealedVault(
        vault, for: member.principalID, directory, in: transaction
      ).map { try member.organization.open($0, epochs: epochs) }
    }
    return try #require(opened).lines.compactMap { line in
      if case .opening(let opening) = line.payload { opening } else { nil }
    }
  }

  @Test func `the names of persons and of cases share no word`() {
    let persons = [PackageWords.personMaterials, PackageWords.personThings].flatMap(\.self)
    let cases = [PackageWords.caseAdjectives, PackageWords.caseNouns].flatMap(\.self)
    #expect(Set(persons).isDisjoint(with: cases))
    #expect(Set(persons).count == persons.count && persons.count > 250)
  }
}

extension PartyRecord {
  /// The code name of the case that the record belongs to.
  fileprivate func codeNameOf(_ id: CaseID, by member: SignedIn) -> String? {
    VaultID(hexadecimal: id.text).flatMap { member.organization.index.index(of: $0)?.codeName }
  }
}
