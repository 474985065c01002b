/// Makes an `IncomingMail` of the parts of a message.
struct MailAssembly {
  private(set) var mail = IncomingMail()
  private var notes: Set<MailNote> = []
  private var texts: [String] = []
  private var reports = MailClassification.Reports()
  private let depth: Int

  /// - Parameter depth: how many messages this one is enclosed in.
  init(_ root: MIMEPart, depth: Int) {
    self.depth = depth
    readHeaders(root)
    collect(root)
    finishText()
    mail.kind = MailClassification.kind(of: mail, part: root, reports: reports)
    add([])
  }

  /// Records notes, in a fixed order.
  mutating func add(_ more: Set<MailNote>) {
    notes.formUnion(more)
    mail.notes = MailNote.allCases.filter(notes.contains)
  }

  /// Adds something that did not come out of the tree.
  mutating func add(_ attachment: MailAttachment) { mail.attachments.append(attachment) }

  /// Takes text from elsewhere when the tree held none.
  mutating func replaceText(_ text: String, origin: TextOrigin) {
    texts = [text]
    mail.textOrigin = origin
    finishText()
  }

  // MARK: Headers

  private mutating func readHeaders(_ root: MIMEPart) {
    for name in ["from", "sender", "subject", "date", "message-id", "to", "cc", "reply-to"]
    where root.values(name).count > 1 { notes.insert(.repeatedHeader) }
    mail.from = addresses(root, "from")
    mail.sender = addresses(root, "sender").first
    mail.replyTo = addresses(root, "reply-to")
    mail.to = addresses(root, "to")
    mail.cc = addresses(root, "cc")
    mail.deliveredTo = addresses(root, "delivered-to", all: true)
    mail.originalTo = addresses(root, "x-original-to", all: true)
    mail.envelopeTo =
      addresses(root, "envelope-to", all: true) + addresses(root, "x-envelope-to", all: true)
    mail.returnPath = returnPath(root)
    if let value = root.values("subject").first {
      let subject = GMimeText.decoded(value)
      notes.formUnion(subject.notes)
      mail.subject = subject.text
    }
    mail.dateSeconds = root.values("date").first.flatMap(GMimeText.dateSeconds)
    mail.messageID = root.values("message-id").first.flatMap(messageID)
    mail.inReplyTo = root.values("in-reply-to").first.map(GMimeText.references) ?? []
    mail.references = root.values("references").first.map(GMimeText.references) ?? []
    mail.languages = (root.text("content-language") ?? "").split(separator: ",").prefix(20)
      .map { QuotedHistory.trim($0) }.filter { !$0.isEmpty }
    mail.authenticationResults = root.values("authentication-results").prefix(20).map {
      CleanText.line(String(decoding: $0, as: UTF8.self)).text
    }
    mail.markedAsSpam =
      root.text("x-spam-flag")?.lowercased().hasPrefix("yes") == true
      || root.text("x-spam-status")?.lowercased().hasPrefix("yes") == true
  }

  private mutating func addresses(
    _ root: MIMEPart, _ name: String, all: Bool = false
  ) -> [MailAddress] {
    var result: [MailAddress] = []
    for value in all ? root.values(name) : Array(root.values(name).prefix(1)) {
      result += GMimeText.addresses(value, notes: &notes)
      if result.count >= MailLimits.addressCountMax { notes.insert(.tooManyAddresses) }
    }
    return Array(result.prefix(MailLimits.addressCountMax))
  }

  private mutating func returnPath(_ root: MIMEPart) -> ReturnPath {
    guard let value = root.text("return-path") else { return .absent }
    let compact = value.filter { !$0.isWhitespace }
    if compact == "<>" || compact.isEmpty { return .empty }
    if let address = AddressText.first(in: value) { return .address(address) }
    return .address(compact)
  }

  private func messageID(_ value: [UInt8]) -> String? {
    if let identifier = GMimeText.references(value).first { return identifier }
    let words = CleanText.line(String(decoding: value, as: UTF8.self)).text
      .filter { $0 != "<" && $0 != ">" && $0 != " " }
    return words.isEmpty ? nil : words
  }

  // MARK: Parts

