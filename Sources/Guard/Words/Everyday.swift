/// Words of everyday English by their stems: a name that is also such a word is looked at twice, and a slip of typing is none
/// where an everyday word stands.
enum Everyday {
  /// The stems as hashes: in the first, the most usual ones.
  private static let stems: (usual: Set<UInt64>, all: Set<UInt64>) = {
    var usual: Set<UInt64> = []
    var all: Set<UInt64> = []
    all.reserveCapacity(8192)
    usual.reserveCapacity(4096)
    let bytes = PackageResources.everyday_english_txt
    var start = 0
    for place in bytes.indices where bytes[place] == 0x0A {
      let isUsual = place > start && bytes[place - 1] == 0x2B
      // The stems are stored as stems; they are not cut again.
      let hash = Stems.plainHash(bytes[start..<(isUsual ? place - 1 : place)])
      all.insert(hash)
      if isUsual { usual.insert(hash) }
      start = place + 1
    }
    return (usual, all)
  }()

  static func contains(_ hash: UInt64) -> Bool { stems.all.contains(hash) }
  static func isUsual(_ hash: UInt64) -> Bool { stems.usual.contains(hash) }
}
