import Foundation
import Glibc
import Identity
import Synchronization

/// The folder of sealed files. Every file has a random name that says nothing of it.
struct BlobStore: Sendable {
  let folder: URL

  func url(of blob: BlobID) -> URL { folder.appending(path: blob.hexadecimal) }

  /// Removes a file; nothing happens when it is gone.
  func remove(_ blob: BlobID) { _ = unsafe unlink(url(of: blob).path) }

  /// Files that are older than so many seconds and belong to nothing that `isKnown` tells of, removed.
  func removeOrphans(olderThanSeconds: Double, now: Date, isKnown: (BlobID) -> Bool) throws -> Int {
    var removed = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      guard let blob = BlobID(hexadecimal: name), !isKnown(blob) else { continue }
      let facts = try FileManager.default.attributesOfItem(atPath: url(of: blob).path)
      guard let changed = facts[.modificationDate] as? Date,
        now.timeIntervalSince(changed) > olderThanSeconds
      else { continue }
      remove(blob)
      removed += 1
    }
    return removed
  }
}

/// A sealed file while it is written: made with a name of its own, and synced with its folder before it counts.
final class BlobWriter: Sendable {
  private let descriptor: Mutex<Int32?>
  private let url: URL
  private let folder: URL

  init(_ blob: BlobID, in store: BlobStore) throws(InstallationError) {
    url = store.url(of: blob)
    folder = store.folder
    let opened = unsafe open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .cannotUse(file: "blobs", systemError: errno) }
    descriptor = Mutex(opened)
  }

  deinit { descriptor.withLock { if let open = $0 { _ = close(open) } } }

  func write(_ bytes: Bytes) throws(InstallationError) {
    try descriptor.withLock { descriptor throws(InstallationError) in
      guard let descriptor else { throw .cannotUse(file: "blobs", systemError: EBADF) }
      var done = 0
      while done < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.write(
            descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .cannotUse(file: "blobs", systemError: errno) }
        done += count
      }
    }
  }

  /// Brings the file and its name to the disk.
  func finish() throws(InstallationError) {
    try descriptor.withLock { descriptor throws(InstallationError) in
      guard let open = descriptor else { throw .cannotUse(file: "blobs", systemError: EBADF) }
      let isSynced = fsync(open) == 0
      let error = errno
      _ = close(open)
      descriptor = nil
      guard isSynced else { throw .cannotUse(file: "blobs", systemError: error) }
    }
    let opened = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw .cannotUse(file: "blobs", systemError: errno) }
    defer { _ = close(opened) }
    guard fsync(opened) == 0 else { throw .cannotUse(file: "blobs", systemError: errno) }
  }

  /// Removes what was written.
  func abandon() {
    descriptor.withLock { descriptor in
      if let open = descriptor { _ = close(open) }
      descriptor = nil
    }
    _ = unsafe unlink(url.path)
  }
}
