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

  /// The ending of a file that is being removed.
  private static let removing = ".removing"

  /// Says that a report claims this file now, so that it is not taken for an orphan before the report is stored. False
  /// when it is gone.
  func claim(_ blob: BlobID) -> Bool { unsafe utimes(url(of: blob).path, nil) == 0 }

  /// The files that a removal has moved aside and that was then cut off.
  func halfRemoved() throws -> [BlobID] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(Self.removing) }
      .compactMap { BlobID(hexadecimal: String($0.dropLast(Self.removing.count))) }
  }

  /// The files that nobody has touched for so many seconds.
  func untouched(forSeconds seconds: Double, now: Date) throws -> [BlobID] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
      guard let blob = BlobID(hexadecimal: name), isOld(url(of: blob), seconds, now) else {
        return nil
      }
      return blob
    }
  }

  /// Removes a file, unless it has been claimed or has become known in the meantime.
  ///
  /// It is moved aside first: whoever claims it from then on is told that it is gone, and whoever claimed it before has
  /// touched it. Call it where nothing else is committed.
  func removeOrphan(
    _ blob: BlobID, olderThanSeconds: Double, now: Date, isKnown: Bool
  ) -> Bool {
    let aside = folder.appending(path: blob.hexadecimal + Self.removing)
    let place = url(of: blob)
    if FileManager.default.fileExists(atPath: place.path) {
      guard !isKnown, unsafe rename(place.path, aside.path) == 0 else { return false }
    }
    guard !isKnown, isOld(aside, olderThanSeconds, now) else {
      _ = unsafe rename(aside.path, place.path)
      return false
    }
    return unsafe unlink(aside.path) == 0
  }

  private func isOld(_ url: URL, _ seconds: Double, _ now: Date) -> Bool {
    do {
      let facts = try FileManager.default.attributesOfItem(atPath: url.path)
      guard let changed = facts[.modificationDate] as? Date else { return false }
      return now.timeIntervalSince(changed) > seconds
    } catch {
      return false
    }
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
