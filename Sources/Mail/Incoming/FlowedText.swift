/// Joins the soft line breaks of `format=flowed` (RFC 3676).
enum FlowedText {
  static func unwrapped(_ text: String, deletesSpace: Bool) -> String {
    var result: [String] = []
    var pending: (depth: Int, text: String)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let depth = line.prefix { $0 == ">" }.count
      var content = line.dropFirst(depth)
      if content.hasPrefix(" ") { content = content.dropFirst() }
      let isSignature = content == "-- "
      let isSoft = content.hasSuffix(" ") && !isSignature
      if isSoft, deletesSpace { content = content.dropLast() }
      if let open = pending, open.depth == depth, !isSignature {
        pending = (depth, open.text + content)
      } else {
        if let open = pending { result.append(marked(open)) }
        pending = (depth, String(content))
      }
      if !isSoft, let open = pending {
        result.append(marked(open))
        pending = nil
      }
    }
    if let open = pending { result.append(marked(open)) }
    return result.joined(separator: "\n")
  }

  private static func marked(_ line: (depth: Int, text: String)) -> String {
    line.depth == 0
      ? line.text
      : String(repeating: ">", count: line.depth) + (line.text.isEmpty ? "" : " ") + line.text
  }
}
