/// Whether texts are addresses, by their grammar (RFC 3986 section 3.2.2).
enum AddressSyntax {
  static func isIPv4(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count)
          && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && (part.utf8.count == 1 || part.first != "0") && UInt8(part) != nil
      }
  }

  static func isIPv6(_ text: some StringProtocol) -> Bool {
    let halves = text.components(splitBy: "::")
    guard halves.count <= 2 else { return false }
    var groupCount = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let groups = half.split(separator: ":", omittingEmptySubsequences: false)
      for (position, group) in groups.enumerated() {
        let isLast = index == halves.count - 1 && position == groups.count - 1
        if isLast, group.contains(".") {
          guard isIPv4(group) else { return false }
          groupCount += 2
          continue
        }
        guard (1...4).contains(group.utf8.count),
          group.utf8.allSatisfy({ PercentEncoding.hexadecimalValue($0) != nil })
        else { return false }
        groupCount += 1
      }
    }
    return halves.count == 2 ? groupCount <= 7 : groupCount == 8
  }
}

extension StringProtocol {
  /// The parts between each occurrence of a separator of two characters.
  fileprivate func components(splitBy separator: String) -> [SubSequence] {
    var parts: [SubSequence] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    parts.append(rest)
    return parts
  }
}
