import Dispatch
import Synchronization

/// Runs Argon2id on two threads of its own with a short queue in front, so that sign-ins can take neither the memory
/// nor the threads of those who report (VAULT.md, section 3).
final class PasswordStretching: Sendable {
  /// How many wait or run at once; whoever comes then is asked to try again.
  static let waitingMax = 16
  /// What they are told to wait.
  static let retryAfterSeconds = 5

  private let queues: [DispatchQueue]
  private let state = Mutex<(waiting: Int, next: Int)>((0, 0))

  init(threadCount: Int = 2) {
    queues = (0..<threadCount).map { DispatchQueue(label: "redress.stretching.\($0)") }
  }

  /// Runs the work when a thread is free.
  /// - Throws: `CaseworkError.busy` when too many wait, or what the work throws.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let queue = try state.withLock { state throws(CaseworkError) in
      guard state.waiting < Self.waitingMax else {
        throw .busy(retryAfterSeconds: Self.retryAfterSeconds)
      }
      state.waiting += 1
      state.next = (state.next + 1) % queues.count
      return queues[state.next]
    }
    defer { state.withLock { $0.waiting -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: work)) }
    }
  }
}
