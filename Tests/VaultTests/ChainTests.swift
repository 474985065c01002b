import Identity
import Testing

@testable import Vault

@Suite struct ChainTests {
  typealias Damage = (inout World) throws -> Void

  private func check(
    _ cases: [(String, ChainFault.Place, ChainFault.Damage, Damage)]
  ) throws {
    let world = try World()
    #expect(try world.fault() == nil)
    for (title, place, damage, change) in cases {
      var damaged = world
      try change(&damaged)
      #expect(try damaged.fault() == ChainFault(place, damage), "\(title)")
    }
  }

  @Test func `a sound organization has no fault, with and without the table of links`() throws {
    var world = try World()
    #expect(try world.fault() == nil)
    world.knowsTable = false
    #expect(try world.fault() == nil)
  }

  @Test func `the first damaged entry is named, and how it was damaged`() throws {
    let vault: VaultID = name(0x60)
    func at(_ sequence: UInt64) -> ChainFault.Place { .entry(vault, sequence: sequence) }
    var cases: [(String, ChainFault.Place, ChainFault.Damage, Damage)] = []
    for index in 0..<8 {
      cases.append(
        (
          "header \(index) changed", at(UInt64(index)), .changed,
          { world in
            let entry = try #require(world.vaults[vault])[index]
            let forged = try World.forged(entry, seconds: 5)
            world.vaults[vault]?[index] = forged
          }
        ))
      if index < 7 {
        cases.append(
          (
            "entry \(index) removed", at(UInt64(index)), .removed,
            { world in
              world.vaults[vault]?.remove(at: index)
            }
          ))
        cases.append(
          (
            "entries \(index) and next exchanged", at(UInt64(index)), .reordered,
            { world in
              world.vaults[vault]?.swapAt(index, index + 1)
            }
          ))
      }
      for fitting in [false, true] {
        cases.append(
          (
            "cut off before \(index), head \(fitting)", at(UInt64(index)), .cutOff,
            { world in
              let kept = try #require(world.vaults[vault])[..<index]
              world.vaults[vault] = Array(kept)
              world.anchored[vault] = kept.map(\.link)
              if fitting, let last = kept.last {
                let head = try #require(world.heads[vault])
                world.heads[vault] = HeadRow(
                  organization, vault: vault, sequence: last.header.sequence, link: last.link,
                  epoch: head.epoch, epochPublicKey: head.epochPublicKey)
              }
              world.grants[vault] = []
            }
          ))
      }
    }
    cases.append(
      (
        "body changed", at(2), .changed,
        { world in
          let entry = try #require(world.vaults[vault])[2]
          var body = try #require(entry.body)
          body[200] ^= 1
          world.vaults[vault]?[2] = try StoredEntry(
            headerBytes: entry.headerBytes, body: body, bodyHash: entry.bodyHash.bytes,
            signature: entry.signature, organization)
        }
      ))
    cases.append(
      (
        "body erased without a word", at(3), .removed,
        { world in
          let entry = try #require(world.vaults[vault])[3]
          world.vaults[vault]?[3] = entry.erased()
        }
      ))
    cases.append(
      (
        "signature taken off", at(2), .unsigned,
        { world in
          let entry = try #require(world.vaults[vault])[2]
          world.vaults[vault]?[2] = entry.with(signature: [])
        }
      ))
    cases.append(
      (
        "signatures exchanged", at(2), .unsigned,
        { world in
          let entries = try #require(world.vaults[vault])
          world.vaults[vault]?[2] = entries[2].with(signature: entries[3].signature)
          world.vaults[vault]?[3] = entries[3].with(signature: entries[2].signature)
        }
      ))
    cases.append(
      (
        "an entry too many", at(8), .planted,
        { world in
          let entries = try #require(world.vaults[vault])
          let last = try #require(entries.last)
          let planted = try EntryDraft(
            place: last.header.place, sequence: 8, timeSeconds: 9000, author: .form,
            previous: last.link, payload: [1]
          ).sealed(under: EpochSeed.random())
          world.vaults[vault]?.append(planted)
        }
      ))
    cases.append(
      ("vault gone", at(0), .removed, { world in world.vaults[vault] = nil }))
    cases.append(
      (
        "vault that nobody anchored", .entry(name(0x01), sequence: 0), .planted,
        { world in
          world.vaults[name(0x01)] = world.vaults[vault]
        }
      ))
    try check(cases)
  }