  private mutating func collect(_ part: MIMEPart) {
    switch part.content {
    case .parts(let parts):
      switch part.contentType {
      case "multipart/alternative": collectAlternative(parts)
      case "multipart/encrypted":
        notes.insert(.encrypted)
        for child in parts { attach(child, role: .technical) }
      case "multipart/signed":
        notes.insert(.signedNotChecked)
        if let body = parts.first { collect(body) }
        for child in parts.dropFirst() { attach(child, role: .technical) }
      default: for child in parts { collect(child) }
      }
    case .bytes:
      if isBodyText(part) { takeText(part) } else { attach(part, role: role(of: part)) }
    case .message, .unopened: attach(part, role: .file)
    }
  }

  /// The plainest form that has words is the text; every other form is kept.
  private mutating func collectAlternative(_ parts: [MIMEPart]) {
    let words = parts.firstIndex { $0.contentType == "text/plain" && !isBlankText($0) }
    let chosen = words ?? parts.firstIndex { containsText($0) } ?? parts.indices.first
    for (index, part) in parts.enumerated() {
      if index == chosen {
        collect(part)
      } else if part.contentType == "text/plain", isBlankText(part) {
        continue
      } else {
        attach(part, role: .alternativeBody)
      }
    }
  }

  private func isBodyText(_ part: MIMEPart) -> Bool {
    guard
      part.contentType == "text/plain" || part.contentType == "text/html"
        || part.contentType == "text/enriched" || part.contentType == "text"
    else { return false }
    return part.disposition != "attachment" && part.fileName.isEmpty
  }

  private func isBlankText(_ part: MIMEPart) -> Bool {
    guard case .bytes(let bytes) = part.content else { return false }
    return bytes.allSatisfy { $0 <= 0x20 }
  }

  private func containsText(_ part: MIMEPart) -> Bool {
    switch part.content {
    case .bytes: isBodyText(part) && !isBlankText(part)
    case .parts(let parts): parts.contains(where: containsText)
    case .message, .unopened: false
    }
  }

  private func role(of part: MIMEPart) -> MailAttachment.Role {
    if part.contentType == "application/pgp-signature"
      || part.contentType == "application/pkcs7-signature"
      || part.contentType == "message/delivery-status"
      || part.contentType == "message/disposition-notification"
    {
      return .technical
    }
    if part.disposition == "inline" || (part.contentID != nil && part.disposition.isEmpty) {
      return .inline
    }
    return .file
  }

  private mutating func takeText(_ part: MIMEPart) {
    guard case .bytes(let bytes) = part.content else { return }
    let decoded = CharsetDecoder.decode(bytes, declared: part.charset)
    notes.formUnion(decoded.notes)
    let isHTML = part.contentType == "text/html"
    var text = decoded.text
    if isHTML {
      let html = HTMLText(decoded.text)
      text = html.text
      if !html.isComplete { notes.insert(.htmlNotFullyRead) }
    }
    let body = CleanText.body(text)
    notes.formUnion(body.notes)
    text =
      part.isFlowed && !isHTML
      ? FlowedText.unwrapped(body.text, deletesSpace: part.deletesSpace) : body.text
    if text.utf8.count > MailLimits.bodyTextBytesMax {
      notes.insert(.textTooLong)
      text = CleanText.beginning(of: text, bytesMax: MailLimits.bodyTextBytesMax)
    }
    let isBlank = text.allSatisfy(\.isWhitespace)
    if !isBlank { texts.append(text) }
    if isHTML {
      if !isBlank {
        notes.insert(.textFromHTML)
        if mail.textOrigin == .none { mail.textOrigin = .html }
      }
      attach(part, role: .alternativeBody)
    } else {
      if !isBlank { mail.textOrigin = .plain }
      if decoded.notes.contains(.undecodableBytesReplaced) || notes.contains(.textTooLong)
        || part.isEncodingDamaged
      {
        attach(part, role: .alternativeBody)
      }
    }
  }

