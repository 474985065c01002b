import Identity
import Testing

@testable import Vault

@Suite struct ReceiptTests {
  let list: WordList
  let server: ServerKeys

  init() throws {
    list = try makeWordList()
    server = try makeServerKeys()
  }

  @Test func `words lead to the look-up id and keys they always led to`() throws {
    let words = [0, 1, 2, 3, 4, 5, 7775].map { list.words[$0] }.joined(separator: " ")
    let receipt = try ReceiptWords(typed: words, from: list).receipt(organization)
    let seed = try receipt.principalSeed(salt: Bytes(repeating: 5, count: 16))
    let seedText = seed.secret.revealedBytes().hexadecimal
    #expect(seedText == "60160c0303468d57f276f77ac093cf59b29cfcd467885521644ef3a077e2ef06")
    #expect(try server.receiptID(receipt).hexadecimal == "46abc8b47ce2973647b1067f452eb1ad")
  }

  @Test func `drawn words open the same channel when they are typed again`() throws {
    let words = try ReceiptWords.random(from: list)
    let shown = words.wordsToShowOnce()
    #expect(shown.count == 7)
    let id = try server.receiptID(words.receipt(organization))
    let salt = Bytes(repeating: 1, count: 16)
    let keys = try words.receipt(organization).principalSeed(salt: salt)
      .publicKeys(organization, principal: name(1))
    for typed in [
      shown.joined(separator: " "), shown.joined(separator: "-").uppercased(),
      "  1. " + shown.joined(separator: ",\n 2) ") + ".",
    ] {
      let again = try ReceiptWords(typed: typed, from: list).receipt(organization)
      #expect(try server.receiptID(again) == id)
      let keysAgain = try again.principalSeed(salt: salt)
        .publicKeys(organization, principal: name(1))
      #expect(keysAgain == keys)
    }
    let elsewhere = try words.receipt(otherOrganization)
    #expect(try server.receiptID(elsewhere) != id)
    let otherList = try ReceiptWords(
      typed: shown.joined(separator: " "), from: makeWordList(identifier: "other"))
    #expect(try server.receiptID(otherList.receipt(organization)) != id)
    let otherSalt = try words.receipt(organization)
      .principalSeed(salt: Bytes(repeating: 2, count: 16))
      .publicKeys(organization, principal: name(1))
    #expect(otherSalt != keys)
  }

  @Test(arguments: [
    ("aaaa aaab aaac", ReceiptProblem.tooFewWords), ("", .tooFewWords),
    ("aaaa aaab wrong aaac aaad aaae aaaf", .unknownWord(number: 3, typed: "wrong")),
    (String(repeating: "aaaa ", count: 13), .tooManyWords),
    (String(repeating: "a", count: 2000), .tooManyWords),
    ("aaaa aaab aaac aaad aaae aaaf äöü", .unknownWord(number: 7, typed: "äöü")),
  ])
  func `what is wrong with typed words is said`(typed: String, problem: ReceiptProblem) throws {
    #expect(throws: problem) { _ = try ReceiptWords(typed: typed, from: list) }
    // What goes to a log says nothing of what was typed.
    #expect(!problem.description.contains("wrong "))
  }

  @Test func `a word with a hyphen may be typed with and without it`() throws {
    var words = list.words
    words[5] = "yo-yo"
    words[6] = "zip"
    let hyphened = try WordList(identifier: "hyphen", words: words)
    let ids = try ["yo-yo", "yoyo", "Yo yo"].map {
      try server.receiptID(
        ReceiptWords(typed: "zip zip zip zip zip \($0)", from: hyphened).receipt(organization))
    }
    #expect(Set(ids).count == 1)
  }

  @Test func `a list that is not complete is refused`() throws {
    for words in [[], Array(list.words.dropLast()), list.words.dropLast() + ["aaaa"]] {
      #expect(throws: VaultError.malformed("word list")) {
        try WordList(identifier: "x", words: words)
      }
    }
  }

  @Test func `the same post shows the same receipt, and another text does not`() throws {
    let form = try FormToken.random()
    let id = try form.resubmissionID(body: [1, 2, 3], organization)
    #expect(try form.resubmissionID(body: [1, 2, 4], organization) != id)
    let words = try ReceiptWords.random(from: list)
    let row = try server.sealResubmission(words, form, rowID: id)
    let again = try server.openResubmission(
      row, FormToken(text: form.revealedText()), rowID: id, from: list)
    let shown = words.wordsToShowOnce()
    let shownAgain = again.wordsToShowOnce()
    #expect(shownAgain == shown)
    #expect(throws: VaultError.doesNotOpen("receipt")) {
      _ = try server.openResubmission(row, FormToken.random(), rowID: id, from: list)
    }
    let client = try FormToken(
      idempotencyKey: "0a4be2c1-2f14-4a6e-9d1c-6f2b8a3c7d55", organization)
    #expect(try client.resubmissionID(body: [1], organization).count == 32)
    #expect(throws: VaultError.malformed("idempotency key")) {
      _ = try FormToken(idempotencyKey: "short", organization)
    }
  }

  @Test func `a session opens with its token, in its time`() throws {
    let person = try Person(1)
    let token = try SessionToken.random()
    let row = try server.makeSession(
      token, seed: person.keys.seed, of: person.principal, keyID: person.publicKeys.keyID,
      createdSeconds: 1000, expiresSeconds: 2000)
    for now in [880, 1000, 1999] as [UInt64] {
      let seed = try server.openSession(
        row, SessionToken(text: token.revealedText()), nowSeconds: now)
      let same = seed.secret.equals(person.keys.seed.secret)
      #expect(same)
    }
    for now in [879, 2000, 9000] as [UInt64] {
      #expect(throws: VaultError.sessionEnded) {
        _ = try server.openSession(row, token, nowSeconds: now)
      }
    }
    #expect(throws: VaultError.doesNotOpen("session")) {
      _ = try server.openSession(row, SessionToken.random(), nowSeconds: 1500)
    }
    let stretched = SessionRow(
      rowID: row.rowID, principal: row.principal, keyID: row.keyID, createdSeconds: 1000,
      expiresSeconds: 9000, sealed: row.sealed)
    #expect(throws: VaultError.doesNotOpen("session")) {
      _ = try server.openSession(stretched, token, nowSeconds: 3000)
    }
    #expect(throws: VaultError.malformed("session token")) {
      _ = try SessionToken(text: "nothing")
    }
  }
}
