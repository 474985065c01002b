import Casework
import HTTPServer

#if REDRESS_PLANTED_FAULTS
  import Procedure
#endif

/// What machines ask for. No route name, count or status tells of one case.
extension Visitor {
  func health(_ request: Request) async throws -> Response { .text("ok\n") }

  func ready(_ request: Request) async throws -> Response {
    _ = try await organization.publicView()
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.leakToOutsider.isPlanted {
        return .text("ready \(try await organization.observedCases().count)\n")
      }
    #endif
    return .text("ready\n")
  }

  /// Counts of requests by route, in the text format of Prometheus. Only for this machine, and not through a proxy:
  /// how often the form was sent is nothing for the public to watch.
  func metrics(_ request: Request) async throws -> Response {
    let isLocal = ["", "127.0.0.1", "::1", "::ffff:127.0.0.1"].contains(
      request.head.peer.address)
    guard isLocal, request.head.headers[Site.forwardedFor] == nil,
      request.head.headers[Self.forwarded] == nil
    else { throw RequestError.notFound }
    var response = Response.text(PrometheusText.document(site.metrics.snapshot()))
    response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    return response
  }

  private static let forwarded = HeaderName("forwarded")
}

/// Writes counts as Prometheus reads them.
enum PrometheusText {
  static func document(_ counts: [String: RequestMetrics.RouteCounts]) -> String {
    var lines = [
      "# HELP redress_requests_total Responses by route and status.",
      "# TYPE redress_requests_total counter",
    ]
    let routes = counts.sorted { $0.key < $1.key }
    for (route, count) in routes {
      for (status, number) in count.byStatus.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "redress_requests_total{route=\"\(route)\",status=\"\(status)\"} \(number)")
      }
    }
    lines += [
      "# HELP redress_request_seconds Time from the whole head to the response.",
      "# TYPE redress_request_seconds histogram",
    ]
    for (route, count) in routes {
      var sum: UInt64 = 0
      for (bound, number) in zip(RequestMetrics.bucketSeconds, count.buckets) {
        sum += number
        lines.append(
          "redress_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(sum)")
      }
      lines.append(
        "redress_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(count.count)")
      lines.append("redress_request_seconds_sum{route=\"\(route)\"} \(count.totalSeconds)")
      lines.append("redress_request_seconds_count{route=\"\(route)\"} \(count.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
