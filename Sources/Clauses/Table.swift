/// A table that comes with the program, as text: columns divided by tabs, one line per row, names first.
struct Table {
  /// Rows below the names of the columns, each with as many fields as there are names.
  let rows: [Row]

  struct Row {
    /// Counted from 1, the names of the columns being the first.
    let line: Int
    let fields: [String]
  }

  /// Reads a whole table; every field holds something.
  ///
  /// - Throws: the first fault with its line.
  init(_ bytes: [UInt8], columns: [String]) throws(TableFault) {
    guard bytes.count <= Limits.tableBytesMax else {
      throw TableFault(line: 1, fault: "more than \(Limits.tableBytesMax) bytes")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TableFault(line: 1, fault: "not UTF-8")
    }
    guard text.utf8.last == UInt8(ascii: "\n") else {
      throw TableFault(line: 1, fault: "the last line does not end")
    }
    let lines = text.unicodeScalars.dropLast().split(
      separator: "\n", omittingEmptySubsequences: false)
    var rows: [Row] = []
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if index == 0 {
        guard fields == columns else {
          throw TableFault(
            line: 1, fault: "the columns are not \(columns.joined(separator: ", "))")
        }
        continue
      }
      guard fields.count == columns.count else {
        throw TableFault(
          line: index + 1, fault: "\(fields.count) fields instead of \(columns.count)")
      }
      if let empty = zip(columns, fields).first(where: { Self.isBare($0.1) }) {
        throw TableFault(line: index + 1, fault: "the field \(empty.0) is empty or not trimmed")
      }
      rows.append(Row(line: index + 1, fields: fields))
    }
    self.rows = rows
  }

  private static func isBare(_ field: String) -> Bool {
    guard let first = field.unicodeScalars.first, let last = field.unicodeScalars.last else {
      return true
    }
    return first.properties.isWhitespace || last.properties.isWhitespace
      || field.unicodeScalars.contains("\r")
  }
}

/// What is wrong with a table, and where.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  package let fault: String

  package var description: String { "line \(line): \(fault)" }
}

/// The largest sizes that are read.
enum Limits {
  static let tableBytesMax = 1_000_000
}
