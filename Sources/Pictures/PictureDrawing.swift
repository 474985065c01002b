import CExif
import CGD

/// Reads a picture with libgd and draws it anew. Only ever called in a confined process, and by tests.
enum PictureDrawing {
  /// One picture of libgd.
  @safe private struct Image: ~Copyable {
    let address: gdImagePtr

    init?(_ address: gdImagePtr?) {
      guard let address = unsafe address else { return nil }
      unsafe self.address = address
    }

    init?(width: Int, height: Int) {
      guard let made = unsafe gdImageCreateTrueColor(Int32(width), Int32(height)) else {
        return nil
      }
      unsafe address = made
    }

    deinit { unsafe gdImageDestroy(address) }

    var width: Int { unsafe Int(address.pointee.sx) }
    var height: Int { unsafe Int(address.pointee.sy) }

    func jpeg() -> [UInt8]? {
      var count: Int32 = 0
      guard let bytes = unsafe gdImageJpegPtr(address, &count, PictureLimits.quality) else {
        return nil
      }
      defer { unsafe gdFree(bytes) }
      return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
  }

  /// Nil for what is no picture, or too large a one.
  static func preview(of file: [UInt8]) -> PicturePreview? {
    guard pointsAreFew(file), let read = image(file) else { return nil }
    guard read.width > 0, read.height > 0, read.width * read.height <= PictureLimits.pointsMax
    else { return nil }
    guard let small = scaled(read), let upright = turned(small, by: orientation(of: file)),
      let bytes = upright.jpeg()
    else { return nil }
    return PicturePreview(width: upright.width, height: upright.height, bytes: bytes)
  }

  private enum Format { case jpeg, png, gif, webp, bmp }

  private static func format(of file: [UInt8]) -> Format? {
    if file.starts(with: [0xff, 0xd8, 0xff]) { return .jpeg }
    if file.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return .png }
    if file.starts(with: "GIF8".utf8) { return .gif }
    if file.starts(with: "RIFF".utf8), file.dropFirst(8).starts(with: "WEBP".utf8) { return .webp }
    if file.starts(with: "BM".utf8) { return .bmp }
    return nil
  }

  /// A PNG says in its first bytes how large it is; it is not even begun where that is too much.
  private static func pointsAreFew(_ file: [UInt8]) -> Bool {
    guard format(of: file) == .png, file.count >= 24 else { return true }
    func side(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (points, overflows) = side(16).multipliedReportingOverflow(by: side(20))
    return !overflows && points <= PictureLimits.pointsMax
  }

  private static func image(_ file: [UInt8]) -> Image? {
    var bytes = file
    let count = Int32(file.count)
    let format = format(of: file)
    let read: gdImagePtr? = unsafe bytes.withUnsafeMutableBytes { buffer in
      let start = buffer.baseAddress
      return switch format {
      // A photograph that was cut off still shows something.
      case .jpeg: unsafe gdImageCreateFromJpegPtrEx(count, start, 1)
      case .png: unsafe gdImageCreateFromPngPtr(count, start)
      case .gif: unsafe gdImageCreateFromGifPtr(count, start)
      case .webp: unsafe gdImageCreateFromWebpPtr(count, start)
      case .bmp: unsafe gdImageCreateFromBmpPtr(count, start)
      case nil: nil
      }
    }
    return unsafe Image(read)
  }

  private static func orientation(of file: [UInt8]) -> Int {
    guard format(of: file) == .jpeg else { return 1 }
    return unsafe Int(redress_orientation(file, UInt32(file.count)))
  }

  /// On white, no larger than a preview is.
  private static func scaled(_ image: borrowing Image) -> Image? {
    let longer = max(image.width, image.height)
    let most = PictureLimits.previewSideMax
    let width = longer > most ? max(1, image.width * most / longer) : image.width
    let height = longer > most ? max(1, image.height * most / longer) : image.height
    guard let small = Image(width: width, height: height) else { return nil }
    unsafe gdImageFilledRectangle(
      small.address, 0, 0, Int32(width) - 1, Int32(height) - 1, 0x00ff_ffff)
    unsafe gdImageAlphaBlending(small.address, 1)
    unsafe gdImageCopyResampled(
      small.address, image.address, 0, 0, 0, 0, Int32(width), Int32(height), Int32(image.width),
      Int32(image.height))
    return small
  }

  /// As the camera was held (Exif 2.32, tag 274): what it wrote there is lost with everything else it wrote.
  private static func turned(_ image: consuming Image, by orientation: Int) -> Image? {
    guard orientation > 1 else { return image }
    let (width, height) = (image.width, image.height)
    let isOnItsSide = orientation >= 5
    guard
      let upright = Image(
        width: isOnItsSide ? height : width, height: isOnItsSide ? width : height)
    else { return nil }
    for y in 0..<upright.height {
      for x in 0..<upright.width {
        let from =
          switch orientation {
          case 2: (width - 1 - x, y)
          case 3: (width - 1 - x, height - 1 - y)
          case 4: (x, height - 1 - y)
          case 5: (y, x)
          case 6: (y, height - 1 - x)
          case 7: (width - 1 - y, height - 1 - x)
          default: (width - 1 - y, x)
          }
        let point = unsafe gdImageGetTrueColorPixel(
          image.address, Int32(from.0), Int32(from.1))
        unsafe gdImageSetPixel(upright.address, Int32(x), Int32(y), point)
      }
    }
    return upright
  }
}
