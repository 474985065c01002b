import Casework
import Foundation
import HTTPServer

/// An address of the API: what serves it and what describes it, declared once.
struct APIRoute: Sendable {
  /// What a success looks like.
  struct Success: Sendable {
    var status: Status
    /// Nil for an answer without a body.
    var schema: Schema?
    /// The answer is a file.
    var isFile = false
  }

  let route: Route<Visitor>
  let summary: String
  let audience: Site.Audience
  /// What is sent; nil for nothing.
  let request: Schema?
  /// The same may be sent as a multipart form with files.
  let takesFiles: Bool
  /// The query.
  let query: [Schema.Field]
  let success: Success

  static let prefix = "/api/v1"

  /// A route with a JSON document in, or with none.
  init<Context: Sendable>(
    _ name: String, _ method: HTTPServer.Method, _ path: String, _ summary: String,
    for audience: Site.Audience, taking request: Schema? = nil, query: [Schema.Field] = [],
    answering success: Success,
    as narrow: @escaping @Sendable (RequestHead, Visitor) async throws -> Context,
    respond: @escaping @Sendable (APIRequest, Context) async throws -> Response
  ) {
    self.init(
      Route<Context>(
        "api." + name, method, Self.prefix + path, reception: request == nil ? .none : .json,
        metadata: RouteMetadata(summary: summary, audience: audience.rawValue)
      ) { received, context in
        try await respond(APIRequest(received, schema: request), context)
      }.demanding(narrow),
      summary, audience, request, takesFiles: false, query, success)
  }

  /// A route with a JSON document, or a multipart form of the same names with files.
  init<Context: Sendable>(
    withFiles name: String, _ path: String, _ summary: String, for audience: Site.Audience,
    taking request: Schema, answering success: Success,
    as narrow: @escaping @Sendable (RequestHead, Visitor) async throws -> Context,
    openSink: @escaping @Sendable (RequestHead, Context) throws -> StagingSink,
    respond: @escaping @Sendable (APIRequest, Context, StagingSink) async throws -> Response
  ) {
    self.init(
      Route<Context>(
        "api." + name, .post, Self.prefix + path, files: Receptions.filesOrJSON,
        metadata: RouteMetadata(summary: summary, audience: audience.rawValue),
        openSink: { head, context in try openSink(head, context) },
        respond: { received, context, sink in
          guard sink.faults.isEmpty else { throw FilesRefused(faults: sink.faults) }
          return try await respond(APIRequest(received, schema: request), context, sink)
        }
      ).demanding(narrow),
      summary, audience, request, takesFiles: true, [], success)
  }

  private init(
    _ route: Route<Visitor>, _ summary: String, _ audience: Site.Audience, _ request: Schema?,
    takesFiles: Bool, _ query: [Schema.Field], _ success: Success
  ) {
    self.route = route
    self.summary = summary
    self.audience = audience
    self.request = request
    self.takesFiles = takesFiles
    self.query = query
    self.success = success
  }
}

/// Files of a program that were too many or too large.
private struct FilesRefused: Error, Presentable {
  let faults: [FieldFault]
  var status: Status { .contentTooLarge }
  var sentence: String { faults.first?.sentence ?? "The files are too large." }
  var wayOut: String { "Nothing was stored. Send smaller files, or fewer." }
}

/// A request whose document has been held to the schema of its address.
struct APIRequest: Sendable {
  let request: Request
  /// The document; an empty object where none is taken.
  let document: JSONTree

  /// - Throws: `NotUnderstood` with everything that is wrong.
  init(_ request: Request, schema: Schema?) throws(NotUnderstood) {
    self.request = request
    guard let schema else {
      document = [:]
      return
    }
    switch request.body {
    case .form(let form): document = JSONTree(form, schema: schema)
    case .none, .bytes:
      do throws(JSONFault) {
        document = try JSONReader.read(request.bytes)
      } catch {
        throw NotUnderstood(faults: [FieldFault(field: "", sentence: error.sentence)])
      }
    }
    let faults = schema.faults(in: document)
    guard faults.isEmpty else { throw NotUnderstood(faults: faults) }
  }

  /// A text of the document, or nothing.
  func text(_ path: String...) -> String {
    var tree: JSONTree? = document
    for name in path { tree = tree?[name] }
    guard case .text(let text)? = tree else { return "" }
    return text
  }

  func isTrue(_ name: String) -> Bool { document[name] == .boolean(true) }

  func integer(_ name: String) -> Int? {
    guard case .integer(let value)? = document[name] else { return nil }
    return Int(exactly: value)
  }

  func texts(_ name: String) -> [String] {
    guard case .list(let values)? = document[name] else { return [] }
    return values.compactMap { value in
      if case .text(let text) = value { text } else { nil }
    }
  }
}

extension JSONTree {
  /// A form with the names of a schema: `contact.email` for what is inside, a name again for the next of a list.
  init(_ form: Form, schema: Schema) {
    guard case .object(let fields) = schema.unnamed else {
      self = .object([])
      return
    }
    self = .object(Self.members(form, fields, prefix: ""))
  }

  private static func members(
    _ form: Form, _ fields: [Schema.Field], prefix: String
  ) -> [Member] {
    var members: [Member] = []
    var known: [String] = []
    for field in fields {
      let name = prefix + field.name
      known.append(name)
      switch field.schema.unnamed {
      case .object(let inside):
        let found = Self.members(form, inside, prefix: name + ".")
        known += inside.map { name + "." + $0.name }
        if !found.isEmpty { members.append(Member(name: field.name, value: .object(found))) }
      case .list:
        let values = form.all(name)
        if !values.isEmpty {
          members.append(Member(name: field.name, value: .list(values.map { .text($0) })))
        }
      case .boolean:
        if let value = form[name] {
          let flags = ["true": JSONTree.boolean(true), "false": .boolean(false)]
          members.append(Member(name: field.name, value: flags[value] ?? .text(value)))
        }
      default:
        if let value = form[name] {
          members.append(Member(name: field.name, value: .text(value)))
        }
      }
    }
    if prefix.isEmpty {
      // What is not known stays in, so that it is refused by its name.
      for pair in form.fields.pairs
      where !known.contains(pair.name) && !members.contains(where: { $0.name == pair.name }) {
        members.append(Member(name: pair.name, value: .text(pair.value)))
      }
    }
    return members
  }
}

extension Schema {
  /// Without its name.
  var unnamed: Schema {
    if case .named(_, let schema) = self { schema.unnamed } else { self }
  }
}

/// An answer of the API.
func json(_ value: some Encodable, _ status: Status = .ok) throws -> Response {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return .json([UInt8](try encoder.encode(value)), status: status)
}