  @Test func `without the table of links every damage is still found`() throws {
    let world = try World()
    let vault = world.first
    for index in 0..<8 {
      var damaged = world
      damaged.knowsTable = false
      damaged.vaults[vault]?[index] = try World.forged(
        try #require(world.vaults[vault])[index], seconds: 3000)
      #expect(try damaged.fault() != nil, "header \(index)")
    }
  }

  @Test func `heads, grants and lanes are checked too`() throws {
    let vault: VaultID = name(0x60)
    let lane: LaneID = name(0x50)
    let stranger: PrincipalID = name(7)
    try check([
      ("head gone", .head(vault), .removed, { $0.heads[vault] = nil }),
      ("head of another", .head(vault), .changed, { $0.heads[vault] = $0.heads[$0.second] }),
      (
        "old head", .head(vault), .rolledBack,
        { world in
          let head = try #require(world.heads[vault])
          world.heads[vault] = HeadRow(
            organization, vault: vault, sequence: 5, link: head.link, epoch: 2,
            epochPublicKey: head.epochPublicKey)
        }
      ),
      (
        "a trap for arrivals", .head(vault), .changed,
        { world in
          let head = try #require(world.heads[vault])
          world.heads[vault] = HeadRow(
            organization, vault: vault, sequence: 7, link: head.link, epoch: 2,
            epochPublicKey: try EpochSeed.random().publicKey())
        }
      ),
      (
        "a grant that nobody entered", .grant(vault, epoch: 1, stranger), .planted,
        { world in
          let seed = try EpochSeed.random()
          world.grants[vault]?.append(
            try seed.grant(
              to: world.community.stranger.publicKeys,
              of: EpochPlace(organization, vault, epoch: 1)))
        }
      ),
      (
        "a removed reader's grant put back", .grant(vault, epoch: 1, name(3)), .planted,
        { world in
          let seed = try EpochSeed.random()
          world.grants[vault]?.append(
            try seed.grant(
              to: world.community.members[1].publicKeys,
              of: EpochPlace(organization, vault, epoch: 1)))
        }
      ),
      ("anchor removed", .lane(lane, number: 4), .removed, { $0.anchors.remove(at: 4) }),
      ("anchors exchanged", .lane(lane, number: 4), .removed, { $0.anchors.swapAt(4, 5) }),
      (
        "anchor twice", .lane(lane, number: 5), .reordered,
        { $0.anchors.insert($0.anchors[4], at: 5) }
      ),
      (
        "anchor changed", .lane(lane, number: 4), .unsigned,
        { world in
          let old = world.anchors[4].anchor
          world.anchors[4].anchor = Anchor(
            organization, lane: old.lane, number: old.number, previous: old.previous,
            timeSeconds: old.timeSeconds, links: [])
        }
      ),
      (
        "anchor by a key nobody knows", .lane(lane, number: 4), .unsigned,
        { world in
          let strange = try makeServerKeys(generations: [0, 2])
          world.anchors[4].signature = try strange.sign(world.anchors[4].anchor)
        }
      ),
      (
        "two machines remember different anchors", .lane(lane, number: 2), .rolledBack,
        { $0.laneFile = (2, lockDigest) }
      ),
      (
        "all set back, lane file ahead", .lane(lane, number: 9), .cutOff,
        { world in
          world.anchors.removeLast(8)
          world.vaults[world.second] = nil
        }
      ),
      (
        "written anew after a known checkpoint", .lane(lane, number: 2), .rolledBack,
        { world in
          world.anchors.removeLast(world.anchors.count - 2)
          world.laneFile = nil
          try world.anchor([])
          world.vaults = [:]
        }
      ),
    ])
  }

  @Test func `the directory is checked too`() throws {
    func at(_ sequence: UInt64) -> ChainFault.Place { .directory(sequence: sequence) }
    try check([
      ("cut off", at(8), .cutOff, { $0.directory.removeLast() }),
      ("removed", at(3), .removed, { $0.directory.remove(at: 3) }),
      ("exchanged", at(3), .removed, { $0.directory.swapAt(3, 4) }),
      (
        "unsigned", at(3), .unsigned,
        { world in
          world.directory[3] = world.directory[3].with(signature: [])
        }
      ),
      (
        "changed", at(3), .changed,
        { world in
          let entry = world.directory[3]
          world.directory[3] = try StoredEntry(
            headerBytes: entry.headerBytes, body: world.directory[4].body,
            bodyHash: entry.bodyHash.bytes, signature: entry.signature, organization)
        }
      ),
      (
        "a member planted with the server's key", at(9), .planted,
        { world in
          let person = world.community.stranger
          try world.community.add(
            world.community.join(person, [.member], nil), .person(person),
            .server(world.community.server))
          world.directory = world.community.entries
        }
      ),
      (
        "another root", at(0), .notEntitled,
        { world in
          let other = try Person(0xf1)
          var directory = try Directory(organization, expectedRoot: nil)
          let entry = try directory.draft(
            .genesis(
              Genesis(
                recovery: other.publicKeys, serverGeneration: 1,
                serverPublicKey: world.community.server.signingPublicKey, invitations: [])),
            author: .root(other.principal, other.publicKeys.keyID), atSeconds: 1
          ).countersigned(byRoot: other.keys)
          try directory.append(entry)
          world.directory = [entry]
        }
      ),
    ])
  }

  @Test func `a cause or a parent that does not exist is found at the end`() throws {
    let seed = try EpochSeed.random()
    let causes: [(VaultID?, EpochCause, Bool)] = [
      (nil, EpochCause(.recusal, vault: name(0x60), sequence: 7), true),
      (name(0x60), .creation, true),
      (nil, EpochCause(.recusal, vault: name(0x60), sequence: 8), false),
      (nil, EpochCause(.recusal, vault: name(0x63), sequence: 0), false),
      (name(0x63), .creation, false),
    ]
    for (index, (parent, cause, isSound)) in causes.enumerated() {
      var world = try World()
      let vault: VaultID = name(0x62)
      var story = Story(vault)
      let epoch = try Story.epoch(
        1, seed, readers: [world.community.chair], parent: parent, cause: cause)
      let entry = try story.draft(.server, .epoch(epoch)).sealed(under: seed)
      try story.append(entry, world.community.directory)
      try world.anchor([AnchoredLink(entry)])
      world.vaults[vault] = [entry]
      world.heads[vault] = HeadRow(
        organization, vault: vault, sequence: 0, link: entry.link, epoch: 1,
        epochPublicKey: epoch.publicKey)
      let fault = try world.fault()
      #expect(
        fault == (isSound ? nil : ChainFault(.entry(vault, sequence: 0), .notEntitled)),
        "case \(index)")
    }
  }

