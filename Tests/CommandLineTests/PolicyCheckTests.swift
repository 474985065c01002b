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

  // A debug build needs a while even for small committees; a release build walks all sizes in seconds
  // (docs/performance.md).
  @Test func `walks the policy of Django and prints how many situations it saw`() throws {
    let result = try Redress.run(["policy", "check", "django", "--largest", "4"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("django is sound: the policy 'django' of ") == true)
    let figures = try #require(
      lines.last?.wholeMatch(
        of:
          /(\d+) situations visited \((\d+) of ballots, (\d+) of cases\), committees of 3 to 4, 25 sets of conflicts: none is stuck, every rule decides\./
      ))
    let all = try #require(Int(figures.1))
    let (ballots, cases) = (try #require(Int(figures.2)), try #require(Int(figures.3)))
    #expect(all == ballots + cases && ballots > 1_000 && cases > 5_000)
  }

  @Test func `walks the policy of Reset and tells programs how often each rule decided`() throws {
    let result = try Redress.run(["policy", "check", "reset", "--largest", "4", "--json"])
    #expect(result.status == 0)
    let printed = try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    let walk = try #require(printed.walk)
    #expect(printed.policy == "reset" && printed.faults.isEmpty)
    #expect(walk.membersMin == 3 && walk.membersMax == 4 && walk.conflictSets == 25)
    #expect(walk.situations == walk.ballotSituations + walk.caseSituations)
    #expect(walk.ballotSituations > 1_000 && walk.caseSituations > 5_000)
    let deciding = DecidingRule.allCases.map(\.rawValue)
    #expect(deciding.allSatisfy { walk.decidedBy[$0, default: 0] > 0 }, "\(walk.decidedBy)")
  }

  @Test func `names what is wrong with its place, and changes nothing`() throws {
    let broken = try Redress.run(["policy", "check", "-"], input: "{ format: 2 }")
    #expect(broken.status == 65 && broken.output.isEmpty)
    #expect(broken.errors.contains("community"))
    #expect(broken.errors.hasSuffix("Nothing was changed.\n"))
    let none = try Redress.run(["policy", "check"])
    #expect(none.status == 64)
    for size in ["3", "10", "many"] {
      let wrong = try Redress.run(["policy", "check", "django", "--largest", size])
      #expect(wrong.status == 64 && wrong.errors.contains("from 4 to 9"))
    }
  }
}
