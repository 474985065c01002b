import Casework
import Markup
import Tracing

/// A part of a page that says who opened it and when, once so that it can be seen and once in the spacing of its text, so
/// that a copy, a print or a picture that turns up elsewhere can be traced (row B10).
func stamped(_ stamp: OpeningStamp?, @HTMLBuilder content: () -> HTML) -> HTML {
  HTML {
    content().carrying(stamp?.mark)
    if let stamp {
      p(.class("stamp small muted")) {
        StampWords.opened(
          by: stamp.memberName, codeName: stamp.codeName, at: Times.dayAndTime(stamp.at),
          mark: stamp.mark.text)
      }
    }
  }
}

extension OpeningStamp {
  /// The name of a file that was taken with this opening: its own, and the mark before the ending.
  func fileName(_ name: String) -> String {
    let mark = " (\(codeName), \(self.mark.text))"
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name + mark }
    return name[..<dot] + mark + name[dot...]
  }
}

/// The words of a stamp.
enum StampWords {
  static func opened(
    by name: String, codeName: String, at time: String, mark: String
  ) -> String {
    "\(codeName), opened by \(name) on \(time). Confidential. Mark \(mark)."
  }
}
