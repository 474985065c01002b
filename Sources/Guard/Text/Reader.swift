/// Takes a draft apart into words: over marks, tags and zero-width characters, so that `A*l*ice` is read as a person reads it.
struct Reader {
  let scalars: [Unicode.Scalar]
  private(set) var words: [Word] = []
  private var sentence = 0
  private var line = 0
  private var startsSentence = true
  private var quotes = 0
  private var lineIsQuoted = false
  private var isInQuotes = false

  // The word that is being read.
  private var letters: [Unicode.Scalar] = []
  private var writtenOut: [Unicode.Scalar] = []
  private var hasWrittenOut = false
  private var seen: [Unicode.Scalar] = []
  private var count = 0
  private var start = 0
  private var end = 0
  private var script: Script = .digits
  private var isDisguised = false
  private var firstIsUpper = false
  private var upperCount = 0
  private var lowerCount = 0

  static func words(of scalars: [Unicode.Scalar]) -> [Word] {
    var reader = Reader(scalars: scalars)
    reader.read()
    return reader.words
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func scalar(_ place: Int) -> Unicode.Scalar? {
    scalars.indices.contains(place) ? scalars[place] : nil
  }

  private mutating func read() {
    var place = 0
    var lineStart = true
    while place < scalars.count {
      let scalar = scalars[place]
      if let letter = Folding.asciiLetter(scalar) {
        lineStart = false
        take(letter, scalar, at: place)
        place += 1
        continue
      }
      if scalar == "<", let (length, isInline) = tag(at: place) {
        if isInline { isDisguised = isDisguised || count > 0 } else { finish() }
        place += length
        continue
      }
      if scalar == "&", let (letters, length) = entity(at: place) {
        if letters.isEmpty {
          isDisguised = true
        } else {
          take(Folding.fold(letters[0]), letters[0], at: place, length: length)
          isDisguised = true
        }
        place += length
        continue
      }
      if count > 0, isMark(scalar), markEnd(place) - place <= 2,
        let next = self.scalar(markEnd(place)), isLetter(next)
      {
        isDisguised = true
        place = markEnd(place)
        continue
      }
      if count > 0, scalar == "]", let end = linkEnd(place) {
        isDisguised = true
        place = end
        continue
      }
      if count > 0, LookAlikes.isReadAsLetter(scalar), let next = self.scalar(place + 1),
        isLetter(next), script != .digits, scalar != "@" || !isAddress(after: place)
      {
        seen.append(LookAlikes.seen(scalar))
        isDisguised = true
        place += 1
        continue
      }
      if scalar == "=", count > 0, let (letters, length) = quotedPrintable(at: place) {
        for letter in letters { take(Folding.fold(letter), letter, at: place, length: length) }
        isDisguised = true
        place += length
        continue
      }
      if isShortenedNot(scalar, at: place) {
        place += 1
        continue
      }
      switch Folding.fold(scalar) {
      case .unseen:
        if count > 0, scalar.properties.generalCategory == .format { isDisguised = true }
      case .letters(let letters):
        lineStart = false
        take(.letters(letters), scalar, at: place, length: 1)
      case .separator:
        let before = count
        finish()
        separate(scalar, at: place, afterLetters: before, &lineStart)
      }
      place += 1
    }
    finish()
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if case .letters = Folding.fold(scalar) { return !(48...57).contains(scalar.value) }
    return false
  }

  /// Where a word goes on behind a link that was put around some of its letters: `](#)[x`.
  private func linkEnd(_ place: Int) -> Int? {
    guard scalar(place + 1) == "(" else { return nil }
    var at = place + 2
    while let next = scalar(at), next != ")", next != "\n", at - place < 100 { at += 1 }
    guard scalar(at) == ")" else { return nil }
    at += 1
    if scalar(at) == "[" { at += 1 }
    return scalar(at).map(isLetter) == true ? at : nil
  }

  /// Whether a domain follows the sign: then it is a mail address, and no letter in disguise.
  private func isAddress(after place: Int) -> Bool {
    var at = place + 1
    while let next = scalar(at), isLetter(next) || next == "-" || next.properties.numericType != nil
    { at += 1 }
    guard scalar(at) == ".", let next = scalar(at + 1) else { return false }
    return isLetter(next)
  }

  /// The apostrophe of `don't`: such words stay one, every other apostrophe parts words.
  private func isShortenedNot(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
    guard count > 0, ["'", "’", "ʼ", "‘"].contains(scalar), letters.last == "n",
      let next = self.scalar(place + 1), next == "t" || next == "T"
    else { return false }
    return self.scalar(place + 2).map { !isLetter($0) } ?? true
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    ["*", "`", "~", "\\"].contains(scalar)
  }

  private func markEnd(_ place: Int) -> Int {
    var place = place
    while place < scalars.count, place >= 0, isMark(scalars[place]) { place += 1 }
    return place
  }

  /// Takes a letter or digit of ASCII, which is what it looks like.
  private mutating func take(_ letter: Unicode.Scalar, _ scalar: Unicode.Scalar, at place: Int) {
    begin(with: Script.of(letter), scalar, at: place)
    letters.append(letter)
    writtenOut.append(letter)
    seen.append(LookAlikes.seen(scalar))
    count += 1
    end = place + 1
  }

  private mutating func take(_ fold: Fold, _ scalar: Unicode.Scalar, at place: Int, length: Int) {
    guard case .letters(let folded) = fold, let first = folded.first else { return }
    let own = Script.of(first)
    begin(with: own, scalar, at: place)
    if scalar.value >= 0x2000, own == .latin { isDisguised = true }
    letters.append(contentsOf: folded)
    if let text = Folding.writtenOut(scalar) {
      hasWrittenOut = true
      writtenOut.append(contentsOf: text.unicodeScalars)
    } else {
      writtenOut.append(contentsOf: folded)
    }
    let look = LookAlikes.seen(scalar)
    if look != scalar { seen.append(look) } else { seen.append(contentsOf: folded) }
    count += folded.count
    end = place + length
  }

  /// Begins a word with a letter, or goes on with one.
  private mutating func begin(with own: Script, _ scalar: Unicode.Scalar, at place: Int) {
    if count > 0, !own.joins(script) { finish() }
    let isUpper = Self.isUpper(scalar)
    if count == 0 {
      start = place
      script = own
      firstIsUpper = isUpper
    } else if script == .digits {
      if own != .digits { isDisguised = true }
      script = own
    } else if own == .digits || own != script {
      isDisguised = true
      // Latin stays; what looks like Latin is a disguise.
      if script != .latin, own == .latin { script = .latin }
    }
    if isUpper {
      upperCount += 1
    } else if Self.isLower(scalar) {
      lowerCount += 1
    }
  }

  private static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (0x41...0x5A).contains(scalar.value) : scalar.properties.isUppercase
  }

