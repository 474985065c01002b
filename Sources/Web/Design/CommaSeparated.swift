/// Tables as comma-separated values (RFC 4180), so written that no program takes a cell for a formula.
enum CommaSeparated {
  /// A table; every row ends with a line break.
  static func table(_ rows: [[String]]) -> [UInt8] {
    Array(rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  /// One cell, always in quotes. What a spreadsheet would compute begins with an apostrophe.
  static func cell(_ text: String) -> String {
    let first = text.unicodeScalars.first {
      !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r"
    }
    let isFormula = first.map { "=+-@\t\r\n|%".unicodeScalars.contains($0) } ?? false
    let harmless = isFormula ? "'" + text : text
    return "\"" + harmless.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\""
  }
}
