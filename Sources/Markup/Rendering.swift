import Tracing

extension HTML {
  /// The page as UTF-8, every text and every value escaped.
  package func rendered() -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(16 * 1_024)
    render(into: &output)
    return output
  }

  /// - Parameter mark: what the spacing of the text carries; nil leaves it as it is.
  func render(into output: inout [UInt8], carrying mark: TracingMark? = nil) {
    for node in nodes {
      switch node {
      case .text(let text):
        guard let mark else {
          Escaping.append(text, .shown, to: &output)
          continue
        }
        Escaping.append(
          String(decoding: mark.spaced(text.utf8), as: UTF8.self), .shown, to: &output)
      case .markdown(let markdown):
        output.append(contentsOf: mark.map(markdown.bytes(carrying:)) ?? markdown.bytes)
      case .element(let element): element.render(into: &output, carrying: mark)
      case .carrying(let mark, let content): content.render(into: &output, carrying: mark)
      }
    }
  }
}

extension Element {
  /// Where every space counts, or a program reads the text and no person.
  private var keepsItsSpaces: Bool {
    switch name.description {
    case "textarea", "pre", "code", "option", "button", "script", "style", "title", "svg": true
    default: false
    }
  }

  func render(into output: inout [UInt8], carrying mark: TracingMark? = nil) {
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
      children.render(into: &output, carrying: keepsItsSpaces ? nil : mark)
    }
    output.append(contentsOf: "</".utf8)
    output.append(name)
    output.append(UInt8(ascii: ">"))
  }
}

extension SafeMarkdown {
  /// The markup with a mark in the spacing of its text, outside tags and code.
  func bytes(carrying mark: TracingMark) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    var rest = bytes[...]
    var codeDepth = 0
    while !rest.isEmpty {
      let text = rest.prefix { $0 != UInt8(ascii: "<") }
      output += codeDepth == 0 ? mark.spaced(text, isEscaped: true) : Array(text)
      rest = rest.dropFirst(text.count)
      // The wrapper escapes a closing bracket in values, so a tag ends at the first.
      let tag = rest.prefix { $0 != UInt8(ascii: ">") }
      output += tag
      rest = rest.dropFirst(tag.count)
      if tag.starts(with: "<code".utf8) || tag.starts(with: "<pre".utf8) { codeDepth += 1 }
      if tag.starts(with: "</code".utf8) || tag.starts(with: "</pre".utf8) { codeDepth -= 1 }
    }
    return output
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