  private mutating func attach(_ part: MIMEPart, role: MailAttachment.Role) {
    guard mail.attachments.count < MailLimits.attachmentCountMax else {
      notes.insert(.tooManyParts)
      attachRest(part)
      return
    }
    switch part.content {
    case .bytes(let bytes):
      if part.contentType == "message/rfc822" || part.contentType == "message/global",
        let inner = MIMETree(RawMessage(bytes).bytes)
      {
        // An enclosed message in a transfer encoding, which the library leaves closed.
        notes.formUnion(inner.notes)
        var opened = part
        opened.content = .message(inner.root, written: bytes)
        attach(opened, role: role)
        return
      }
      noteReports(part, bytes)
      mail.attachments.append(attachment(part, role: role, bytes: bytes))
    case .parts(let parts):
      for child in parts { attach(child, role: role) }
    case .message(let inner, let written):
      reports.enclosedMessageID =
        reports.enclosedMessageID ?? inner.values("message-id").first.flatMap(messageID)
      var enclosed: [IncomingMail] = []
      if depth < MailLimits.enclosedMessageDepthMax {
        enclosed = [MailAssembly(inner, depth: depth + 1).mail]
      } else {
        notes.insert(.nestedTooDeep)
      }
      mail.attachments.append(
        attachment(part, role: .enclosedMessage, bytes: written, message: enclosed))
    case .unopened(let bytes):
      mail.attachments.append(attachment(part, role: .unopened, bytes: bytes))
    }
  }

  /// Beyond the count, bytes are kept together in the last attachment.
  private mutating func attachRest(_ part: MIMEPart) {
    var bytes: [UInt8] = []
    switch part.content {
    case .bytes(let content), .unopened(let content), .message(_, let content): bytes = content
    case .parts(let parts):
      for child in parts { attachRest(child) }
      return
    }
    if mail.attachments.last?.contentType != Self.restType {
      mail.attachments.append(
        MailAttachment(role: .unopened, fileName: "", contentType: Self.restType, bytes: []))
    }
    mail.attachments[mail.attachments.count - 1].bytes += bytes
  }

  private static let restType = "application/x-redress-unopened-parts"

  private mutating func attachment(
    _ part: MIMEPart, role: MailAttachment.Role, bytes: [UInt8], message: [IncomingMail] = []
  ) -> MailAttachment {
    let name = FileName.clean(part.fileName)
    notes.formUnion(name.notes)
    if part.contentType == "application/pkcs7-mime"
      || part.contentType == "application/pgp-encrypted"
    {
      notes.insert(.encrypted)
    }
    return MailAttachment(
      role: role, fileName: name.text, contentType: CleanText.line(part.contentType).text,
      contentID: part.contentID, bytes: bytes, message: message)
  }

  private mutating func noteReports(_ part: MIMEPart, _ bytes: [UInt8]) {
    switch part.contentType {
    case "message/delivery-status", "message/global-delivery-status":
      reports.statusBodies.append(bytes)
    case "message/disposition-notification", "message/global-disposition-notification":
      reports.hasDispositionNotification = true
    case "message/feedback-report": reports.hasFeedbackReport = true
    case "text/rfc822-headers", "message/global-headers":
      if reports.enclosedMessageID == nil {
        reports.enclosedMessageID = MIMETree(bytes)?.root.values("message-id").first
          .flatMap(messageID)
      }
    default: break
    }
  }

  // MARK: Text

  /// Without the line feeds that every mail ends with.
  private static func withoutBlankEnd(_ text: String) -> String {
    var bytes = text.utf8[...]
    while bytes.last == 0x0A { bytes = bytes.dropLast() }
    return String(Substring(bytes))
  }

  private mutating func finishText() {
    mail.text = texts.map(Self.withoutBlankEnd).joined(separator: "\n\n")
    let subject = mail.subject.lowercased()
    let isForwarded = ["fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "doorst:", "enc:"]
      .contains(where: subject.hasPrefix)
    let isAnswer =
      !mail.inReplyTo.isEmpty || !mail.references.isEmpty
      || ["re:", "aw:", "sv:", "antw:", "res:", "回复:", "odp:", "ref:"].contains(
        where: subject.hasPrefix)
    let history = QuotedHistory(mail.text, isAnswer: isAnswer, isForwarded: isForwarded)
    mail.newText = history.newText
    mail.quotedText = history.quotedText
  }
}
