import Synchronization

/// Counts of requests and their durations, by route name. Shared by all threads.
package final class RequestMetrics: Sendable {
  /// Upper bounds of the histogram's buckets, in seconds; the last bucket has no bound.
  package static let bucketSeconds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// What was counted for one route.
  package struct RouteCounts: Hashable, Sendable {
    /// Responses by status code.
    package var byStatus: [UInt16: UInt64] = [:]
    /// Responses by duration: one more bucket than ``bucketSeconds``, each counting itself alone.
    package var buckets = [UInt64](repeating: 0, count: RequestMetrics.bucketSeconds.count + 1)
    /// All durations together.
    package var totalSeconds: Double = 0
    /// All responses.
    package var count: UInt64 = 0
  }

  private let counts = Mutex<[String: RouteCounts]>([:])

  package init() {}

  /// Counts one response.
  func record(routeName: String, status: Status, seconds: Double) {
    counts.withLock { counts in
      var route = counts[routeName] ?? RouteCounts()
      route.byStatus[status.code, default: 0] += 1
      let bucket = Self.bucketSeconds.firstIndex { seconds <= $0 } ?? Self.bucketSeconds.count
      route.buckets[bucket] += 1
      route.totalSeconds += seconds
      route.count += 1
      counts[routeName] = route
    }
  }

  /// What was counted up to now, by route name (`-` for requests without a route).
  package func snapshot() -> [String: RouteCounts] { counts.withLock { $0 } }
}
