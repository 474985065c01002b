import Foundation
import Storage

/// Copies the database of an older version before anything in it is changed, so that there is a way back.
enum UpgradeBackup {
  /// How the names of all copies begin.
  static let namePrefix = "format-"

  static func make(of older: OlderDatabase, in data: DataDirectory) throws {
    let folder = data.upgradeBackups
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let copy = folder.appending(
        path: "\(namePrefix)\(older.format)-before-\(older.nextFormat).sqlite3")
      if FileManager.default.fileExists(atPath: copy.path) {
        try FileManager.default.removeItem(at: copy)
      }
      try older.backup(to: copy.path)
    } catch let error as StorageError {
      throw error
    } catch {
      throw InstallationError.cannotUse(file: folder.lastPathComponent, systemError: 0)
    }
  }
}
