import Foundation
import Synchronization

/// What a scalar is to the checker.
enum Fold: Sendable, Hashable {
  /// Nothing that is seen: accents, marks, zero-width and formatting.
  case unseen
  /// Letters or digits, lower case, without accents.
  case letters([Unicode.Scalar])
  case separator
}

/// Brings letters to one form: lower case, compatibility forms taken apart, accents off.
enum Folding {
  /// What was worked out for scalars beyond ASCII. The same scalar always folds to the same.
  private static let known = Mutex<[UInt32: Fold]>([:])

  private static let ascii: [Fold] = (0..<0x80).map { (value: UInt8) in
    if let letter = asciiLetter(Unicode.Scalar(value)) { return .letters([letter]) }
    return switch value {
    case 0x00...0x08, 0x0E...0x1F, 0x7F: .unseen
    default: .separator
    }
  }

  /// What an ASCII letter or digit folds to; nil for everything else.
  @inline(__always)
  static func asciiLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x61...0x7A, 0x30...0x39: scalar
    case 0x41...0x5A: Unicode.Scalar(UInt8(scalar.value + 32))
    default: nil
    }
  }

  static func fold(_ scalar: Unicode.Scalar) -> Fold {
    let value = scalar.value
    if value < 0x80 { return ascii[Int(value)] }
    if let fold = known.withLock({ $0[value] }) { return fold }
    let fold = work(scalar)
    known.withLock { $0[value] = fold }
    return fold
  }

  /// A text in its folded letters alone.
  static func key(_ text: String) -> String {
    var key: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if case .letters(let letters) = fold(scalar) { key += letters }
    }
    return NameIndex.text(key)
  }

  private static let special: [UInt32: String] = [
    0xDF: "ss", 0x1E9E: "ss", 0xE6: "ae", 0xC6: "ae", 0x153: "oe", 0x152: "oe", 0xF8: "o",
    0xD8: "o", 0x142: "l", 0x141: "l", 0x111: "d", 0x110: "d", 0xF0: "d", 0xD0: "d", 0xFE: "th",
    0xDE: "th", 0x131: "i", 0x130: "i", 0x14B: "n", 0x14A: "n", 0x127: "h", 0x126: "h",
    0x167: "t", 0x166: "t", 0x180: "b", 0x1A5: "p", 0x640: "", 0x2BC: "", 0x2B9: "", 0x30FB: " ",
  ]

  private static func work(_ scalar: Unicode.Scalar) -> Fold {
    let value = scalar.value
    if let text = special[value] {
      return text.isEmpty
        ? .unseen : text == " " ? .separator : .letters(Array(text.unicodeScalars))
    }
    // Letters as flags and as signs.
    if (0x1F1E6...0x1F1FF).contains(value) { return letter(value - 0x1F1E6) }
    if (0x1F150...0x1F169).contains(value) { return letter(value - 0x1F150) }
    if (0x1F170...0x1F189).contains(value) { return letter(value - 0x1F170) }
    if (0xE0061...0xE007A).contains(value) { return letter(value - 0xE0061) }
    if value == 0xFF9E || value == 0xFF9F { return .unseen }
    if (0x3164...0x3164).contains(value) || (0x115F...0x1160).contains(value) || value == 0xFFA0 {
      return .unseen
    }
    // The vowels of the scripts of India are marks, and part of the word.
    if (0x900...0xDFF).contains(value), scalar.properties.isAlphabetic || value & 0x7F == 0x4D {
      return .letters([scalar])
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control:
      return value == 0x85 || (value >= 0x2028 && value <= 0x2029) ? .separator : .unseen
    default: break
    }
    let isComposed =
      (0xAC00...0xD7A3).contains(value) || (0x3040...0x30FF).contains(value)
      || (0xFF61...0xFF9F).contains(value)
    let text = String(Character(scalar))
    let apart =
      isComposed
      ? text.precomposedStringWithCompatibilityMapping
      : text.decomposedStringWithCompatibilityMapping
    var letters: [Unicode.Scalar] = []
    for piece in apart.lowercased().unicodeScalars {
      if let more = special[piece.value] {
        letters.append(contentsOf: more.unicodeScalars.filter { $0 != " " })
        continue
      }
      switch piece.properties.generalCategory {
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
        .spacingMark, .letterNumber:
        letters.append(piece)
      case .decimalNumber, .otherNumber:
        if let number = piece.properties.numericValue, number >= 0, number <= 9,
          number == number.rounded()
        {
          letters.append(Unicode.Scalar(UInt8(48 + Int(number))))
        }
      default: break
      }
    }
    return letters.isEmpty ? .separator : .letters(letters)
  }

  private static func letter(_ place: UInt32) -> Fold {
    .letters([Unicode.Scalar(UInt8(0x61 + place))])
  }

  /// How an accented letter is written by those who write its accent out, such as `ue` for ü.
  static func writtenOut(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xE4, 0xC4: "ae"
    case 0xF6, 0xD6, 0xF8, 0xD8: "oe"
    case 0xFC, 0xDC: "ue"
    case 0xE5, 0xC5: "aa"
    default: nil
    }
  }
}
