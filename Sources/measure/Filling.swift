import Casework
import Foundation
import Mail
import Procedure

/// Fills an installation with many cases of which one member reads all, and one case with many entries, so that pages
/// are measured as they are after years.
struct Filling {
  let data: String
  let caseCount: Int
  let entryCount: Int

  /// Who reads everything; printed with the case that has many entries.
  private let email = "reader@example.org"
  private let password = "measure marmalade lantern"

  func run() async throws {
    let environment = Environment(
      now: { Moment(secondsSince1970: Int64(Date().timeIntervalSince1970)) },
      log: { line in Measure.say(line.sentence) })
    let organization = try await Organization.open(
      DataDirectory(path: data),
      OpeningOptions(
        baseAddress: "http://127.0.0.1:8080", mailParser: IsolatedParser(executable: "/bin/false")),
      environment: environment)
    _ = try await organization.addMember(
      name: "Ines Copperfield", email: email, roles: ["member"], password: password)
    let token = try await organization.signIn(email: email, password: password, code: "")
    let reader = try await organization.member(token: token)
    try await submit(to: organization)
    let longest = try await declare(reader)
    if let longest {
      for number in 0..<entryCount {
        try await reader.perform(.writeNote(.init(text: "Note number \(number).")), in: longest)
      }
    }
    print(
      """
      {"email": "\(email)", "password": "\(password)", "token": "\(token)", "case": "\(longest?.text ?? "")"}
      """)
  }

  private func submit(to organization: Organization) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for start in 0..<64 {
        group.addTask { [caseCount] in
          for number in stride(from: start, to: caseCount, by: 64) {
            var draft = ReportDraft()
            draft.account = "Report number \(number): somebody was rude in the forum."
            _ = try await organization.submit(
              draft, way: .form(token: organization.newFormToken()))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func declare(_ reader: SignedIn) async throws -> CaseID? {
    var last: CaseID?
    var done = 0
    while true {
      let waiting = try await reader.dashboard().toDeclare
      if waiting.isEmpty { return last }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for summary in waiting {
          group.addTask {
            try await reader.perform(.declare(.init(conflict: false)), in: summary.id)
          }
        }
        try await group.waitForAll()
      }
      last = waiting.last?.id ?? last
      done += waiting.count
      if done % 1_000 < 25 { Measure.say("declared \(done)") }
    }
  }
}
