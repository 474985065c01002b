extension MailAddress {
  /// Whether a text that somebody typed is one mail address (RFC 5321 and 6531: Unicode allowed, no comments, no
  /// quoted local part, no address literal, a domain with a dot), without a name.
  package static func isValid(_ text: String) -> Bool {
    guard text.utf8.count <= MailLimits.addressBytesMax, let at = text.lastIndex(of: "@") else {
      return false
    }
    let local = text[..<at]
    let domain = text[text.index(after: at)...]
    return isLocalPart(local) && isDomain(domain)
  }

  /// Whether mail may be sent there: as above, but a host without a dot is allowed (`root@localhost`).
  static func isSendable(_ text: String) -> Bool {
    if isValid(text) { return true }
    guard let at = text.lastIndex(of: "@") else { return false }
    return isValid(text + ".example") && !text[text.index(after: at)...].contains(".")
  }

  private static func isLocalPart(_ local: Substring) -> Bool {
    guard !local.isEmpty, local.utf8.count <= MailLimits.localPartBytesMax else { return false }
    return local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII
            ? isASCIILetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
            : isWordScalar(scalar)
        }
    }
  }

  private static func isDomain(_ domain: Substring) -> Bool {
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, !last.allSatisfy(\.isNumber) else {
      return false
    }
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 * 4 && label.count <= 63 && !label.hasPrefix("-")
        && !label.hasSuffix("-")
        && label.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII ? isASCIILetterOrDigit(scalar) || scalar == "-" : isWordScalar(scalar)
        }
    }
  }

  private static func isASCIILetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// Letters, marks, digits and the like; no spaces, controls, format characters or unassigned code points.
  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .otherSymbol, .mathSymbol, .modifierSymbol:
      true
    // Zero-width joiners are needed inside words of several Indic scripts and in emoji.
    default: scalar == "\u{200D}" || scalar == "\u{200C}"
    }
  }
}
