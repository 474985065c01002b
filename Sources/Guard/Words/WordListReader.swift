/// Walks over a file of words, and notes everything that does not fit.
struct WordListReader {
  var words: WordLists
  var language = ""
  var faults: [FactsFault] = []
  private var lists: [String: [String]] = [:]

  init(words: WordLists) { self.words = words }

  private mutating func fault(_ place: String, _ sentence: String) {
    faults.append(FactsFault(place: place, sentence: sentence))
  }

  mutating func read(_ value: JSONValue) {
    let known = [
      "language", "name", "lists", "rules", "structure", "process", "hearing", "recipients",
      "times", "stop", "usual", "common",
    ]
    guard let fields = object(value, at: "", known) else { return }
    if case .text(let text)? = fields["language"], !text.isEmpty {
      language = text
    } else {
      fault(
        "language", "The language is missing. Write it as a short mark, such as \"en\" or \"de\".")
    }
    if let value = fields["lists"], let own = object(value, at: "lists", nil) {
      for (name, entries) in own { lists[name] = texts(entries, at: "lists.\(name)") }
    }
    for (place, value) in list(fields["rules"], at: "rules").enumerated() {
      rule(value, at: "rules[\(place)]")
    }
    structure(fields["structure"])
    words.process = extended(words.process, by: fields["process"], at: "process")
    words.hearing = extended(words.hearing, by: fields["hearing"], at: "hearing")
    recipients(fields["recipients"])
    times(fields["times"])
    for text in texts(fields["stop"], at: "stop") { words.stop.insert(Self.hash(text)) }
    for text in texts(fields["usual"], at: "usual") { words.usual.insert(Self.hash(text)) }
    for text in texts(fields["common"], at: "common") {
      let phrase = PhraseWords(text).words.map(\.hash)
      if let first = phrase.first { words.common[first, default: []].append(phrase) }
    }
  }

  private static func hash(_ text: String) -> UInt64 { Stems.hash(Folding.key(text)) }

  private mutating func object(
    _ value: JSONValue, at place: String, _ known: [String]?
  ) -> [String: JSONValue]? {
    guard case .object(let fields) = value else {
      fault(place, "This is \(value.kind); it has to be an object in braces.")
      return nil
    }
    if let known {
      for name in fields.keys.sorted() where !known.contains(name) {
        fault(
          place.isEmpty ? name : "\(place).\(name)",
          "There is no such field here. The fields are \(known.joined(separator: ", ")).")
      }
    }
    return fields
  }

  private mutating func list(_ value: JSONValue?, at place: String) -> [JSONValue] {
    guard let value else { return [] }
    guard case .list(let entries) = value else {
      fault(place, "This is \(value.kind); it has to be a list in brackets.")
      return []
    }
    return entries
  }

  private mutating func texts(_ value: JSONValue?, at place: String) -> [String] {
    var texts: [String] = []
    for (number, entry) in list(value, at: place).enumerated() {
      if case .text(let text) = entry {
        texts.append(text)
      } else {
        fault(
          "\(place)[\(number)]", "This is \(entry.kind); it has to be text in quotation marks.")
      }
    }
    return texts
  }

  private mutating func patterns(_ value: JSONValue?, at place: String) -> [Pattern] {
    var patterns: [Pattern] = []
    for (number, text) in texts(value, at: place).enumerated() {
      do {
        patterns.append(try Pattern(text, lists: lists))
      } catch {
        fault("\(place)[\(number)]", error.sentence)
      }
    }
    return patterns
  }

  /// An index and the patterns of a field beside it.
  private mutating func extended(
    _ index: PatternIndex, by value: JSONValue?, at place: String, entry: Int = 0
  ) -> PatternIndex {
    var index = index
    for pattern in patterns(value, at: place) { index.add(pattern, entry: entry) }
    return index
  }

