import Confinement
import FoundationEssentials

/// What the parsing child says: JSON for the words, the bytes of attachments behind it as they are.
struct ParsingAnswer: Hashable, Sendable {
  var confinement: Confinement
  /// Nil when the child could not make sense of the message at all.
  var mail: IncomingMail?

  private struct Words: Codable {
    var confinement: Confinement
    var mail: IncomingMail?
    var attachmentByteCounts: [Int]
  }

  private static let mark: [UInt8] = Array("redress-mail-1\n".utf8)

  /// The answer as bytes.
  func encoded() throws -> [UInt8] {
    var mail = self.mail
    var contents: [[UInt8]] = []
    mail?.takeContents(into: &contents)
    let words = Words(
      confinement: confinement, mail: mail, attachmentByteCounts: contents.map(\.count))
    let json = try JSONEncoder().encode(words)
    var bytes = Self.mark
    bytes.reserveCapacity(bytes.count + 8 + json.count + contents.reduce(0) { $0 + $1.count })
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: json.count >> shift))
    }
    bytes.append(contentsOf: json)
    for content in contents { bytes.append(contentsOf: content) }
    return bytes
  }

  init(confinement: Confinement, mail: IncomingMail?) {
    self.confinement = confinement
    self.mail = mail
  }

  /// Nil when the bytes are no answer, whole and nothing but.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.mark), bytes.count >= Self.mark.count + 8 else { return nil }
    var position = Self.mark.count
    var length: UInt64 = 0
    for byte in bytes[position..<(position + 8)] { length = length << 8 | UInt64(byte) }
    position += 8
    guard length <= UInt64(bytes.count - position) else { return nil }
    let json = Data(bytes[position..<(position + Int(length))])
    position += Int(length)
    guard let words = Self.words(json) else { return nil }
    var contents: [[UInt8]] = []
    for count in words.attachmentByteCounts {
      guard count >= 0, count <= bytes.count - position else { return nil }
      contents.append(Array(bytes[position..<(position + count)]))
      position += count
    }
    guard position == bytes.count else { return nil }
    var mail = words.mail
    var remaining = contents[...]
    mail?.putContents(from: &remaining)
    guard remaining.isEmpty else { return nil }
    self.init(confinement: words.confinement, mail: mail)
  }

  private static func words(_ json: Data) -> Words? {
    do {
      return try JSONDecoder().decode(Words.self, from: json)
    } catch {
      // The child is not believed: an answer that is none is treated like no answer, and reported so.
      return nil
    }
  }
}

extension IncomingMail {
  /// Moves the bytes of all attachments out, in order.
  fileprivate mutating func takeContents(into contents: inout [[UInt8]]) {
    for index in attachments.indices {
      contents.append(attachments[index].bytes)
      attachments[index].bytes = []
      for inner in attachments[index].message.indices {
        attachments[index].message[inner].takeContents(into: &contents)
      }
    }
  }

  /// Moves them back; what is missing stays empty.
  fileprivate mutating func putContents(from contents: inout ArraySlice<[UInt8]>) {
    for index in attachments.indices {
      attachments[index].bytes = contents.popFirst() ?? []
      for inner in attachments[index].message.indices {
        attachments[index].message[inner].putContents(from: &contents)
      }
    }
  }
}
