import Glibc
import Synchronization

/// A bounded number of threads for calls that block, apart from the threads that run Swift's tasks. A thread is
/// started when there is work and ends when there is none.
package final class WorkerThreads: Sendable {
  /// Work that may block.
  package typealias Job = @Sendable () -> Void

  private struct State {
    var waiting: [Job] = []
    var threadCount = 0
  }

  private let state = Mutex(State())
  private let threadCountMax: Int
  private let waitingMax: Int

  /// - Parameters:
  ///   - threadCountMax: how many threads run at once.
  ///   - waitingMax: how many jobs wait before the next is refused.
  package init(threadCountMax: Int, waitingMax: Int) {
    self.threadCountMax = threadCountMax
    self.waitingMax = waitingMax
  }

  /// Runs work that may block and waits for its result without holding a thread. Nil when too much work waits, or no
  /// thread can be had.
  package func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
    await withCheckedContinuation { continuation in
      let isTaken = submit { continuation.resume(returning: work()) }
      if !isTaken { continuation.resume(returning: nil) }
    }
  }

  private func submit(_ job: @escaping Job) -> Bool {
    let (isTaken, startsThread) = state.withLock { state -> (Bool, Bool) in
      guard state.waiting.count < waitingMax else { return (false, false) }
      state.waiting.append(job)
      guard state.threadCount < threadCountMax else { return (true, false) }
      state.threadCount += 1
      return (true, true)
    }
    guard startsThread else { return isTaken }
    if startThread() { return true }
    // No thread to be had: where others run they will take the job, else it is given back.
    return state.withLock { state in
      state.threadCount -= 1
      if state.threadCount > 0 { return true }
      state.waiting.removeLast()
      return false
    }
  }

  private func startThread() -> Bool {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(self)
    let outcome = unsafe pthread_create(
      &thread, nil,
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<WorkerThreads>.fromOpaque(context).takeRetainedValue().work()
        }
        return nil
      }, context.toOpaque())
    guard outcome == 0 else {
      unsafe context.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private func work() {
    while let job = nextJob() { job() }
  }

  private func nextJob() -> Job? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.threadCount -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
