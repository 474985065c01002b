import Foundation
import Mail
import TestPlaces
import Testing

/// One difficult mail and what is expected of it; see `Corpus/generate.py`.
struct CorpusCase: Sendable, CustomTestStringConvertible {
  var name: String
  var expected: Expected

  var testDescription: String { name }
  var message: [UInt8] { Self.message(name) }

  /// What is not named is not compared.
  struct Expected: Codable, Sendable {
    var from: [String]?
    var fromIncludes: [String]?
    var fromNames: [String]?
    var to: [String]?
    var recipients: [String]?
    var subject: String?
    var subjectContains: [String]?
    var messageID: String?
    var dateSeconds: Int64?
    var text: String?
    var textContains: [String]?
    var newText: String?
    var newTextContains: [String]?
    var newTextLacks: [String]?
    var quotedContains: [String]?
    var origin: String?
    var kind: String?
    var bounceID: String?
    var bounceRecipients: [[String?]]?
    var attachmentCount: Int?
    var attachmentNames: [String]?
    var attachmentTypes: [String]?
    var attachmentRoles: [String]?
    var attachmentSizes: [Int]?
    var attachmentContains: [String]?
    var attachmentOrTextContains: String?
    var enclosedTexts: [String]?
    var enclosedSubjects: [String]?
    var authenticationResults: [String]?
    var markedAsSpam: Bool?
    var notes: [String]?
    var absent: [String]?
    var notesInclude: [String]?
  }

  static let folder = TestPlaces.checkout.appending(path: "Tests/MailTests/Corpus")

  static let all: [CorpusCase] = {
    do {
      let data = try Data(contentsOf: folder.appending(path: "expectations.json"))
      return try JSONDecoder().decode([String: Expected].self, from: data)
        .map { CorpusCase(name: $0.key, expected: $0.value) }.sorted { $0.name < $1.name }
    } catch {
      return []
    }
  }()

  static func message(_ name: String) -> [UInt8] {
    let file = folder.appending(path: "messages/\(name).eml")
    guard let data = FileManager.default.contents(atPath: file.path) else {
      preconditionFailure("the corpus holds \(name)")
    }
    return [UInt8](data)
  }
}
