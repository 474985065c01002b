import Identity
import Procedure
import Testing

@testable import Casework

extension TestOrganization {
  /// A case about somebody: opened by the first member, and acknowledged.
  func caseAbout(
    _ name: String, handles: [String] = [], emails: [String] = [], leavingOut: [Person] = [],
    kind: AcknowledgementKind = .needsDecision
  ) async throws -> (member: SignedIn, id: CaseID, party: PartyID) {
    var draft = ReportDraft.of("Somebody shouted at me in the hallway.")
    draft.leaveOut = Set(leavingOut.map(\.id))
    let (_, member, id) = try await openedCase(draft)
    try await member.perform(
      .nameParty(
        .init(
          party: nil, role: .reported, displayName: name, handles: handles, emails: emails)),
      in: id)
    try await member.perform(.acknowledge(.init(kind: kind, text: "Thank you.")), in: id)
    let party = try #require(
      try await view(id, for: member).parties.first { $0.role == .reported })
    return (member, id, party.id)
  }

  /// Links a party, to a new person where none is given.
  @discardableResult
  func link(
    _ party: PartyID, to person: PersonID? = nil, by member: SignedIn, in id: CaseID
  ) async throws -> PersonID {
    try await member.perform(.linkPerson(.init(party: party, person: person)), in: id)
    let record = try #require(
      try await member.earlierRecords(in: id).first { $0.party == party })
    return try #require(record.person)
  }

  /// What `redress verify` says; nil where everything holds.
  func fault() async throws -> String? { try await copied().fault() }

  /// Every line of ledger and dossiers that somebody could open with their keys, and with the server's.
  func records(openTo person: Person, alsoUnlocking: Bool = true) async throws -> [VaultPayload] {
    try await records(openTo: signIn(person), alsoUnlocking: alsoUnlocking)
  }

  func records(openTo member: SignedIn, alsoUnlocking: Bool = true) async throws -> [VaultPayload] {
    try await Attack(community: self).everything(that: member, alsoUnlocking: alsoUnlocking)
      .filter { payload in
        switch payload {
        case .ledger, .dossier: true
        default: false
        }
      }
  }
}
