/// One thing that the communities' documents ask for.
package struct Clause: Hashable, Sendable {
  /// Such as `E18.1`: the document's letter, the number of the heading, the number below it.
  package let id: String
  package let document: CommunityDocument
  /// The heading it stands under.
  package let heading: String
  /// The first words of the place, as they stand in the document.
  package let opening: String
  /// What it asks of the program, in one sentence of our own.
  package let duty: String
  /// The rows of the requirements that it belongs to, such as `E10`.
  package let rows: [String]

  /// Whether this version of the program answers for it; the rest comes later.
  package var isDue: Bool { rows.contains { Rows.due.contains($0) } }

  static let columns = ["id", "file", "heading", "opening", "duty", "rows"]

  /// Every clause, in the order of the documents.
  ///
  /// - Throws: the first fault of the table.
  package static func read(_ bytes: [UInt8]) throws(TableFault) -> [Clause] {
    var clauses: [Clause] = []
    var known: Set<String> = []
    for row in try Table(bytes, columns: columns).rows {
      let clause = try Clause(row)
      guard known.insert(clause.id).inserted else {
        throw TableFault(line: row.line, fault: "\(clause.id) stands there twice")
      }
      clauses.append(clause)
    }
    return clauses
  }

  /// The clauses that come with the program.
  ///
  /// - Throws: the first fault of the table, which the tests rule out.
  package static func shipped() throws(TableFault) -> [Clause] {
    try read(PackageResources.clauses_tsv)
  }

  private init(_ row: Table.Row) throws(TableFault) {
    let fields = row.fields
    func fault(_ what: String) -> TableFault { TableFault(line: row.line, fault: what) }
    guard let document = CommunityDocument(file: fields[1]) else {
      throw fault("no document is called \(fields[1])")
    }
    guard Self.isID(fields[0], of: document) else {
      throw fault("\(fields[0]) is no clause of \(document.file)")
    }
    let rows = fields[5].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard rows.allSatisfy(Rows.isRow), Set(rows).count == rows.count else {
      throw fault("\(fields[5]) are not rows of the requirements")
    }
    (id, self.document, heading) = (fields[0], document, fields[2])
    (opening, duty, self.rows) = (fields[3], fields[4], rows)
  }

  private static func isID(_ id: String, of document: CommunityDocument) -> Bool {
    guard id.first == document.letter else { return false }
    let numbers = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 2, numbers[0].count == 2 else { return false }
    return numbers.allSatisfy { number in
      !number.isEmpty && number.count <= 2 && number.utf8.allSatisfy { (48...57).contains($0) }
    }
  }
}

/// A document of a community that the clauses come from.
package enum CommunityDocument: Character, CaseIterable, Sendable {
  case reportingGuide = "G"
  case enforcementManual = "E"
  case reporting = "R"
  case handlingProcedure = "H"
  case communicationsGuidelines = "C"

  /// The letter that its clauses begin with.
  package var letter: Character { rawValue }

  /// The name of the file it is kept in.
  package var file: String {
    switch self {
    case .reportingGuide: "000_ed5f43139d849c63.txt"
    case .enforcementManual: "001_ecb687e5952b9b15.txt"
    case .reporting: "002_b7cb870c6d63f3f3.txt"
    case .handlingProcedure: "003_8b50921ec7439841.txt"
    case .communicationsGuidelines: "004_5db0208d553df563.txt"
    }
  }

  /// What it is called, with its community.
  package var title: String {
    switch self {
    case .reportingGuide: "Django: reporting guide"
    case .enforcementManual: "Django: enforcement manual"
    case .reporting: "Reset: reporting"
    case .handlingProcedure: "Django: report handling procedure (older text)"
    case .communicationsGuidelines: "Django: communications guidelines"
    }
  }

  init?(file: String) {
    guard let document = Self.allCases.first(where: { $0.file == file }) else { return nil }
    self = document
  }
}