  @Test func `a refused entry leaves a chain as it was`() throws {
    let community = try Community()
    let seed = try EpochSeed.random()
    var story = Story(name(0x60))
    let epoch = OpenPart.epoch(try Story.epoch(1, seed, readers: [community.chair]))
    try story.append(story.draft(.server, epoch).sealed(under: seed), community.directory)
    let before = story.chain.register
    let next = OpenPart.epoch(try Story.epoch(2, seed, readers: []))
    let wrong = try story.draft(.server, next, epoch: 1).sealed(under: seed)
    #expect(throws: ChainFault.self) { try story.append(wrong, community.directory) }
    #expect(story.chain.register == before && story.chain.nextSequence == 1)
    try story.append(
      story.draft(.server, next, epoch: 2).sealed(under: seed), community.directory)
  }

  @Test func `entries by those who may not are refused`() throws {
    let community = try Community()
    let seed = try EpochSeed.random()
    let member = community.members[0]
    let outsider = community.members[1]
    var story = Story(name(0x60))
    try story.append(
      story.draft(
        .server, .epoch(try Story.epoch(1, seed, readers: [member]))
      ).sealed(under: seed), community.directory)
    let reader = EpochReader(
      principal: outsider.principal, keyID: outsider.publicKeys.keyID, grantClass: .open)
    let grant = OpenPart.grants([GrantNotice(epoch: 1, reader: reader)])
    let epoch = OpenPart.epoch(try Story.epoch(2, seed, readers: [member]))
    let gap = OpenPart.epoch(try Story.epoch(3, seed, readers: [member]))
    let future = OpenPart.epoch(
      try Story.epoch(
        2, seed, readers: [member],
        cause: EpochCause(.recusal, vault: story.place.vault, sequence: 5)))
    let party = Author.party(outsider.principal, outsider.publicKeys.keyID)
    let cases: [(String, Author, OpenPart, Person?, UInt64, ChainFault.Damage?)] = [
      ("reader grants", member.author, grant, member, 1, nil),
      ("outsider grants", outsider.author, grant, outsider, 1, .notEntitled),
      ("server grants", .server, grant, nil, 1, .notEntitled),
      ("form grants", .form, grant, nil, 1, .notEntitled),
      ("outsider declares", outsider.author, .none, outsider, 1, nil),
      ("guest writes", community.guest.author, .none, community.guest, 1, .unsigned),
      ("unsigned member", member.author, .none, nil, 1, .unsigned),
      ("party nobody named", party, .none, outsider, 1, .unsigned),
      ("reader begins an epoch", member.author, epoch, member, 2, nil),
      ("outsider begins an epoch", outsider.author, epoch, outsider, 2, .notEntitled),
      ("form begins an epoch", .form, epoch, nil, 2, .notEntitled),
      ("epoch left out", .server, gap, nil, 3, .notEntitled),
      ("a cause that does not exist", .server, future, nil, 2, .notEntitled),
      ("an entry into an epoch to come", .server, .none, nil, 2, .notEntitled),
      (
        "outsider removes a reader", outsider.author,
        .removal(Removal(principals: [member.principal], lastSequence: 0)), outsider, 1,
        .notEntitled
      ),
      (
        "outsider removes themselves", outsider.author,
        .removal(Removal(principals: [outsider.principal], lastSequence: 0)), outsider, 1, nil
      ),
      (
        "form removes", .form, .removal(Removal(principals: [], lastSequence: 0)), nil, 1,
        .notEntitled
      ),
      ("mail erases", .mail, .erasure(Erasure(sequences: [0])), nil, 1, .notEntitled),
    ]
    for (title, author, openPart, signer, epoch, damage) in cases {
      var entry = try story.draft(author, openPart, epoch: epoch).sealed(under: seed)
      if let signer { entry = try entry.signed(by: signer.keys) }
      var copy = story
      var found: ChainFault?
      do throws(ChainFault) {
        try copy.append(entry, community.directory)
      } catch {
        found = error
      }
      #expect(found?.damage == damage, "\(title)")
    }
  }

