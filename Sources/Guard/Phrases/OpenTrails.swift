/// A trail of shared words that stand near one another in both texts.
struct Trail {
  /// The word of the other text that came last.
  var lastOther: Int
  /// The first and the last place in the draft, and the one that came last in the order of the other text.
  var first: Int
  var last: Int
  var newest: Int
  var weight: Int
  var count = 1
  /// How many of its words tell something.
  var telling: Int
  /// Words in the same order and at about the same distance.
  var inOrder = 0

  init(at other: Int, place: Int, weight: Int) {
    (lastOther, first, last, newest) = (other, place, place, place)
    self.weight = weight
    telling = weight >= 2 ? 1 : 0
  }

  /// Whether what it has stays short enough with this place.
  func canReach(_ place: Int) -> Bool {
    max(last, place) - min(first, place) <= OpenTrails.spanMax
  }

  mutating func add(_ place: Int, at other: Int, weight: Int) {
    if place > newest, abs((place - newest) - (other - lastOther)) <= 2 { inOrder += 1 }
    newest = place
    self.weight += weight
    count += 1
    if weight >= 2 { telling += 1 }
    first = min(first, place)
    last = max(last, place)
    lastOther = other
  }
}

/// The trails that are followed while another text is read, at most `GuardLimits.openTrailsMax`. Each place of the draft knows
/// the trails that it belongs to, so that a word is held only against those that have a word near it.
struct OpenTrails {
  /// How far apart words of a phrase may stand, in either text.
  static let reach = 9
  /// How many words behind its first a phrase may still go on in a draft.
  static let spanMax = 40

  private var trails: [Trail] = []
  /// The trails that are open, a bit for each.
  private var open: UInt32 = 0
  /// For each place of the draft the trails that have it, with as many places before and behind as a trail reaches.
  private var owners: [UInt32]
  /// No open trail had its last word earlier in the other text.
  private var earliest = 0
  /// Trails that ended and weigh enough to be looked at.
  private(set) var done: [Trail] = []
  /// How many comparisons were made; for tests of linearity.
  private(set) var work = 0

  /// - Parameter words: how many words the draft has.
  init(words: Int) { owners = [UInt32](repeating: 0, count: words + 2 * Self.reach) }

  /// Goes on to a word of the other text: trails end that were left too far behind.
  mutating func advance(to other: Int) {
    guard other - earliest > Self.reach else { return }
    earliest = other
    for trail in open.bits {
      if other - trails[trail].lastOther > Self.reach {
        close(trail)
      } else {
        earliest = min(earliest, trails[trail].lastOther)
      }
    }
  }

  /// Adds a place of the draft, at which the word of the other text stands too, to all trails near it; or begins one.
  mutating func add(_ place: Int, at other: Int, weight: Int) {
    var isPartOfOne = false
    let near = owners[place...place + 2 * Self.reach].reduce(0, |)
    work += 1 + near.nonzeroBitCount
    for trail in near.bits {
      if owners[place + Self.reach] & 1 << UInt32(trail) != 0 {
        isPartOfOne = true
      } else if trails[trail].canReach(place) {
        isPartOfOne = true
        trails[trail].add(place, at: other, weight: weight)
        owners[place + Self.reach] |= 1 << UInt32(trail)
      }
    }
    if !isPartOfOne, open.nonzeroBitCount < GuardLimits.openTrailsMax {
      begin(Trail(at: other, place: place, weight: weight))
    }
  }

  /// Ends all trails.
  mutating func finish() {
    for trail in open.bits { close(trail) }
  }

  private mutating func begin(_ trail: Trail) {
    let free = (~open).trailingZeroBitCount
    if free < trails.count { trails[free] = trail } else { trails.append(trail) }
    open |= 1 << UInt32(free)
    owners[trail.first + Self.reach] |= 1 << UInt32(free)
  }

  private mutating func close(_ trail: Int) {
    let own = trails[trail]
    if own.weight >= 5 { done.append(own) }
    open &= ~(1 << UInt32(trail))
    for place in own.first...own.last { owners[place + Self.reach] &= ~(1 << UInt32(trail)) }
  }
}

extension UInt32 {
  /// The places of the bits that are set, the lowest first.
  fileprivate var bits: some Sequence<Int> {
    sequence(state: self) { rest in
      guard rest != 0 else { return nil }
      defer { rest &= rest - 1 }
      return rest.trailingZeroBitCount
    }
  }
}
