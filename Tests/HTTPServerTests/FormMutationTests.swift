import Foundation
import HTTPServer
import Testing

/// Mutated forms: whatever comes, the reader does not stop the program, says the same however the bytes are cut into
/// pieces, and keeps its promises to the sink. `REDRESS_MUTATIONS` sets how many are tried.
struct FormMutationTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
  }

  private static let tokens = [
    "\r\n", "--xx", "--xx--", "\r\n--xx\r\n", "\r", "\n", "\0", "\"", ";", "filename=",
    "filename*=",
    "UTF-8''", "%", "%00", "name=", "Content-Disposition: form-data; ", "\u{fffd}", "&", "=",
    "a=1&",
    "Content-Type: text/plain; charset=x\r\n", " ", "\\", "_charset_", "\u{e4}",
  ].map { Array($0.utf8) }

  private static let multipartSeeds =
    BodyTests.goodForms.map { $0.0 } + BodyTests.badForms.map { $0.0 }.filter { $0.count < 5000 }
  private static let urlencodedSeeds = ["a=1&b=2&a=%C3%BC+x", "a=%zz", "", "_charset_=utf-8&x"].map
  {
    Array($0.utf8)
  }

  private func mutated(_ seed: [UInt8], _ random: inout Generator) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.insert(contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: place)
      case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      case 3: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: bytes[..<min(place, 60)], at: place)
      }
    }
    return bytes
  }

  private func outcome(
    _ body: [UInt8], _ path: String, _ type: String, pieceBytes: Int
  ) async throws -> (String, RecordingSink.Record?) {
    let trial = Trial()
    let head = RequestHead.make(.post, path, ["Content-Type": type], bytes: body.count)
    let response = try await trial.application().answer(
      head, bodyBytes: body, pieceBytes: pieceBytes)
    #expect(response.status.code != 500)
    return ("\(response.status) \(response.text)", trial.lastSink?.told)
  }

  @Test func `mutated forms say the same in every piece size and keep faith with the sink`()
    async throws
  {
    let count = Int(ProcessInfo.processInfo.environment["REDRESS_MUTATIONS"] ?? "") ?? 300
    var random = Generator(state: 1)
    for number in 0..<count {
      let isMultipart = number % 4 != 0
      let seeds = isMultipart ? Self.multipartSeeds : Self.urlencodedSeeds
      let body = mutated(seeds.randomElement(using: &random) ?? [], &random)
      let type = isMultipart ? BodyTests.multipartType : "application/x-www-form-urlencoded"
      let path = number % 3 == 0 ? "/shown" : "/report"
      let (whole, told) = try await outcome(body, path, type, pieceBytes: 1 << 20)
      let piece = Int.random(in: 1...40, using: &random)
      let (pieces, toldInPieces) = try await outcome(body, path, type, pieceBytes: piece)
      try #require(whole == pieces, "number \(number), pieces of \(piece)")
      if whole.hasPrefix("200") { try #require(told?.bytes == toldInPieces?.bytes) }
      for record in [told, toldInPieces] {
        guard let record else { continue }
        try #require(record.abortCount <= 1 && record.callsAfterAbort == 0)
        let isKept = whole.hasPrefix("200") && whole.hasSuffix("fine")
        try #require(record.abortCount == (isKept ? 0 : 1), "number \(number)")
      }
    }
  }
}
