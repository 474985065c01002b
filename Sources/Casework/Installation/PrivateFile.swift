import Foundation
import Glibc

/// Small files that only the program's own user may read, written whole or not at all.
enum PrivateFile {
  /// Writes beside the place, brings it to the disk, and moves it there.
  static func write(_ content: Data, to url: URL, mode: mode_t) throws(InstallationError) {
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
    guard isWhole, unsafe rename(beside.path, url.path) == 0 else {
      _ = unsafe unlink(beside.path)
      throw .cannotUse(file: url.lastPathComponent, systemError: error)
    }
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
