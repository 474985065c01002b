/// A text as hashes of its words, in one pass over its bytes: what phrases are compared by.
struct PhraseWords {
  struct Item {
    var hash: UInt64
    /// In bytes of the text.
    var start: Int
    var end: Int
  }

  private(set) var words: [Item] = []
  /// How many bytes and words were looked at; for tests of linearity.
  private(set) var work = 0

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// - Parameter bytes: a text in UTF-8.
  init(_ bytes: [UInt8]) {
    words.reserveCapacity(bytes.count / 5 + 4)
    read(bytes)
    work = bytes.count + words.count
  }

  private mutating func read(_ bytes: [UInt8]) {
    let isWord = Self.isWord
    var place = 0
    let count = bytes.count
    while place < count {
      let byte = bytes[place]
      if byte >= 0x80 {
        place = readOther(bytes, from: place)
        continue
      }
      guard isWord[Int(byte)] else {
        place += 1
        continue
      }
      let start = place
      while place < count, bytes[place] < 0x80, isWord[Int(bytes[place])] { place += 1 }
      if place < count, bytes[place] >= 0x80 {
        // The word goes on in letters beyond ASCII.
        place = readOther(bytes, from: start)
        continue
      }
      let letters = start..<min(place, start + GuardLimits.wordLettersMax)
      words.append(Item(hash: Stems.hash(bytes, letters), start: start, end: place))
    }
  }

  private static let isWord: [Bool] = (0..<128).map { byte in
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// Reads a word with letters beyond ASCII, or steps over what is none; the place behind it.
  private mutating func readOther(_ bytes: [UInt8], from start: Int) -> Int {
    var key: [UInt8] = []
    var place = start
    while place < bytes.count {
      let (scalar, length) = Self.scalar(bytes, at: place)
      switch Folding.fold(scalar) {
      case .unseen: break
      case .separator:
        if key.isEmpty { return place + length }
        add(key, start, place)
        return place
      case .letters(let letters):
        if Script.isUnspaced(scalar) {
          if !key.isEmpty {
            add(key, start, place)
            return place
          }
          for letter in letters { key.append(contentsOf: String(letter).utf8) }
          add(key, place, place + length)
          return place + length
        }
        for letter in letters { key.append(contentsOf: String(letter).utf8) }
      }
      place += length
    }
    add(key, start, place)
    return place
  }

  private mutating func add(_ key: [UInt8], _ start: Int, _ end: Int) {
    guard !key.isEmpty else { return }
    let isPlain = key.allSatisfy { $0 < 0x80 }
    let hash = isPlain ? Stems.hash(key, key.indices) : Stems.plainHash(key[...])
    words.append(Item(hash: hash, start: start, end: end))
  }

  private static func scalar(_ bytes: [UInt8], at place: Int) -> (Unicode.Scalar, Int) {
    let first = UInt32(bytes[place])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? first : first & (0xFF >> UInt32(length + 1))
    for next in 1..<max(length, 1) where place + next < bytes.count {
      value = value << 6 | UInt32(bytes[place + next] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? " ", length)
  }
}