  @Test func `anchors, checkpoints and tombstones are read back strictly`() throws {
    let world = try World()
    let anchor = world.anchors[0].anchor
    let checkpoint = try #require(world.checkpoint)
    #expect(try Anchor(anchor.encoded(), organization) == anchor)
    #expect(try Checkpoint(checkpoint.encoded(), organization) == checkpoint)
    let signature = try world.community.server.sign(checkpoint)
    #expect(world.community.directory.holds(signature, over: checkpoint))
    #expect(try ServerSignature(bytes: signature.bytes) == signature)
    for bytes in [anchor.encoded(), checkpoint.encoded()] {
      #expect(throws: VaultError.self) { try Anchor(bytes + [0], organization) }
      #expect(throws: VaultError.self) { try Checkpoint(bytes.dropLast(), organization) }
    }
    let words = try makeWordList().words(for: checkpoint.digest(), count: 8)
    #expect(words.count == 8 && Set(words).count > 1)
  }

  @Test func `a head row that SQL wrote is refused`() throws {
    let server = try makeServerKeys()
    let head = HeadRow(
      organization, vault: name(1), sequence: 3, link: lockDigest, epoch: 1,
      epochPublicKey: Bytes(repeating: 1, count: 32))
    let tag = try server.tag(head)
    try server.check(head, tag: tag)
    let others = [
      HeadRow(
        organization, vault: name(2), sequence: 3, link: lockDigest, epoch: 1,
        epochPublicKey: head.epochPublicKey),
      HeadRow(
        organization, vault: name(1), sequence: 4, link: lockDigest, epoch: 1,
        epochPublicKey: head.epochPublicKey),
      HeadRow(
        organization, vault: name(1), sequence: 3, link: .zero, epoch: 1,
        epochPublicKey: head.epochPublicKey),
      HeadRow(
        organization, vault: name(1), sequence: 3, link: lockDigest, epoch: 2,
        epochPublicKey: head.epochPublicKey),
      HeadRow(
        organization, vault: name(1), sequence: 3, link: lockDigest, epoch: 1,
        epochPublicKey: Bytes(repeating: 2, count: 32)),
      HeadRow(
        otherOrganization, vault: name(1), sequence: 3, link: lockDigest, epoch: 1,
        epochPublicKey: head.epochPublicKey),
    ]
    for other in others {
      #expect(throws: VaultError.doesNotOpen("head row")) { try server.check(other, tag: tag) }
    }
    #expect(throws: VaultError.self) { try server.check(head, tag: Bytes(tag.dropLast())) }
  }

