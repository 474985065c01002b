import Foundation

/// Any JSON, so that what does not fit can be named by its place.
enum JSONValue: Decodable, Sendable, Hashable {
  case object([String: JSONValue])
  case list([JSONValue])
  case text(String)
  case number(Double)
  case truth(Bool)
  case null

  /// Why bytes are no JSON.
  struct Unreadable: Error {
    let sentence: String
  }

  static func read(
    _ bytes: [UInt8], bytesMax: Int, json5: Bool = false
  ) throws(Unreadable) -> JSONValue {
    guard bytes.count <= bytesMax else {
      throw Unreadable(
        sentence: "This is larger than \(bytesMax) bytes, which is all that is read.")
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = json5
    do {
      return try decoder.decode(JSONValue.self, from: Data(bytes))
    } catch {
      throw Unreadable(
        sentence:
          "This cannot be read as JSON. Look for a missing comma, quotation mark or brace, and that it is UTF-8."
      )
    }
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = Self.attempt({ try value.decode(String.self) }) {
      self = .text(text)
    } else if let truth = Self.attempt({ try value.decode(Bool.self) }) {
      self = .truth(truth)
    } else if let number = Self.attempt({ try value.decode(Double.self) }) {
      self = .number(number)
    } else if let list = Self.attempt({ try value.decode([JSONValue].self) }) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// What was decoded, or nil where the JSON is of another kind.
  private static func attempt<Value>(_ decode: () throws -> Value) -> Value? {
    do { return try decode() } catch { return nil }
  }

  /// For sentences.
  var kind: String {
    switch self {
    case .object: "an object"
    case .list: "a list"
    case .text: "text"
    case .number: "a number"
    case .truth: "true or false"
    case .null: "null"
    }
  }
}
