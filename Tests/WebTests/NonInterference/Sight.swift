/// One thing that somebody saw: what it was, and every byte of it.
struct Sight: Sendable, Hashable {
  let title: String
  let text: String
}

/// What somebody sees in the course of a play, in order. What is drawn at random is written as the place where it came
/// first, with its length; nothing else is changed.
struct Watch: Sendable {
  private(set) var sights: [Sight] = []
  private var places: [String: Int] = [:]

  mutating func see(_ title: String, _ text: String) {
    sights.append(Sight(title: plain(title), text: plain(text)))
  }

  /// - Identities, tokens, message ids: 32 hexadecimal digits and more.
  /// - Reply addresses: sixteen letters and digits behind a plus sign.
  /// - Words of a receipt, and of a checkpoint, which are read out: drawn evenly, of any length.
  /// - The secret of a second factor that a member may take over, as text, as a drawing and sealed.
  private mutating func plain(_ text: String) -> String {
    text.replacing(/id="receipt-words"[\s\S]*?<\/ol>/) { _ in "‹words›" }
      .replacing(/name="words" value="[^"]*"/) { _ in "‹words›" }
      .replacing(/"receipt":"[^"]*"/) { _ in "‹words›" }
      .replacing(/<code class="secret">[A-Za-z0-9 -]+<\/code>/) { _ in "‹words›" }
      .replacing(/<path d="M4 4h7v1[^"]*"/) { _ in "‹drawn›" }
      .replacing(/name="ticket" value="[^"]*"/) { _ in "‹drawn›" }
      .replacing(/\+[a-km-z2-9]{16}@/) { "+" + place(of: $0.0.dropFirst().dropLast()) + "@" }
      .replacing(/[0-9a-f]{32,}/) { place(of: $0.0) }
  }

  private mutating func place(of random: Substring) -> String {
    let number = places[String(random)] ?? places.count + 1
    places[String(random)] = number
    return "‹\(random.count):\(number)›"
  }
}

/// Where two plays can be told apart.
struct Difference: Sendable, CustomStringConvertible {
  let title: String
  let lines: (String, String)

  var description: String { "\(title)\n  one:   \(lines.0)\n  other: \(lines.1)" }

  /// The first; nil where there is none.
  static func first(_ one: [Sight], _ other: [Sight]) -> Difference? {
    for (one, other) in zip(one, other) where one != other {
      guard one.title == other.title else {
        return Difference(
          title: "the order, \(one.title) or \(other.title)",
          lines: (String(one.text.prefix(900)), String(other.text.prefix(900))))
      }
      return Difference(title: one.title, lines: firstLines(one.text, other.text))
    }
    guard one.count != other.count else { return nil }
    let longer = one.count > other.count ? one : other
    let extra = longer[min(one.count, other.count)].title
    return Difference(
      title: "the number", lines: ("\(one.count)", "\(other.count), such as \(extra)"))
  }

  private static func firstLines(_ one: String, _ other: String) -> (String, String) {
    let lines = zip(split(one), split(other))
    return lines.first { $0 != $1 } ?? ("\(one.utf8.count) bytes", "\(other.utf8.count) bytes")
  }

  /// Pieces of a size that can be read.
  private static func split(_ text: String) -> [String] {
    text.replacing("><", with: ">\n<").split(separator: "\n").map { String($0.prefix(400)) }
  }
}
