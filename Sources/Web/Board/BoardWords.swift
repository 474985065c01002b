/// What the pages of the board say.
enum BoardWords {
  static let title = "Board"
  static let lead =
    "What the working group has put before the board. Who is involved in a matter is not shown it."
  static let cases = "Cases before the board"
  static let noCasesTitle = "Nothing waits"
  static let noCases = "No case is before the board that you can take part in."
  static let declare = "Say whether you have a conflict"
  static let open = "Open the case"
  static let reports = "Reports to the board"
  static let noReportsTitle = "No reports yet"
  static let noReports = "Every case ends with a report to the board. The first will stand here."
  static let openCase = "Open the case"
  static let askToRead = "Ask to read the case for oversight"
  static let asked = "You have asked to read this case. Those who handle it will answer."
  static let reason = "Why do you need to read it?"
  static let reasonHint =
    "The members who handle the case read this. Each time you open the case is on its record."
  static let ask = "Ask"
}