  private static func isLower(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (0x61...0x7A).contains(scalar.value) : scalar.properties.isLowercase
  }

  private mutating func finish() {
    guard count > 0 else {
      isDisguised = false
      return
    }
    let plain = NameIndex.text(letters)
    let shape: Word.Shape =
      upperCount == 0
      ? (lowerCount == 0 ? .none : .lower)
      : lowerCount == 0
        ? (upperCount == 1 ? .capital : .upper)
        : upperCount == 1 && firstIsUpper ? .capital : .mixed
    words.append(
      Word(
        range: start..<end, plain: plain,
        writtenOut: hasWrittenOut ? NameIndex.text(writtenOut) : nil,
        skeleton: LookAlikes.skeleton(seen), script: script, isDisguised: isDisguised,
        shape: shape, count: count, sentence: sentence, line: line, startsSentence: startsSentence,
        isQuoted: lineIsQuoted || isInQuotes, hash: Stems.hash(plain)))
    startsSentence = false
    letters.removeAll(keepingCapacity: true)
    writtenOut.removeAll(keepingCapacity: true)
    seen.removeAll(keepingCapacity: true)
    (hasWrittenOut, isDisguised, count, upperCount, lowerCount) = (false, false, 0, 0, 0)
    script = .digits
  }

  private mutating func separate(
    _ scalar: Unicode.Scalar, at place: Int, afterLetters: Int, _ lineStart: inout Bool
  ) {
    switch scalar {
    case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}":
      line += 1
      if self.scalar(place + 1) == "\n" || self.scalar(place - 1) == "\n" || lineStart
        || endsLine(place)
      {
        endSentence()
        isInQuotes = false
      }
      (lineStart, lineIsQuoted) = (true, false)
      return
    case ">" where lineStart:
      lineIsQuoted = true
      return
    case ".", "!", "?", "…", "。", "！", "？", ":", ";", "؟", "।":
      let next = self.scalar(place + 1)
      if next == nil || next.map({ !isLetter($0) && $0.properties.numericType == nil }) == true,
        !(scalar == "." && isAbbreviation)
      {
        endSentence()
      }
    case "\"": isInQuotes.toggle()
    case "“", "„", "«", "「": isInQuotes = true
    case "”", "»", "」": isInQuotes = false
    case "-", "*", "•", "+", "#":
      if lineStart { endSentence() }
    default: break
    }
    if scalar != " ", scalar != "\t", scalar != ">" { lineStart = false }
  }

  /// A line that a heading or an item follows, or that is short, ends a sentence; a wrapped line does not.
  private func endsLine(_ place: Int) -> Bool {
    guard let next = scalar(place + 1) else { return true }
    if ["#", "*", "-", "•", ">", "[", "\n", "\r"].contains(next) { return true }
    var length = 0
    var at = place - 1
    while at >= 0, scalars[at] != "\n", length < 50 {
      length += 1
      at -= 1
    }
    return length < 50
  }

  private mutating func endSentence() {
    guard !startsSentence else { return }
    sentence += 1
    startsSentence = true
  }

  /// Whether a full stop belongs to the word before it, such as an initial or a title.
  private var isAbbreviation: Bool {
    guard let last = words.last else { return false }
    if last.count == 1, last.script != .digits, last.shape == .capital { return true }
    return ["mr", "mrs", "ms", "mx", "dr", "prof", "st", "vs", "eg", "ie", "etc", "approx"]
      .contains(last.plain)
  }

  private static let inlineTags: Set<String> = [
    "b", "i", "em", "strong", "span", "u", "s", "a", "mark", "font", "code", "wbr", "sub", "sup",
    "small", "big", "tt", "del", "ins", "abbr", "q",
  ]

  private static let blockTags: Set<String> = [
    "p", "br", "div", "li", "ul", "ol", "td", "tr", "table", "blockquote", "pre", "hr", "img",
    "html", "body", "head",
    "h1", "h2", "h3", "h4", "section", "article", "header", "footer", "th", "style", "script",
    "center",
  ]

  /// The length of a tag that begins here, and whether words go on through it.
  private func tag(at place: Int) -> (length: Int, isInline: Bool)? {
    var at = place + 1
    if scalar(at) == "!" { return comment(at: place) }
    if scalar(at) == "/" { at += 1 }
    var name = ""
    while let next = scalar(at), next.isASCII, next.properties.isAlphabetic, name.count < 12 {
      name.unicodeScalars.append(
        next.properties.isUppercase ? Unicode.Scalar(UInt8(next.value + 32)) : next)
      at += 1
    }
    guard Self.inlineTags.contains(name) || Self.blockTags.contains(name), let after = scalar(at),
      [" ", ">", "/"].contains(after)
    else { return nil }
    while let next = scalar(at), at - place < 200 {
      if next == ">" { return (at + 1 - place, Self.inlineTags.contains(name)) }
      if next == "<" || next == "@" { return nil }
      at += 1
    }
    return nil
  }

  private func comment(at place: Int) -> (length: Int, isInline: Bool)? {
    guard scalar(place + 2) == "-", scalar(place + 3) == "-" else { return nil }
    var at = place + 4
    while at + 2 < scalars.count, at - place < 400 {
      if scalars[at] == "-", scalars[at + 1] == "-", scalars[at + 2] == ">" {
        return (at + 3 - place, true)
      }
      at += 1
    }
    return nil
  }

  /// What `=C3=AB`, a rest of a mail, stands for.
  private func quotedPrintable(at place: Int) -> (letters: [Unicode.Scalar], length: Int)? {
    var bytes: [UInt8] = []
    var at = place
    while scalar(at) == "=", let high = scalar(at + 1), let low = scalar(at + 2),
      let byte = UInt8(String(Character(high)) + String(Character(low)), radix: 16), byte >= 0x80
    {
      bytes.append(byte)
      at += 3
    }
    guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let letters = Array(text.unicodeScalars).filter { isLetter($0) }
    return letters.isEmpty ? nil : (letters, at - place)
  }

  private static let accents = [
    "acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash", "caron",
  ]

  /// What an entity such as `&#101;` or `&eacute;` stands for; nothing for one that is not seen.
  private func entity(at place: Int) -> (letters: [Unicode.Scalar], length: Int)? {
    var name = ""
    var at = place + 1
    while let next = scalar(at), next != ";", name.count < 10 {
      guard next.isASCII,
        next.properties.isAlphabetic || next == "#" || next.properties.numericType != nil
      else { return nil }
      name.unicodeScalars.append(next)
      at += 1
    }
    guard scalar(at) == ";", !name.isEmpty else { return nil }
    let length = at + 1 - place
    if ["shy", "zwj", "zwnj"].contains(name) { return ([], length) }
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, let scalar = Unicode.Scalar(value) else { return nil }
      switch Folding.fold(scalar) {
      case .letters: return ([scalar], length)
      case .unseen: return ([], length)
      case .separator: return nil
      }
    }
    for accent in Self.accents where name.hasSuffix(accent) && name.count == accent.count + 1 {
      return (name.unicodeScalars.prefix(1).map { $0 }, length)
    }
    return name == "szlig" ? (["ß"], length) : nil
  }
}
