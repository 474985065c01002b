import Foundation
import Mail
import Procedure
import SimulatedDisk
import Testing

@testable import Casework
@testable import Storage

/// A folder of its own, gone with the value.
private final class Ground: Sendable {
  let folder: URL

  init() {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "redress-ground-\(UUID().uuidString)", directoryHint: .isDirectory)
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
  }

  func put(_ text: String, at url: URL) throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func found(
    in data: DataDirectory, machineKey: URL? = nil, settings: DatabaseSettings? = nil
  ) async throws -> Founded {
    var options = FoundingOptions(
      policy: try #require(try Policy.shipped(named: "django")), chairEmail: "chair@example.org",
      machineKey: machineKey)
    options.databaseSettings = settings
    return try await Founding.found(in: data, options, environment: Self.environment)
  }

  static let environment = Casework.Environment(
    now: { Moment(secondsSince1970: 1_790_000_000) }, log: { _ in })
}

private func text(of url: URL) -> String? {
  FileManager.default.contents(atPath: url.path).map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct `Founding an installation` {
  @Test(arguments: [true, false])
  func `a machine key that is there already is kept, and nothing is founded`(
    _ isInside: Bool
  ) async throws {
    let ground = Ground()
    let data = DataDirectory(ground.folder.appending(path: "data"))
    let key = isInside ? data.machineKey : ground.folder.appending(path: "keys/somebody's")
    try ground.put("The key of another installation.", at: key)
    let error = await throwing {
      _ = try await ground.found(in: data, machineKey: isInside ? nil : key)
    }
    #expect("\(error, default: "")".contains(key.path))
    #expect(text(of: key) == "The key of another installation.")
    #expect(!FileManager.default.fileExists(atPath: data.database.path))
  }

  @Test(arguments: [true, false])
  func `a restore keeps a machine key that is there already`(_ isGivenBefore: Bool) async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let ground = Ground()
    let key = ground.folder.appending(path: "keys/somebody's")
    try ground.put("The key of another installation.", at: key)
    let backup = ground.folder.appending(path: "backup")
    _ = try await community.organization.backup(to: backup)
    let data = DataDirectory(ground.folder.appending(path: "restored"))
    let error = await throwing {
      _ = try await Restoring.restore(
        backup, into: data,
        RestoreOptions(
          root: community.founded.rootFingerprint,
          key: .recovery([community.founded.recoveryKey]), machineKey: key),
        environment: community.organization.environment)
    }
    #expect("\(error, default: "")".contains(key.path))
    #expect(text(of: key) == "The key of another installation.")
    #expect(!FileManager.default.fileExists(atPath: data.database.path))
  }

  @Test(arguments: [1, 4, 9, 16, 25])
  func `a founding that was cut off is done again in the same folder`(
    _ changes: Int
  ) async throws {
    let ground = Ground()
    let data = DataDirectory(ground.folder)
    let disk = SimulatedDisk()
    disk.cutPower(afterChanges: changes)
    let error = await throwing {
      _ = try await ground.found(in: data, settings: TestOrganization.settings(on: disk))
    }
    #expect(error != nil)
    // The key is on the disk before the database that it opens.
    #expect(FileManager.default.fileExists(atPath: data.machineKey.path))
    let fresh = SimulatedDisk()
    let after = TestOrganization.settings(on: fresh)
    _ = try await ground.found(in: data, settings: after)
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org", mailParser: .init(executable: "/bin/false"))
    options.databaseSettings = after
    _ = try await Organization.open(data, options, environment: Ground.environment)
    #expect(!fresh.isCut)
  }
}
