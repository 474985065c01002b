/// Collects what is wrong with a file while it is read to its end.
final class FaultCollector {
  private(set) var faults: [PolicyFault] = []
  let bytes: [UInt8]
  /// Whether the file is of an earlier format, which was never asked for what is asked now.
  var isUpcast = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  func add(
    _ kind: PolicyFault.Kind, path: String, at offset: Int?, wrong: String, right: String
  ) {
    guard faults.count < Limits.policyFaultsMax else { return }
    let line = offset.map { FilePosition(of: $0, in: bytes).line }
    faults.append(PolicyFault(kind: kind, path: path, line: line, wrong: wrong, right: right))
  }
}

/// Reads one object of the file, key by key, collecting every fault instead of stopping at the first.
///
/// Each reading method returns a value even after a fault; the policy is thrown away as a whole when
/// there is any. Keys that were never asked for are reported by `finish()`.
struct ObjectReader {
  let path: String
  let offset: Int?
  let collector: FaultCollector
  private let members: [String: JSONMember]
  private let order: [String]
  /// True for an object that is missing: that was said once, its keys need not be.
  private let isSilent: Bool
  private var asked: [String] = []

  init(_ node: JSONNode?, path: String, collector: FaultCollector) {
    self.path = path
    self.collector = collector
    offset = node?.offset
    var members: [String: JSONMember] = [:]
    var order: [String] = []
    var isSilent = true
    if let node {
      if case .object(let list) = node.value {
        isSilent = false
        for member in list {
          if members.updateValue(member, forKey: member.key) != nil {
            collector.add(
              .duplicate, path: Self.join(path, member.key), at: member.keyOffset,
              wrong: "the key “\(member.key)” stands twice", right: "keep one of the two")
          } else {
            order.append(member.key)
          }
        }
      } else {
        collector.add(
          .wrongType, path: path, at: node.offset, wrong: "\(node.value.kindForPeople) stands here",
          right: "an object in { } belongs here")
      }
    }
    self.members = members
    self.order = order
    self.isSilent = isSilent
  }

