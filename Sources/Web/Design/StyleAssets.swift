/// The files that pages refer to, embedded in the program.
package enum StyleAssets {
  /// `redress.css`, as UTF-8.
  package static var styleSheet: [UInt8] { PackageResources.redress_css }
  /// `redress.js`, as UTF-8.
  package static var script: [UInt8] { PackageResources.redress_js }
  /// `favicon.svg`, as UTF-8.
  package static var siteIcon: [UInt8] { PackageResources.favicon_svg }
}
