/// One value of `Authentication-Results` (RFC 8601): what a receiving server found about the sender of a mail.
package struct AuthenticationResults: Hashable, Sendable {
  /// The server that says so; the sender of a mail can write any name here.
  package let authority: String
  /// Methods with what they found, in lower case, such as `dmarc` and `fail`.
  package let findings: [Finding]

  /// What one method found.
  package struct Finding: Hashable, Sendable {
    package let method: String
    package let result: String
  }

  /// Nil where the value names no server.
  package init?(_ value: String) {
    var parts = Self.withoutComments(value).split(separator: ";").map { QuotedHistory.trim($0) }
    guard let first = parts.first?.split(separator: " ").first else { return nil }
    authority = first.lowercased()
    parts.removeFirst()
    findings = parts.compactMap { part in
      // `method/version=result reason="…" property=value …`
      guard let said = part.split(separator: " ").first else { return nil }
      let halves = said.lowercased().split(separator: "=", maxSplits: 1)
      guard halves.count == 2, let method = halves[0].split(separator: "/").first else {
        return nil
      }
      return Finding(method: String(method), result: String(halves[1]))
    }
  }

  /// The values that the community's own receiving server wrote, of all that stand in a mail.
  package static func trusted(_ values: [String], authority: String?) -> [String] {
    guard let authority = authority?.lowercased() else { return [] }
    return values.filter { AuthenticationResults($0)?.authority == authority }
  }

  /// Whether these say that the mail does not come from the address it names: the owner of the address disowns it, or
  /// said which servers send for it and this was none of them, and no signature stands for it.
  package static func sayForged(_ values: [String]) -> Bool {
    let findings = values.compactMap { AuthenticationResults($0) }.flatMap(\.findings)
    func found(_ method: String, _ result: String) -> Bool {
      findings.contains(Finding(method: method, result: result))
    }
    if found("dmarc", "fail") { return true }
    return found("spf", "fail") && !found("dmarc", "pass") && !found("dkim", "pass")
  }

  /// Without what stands in parentheses, which may be nested, and without quoted words.
  private static func withoutComments(_ value: String) -> String {
    var result = ""
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in value {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", depth > 0 || isQuoted {
        isEscaped = true
      } else if character == "\"", depth == 0 {
        isQuoted.toggle()
      } else if character == "(", !isQuoted {
        depth += 1
      } else if character == ")", depth > 0 {
        depth -= 1
      } else if depth == 0, !isQuoted {
        result.append(character)
      }
    }
    return result
  }
}
