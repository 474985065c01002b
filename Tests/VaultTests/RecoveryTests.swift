import Identity
import Testing

@testable import Vault

@Suite struct RecoveryTests {
  private func keys(_ scalar: borrowing RecoveryScalar) throws -> PublicKeys {
    try scalar.principalSeed(organization).publicKeys(organization, principal: name(0xf0))
  }

  private func subsets(_ items: [String], _ count: Int) -> [[String]] {
    guard count > 0 else { return [[]] }
    return items.indices.flatMap { index in
      subsets(Array(items[(index + 1)...]), count - 1).map { [items[index]] + $0 }
    }
  }

  @Test(arguments: [(2, 2), (2, 3), (3, 5), (5, 5), (2, 10), (10, 10)])
  func `any k shares give the key, and fewer do not`(threshold: Int, holders: Int) throws {
    let scalar = try RecoveryScalar.random()
    let recovery = try keys(scalar)
    let shares = try scalar.split(
      threshold: threshold, holders: holders, recovery: recovery, organization)
    #expect(shares.count == holders && Set(shares).count == holders)
    for subset in subsets(shares, threshold) {
      let joined = try RecoveryScalar.join(
        typed: subset.reversed(), recovery: recovery, organization)
      let same = try keys(joined) == recovery
      #expect(same)
    }
    let all = try RecoveryScalar.join(typed: shares, recovery: recovery, organization)
    let same = try keys(all) == recovery
    #expect(same)
    #expect(throws: ShareProblem.tooFew(needed: threshold)) {
      _ = try RecoveryScalar.join(
        typed: Array(shares.prefix(threshold - 1)), recovery: recovery, organization)
    }
  }

  @Test func `bad shares are named`() throws {
    let scalar = try RecoveryScalar.random()
    let recovery = try keys(scalar)
    let shares = try scalar.split(threshold: 2, holders: 3, recovery: recovery, organization)
    let other = try RecoveryScalar.random()
    let otherShares = try other.split(
      threshold: 2, holders: 3, recovery: keys(other), organization)
    let resplit = try scalar.split(threshold: 3, holders: 4, recovery: recovery, organization)
    // One letter wrong in every place.
    for index in shares[1].indices where shares[1][index] != "-" {
      var typed = shares[1]
      typed.replaceSubrange(index...index, with: typed[index] == "B" ? "C" : "B")
      #expect(throws: ShareProblem.unreadable(number: 2)) {
        _ = try RecoveryScalar.join(typed: [shares[0], typed], recovery: recovery, organization)
      }
    }
    let cases: [([String], ShareProblem)] = [
      ([], .tooFew(needed: 2)), ([shares[0]], .tooFew(needed: 2)),
      ([shares[0], shares[0]], .sameTwice(number: 2)),
      ([shares[0], otherShares[1]], .ofAnotherSet(number: 2)),
      ([shares[0], resplit[1]], .ofAnotherSet(number: 2)),
      ([otherShares[0], otherShares[1]], .wrongKey),
      (["hello", shares[0]], .unreadable(number: 1)),
    ]
    for (typed, problem) in cases {
      #expect(throws: problem) {
        _ = try RecoveryScalar.join(typed: typed, recovery: recovery, organization)
      }
    }
    for (threshold, holders) in [(1, 3), (4, 3), (2, 11), (0, 0)] {
      #expect(throws: ShareProblem.thresholdImpossible) {
        try scalar.split(
          threshold: threshold, holders: holders, recovery: recovery, organization)
      }
    }
  }

  @Test func `a share with holder zero, or a value that is not canonical, is refused`() throws {
    let order = try #require(
      Bytes(hexadecimal: "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
    var one = Bytes(repeating: 0, count: 32)
    one[0] = 1
    let cases: [(UInt8, UInt8, UInt8, Bytes, Bool)] = [
      (2, 3, 1, one, true), (2, 3, 0, one, false), (2, 3, 4, one, false), (1, 3, 1, one, false),
      (4, 3, 1, one, false), (2, 11, 1, one, false), (2, 3, 1, order, false),
      (2, 3, 1, Bytes(repeating: 0xff, count: 32), false),
    ]
    for (threshold, holders, number, value, isRight) in cases {
      let text = try RecoveryShare(
        set: Bytes(repeating: 1, count: 8), threshold: threshold, holders: holders,
        number: number, value: Secret(copying: value)
      ).text()
      let isRead: Bool
      do {
        _ = try RecoveryShare(typed: text)
        isRead = true
      } catch {
        #expect(error == .unreadable(number: 1))
        isRead = false
      }
      #expect(isRead == isRight, "\(threshold) of \(holders), number \(number)")
    }
  }

  @Test func `the provisional key is read back from paper`() throws {
    let scalar = try RecoveryScalar.random()
    let text = try scalar.textToShowOnce()
    let again = try RecoveryScalar(typed: " " + text.lowercased())
    let same = try keys(again) == keys(scalar)
    #expect(same)
    for wrong in [
      "", "hello", String(text.dropLast()), text.replacing(text.prefix(9), with: "AAAA-AAAA"),
    ] {
      #expect(throws: ShareProblem.unreadable(number: 1)) { _ = try RecoveryScalar(typed: wrong) }
    }
  }

  @Test func `split secrets look unrelated to the key`() throws {
    let scalar = try RecoveryScalar.random()
    let recovery = try keys(scalar)
    let first = try scalar.split(threshold: 2, holders: 2, recovery: recovery, organization)
    let second = try scalar.split(threshold: 2, holders: 2, recovery: recovery, organization)
    #expect(first != second)
    // Shares of two splits of the same key do not mix into another key unseen.
    #expect(throws: ShareProblem.wrongKey) {
      _ = try RecoveryScalar.join(
        typed: [first[0], second[1]], recovery: recovery, organization)
    }
  }
}
