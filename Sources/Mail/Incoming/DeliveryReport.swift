/// Reads delivery reports: the standard form (RFC 3464) and the older free forms.
enum DeliveryReport {
  /// The fields of a `message/delivery-status` body: one group for the message, one for each recipient.
  static func recipients(inStatus body: [UInt8]) -> [Bounce.Recipient] {
    var recipients: [Bounce.Recipient] = []
    for group in groups(in: String(decoding: body, as: UTF8.self)) {
      let final = group["final-recipient"].map(addressOfType)
      let original = group["original-recipient"].map(addressOfType)
      guard let recipient = final ?? original, recipients.count < MailLimits.addressCountMax else {
        continue
      }
      recipients.append(
        Bounce.Recipient(
          finalRecipient: recipient,
          originalRecipient: original,
          action: action(group["action"]),
          status: group["status"].flatMap(statusCode),
          diagnostic: group["diagnostic-code"].map { CleanText.line($0).text }))
    }
    return recipients
  }

  private static func action(_ word: String?) -> Bounce.Action {
    let name = (word ?? "").lowercased().prefix { $0.isLetter }
    return Bounce.Action(rawValue: String(name)) ?? .unknown
  }

  /// `rfc822; name@example.org` → `name@example.org`.
  private static func addressOfType(_ value: String) -> String {
    let address = value.split(separator: ";", maxSplits: 1).last.map(String.init) ?? value
    let clean = QuotedHistory.trim(CleanText.line(address).text)
    return clean.hasPrefix("<") && clean.hasSuffix(">")
      ? String(clean.dropFirst().dropLast()) : clean
  }

  private static func statusCode(_ value: String) -> String? {
    let code = QuotedHistory.trim(value).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let parts = code.split(separator: ".")
    return parts.count == 3 && parts.allSatisfy { $0.count <= 3 } ? String(code) : nil
  }

  private static func groups(in text: String) -> [[String: String]] {
    var groups: [[String: String]] = [[:]]
    var lastName: String?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix(MailLimits.headerCountMax * 10)
    {
      if QuotedHistory.isBlank(line) {
        if groups.last?.isEmpty == false { groups.append([:]) }
        lastName = nil
      } else if line.first == " " || line.first == "\t" {
        guard let name = lastName else { continue }
        groups[groups.count - 1][name, default: ""] += " " + QuotedHistory.trim(line)
      } else if let colon = line.firstIndex(of: ":") {
        let name = line[..<colon].lowercased()
        lastName = name
        if groups[groups.count - 1][name] == nil {
          groups[groups.count - 1][name] = QuotedHistory.trim(line[line.index(after: colon)...])
        }
      }
    }
    return groups.filter { !$0.isEmpty }
  }

  private static let senders = [
    "mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "bounce",
  ]
  private static let subjects = [
    "undeliver", "delivery status notification", "delivery failure", "delivery has failed",
    "mail delivery failed", "failure notice", "returned mail", "returned to sender",
    "delivery notification", "mail system error", "nondeliverable", "non-deliverable",
    "unzustellbar", "nicht zustellbar", "non remis", "échec de la remise", "no se puede entregar",
    "mancato recapito", "warning: could not send message", "mail delivery problem",
    "message not delivered", "could not be delivered",
  ]

  /// Whether a mail that is no standard report says by sender and subject that it is one.
  static func isFreeForm(_ mail: IncomingMail, hasFailedRecipients: Bool) -> Bool {
    if hasFailedRecipients { return true }
    let sender = mail.from.first?.normalized ?? ""
    let isFromSystem = senders.contains { sender.hasPrefix($0) }
    let subject = mail.subject.lowercased()
    let saysSo = subjects.contains { subject.contains($0) }
    let hasEmptyPath = mail.returnPath == .empty
    return (isFromSystem && (saysSo || hasEmptyPath)) || (hasEmptyPath && saysSo)
  }

  /// What a report in free words tells: addresses on lines of their own before the returned message, and its id.
  static func read(freeForm text: String, failedRecipients: String?) -> Bounce {
    var bounce = Bounce()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(2_000)
    var addresses: [String] = []
    if let failedRecipients {
      addresses = failedRecipients.split(separator: ",").map { QuotedHistory.trim($0) }
        .filter(MailAddress.isValid)
    }
    var status: String?
    for line in lines where line.utf8.count < 1_000 {
      let words = QuotedHistory.trim(line)
      let lower = words.lowercased()
      if lower.hasPrefix("message-id:") {
        bounce.originalMessageID =
          bounce.originalMessageID
          ?? GMimeText.references(Array(words.dropFirst("message-id:".count).utf8)).first
      }
      if failedRecipients == nil, bounce.originalMessageID == nil, addresses.count < 10,
        words.hasPrefix("<") || words.hasSuffix(":") || MailAddress.isValid(words),
        let address = AddressText.first(in: words), !lower.contains("from")
      {
        if !addresses.contains(address) { addresses.append(address) }
      }
      if status == nil { status = enhancedCode(in: words) }
    }
    let action: Bounce.Action =
      status.map { $0.hasPrefix("4") ? .delayed : .failed } ?? .unknown
    bounce.recipients = addresses.map {
      Bounce.Recipient(finalRecipient: $0, action: action, status: status)
    }
    return bounce
  }

  /// The first `5.1.1` or `4.2.0` in a line.
  private static func enhancedCode(in line: String) -> String? {
    for word in line.split(whereSeparator: { " ()[]#;,:-".contains($0) }) {
      if word.first == "5" || word.first == "4", word.contains("."),
        let code = statusCode(String(word)), code.utf8.count == word.utf8.count
      {
        return code
      }
    }
    return nil
  }
}
