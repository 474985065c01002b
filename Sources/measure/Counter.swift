import Synchronization

/// A sum that several threads add to.
final class Counter: Sendable {
  private let sum = Mutex(0)

  var total: Int { sum.withLock { $0 } }

  func add(_ count: Int) { sum.withLock { $0 += count } }
}
