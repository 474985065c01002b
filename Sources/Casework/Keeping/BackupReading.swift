import Foundation
import Identity
import Vault

/// Reads a backup in two passes: first whether to believe it, which needs no key, then what is in it.
enum BackupReading {
  /// - Parameters:
  ///   - root: the fingerprint that the person who restores trusts.
  ///   - progress: told how many bytes were read.
  /// - Throws: `BackupError.notGenuine`.
  static func check(
    _ url: URL, root: Digest, progress: (UInt64) -> Void
  ) throws -> VerifiedBackup {
    let input = try FileInput(url)
    do {
      var check = try BackupCheck()
      var done: UInt64 = 0
      while let chunk = try input.next() {
        try check.add(chunk)
        done += UInt64(chunk.count)
        progress(done)
      }
      return try check.finish(root: root)
    } catch is VaultError {
      throw BackupError.notGenuine(path: url.path)
    }
  }

  /// - Parameter take: gets every part with the number of sealed bytes read so far.
  /// - Throws: `BackupError.notGenuine`, or what `take` throws.
  static func open(
    _ url: URL, _ verified: VerifiedBackup, _ key: borrowing BackupKey,
    take: (BackupContentReader.Part, UInt64) throws -> Void
  ) throws {
    let input = try FileInput(url)
    do {
      var opener = try BackupOpener(verified, key)
      var reader = BackupContentReader()
      var done: UInt64 = 0
      while let chunk = try input.next() {
        done += UInt64(chunk.count)
        try reader.add(try opener.add(chunk)) { try take($0, done) }
      }
      try reader.add(try opener.finish()) { try take($0, done) }
      guard reader.isAtEnd else { throw BackupError.notGenuine(path: url.path) }
    } catch is VaultError {
      throw BackupError.notGenuine(path: url.path)
    }
  }
}
