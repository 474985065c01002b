import CGD
import Confinement
import Foundation
import TestPlaces
import Testing

@testable import Pictures

/// The types of pictures that are tried.
enum SampleFormat: Sendable { case jpeg, png, gif, webp, bmp }

/// libgd could not draw.
private struct Missing: Error {}

/// A picture whose left half is red and whose right half is blue.
private enum Sample {
  static func bytes(_ format: SampleFormat, width: Int = 80, height: Int = 40) throws -> [UInt8] {
    guard let image = unsafe gdImageCreateTrueColor(Int32(width), Int32(height)) else {
      throw Missing()
    }
    defer { unsafe gdImageDestroy(image) }
    unsafe gdImageFilledRectangle(
      image, 0, 0, Int32(width / 2) - 1, Int32(height) - 1, 0x00ff_0000)
    unsafe gdImageFilledRectangle(
      image, Int32(width / 2), 0, Int32(width) - 1, Int32(height) - 1, 0x0000_00ff)
    var count: Int32 = 0
    let made =
      switch format {
      case .jpeg: unsafe gdImageJpegPtr(image, &count, 95)
      case .png: unsafe gdImagePngPtr(image, &count)
      case .gif: unsafe gdImageGifPtr(image, &count)
      case .webp: unsafe gdImageWebpPtr(image, &count)
      case .bmp: unsafe gdImageBmpPtr(image, &count, 0)
      }
    guard let bytes = unsafe made else { throw Missing() }
    defer { unsafe gdFree(bytes) }
    return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }

  /// A JPEG as a camera writes it: with an orientation, and words that say where it was taken.
  static func photograph(orientation: UInt8) throws -> [UInt8] {
    let secret = Array("Taken at 12 Quay Lane by Wilma".utf8)
    // Exif 2.32: TIFF header, one directory with orientation and description.
    let tiff: [UInt8] =
      Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 2]
      + [0x01, 0x0e, 0, 2, 0, 0, 0, UInt8(secret.count + 1), 0, 0, 0, 38]
      + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0] + [0, 0, 0, 0] + secret + [0]
    let body = Array("Exif".utf8) + [0, 0] + tiff
    let length = body.count + 2
    let segment = [0xff, 0xe1, UInt8(length >> 8), UInt8(length & 0xff)] + body
    let plain = try bytes(.jpeg)
    return Array(plain.prefix(2)) + segment + plain.dropFirst(2)
  }

  /// The colour of a point of a preview: red, green and blue.
  static func colour(of preview: PicturePreview, x: Int, y: Int) throws -> (Int, Int, Int) {
    var bytes = preview.bytes
    let count = Int32(bytes.count)
    let read: gdImagePtr? = unsafe bytes.withUnsafeMutableBytes {
      unsafe gdImageCreateFromJpegPtr(count, $0.baseAddress)
    }
    guard let image = unsafe read else { throw Missing() }
    defer { unsafe gdImageDestroy(image) }
    let point = unsafe Int(gdImageGetTrueColorPixel(image, Int32(x), Int32(y)))
    return (point >> 16 & 0xff, point >> 8 & 0xff, point & 0xff)
  }
}

@Suite struct `A preview of a picture` {
  private static let reader = PictureReader(executable: TestPlaces.built("MailChild"))

  @Test(arguments: [SampleFormat.jpeg, .png, .gif, .webp, .bmp])
  func `is drawn of every usual type, in a process of its own`(format: SampleFormat) async throws {
    let preview = try await Self.reader.preview(of: Sample.bytes(format))
    #expect((preview.width, preview.height) == (80, 40))
    let left = try Sample.colour(of: preview, x: 10, y: 20)
    let right = try Sample.colour(of: preview, x: 70, y: 20)
    #expect(left.0 > 200 && left.2 < 60, "the left half is red: \(left)")
    #expect(right.2 > 200 && right.0 < 60, "the right half is blue: \(right)")
  }

  @Test func `holds nothing of what the camera wrote`() async throws {
    let photograph = try Sample.photograph(orientation: 1)
    #expect(String(decoding: photograph, as: UTF8.self).contains("Quay Lane"))
    let preview = try await Self.reader.preview(of: photograph)
    let text = String(decoding: preview.bytes, as: UTF8.self)
    #expect(!text.contains("Quay Lane") && !text.contains("Exif"))
  }

  @Test(arguments: [
    (1, true, false), (2, false, false), (3, false, false), (4, true, false),
    (5, true, true), (6, true, true), (7, false, true), (8, false, true),
  ])
  func `stands as the camera was held`(
    orientation: UInt8, isRedFirst: Bool, isOnItsSide: Bool
  ) async throws {
    let preview = try await Self.reader.preview(of: Sample.photograph(orientation: orientation))
    #expect((preview.width, preview.height) == (isOnItsSide ? (40, 80) : (80, 40)))
    let first = try Sample.colour(
      of: preview, x: isOnItsSide ? 20 : 10, y: isOnItsSide ? 10 : 20)
    #expect((first.0 > 150) == isRedFirst, "orientation \(orientation): \(first)")
  }

  @Test func `is no larger than a screen`() async throws {
    let preview = try await Self.reader.preview(of: Sample.bytes(.png, width: 4_000, height: 1_000))
    #expect((preview.width, preview.height) == (1_600, 400))
  }

  @Test func `of what is no picture there is none`() async throws {
    let png = try Sample.bytes(.png)
    for file in [
      [], Array("<svg onload=alert(1)>".utf8), Array(png.prefix(40)), [0xff, 0xd8, 0xff],
    ] {
      await #expect(throws: PictureError.unreadable) { try await Self.reader.preview(of: file) }
    }
  }

  @Test func `of a picture that says it is enormous there is none`() async throws {
    var png = try Sample.bytes(.png)
    png.replaceSubrange(16..<24, with: [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff])
    await #expect(throws: PictureError.unreadable) { try await Self.reader.preview(of: png) }
  }

  @Test func `of mutated pictures there is one or none, and never a crash of this process`()
    async throws
  {
    var state: UInt64 = 7
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for format in [SampleFormat.jpeg, .png, .gif, .webp, .bmp] {
      let whole = try Sample.bytes(format)
      for _ in 0..<6 {
        var file = whole
        for _ in 0..<4 { file[next() % file.count] = UInt8(next() & 0xff) }
        do throws(PictureError) {
          let preview = try await Self.reader.preview(of: file)
          #expect(preview.bytes.starts(with: [0xff, 0xd8]))
        } catch {
          switch error {
          case .unreadable, .confinement(.crashed), .confinement(.failed), .confinement(.timedOut):
            break
          case .confinement(let other): Issue.record("\(other)")
          }
        }
      }
    }
  }
}
