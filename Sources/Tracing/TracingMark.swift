/// What tells one opening of a case by one member from every other opening: 64 bits, drawn by whoever records openings.
///
/// It stands on the page in two ways: written out in a line that can be seen, and in the spacing of the text, where it
/// goes along when somebody copies a part of it (row B10).
package struct TracingMark: Hashable, Sendable {
  /// The bits; bit 0 is the lowest.
  package let bits: UInt64

  package init(bits: UInt64) { self.bits = bits }

  /// How many bits there are.
  package static let bitCount = 64

  /// The mark as it is written out, such as `7f3a-9c21-d0b4-11aa`.
  package var text: String {
    let digits = String(bits, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return stride(from: 0, to: 16, by: 4).map { start in
      String(padded.dropFirst(start).prefix(4))
    }.joined(separator: "-")
  }

  /// Every mark that is written out in a text, in order and each once.
  package static func written(in text: String) -> [TracingMark] {
    var found: [TracingMark] = []
    for match in text.matches(of: /[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}/) {
      guard let bits = UInt64(match.output.filter { $0 != "-" }, radix: 16) else { continue }
      let mark = TracingMark(bits: bits)
      if !found.contains(mark) { found.append(mark) }
    }
    return found
  }
}
