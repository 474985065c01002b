import Casework
import Procedure

/// One field of a command, declared once: what the API takes, what the form shows, how a form is read.
struct CommandField: Sendable {
  /// What the field takes.
  indirect enum Kind: Sendable {
    /// One line of words.
    case line
    /// A longer text.
    case words(rows: Int)
    case yesNo
    /// A single box to tick; left out when it is not.
    case tick
    case choice([Choice])
    /// One of something of this case or of its policy.
    case one(CaseList)
    case some(CaseList)
    /// What the form is about: chosen before the form is shown, and not changed in it.
    case about(CaseList)
    /// The version of what the form is about, as it was shown.
    case version
    case number
    /// A time of day and date, UTC.
    case moment
    /// One text a line.
    case lines
    /// One message, by its conversation and its place there.
    case message(CaseList)
    /// Another case or a person, by code name, or by the address of its page.
    case elsewhere(Elsewhere)
    /// An object with fields of its own.
    case group([CommandField])
    /// Several objects, in as many blocks as a form has.
    case several([CommandField])
    /// An answer for each place that the checker points at in the draft that the form is about.
    case answers([CommandField])
  }

  /// What a field names that is not of this case.
  enum Elsewhere: Sendable { case cases, persons }

  /// The field belongs to the form only where another one of the same object has one of these values.
  struct Only: Sendable {
    var field: String
    var values: [String]
  }

  /// As in the JSON of the command.
  var name: String
  var kind: Kind
  var label: String
  var hint = ""
  var isOptional = false
  /// An emptied text is sent as one, so that the rules refuse it.
  var keepsEmpty = false
  /// Only steers the form; the command does not have it.
  var isOnlyForForm = false
  var only: Only?

  init(
    _ name: String, _ kind: Kind, _ label: String, hint: String = "", isOptional: Bool = false,
    keepsEmpty: Bool = false, isOnlyForForm: Bool = false, only: Only? = nil
  ) {
    self.name = name
    self.kind = kind
    self.label = label
    self.hint = hint
    self.isOptional = isOptional
    self.keepsEmpty = keepsEmpty
    self.isOnlyForForm = isOnlyForForm
    self.only = only
  }

  /// The same field, left out where nothing was typed.
  var optional: CommandField {
    var field = self
    field.isOptional = true
    return field
  }

  /// The same field, only where another one has one of these values.
  func only(_ name: String, _ values: String...) -> CommandField {
    var field = self
    field.only = Only(field: name, values: values)
    return field
  }
}

/// What a command is called, what it is for, and what it takes.
struct CommandEntry: Sendable {
  /// Under which heading it is offered.
  enum Group: String, Sendable, CaseIterable {
    case protect, own, lookInto, write, decide, carryOut, end, people, record
  }

  var group: Group
  var title: String
  /// What it does and what follows, in a sentence or two.
  var text: String
  var fields: [CommandField]
  var button: String
  /// What is said when it is done.
  var done: String
  /// Cannot be undone, or weighs heavily on somebody.
  var isStern = false

  init(
    _ group: Group, _ title: String, _ text: String, button: String, done: String,
    isStern: Bool = false, _ fields: [CommandField]
  ) {
    self.group = group
    self.title = title
    self.text = text
    self.fields = fields
    self.button = button
    self.done = done
    self.isStern = isStern
  }

  /// What the form is about, if it is about one thing.
  var about: CommandField? {
    fields.first { if case .about = $0.kind { true } else { false } }
  }
}

/// Things of one case, or of its policy, that a field may name.
enum CaseList: Sendable {
  case members, otherHandlers, keptOut, heldBack, oversightAsking, parties, reportedParties
  case channels, mails, notices, spaces, measures, questions, representations, violationTypes
  case grounds, setAsideReasons, pausableDeadlines, files, rules
  case notes, entries, remarks, needs, acts, actsToReport, actsToReview
  case permissionsThatStand
  case drafts, draftsToReview, draftsToSend, statements
  case openProposals, allProposals, adoptedProposals, consultedParties
  case tasks, measuresInForce, endableMeasures, biasesPending

  /// Whether a value is a number of the log or of the case, and not an identity.
  var isNumbered: Bool {
    switch self {
    case .notes, .entries, .remarks, .needs, .acts, .actsToReport, .actsToReview, .drafts,
      .draftsToReview, .draftsToSend, .statements, .permissionsThatStand, .openProposals,
      .allProposals,
      .adoptedProposals, .tasks, .measuresInForce, .endableMeasures:
      true
    default: false
    }
  }
}

/// What was typed or chosen, by the path of the field; several values where several can be chosen.
struct CommandValues: Sendable {
  var values: [String: [String]]

  init(_ values: [String: [String]] = [:]) { self.values = values }

  init(pairs: some Sequence<(name: String, value: String)>) {
    values = Dictionary(grouping: pairs, by: \.name).mapValues { $0.map(\.value) }
  }

  /// The first value with line ends as people mean them; empty for none.
  func text(_ path: String) -> String {
    (values[path]?.first ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  func all(_ path: String) -> [String] { values[path] ?? [] }

  func has(_ path: String) -> Bool { values[path] != nil }

  /// The paths of the numbered blocks of a field, in order, however many there are.
  func blocks(at path: String) -> [String] {
    let numbers = values.keys.compactMap { key -> Int? in
      guard key.hasPrefix(path + ".") else { return nil }
      return key.dropFirst(path.count + 1).split(separator: ".").first.flatMap { Int($0) }
    }
    return Set(numbers).sorted().map { "\(path).\($0)." }
  }

  mutating func set(_ path: String, _ text: String) { values[path] = [text] }

  /// Sets it where nothing was said yet.
  mutating func suggest(_ path: String, _ text: String) {
    if values[path] == nil { values[path] = [text] }
  }

  /// Sets it where nothing was said yet.
  mutating func suggest(_ path: String, all texts: [String]) {
    if values[path] == nil, !texts.isEmpty { values[path] = texts }
  }
}

extension [CommandField] {
  /// The fields that belong to a form with these values, at a path.
  func shown(_ values: CommandValues, at prefix: String = "") -> [CommandField] {
    filter { field in
      guard let only = field.only else { return true }
      return only.values.contains(steering(only.field, values, at: prefix))
    }
  }

  /// The value of a field that others depend on: what was chosen, or else its first choice.
  func steering(_ name: String, _ values: CommandValues, at prefix: String) -> String {
    let typed = values.text(prefix + name)
    if !typed.isEmpty { return typed }
    guard let field = first(where: { $0.name == name }), case .choice(let list) = field.kind else {
      return ""
    }
    return list.first?.value ?? ""
  }

  /// Whether other fields depend on one.
  func isSteering(_ name: String) -> Bool { contains { $0.only?.field == name } }
}
