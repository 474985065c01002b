import Foundation
import Mail
import Procedure
import Testing

@testable import Casework

/// A mail as a server would hand it over.
struct TestMail {
  var from = "Wilma Fogg <wilma@mail.example>"
  var to = "conduct@djangoproject.com"
  var subject = "Something happened"
  var messageID: String? = "<\(UUID().uuidString)@mail.example>"
  var headers: [String] = []
  var body = "Somebody was rude to me in the forum."

  var bytes: [UInt8] {
    var lines = ["From: \(from)", "To: \(to)", "Subject: \(subject)"]
    if let messageID { lines.append("Message-ID: \(messageID)") }
    lines += ["Date: Sat, 21 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0"] + headers
    if !headers.contains(where: { $0.lowercased().hasPrefix("content-type") }) {
      lines.append("Content-Type: text/plain; charset=utf-8")
    }
    return Array((lines + ["", body, ""]).joined(separator: "\r\n").utf8)
  }
}

extension TestOrganization {
  /// The reply address of the newest mail that has one.
  func replyAddress() async throws -> String {
    let mail = try #require(try await waitingMails().first { $0.mail.replyTo != nil })
    return try #require(mail.mail.replyTo).address
  }

  /// A case that a mail began, with a member who has declared.
  func openMailCase(_ mail: TestMail = TestMail()) async throws -> (member: SignedIn, id: CaseID) {
    #expect(try await organization.ingest(mail.bytes) == .newReport)
    let member = try await signIn(members[0])
    let id = try await onlyCase(for: member).id
    try await member.perform(.declare(.init(conflict: false)), in: id)
    return (member, id)
  }
}
