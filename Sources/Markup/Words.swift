// People's words: names, accounts, messages. They are isolated, so that their reading direction
// cannot reach what stands around them.

/// A name or another short text of a person, in line.
package func words(_ text: String, _ attributes: Attribute...) -> HTML {
  HTML(nodes: [.element(Element("bdi", attributes, .text(text)))])
}

/// A longer text of a person. Line breaks stay; every paragraph finds its own reading direction.
package func longWords(_ text: String) -> HTML {
  HTML(nodes: [
    .element(Element("div", [.class("words"), .dir(.automatic)], .text(text)))
  ])
}
