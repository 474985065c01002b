import Identity
import Testing

@testable import Vault

#if DEBUG
  /// Every call into libsodium fails once; nothing may come out as if it had not.
  @Suite(.serialized) struct FaultTests {
    /// Runs the body with the 1st, 2nd, 3rd … call failing, until it runs through without one.
    private func everyCallFails(
      _ title: String, atLeast least: Int, _ body: () throws -> Void
    ) throws {
      var failing = 1
      while true {
        let faults = SodiumFaults(failingCall: failing)
        var error: (any Error)?
        do {
          try faults.during(body)
        } catch let caught {
          error = caught
        }
        guard faults.hasFailed else {
          #expect(error == nil, "\(title)")
          break
        }
        #expect(error != nil, "\(title): call \(failing) failed unseen")
        failing += 1
      }
      #expect(failing > least, "\(title) made \(failing - 1) calls")
    }

    @Test func `no failure of libsodium passes unseen`() throws {
      let server = try makeServerKeys()
      let person = try Person(1)
      let place = EpochPlace(organization, name(9), epoch: 1)
      let list = try makeWordList()
      try everyCallFails("a grant", atLeast: 8) {
        let seed = try EpochSeed.random()
        var register = EpochRegister(organization, place.vault)
        let isFolded = register.fold(.epoch(try Story.epoch(1, seed, readers: [person])))
        #expect(isFolded)
        let row = try server.unlock(
          server.lock(seed.grant(to: person.publicKeys, of: place), as: .waiting))
        let opened = try person.keys.open(row, in: register)
        _ = try person.keys.open(person.keys.take(row, seed: opened), in: register)
      }
      try everyCallFails("an entry", atLeast: 10) {
        let seed = try EpochSeed.random()
        let entry = try EntryDraft(
          place: place, sequence: 0, timeSeconds: 1, author: person.author, previous: .zero,
          payload: [1]
        ).sealed(toEpoch: seed.publicKey()).signed(by: person.keys)
        let taken = try entry.open(under: seed).takenKey
        _ = try entry.open(under: seed, takenKey: taken)
      }
      try everyCallFails("a receipt", atLeast: 5) {
        let receipt = try ReceiptWords.random(from: list).receipt(organization)
        _ = try server.receiptID(receipt)
        _ = try receipt.principalSeed(salt: Bytes(repeating: 0, count: 16))
      }
      try everyCallFails("a lock", atLeast: 6) {
        let lock = try PasswordLock.make(
          seed: person.keys.seed, of: person.principal, generation: 1,
          password: Password(chosen: "correct horse battery"), secondFactor: .none(),
          rules: .leastForTests, server)
        _ = try lock.open(
          password: Password(typed: "correct horse battery"), code: nil,
          newest: lock.digest(organization), nowSeconds: 1, rules: .leastForTests, server)
      }
      try everyCallFails("shares", atLeast: 10) {
        let scalar = try RecoveryScalar.random()
        let recovery = try scalar.principalSeed(organization)
          .publicKeys(organization, principal: name(1))
        let shares = try scalar.split(
          threshold: 2, holders: 3, recovery: recovery, organization)
        _ = try RecoveryScalar.join(typed: shares, recovery: recovery, organization)
      }
      try everyCallFails("a file", atLeast: 8) {
        let key = try FileKey.random()
        var sealer = try FileSealer(organization, name(1), key)
        let sealed = try sealer.add([1, 2, 3]) + sealer.finish()
        _ = try sealer.facts()
        var opener = try FileOpener(organization, name(1), key, plainBytes: 3)
        #expect(try opener.add(sealed) + opener.finish() == [1, 2, 3])
      }
      try everyCallFails("server keys", atLeast: 15) { _ = try makeServerKeys() }
    }

    @Test func `no failure lets a damaged organization pass`() throws {
      var world = try World()
      world.vaults[world.first]?.removeLast()
      var failing = 1
      while true {
        let faults = SodiumFaults(failingCall: failing)
        var isSound = false
        do {
          isSound = try faults.during { try world.fault() == nil }
        } catch {
          isSound = false
        }
        #expect(!isSound)
        guard faults.hasFailed else { break }
        failing += 7
      }
    }
  }
#endif
