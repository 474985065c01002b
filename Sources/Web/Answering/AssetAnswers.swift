package import HTTPServer
import Markup

/// The files that pages refer to, each with what browsers are told of it.
package enum SiteAssets {
  package static let styleSheet = StaticAsset(
    contentType: "text/css; charset=utf-8", bytes: StyleAssets.styleSheet, isImmutable: true)
  package static let script = StaticAsset(
    contentType: "text/javascript; charset=utf-8", bytes: StyleAssets.script, isImmutable: true)
  package static let siteIcon = StaticAsset(
    contentType: "image/svg+xml", bytes: StyleAssets.siteIcon, isImmutable: true)

  /// By name; nil for none of ours.
  static func named(_ name: String) -> StaticAsset? {
    switch name {
    case "redress.css": styleSheet
    case "redress.js": script
    case "favicon.svg": siteIcon
    default: nil
    }
  }
}

extension Visitor {
  /// Under the fingerprint of its content a file may be kept for ever; under an older one, of a page that was loaded
  /// before an upgrade, the current file is given and not kept.
  func asset(_ request: Request) async throws -> Response {
    guard let asset = SiteAssets.named(try request.capture("name")) else {
      throw RequestError.notFound
    }
    var response = asset.respond(to: request.head)
    if try request.capture("fingerprint") != asset.fingerprint {
      response.headers[.cacheControl] = "no-store"
    }
    return response
  }

  /// Where browsers look without being told.
  func favicon(_ request: Request) async throws -> Response {
    try goOn(to: Paths.siteIcon)
  }

  /// Nothing here is for search engines but the first pages.
  func robots(_ request: Request) async throws -> Response {
    .text("User-agent: *\nAllow: /$\nAllow: /privacy$\nAllow: /assets/\nDisallow: /\n")
  }
}
