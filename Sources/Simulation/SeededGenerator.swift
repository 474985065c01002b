/// All chance of a simulation: the same seed draws the same numbers on every machine (SplitMix64).
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A generator of its own for one purpose, so that what is left out elsewhere changes nothing here.
  init(seed: UInt64, _ purpose: String, _ numbers: Int...) {
    var mixed = seed
    for byte in purpose.utf8 { mixed = Self.mixed(mixed ^ UInt64(byte)) }
    for number in numbers { mixed = Self.mixed(mixed ^ UInt64(bitPattern: Int64(number))) }
    state = mixed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.finished(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 { finished(value &+ 0x9e37_79b9_7f4a_7c15) }

  private static func finished(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From zero up to, not including, the bound.
  mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "There is nothing to draw from.")
    return Int(next() % UInt64(bound))
  }

  /// A number of the range, both ends included.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + number(below: range.count)
  }

  /// True in so many of a thousand cases.
  mutating func chance(perThousand: Int) -> Bool { number(below: 1_000) < perThousand }

  /// One of them; nil where there are none.
  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[number(below: elements.count)]
  }

  /// A place, each as likely as its weight says; nil where none weighs anything.
  mutating func place(byWeights weights: [Int]) -> Int? {
    let total = weights.reduce(0) { $0 + max($1, 0) }
    guard total > 0 else { return nil }
    var drawn = number(below: total)
    for (place, weight) in weights.enumerated() where weight > 0 {
      if drawn < weight { return place }
      drawn -= weight
    }
    return nil
  }
}
