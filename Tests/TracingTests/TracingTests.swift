import Testing

@testable import Tracing

private let account = """
  Somebody shouted at me in the hallway after the second talk, and then walked away while everybody else was looking on \
  in silence. It wasn't the first time: "last year" the same person had followed two newcomers through the building, and \
  nobody among those who stood near said a word about it until the evening, when it was too late to do anything. I wrote \
  down what I remember; Zoë and Łukasz were there too, and can tell you more about what was said before I came.
  """

/// Marks as a generator with a seed draws them.
private func marks(_ count: Int) -> [TracingMark] {
  var state: UInt64 = 0x9e37_79b9_7f4a_7c15
  return (0..<count).map { _ in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return TracingMark(bits: state)
  }
}

@Suite struct `A mark in the spacing of a text` {
  private func spaced(_ mark: TracingMark) -> String {
    String(decoding: mark.spaced(account.utf8), as: UTF8.self)
  }

  @Test(arguments: marks(20)) func `is found in what was copied, and no other fits`(
    mark: TracingMark
  ) {
    let read = MarkedText(spaced(mark))
    #expect(read.agreements(with: mark) == read.knownCount)
    #expect(read.knownCount > 35)
    for other in marks(400) where other != mark {
      #expect(read.chance(of: other) > 1e-9)
      #expect(read.chance(of: other) > read.chance(of: mark))
    }
  }

  @Test func `leaves every word as it was`() {
    let mark = TracingMark(bits: .max)
    #expect(spaced(mark).replacing("\u{2005}", with: " ") == account)
    #expect(spaced(TracingMark(bits: 0)) == account)
  }

  @Test func `survives lines that are broken elsewhere, and a part out of the middle`() {
    let mark = marks(7)[6]
    let words = spaced(mark)
    let broken = String(
      words.enumerated().map { $0.offset % 70 == 60 && $0.element == " " ? "\n" : $0.element })
    #expect(MarkedText(broken).agreements(with: mark) == MarkedText(broken).knownCount)
    let part = String(words.dropFirst(90).prefix(220))
    let read = MarkedText(part)
    // The words that were cut may say something wrong.
    #expect(read.agreements(with: mark) >= read.knownCount - 2)
    #expect(read.chance(of: mark) < 1e-4)
  }

  @Test func `is the same whether the text is escaped or not`() {
    let mark = TracingMark(bits: .max)
    let plain = #"It wasn't the "first" time & not the last"#
    let escaped = "It wasn&#39;t the &quot;first&quot; time &amp; not the last"
    let fromPlain = String(decoding: mark.spaced(plain.utf8), as: UTF8.self)
    let fromEscaped = String(decoding: mark.spaced(escaped.utf8, isEscaped: true), as: UTF8.self)
      .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    #expect(fromEscaped == fromPlain)
  }

  @Test func `says nothing of a text without one`() {
    let read = MarkedText(account)
    #expect(!read.isMarked)
    for mark in marks(50) { #expect(read.chance(of: mark) > 1e-6) }
  }

  @Test func `is read from the line that can be seen too`() {
    let mark = TracingMark(bits: 0x00ab_cdef_0123_4567)
    #expect(mark.text == "00ab-cdef-0123-4567")
    #expect(
      TracingMark.written(in: "Opened by Asta, mark \(mark.text). And \(mark.text) again.") == [
        mark
      ])
  }

  @Test func `takes any bytes`() {
    var state: UInt64 = 42
    for _ in 0..<300 {
      let bytes = (0..<64).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return [0x20, 0x61, 0xe2, 0x80, 0x85, 0x26, 0x3b, 0x0a, 0xff][Int(state >> 33) % 9]
      }
      let spaced = TracingMark(bits: state).spaced(bytes, isEscaped: true)
      _ = MarkedText(String(decoding: spaced, as: UTF8.self))
    }
  }
}
