/// The limits of this room.
package enum Limits {
  /// The longest address that a link may have, in bytes.
  package static let linkBytesMax = 2_048
  /// The longest text that is read as Markdown, in bytes; a longer one is shown as plain text.
  package static let markdownBytesMax = 32 * 1_024
  /// The most levels that a quotation or a list in Markdown may be deep; a deeper one is shown as
  /// plain text.
  package static let markdownDepthMax = 40
  /// The longest text in a QR code, in bytes: what a telephone still reads from a screen.
  package static let qrCodeBytesMax = 1_024
}
