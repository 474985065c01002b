import Foundation
import Testing

@testable import Web

/// Nothing in a table for a spreadsheet is a formula, and nothing breaks out of its cell.
struct `Comma-separated values` {
  @Test(arguments: [
    ("amber lantern", "\"amber lantern\""),
    ("a \"word\", and more", "\"a \"\"word\"\", and more\""),
    ("=1+1", "\"'=1+1\""), ("+49", "\"'+49\""), ("-1", "\"'-1\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
    ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("  =1", "\"'  =1\""), ("\n=1", "\"'\n=1\""),
    ("|cmd", "\"'|cmd\""), ("", "\"\""), ("a=b", "\"a=b\""), ("two\nlines", "\"two\nlines\""),
  ])
  func `are quoted, and no cell is computed`(_ text: String, _ cell: String) {
    #expect(CommaSeparated.cell(text) == cell)
  }

  @Test func `end every row as the format says`() {
    #expect(
      CommaSeparated.table([["a", "b"], ["=c", ""]])
        == Array("\"a\",\"b\"\r\n\"'=c\",\"\"\r\n".utf8))
  }

  @Test func `are not cut, however many rows there are`() {
    let rows = (0..<2_500).map { ["row \($0)", "=\($0)"] }
    let text = String(decoding: CommaSeparated.table(rows), as: UTF8.self)
    #expect(text.components(separatedBy: "\r\n").count == 2_501)
    #expect(text.hasSuffix("\"row 2499\",\"'=2499\"\r\n"))
  }
}
