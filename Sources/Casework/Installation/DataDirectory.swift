package import Foundation

/// The one folder that holds an installation, and where each thing lies in it (VAULT.md, section 13).
package struct DataDirectory: Sendable, Hashable {
  /// The folder itself.
  package let url: URL

  package init(_ url: URL) { self.url = url }

  package init(path: String) { self.init(URL(filePath: path, directoryHint: .isDirectory)) }

  /// Entries, grants, locks, sessions and everything else that is rows.
  package var database: URL { url.appending(path: "redress.sqlite3") }
  /// What SQLite keeps beside it.
  var databaseLog: URL { url.appending(path: "redress.sqlite3-wal") }
  var databaseShared: URL { url.appending(path: "redress.sqlite3-shm") }
  /// Sealed files of evidence, one a file.
  package var blobs: URL { url.appending(path: "blobs", directoryHint: .isDirectory) }
  /// The machine key, unless it is kept elsewhere; never in a backup.
  package var machineKey: URL { url.appending(path: "machine.key") }
  /// The fingerprint of the organization's root, to compare with the one that was printed.
  package var rootFingerprint: URL { url.appending(path: "root.pub") }
  /// The newest anchor that this machine has signed.
  package var lane: URL { url.appending(path: "lane") }
  /// Every checkpoint this machine has signed, one a line.
  package var checkpointLog: URL { url.appending(path: "checkpoints.log") }
  /// Everything that was destroyed on purpose, one a line.
  package var tombstoneLog: URL { url.appending(path: "tombstones.log") }
  /// There while an installation is being founded, and afterwards no more.
  var founding: URL { url.appending(path: "founding") }
  /// Options of the operator.
  package var options: URL { url.appending(path: "redress.json5") }
  /// Backups made before an upgrade.
  package var upgradeBackups: URL {
    url.appending(path: "before-upgrade", directoryHint: .isDirectory)
  }
}
