import Identity
import Testing

@testable import Vault

/// Associated data left out or incomplete is the likeliest mistake of all: so every sealed thing is put in the
/// place of every other of its column, and must not open there.
@Suite struct TransplantTests {
  /// One place, with what is sealed in it and how it is opened there.
  struct Sealed {
    let blob: Bytes
    let open: (Bytes) throws -> Void
  }

  private func exchange(_ kind: String, _ column: [Sealed]) {
    for (index, target) in column.enumerated() {
      for (other, source) in column.enumerated() {
        let isOpen: Bool
        do {
          try target.open(source.blob)
          isOpen = true
        } catch {
          isOpen = false
        }
        #expect(isOpen == (index == other), "\(kind): blob \(other) in place \(index)")
      }
    }
  }

  /// The same seeds in both organizations, so that only the associated data can tell them apart.
  private let servers: [ServerKeys]

  init() throws { servers = [try makeServerKeys(), try makeServerKeys(otherOrganization)] }

  @Test func `rows of the server`() throws {
    var outbox: [Sealed] = []
    var settings: [Sealed] = []
    var profiles: [Sealed] = []
    var facts: [Sealed] = []
    var index: [Sealed] = []
    for server in servers {
      for part in [OutboxPart.message, .reply] {
        for (row, created) in [(1, 10), (2, 10), (1, 11)] as [(UInt8, UInt64)] {
          outbox.append(
            Sealed(
              blob: try server.sealOutbox(part, [1], row: name(row), createdSeconds: created)
            ) { _ = try server.openOutbox(part, $0, row: name(row), createdSeconds: created) })
        }
      }
      for key in ["smtp", "imap"] {
        settings.append(
          Sealed(blob: try server.sealSetting([1], name: key)) {
            _ = try server.openSetting($0, name: key)
          })
      }
      for byte in [UInt8(1), 2] {
        profiles.append(
          Sealed(blob: try server.sealProfile([1], of: name(byte))) {
            _ = try server.openProfile($0, of: name(byte))
          })
        facts.append(
          Sealed(blob: try server.sealFacts([1], row: name(byte))) {
            _ = try server.openFacts($0, row: name(byte))
          })
      }
      let reaches: [(UInt8, [VaultReach])] = [
        (1, [VaultReach(vault: name(1), sequence: 4)]),
        (1, [VaultReach(vault: name(1), sequence: 5)]),
        (2, [VaultReach(vault: name(1), sequence: 4)]),
        (1, [VaultReach(vault: name(1), sequence: 4), VaultReach(vault: name(3), sequence: 0)]),
      ]
      for (vault, reach) in reaches {
        index.append(
          Sealed(blob: try server.sealIndex([1], of: name(vault), reaches: reach)) {
            _ = try server.openIndex($0, of: name(vault), reaches: reach)
          })
      }
    }
    exchange("outbox", outbox)
    exchange("setting", settings)
    exchange("profile", profiles)
    exchange("facts", facts)
    exchange("index", index)
    // Rows under the same sub-key, of different kinds.
    exchange("index and profiles and settings", [index[0], profiles[0], settings[0]])
  }

  @Test func `grants of every class`() throws {
    let places = [
      EpochPlace(organization, name(1), epoch: 1), EpochPlace(organization, name(1), epoch: 2),
      EpochPlace(organization, name(2), epoch: 1), EpochPlace(otherOrganization, name(1), epoch: 1),
    ]
    let seed = try EpochSeed.random()
    for grantClass in GrantClass.allCases {
      var column: [Sealed] = []
      for place in places {
        for (byte, generation) in [(1, 1), (1, 2), (2, 1)] as [(UInt8, UInt64)] {
          let person = try Person(byte, generation: generation, place.organization)
          let server = try #require(servers.first { $0.organization == place.organization })
          let register = try Self.register(place, seed, person)
          let open = try seed.grant(to: person.publicKeys, of: place)
          let row: GrantRow
          switch grantClass {
          case .open: row = open
          case .waiting, .reserve: row = try server.lock(open, as: grantClass)
          case .taken: row = try person.keys.take(open, seed: seed)
          }
          column.append(
            Sealed(blob: row.blob) { blob in
              let moved = GrantRow(
                place: place, principal: person.principal, keyID: person.publicKeys.keyID,
                grantClass: grantClass, blob: blob)
              let unlocked =
                grantClass == .waiting || grantClass == .reserve ? try server.unlock(moved) : moved
              _ = try person.keys.open(unlocked, in: register)
            })
        }
      }
      exchange(grantClass.rawValue, column)
    }
  }

  private static func register(
    _ place: EpochPlace, _ seed: borrowing EpochSeed, _ person: Person
  ) throws -> EpochRegister {
    var register = EpochRegister(place.organization, place.vault)
    for number in 1...place.epoch {
      let isFolded = register.fold(.epoch(try Story.epoch(number, seed, readers: [person])))
      #expect(isFolded)
    }
    return register
  }

