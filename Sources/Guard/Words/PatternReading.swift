/// What is wrong with a pattern.
struct PatternFault: Error {
  let sentence: String
}

extension Pattern {
  /// Reads a pattern: words, `word*` for any ending, `*ed` for any beginning, `one|another`, `(several words|others)`, `?` behind what may be
  /// missing, `(…)*` for what may be repeated, `behavio[u]r` for letters that may be missing, `_` for any one word, `~3` for up to three words, `<list>` for a list of the file,
  /// `@` for somebody of the case, `!(…)` for what may not stand there.
  init(_ text: String, lists: [String: [String]] = [:]) throws(PatternFault) {
    var reader = PatternReader(rest: Substring(text), whole: text, lists: lists)
    nodes = try reader.sequence(isInner: false)
    guard Self.beginsWithWord(nodes[...]) else {
      throw PatternFault(
        sentence: "'\(text)' has to begin with a word, not with a gap or with any word.")
    }
    if case .gap? = nodes.last {
      throw PatternFault(sentence: "'\(text)' ends with a gap; end it with a word.")
    }
  }

  private static func beginsWithWord(_ nodes: ArraySlice<Node>) -> Bool {
    switch nodes.first {
    case .word(let beginnings): beginnings.allSatisfy { !$0.isEnding }
    case .choice(let choices): choices.allSatisfy { beginsWithWord($0[...]) }
    case .optional(let inner), .repeated(let inner):
      beginsWithWord([inner]) && beginsWithWord(nodes.dropFirst())
    case .any, .gap, .somebody, .without, nil: false
    }
  }
}

private struct PatternReader {
  var rest: Substring
  let whole: String
  let lists: [String: [String]]

  mutating func sequence(isInner: Bool) throws(PatternFault) -> [Pattern.Node] {
    var nodes: [Pattern.Node] = []
    while let next = rest.first {
      if next == " " {
        rest.removeFirst()
      } else if next == ")" || (isInner && next == "|") {
        guard isInner else {
          throw PatternFault(sentence: "'\(whole)' closes a bracket that it does not open.")
        }
        return nodes
      } else if rest.hasPrefix("!(") {
        rest.removeFirst()
        guard case .choice(let choices) = try choice() else {
          throw PatternFault(sentence: "'\(whole)' has a sign behind '!(…)'; leave it out.")
        }
        nodes.append(.without(choices))
      } else if next == "(" {
        nodes.append(try choice())
      } else {
        let piece = rest.prefix { !" ()".contains($0) && !(isInner && $0 == "|") }
        rest = rest.dropFirst(piece.count)
        nodes += try word(piece)
      }
    }
    if isInner {
      throw PatternFault(sentence: "'\(whole)' opens a bracket that it does not close.")
    }
    return nodes
  }

  private mutating func choice() throws(PatternFault) -> Pattern.Node {
    rest.removeFirst()
    var choices: [[Pattern.Node]] = []
    while true {
      choices.append(try sequence(isInner: true))
      if rest.popFirst() == ")" { break }
    }
    guard choices.allSatisfy({ !$0.isEmpty }) else {
      throw PatternFault(sentence: "'\(whole)' has an empty choice in brackets.")
    }
    if rest.first == "?" {
      rest.removeFirst()
      return .optional(.choice(choices))
    }
    if rest.first == "*" {
      rest.removeFirst()
      return .repeated(.choice(choices))
    }
    return .choice(choices)
  }

  private func word(_ piece: Substring) throws(PatternFault) -> [Pattern.Node] {
    if piece == "_" { return [.any] }
    if piece == "@" { return [.somebody] }
    if piece.first == "~" {
      guard let count = Int(piece.dropFirst()), (1...8).contains(count) else {
        throw PatternFault(
          sentence: "'\(piece)' is no gap. Write ~1 to ~8 for up to so many words.")
      }
      return [.gap(count)]
    }
    let isOptional = piece.last == "?"
    var choices: [[Pattern.Node]] = []
    for part in (isOptional ? piece.dropLast() : piece).split(separator: "|") {
      if part.first == "<", part.last == ">" {
        let name = String(part.dropFirst().dropLast())
        guard let list = lists[name] else {
          throw PatternFault(sentence: "There is no list '\(name)' under \"lists\".")
        }
        choices += list.flatMap(Self.spellings).map(single)
      } else {
        choices += Self.spellings(String(part)).map(single)
      }
    }
    guard !choices.isEmpty, choices.allSatisfy({ !$0.isEmpty }) else {
      throw PatternFault(sentence: "'\(whole)' holds something that is no word: '\(piece)'.")
    }
    let nodes = joined(choices)
    if !isOptional { return nodes }
    return [.optional(nodes.count == 1 ? nodes[0] : .choice([nodes]))]
  }

  /// A word with and without the letters in square brackets.
  private static func spellings(_ text: String) -> [String] {
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close
    else { return [text] }
    let before = String(text[..<open])
    let after = String(text[text.index(after: close)...])
    let letters = String(text[text.index(after: open)..<close])
    return spellings(before + letters + after) + spellings(before + after)
  }

  /// The words of one part, such as two for one with an apostrophe.
  private func single(_ text: String) -> [Pattern.Node] {
    if text.first == "*", text.count > 1 {
      return [.word([Pattern.Beginning(text: Folding.key(text), isOpen: false, isEnding: true)])]
    }
    let isOpen = text.last == "*"
    let words = Reader.words(of: Array((isOpen ? String(text.dropLast()) : text).unicodeScalars))
    return words.enumerated().map { place, word in
      .word([
        Pattern.Beginning(text: word.plain, isOpen: isOpen && place == words.count - 1)
      ])
    }
  }

  private func joined(_ choices: [[Pattern.Node]]) -> [Pattern.Node] {
    if choices.count == 1 { return choices[0] }
    var beginnings: [Pattern.Beginning] = []
    for choice in choices {
      guard choice.count == 1, case .word(let one) = choice[0] else { return [.choice(choices)] }
      beginnings += one
    }
    return [.word(beginnings)]
  }
}
