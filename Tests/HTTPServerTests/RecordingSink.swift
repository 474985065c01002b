import HTTPServer
import Synchronization

/// A sink that remembers what it was told.
final class RecordingSink: FilePartSink {
  struct Record: Sendable {
    var steps: [String] = []
    var bytes: [[UInt8]] = []
    var byteCount = 0
    var abortCount = 0
    var callsAfterAbort = 0
    var largestChunk = 0
  }

  struct Refusal: Presentable {
    var status: Status { .unprocessableContent }
    var sentence: String { "No." }
    var wayOut: String { "Another." }
  }

  enum Behaviour: Sendable {
    case keeps
    case countsOnly
    case refusesBegin
    case refusesChunk
    case isSlow(milliseconds: Int)
  }

  private let record = Mutex(Record())
  private let behaviour: Behaviour
  var told: Record { record.withLock { $0 } }

  init(_ behaviour: Behaviour = .keeps) { self.behaviour = behaviour }

  private func note(_ step: String, _ change: (inout Record) -> Void = { _ in }) {
    record.withLock {
      if $0.abortCount > 0 { $0.callsAfterAbort += 1 }
      if step != "chunk" || $0.steps.last != "chunk" { $0.steps.append(step) }
      change(&$0)
    }
  }

  func begin(_ part: FilePart) async throws {
    note("begin \(part.fieldName) \(part.fileName) \(part.contentType ?? "-")") {
      $0.bytes.append([])
    }
    if case .refusesBegin = behaviour { throw Refusal() }
  }

  func chunk(_ bytes: [UInt8]) async throws {
    note("chunk") {
      $0.largestChunk = max($0.largestChunk, bytes.count)
      $0.byteCount += bytes.count
      if case .countsOnly = behaviour { return }
      $0.bytes[$0.bytes.count - 1] += bytes
    }
    if case .refusesChunk = behaviour { throw Refusal() }
    if case .isSlow(let milliseconds) = behaviour {
      try await Task.sleep(for: .milliseconds(milliseconds))
    }
  }

  func finish() async throws { note("finish") }

  func abort() async { note("abort") { $0.abortCount += 1 } }
}
