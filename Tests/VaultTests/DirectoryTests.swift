import Identity
import Testing

@testable import Vault

@Suite struct DirectoryTests {
  struct Attempt {
    let name: String
    let event: DirectoryEvent
    let signers: [Signer]
    let refusal: DirectoryRefusal?

    init(_ name: String, _ event: DirectoryEvent, _ signers: [Signer], _ refusal: DirectoryRefusal?)
    {
      self.name = name
      self.event = event
      self.signers = signers
      self.refusal = refusal
    }
  }

  private func attempt(_ attempts: [Attempt], on community: Community) throws {
    for attempt in attempts {
      var directory = community.directory
      let entry = try community.entry(attempt.event, attempt.signers)
      let refusal: DirectoryRefusal?
      do {
        try directory.append(entry)
        refusal = nil
      } catch {
        refusal = error
      }
      #expect(refusal == attempt.refusal, "\(attempt.name)")
      if refusal != nil { #expect(directory.head == community.directory.head, "\(attempt.name)") }
    }
  }

  @Test func `each entry counts only when signed by those who may`() throws {
    let community = try Community()
    let chair = community.chair
    let member = community.members[0]
    let board = community.board[0]
    let guest = community.guest
    let server = Signer.server(community.server)
    let root = Signer.root(community.root)
    let invited = try Invited()
    let newcomer = community.stranger
    let newKeys = try Person(2, generation: 2)
    let wrongGeneration = try Person(2, generation: 3)
    let newRoot = try Person(0xf0, generation: 2)
    let confirmGuest = DirectoryEvent.confirm(guest.principal, guest.publicKeys.keyID)
    let rekey = DirectoryEvent.rekey(Rekeying(keys: newKeys.publicKeys, lock: lockDigest))
    let memberSigns = Signer.person(member)
    try attempt(
      [
        Attempt("chair invites", .invite(invited.invitation([.member])), [.person(chair)], nil),
        Attempt(
          "member invites", .invite(invited.invitation([.member])), [memberSigns], .notEntitled),
        Attempt("server invites", .invite(invited.invitation([.member])), [server], .notEntitled),
        Attempt(
          "chair invites to the board", .invite(invited.invitation([.board])), [.person(chair)],
          .notEntitled),
        Attempt(
          "board invites to the board", .invite(invited.invitation([.board])), [.person(board)], nil
        ),
        Attempt(
          "board invites a member", .invite(invited.invitation([.member])), [.person(board)],
          .notEntitled),
        Attempt(
          "chair invites to both", .invite(invited.invitation([.board, .member])), [.person(chair)],
          .notEntitled),
        Attempt(
          "both invite to both", .invite(invited.invitation([.board, .member])),
          [.person(chair), .person(board)], nil),
        Attempt(
          "nobody's role", .invite(invited.invitation([])), [.person(chair)], .invitationInvalid),
        Attempt(
          "server for a lost password", .invite(invited.invitation([], for: member.principal)),
          [server], nil),
        Attempt(
          "member for a lost password", .invite(invited.invitation([], for: member.principal)),
          [memberSigns], .notEntitled),
        Attempt(
          "lost password of a stranger", .invite(invited.invitation([], for: newcomer.principal)),
          [server], .principalUnknown),

        Attempt(
          "server lets in", community.join(newcomer, [.member], nil), [.person(newcomer), server],
          nil),
        Attempt(
          "without proof of the key", community.join(newcomer, [.member], nil), [server],
          .notEntitled),
        Attempt(
          "all alone", community.join(newcomer, [.member], nil), [.person(newcomer)], .notEntitled),
        Attempt(
          "chair instead of an invitation", community.join(newcomer, [.member], nil),
          [.person(newcomer), .person(chair)], .notEntitled),
        Attempt(
          "unknown invitation", community.join(newcomer, [.member], invited), [.person(newcomer)],
          .invitationInvalid),
        Attempt(
          "who is here already", community.join(member, [.member], nil), [memberSigns, server],
          .principalKnown),

        Attempt("member confirms", confirmGuest, [memberSigns], nil),
        Attempt("inviter confirms", confirmGuest, [.person(chair)], .notEntitled),
        Attempt("other body confirms", confirmGuest, [.person(board)], .notEntitled),
        Attempt("server confirms", confirmGuest, [server], .notEntitled),
        Attempt("guest confirms", confirmGuest, [.person(guest)], .notEntitled),
        Attempt(
          "other keys confirmed", .confirm(guest.principal, name(1)), [memberSigns],
          .principalUnknown),
        Attempt(
          "confirmed already", .confirm(member.principal, member.publicKeys.keyID),
          [.person(chair)], .principalUnknown),

        Attempt(
          "chair gives a role", .role(member.principal, [.member, .viceChair]), [.person(chair)],
          nil),
        Attempt(
          "chair gives a board seat", .role(chair.principal, [.chair, .member, .board]),
          [.person(chair)], .notEntitled),
        Attempt(
          "board gives a seat", .role(member.principal, [.member, .board]), [.person(board)], nil),
        Attempt(
          "member takes a role", .role(member.principal, [.member, .chair]), [memberSigns],
          .notEntitled),
        Attempt(
          "server gives a role", .role(member.principal, [.member, .chair]), [server], .notEntitled),
        Attempt("server takes a role", .role(chair.principal, [.member]), [server], nil),
        Attempt(
          "guest gives a role", .role(member.principal, [.member, .chair]), [.person(guest)],
          .notEntitled),
        Attempt(
          "a role of a stranger", .role(newcomer.principal, [.member]), [.person(chair)],
          .principalUnknown),

        Attempt("leave oneself", .leave(member.principal), [memberSigns], nil),
        Attempt("chair removes", .leave(member.principal), [.person(chair)], nil),
        Attempt("board removes", .leave(chair.principal), [.person(board)], nil),
        Attempt("server removes", .leave(member.principal), [server], nil),
        Attempt(
          "another member removes", .leave(member.principal), [.person(community.members[1])],
          .notEntitled),

        Attempt("own lock", .relock(member.principal, lock: lockDigest), [memberSigns], nil),
        Attempt(
          "guest's own lock", .relock(guest.principal, lock: lockDigest), [.person(guest)], nil),
        Attempt(
          "lock by server", .relock(member.principal, lock: lockDigest), [server], .notEntitled),
        Attempt(
          "lock by chair", .relock(member.principal, lock: lockDigest), [.person(chair)],
          .notEntitled),

        Attempt("new keys, signed by old and new", rekey, [.person(newKeys), memberSigns], nil),
        Attempt("new keys without the old", rekey, [.person(newKeys)], .notEntitled),
        Attempt("new keys without the new", rekey, [memberSigns], .notEntitled),
        Attempt("new keys by the server", rekey, [.person(newKeys), server], .notEntitled),
        Attempt(
          "a generation left out",
          .rekey(Rekeying(keys: wrongGeneration.publicKeys, lock: lockDigest)),
          [.person(wrongGeneration), memberSigns], .generationInvalid),
        Attempt(
          "an invitation for nobody",
          .rekey(
            Rekeying(keys: newKeys.publicKeys, lock: lockDigest, invitation: invited.publicKey)),
          [.person(newKeys)], .invitationInvalid),

        Attempt(
          "next server key", .serverKey(generation: 2, publicKey: newcomer.publicKeys.sign),
          [server], nil),
        Attempt(
          "server key left out", .serverKey(generation: 3, publicKey: newcomer.publicKeys.sign),
          [server], .generationInvalid),
        Attempt(
          "server key by chair", .serverKey(generation: 2, publicKey: newcomer.publicKeys.sign),
          [.person(chair)], .notEntitled),

        Attempt("root and chair", .recoveryKey(newRoot.publicKeys), [root, .person(chair)], nil),
        Attempt("root alone", .recoveryKey(newRoot.publicKeys), [root], .notEntitled),
        Attempt("chair alone", .recoveryKey(newRoot.publicKeys), [.person(chair)], .notEntitled),
        Attempt(
          "three of five", .recoveryKey(newRoot.publicKeys),
          [.person(chair), memberSigns, .person(board)], .notEntitled),
        Attempt(
          "four of five", .recoveryKey(newRoot.publicKeys),
          [.person(chair), memberSigns, .person(board), .person(community.board[1])], nil),

        Attempt("founding closed twice", .foundingClosed, [.person(chair)], .foundingAlreadyClosed),
        Attempt("restored", .restored(lostCheckpoints: [lockDigest]), [root], nil),
        Attempt(
          "restored by a member", .restored(lostCheckpoints: []), [memberSigns], .notEntitled),
        Attempt(
          "the board appoints", .appointed(member.principal, decidedSeconds: 1), [.person(board)],
          nil),
        Attempt(
          "the chair appoints", .appointed(member.principal, decidedSeconds: 1),
          [.person(chair), server], .notEntitled),
        Attempt(
          "an appointment of tomorrow", .appointed(member.principal, decidedSeconds: .max),
          [.person(board)], .decidedInFuture),
        Attempt(
          "a board member appointed to the group", .appointed(board.principal, decidedSeconds: 1),
          [.person(board)], .principalUnknown),
        Attempt(
          "the board reviews",
          .reviewed(MembershipReview(decidedSeconds: 1, confirmed: [member.principal])),
          [.person(board)], nil),
        Attempt(
          "a member reviews",
          .reviewed(MembershipReview(decidedSeconds: 1, confirmed: [member.principal])),
          [memberSigns], .notEntitled),
        Attempt(
          "a review of a stranger",
          .reviewed(MembershipReview(decidedSeconds: 1, confirmed: [newcomer.principal])),
          [.person(board)], .principalUnknown),
        Attempt(
          "a stranger signs", .leave(member.principal), [.person(newcomer)], .signatureInvalid),
        Attempt("nobody signs", .leave(member.principal), [], .signatureInvalid),
        Attempt(
          "another root", .recoveryKey(newRoot.publicKeys), [.root(newRoot), .person(chair)],
          .signatureInvalid),
      ], on: community)
  }

  @Test func `while founding, the operator is trusted`() throws {
    var community = try Community(isFounding: true)
    let founding = community
    #expect(!community.directory.isFoundingClosed)
    #expect(community.directory.confirmed(in: .workingGroup).count == 3)
    #expect(community.directory.confirmed(in: .board).count == 2)
    try attempt(
      [
        Attempt("member closes", .foundingClosed, [.person(community.members[0])], .notEntitled),
        Attempt("server closes", .foundingClosed, [.server(community.server)], .notEntitled),
        Attempt("chair closes", .foundingClosed, [.person(community.chair)], nil),
      ], on: founding)
    try community.add(.foundingClosed, .person(community.chair))
    let late = community.stranger
    try community.add(
      community.join(late, [.member], nil), .person(late), .server(community.server))
    #expect(community.directory.principal(late.principal)?.state == .unconfirmed)
    #expect(community.directory.keysToSealTo(late.principal) == nil)
    try community.add(
      .confirm(late.principal, late.publicKeys.keyID), .person(community.members[0]))
    #expect(community.directory.keysToSealTo(late.principal) == late.publicKeys)
  }

  @Test func `a policy is in force when two have signed for it, one of whom leads`() throws {
    var community = try Community()
    let (chair, member, other) = (community.chair, community.members[0], community.members[1])
    let wanted = try Digest.of("another policy")
    let third = try Digest.of("a third policy")
    let server = Signer.server(community.server)
    try attempt(
      [
        Attempt("a member proposes", .policyProposed(wanted), [.person(member)], nil),
        Attempt("the server proposes", .policyProposed(wanted), [server], .notEntitled),
        Attempt(
          "who is not confirmed", .policyProposed(wanted), [.person(community.guest)], .notEntitled),
        Attempt(
          "nobody has proposed it", .policyAdopted(wanted), [.person(chair)], .policyNotProposed),
        Attempt("the operator afterwards", .policyAdopted(wanted), [server], .notEntitled),
        Attempt(
          "nothing to put aside", .policyDeclined(wanted), [.person(chair)], .policyNotProposed),
      ], on: community)

    try community.add(.policyProposed(wanted), .person(member))
    #expect(community.directory.proposedPolicy?.by == member.principal)
    try attempt(
      [
        Attempt("who proposed it", .policyAdopted(wanted), [.person(member)], .notEntitled),
        Attempt("nobody who leads", .policyAdopted(wanted), [.person(other)], .notEntitled),
        Attempt(
          "both of them", .policyAdopted(wanted), [.person(member), .person(other)], .notEntitled),
        Attempt("another one", .policyAdopted(third), [.person(chair)], .policyNotProposed),
        Attempt("the chair", .policyAdopted(wanted), [.person(chair)], nil),
        Attempt("the board", .policyAdopted(wanted), [.person(community.board[0])], nil),
        Attempt("put aside", .policyDeclined(wanted), [.person(other)], nil),
        Attempt("put aside by the server", .policyDeclined(wanted), [server], .notEntitled),
      ], on: community)
    for person in [chair, member, other, community.board[0]] {
      #expect(
        community.directory.mayAdopt(person.principal)
          == [chair.principal, community.board[0].principal].contains(person.principal))
    }

    try community.add(.policyAdopted(wanted), .person(chair))
    #expect(community.directory.proposedPolicy == nil)
    #expect(community.directory.policies.last?.address == wanted)
    #expect(
      community.directory.policies.last?.adopters
        == .members(proposedBy: member.principal, adoptedBy: chair.principal))
    try attempt(
      [Attempt("in force already", .policyProposed(wanted), [.person(member)], .policyNotProposed)],
      on: community)

