import Foundation

/// The simple ways in which the same name is written differently.
enum Folding {
  /// Small letters, no marks, one width, and without characters that cannot be seen.
  static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 >= 0x20 }) { return text.lowercased() }
    var visible = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars
    where scalar.properties.generalCategory != .format {
      visible.append(scalar)
    }
    let folded = String(visible).folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    var result = ""
    for character in folded.lowercased() { result += spelledOut[character] ?? String(character) }
    return result
  }

  /// As `plain`, with the letters that some languages write as two: `ä` as `ae`.
  static func spelled(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return plain(text) }
    var result = ""
    for character in text.precomposedStringWithCanonicalMapping.lowercased() {
      result += twoLetters[character] ?? String(character)
    }
    return plain(result)
  }

  /// As `plain`, in Latin letters.
  static func latin(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x250 }) { return plain(text) }
    // Greek eta is written "e" by the transform and "i" by people today.
    let today = String(text.lowercased().map { $0 == "η" || $0 == "ή" ? "ι" : $0 })
    return plain(today.applyingTransform(.toLatin, reverse: false) ?? today).filter {
      $0.isLetter || $0.isNumber || $0.isWhitespace
    }
  }

  /// Every way to write it that counts as the same.
  static func forms(_ text: String) -> Set<String> { [plain(text), spelled(text), latin(text)] }

  private static let spelledOut: [Character: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "ħ": "h", "ŋ": "n",
  ]

  private static let twoLetters: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "nn",
  ]

  /// Scripts that put no space between words, or hang endings onto names: there a name counts inside a
  /// longer run of letters too.
  static func isWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7AF, 0x1100...0x11FF, 0xF900...0xFAFF, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
