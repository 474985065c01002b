import Casework
import HTTPServer

/// The description of the API (OpenAPI 3.1), written from the routes that serve it.
enum APIDescription {
  static func document(_ routes: [APIRoute], title: String) -> JSONTree {
    var components: [String: JSONTree] = [:]
    _ = Problem.schema.described(&components)
    var paths: [String: [JSONTree.Member]] = [:]
    for route in routes {
      paths[openAPIPath(route.route.pattern), default: []].append(
        JSONTree.Member(
          name: route.route.method.rawValue.lowercased(),
          value: operation(route, &components)))
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": .text(title), "version": "1",
        "description":
          "What the pages can do, programs can do, with the same refusals. Times are whole seconds since 1970, UTC. Errors are problem documents (RFC 9457).",
      ],
      "paths": .object(
        paths.sorted { $0.key < $1.key }.map {
          JSONTree.Member(name: $0.key, value: .object($0.value))
        }),
      "components": [
        "schemas": .object(
          components.sorted { $0.key < $1.key }.map {
            JSONTree.Member(name: $0.key, value: $0.value)
          }),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
    ]
  }

  /// The pattern without the kinds of its captures.
  private static func openAPIPath(_ pattern: String) -> String {
    pattern.split(separator: "/").map { part in
      part.hasPrefix("{") ? "/" + part.prefix { $0 != ":" && $0 != "}" } + "}" : "/" + part
    }.joined()
  }

  private static func operation(
    _ route: APIRoute, _ components: inout [String: JSONTree]
  ) -> JSONTree {
    var operation: [JSONTree.Member] = [
      JSONTree.Member(name: "operationId", value: .text(route.route.name)),
      JSONTree.Member(name: "summary", value: .text(route.summary)),
      JSONTree.Member(
        name: "security", value: route.audience == .visitor ? [] : [["token": []]]),
    ]
    let parameters = captures(route.route.pattern) + query(route.query, &components)
    if !parameters.isEmpty {
      operation.append(JSONTree.Member(name: "parameters", value: .list(parameters)))
    }
    if let request = route.request {
      let schema = request.described(&components)
      var content: [JSONTree.Member] = [
        JSONTree.Member(name: "application/json", value: ["schema": schema])
      ]
      if route.takesFiles {
        content.append(
          JSONTree.Member(name: "multipart/form-data", value: ["schema": schema]))
      }
      operation.append(
        JSONTree.Member(
          name: "requestBody", value: ["required": true, "content": .object(content)]))
    }
    operation.append(
      JSONTree.Member(
        name: "responses",
        value: [
          String(route.success.status.code): success(route.success, &components),
          "default": [
            "description": "A problem.",
            "content": [
              "application/problem+json": [
                "schema": ["$ref": "#/components/schemas/Problem"]
              ]
            ],
          ],
        ]))
    return .object(operation)
  }

  private static func success(
    _ success: APIRoute.Success, _ components: inout [String: JSONTree]
  ) -> JSONTree {
    if success.isFile {
      return ["description": "The file.", "content": ["application/octet-stream": [:]]]
    }
    guard let schema = success.schema else { return ["description": "Done."] }
    return [
      "description": "Done.",
      "content": ["application/json": ["schema": schema.described(&components)]],
    ]
  }

  private static func captures(_ pattern: String) -> [JSONTree] {
    pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
      let name = part.dropFirst().prefix { $0 != ":" && $0 != "}" }
      return [
        "name": .text(String(name)), "in": "path", "required": true,
        "schema": ["type": "string"],
      ]
    }
  }

  private static func query(
    _ fields: [Schema.Field], _ components: inout [String: JSONTree]
  ) -> [JSONTree] {
    fields.map { field in
      [
        "name": .text(field.name), "in": "query", "required": .boolean(field.isRequired),
        "description": .text(field.says), "schema": field.schema.described(&components),
      ]
    }
  }
}
