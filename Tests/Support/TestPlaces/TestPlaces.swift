package import Foundation

/// Where things are while tests run.
package enum TestPlaces {
  /// The folder of the checkout.
  package static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A program built beside these tests.
  package static func built(_ name: String) -> String {
    let tests = URL(filePath: CommandLine.arguments[0])
    var folder = tests.deletingLastPathComponent()
    while folder.path.count > 1 {
      let candidate = folder.appending(path: name).path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return checkout.appending(path: ".build/debug/\(name)").path
  }
}
