import Casework
import Foundation
import HTTPServer
import Procedure

/// A command as a form sent it: what was typed, and what it means. Whether it may be done is for the rules to say.
struct CommandAttempt {
  let name: Command.Name
  let values: CommandValues
  let entry: CommandEntry
  /// Other cases or persons that a field may name.
  var elsewhere: [CaseListItem] = []

  /// The most objects of one kind that a form has blocks for.
  static let blocksMax = 3

  init(name: Command.Name, fields: FormFields) {
    self.init(
      name: name,
      values: CommandValues(pairs: fields.form.fields.pairs.map { ($0.name, $0.value) }))
  }

  init(name: Command.Name, values: CommandValues) {
    self.name = name
    self.values = values
    entry = CommandCatalogue.entry(name)
  }

  /// The sequence that the page was made of.
  var sequence: Int? { Int(values.text(CommandForm.sequenceFieldName)) }

  /// The field that a fault of the whole form is said beside: the first with words in it.
  var mainField: String {
    let shown = entry.fields.shown(values)
    let first = shown.first { field in
      switch field.kind {
      case .line, .words: true
      default: false
      }
    }
    return (first ?? shown.first)?.name ?? ""
  }

  /// Whether only the letter is to be shown as it would go out.
  var wantsPreview: Bool { values.has(CommandForm.previewFieldName) }

  /// Whether of that only what the checker points at is to be told, to a page that is still being typed on.
  var wantsFindings: Bool {
    values.text(CommandForm.previewFieldName) == CommandForm.findingsValue
  }

  /// What the form asks for.
  ///
  /// - Throws: `CaseworkError.faults` where it cannot be understood.
  func command() throws -> Command {
    var faults: [FieldFault] = []
    let members =
      [JSONTree.Member(name: "command", value: .text(name.rawValue))]
      + object(entry.fields, at: "", &faults)
    guard faults.isEmpty else { throw CaseworkError.faults(faults) }
    do {
      return try JSONDecoder().decode(Command.self, from: Data(JSONTree.object(members).bytes))
    } catch let error as DecodingError {
      throw CaseworkError.faults([
        FieldFault(
          field: error.place.isEmpty ? mainField : error.place,
          sentence: "This cannot be understood. Please look at it again.")
      ])
    }
  }

  private func object(
    _ fields: [CommandField], at prefix: String, _ faults: inout [FieldFault]
  ) -> [JSONTree.Member] {
    var members: [JSONTree.Member] = []
    for field in fields.shown(values, at: prefix) where !field.isOnlyForForm {
      if let value = tree(field, at: prefix + field.name, &faults) {
        members.append(JSONTree.Member(name: field.name, value: value))
      }
    }
    return members
  }

  /// The value of one field; nil where there is none, with a fault where there has to be one.
  private func tree(
    _ field: CommandField, at path: String, _ faults: inout [FieldFault]
  ) -> JSONTree? {
    let typed = values.text(path)
    func missing(_ sentence: String) -> JSONTree? {
      if !field.isOptional { faults.append(FieldFault(field: path, sentence: sentence)) }
      return nil
    }
    func wrong(_ sentence: String) -> JSONTree? {
      faults.append(FieldFault(field: path, sentence: sentence))
      return nil
    }
    switch field.kind {
    case .line, .words:
      if typed.isEmpty, field.isOptional, !(field.keepsEmpty && values.has(path)) { return nil }
      return .text(typed)
    case .yesNo:
      switch typed {
      case "yes": return .boolean(true)
      case "no": return .boolean(false)
      default: return missing(CommandWords.sayYesOrNo)
      }
    case .tick: return typed == "yes" ? .boolean(true) : nil
    case .choice(let list):
      if list.contains(where: { $0.value == typed }) { return .text(typed) }
      return typed.isEmpty ? missing(CommandWords.chooseOne) : wrong(CommandWords.notOfTheList)
    case .one(let list), .about(let list):
      if typed.isEmpty { return missing(CommandWords.chooseOne) }
      return value(typed, list) ?? wrong(CommandWords.notOfTheList)
    case .some(let list):
      let chosen = values.all(path).filter { !$0.isEmpty }
      if chosen.isEmpty, field.isOptional { return nil }
      let trees = chosen.compactMap { value($0, list) }
      return trees.count == chosen.count ? .list(trees) : wrong(CommandWords.notOfTheList)
    case .version, .number:
      if typed.isEmpty { return missing(CommandWords.typeANumber) }
      return Int64(typed).map { .integer($0) } ?? wrong(CommandWords.typeANumber)
    case .moment:
      if typed.isEmpty { return missing(CommandWords.typeATime) }
      return Times.typed(typed).map { .integer($0.secondsSince1970) }
        ?? wrong(CommandWords.typeATime)
    case .lines:
      let lines = typed.split(separator: "\n")
        .map { String($0.trimmingPrefix(while: \.isWhitespace)) }.filter { !$0.isEmpty }
      return lines.isEmpty && field.isOptional ? nil : .list(lines.map { .text($0) })
    case .message:
      if typed.isEmpty { return missing(CommandWords.chooseOne) }
      let parts = typed.split(separator: "/")
      guard parts.count == 2, ChannelID.isAcceptable(String(parts[0])), let place = Int64(parts[1])
      else { return wrong(CommandWords.notOfTheList) }
      return ["channel": .text(String(parts[0])), "sequence": .integer(place)]
    case .elsewhere:
      if typed.isEmpty { return missing(CommandWords.nameOrAddress) }
      if let known = elsewhere.first(where: { $0.label.lowercased() == typed.lowercased() }) {
        return .text(known.value)
      }
      // An address of this site and a bare identity both hold it.
      guard let id = typed.firstMatch(of: /[0-9a-f]{32}/) else {
        return wrong(CommandWords.nameOrAddress)
      }
      return .text(String(id.0))
    case .group(let inside): return .object(object(inside, at: path + ".", &faults))
    case .several(let inside):
      let blocks = (0..<Self.blocksMax).map { "\(path).\($0)." }.filter { isFilled(inside, at: $0) }
      if blocks.isEmpty, field.isOptional { return nil }
      return .list(blocks.map { .object(object(inside, at: $0, &faults)) })
    case .answers(let inside):
      // A place of which nothing is said is not answered.
      let said = values.blocks(at: path).filter {
        values.text($0 + PlaceAnswers.reason).contains { !$0.isWhitespace }
      }
      if said.isEmpty, field.isOptional { return nil }
      return .list(said.map { .object(object(inside, at: $0, &faults)) })
    }
  }

  private func value(_ typed: String, _ list: CaseList) -> JSONTree? {
    if list.isNumbered { return Int64(typed).map { .integer($0) } }
    return MemberID.isAcceptable(typed) || RuleID(rawValue: typed) != nil ? .text(typed) : nil
  }

  /// Whether anything was typed or chosen in a block.
  private func isFilled(_ fields: [CommandField], at prefix: String) -> Bool {
    fields.contains { field in
      values.all(prefix + field.name).contains { text in text.contains { !$0.isWhitespace } }
    }
  }
}

extension DecodingError {
  /// The path of what could not be decoded, such as `subject.measures.0.days`.
  var place: String {
    let path: [any CodingKey] =
      switch self {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context.codingPath
      @unknown default: []
      }
    return path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
