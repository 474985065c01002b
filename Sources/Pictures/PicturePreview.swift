/// A picture drawn anew from somebody's file: small, turned the right way, and without anything but its points.
package struct PicturePreview: Hashable, Sendable {
  /// In points.
  package let width: Int
  package let height: Int
  /// JPEG.
  package let bytes: [UInt8]

  /// The type of the bytes.
  package static let mediaType = "image/jpeg"

  init(width: Int, height: Int, bytes: [UInt8]) {
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  // MARK: Between the processes

  /// Width and height, four bytes each with the highest first, and the JPEG.
  var encoded: [UInt8] {
    let sides = [width, height].flatMap { side in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: side >> $0) }
    }
    return sides + bytes
  }

  /// Nil for bytes that are no preview: the process that drew it is not believed.
  init?(encoded: [UInt8]) {
    func side(_ start: Int) -> Int { encoded[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard encoded.count > 12, encoded[8...].starts(with: [0xff, 0xd8, 0xff]),
      (1...PictureLimits.previewSideMax).contains(side(0)),
      (1...PictureLimits.previewSideMax).contains(side(4))
    else { return nil }
    self.init(width: side(0), height: side(4), bytes: Array(encoded[8...]))
  }
}
