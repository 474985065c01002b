import Foundation

/// What somebody wrote, without what they only quote and without the greeting.
enum WrittenText {
  /// The lines that count when members are searched: no quoted history, no greeting.
  ///
  /// - Parameter isName: whether a folded word is part of the name of a member, so that a greeting in
  ///   small letters is seen as one.
  static func ofItsAuthor(_ text: String, isName: (String) -> Bool) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(Substring.init)
    dropQuotedHistory(&lines)
    if let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }) {
      lines[first] = afterGreeting(lines[first], isName: isName)
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Quoted history

  private static func dropQuotedHistory(_ lines: inout [Substring]) {
    var kept: [Substring] = []
    var index = 0
    while index < lines.count {
      if isQuoted(lines[index]) {
        index += 1
        continue
      }
      let length = attributionLength(lines, at: index)
      if length > 0 {
        index += length
        continue
      }
      kept.append(lines[index])
      index += 1
    }
    lines = kept
  }

  private static func isQuoted(_ line: Substring) -> Bool {
    line.drop(while: \.isWhitespace).first == ">"
  }

  /// How many lines a "On … wrote:" takes from here, when quoted lines follow it; 0 for none. Mail
  /// programs wrap it, so up to three lines. Without quoted lines after it, it counts as written.
  private static func attributionLength(_ lines: [Substring], at index: Int) -> Int {
    let start = lines[index].drop(while: \.isWhitespace).prefix(4).lowercased()
    guard openings.contains(where: { start.hasPrefix($0) }) else { return 0 }
    for length in 1...3 where index + length <= lines.count {
      let last = lines[index + length - 1]
      if last.allSatisfy(\.isWhitespace) { return 0 }
      let end = last.lowercased().filter { !$0.isWhitespace || $0 == " " }
      guard endings.contains(where: { end.contains($0) }), endsInColon(end) else { continue }
      let following = lines[(index + length)...].first { !$0.allSatisfy(\.isWhitespace) }
      return following.map(isQuoted) == true ? length : 0
    }
    return 0
  }

  private static func endsInColon(_ line: String) -> Bool {
    line.last { !$0.isWhitespace } == ":"
  }

  private static let openings = ["on ", "am ", "le ", "el ", "op ", "il ", "em ", "den ", "dne "]
  private static let endings = [
    "wrote", "writes", "schrieb", "a écrit", "escribió", "schreef", "ha scritto", "escreveu",
    "skrev", "napsal",
  ]

  // MARK: Greeting

  /// The line without its greeting: "Dear Maya and Tom," or "hi maya". Everything counts unless it is
  /// surely a greeting: a greeting word, then only names and joining words up to a comma or the end.
  private static func afterGreeting(_ line: Substring, isName: (String) -> Bool) -> Substring {
    let lowered = line.drop(while: \.isWhitespace).prefix(greetingCharactersMax).lowercased()
    guard
      let word = greetings.first(where: { greeting in
        lowered.hasPrefix(greeting)
          && lowered.dropFirst(greeting.count).first.map { !$0.isLetter && !$0.isNumber } ?? true
      })
    else { return line }
    // Lower-casing may change the number of characters in rare scripts; greetings are not in those.
    let rest = line.drop(while: \.isWhitespace).dropFirst(word.count)
    // "Dear working group, Maya and Tom," is a greeting up to its last comma.
    if rest.last(where: { !$0.isWhitespace }) == ",", isGreeted(rest, isName: isName) { return "" }
    let end = rest.firstIndex { ",!:;.،、，！–—".contains($0) } ?? rest.endIndex
    return isGreeted(rest[..<end], isName: isName) ? rest[end...] : line
  }

  /// Only names and joining words.
  private static func isGreeted(_ text: Substring, isName: (String) -> Bool) -> Bool {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
    guard words.count <= greetingWordsMax else { return false }
    var names = 0
    for word in words where !joiningWords.contains(word.lowercased()) {
      let isCapital = word.first?.isUppercase == true && !shouts(word)
      guard isCapital || isName(Folding.plain(String(word))) else { return false }
      names += 1
    }
    return names <= greetingNamesMax
  }

  /// ALL CAPITALS says nothing about what is a name.
  private static func shouts(_ word: Substring) -> Bool {
    word.count > 1 && word.allSatisfy { !$0.isLowercase }
  }

  private static let greetingCharactersMax = 40
  private static let greetingWordsMax = 12
  private static let greetingNamesMax = 4

  /// Longest first, so that "good morning" is taken whole.
  private static let greetings = [
    "sehr geehrte damen und herren", "sehr geehrter", "sehr geehrte", "good afternoon",
    "good morning", "good evening", "guten morgen", "guten abend", "guten tag", "buenos días",
    "buenas tardes", "здравствуйте", "dobrý den", "greetings", "bonjour", "estimados", "estimado",
    "estimada", "querido", "querida", "уважаемые", "уважаемый", "уважаемая", "прывітанне", "привет",
    "prezados", "prezado", "prezada", "hallo", "hello", "liebes", "lieber", "liebe", "geachte",
    "beste", "chère", "chers", "cher", "salut", "ahoj", "cześć", "ciao", "caro", "cara", "dear",
    "hola", "olá", "moin", "hey", "hej", "hei", "hi",
  ]

  private static let joiningWords: Set<String> = [
    "and", "und", "et", "y", "e", "en", "och", "og", "i", "и", "all", "everyone", "everybody",
    "team", "both", "there", "again", "dear", "mr", "mrs", "ms", "mx", "dr", "prof", "frau", "herr",
    "members", "member", "of", "the", "code", "conduct", "committee", "working", "group", "board",
    "chair", "chairs", "folks", "friends", "alle", "zusammen", "tous", "toutes", "todos", "todas",
    "reset", "django",
  ]
}
