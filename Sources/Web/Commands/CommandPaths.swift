package import Markup
package import Procedure

extension Paths {
  /// The page on which a command is given, with what is chosen already.
  package static func doing(
    _ name: Command.Name, _ id: CaseID, _ query: [(name: String, value: String)] = []
  ) -> Link {
    Link(segments: ["cases", id.text, "do", name.rawValue], query: query)
  }
}
