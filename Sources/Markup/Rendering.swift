extension HTML {
  /// The page as UTF-8, every text and every value escaped.
  package func rendered() -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(16 * 1_024)
    render(into: &output)
    return output
  }

  func render(into output: inout [UInt8]) {
    for node in nodes {
      switch node {
      case .text(let text): Escaping.append(text, .shown, to: &output)
      case .markdown(let markdown): output.append(contentsOf: markdown.bytes)
      case .element(let element): element.render(into: &output)
      }
    }
  }
}

extension Element {
  func render(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "<"))
    output.append(name)
    for attribute in attributes {
      output.append(UInt8(ascii: " "))
      output.append(attribute.name)
      guard let value = attribute.value else { continue }
      output.append(contentsOf: "=\"".utf8)
      // What a person typed comes back in `value` as it was typed; all other values are for reading.
      let isKept = attribute.name.description == "value"
      Escaping.append(value, isKept ? .kept : .shown, to: &output)
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ">"))
    if isVoid { return }
    if name.description == "textarea" {
      // A line break right after the tag is swallowed by the browser; this one is, the person's not.
      output.append(UInt8(ascii: "\n"))
      for case .text(let text) in children.nodes { Escaping.append(text, .kept, to: &output) }
    } else {
      children.render(into: &output)
    }
    output.append(contentsOf: "</".utf8)
    output.append(name)
    output.append(UInt8(ascii: ">"))
  }
}

extension [UInt8] {
  mutating func append(_ literal: StaticString) {
    append(contentsOf: literal.description.utf8)
  }
}

/// A whole page.
package struct Document: Sendable {
  /// The `html` element with everything in it.
  package let root: HTML

  /// A page in a language. The head is given the character set first; the body is given its tag.
  package init(
    language: String, direction: Direction, theme: Theme? = nil, head: HTML, body: HTML
  ) {
    var attributes: [Attribute] = [.lang(language), .dir(direction)]
    if let theme { attributes.append(.data(.theme, theme.rawValue)) }
    let characterSet = Element("meta", [Attribute("charset", "utf-8")], isVoid: true)
    root = HTML(nodes: [
      .element(
        Element(
          "html", attributes,
          HTML(nodes: [
            .element(Element("head", [], HTML(nodes: [.element(characterSet)]) + head)),
            .element(Element("body", [], body)),
          ])))
    ])
  }

  /// The page as UTF-8, with the document type.
  package func rendered() -> [UInt8] {
    Array("<!doctype html>\n".utf8) + root.rendered()
  }
}

/// A choice of light or dark that overrides what the device says.
package enum Theme: String, Sendable, CaseIterable {
  case light
  case dark
}
