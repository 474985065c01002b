extension TracingMark {
  /// A space as wide as a quarter of the letter size: hardly narrower than the usual one, and carried along by copying.
  static let markedSpace = "\u{2005}"

  private func isSet(_ place: Int) -> Bool { bits >> UInt64(place) & 1 == 1 }

  /// A text with its mark in the spacing: a single space between two words stays, or becomes the marked one. Nothing else
  /// is touched, and neither is a space at either end.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - isEscaped: whether `&…;` stands for one sign, as in HTML.
  package func spaced(_ text: some Collection<UInt8>, isEscaped: Bool = false) -> [UInt8] {
    let bytes = Array(text)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for (index, byte) in bytes.enumerated() {
      guard byte == 0x20, index > 0, index + 1 < bytes.count, !isSpace(bytes[index - 1]),
        !isSpace(bytes[index + 1]),
        let place = WordGap.place(
          before: wordBefore(index, bytes, isEscaped), after: wordAfter(index, bytes, isEscaped)),
        isSet(place)
      else {
        output.append(byte)
        continue
      }
      output += Array(Self.markedSpace.utf8)
    }
    return output
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  /// The word that ends before a space, or its last bytes.
  private func wordBefore(_ space: Int, _ bytes: [UInt8], _ isEscaped: Bool) -> [UInt8] {
    var word: [UInt8] = []
    var index = space - 1
    while index >= 0, !isSpace(bytes[index]), word.count < WordGap.bytesLookedAt {
      if isEscaped, bytes[index] == UInt8(ascii: ";"), let start = reference(endingAt: index, bytes)
      {
        index = start - 1
        continue
      }
      word.append(bytes[index])
      index -= 1
    }
    return word.reversed()
  }

  private func wordAfter(_ space: Int, _ bytes: [UInt8], _ isEscaped: Bool) -> [UInt8] {
    var word: [UInt8] = []
    var index = space + 1
    while index < bytes.count, !isSpace(bytes[index]), word.count < WordGap.bytesLookedAt {
      if isEscaped, bytes[index] == UInt8(ascii: "&"),
        let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";"))
      {
        index = end + 1
        continue
      }
      word.append(bytes[index])
      index += 1
    }
    return word
  }

  /// Where a character reference begins that ends here.
  private func reference(endingAt end: Int, _ bytes: [UInt8]) -> Int? {
    var index = end - 1
    while index >= 0, end - index < 10 {
      switch bytes[index] {
      case UInt8(ascii: "&"): return index
      case UInt8(ascii: "#"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        index -= 1
      default: return nil
      }
    }
    return nil
  }
}
