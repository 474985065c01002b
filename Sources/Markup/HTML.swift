package import Tracing

/// A piece of a page: some nodes, one after the other. Nothing in it can be anything else than
/// what it was made as: text stays text.
package struct HTML: Sendable {
  /// The nodes in order. Reading is for rendering and for tests of the structure.
  package private(set) var nodes: [Node]

  init(nodes: [Node]) {
    self.nodes = nodes
  }

  /// Takes the output of a builder.
  package init(@HTMLBuilder _ content: () -> HTML) {
    self = content()
  }

  /// Nothing.
  package static let empty = HTML(nodes: [])

  /// Text, escaped when it is rendered.
  package static func text(_ text: String) -> HTML {
    HTML(nodes: [.text(text)])
  }

  /// The same with a mark in the spacing of its text; nil leaves it as it is.
  package func carrying(_ mark: TracingMark?) -> HTML {
    mark.map { HTML(nodes: [.carrying($0, self)]) } ?? self
  }

  /// True when there is nothing to show.
  package var isEmpty: Bool { nodes.isEmpty }

  /// One after the other.
  package static func + (left: HTML, right: HTML) -> HTML {
    HTML(nodes: left.nodes + right.nodes)
  }

  /// Many, one after the other.
  package static func joined(_ parts: [HTML]) -> HTML {
    HTML(nodes: parts.flatMap(\.nodes))
  }
}

/// One node of a page.
package enum Node: Sendable {
  /// An element with its attributes and children.
  case element(Element)
  /// Text, not escaped yet.
  case text(String)
  /// The output of the Markdown wrapper in safe mode: the only markup that is taken as it is.
  case markdown(SafeMarkdown)
  /// A part whose text carries a mark in its spacing.
  case carrying(TracingMark, HTML)
}

/// An element. Made by the functions named after the tags, so that neither a tag nor an attribute
/// can be a person's words.
package struct Element: Sendable {
  /// The tag, from a literal of this room.
  package let name: StaticString
  /// The attributes in order.
  package let attributes: [Attribute]
  /// What is inside.
  package let children: HTML
  let isVoid: Bool

  init(
    _ name: StaticString, _ attributes: [Attribute], _ children: HTML = .empty,
    isVoid: Bool = false
  ) {
    self.name = name
    self.attributes = attributes
    self.children = children
    self.isVoid = isVoid
  }

  /// The value of an attribute by its name; the empty text for one without a value; nil when absent.
  package func value(of attributeName: String) -> String? {
    guard let found = attributes.first(where: { $0.name.description == attributeName }) else {
      return nil
    }
    return found.value ?? ""
  }
}

/// Builds `HTML` from statements. Everything is erased to an array, which keeps compile times low.
@resultBuilder
package enum HTMLBuilder {
  /// A piece as it is.
  package static func buildExpression(_ expression: HTML) -> HTML { expression }
  /// Text, escaped when it is rendered.
  package static func buildExpression(_ expression: String) -> HTML { .text(expression) }
  /// One after the other.
  package static func buildBlock(_ parts: HTML...) -> HTML { .joined(parts) }
  /// What may be left out.
  package static func buildOptional(_ part: HTML?) -> HTML { part ?? .empty }
  /// One of two.
  package static func buildEither(first part: HTML) -> HTML { part }
  /// The other of two.
  package static func buildEither(second part: HTML) -> HTML { part }
  /// As many as there are.
  package static func buildArray(_ parts: [HTML]) -> HTML { .joined(parts) }
}
