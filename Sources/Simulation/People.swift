import Casework
import Procedure

/// How somebody tends to behave; all in a thousand.
struct Habits: Sendable {
  /// Says nothing at the gate, and often does not come at all.
  var silent: Int
  /// Has something to do with the people of a case.
  var conflicted: Int
  /// Finds a reason against what others propose.
  var objecting: Int
  /// Presses a button twice.
  var hasty: Int
  /// Tries a link that is not for them.
  var curious: Int
  /// Tries what the page does not offer them now.
  var trying: Int

  /// Habits by chance: most people are reliable, some are not.
  static func drawn(_ generator: inout SeededGenerator) -> Habits {
    Habits(
      silent: generator.pick([20, 60, 150, 500]) ?? 0,
      conflicted: generator.pick([20, 60, 120]) ?? 0,
      objecting: generator.pick([20, 80, 200, 400]) ?? 0,
      hasty: generator.pick([5, 20, 60]) ?? 0,
      curious: generator.pick([20, 100, 300]) ?? 0,
      trying: generator.pick([20, 80, 200]) ?? 0)
  }
}

/// An invented member of the group or of the board.
struct Person: Sendable {
  /// In the order of joining; stories sort by it, since identities are drawn by the vault.
  let number: Int
  let name: String
  let email: String
  let password: String
  let seat: Seat
  /// Which place they have taken; somebody else takes it when they leave.
  let slot: Int
  let habits: Habits
  var id: MemberID
  var hasLeft = false
  /// The token of their session, as their browser keeps it.
  var token = ""

  /// Whether they have something to do with a case; the same whenever it is asked.
  func hasConflict(inCase number: Int, seed: UInt64) -> Bool {
    var generator = SeededGenerator(seed: seed, "conflict", self.number, number)
    return generator.chance(perThousand: habits.conflicted)
  }

  private static let givenNames = [
    "Asta", "Bram", "Cleo", "Dario", "Esme", "Fenn", "Greta", "Hugo", "Ines", "Jory", "Kaia",
    "Lior", "Mirela", "Nuno", "Odile", "Pavel", "Quirin", "Runa", "Sanne", "Tivo", "Ulla",
    "Viggo", "Wanda", "Ximo", "Yrsa", "Zeno",
  ]
  private static let familyNames = [
    "Quillfeather", "Oddfellow", "Marshwhistle", "Plumtree", "Thornbarrow", "Applegarth",
    "Winterbourne", "Larkspurr", "Copperfield", "Bellweather", "Fernsby", "Mossgrove",
    "Harrowgate", "Pinewhistle", "Sorrelby",
  ]

  /// A name nobody else of the committee has.
  static func name(number: Int) -> String {
    let given = givenNames[number % givenNames.count]
    let round = number / givenNames.count
    return "\(given) \(familyNames[(number + round * 7) % familyNames.count])"
  }
}
