import Casework

/// What a JSON document has to look like: what is sent is held to it, and the description of the API is written from it.
indirect enum Schema: Hashable, Sendable {
  case text
  /// An identity, as it stands in links.
  case identity
  case integer
  case boolean
  /// One of these texts.
  case choice([String])
  case list(Schema)
  case object([Field])
  /// An object that tells by one field which of these it is.
  case variants(by: String, [String: [Field]])
  /// Either of the two.
  case either(Schema, Schema)
  /// Any object; the words say where it is described.
  case open(String)
  /// A schema with a name of its own in the description.
  case named(String, Schema)

  /// One field of an object.
  struct Field: Hashable, Sendable {
    var name: String
    var schema: Schema
    var isRequired: Bool
    /// What it is, in one sentence.
    var says: String

    static func required(_ name: String, _ schema: Schema, _ says: String) -> Field {
      Field(name: name, schema: schema, isRequired: true, says: says)
    }

    static func optional(_ name: String, _ schema: Schema, _ says: String) -> Field {
      Field(name: name, schema: schema, isRequired: false, says: says)
    }
  }

  // MARK: Holding a document to it

  /// Everything that is wrong with a value, each with its path, such as `contact.email`.
  func faults(in tree: JSONTree, at path: String = "") -> [FieldFault] {
    func wrong(_ expected: String) -> [FieldFault] {
      [FieldFault(field: path, sentence: "Expected \(expected), found \(tree.kind).")]
    }
    switch self {
    case .text:
      guard case .text = tree else { return wrong("a text") }
      return []
    case .identity:
      guard case .text(let text) = tree else { return wrong("a text") }
      return !text.isEmpty && text.utf8.count <= 64
        && text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) ? [] : wrong("an identity")
    case .integer:
      guard case .integer = tree else { return wrong("a whole number") }
      return []
    case .boolean:
      guard case .boolean = tree else { return wrong("true or false") }
      return []
    case .choice(let values):
      guard case .text(let text) = tree, values.contains(text) else {
        return [
          FieldFault(field: path, sentence: "Expected one of \(values.joined(separator: ", ")).")
        ]
      }
      return []
    case .list(let element):
      guard case .list(let values) = tree else { return wrong("a list") }
      return values.enumerated().flatMap { index, value in
        element.faults(in: value, at: "\(path)[\(index)]")
      }
    case .object(let fields):
      return Self.faults(of: fields, in: tree, at: path)
    case .variants(let key, let variants):
      guard case .object = tree else { return wrong("an object") }
      guard case .text(let name)? = tree[key], let fields = variants[name] else {
        return [
          FieldFault(
            field: Self.joined(path, key),
            sentence: "Expected one of \(variants.keys.sorted().joined(separator: ", ")).")
        ]
      }
      return Self.faults(
        of: [.required(key, .choice([name]), "")] + fields, in: tree, at: path)
    case .either(let one, let other):
      let faults = one.faults(in: tree, at: path)
      let others = other.faults(in: tree, at: path)
      if faults.isEmpty || others.isEmpty { return [] }
      // What is wrong inside an object tells more than that it is no text.
      if case .object = tree, case .object = one { return faults }
      return others
    case .open:
      guard case .object = tree else { return wrong("an object") }
      return []
    case .named(_, let schema): return schema.faults(in: tree, at: path)
    }
  }

  private static func faults(
    of fields: [Field], in tree: JSONTree, at path: String
  ) -> [FieldFault] {
    guard case .object(let members) = tree else {
      return [FieldFault(field: path, sentence: "Expected an object, found \(tree.kind).")]
    }
    var faults: [FieldFault] = []
    for member in members {
      let place = joined(path, member.name)
      guard let field = fields.first(where: { $0.name == member.name }) else {
        faults.append(
          FieldFault(
            field: place,
            sentence:
              "There is no such field; there are \(fields.map(\.name).joined(separator: ", "))."))
        continue
      }
      if !field.isRequired, member.value == .null { continue }
      faults += field.schema.faults(in: member.value, at: place)
    }
    for field in fields where field.isRequired && tree[field.name] == nil {
      faults.append(
        FieldFault(field: joined(path, field.name), sentence: "This field is required."))
    }
    return faults
  }

  private static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  // MARK: Describing it

  /// The schema as OpenAPI 3.1 writes it (JSON Schema 2020-12).
  func described(_ components: inout [String: JSONTree]) -> JSONTree {
    switch self {
    case .text: return ["type": "string"]
    case .identity: return ["type": "string", "maxLength": 64]
    case .integer: return ["type": "integer"]
    case .boolean: return ["type": "boolean"]
    case .choice(let values):
      return ["type": "string", "enum": .list(values.map { .text($0) })]
    case .list(let element):
      return ["type": "array", "items": element.described(&components)]
    case .object(let fields): return Self.described(fields, &components)
    case .variants(let key, let variants):
      return [
        "oneOf": .list(
          variants.sorted { $0.key < $1.key }.map { name, fields in
            Self.described([.required(key, .choice([name]), "")] + fields, &components)
          })
      ]
    case .either(let one, let other):
      return ["oneOf": .list([one.described(&components), other.described(&components)])]
    case .open(let says): return ["type": "object", "description": .text(says)]
    case .named(let name, let schema):
      if components[name] == nil {
        components[name] = .null
        components[name] = schema.described(&components)
      }
      return ["$ref": .text("#/components/schemas/\(name)")]
    }
  }

  private static func described(
    _ fields: [Field], _ components: inout [String: JSONTree]
  ) -> JSONTree {
    var properties: [JSONTree.Member] = []
    for field in fields {
      var value = field.schema.described(&components)
      if !field.says.isEmpty, case .object(var members) = value {
        // Beside a reference or another description it is the field's own words that count.
        members.removeAll { $0.name == "description" }
        members.append(JSONTree.Member(name: "description", value: .text(field.says)))
        value = .object(members)
      }
      properties.append(JSONTree.Member(name: field.name, value: value))
    }
    let required = fields.filter(\.isRequired).map { JSONTree.text($0.name) }
    var object: [JSONTree.Member] = [
      JSONTree.Member(name: "type", value: "object"),
      JSONTree.Member(name: "properties", value: .object(properties)),
    ]
    if !required.isEmpty {
      object.append(JSONTree.Member(name: "required", value: .list(required)))
    }
    object.append(JSONTree.Member(name: "additionalProperties", value: false))
    return .object(object)
  }
}
