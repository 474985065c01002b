import Foundation
import Procedure
import Testing

@Suite struct `The check of a policy` {
  struct Printed: Decodable {
    struct Walk: Decodable {
      let situations: Int
      let ballotSituations: Int
      let caseSituations: Int
      let membersMin: Int
      let membersMax: Int
      let conflictSets: Int
      let decidedBy: [String: Int]
    }
    let policy: String?
    let faults: [[String: String]]
    let walk: Walk?
  }

  /// Each policy is walked to its end, and what is printed for people are the figures that programs get.
  @Test(arguments: Policy.shippedNames)
  func `walks a shipped policy to its end and prints how many situations it saw`(name: String)
    throws
  {
    let started = ContinuousClock.now
    let result = try Redress.run(["policy", "check", name, "--json"])
    let took = ContinuousClock.now - started
    #expect(result.status == 0, "\(result.errors)")
    let printed = try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    let walk = try #require(printed.walk)
    #expect(printed.policy == name && printed.faults.isEmpty)
    #expect(walk.membersMin == 3 && walk.membersMax == 9)
    #expect(walk.situations == walk.ballotSituations + walk.caseSituations)
    #expect(walk.ballotSituations > 20_000 && walk.caseSituations > 10_000)
    #expect(Set(walk.decidedBy.keys) == Set(DecidingRule.allCases.map(\.rawValue)))
    #expect(walk.decidedBy.values.allSatisfy { $0 > 0 })
    // A debug build takes many times what people wait for; the release figure is in docs/performance.md.
    #expect(took < .seconds(600))
  }

  @Test func `names what is wrong with its place, and changes nothing`() throws {
    let broken = try Redress.run(["policy", "check", "-"], input: "{ format: 2 }")
    #expect(broken.status == 65 && broken.output.isEmpty)
    #expect(broken.errors.contains("community"))
    #expect(broken.errors.hasSuffix("Nothing was changed.\n"))
    let none = try Redress.run(["policy", "check"])
    #expect(none.status == 64)
  }
}
