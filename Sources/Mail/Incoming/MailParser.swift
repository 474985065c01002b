/// Reads foreign mail in this process. Where keys are at hand use `IsolatedParser` instead.
package enum MailParser {
  /// Reads a message as it came from a pipe or a mailbox, however broken it is.
  /// - Throws: `tooLarge`, or `unreadable` when the library gives up.
  package static func parse(_ message: [UInt8]) throws(MailParsingError) -> IncomingMail {
    guard message.count <= MailLimits.messageBytesMax else {
      throw .tooLarge(bytes: message.count, bytesMax: MailLimits.messageBytesMax)
    }
    let raw = RawMessage(message)
    guard !raw.bytes.isEmpty else {
      var mail = IncomingMail()
      mail.notes = [.emptyMessage]
      return mail
    }
    guard let tree = MIMETree(raw.bytes) else { throw .unreadable }
    var assembly = MailAssembly(tree.root, depth: 0)
    assembly.add(raw.notes.union(tree.notes))
    let isBodyBlank = raw.body.allSatisfy { $0 <= 0x20 }
    if isBodyBlank {
      assembly.add([.noBody])
    } else if assembly.mail.text.isEmpty, assembly.mail.attachments.isEmpty {
      // The library found nothing where there is something: the words are shown as they were sent.
      let decoded = CharsetDecoder.decode(Array(raw.body), declared: nil)
      let body = CleanText.body(decoded.text)
      assembly.replaceText(
        CleanText.beginning(of: body.text, bytesMax: MailLimits.bodyTextBytesMax),
        origin: .plain)
      assembly.add(body.notes.union(decoded.notes))
    }
    if tree.isIncomplete {
      assembly.add(
        MailAttachment(
          role: .unopened, fileName: "", contentType: "message/rfc822", bytes: message))
    }
    return assembly.mail
  }
}
