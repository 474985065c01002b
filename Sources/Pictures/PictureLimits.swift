package import Confinement

/// What is drawn, and what drawing may take.
package enum PictureLimits {
  /// The largest file that a preview is drawn of.
  package static let fileBytesMax = 40 * 1024 * 1024
  /// The longer side of a preview, in points.
  package static let previewSideMax = 1_600
  /// The most points that a picture may have.
  package static let pointsMax = 120_000_000
  /// How good the JPEG is, of 100.
  static let quality: Int32 = 82
  /// What the process that draws may use.
  package static let drawing = ConfinementLimits(
    timeoutSeconds: 20, processorSeconds: 15, memoryBytesMax: 1_024 * 1024 * 1024,
    openFilesMax: 32, inputBytesMax: fileBytesMax, answerBytesMax: 8 * 1024 * 1024,
    endSeconds: 5, processesMax: 1, waitingMax: 64)
}
