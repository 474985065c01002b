/// A message that has not gone out yet.
package struct Draft: Sendable, Hashable {
  package var text: String

  package init(_ text: String) { self.text = text }
}
