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
  /// The line of the file, from 1; nil where no line can be named.
  package var line: Int?
  /// What is wrong.
  package var wrong: String
  /// What would be right.
  package var right: String

  package init(kind: Kind, path: String, line: Int?, wrong: String, right: String) {
    self.kind = kind
    self.path = path
    self.line = line
    self.wrong = wrong
    self.right = right
  }

  /// What manner of fault it is.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case syntax, missingKey, unknownKey, wrongType, outOfRange, duplicate, danglingReference
    case unknownPlaceholder, missingPlaceholder, unknownValue, contradiction, tooLarge
  }

  package var description: String {
    let place = line.map { "line \($0)" } ?? "the file"
    return "\(place)\(path.isEmpty ? "" : ", \(path)"): \(wrong); \(right)"
  }
}
