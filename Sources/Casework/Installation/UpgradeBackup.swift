import Foundation
import Storage

/// Copies the database of an older version before anything in it is changed, so that there is a way back.
enum UpgradeBackup {
  static func make(of older: OlderDatabase, in data: DataDirectory) throws {
    let folder = data.upgradeBackups
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for suffix in ["", "-wal"] {
        let from = older.path + suffix
        guard FileManager.default.fileExists(atPath: from) else { continue }
        let name = "format-\(older.format)-before-\(older.nextFormat).sqlite3\(suffix)"
        let to = folder.appending(path: name)
        if FileManager.default.fileExists(atPath: to.path) {
          try FileManager.default.removeItem(at: to)
        }
        try FileManager.default.copyItem(at: URL(filePath: from), to: to)
      }
    } catch {
      throw InstallationError.cannotUse(file: folder.lastPathComponent, systemError: 0)
    }
  }
}
