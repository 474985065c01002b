/// The bytes by which the same message is recognised when it comes twice. The caller hashes them.
package enum MailFingerprint {
  /// The material of a mail that was read: its `Message-ID`, authors, text and attachments; what the servers on the
  /// way add (`Received`, `Delivered-To`) is left out. A stranger who repeats a `Message-ID` with other words is another message.
  ///
  /// - Returns: the pieces of the material in order; those of attachments are their own bytes, not another copy.
  package static func material(of mail: IncomingMail) -> [[UInt8]] {
    var material: [UInt8] = Array("mail-fingerprint-1".utf8)
    append(Array((mail.messageID ?? "").lowercased().utf8), to: &material)
    append(Array(mail.from.map(\.normalized).joined(separator: ",").utf8), to: &material)
    append(Array(mail.subject.utf8), to: &material)
    if mail.messageID == nil {
      append(Array("\(mail.dateSeconds ?? 0)".utf8), to: &material)
    }
    append(trimmedLines(Array(mail.text.utf8)), to: &material)
    var pieces: [[UInt8]] = []
    for attachment in mail.attachments {
      append(Array(attachment.contentType.utf8), to: &material)
      appendCount(attachment.bytes.count, to: &material)
      pieces += [material, attachment.bytes]
      material = []
    }
    return pieces + [material]
  }

  /// The material of a mail that could not be read: its body, or all of it when there is no body, with line
  /// endings made equal.
  package static func material(ofUnreadable message: [UInt8]) -> [[UInt8]] {
    let lines = trimmedLines(message)
    var material: [UInt8] = Array("mail-fingerprint-raw-1".utf8)
    appendCount(lines.count, to: &material)
    return [material, lines]
  }

  private static func append(_ field: [UInt8], to material: inout [UInt8]) {
    appendCount(field.count, to: &material)
    material.append(contentsOf: field)
  }

  private static func appendCount(_ count: Int, to material: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      material.append(UInt8(truncatingIfNeeded: UInt64(count) >> UInt64(shift)))
    }
  }

  private static func trimmedLines(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for line in lines {
      var end = line.endIndex
      while end > line.startIndex, [0x20, 0x09, 0x0D].contains(line[end - 1]) { end -= 1 }
      result.append(contentsOf: line[line.startIndex..<end])
      result.append(0x0A)
    }
    while result.last == 0x0A { result.removeLast() }
    return result
  }
}
