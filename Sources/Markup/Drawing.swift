// Drawings in line (SVG), so that they take their colours from the stylesheet.

/// A drawing. Without a title it is decoration, and assistive technology passes over it.
package func drawing(
  width: Int, height: Int, title: String? = nil, class className: String? = nil,
  @HTMLBuilder content: () -> HTML
) -> HTML {
  var attributes = [
    Attribute("viewBox", "0 0 \(width) \(height)"), .width(width), .height(height),
    Attribute("focusable", "false"),
  ]
  if let className { attributes.append(.class(className)) }
  guard let title else {
    attributes.append(.ariaHidden)
    return element("svg", attributes, content())
  }
  attributes += [.role("img"), .ariaLabel(title)]
  return element("svg", attributes, content())
}

/// A line or a shape by its path data, a literal.
package func path(_ data: StaticString, class className: String? = nil) -> HTML {
  element("path", [Attribute("d", data.description)] + classAttribute(className), .empty)
}

/// A circle around a point.
package func circle(x: Double, y: Double, radius: Double, class className: String? = nil) -> HTML {
  element(
    "circle",
    [
      Attribute("cx", String(x)), Attribute("cy", String(y)), Attribute("r", String(radius)),
    ] + classAttribute(className), .empty)
}

/// A rectangle with rounded corners.
package func rectangle(
  x: Double, y: Double, width: Double, height: Double, corner: Double = 0,
  class className: String? = nil
) -> HTML {
  element(
    "rect",
    [
      Attribute("x", String(x)), Attribute("y", String(y)), Attribute("width", String(width)),
      Attribute("height", String(height)), Attribute("rx", String(corner)),
    ] + classAttribute(className), .empty)
}

private func classAttribute(_ className: String?) -> [Attribute] {
  className.map { [.class($0)] } ?? []
}
