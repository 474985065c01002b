import CQREncode

/// A QR code (ISO/IEC 18004) as a square of dark and light modules.
package struct QRCode: Equatable, Sendable {
  /// The modules along one side.
  package let side: Int
  /// The modules row by row; true is dark.
  package let modules: [Bool]

  /// Encodes a text at medium error correction. Nil when it is empty or longer than
  /// `Limits.qrCodeBytesMax`.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Limits.qrCodeBytesMax else { return nil }
    guard let code = unsafe QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { unsafe QRcode_free(code) }
    side = unsafe Int(code.pointee.width)
    guard let data = unsafe code.pointee.data else { return nil }
    // The lowest bit of every byte says whether the module is dark.
    modules = unsafe UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
  }

  /// The code as a drawing, dark on light in every theme, with the quiet margin of four modules.
  ///
  /// - Parameter label: what the code holds, for people who do not see it; never the secret itself.
  package func picture(label: String) -> HTML {
    let margin = 4
    let size = side + 2 * margin
    return drawing(width: size, height: size, title: label, class: "qr-code") {
      rectangle(x: 0, y: 0, width: Double(size), height: Double(size), class: "qr-light")
      element("path", [Attribute("d", pathData(margin: margin)), .class("qr-dark")], .empty)
    }
  }

  /// Runs of dark modules, row by row.
  private func pathData(margin: Int) -> String {
    var data = ""
    for row in 0..<side {
      var column = 0
      while column < side {
        guard modules[row * side + column] else {
          column += 1
          continue
        }
        let start = column
        while column < side, modules[row * side + column] { column += 1 }
        data += "M\(start + margin) \(row + margin)h\(column - start)v1h-\(column - start)z"
      }
    }
    return data
  }
}
