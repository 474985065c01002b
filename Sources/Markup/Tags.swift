// The tags, as functions. A tag that is not here cannot be in a page.

/// The `div` element.
package func div(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("div", attributes, content())
}

/// The `span` element.
package func span(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("span", attributes, content())
}

/// The `p` element.
package func p(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("p", attributes, content())
}

/// The `a` element.
package func a(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("a", attributes, content())
}

/// The `h1` element.
package func h1(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("h1", attributes, content())
}

/// The `h2` element.
package func h2(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("h2", attributes, content())
}

/// The `h3` element.
package func h3(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("h3", attributes, content())
}

/// The `h4` element.
package func h4(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("h4", attributes, content())
}

/// The `ul` element.
package func ul(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("ul", attributes, content())
}

/// The `ol` element.
package func ol(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("ol", attributes, content())
}

/// The `li` element.
package func li(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("li", attributes, content())
}

/// The `dl` element.
package func dl(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("dl", attributes, content())
}

/// The `dt` element.
package func dt(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("dt", attributes, content())
}

/// The `dd` element.
package func dd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("dd", attributes, content())
}

/// The `section` element.
package func section(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("section", attributes, content())
}

/// The `article` element.
package func article(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("article", attributes, content())
}

/// The `aside` element.
package func aside(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("aside", attributes, content())
}

/// The `header` element.
package func header(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("header", attributes, content())
}

/// The `footer` element.
package func footer(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("footer", attributes, content())
}

/// The `nav` element.
package func nav(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("nav", attributes, content())
}

/// The `main` element.
package func main(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("main", attributes, content())
}

/// The `form` element.
package func form(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("form", attributes, content())
}

/// The `fieldset` element.
package func fieldset(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("fieldset", attributes, content())
}

/// The `legend` element.
package func legend(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("legend", attributes, content())
}

/// The `label` element.
package func label(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("label", attributes, content())
}

/// The `button` element.
package func button(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("button", attributes, content())
}

/// The `select` element.
package func select(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("select", attributes, content())
}

/// The `option` element.
package func option(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("option", attributes, content())
}

/// The `datalist` element: what an input may be filled with.
package func datalist(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("datalist", attributes, content())
}

/// The `textarea` element.
package func textarea(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("textarea", attributes, content())
}

/// The `table` element.
package func table(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("table", attributes, content())
}

/// The `caption` element.
package func caption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("caption", attributes, content())
}

/// The `thead` element.
package func thead(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("thead", attributes, content())
}

/// The `tbody` element.
package func tbody(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("tbody", attributes, content())
}

/// The `tr` element.
package func tr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("tr", attributes, content())
}

/// The `th` element.
package func th(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("th", attributes, content())
}

/// The `td` element.
package func td(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("td", attributes, content())
}

/// The `strong` element.
package func strong(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("strong", attributes, content())
}

/// The `em` element.
package func em(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("em", attributes, content())
}

/// The `small` element.
package func small(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("small", attributes, content())
}

/// The `code` element.
package func code(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("code", attributes, content())
}

/// The `kbd` element.
package func kbd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("kbd", attributes, content())
}

/// The `pre` element.
package func pre(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("pre", attributes, content())
}

/// The `blockquote` element.
package func blockquote(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("blockquote", attributes, content())
}

/// The `time` element.
package func time(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("time", attributes, content())
}

/// The `details` element.
package func details(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("details", attributes, content())
}

/// The `summary` element.
package func summary(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("summary", attributes, content())
}

/// The `figure` element.
package func figure(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("figure", attributes, content())
}

/// The `figcaption` element.
package func figcaption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("figcaption", attributes, content())
}

/// The `output` element.
package func output(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  element("output", attributes, content())
}

/// The `input` element, which holds nothing.
package func input(_ attributes: Attribute...) -> HTML {
  void("input", attributes)
}

/// The `br` element, which holds nothing.
package func br(_ attributes: Attribute...) -> HTML {
  void("br", attributes)
}

/// The `hr` element, which holds nothing.
package func hr(_ attributes: Attribute...) -> HTML {
  void("hr", attributes)
}

/// The `img` element, which holds nothing.
package func img(_ attributes: Attribute...) -> HTML {
  void("img", attributes)
}

/// The `wbr` element, which holds nothing.
package func wbr(_ attributes: Attribute...) -> HTML {
  void("wbr", attributes)
}

/// How far something has come: `value` of `maximum`, both counts.
package func progress(value: Int, maximum: Int, _ attributes: Attribute...) -> HTML {
  element(
    "progress", [.value(String(value)), .maximum(maximum)] + attributes,
    .text("\(value) / \(maximum)"))
}

/// An input that does not show: carries a value of a form.
package func hiddenInput(name: String, value: String) -> HTML {
  void("input", [.type(.hidden), .name(name), .value(value)])
}

/// The title of a page in its head.
package func documentTitle(_ text: String) -> HTML {
  element("title", [], .text(text))
}

/// A named line of the head.
package func documentMeta(name: StaticString, content: String) -> HTML {
  void("meta", [.name(name.description), .content(content)])
}

/// A stylesheet, by its address: there are none in line.
package func stylesheet(_ link: Link) -> HTML {
  void("link", [.rel("stylesheet"), .href(link)])
}

/// The picture of the site in the browser's bar.
package func siteIcon(_ link: Link) -> HTML {
  void("link", [.rel("icon"), .href(link)])
}

/// A script, by its address: there are none in line.
package func script(_ link: Link) -> HTML {
  element("script", [.source(link), .deferred], .empty)
}

func element(_ name: StaticString, _ attributes: [Attribute], _ children: HTML) -> HTML {
  HTML(nodes: [.element(Element(name, attributes, children))])
}

func void(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
  HTML(nodes: [.element(Element(name, attributes, isVoid: true))])
}

/// The elements that can be made with a list of attributes put together before.
package enum ContainerTag: Sendable {
  case a, button, div, fieldset, form, li, section, select, span, td, textarea

  var name: StaticString {
    switch self {
    case .a: "a"
    case .button: "button"
    case .div: "div"
    case .fieldset: "fieldset"
    case .form: "form"
    case .li: "li"
    case .section: "section"
    case .select: "select"
    case .span: "span"
    case .td: "td"
    case .textarea: "textarea"
    }
  }
}

/// An element with a list of attributes that was put together before.
package func element(
  _ tag: ContainerTag, _ attributes: [Attribute], @HTMLBuilder content: () -> HTML
) -> HTML {
  element(tag.name, attributes, content())
}

/// The `input` element with a list of attributes that was put together before.
package func input(attributes: [Attribute]) -> HTML {
  void("input", attributes)
}
