extension MailAddress {
  /// Whether a text that somebody typed is one mail address (RFC 5321 and 6531: Unicode allowed, no comments, no
  /// quoted local part, no address literal, a domain with a dot), without a name.
  package static func isValid(_ text: String) -> Bool { false }
}
