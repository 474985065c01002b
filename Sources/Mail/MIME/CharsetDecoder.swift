internal import CGMime
import Glibc

/// Turns the bytes of a text into Unicode, whatever they were declared as.
enum CharsetDecoder {
  struct Result {
    var text: String
    var notes: Set<MailNote> = []
  }

  /// Decodes bytes. The declaration is believed as long as the bytes agree with it.
  static func decode(_ bytes: [UInt8], declared: String?) -> Result {
    if let marked = decodeMarked(bytes) { return marked }
    let name = normalized(declared)
    switch name {
    case nil, "us-ascii", "ascii", "ansi_x3.4-1968", "utf-8", "utf8", "unknown-8bit", "x-unknown",
      "default", "binary", "8bit", "7bit":
      return decodeUndeclared(bytes)
    case "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252",
      "iso-8859-15":
      if bytes.contains(where: { $0 >= 0x80 }), let text = String(validating: bytes, as: UTF8.self)
      {
        return Result(text: text, notes: [.wrongCharset])
      }
      if name == "iso-8859-15" { break }
      return decodeWindows1252(bytes)
    default: break
    }
    guard let name else { return decodeUndeclared(bytes) }
    if let converted = convert(bytes, from: name) { return converted }
    var guessed = decodeUndeclared(bytes)
    guessed.notes.insert(.unknownCharset)
    return guessed
  }

  /// The name without quotes and blanks, in lower case; nil when it cannot be the name of a character set.
  private static func normalized(_ declared: String?) -> String? {
    guard let declared else { return nil }
    let name = declared.lowercased().filter { !"\"' \t".contains($0) }
    let isPlausible = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "+"):
        true
      default: false
      }
    }
    guard !name.isEmpty else { return nil }
    return isPlausible && name.utf8.count <= 40 ? name : "x-not-a-charset"
  }

  /// Text that begins with a byte order mark says itself what it is.
  private static func decodeMarked(_ bytes: [UInt8]) -> Result? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return decodeUndeclared(Array(bytes.dropFirst(3)))
    }
    if bytes.starts(with: [0xFF, 0xFE]), bytes.count >= 4, bytes[2] != 0 || bytes[3] != 0 {
      return convert(Array(bytes.dropFirst(2)), from: "utf-16le")
    }
    if bytes.starts(with: [0xFE, 0xFF]), bytes.count >= 4 {
      return convert(Array(bytes.dropFirst(2)), from: "utf-16be")
    }
    return nil
  }

  /// UTF-8 where it is; else UTF-8 with replacements where most of it is; else Windows-1252.
  private static func decodeUndeclared(_ bytes: [UInt8]) -> Result {
    if let text = String(validating: bytes, as: UTF8.self) { return Result(text: text) }
    let lossy = String(decoding: bytes, as: UTF8.self)
    var good = 0
    var bad = 0
    var isInBadRun = false
    for scalar in lossy.unicodeScalars {
      let isBad = scalar == "\u{FFFD}"
      if isBad, !isInBadRun { bad += 1 }
      if !isBad, scalar.value >= 0x80 { good += 1 }
      isInBadRun = isBad
    }
    if good > bad { return Result(text: lossy, notes: [.undecodableBytesReplaced]) }
    var result = decodeWindows1252(bytes)
    result.notes.insert(.wrongCharset)
    return result
  }

  /// Windows-1252, of which ISO 8859-1 is in practice a part.
  private static func decodeWindows1252(_ bytes: [UInt8]) -> Result {
    var notes: Set<MailNote> = []
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      if byte < 0x80 || byte >= 0xA0 {
        scalars.append(Unicode.Scalar(byte))
      } else {
        let scalar = upperControls[Int(byte - 0x80)]
        if scalar == "\u{FFFD}" { notes.insert(.undecodableBytesReplaced) }
        scalars.append(scalar)
      }
    }
    return Result(text: String(scalars), notes: notes)
  }

  private static let upperControls: [Unicode.Scalar] = [
    "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}",
    "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
  ]

  /// Through the system's tables; nil when it does not know the name. A byte that fits nowhere becomes U+FFFD.
  private static func convert(_ bytes: [UInt8], from name: String) -> Result? {
    precondition(MIMETree.isStarted, "the mail library starts")
    guard let conversion = unsafe g_mime_iconv_open("UTF-8", name),
      Int(bitPattern: conversion) != -1
    else { return nil }
    defer { unsafe g_mime_iconv_close(conversion) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var isReplaced = false
    var input = bytes.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: 16 * 1024)
    unsafe input.withUnsafeMutableBufferPointer { inputBuffer in
      unsafe room.withUnsafeMutableBufferPointer { roomBuffer in
        var source = inputBuffer.baseAddress
        var sourceLeft = inputBuffer.count
        while true {
          var target = roomBuffer.baseAddress
          var targetLeft = roomBuffer.count
          let isFlushing = sourceLeft == 0
          let outcome =
            isFlushing
            ? unsafe iconv(conversion, nil, nil, &target, &targetLeft)
            : unsafe iconv(conversion, &source, &sourceLeft, &target, &targetLeft)
          let failure = errno
          for index in 0..<(roomBuffer.count - targetLeft) {
            output.append(unsafe UInt8(bitPattern: roomBuffer[index]))
          }
          if outcome != -1 {
            if isFlushing { break }
            continue
          }
          if failure == E2BIG { continue }
          if isFlushing { break }
          output.append(contentsOf: [0xEF, 0xBF, 0xBD])
          isReplaced = true
          if failure == EINVAL { break }
          guard let position = unsafe source, sourceLeft > 0 else { break }
          unsafe source = position + 1
          sourceLeft -= 1
        }
      }
    }
    return Result(
      text: String(decoding: output, as: UTF8.self),
      notes: isReplaced ? [.undecodableBytesReplaced] : [])
  }
}