  @Test func `a grant is checked inside too, not only where it lies`() throws {
    let seed = try EpochSeed.random()
    let person = try Person(1)
    let here = EpochPlace(organization, name(1), epoch: 1)
    let there = EpochPlace(organization, name(2), epoch: 1)
    let register = try Self.register(here, seed, person)
    let elsewhere = try seed.grant(to: person.publicKeys, of: there)
    // Locked again in its new place by somebody with the server's key: what is inside still names the old one.
    let moved = GrantRow(
      place: here, principal: person.principal, keyID: person.publicKeys.keyID, grantClass: .open,
      blob: elsewhere.blob)
    let row = try servers[0].unlock(servers[0].lock(moved, as: .waiting))
    #expect(throws: VaultError.grantNotBelieved(.blob)) {
      _ = try person.keys.open(row, in: register)
    }
  }

  @Test func `sessions and receipts shown again`() throws {
    var sessions: [Sealed] = []
    var receipts: [Sealed] = []
    let token = try SessionToken.random().revealedText()
    let otherToken = try SessionToken.random().revealedText()
    let form = try FormToken.random().revealedText()
    let list = try makeWordList()
    let person = try Person(1)
    for server in servers {
      let cases: [(String, UInt8, UInt8, UInt64, UInt64)] = [
        (token, 1, 1, 10, 100), (token, 2, 1, 10, 100), (token, 1, 2, 10, 100),
        (token, 1, 1, 11, 100), (token, 1, 1, 10, 101), (otherToken, 1, 1, 10, 100),
      ]
      for (text, principal, keyID, created, expires) in cases {
        let row = try server.makeSession(
          SessionToken(text: text), seed: person.keys.seed, of: name(principal),
          keyID: name(keyID), createdSeconds: created, expiresSeconds: expires)
        sessions.append(
          Sealed(blob: row.sealed) { blob in
            let moved = SessionRow(
              rowID: row.rowID, principal: row.principal, keyID: row.keyID,
              createdSeconds: created, expiresSeconds: expires, sealed: blob)
            _ = try server.openSession(moved, SessionToken(text: text), nowSeconds: 50)
          })
      }
      for rowID in [[1], [2]] as [Bytes] {
        let words = try ReceiptWords.random(from: list)
        receipts.append(
          Sealed(blob: try server.sealResubmission(words, FormToken(text: form), rowID: rowID)) {
            _ = try server.openResubmission(
              $0, FormToken(text: form), rowID: rowID, from: list)
          })
      }
    }
    exchange("session", sessions)
    exchange("resubmission", receipts)
  }

  @Test func `own drafts and older seeds`() throws {
    var drafts: [Sealed] = []
    var older: [Sealed] = []
    for organization in [organization, otherOrganization] {
      for (byte, generation) in [(1, 1), (2, 1)] as [(UInt8, UInt64)] {
        let person = try Person(byte, generation: generation, organization)
        let seed = try PrincipalSeed.random().copy()
        for row in [UInt8(1), 2] {
          drafts.append(
            Sealed(blob: try person.keys.sealDraft([1], row: name(row))) {
              _ = try person.keys.openDraft($0, row: name(row))
            })
          older.append(
            Sealed(blob: try person.keys.sealOlderSeed(seed, name(row))) {
              _ = try person.keys.openOlderSeed($0, name(row))
            })
        }
      }
    }
    exchange("draft", drafts)
    exchange("older seed", older)
  }

  @Test func `taken keys of arrivals`() throws {
    var column: [Sealed] = []
    let seed = try EpochSeed.random()
    for (vault, sequence) in [(1, 0), (1, 1), (2, 0)] as [(UInt8, UInt64)] {
      let entry = try EntryDraft(
        place: EpochPlace(organization, name(vault), epoch: 1), sequence: sequence,
        timeSeconds: 1, author: .form, previous: .zero, payload: [1]
      ).sealed(toEpoch: seed.publicKey())
      let takenKey = try #require(try entry.open(under: seed).takenKey)
      let kept = try seed.copy().revealedForChildEntry(entry.header.place)
      column.append(
        Sealed(blob: takenKey) {
          _ = try entry.open(
            under: EpochSeed(childEntry: kept, entry.header.place), takenKey: $0)
        })
    }
    exchange("taken key", column)
  }

  @Test func `files and backups`() throws {
    let key = try FileKey.random().revealedForPayload()
    var files: [Sealed] = []
    for organization in [organization, otherOrganization] {
      for blob in [UInt8(1), 2] {
        var sealer = try FileSealer(organization, name(blob), FileKey(payload: key))
        let sealed = try sealer.add([1, 2, 3]) + sealer.finish()
        files.append(
          Sealed(blob: sealed) { sealed in
            var opener = try FileOpener(
              organization, name(blob), FileKey(payload: key), plainBytes: 3)
            _ = try opener.add(sealed) + opener.finish()
          })
      }
    }
    exchange("file", files)
  }

  @Test func `password locks`() throws {
    var column: [Sealed] = []
    let password = "correct horse battery"
    let person = try Person(1)
    for server in servers {
      for (principal, generation) in [(1, 1), (1, 2), (2, 1)] as [(UInt8, UInt64)] {
        let lock = try PasswordLock.make(
          seed: person.keys.seed, of: name(principal), generation: generation,
          password: Password(typed: password), secondFactor: .none(), rules: .leastForTests, server)
        let stored = lock.encoded(server.organization)
        column.append(
          Sealed(blob: stored) { blob in
            let moved = try PasswordLock(blob, server.organization)
            // Found in the row of this principal and generation, with the digest that the directory names.
            guard moved.principal == name(principal), moved.generation == generation else {
              throw VaultError.doesNotOpen("lock")
            }
            _ = try moved.open(
              password: Password(typed: password), code: nil,
              newest: lock.digest(server.organization), nowSeconds: 1, rules: .leastForTests,
              server)
          })
      }
    }
    exchange("lock", column)
  }
}
