/// Foreign words made fit to be shown: valid Unicode, no control characters.
struct CleanText {
  var text: String
  var notes: Set<MailNote>

  /// One line: a name, a subject, a file name. White space is folded; overrides of the writing direction are removed,
  /// since they let `exe.gpj` pose as a picture.
  static func line(_ source: String) -> CleanText {
    var notes: Set<MailNote> = []
    var scalars = String.UnicodeScalarView()
    var count = 0
    var isSpacePending = false
    for scalar in source.unicodeScalars {
      if isDirectionOverride(scalar) {
        notes.insert(.directionOverridesRemoved)
      } else if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
        || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
      {
        isSpacePending = !scalars.isEmpty
      } else if isControl(scalar) {
        notes.insert(.controlCharactersRemoved)
      } else {
        guard count < MailLimits.nameCharactersMax else {
          notes.insert(.nameCut)
          break
        }
        if isSpacePending {
          scalars.append(" ")
          isSpacePending = false
        }
        scalars.append(scalar)
        count += 1
      }
    }
    return CleanText(text: String(scalars), notes: notes)
  }

  /// A body: line feeds only, no control characters but tab; nothing else is changed.
  static func body(_ source: String) -> CleanText {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.utf8.count)
    var isRemoved = false
    var isAfterReturn = false
    for byte in source.utf8 {
      switch byte {
      case 0x0D:
        bytes.append(0x0A)
      case 0x0A:
        if !isAfterReturn { bytes.append(0x0A) }
      case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F:
        isRemoved = true
      case 0x0C:
        bytes.append(0x0A)
      default:
        bytes.append(byte)
      }
      isAfterReturn = byte == 0x0D
    }
    return CleanText(
      text: String(decoding: bytes, as: UTF8.self),
      notes: isRemoved ? [.controlCharactersRemoved] : [])
  }

  /// The beginning of a text, at most so many bytes of UTF-8, ending with a whole code point.
  static func beginning(of text: String, bytesMax: Int) -> String {
    guard text.utf8.count > bytesMax else { return text }
    var bytes = text.utf8.prefix(bytesMax + 1)
    // The byte after the last one tells whether a code point ends there.
    while let byte = bytes.popLast(), byte & 0xC0 == 0x80 {}
    return String(Substring(bytes))
  }

  private static func isDirectionOverride(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    default: false
    }
  }
}
