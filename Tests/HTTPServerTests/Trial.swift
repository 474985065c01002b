import HTTPServer
import Synchronization

/// An error that people must not see.
struct Nobody: Error {}

struct SignedOut: Presentable {
  var status: Status { .unauthorized }
  var sentence: String { "You are not signed in." }
  var wayOut: String { "Sign in." }
}

/// What the tests ask of an application, and what it has logged and handled.
final class Trial: Sendable {
  private let lines = Mutex<[AccessLine]>([])
  private let sinks = Mutex<[RecordingSink]>([])
  private let handled = Mutex(0)
  let metrics = RequestMetrics()

  var lastSink: RecordingSink? { sinks.withLock { $0.last } }
  var allSinks: [RecordingSink] { sinks.withLock { $0 } }
  var logged: [AccessLine] { lines.withLock { $0 } }
  var handledCount: Int { handled.withLock { $0 } }

  static func seconds() -> Double {
    let parts = (ContinuousClock.now - trialBegan).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  static let formReception = FormReception(
    bodyBytesMax: 64 << 20, fieldsMax: 20, fieldBytesMax: 1000, fieldsBytesMax: 3000,
    files: FormReception.FileLimits(filesMax: 3, fileBytesMax: 32 << 20, filesBytesMax: 48 << 20))

  static var shownReception: FormReception {
    var shown = formReception
    shown.faults = .shownByRoute
    shown.files = FormReception.FileLimits(filesMax: 2, fileBytesMax: 1000, filesBytesMax: 1500)
    return shown
  }

  /// - Parameter handlerSeconds: so long, unless a test is about it, that hundreds of tests on the same two threads do
  ///   not cut an answer off.
  func application(
    sink: RecordingSink.Behaviour = .keeps, handlerSeconds: Double = 240
  ) throws -> Application<Int> {
    Application(
      router: try Router(pages + forms(sink)),
      settings: ApplicationSettings(
        log: { line in self.lines.withLock { $0.append(line) } }, metrics: metrics,
        makeReference: { "ref-1" }, monotonicSeconds: { Trial.seconds() },
        handlerSeconds: handlerSeconds)
    ) { _ in 7 }
  }

  private var pages: [Route<Int>] {
    [
      Route("home", .get, "/") { _, _ in .text("hello") },
      Route("case.show", .get, "/cases/{id:hexadecimal4}") { request, _ in
        .text("case \(try request.capture("id")) \(request.query["q"] ?? "-")")
      },
      Route("case.new", .get, "/cases/new") { _, _ in .text("new") },
      Route("broken", .get, "/broken") { _, _ in throw Nobody() },
      Route("refused", .get, "/refused") { _, _ in throw SignedOut() },
      Route("slow", .get, "/slow/{ms:number}") { request, _ in
        let milliseconds = Int(try request.capture("ms")) ?? 0
        try await Task.sleep(for: .milliseconds(milliseconds))
        return .text("slow")
      },
      Route("stubborn", .get, "/stubborn") { _, _ in
        await Task { do { try await Task.sleep(for: .seconds(1)) } catch { return } }.value
        return .text("late")
      },
      Route("download", .get, "/download/{bytes:number}") { request, _ in
        Self.download(
          bytes: Int(try request.capture("bytes")) ?? 0, isChunked: request.query["chunked"] != nil,
          fails: request.query["fails"] != nil)
      },
      Route("large", .get, "/large/{bytes:number}") { request, _ in
        let count = Int(try request.capture("bytes")) ?? 0
        return Response(contentType: "text/plain", bytes: [UInt8](repeating: 0x78, count: count))
      },
    ]
  }

  /// What downloads consist of, again and again.
  static let pattern = (0..<100_001).map { UInt8($0 % 251) }

  /// More of it than any test asks for.
  static let patterns = (0..<20).reduce(into: [UInt8]()) { all, _ in all += pattern }

  private static func download(bytes total: Int, isChunked: Bool, fails: Bool) -> Response {
    let position = Counter()
    let next: @Sendable () async throws -> [UInt8]? = {
      await Task.yield()
      let sent = position.value
      if fails, sent >= total / 2 { throw Nobody() }
      let count = min(Self.pattern.count, total - sent)
      guard count > 0 else { return nil }
      position.add(count)
      return Array(Self.pattern.prefix(count))
    }
    return Response(
      body: .stream(StreamingBody(byteCount: isChunked ? nil : UInt64(total), next: next)))
  }

  private func forms(_ behaviour: RecordingSink.Behaviour) -> [Route<Int>] {
    let openSink: @Sendable (RequestHead, Int) async throws -> RecordingSink = { head, _ in
      if head.query["signed"] == "out" { throw SignedOut() }
      let made = RecordingSink(behaviour)
      self.sinks.withLock { $0.append(made) }
      return made
    }
    let answer: @Sendable (Request, Int, RecordingSink) async throws -> Response = {
      request, _, _ in
      self.handled.withLock { $0 += 1 }
      if request.form["fail"] != nil { throw Nobody() }
      let fields = request.form.fields.pairs.map { "\($0.name)=\($0.value)" }
      let sizes = request.form.files.map { "\($0.part.fileName):\($0.byteCount)" }
      let fault = request.form.fault.map { "fault: \($0)" } ?? "fine"
      return .text((fields + sizes + [fault]).joined(separator: "|"))
    }
    return [
      Route("note.add", .post, "/notes", reception: .fields) { request, _ in
        .text(request.form.fields.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "|"))
      },
      Route("api.take", .post, "/api", reception: .json) { request, _ in .json(request.bytes) },
      Route("sign.out", .post, "/sign-out") { _, _ in try .seeOther("/") },
      Route(
        "report", .post, "/report", files: Self.formReception, openSink: openSink, respond: answer),
      Route(
        "shown", .post, "/shown", files: Self.shownReception, openSink: openSink, respond: answer),
    ]
  }
}

private let trialBegan = ContinuousClock.now

/// A number that tasks share.
final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add(_ more: Int) { count.withLock { $0 += more } }
}

/// A multipart body. A part is its headers behind `Content-Disposition: form-data` and its content.
func multipart(
  _ parts: [(String, String)], boundary: String = "xx", closing: String = "--xx--\r\n"
) -> [UInt8] {
  let texts = parts.map { headers, content in
    "--\(boundary)\r\nContent-Disposition: form-data; \(headers)\r\n\r\n\(content)\r\n"
  }
  return Array((texts.joined() + closing).utf8)
}
