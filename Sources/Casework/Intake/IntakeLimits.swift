/// The bounds of taking in a report. Whatever is beyond one is refused with a sentence that names the field.
package enum IntakeLimits {
  /// Bytes of one file.
  package static let fileBytesMax = 25 * 1024 * 1024
  /// Bytes of all files of one report together.
  package static let filesBytesMax = 100 * 1024 * 1024
  /// Files of one report.
  package static let filesMax = 20
  /// Unicode scalars of the account.
  package static let accountScalarsMax = 100_000
  /// Unicode scalars of any other text field.
  package static let textScalarsMax = 20_000
  /// Unicode scalars of a short field, such as a name or an address.
  package static let lineScalarsMax = 500
  /// Links of one report.
  package static let linksMax = 50
  /// Unicode scalars of the name of a file.
  package static let fileNameScalarsMax = 255
  /// Seconds for which the same form, sent again, shows the same receipt.
  package static let resubmissionSeconds: UInt64 = 15 * 60
  /// Seconds after which a sealed file that no report claimed is removed.
  package static let orphanSeconds: UInt64 = 24 * 60 * 60
}