  @Test func `a tombstone cannot be left out or invented`() throws {
    let community = try Community()
    let facts: [TombstoneFact] = [
      .erased(name(1), sequences: [1, 2]), .grantsRemoved(name(1), name(2)),
      .principalEnded(name(3)), .seedGenerationEnded(1), .lockSuperseded(name(1), lockDigest),
      .recoveryCodeUsed(name(1), [1, 2]), .invitationUsed([3]),
      .sessionsCut(nil, beforeSeconds: 9), .sessionsCut(name(1), beforeSeconds: 9),
    ]
    var chain = TombstoneChain(organization)
    var signed: [SignedTombstone] = []
    for fact in facts {
      let tombstone = try community.server.sign(chain.draft(fact, atSeconds: 3000))
      try chain.append(tombstone, community.directory)
      signed.append(try SignedTombstone(logLine: tombstone.logLine, organization))
    }
    var again = TombstoneChain(organization)
    for tombstone in signed { try again.append(tombstone, community.directory) }
    #expect(again.facts == facts && again.head == chain.head)
    var gap = TombstoneChain(organization)
    try gap.append(signed[0], community.directory)
    #expect(throws: VaultError.malformed("tombstone chain")) {
      try gap.append(signed[2], community.directory)
    }
    let forged = SignedTombstone(
      gap.draft(.principalEnded(name(9)), atSeconds: 3000), signed[1].signature)
    #expect(throws: VaultError.signatureInvalid) { try gap.append(forged, community.directory) }
    #expect(throws: VaultError.self) { try SignedTombstone(logLine: "00 11", organization) }
  }
}
