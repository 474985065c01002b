import Foundation
import Procedure

/// The policy of the invented organization: Django's, under another name and with addresses that lead nowhere.
enum DemoPolicy {
  private static let replacements = [
    ("Django Software Foundation", "Larkspur Foundation"),
    ("Django Code of Conduct Working Group", "Larkspur Conduct Working Group"),
    ("Online Community Working Group", "Larkspur Moderators"),
    ("DSF Board", "Larkspur Board"),
    ("DSF events", "Larkspur events"),
    ("Django Forum", "Larkspur Forum"),
    ("acting for Django", "acting for Larkspur"),
    ("conduct@djangoproject.com", "conduct@larkspur.example"),
    ("foundation@djangoproject.com", "board@larkspur.example"),
    ("https://www.djangoproject.com/", "https://larkspur.example/"),
    ("name: \"django\"", "name: \"larkspur\""),
  ]

  /// - Throws: `PolicyFaults` if the shipped policy is not what it was.
  static func make() throws -> Policy {
    guard let shipped = try Policy.shipped(named: "django") else {
      throw CommandFailure(.software, "The policy that the example is made of is missing.")
    }
    var text = String(decoding: shipped.canonicalBytes, as: UTF8.self)
    for (from, to) in replacements { text = text.replacingOccurrences(of: from, with: to) }
    return try Policy.read(json5: Array(text.utf8))
  }
}
