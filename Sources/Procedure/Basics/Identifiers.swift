/// A name for a thing, kept as short text: usually 32 hexadecimal digits drawn elsewhere.
///
/// `Procedure` draws no identities; it only compares them. Each kind has a type of its own, so that a
/// member cannot be handed over where a party is asked for.
package protocol Identifier: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The text as it stands in links, in the API and in stored events.
  var text: String { get }
  /// Takes the text as it is; decoding checks it against `Limits.identifierCharactersMax`.
  init(_ text: String)
}

extension Identifier {
  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// Throws `DecodingError` unless the text has 1 to 64 letters, digits, dots, dashes or underscores.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard Self.isAcceptable(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not the text of an identifier")
    }
    self.init(text)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// Whether the text may stand for an identifier at all.
  package static func isAcceptable(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= Limits.identifierCharactersMax
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

/// A principal with a seat in the working group or on the board; 32 hexadecimal digits.
package struct MemberID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A case, named by its vault; 32 hexadecimal digits.
package struct CaseID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A person in one case: reporter, harmed, reported, witness or representative.
package struct PartyID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// The same human across cases, named by the vault of their dossier; 32 hexadecimal digits.
package struct PersonID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// The conversation between the handlers and one party, named by its vault; 32 hexadecimal digits.
package struct ChannelID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A sealed file of evidence; 32 hexadecimal digits.
package struct FileID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A space that the policy covers, such as `forum`.
package struct SpaceID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A deadline of the policy, such as `acknowledgement`.
package struct DeadlineID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A ground of conflict in the policy, such as `employer`.
package struct GroundID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A reason of the policy for setting something aside, such as `spam`.
package struct SetAsideReasonID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A role of the policy, such as `chair`.
package struct RoleID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A type of violation in the policy, such as `harassment`.
package struct ViolationTypeID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A question of the policy's assessment, such as `pattern`.
package struct QuestionID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A way of officially representing the community, such as `official-mail`.
package struct RepresentationID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A measure of the policy, such as `warning`.
package struct MeasureID: Identifier {
  package let text: String
  package init(_ text: String) { self.text = text }
}
