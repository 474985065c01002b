/// The name of a file that came from outside: no folder, no control characters, nothing that a system takes for special.
enum FileName {
  static func clean(_ foreign: String) -> CleanText {
    let decoded =
      foreign.contains("=?") && foreign.contains("?=")
      ? GMimeText.decoded(Array(foreign.utf8)) : CleanText.line(foreign)
    let last = decoded.text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let name = QuotedHistory.trim(last)
    return CleanText(text: name == "." || name == ".." ? "" : name, notes: decoded.notes)
  }
}
