import Foundation
import Identity

/// What lies inside a backup, before it is sealed: files one after the other.
///
/// Two bytes length of the name, the name, eight bytes length, the content; two zero bytes at the end. All numbers
/// big-endian.
enum BackupContent {
  static let database = "redress.sqlite3"
  static let options = "redress.json5"
  static let blobFolder = "blobs/"
  /// How the copy of the database is called that a backup is made of; it lies in the data directory meanwhile.
  static let snapshotPrefix = ".backup-"

  /// What stands before the content of a file.
  static func front(name: String, byteCount: UInt64) -> Bytes {
    let name = Bytes(name.utf8)
    return [UInt8(name.count >> 8), UInt8(name.count & 255)] + name
      + (0..<8).map { UInt8(truncatingIfNeeded: byteCount >> UInt64(56 - 8 * $0)) }
  }

  static let end: Bytes = [0, 0]

  /// Where a file of this name belongs, or nil for a name that no backup has.
  static func place(of name: String, in folder: DataDirectory) -> URL? {
    switch name {
    case database: folder.database
    case options: folder.options
    default:
      if name.hasPrefix(blobFolder), let blob = BlobID(hexadecimal: name.dropFirst(6)) {
        BlobStore(folder: folder.blobs).url(of: blob)
      } else {
        nil
      }
    }
  }
}

/// Takes the plain bytes of a backup apart again, as they come.
struct BackupContentReader {
  /// What the bytes so far say.
  enum Part {
    case begin(name: String, byteCount: UInt64)
    case bytes(Bytes)
    /// The file that was begun is whole.
    case ended
  }

  private var held = Bytes()
  private var remaining: UInt64?
  private(set) var isAtEnd = false

  /// - Throws: `BackupError.doesNotReadBack` for bytes that are no backup.
  mutating func add(_ bytes: Bytes, _ take: (Part) throws -> Void) throws {
    held += bytes
    var position = 0
    defer { held.removeFirst(position) }
    while true {
      if let left = remaining {
        let count = Int(min(left, UInt64(held.count - position)))
        if count > 0 {
          try take(.bytes(Bytes(held[position..<position + count])))
          position += count
        }
        remaining = left - UInt64(count)
        if remaining != 0 { return }
        remaining = nil
        try take(.ended)
        continue
      }
      guard !isAtEnd else {
        guard position == held.count else { throw BackupError.doesNotReadBack }
        return
      }
      guard held.count - position >= 2 else { return }
      let nameCount = Int(held[position]) << 8 | Int(held[position + 1])
      if nameCount == 0 {
        position += 2
        isAtEnd = true
        continue
      }
      guard nameCount <= KeepingLimits.backupNameBytesMax else {
        throw BackupError.doesNotReadBack
      }
      guard held.count - position >= 2 + nameCount + 8 else { return }
      let name = held[position + 2..<position + 2 + nameCount]
      let byteCount = held[position + 2 + nameCount..<position + 10 + nameCount].reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      position += 10 + nameCount
      remaining = byteCount
      try take(.begin(name: String(decoding: name, as: UTF8.self), byteCount: byteCount))
    }
  }
}
