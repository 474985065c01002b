/// Separates the new words of an answer from the history quoted with it.
///
/// Conservative: in a mail that answers nothing, in a forwarded one, and wherever it is unsure, all words are new.
struct QuotedHistory {
  private(set) var newText: String
  private(set) var quotedText: String

  /// - Parameters:
  ///   - text: the whole text, line feeds only.
  ///   - isAnswer: whether the mail refers to an earlier one.
  ///   - isForwarded: whether its subject says that it hands something on.
  init(_ text: String, isAnswer: Bool, isForwarded: Bool) {
    newText = text
    quotedText = ""
    guard isAnswer, !isForwarded else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var isQuoted = [Bool](repeating: false, count: lines.count)
    var index = 0
    while index < lines.count {
      if Self.beginsForwarded(lines[index]) { return }
      if Self.beginsHistory(lines, at: index) {
        for rest in index..<lines.count { isQuoted[rest] = true }
        break
      }
      if Self.isQuotedLine(lines[index]) {
        Self.markAttribution(before: index, in: lines, isQuoted: &isQuoted)
        isQuoted[index] = true
      } else if let length = Self.attributionLength(lines, at: index),
        Self.nothingButHistoryFollows(lines, after: index + length)
      {
        for rest in index..<lines.count { isQuoted[rest] = true }
        break
      }
      index += 1
    }
    let fresh = Self.joined(lines, isQuoted, wanted: false)
    guard !fresh.isEmpty else { return }
    newText = fresh
    quotedText = Self.joined(lines, isQuoted, wanted: true)
  }

  private static func joined(_ lines: [Substring], _ isQuoted: [Bool], wanted: Bool) -> String {
    var kept: [Substring] = []
    for (line, quoted) in zip(lines, isQuoted) where quoted == wanted {
      if isBlank(line), kept.last.map(isBlank) ?? true { continue }
      kept.append(line)
    }
    while let last = kept.last, isBlank(last) { kept.removeLast() }
    return kept.joined(separator: "\n")
  }

  static func isBlank(_ line: Substring) -> Bool {
    line.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
  }

  /// `>` at the start, but not the `>From ` that mbox files make of a line of one's own.
  private static func isQuotedLine(_ line: Substring) -> Bool {
    line.hasPrefix(">") && !line.hasPrefix(">From ")
  }

  private static func markAttribution(
    before index: Int, in lines: [Substring], isQuoted: inout [Bool]
  ) {
    var above = index - 1
    while above >= 0, isBlank(lines[above]) { above -= 1 }
    guard above >= 0, !isQuoted[above], !isQuotedLine(lines[above]) else { return }
    // An attribution is wrapped over at most three lines and says when or who.
    for start in stride(from: above, through: max(0, above - 2), by: -1) {
      if isBlank(lines[start]) { return }
      let joined = lines[start...above].joined(separator: " ")
      if isAttribution(joined) {
        for line in start..<index { isQuoted[line] = true }
        return
      }
    }
  }

  /// How many lines an attribution takes that is not followed by quote marks; nil where there is none.
  private static func attributionLength(_ lines: [Substring], at index: Int) -> Int? {
    guard startsLikeAttribution(lines[index]) else { return nil }
    for length in 1...3 where index + length <= lines.count {
      let joined = lines[index..<(index + length)].joined(separator: " ")
      if isAttribution(joined), joined.contains("@") || joined.contains(":") { return length }
    }
    return nil
  }

  /// After an attribution without quote marks, history only follows when the rest is quoted or indented.
  private static func nothingButHistoryFollows(_ lines: [Substring], after start: Int) -> Bool {
    let rest = lines[min(start, lines.count)...].filter { !isBlank($0) }
    guard !rest.isEmpty else { return true }
    return rest.allSatisfy { isQuotedLine($0) || $0.hasPrefix("    ") || $0.hasPrefix("\t") }
  }