    // Who chairs may propose, and then any other member agrees.
    try community.add(.policyProposed(third), .person(chair))
    try attempt(
      [Attempt("a member agrees", .policyAdopted(third), [.person(other)], nil)], on: community)
    // What somebody proposed who has left waits no longer.
    try community.add(.leave(chair.principal), server)
    #expect(community.directory.proposedPolicy == nil)
    try attempt(
      [
        Attempt(
          "after the chair has left", .policyAdopted(third), [.person(other)], .policyNotProposed)
      ], on: community)
    // Two members without a chair put nothing in force.
    try community.add(.policyProposed(third), .person(member))
    try attempt(
      [Attempt("nobody chairs", .policyAdopted(third), [.person(other)], .notEntitled)],
      on: community)
  }

  @Test func `while founding, the operator puts a policy in force`() throws {
    let community = try Community(isFounding: true)
    let policy = try Digest.of("the first policy")
    try attempt(
      [
        Attempt("the operator", .policyAdopted(policy), [.server(community.server)], nil),
        Attempt(
          "the chair alone", .policyAdopted(policy), [.person(community.chair)], .policyNotProposed),
      ], on: community)
  }

  @Test func `an invitation serves once, in time, for its roles`() throws {
    var community = try Community()
    let invited = try Invited()
    let first = community.stranger
    let second = try Person(8)
    try community.add(.invite(invited.invitation([.member])), .person(community.chair))
    try attempt(
      [
        Attempt(
          "more roles", community.join(first, [.member, .chair], invited),
          [.person(first), .invited(invited)], .invitationInvalid),
        Attempt(
          "without its key", community.join(first, [.member], invited), [.person(first)],
          .invitationInvalid),
      ], on: community)
    var late = community
    late.seconds = 1_000_001
    try attempt(
      [
        Attempt(
          "too late", late.join(first, [.member], invited), [.person(first), .invited(invited)],
          .invitationInvalid)
      ], on: late)
    try community.add(
      community.join(first, [.member], invited), .person(first), .invited(invited))
    let again = community.join(second, [.member], invited)
    try attempt(
      [Attempt("twice", again, [.person(second), .invited(invited)], .signatureInvalid)],
      on: community)
  }

  @Test func `a lost password counts only after somebody else confirmed`() throws {
    var community = try Community()
    let member = community.members[0]
    let newKeys = try Person(2, generation: 2)
    let invited = try Invited()
    try community.add(
      .invite(invited.invitation([], for: member.principal)), .server(community.server))
    try community.add(
      .rekey(
        Rekeying(keys: newKeys.publicKeys, lock: lockDigest, invitation: invited.publicKey)),
      .person(newKeys), .invited(invited))
    #expect(community.directory.principal(member.principal)?.state == .unconfirmed)
    #expect(community.directory.keysToSealTo(member.principal) == nil)
    try attempt(
      [
        Attempt(
          "the old key", .leave(community.guest.principal), [.person(member)], .signatureInvalid),
        Attempt(
          "confirming oneself", .confirm(member.principal, newKeys.publicKeys.keyID),
          [.person(newKeys)], .notEntitled),
      ], on: community)
    try community.add(
      .confirm(member.principal, newKeys.publicKeys.keyID), .person(community.chair))
    #expect(community.directory.keysToSealTo(member.principal) == newKeys.publicKeys)
  }

  @Test func `signatures count for their time and no other`() throws {
    var community = try Community()
    let member = community.members[0]
    let newKeys = try Person(2, generation: 2)
    let joined = try #require(community.directory.principal(member.principal)).joinedSeconds
    try community.add(
      .rekey(Rekeying(keys: newKeys.publicKeys, lock: lockDigest)), .person(newKeys),
      .person(member))
    let rekeyed = community.seconds
    try community.add(.leave(member.principal), .person(newKeys))
    let directory = community.directory
    let cases: [(PublicKeys, UInt64, Bool)] = [
      (member.publicKeys, joined - 1, false), (member.publicKeys, joined, true),
      (member.publicKeys, rekeyed, true), (member.publicKeys, rekeyed + 1, false),
      (newKeys.publicKeys, rekeyed - 1, false), (newKeys.publicKeys, rekeyed, true),
      (newKeys.publicKeys, community.seconds + 1, false),
    ]
    for (keys, seconds, isValid) in cases {
      let found = directory.signingKeys(keys.principal, keys.keyID, atSeconds: seconds)
      #expect((found != nil) == isValid, "generation \(keys.generation) at \(seconds)")
    }
    #expect(
      directory.signingKeys(
        community.guest.principal, community.guest.publicKeys.keyID, atSeconds: 5000) == nil)
  }

  @Test func `another root is not believed`() throws {
    let community = try Community()
    let entry = community.entries[0]
    var wrong = try Directory(organization, expectedRoot: lockDigest)
    #expect(throws: DirectoryRefusal.rootDiffers) { try wrong.append(entry) }
    var open = try Directory(organization, expectedRoot: nil)
    try open.append(entry)
    #expect(try open.rootFingerprint() == community.directory.expectedRoot)
    #expect(open.names(community.server))
    #expect(!open.names(try makeServerKeys(generations: [0, 2])))
  }

  @Test func `an entry is refused when a byte of it was touched`() throws {
    let community = try Community()
    for (index, entry) in community.entries.enumerated() {
      var directory = try Directory(organization, expectedRoot: nil)
      for before in community.entries[..<index] { try directory.append(before) }
      for field in 0..<3 {
        var header = entry.headerBytes
        var body = try #require(entry.body)
        var signature = entry.signature
        switch field {
        case 0: header[header.count - 60] ^= 1
        case 1: body[body.count - 1] ^= 1
        default: signature[signature.count - 1] ^= 1
        }
        guard
          let touched = try? StoredEntry(
            headerBytes: header, body: body, bodyHash: EntryBody.hash(body, organization).bytes,
            signature: signature, organization)
        else { continue }
        var copy = directory
        #expect(throws: DirectoryRefusal.self) { try copy.append(touched) }
      }
      try directory.append(entry)
    }
  }
}

extension Digest {
  /// The hash of a text.
  fileprivate static func of(_ text: String) throws -> Digest {
    var encoding = CanonicalEncoding(.policy)
    encoding.add(text: text)
    return try encoding.digest()
  }
}
