import Foundation
import Mail
import Testing

/// A generator of random numbers that gives the same numbers again (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Makes worse mails of bad ones.
private struct Mutator {
  var numbers: SeededNumbers
  let seeds: [[UInt8]]

  private static let fragments: [[UInt8]] = [
    "\r\n", "\n\n", "--bb\n", "--bb--\n", "\0", "=?utf-8?B?", "?=", "=?", "=\r\n", "Content-Type: ",
    "multipart/mixed; boundary=bb", "message/rfc822", "text/html", "charset=utf-7",
    "charset=\"iso-2022-kr\"", "Content-Transfer-Encoding: base64\n", "name*0*=utf-8''%", "<", ">",
    "(", "\"", "<blockquote>", "</", "&#x", "\n> ", "wrote:\n", "From: ", "\t", "=FF=FE",
    "message/delivery-status", "Final-Recipient: rfc822;", "begin 644 x\n", "\u{202E}", "\u{FEFF}",
  ].map { Array($0.utf8) }

  mutating func next() -> [UInt8] {
    var message = seeds.randomElement(using: &numbers) ?? []
    for _ in 0...Int.random(in: 0..<6, using: &numbers) {
      let place = Int.random(in: 0...message.count, using: &numbers)
      let length = min(
        message.count - place, Int.random(in: 0..<200, using: &numbers))
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0 where place < message.count:
        message[place] = UInt8.random(in: 0...255, using: &numbers)
      case 1: message.removeSubrange(place..<(place + length))
      case 2:
        message.insert(contentsOf: Self.fragments.randomElement(using: &numbers) ?? [], at: place)
      case 3: message.insert(contentsOf: Array(message[place..<(place + length)]), at: place)
      case 4: message.removeSubrange(place...)
      case 5:
        let other = seeds.randomElement(using: &numbers) ?? []
        message += other.suffix(Int.random(in: 0...min(2_000, other.count), using: &numbers))
      case 6:
        let piece = Array(message[place..<(place + length)])
        for _ in 0..<Int.random(in: 0..<20, using: &numbers) {
          message.insert(contentsOf: piece, at: place)
        }
      default:
        for index in place..<(place + min(length, 8)) { message[index] ^= 0x80 }
      }
    }
    return message
  }
}

@Suite struct MailFuzzTests {
  private static func number(_ name: String, _ otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
  }

  /// `REDRESS_FUZZ_COUNT` and `REDRESS_FUZZ_SEED` ask for more, or for other ones.
  @Test func `no mutation of a difficult mail crashes, hangs or shows control characters`() throws {
    let count = Self.number("REDRESS_FUZZ_COUNT", 3_000)
    let seed = Self.number("REDRESS_FUZZ_SEED", 1)
    let seeds = CorpusCase.all.map(\.message).filter { $0.count < 20_000 }
    var mutator = Mutator(numbers: SeededNumbers(state: UInt64(seed)), seeds: seeds)
    var slowest = Duration.zero
    var failures: [String] = []
    for round in 0..<count {
      let message = mutator.next()
      let start = ContinuousClock.now
      let mail = try MailParser.parse(message)
      slowest = max(slowest, start.duration(to: .now))
      let isClean = mail.text.unicodeScalars.allSatisfy {
        $0.value >= 0x20 || $0 == "\n" || $0 == "\t"
      }
      if !isClean { failures.append("round \(round): control characters") }
      let isSplitLost =
        !mail.text.isEmpty && mail.newText.isEmpty
        || mail.newText.utf8.count + mail.quotedText.utf8.count > mail.text.utf8.count + 2
      if isSplitLost { failures.append("round \(round): words lost or doubled") }
      if !isSomethingKept(mail, message) { failures.append("round \(round): nothing was kept") }
    }
    #expect(failures.isEmpty, "seed \(seed): \(failures.prefix(10).joined(separator: "; "))")
    #expect(slowest < .seconds(5))
  }

  /// A message with a body never comes out with nothing at all.
  private func isSomethingKept(_ mail: IncomingMail, _ message: [UInt8]) -> Bool {
    !mail.text.isEmpty || !mail.attachments.isEmpty || !mail.subject.isEmpty || !mail.from.isEmpty
      || mail.notes.contains(.emptyMessage) || mail.notes.contains(.noBody) || message.isEmpty
      || message.allSatisfy { $0 <= 0x20 || $0 == 0x7F }
      || mail.notes.contains(.controlCharactersRemoved)
  }
}
