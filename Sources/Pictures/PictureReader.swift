package import Confinement

/// Draws previews of pictures that strangers sent, in a confined process: decoders of pictures are often broken into.
package struct PictureReader: Sendable {
  private let program: ConfinedProgram

  /// Types of files that a preview can be drawn of.
  package static let mediaTypes: Set<String> = [
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp",
  ]

  /// - Parameter executable: `/proc/self/exe` of the running program.
  package init(executable: String, arguments: [String] = ["draw-preview"]) {
    program = ConfinedProgram(
      executable: executable, arguments: arguments, limits: PictureLimits.drawing)
  }

  /// The picture of a file, drawn anew.
  ///
  /// - Throws: `PictureError.unreadable` for what is no picture or too large a one; `.confinement` where the process gave
  ///   no answer.
  package func preview(of file: [UInt8]) async throws(PictureError) -> PicturePreview {
    let answer: [UInt8]
    do throws(ConfinementError) {
      answer = try await program.answer(to: file)
    } catch {
      throw .confinement(error)
    }
    guard let preview = PicturePreview(encoded: answer) else { throw .unreadable }
    return preview
  }
}

/// Why there is no preview of a file. The file itself is as it was.
package enum PictureError: Error, Hashable, Sendable {
  /// It is no picture of a known type, is broken, or has too many points.
  case unreadable
  case confinement(ConfinementError)
}

/// The confined drawer's own side.
package enum DrawingChild {
  /// Confines this process, reads a file from standard input, writes the preview to standard output.
  /// - Returns: the exit status, as in sysexits.h.
  package static func run() -> Int32 {
    ConfinedChild.run(PictureLimits.drawing) { file, _ in
      // The caller learns from an empty answer that there is none.
      PictureDrawing.preview(of: file)?.encoded ?? []
    }
  }
}
