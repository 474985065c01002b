import Foundation
import Glibc

/// Small files that only the program's own user may read, written whole or not at all.
enum PrivateFile {
  /// Writes beside the place, brings it to the disk, and moves it there. What was there is replaced.
  static func write(_ content: Data, to url: URL, mode: mode_t) throws(InstallationError) {
    let beside = try writeBeside(content, url, mode: mode)
    guard unsafe rename(beside.path, url.path) == 0 else {
      let error = errno
      _ = unsafe unlink(beside.path)
      throw .cannotUse(file: url.lastPathComponent, systemError: error)
    }
  }

  /// The same for a file that must not be there yet. When this returns, the file and its name are on the disk.
  ///
  /// - Throws: `InstallationError.wouldReplace`; what is there stays as it is.
  static func create(_ content: Data, at url: URL, mode: mode_t) throws(InstallationError) {
    let beside = try writeBeside(content, url, mode: mode)
    let isThere = unsafe link(beside.path, url.path) != 0
    let error = errno
    _ = unsafe unlink(beside.path)
    if isThere {
      throw error == EEXIST
        ? .wouldReplace(path: url.path)
        : .cannotUse(file: url.lastPathComponent, systemError: error)
    }
    try synchronize(folder: url.deletingLastPathComponent())
  }

  /// Brings the names in a folder to the disk.
  static func synchronize(folder: URL) throws(InstallationError) {
    let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotUse(file: folder.lastPathComponent, systemError: errno)
    }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .cannotUse(file: folder.lastPathComponent, systemError: errno)
    }
  }

  private static func writeBeside(
    _ content: Data, _ url: URL, mode: mode_t
  ) throws(InstallationError) -> URL {
    let beside = url.deletingLastPathComponent()
      .appending(path: ".\(url.lastPathComponent).\(getpid())")
    let descriptor = unsafe open(beside.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw .cannotUse(file: url.lastPathComponent, systemError: errno)
    }
    let written = unsafe content.withUnsafeBytes { buffer in
      unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    }
    let isWhole = written == content.count && fsync(descriptor) == 0
    let error = errno
    _ = close(descriptor)
    guard isWhole else {
      _ = unsafe unlink(beside.path)
      throw .cannotUse(file: url.lastPathComponent, systemError: error)
    }
    return beside
  }

  /// Adds one line to a file that only grows, and brings it to the disk.
  static func append(line: String, to url: URL) throws(InstallationError) {
    let descriptor = unsafe open(url.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotUse(file: url.lastPathComponent, systemError: errno)
    }
    defer { _ = close(descriptor) }
    let bytes = Array((line + "\n").utf8)
    let written = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    }
    guard written == bytes.count, fsync(descriptor) == 0 else {
      throw .cannotUse(file: url.lastPathComponent, systemError: errno)
    }
  }
}
