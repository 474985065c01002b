import Foundation
import Glibc

/// Says that an installation was begun and not finished: what lies in the folder belongs to nobody yet, so that the
/// founding can be done again. It is there before anything else and goes last.
final class FoundingMark: Sendable {
  private let descriptor: Int32
  private let data: DataDirectory
  /// Whether an earlier founding left it.
  let wasLeft: Bool

  /// Begins a founding.
  ///
  /// - Throws: `InstallationError.alreadyFounded`, `.halfFounded` while another process founds here.
  init(in data: DataDirectory) throws(InstallationError) {
    let flags = O_RDWR | O_CLOEXEC
    let path = data.founding.path
    guard Self.isThere(in: data) || !Self.hasDatabase(data) else {
      throw .alreadyFounded(path: data.url.path)
    }
    var descriptor = unsafe open(path, flags | O_CREAT | O_EXCL, 0o600)
    wasLeft = descriptor < 0 && errno == EEXIST
    if wasLeft { descriptor = unsafe open(path, flags) }
    guard descriptor >= 0 else {
      throw .cannotUse(file: data.founding.lastPathComponent, systemError: errno)
    }
    self.descriptor = descriptor
    self.data = data
    // Another process may have founded here since.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isThere(in: data) else {
      throw .halfFounded(path: data.url.path)
    }
    if !wasLeft, Self.hasDatabase(data) {
      try remove()
      throw .alreadyFounded(path: data.url.path)
    }
    try PrivateFile.synchronize(folder: data.url)
  }

  deinit { _ = close(descriptor) }

  /// Whether a founding in this folder was begun and not finished.
  static func isThere(in data: DataDirectory) -> Bool {
    FileManager.default.fileExists(atPath: data.founding.path)
  }

  private static func hasDatabase(_ data: DataDirectory) -> Bool {
    FileManager.default.fileExists(atPath: data.database.path)
  }

  /// The installation is whole and on the disk.
  func remove() throws(InstallationError) {
    guard unsafe unlink(data.founding.path) == 0 else {
      throw .cannotUse(file: data.founding.lastPathComponent, systemError: errno)
    }
    try PrivateFile.synchronize(folder: data.url)
  }
}
