import Foundation
import Tracing

/// The words of a PDF and where they stand. A printed page keeps no marked spaces, but it keeps how wide they are.
enum PrintedPage {
  struct Word {
    var text: String
    /// In points from the left and from the top.
    var left: Double
    var right: Double
    var top: Double
    var height: Double
  }

  /// - Throws: `CommandFailure` where `pdftotext` is missing or refuses.
  static func words(of pdf: Data) throws -> [Word] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "redress-trace-\(UUID().uuidString)")
    let process = Process()
    let output = Pipe()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      defer {
        do { try FileManager.default.removeItem(at: folder) } catch {
          Output.error("\(folder.path) could not be deleted.")
        }
      }
      let file = folder.appending(path: "printed.pdf")
      try pdf.write(to: file)
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["pdftotext", "-bbox", file.path, "-"]
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let page = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw CommandFailure(
          process.terminationStatus == 127 ? .unavailable : .badData,
          process.terminationStatus == 127
            ? "Reading PDF needs pdftotext. Install poppler-utils, or give the text that was copied."
            : "pdftotext cannot read this PDF.")
      }
      return words(inBoxes: String(decoding: page, as: UTF8.self))
    } catch let error as CocoaError {
      throw CommandFailure(.inputOutput, "The PDF could not be read: \(error.localizedDescription)")
    }
  }

  /// The words of what `pdftotext -bbox` says.
  static func words(inBoxes page: String) -> [Word] {
    page.matches(
      of:
        /<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)<\/word>/
    ).compactMap { match in
      guard let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
        let bottom = Double(match.4)
      else { return nil }
      let text = String(match.5).replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
        .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
        .replacing("&gt;", with: ">")
      return Word(text: text, left: left, right: right, top: top, height: bottom - top)
    }
  }

  private struct Gap {
    var before: String
    var after: String
    var width: Double
  }

  /// What the widths of the gaps say. In one font and size there are two widths: that of the usual space, and that of the
  /// marked one, which is narrower. Where no clear step lies between them, nothing is said.
  static func spacing(of words: [Word]) -> MarkedText {
    var gapsByLook: [String: [Gap]] = [:]
    for (word, next) in zip(words, words.dropFirst())
    where abs(word.top - next.top) < 0.01 && next.left > word.right {
      let width = (next.left - word.right) / word.height
      guard width < 0.6 else { continue }
      gapsByLook[String(format: "%.2f", word.height), default: []].append(
        Gap(before: word.text, after: next.text, width: width))
    }
    var read = MarkedText()
    for gaps in gapsByLook.values {
      guard let border = border(between: gaps.map(\.width)) else { continue }
      for gap in gaps {
        read.add(before: gap.before, isMarked: gap.width < border, after: gap.after)
      }
    }
    return read
  }

  /// The middle of the widest step between neighbouring widths; nil where it is no wider than what printing does anyway.
  static func border(between widths: [Double]) -> Double? {
    let sorted = widths.sorted()
    guard sorted.count >= 8 else { return nil }
    // A few outliers at both ends, such as a gap beside a sign of another font, are no group.
    let few = sorted.count / 20
    let steps = zip(sorted, sorted.dropFirst()).enumerated()
      .filter { $0.offset >= few && $0.offset < sorted.count - 1 - few }
      .map { (at: ($0.element.0 + $0.element.1) / 2, width: $0.element.1 - $0.element.0) }
      .sorted { $0.width > $1.width }
    guard let widest = steps.first, widest.width > 0.002 else { return nil }
    if steps.count > 1, widest.width < 2 * steps[1].width { return nil }
    return widest.at
  }
}