  private mutating func rule(_ value: JSONValue, at place: String) {
    let known = ["rule", "why", "offer", "find", "unless", "to", "severity", "words", "told"]
    guard let fields = object(value, at: place, known) else { return }
    let wordRules: [Rule] = [
      .intent, .minimising, .blame, .vague, .label, .gender, .contact, .role,
    ]
    guard case .text(let name)? = fields["rule"], let rule = Rule(rawValue: name),
      wordRules.contains(rule)
    else {
      fault(
        "\(place).rule",
        "The rule is missing or none for words. It is one of \(wordRules.map(\.rawValue).joined(separator: ", "))."
      )
      return
    }
    var entry = WordRule(
      rule: rule, why: "", offer: texts(fields["offer"], at: "\(place).offer"), severity: .warn,
      recipients: [], unlessBefore: PatternIndex(), unlessAfter: PatternIndex(),
      arePronouns: false)
    if case .text(let why)? = fields["why"], !why.isEmpty {
      entry.why = why
    } else {
      fault("\(place).why", "The sentence that says why is missing.")
    }
    for text in texts(fields["to"], at: "\(place).to") {
      if let role = Role(rawValue: text) {
        entry.recipients.insert(role)
      } else {
        fault(
          "\(place).to",
          "'\(text)' is no recipient. It is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
        )
      }
    }
    if let value = fields["severity"] {
      if case .text(let text) = value, let severity = Severity(rawValue: text) {
        entry.severity = severity
      } else {
        fault("\(place).severity", "It is hint, warn or block.")
      }
    }
    if let value = fields["words"] {
      entry.arePronouns = value == .text("pronouns")
      if !entry.arePronouns { fault("\(place).words", "It is \"pronouns\", or left out.") }
    }
    if let value = fields["told"] {
      if case .text(let text) = value, let told = WordRule.Told(rawValue: text) {
        entry.told = told
      } else {
        fault("\(place).told", "It is \"needed\" or \"compared\", or left out.")
      }
    }
    if let value = fields["unless"],
      let unless = object(value, at: "\(place).unless", ["before", "after"])
    {
      entry.unlessBefore = extended(
        entry.unlessBefore, by: unless["before"], at: "\(place).unless.before")
      entry.unlessAfter = extended(
        entry.unlessAfter, by: unless["after"], at: "\(place).unless.after")
    }
    let number = words.rules.count
    words.rules.append(entry)
    for pattern in patterns(fields["find"], at: "\(place).find") {
      words.index.add(pattern, entry: number)
    }
  }

  private mutating func structure(_ value: JSONValue?) {
    guard let value,
      let fields = object(value, at: "structure", LetterPart.allCases.map(\.rawValue))
    else { return }
    for part in LetterPart.allCases {
      words.structure[part] = extended(
        words.structure[part] ?? PatternIndex(), by: fields[part.rawValue],
        at: "structure.\(part.rawValue)")
    }
  }

  private mutating func recipients(_ value: JSONValue?) {
    guard let value,
      let fields = object(value, at: "recipients", ["added", "dropped", "always"])
    else { return }
    words.added = extended(words.added, by: fields["added"], at: "recipients.added")
    words.dropped = extended(words.dropped, by: fields["dropped"], at: "recipients.dropped")
    for text in texts(fields["always"], at: "recipients.always") {
      words.always.insert(Folding.key(text))
    }
  }

  private mutating func times(_ value: JSONValue?) {
    let known = [
      "months", "weekdays", "numbers", "tens", "ordinals", "around", "dayParts", "ahead",
      "relative", "letters", "daysAgo",
    ]
    guard let value, let fields = object(value, at: "times", known) else { return }
    func names(_ field: String, count: Int, _ into: WritableKeyPath<TimeWords, [String: Int]>) {
      let entries = list(fields[field], at: "times.\(field)")
      if !entries.isEmpty, entries.count != count {
        fault(
          "times.\(field)", "These are \(entries.count) lists of names; there have to be \(count).")
      }
      for (number, entry) in entries.enumerated() {
        for text in texts(entry, at: "times.\(field)[\(number)]") {
          words.times[keyPath: into][Folding.key(text)] = number
        }
      }
    }
    names("months", count: 12, \.months)
    names("weekdays", count: 7, \.weekdays)
    for (field, path) in [
      ("numbers", \TimeWords.numbers), ("tens", \TimeWords.tens), ("ordinals", \TimeWords.ordinals),
    ] {
      for (number, text) in texts(fields[field], at: "times.\(field)").enumerated()
      where !text.isEmpty {
        words.times[keyPath: path][Folding.key(text)] = number
      }
    }
    for text in texts(fields["around"], at: "times.around") {
      words.times.around.insert(Folding.key(text))
    }
    if let value = fields["dayParts"], let parts = object(value, at: "times.dayParts", nil) {
      for (name, hours) in parts {
        guard case .list(let ends) = hours, ends.count == 2, case .number(let first) = ends[0],
          case .number(let last) = ends[1], first <= last, first >= 0, last <= 48
        else {
          fault("times.dayParts.\(name)", "Give the hours it spans, such as [12, 18].")
          continue
        }
        words.times.dayParts[Folding.key(name)] = Int(first)...Int(last)
      }
    }
    words.times.ahead = extended(words.times.ahead, by: fields["ahead"], at: "times.ahead")
    words.times.relative = extended(
      words.times.relative, by: fields["relative"], at: "times.relative")
    words.times.letters = extended(words.times.letters, by: fields["letters"], at: "times.letters")
    for (days, entry) in list(fields["daysAgo"], at: "times.daysAgo").enumerated() {
      words.times.daysAgo = extended(
        words.times.daysAgo, by: entry, at: "times.daysAgo[\(days)]", entry: days)
    }
  }
}
