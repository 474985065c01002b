/// Everything that is wrong with a policy file, at once.
package struct PolicyFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the order of the file's sections; never empty.
  package var faults: [PolicyFault]

  package init(faults: [PolicyFault]) { self.faults = faults }

  /// One line per fault.
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong with a policy file.
package struct PolicyFault: Hashable, Codable, Sendable, CustomStringConvertible {
  package var kind: Kind
  /// Where, such as `deadlines[2].seconds`; empty for the file as a whole.
  package var path: String
  /// What is wrong.
  package var wrong: String
  /// What would be right.
  package var right: String

  package init(kind: Kind, path: String, wrong: String, right: String) {
    self.kind = kind
    self.path = path
    self.wrong = wrong
    self.right = right
  }

  package enum Kind: String, Codable, Sendable, CaseIterable {
    case syntax, missingKey, unknownKey, wrongType, outOfRange, duplicate, danglingReference
    case unknownPlaceholder, missingPlaceholder, unknownValue, contradiction, tooLarge
  }

  package var description: String {
    "\(path.isEmpty ? "the file" : path): \(wrong); \(right)"
  }
}

extension Policy {
  /// The names of the policies that come with the program.
  package static let shippedNames = ["django", "reset"]

  /// A policy that comes with the program; nil for an unknown name.
  package static func shipped(named name: String) throws(PolicyFaults) -> Policy? { nil }

  /// Reads and checks a policy file.
  ///
  /// - Throws: all faults at once.
  package static func read(json5 bytes: [UInt8]) throws(PolicyFaults) -> Policy {
    throw PolicyFaults(faults: [])
  }
}
