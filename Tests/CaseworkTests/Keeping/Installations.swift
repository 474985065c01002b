import Foundation
import Identity
import Mail
import Procedure
import Vault

@testable import Casework
@testable import Storage

/// A copy of an installation that may be damaged.
final class CopiedInstallation: Sendable {
  let data: DataDirectory

  init(of folder: URL) throws {
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "redress-copy-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.copyItem(at: folder, to: copy)
    data = DataDirectory(copy)
  }

  deinit {
    do { try FileManager.default.removeItem(at: data.url) } catch {
      print("left: \(data.url.path)")
    }
  }

  /// Runs SQL as somebody does who may write to the file: triggers and foreign keys do not stop them, and are put
  /// back afterwards.
  func damage(_ statements: [String]) throws {
    let connection = try SQLiteConnection(
      path: data.database.path, fileSystem: nil, creates: false)
    try connection.execute("PRAGMA foreign_keys = OFF")
    let triggers = try connection.texts("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
    for name in try connection.texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
      try connection.execute("DROP TRIGGER \(name)")
    }
    for statement in statements { try connection.execute(statement) }
    for trigger in triggers { try connection.execute(trigger) }
  }

  func open(_ environment: Casework.Environment) async throws -> Organization {
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org",
      mailParser: IsolatedParser(executable: "/bin/false"))
    options.stretchesLeast = true
    return try await Organization.open(data, options, environment: environment)
  }

  /// What `redress verify` says; nil where everything holds.
  func fault() async throws -> String? {
    do {
      _ = try await Verification.run(data)
      return nil
    } catch let fault as VerificationFault {
      return fault.description
    }
  }
}

extension TestOrganization {
  /// Everything that is on the disk now, in a folder of its own.
  func copied() throws -> CopiedInstallation { try CopiedInstallation(of: folder) }

  /// A report with a file.
  func reportWithFile() async throws -> ReceiptView {
    let token = try organization.newFormToken()
    let staging = try organization.stageFile(named: "proof.txt", formToken: token)
    try staging.write(Array("What was said, word for word.".utf8))
    var draft = ReportDraft.of("There is a file.")
    draft.involved = "Rufus Grumblethorpe"
    draft.files = [try staging.finish()]
    return try await organization.submit(draft, way: .form(token: token))
  }

  /// The case of the newest report, for a member who has to declare.
  func newestCase(for member: SignedIn) async throws -> CaseID {
    let dashboard = try await member.dashboard()
    guard let summary = (dashboard.toDeclare + dashboard.open.cases).first else {
      throw CaseworkError.absent
    }
    return summary.id
  }
}
