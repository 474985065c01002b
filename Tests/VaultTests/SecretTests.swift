import Identity
import Testing

@testable import Vault

@Suite struct SecretTests {
  @Test func `an exhausted arena grows`() throws {
    var held: [Person] = []
    // Far more secrets than one block has slots, of both sizes.
    for _ in 0..<3000 { held.append(try Person(1)) }
    #expect(held.count == 3000)
    final class Held: Sendable {
      let secret: Secret
      init(_ byte: UInt8) throws {
        secret = try Secret(copying: Bytes(repeating: byte, count: 300))
      }
    }
    let large = try (0..<500).map { try Held(UInt8($0 % 251)) }
    for (index, held) in large.enumerated() {
      #expect(held.secret.revealedBytes().allSatisfy { $0 == UInt8(index % 251) })
    }
  }

  @Test func `what was released is wiped before it is used again`() throws {
    for count in [32, 64, 400, 5000] {
      do { _ = try Secret(copying: Bytes(repeating: 0xaa, count: count)) }
      let next = try Secret(byteCount: count)
      let isZero = next.revealedBytes().allSatisfy { $0 == 0 }
      #expect(isZero)
    }
  }

  @Test func `many threads use the server's keys and the arena at once`() async throws {
    let server = try makeServerKeys()
    let person = try Person(1)
    let found = try await withThrowingTaskGroup(of: Bytes.self) { group in
      for number in 0..<64 {
        group.addTask {
          let seed = try EpochSeed.random()
          let place = EpochPlace(organization, name(UInt8(number)), epoch: 1)
          let row = try seed.grant(to: person.publicKeys, of: place)
          let again = try server.unlock(server.lock(row, as: .waiting))
          #expect(again == row)
          return try server.addressID("ada@example.org")
        }
      }
      return try await group.reduce(into: Set<Bytes>()) { $0.insert($1) }
    }
    #expect(found.count == 1)
  }

  @Test func `a machine key is read back from its file and from nothing else`() throws {
    let key = try MachineKey.random()
    let contents = key.fileContents()
    let again = try MachineKey(fileContents: contents).fileContents()
    #expect(again == contents)
    for wrong in [Bytes(), Bytes("hello".utf8), Bytes(contents.dropLast(3))] {
      #expect(throws: VaultError.malformed("machine key")) {
        _ = try MachineKey(fileContents: wrong)
      }
    }
  }

  @Test func `server seeds open with the machine's key or the recovery key alone`() throws {
    let machineKey = try MachineKey.random()
    let other = try MachineKey.random()
    let recovery = try Person(1)
    let stranger = try Person(2)
    let wrapped = try ServerSeed.random(generation: 1).wrapped(
      under: machineKey, recovery: recovery.publicKeys, organization)
    let expected = try wrapped.open(with: machineKey, organization).signingPublicKey()
    let restored = try wrapped.open(withRecovery: recovery.keys).signingPublicKey()
    #expect(restored == expected)
    let moved = WrappedServerSeed(generation: 2, sealed: wrapped.sealed, box: wrapped.box)
    #expect(throws: VaultError.doesNotOpen("server seed")) {
      _ = try wrapped.open(with: other, organization)
    }
    #expect(throws: VaultError.doesNotOpen("server seed")) {
      _ = try moved.open(with: machineKey, organization)
    }
    #expect(throws: VaultError.doesNotOpen("server seed")) {
      _ = try moved.open(withRecovery: recovery.keys)
    }
    #expect(throws: VaultError.doesNotOpen("server seed")) {
      _ = try wrapped.open(withRecovery: stranger.keys)
    }
    #expect(throws: VaultError.generationUnknown(0)) {
      _ = try ServerKeys(organization, machineKey, [wrapped])
    }
  }

  @Test func `rows of an older generation open, and unknown ones are named`() throws {
    let old = try makeServerKeys(generations: [0, 1])
    let new = try makeServerKeys(generations: [0, 1, 2])
    let only = try makeServerKeys(generations: [0, 2])
    let row = try old.sealSetting([1, 2, 3], name: "mailbox")
    #expect(try new.openSetting(row, name: "mailbox") == [1, 2, 3])
    #expect(new.newestGeneration == 2)
    #expect(throws: VaultError.generationUnknown(1)) {
      try only.openSetting(row, name: "mailbox")
    }
    // Look-ups stay the same, whatever the newest generation is.
    #expect(try old.addressID("ada@example.org") == only.addressID("ada@example.org"))
  }

  @Test func `look-ups are the ones they always were, and unrelated in another organization`()
    throws
  {
    let server = try makeServerKeys()
    let other = try makeServerKeys(otherOrganization)
    #expect(
      try server.addressID("ada@example.org").hexadecimal == "6239f83527299e5c564e6509abf84f0c")
    #expect(try server.addressID("ada@example.org") != other.addressID("ada@example.org"))
    #expect(
      try server.senderID("ada@example.org", replyToken: [1])
        != server.senderID("ada@example.org", replyToken: [2]))
  }

  @Test func `a mail has the same name in one piece and in several, as before pieces were hashed`()
    throws
  {
    let server = try makeServerKeys()
    let whole = try server.mailSeenID(messageID: "one", body: [[1, 2, 3]])
    #expect(try server.mailSeenID(messageID: "one", body: [[1], [], [2, 3], []]) == whole)
    #expect(try server.mailSeenID(messageID: "one", body: [[1, 2]]) != whole)
    var encoding = CanonicalEncoding(.mailSeen, organization)
    let beginning = encoding.beginningField(byteCount: 3)
    encoding.add([1, 2, 3] as Bytes)
    #expect(encoding.bytes == beginning + [1, 2, 3])
  }
}
