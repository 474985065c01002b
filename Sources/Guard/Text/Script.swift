/// The writing a word is in, as far as the checker treats them apart.
enum Script: Sendable, Hashable {
  case latin, cyrillic, greek, arabic, hebrew, hangul, han, kana, indic, georgian, armenian,
    ethiopic, thai
  /// Digits alone.
  case digits
  case other

  /// The script of a folded letter or digit.
  static func of(_ scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0x30...0x39: .digits
    case 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x2AF, 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0xA720...0xA7FF:
      .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF: .arabic
    case 0x900...0xDFF: .indic
    case 0xE00...0xE7F: .thai
    case 0x10A0...0x10FF, 0x1C90...0x1CBF: .georgian
    case 0x530...0x58F: .armenian
    case 0x1200...0x139F: .ethiopic
    case 0x3040...0x30FF, 0x31F0...0x31FF: .kana
    case 0xAC00...0xD7A3, 0x1100...0x11FF: .hangul
    case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3134F: .han
    default: .other
    }
  }

  /// Whether words in it are not parted by spaces, so that every letter is compared on its own.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF: true
    default: [.han, .kana].contains(of(scalar))
    }
  }

  /// Whether letters of this and another script can stand in one word.
  func joins(_ other: Script) -> Bool {
    if self == other || self == .digits || other == .digits { return true }
    return !standsApart && !other.standsApart
  }

  private var standsApart: Bool { self == .han || self == .kana || self == .hangul }
}
