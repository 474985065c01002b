import CMarkdown

/// HTML that cmark-gfm made from a member's Markdown in safe mode. Only `markdown(_:)` can make it.
package struct SafeMarkdown: Sendable {
  /// The HTML, as UTF-8.
  package let bytes: [UInt8]

  fileprivate init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// A member's note in Markdown, with tables, struck-out text and addresses as links.
///
/// Markup in the note is left out; pictures become links, so that opening a note calls no other
/// site; links lead to `https` and `mailto` alone, every other address stands as text; headings
/// begin at the third level, so that a page keeps its own. A note that is too long or too deep
/// (`Limits`) stands as plain text.
package func markdown(_ text: String) -> HTML {
  guard let safe = Markdown.safeHTML(of: text) else { return longWords(text) }
  return HTML(nodes: [
    .element(
      Element("div", [.class("note-text"), .dir(.automatic)], HTML(nodes: [.markdown(safe)])))
  ])
}

private enum Markdown {
  /// Registered once in the life of the process: the library keeps its list of extensions for ever.
  private static let areExtensionsRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  private static let options =
    CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS
    | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE

  private static let extensionNames = ["table", "strikethrough", "autolink", "tagfilter"]

  /// The levels by which headings go down.
  private static let headingShift: Int32 = 2

  /// Nil when the text is too long, too deep, or the library refuses.
  static func safeHTML(of text: String) -> SafeMarkdown? {
    guard text.utf8.count <= Limits.markdownBytesMax, areExtensionsRegistered else { return nil }
    guard let parser = unsafe cmark_parser_new(options) else { return nil }
    defer { unsafe cmark_parser_free(parser) }
    for name in extensionNames {
      guard let found = unsafe cmark_find_syntax_extension(name),
        unsafe cmark_parser_attach_syntax_extension(parser, found) == 1
      else { return nil }
    }
    let source = Escaping.shown(text)
    unsafe source.withUnsafeBytes { buffer in
      if let start = buffer.baseAddress {
        unsafe cmark_parser_feed(
          parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
      }
    }
    guard let root = unsafe cmark_parser_finish(parser) else { return nil }
    defer { unsafe cmark_node_free(root) }
    guard unsafe tame(root) else { return nil }
    guard
      let output = unsafe cmark_render_html(
        root, options, cmark_parser_get_syntax_extensions(parser))
    else { return nil }
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(output) }
    return SafeMarkdown(bytes: Array(unsafe String(cString: output).utf8))
  }

  /// Lowers headings, and takes away pictures and links that lead where links must not. False when
  /// the document is too deep.
  private static func tame(_ root: OpaquePointer) -> Bool {
    var links: [OpaquePointer] = unsafe []
    var depth = 0
    guard let iterator = unsafe cmark_iter_new(root) else { return false }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = unsafe cmark_iter_get_node(iterator) else { return false }
      let type = unsafe cmark_node_get_type(node)
      if event == CMARK_EVENT_EXIT {
        depth -= 1
        if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE { unsafe links.append(node) }
        continue
      }
      let hasChildren = unsafe cmark_node_first_child(node) != nil
      if hasChildren || !isLeaf(type) { depth += 1 }
      guard depth <= Limits.markdownDepthMax else { return false }
      if type == CMARK_NODE_HEADING {
        let level = unsafe cmark_node_get_heading_level(node) + headingShift
        unsafe cmark_node_set_heading_level(node, min(level, 6))
      }
    }
    while let link = unsafe links.popLast() {
      guard unsafe replaceLink(link) else { return false }
    }
    return true
  }

  /// The kinds of node that the iterator enters and never leaves.
  private static func isLeaf(_ type: cmark_node_type) -> Bool {
    [
      CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
    ].contains(type)
  }

  /// Puts an address that is no link, or a picture, as its words with the address after them.
  private static func replaceLink(_ node: OpaquePointer) -> Bool {
    let address = unsafe cmark_node_get_url(node).map { unsafe String(cString: $0) } ?? ""
    let isLink = unsafe cmark_node_get_type(node) == CMARK_NODE_LINK
    let mayLead = Link(external: address) != nil
    if isLink && mayLead { return true }
    var wrapper: OpaquePointer?
    if mayLead {
      unsafe wrapper = cmark_node_new(CMARK_NODE_LINK)
      guard let made = unsafe wrapper else { return false }
      unsafe cmark_node_set_url(made, address)
      guard unsafe cmark_node_insert_before(node, made) == 1 else { return false }
    }
    while let child = unsafe cmark_node_first_child(node) {
      let isMoved =
        if let wrapper = unsafe wrapper {
          unsafe cmark_node_append_child(wrapper, child)
        } else {
          unsafe cmark_node_insert_before(node, child)
        }
      guard isMoved == 1 else { return false }
    }
    if !address.isEmpty {
      guard let text = unsafe cmark_node_new(CMARK_NODE_TEXT) else { return false }
      unsafe cmark_node_set_literal(text, " (" + address + ")")
      guard unsafe cmark_node_insert_before(node, text) == 1 else { return false }
    }
    unsafe cmark_node_free(node)
    return true
  }
}
