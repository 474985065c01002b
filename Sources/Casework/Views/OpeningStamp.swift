package import Procedure
package import Tracing

/// One opening of a case by one member, as the page that shows it says it (row B10).
package struct OpeningStamp: Hashable, Sendable {
  /// What the spacing of the text carries.
  package let mark: TracingMark
  /// The code name of the case.
  package let codeName: String
  package let memberName: String
  package let at: Moment

  package init(mark: TracingMark, codeName: String, memberName: String, at: Moment) {
    self.mark = mark
    self.codeName = codeName
    self.memberName = memberName
    self.at = at
  }
}
