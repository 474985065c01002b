import Foundation
import Glibc
import Identity

/// A file that is read from its beginning, piece by piece.
final class FileInput {
  private let handle: FileHandle
  private let path: String

  init(_ url: URL) throws(BackupError) {
    guard let handle = FileHandle(forReadingAtPath: url.path) else {
      throw .cannotUse(path: url.path)
    }
    self.handle = handle
    path = url.path
  }

  /// The next piece; nil at the end.
  func next() throws(BackupError) -> Bytes? {
    do {
      guard let chunk = try handle.read(upToCount: KeepingLimits.fileChunkBytes), !chunk.isEmpty
      else { return nil }
      return Bytes(chunk)
    } catch {
      throw .cannotUse(path: path)
    }
  }
}

/// A new file that is written from its beginning and brought to the disk at the end.
final class FileOutput {
  private let handle: FileHandle
  private let path: String

  /// Only its owner may read it; a file that is there already is replaced.
  init(_ url: URL) throws(BackupError) {
    path = url.path
    let descriptor = unsafe Glibc.open(
      url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .cannotUse(path: url.path) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func write(_ bytes: Bytes) throws(BackupError) {
    guard !bytes.isEmpty else { return }
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      throw .cannotUse(path: path)
    }
  }

  func finish() throws(BackupError) {
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw .cannotUse(path: path)
    }
  }

  /// Brings the names in a folder to the disk.
  static func synchronize(folder: URL) throws(BackupError) {
    let descriptor = unsafe Glibc.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotUse(path: folder.path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotUse(path: folder.path) }
  }
}

/// How large files are.
enum FileSizes {
  static func bytes(of url: URL) throws(BackupError) -> UInt64 {
    do {
      let facts = try FileManager.default.attributesOfItem(atPath: url.path)
      guard let size = facts[.size] as? NSNumber else {
        throw BackupError.cannotUse(path: url.path)
      }
      return size.uint64Value
    } catch {
      throw .fileMissing(name: url.lastPathComponent)
    }
  }
}

/// Takes away what was made on the way.
enum FileRemoval {
  /// Nothing happens where there is nothing.
  static func remove(_ url: URL) {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      // What stays behind is sealed and in nobody's way; the jobs of a later day clear it away.
      return
    }
  }
}