  static func join(_ path: String, _ key: String) -> String {
    let plain = key.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte >= 0x80 || Character(Unicode.Scalar(byte)).isLetter
        || Character(Unicode.Scalar(byte)).isNumber
    }
    if !plain { return "\(path)[\"\(key)\"]" }
    return path.isEmpty ? key : "\(path).\(key)"
  }

  /// The keys in the order of the file.
  var keys: [String] { order }

  func path(of key: String) -> String { Self.join(path, key) }

  func offset(of key: String) -> Int? { members[key]?.node.offset ?? offset }

  /// The value of a key, without marking it as known.
  func node(of key: String) -> JSONNode? { members[key]?.node }

  func fault(_ kind: PolicyFault.Kind, _ key: String, wrong: String, right: String) {
    guard !isSilent else { return }
    collector.add(kind, path: path(of: key), at: offset(of: key), wrong: wrong, right: right)
  }

  /// Marks a key as known; nil when it is not there.
  mutating func optional(_ key: String) -> JSONNode? {
    if !asked.contains(key) { asked.append(key) }
    return members[key]?.node
  }

  /// The value of a key that has to be there.
  mutating func required(_ key: String, _ right: String) -> JSONNode? {
    if let node = optional(key) { return node }
    fault(.missingKey, key, wrong: "the key “\(key)” is missing", right: right)
    return nil
  }

  /// A whole number inside the range.
  mutating func integer(_ key: String, in range: ClosedRange<Int64>, _ meaning: String) -> Int64 {
    let right = "\(meaning): a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let node = required(key, right) else { return range.lowerBound }
    guard case .integer(let number) = node.value else {
      fault(.wrongType, key, wrong: "\(node.value.kindForPeople) stands here", right: right)
      return range.lowerBound
    }
    guard range.contains(number) else {
      fault(.outOfRange, key, wrong: "\(number) is out of range", right: right)
      return range.lowerBound
    }
    return number
  }

  /// A whole number inside the range, or null for none.
  mutating func optionalInteger(
    _ key: String, in range: ClosedRange<Int64>, _ meaning: String
  ) -> Int64? {
    if case .null = optional(key)?.value { return nil }
    return integer(key, in: range, meaning + ", or null")
  }

  mutating func flag(_ key: String, _ meaning: String) -> Bool {
    let right = "\(meaning): true or false"
    guard let node = required(key, right) else { return false }
    guard case .flag(let flag) = node.value else {
      fault(.wrongType, key, wrong: "\(node.value.kindForPeople) stands here", right: right)
      return false
    }
    return flag
  }

  /// A text that is not empty, has no control characters but line breaks, and is not too long.
  mutating func text(_ key: String, _ meaning: String) -> String {
    guard let node = required(key, meaning) else { return "" }
    guard case .text(let text) = node.value else {
      fault(
        .wrongType, key, wrong: "\(node.value.kindForPeople) stands here",
        right: "\(meaning), as a text in quotes")
      return ""
    }
    return checked(text, path: path(of: key), at: node.offset, meaning)
  }

  /// A text, or null for none.
  mutating func optionalText(_ key: String, _ meaning: String) -> String? {
    if case .null = optional(key)?.value { return nil }
    return text(key, meaning + ", or null")
  }

  func checked(_ text: String, path: String, at offset: Int, _ meaning: String) -> String {
    let scalars = text.unicodeScalars
    if !scalars.contains(where: { !$0.properties.isWhitespace }) {
      collector.add(
        .outOfRange, path: path, at: offset, wrong: "the text is empty", right: meaning)
    } else if scalars.count > Limits.policyTextScalarsMax {
      collector.add(
        .outOfRange, path: path, at: offset,
        wrong: "the text has \(scalars.count) characters",
        right: "at most \(Limits.policyTextScalarsMax)")
    } else if scalars.contains(where: { $0 != "\n" && $0.properties.generalCategory == .control }) {
      collector.add(
        .outOfRange, path: path, at: offset, wrong: "the text holds a control character",
        right: "letters, signs and line breaks only")
    }
    return text
  }

  /// One of the raw values of a type.
  mutating func choice<Choice>(_ key: String, of: Choice.Type, _ meaning: String) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let all = Choice.allCases.map(\.rawValue)
    let right = "\(meaning): one of \(all.joined(separator: ", "))"
    let first = Choice.allCases[Choice.allCases.startIndex]
    guard let node = required(key, right) else { return first }
    return choice(node, path: path(of: key), right: right) ?? first
  }

  func choice<Choice>(_ node: JSONNode, path: String, right: String) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard case .text(let text) = node.value else {
      collector.add(
        .wrongType, path: path, at: node.offset, wrong: "\(node.value.kindForPeople) stands here",
        right: right)
      return nil
    }
    if let choice = Choice(rawValue: text) { return choice }
    let near = Spelling.nearest(to: text, among: Choice.allCases.map(\.rawValue))
    collector.add(
      .unknownValue, path: path, at: node.offset, wrong: "“\(text)” is not known here",
      right: near.map { "did you mean “\($0)”?" } ?? right)
    return nil
  }

  /// An object under a key, read by the closure.
  mutating func object<Result>(
    _ key: String, _ meaning: String, _ read: (inout ObjectReader) -> Result
  ) -> Result {
    let node = required(key, meaning)
    var reader = ObjectReader(node, path: path(of: key), collector: collector)
    defer { reader.finish() }
    return read(&reader)
  }

  /// The elements of a list with their paths.
  mutating func elements(
    _ key: String, countMin: Int = 1, _ meaning: String
  ) -> [(node: JSONNode, path: String)] {
    guard let node = required(key, meaning) else { return [] }
    guard case .list(let list) = node.value else {
      fault(
        .wrongType, key, wrong: "\(node.value.kindForPeople) stands here",
        right: "\(meaning), as a list in [ ]")
      return []
    }
    if list.count < countMin {
      fault(
        .outOfRange, key, wrong: "the list has \(list.count) elements",
        right: "\(meaning), at least \(countMin)")
    }
    if list.count > Limits.policyListMax {
      fault(
        .outOfRange, key, wrong: "the list has \(list.count) elements",
        right: "at most \(Limits.policyListMax)")
    }
    let base = path(of: key)
    return list.prefix(Limits.policyListMax).enumerated().map {
      ($0.element, "\(base)[\($0.offset)]")
    }
  }

  /// A list of objects, each read by the closure.
  mutating func objects<Result>(
    _ key: String, countMin: Int = 1, _ meaning: String, _ read: (inout ObjectReader) -> Result
  ) -> [Result] {
    elements(key, countMin: countMin, meaning).map { element in
      var reader = ObjectReader(element.node, path: element.path, collector: collector)
      defer { reader.finish() }
      return read(&reader)
    }
  }

  /// A list of values of a type, none twice.
  mutating func choices<Choice>(
    _ key: String, countMin: Int = 1, of: Choice.Type, _ meaning: String
  ) -> Set<Choice> where Choice: RawRepresentable<String> & CaseIterable & Hashable {
    let right = "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
    var seen: Set<Choice> = []
    for element in elements(key, countMin: countMin, meaning) {
      guard let choice: Choice = choice(element.node, path: element.path, right: right) else {
        continue
      }
      if !seen.insert(choice).inserted {
        collector.add(
          .duplicate, path: element.path, at: element.node.offset,
          wrong: "“\(choice.rawValue)” stands twice", right: "keep one of the two")
      }
    }
    return seen
  }

  /// Reports the keys that nobody asked for.
  func finish() {
    guard !isSilent else { return }
    for key in order where !asked.contains(key) {
      let unused = asked.filter { members[$0] == nil }
      let near = Spelling.nearest(to: key, among: unused) ?? Spelling.nearest(to: key, among: asked)
      collector.add(
        .unknownKey, path: path(of: key), at: members[key]?.keyOffset,
        wrong: "the key “\(key)” is not known here",
        right: near.map { "did you mean “\($0)”?" }
          ?? (asked.isEmpty ? "leave it out" : "known are \(asked.joined(separator: ", "))"))
    }
  }
}

/// Finds what a mistyped word was meant to be.
enum Spelling {
  /// The nearest candidate, if it is near enough: about one slip in three letters.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    let scored = candidates.map { ($0, distance(word, $0.lowercased())) }
    guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
    return best.1 <= max(1, word.count / 3) ? best.0 : nil
  }

  /// Insertions, deletions, replacements and neighbours swapped, at least so many.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars.prefix(80))
    let right = Array(right.unicodeScalars.prefix(80))
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let same = left[row] == right[column]
        var best = min(
          previous[column] + (same ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
