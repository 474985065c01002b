import Foundation
import Testing

/// The table of docs/testing.md: what went wrong in systems of this kind, and the test that would have caught it.
@Suite struct `The slips of other systems` {
  /// The rows of the table: what went wrong, and the tests that it names, each with its file.
  private func rows() throws -> [(slip: String, tests: [(file: String, name: String)])] {
    let text = try String(
      contentsOf: Sources.root.appending(path: "docs/testing.md"), encoding: .utf8)
    let part = try #require(text.components(separatedBy: "\n## Where others slipped\n").last)
    let table = part.components(separatedBy: "\n## ")[0]
    return table.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let tests = (cells.count > 1 ? cells[1] : "").matches(of: /`([A-Za-z\/_]+)`: “([^”]+)”/)
        .map { (file: String($0.1), name: String($0.2)) }
      return (cells[0], tests)
    }
  }

  @Test func `each have a test that exists, or are said to come later`() throws {
    let rows = try rows()
    #expect(rows.count == 20)
    for row in rows where row.tests.isEmpty {
      #expect(
        ["exact dates", "published sums"].contains { row.slip.hasPrefix($0) },
        "“\(row.slip)” has no test.")
    }
    for (slip, tests) in rows {
      for test in tests {
        let swift = Sources.root.appending(path: "Tests/\(test.file).swift")
        let python = Sources.root.appending(path: "Tests/\(test.file).py")
        let isSwift = FileManager.default.fileExists(atPath: swift.path)
        let text = try String(contentsOf: isSwift ? swift : python, encoding: .utf8)
        #expect(
          text.contains(isSwift ? "`\(test.name)`(" : "def \(test.name)("),
          "“\(slip)”: there is no “\(test.name)” in \(test.file)")
      }
    }
  }
}
