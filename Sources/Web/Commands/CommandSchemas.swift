import Casework
import Procedure

/// The commands of a case as the API takes them, from the catalogue.
enum CommandSchemas {
  /// All of them, told apart by `command`.
  static let schema = Schema.named(
    "Command",
    .variants(
      by: "command",
      Dictionary(
        uniqueKeysWithValues: Command.Name.allCases.map { name in
          (
            name.rawValue,
            fields(CommandCatalogue.entry(name).fields) + [
              .optional(
                "sequence", .integer,
                "The case as it was looked at; when it has moved on, nothing is done and 409 says so."
              )
            ]
          )
        })))

  /// The fields of an object. Fields of one name are one, which takes either.
  private static func fields(_ fields: [CommandField]) -> [Schema.Field] {
    var taken: [Schema.Field] = []
    for field in fields where !field.isOnlyForForm {
      let isRequired = !field.isOptional && field.only == nil
      let says = words(of: field)
      if let index = taken.firstIndex(where: { $0.name == field.name }) {
        taken[index].schema = .either(taken[index].schema, schema(field.kind))
        taken[index].says += " Or: " + says
        taken[index].isRequired = !field.isOptional
      } else {
        taken.append(
          Schema.Field(
            name: field.name, schema: schema(field.kind), isRequired: isRequired, says: says))
      }
    }
    return taken
  }

  private static func words(of field: CommandField) -> String {
    var words = field.label
    if let last = words.last, !"?.!".contains(last) { words += "." }
    if !field.hint.isEmpty { words += " " + field.hint }
    if let only = field.only {
      words += " With `\(only.field)` \(only.values.joined(separator: " or "))."
    }
    return words
  }

  private static func schema(_ kind: CommandField.Kind) -> Schema {
    switch kind {
    case .line, .words: .text
    case .yesNo, .tick: .boolean
    case .choice(let list): .choice(list.map(\.value))
    case .one(let list), .about(let list): list.isNumbered ? .integer : .identity
    case .some(let list): .list(list.isNumbered ? .integer : .identity)
    case .version, .number: .integer
    case .moment: .integer
    case .lines: .list(.text)
    case .message:
      .object([
        .required("channel", .identity, "The conversation."),
        .required("sequence", .integer, "The place in it."),
      ])
    case .elsewhere: .identity
    case .group(let inside): .object(fields(inside))
    case .several(let inside), .answers(let inside): .list(.object(fields(inside)))
    }
  }
}
