internal import CXML2

/// Plain text made from a foreign HTML body with libxml2's HTML parser: no scripts, no styles, nothing loaded.
/// Links keep their address, quotations their mark, pictures their description.
struct HTMLText {
  private(set) var text = ""
  private(set) var isComplete = true

  private static let isStarted: Bool = {
    xmlInitParser()
    return true
  }()

  private static let optionBits =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue

  /// - Parameter html: already Unicode; whatever it declares about itself is ignored.
  init(_ html: String) {
    precondition(Self.isStarted, "the HTML library starts")
    var source = html.utf8.filter { $0 != 0 }
    if source.count > MailLimits.htmlBytesMax {
      source = Array(source.prefix(MailLimits.htmlBytesMax))
      isComplete = false
    }
    var writer = HTMLTextWriter()
    unsafe source.withUnsafeBytes { buffer in
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard
        let document = unsafe htmlReadMemory(
          start, Int32(buffer.count), nil, "UTF-8", Int32(Self.optionBits))
      else { return }
      defer { unsafe xmlFreeDoc(document) }
      if let root = unsafe xmlDocGetRootElement(document) {
        unsafe walk(root, depth: 0, writer: &writer)
      }
    }
    text = writer.finished()
  }

  private mutating func walk(
    _ node: UnsafeMutablePointer<xmlNode>, depth: Int, writer: inout HTMLTextWriter
  ) {
    guard depth < MailLimits.htmlDepthMax else {
      isComplete = false
      return
    }
    var next: UnsafeMutablePointer<xmlNode>? = unsafe node
    while let current = unsafe next {
      unsafe next = depth == 0 ? nil : current.pointee.next
      let type = unsafe current.pointee.type
      if type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE {
        if let content = unsafe current.pointee.content {
          unsafe writer.write(String(cString: content))
        }
      } else if type == XML_ELEMENT_NODE, let name = unsafe current.pointee.name {
        let element = unsafe String(cString: name).lowercased()
        if HTMLTextWriter.hidden.contains(element) { continue }
        let isWritten = writer.open(
          element, attribute: { unsafe HTMLText.attribute($0, of: current) })
        if let child = unsafe current.pointee.children {
          unsafe walk(child, depth: depth + 1, writer: &writer)
        }
        if isWritten { writer.close(element) }
      }
    }
  }

  private static func attribute(
    _ name: String, of node: UnsafeMutablePointer<xmlNode>
  ) -> String? {
    guard let value = unsafe xmlGetProp(node, name) else { return nil }
    defer { unsafe redress_xml_free(value) }
    return unsafe String(cString: value)
  }
}