  private static let attributionStarts = [
    "On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "Den ", "Dne ", "W dniu ", "Em ", "On\u{A0}",
    "Le\u{A0}", "На ", "В ", "在 ", "于 ",
  ]

  private static let attributionEnds = [
    "wrote:", "schrieb:", "a écrit :", "a écrit:", "écrit :", "escribió:", "ha scritto:",
    "schreef:", "escreveu:", "skrev:", "napisał(a):", "napisał:", "написал:", "пишет:", "写道：",
    "写道:", "さんは書きました:", "kirjoitti:", "napsal:", "írta:", "wrote :",
  ]

  private static func startsLikeAttribution(_ line: Substring) -> Bool {
    attributionStarts.contains { line.hasPrefix($0) }
  }

  private static func isAttribution(_ line: String) -> Bool {
    guard line.utf8.count < 600 else { return false }
    let trimmed = trim(line)
    if attributionEnds.contains(where: { trimmed.hasSuffix($0) }) { return true }
    return trimmed.hasPrefix("On ") && trimmed.hasSuffix(":") && trimmed.contains("@")
  }

  static func trim(_ line: some StringProtocol) -> String {
    var rest = Substring(line)
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }

  private static let originalMarks = [
    "original message", "original-nachricht", "originalnachricht", "ursprüngliche nachricht",
    "message d'origine", "message d’origine", "mensaje original", "messaggio originale",
    "oorspronkelijk bericht", "mensagem original", "original meddelande", "oprindelig meddelelse",
    "исходное сообщение", "原始邮件", "original appointment",
  ]

  private static let forwardedMarks = [
    "forwarded message", "weitergeleitete nachricht", "begin forwarded message",
    "message transféré", "mensaje reenviado", "messaggio inoltrato", "doorgestuurd bericht",
    "anfang der weitergeleiteten", "пересылаемое сообщение", "début du message",
  ]

  private static func beginsForwarded(_ line: Substring) -> Bool {
    guard line.utf8.count < 200, !line.hasPrefix(">") else { return false }
    let words = line.lowercased()
    return forwardedMarks.contains { words.contains($0) }
      && (words.hasPrefix("-") || words.hasPrefix("begin ") || words.hasPrefix("anfang ")
        || words.hasPrefix("début "))
  }

  /// Outlook: `-----Original Message-----`, or a block of header lines.
  private static func beginsHistory(_ lines: [Substring], at index: Int) -> Bool {
    let line = lines[index]
    guard line.utf8.count < 400 else { return false }
    if line.hasPrefix("--") {
      let words = line.lowercased()
      if originalMarks.contains(where: { words.contains($0) }) { return true }
    }
    return beginsHeaderBlock(lines, at: index)
  }

  private static let fromWords = [
    "from:", "von:", "de:", "da:", "van:", "från:", "fra:", "от:", "发件人:",
  ]
  private static let dateWords = [
    "sent:", "date:", "gesendet:", "datum:", "envoyé:", "enviado:", "inviato:", "verzonden:",
    "skickat:", "sendt:", "дата:", "отправлено:", "发送时间:", "fecha:", "data:",
  ]
  private static let subjectWords = [
    "subject:", "betreff:", "objet:", "asunto:", "oggetto:", "onderwerp:", "ämne:", "emne:",
    "assunto:", "тема:", "主题:",
  ]

  private static func beginsHeaderBlock(_ lines: [Substring], at index: Int) -> Bool {
    func begins(_ line: Substring, _ words: [String]) -> Bool {
      let plain = line.filter { $0 != "*" && $0 != "\u{A0}" }.prefix(40).lowercased()
        .replacing(" :", with: ":")
      return words.contains { plain.hasPrefix($0) }
    }
    guard begins(lines[index], fromWords) else { return false }
    let block = lines[(index + 1)..<min(lines.count, index + 8)]
    return block.contains { begins($0, dateWords) } && block.contains { begins($0, subjectWords) }
  }
}
