/// Finds mail addresses in free text.
enum AddressText {
  /// The first thing that looks like an address; nil where there is none.
  static func first(in text: String) -> String? {
    let separators: Set<Character> = [
      " ", "\t", "\n", "\r", "\r\n", "<", ">", "(", ")", "[", "]", ",", ";", ":", "\"", "'",
    ]
    for word in text.prefix(MailLimits.headerFieldBytesMax)
      .split(whereSeparator: separators.contains)
    {
      let candidate = String(word).trimmingDots
      if MailAddress.isValid(candidate) { return candidate }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmingDots: String {
    var text = self[...]
    while text.hasSuffix(".") { text = text.dropLast() }
    return String(text)
  }
}
