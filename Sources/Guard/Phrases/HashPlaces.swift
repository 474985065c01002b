/// The places of hashes in a draft, for looking up the many words of another text, of which most are not there.
struct HashPlaces: Sendable {
  /// A hash, and where its places begin and end in the list of all; an empty slot has none.
  private var slots: [(hash: UInt64, first: Int32, end: Int32)]
  private var places: [Int] = []
  private let mask: Int

  var isEmpty: Bool { places.isEmpty }

  /// - Parameter eachMax: the most places that are kept of one hash, the first ones.
  init(_ pairs: some Sequence<(hash: UInt64, place: Int)>, eachMax: Int) {
    var grouped: [UInt64: [Int]] = [:]
    for (hash, place) in pairs where grouped[hash]?.count ?? 0 < eachMax {
      grouped[hash, default: []].append(place)
    }
    var size = 16
    // Three slots of four stay empty, so that a look at one tells nearly always.
    while size < grouped.count * 4 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: (0, 0, 0), count: size)
    for (hash, own) in grouped {
      var slot = Int(truncatingIfNeeded: hash >> 32) & mask
      while slots[slot].end != 0 { slot = (slot + 1) & mask }
      slots[slot] = (hash, Int32(places.count), Int32(places.count + own.count))
      places += own
    }
  }

  /// Where the places of a hash stand in the list of all; empty where it is not there.
  @inline(__always)
  func entries(of hash: UInt64) -> Range<Int> {
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot].end != 0 {
      if slots[slot].hash == hash { return Int(slots[slot].first)..<Int(slots[slot].end) }
      slot = (slot + 1) & mask
    }
    return 0..<0
  }

  /// The place of an entry; those of one hash are in their order.
  subscript(entry: Int) -> Int { places[entry] }
}
