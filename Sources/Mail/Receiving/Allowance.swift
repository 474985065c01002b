import Synchronization

/// Something of which there is only so much for everybody together: memory, connections.
final class Allowance: Sendable {
  private let used = Mutex(0)
  private let most: Int

  init(_ most: Int) { self.most = most }

  /// Takes some; false where there is not so much left.
  func take(_ amount: Int) -> Bool {
    used.withLock { used in
      guard used + amount <= most else { return false }
      used += amount
      return true
    }
  }

  func giveBack(_ amount: Int) { used.withLock { $0 -= amount } }
}
