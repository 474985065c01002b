import Identity
import Testing

@testable import Vault

@Suite struct GrantTests {
  let server: ServerKeys
  let reader: Person
  let other: Person
  let place = EpochPlace(organization, name(9), epoch: 1)

  init() throws {
    server = try makeServerKeys()
    reader = try Person(1)
    other = try Person(2)
  }

  private func register(
    _ seed: borrowing EpochSeed, _ readers: [Person]
  ) throws -> EpochRegister {
    var register = EpochRegister(organization, place.vault)
    let isFolded = register.fold(.epoch(try Story.epoch(1, seed, readers: readers)))
    #expect(isFolded)
    return register
  }

  @Test func `a grant waits, opens, is taken, and gives the same seed`() throws {
    let seed = try EpochSeed.random()
    let register = try register(seed, [reader])
    let open = try seed.grant(to: reader.publicKeys, of: place)
    let waiting = try server.lock(open, as: .waiting)
    #expect(waiting.grantClass == .waiting && waiting.blob != open.blob)
    #expect(throws: VaultError.grantNotBelieved(.waiting)) {
      _ = try reader.keys.open(waiting, in: register)
    }
    let released = try server.unlock(waiting)
    #expect(released == open)
    let reserve = try server.lock(open, as: .reserve)
    #expect(try server.unlock(reserve.moved(to: .waiting)) == open)
    let first = try reader.keys.open(released, in: register)
    let taken = try reader.keys.take(released, seed: first)
    let second = try reader.keys.open(taken, in: register)
    let same = [try first.publicKey(), try second.publicKey(), try seed.publicKey()]
    #expect(Set(same).count == 1)
    #expect(taken.grantClass == .taken && taken.blob.count < open.blob.count)
  }

  @Test func `a planted key opens nothing`() throws {
    let real = try EpochSeed.random()
    let planted = try EpochSeed.random()
    let register = try register(real, [reader])
    // Sealed rightly, to the right reader, for the right place; but not the seed of the epoch.
    let row = try planted.grant(to: reader.publicKeys, of: place)
    #expect(throws: VaultError.grantNotBelieved(.planted)) {
      _ = try reader.keys.open(row, in: register)
    }
    let taken = try reader.keys.take(row, seed: planted)
    #expect(throws: VaultError.grantNotBelieved(.planted)) {
      _ = try reader.keys.open(taken, in: register)
    }
    // The right seed for somebody whom nobody entered.
    let unnamed = try real.grant(to: other.publicKeys, of: place)
    #expect(throws: VaultError.grantNotBelieved(.unnamed)) {
      _ = try other.keys.open(unnamed, in: register)
    }
    // An epoch that does not exist.
    let later = try real.grant(
      to: reader.publicKeys, of: EpochPlace(organization, place.vault, epoch: 2))
    #expect(throws: VaultError.grantNotBelieved(.planted)) {
      _ = try reader.keys.open(later, in: register)
    }
  }

  @Test func `a removed reader is believed no more, until granted again`() throws {
    let seed = try EpochSeed.random()
    var register = try register(seed, [reader, other])
    let row = try seed.grant(to: reader.publicKeys, of: place)
    var isFolded = register.fold(
      .removal(Removal(principals: [reader.principal], lastSequence: 0)))
    #expect(isFolded)
    #expect(throws: VaultError.grantNotBelieved(.unnamed)) {
      _ = try reader.keys.open(row, in: register)
    }
    let again = EpochReader(
      principal: reader.principal, keyID: reader.publicKeys.keyID, grantClass: .open)
    isFolded = register.fold(.grants([GrantNotice(epoch: 1, reader: again)]))
    #expect(isFolded)
    _ = try reader.keys.open(row, in: register)
    isFolded = register.fold(.grants([GrantNotice(epoch: 5, reader: again)]))
    #expect(!isFolded)
  }

  @Test func `a public key of low order gets no box`() throws {
    let seed = try EpochSeed.random()
    let low = try PublicKeys(
      organization, principal: name(3), generation: 1, box: Bytes(repeating: 0, count: 32),
      sign: Bytes(repeating: 1, count: 32))
    #expect(throws: VaultError.operationRefused("a sealed box")) {
      try seed.grant(to: low, of: place)
    }
  }

  @Test func `new keys take over the ring`() throws {
    let seed = try EpochSeed.random()
    let newer = try Person(1, generation: 2)
    let taken = try reader.keys.take(
      seed.grant(to: reader.publicKeys, of: place), seed: seed)
    let moved = try reader.keys.retake(taken, for: newer.keys)
    // The epoch names the reader under the keys of its time, as it always will.
    let register = try register(seed, [reader])
    _ = try newer.keys.open(moved, in: register)
    let open = try seed.grant(to: newer.publicKeys, of: place)
    #expect(throws: VaultError.grantNotBelieved(.unnamed)) {
      _ = try newer.keys.open(open, in: register)
    }
    #expect(throws: VaultError.grantNotBelieved(.blob)) {
      _ = try reader.keys.open(moved, in: register)
    }
    let sealed = try newer.keys.sealOlderSeed(reader.keys.seed, reader.publicKeys.keyID)
    let older = try newer.keys.openOlderSeed(sealed, reader.publicKeys.keyID)
    let again = try older.publicKeys(organization, principal: reader.principal)
    #expect(again == reader.publicKeys)
  }

  @Test func `a child's seed comes back from its parent's entry, for its own place only`() throws {
    let seed = try EpochSeed.random()
    let payload = try seed.revealedForChildEntry(place)
    let again = try EpochSeed(childEntry: payload, place)
    let same = try again.publicKey() == seed.publicKey()
    #expect(same)
    #expect(throws: VaultError.doesNotOpen("child entry")) {
      _ = try EpochSeed(
        childEntry: payload, EpochPlace(organization, place.vault, epoch: 2))
    }
  }

  @Test func `a seed is not used under the name of somebody else`() throws {
    let seed = try EpochSeed.random()
    let row = try seed.grant(to: reader.publicKeys, of: place)
    let impostor = try other.keys.seed.copy().keys(reader.publicKeys, organization)
    let register = try register(seed, [reader])
    #expect(throws: VaultError.keysDoNotMatch) { _ = try impostor.open(row, in: register) }
    #expect(throws: VaultError.keysDoNotMatch) {
      _ = try impostor.sign(CanonicalEncoding(.signature))
    }
  }
}
