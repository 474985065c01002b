import Glibc

/// A message while it comes: takes away the dots that were doubled, finds its end, and stops keeping it at the limit.
struct LMTPBody: ~Copyable {
  /// Memory is taken in steps of so many bytes.
  private static let stepBytes = 256 * 1024

  /// Where in a line the next byte stands. Only CRLF ends a line: anything else lets one message look like two.
  private enum Place { case lineStart, dotAtStart, dotAndReturn, inLine, afterReturn }

  private var message: [UInt8]
  private var place = Place.lineStart
  private var takenBytes = 0
  private var fault: LMTPVerdict?
  private let bytesMax: Int
  private let memory: Allowance

  /// - Parameter head: what is put in front of the message, such as the trace of this delivery.
  init(head: [UInt8], bytesMax: Int, memory: Allowance) {
    message = head
    self.bytesMax = head.count + bytesMax
    self.memory = memory
  }

  deinit { memory.giveBack(takenBytes) }

  /// Takes bytes; returns how many of them belonged to the message and whether it has ended with them.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> (count: Int, isEnd: Bool) {
    var rest = bytes
    while let byte = rest.first {
      switch place {
      case .lineStart where byte == UInt8(ascii: "."):
        place = .dotAtStart
        rest = rest.dropFirst()
      case .dotAtStart where byte == UInt8(ascii: "\r"):
        place = .dotAndReturn
        rest = rest.dropFirst()
      case .dotAndReturn where byte == UInt8(ascii: "\n"):
        return (rest.startIndex + 1 - bytes.startIndex, true)
      case .dotAndReturn:
        // A line that began with a dot; the dot was one too many.
        keep([UInt8(ascii: "\r")])
        place = .afterReturn
      case .afterReturn where byte == UInt8(ascii: "\n"):
        keep([byte])
        place = .lineStart
        rest = rest.dropFirst()
      case .lineStart, .dotAtStart, .afterReturn, .inLine:
        let end = Self.afterReturn(rest) ?? rest.endIndex
        keep(rest[..<end])
        place = rest[end - 1] == UInt8(ascii: "\r") ? .afterReturn : .inLine
        rest = rest[end...]
      }
    }
    return (bytes.count, false)
  }

  /// The place behind the next carriage return.
  private static func afterReturn(_ bytes: ArraySlice<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress,
        let found = unsafe memchr(start, Int32(UInt8(ascii: "\r")), buffer.count)
      else { return nil }
      return unsafe bytes.startIndex + (UnsafeRawPointer(found) - start) + 1
    }
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    guard fault == nil else { return }
    guard message.count + bytes.count <= bytesMax else { return lose(.tooLarge) }
    while message.count + bytes.count > takenBytes {
      guard memory.take(Self.stepBytes) else { return lose(.noRoom) }
      takenBytes += Self.stepBytes
    }
    message += bytes
  }

  private mutating func lose(_ verdict: LMTPVerdict) {
    fault = verdict
    message = []
    memory.giveBack(takenBytes)
    takenBytes = 0
  }

  /// The whole message; or why it was not kept. The memory stays taken as long as this value lives.
  mutating func finished() -> Result<[UInt8], LMTPFault> {
    if let fault { return .failure(LMTPFault(verdict: fault)) }
    defer { message = [] }
    return .success(message)
  }
}

/// Why a message was not kept.
struct LMTPFault: Error {
  let verdict: LMTPVerdict
}
