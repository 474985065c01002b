import Foundation
import Glibc
import Identity
import Vault

/// A file beside the database that only grows: one signed thing a line, numbered. It outlives a database that is set
/// back, and shows it (VAULT.md, section 7).
struct SignedLog: Sendable {
  let url: URL
  /// The number of what a line holds; nil for a line that a power cut has torn.
  let number: @Sendable (Substring) -> UInt64?

  /// The number in the newest readable line; nil where there is none.
  func newestNumber() throws(InstallationError) -> UInt64? {
    let tail = try read(last: KeepingLimits.logTailBytes)
    return Self.lines(of: tail).reversed().lazy.compactMap { number($0) }.first
  }

  /// Every line of a log, oldest first.
  static func lines(in url: URL) throws(InstallationError) -> [Substring] {
    lines(of: try SignedLog(url: url) { _ in nil }.read(last: .max))
  }

  private static func lines(of content: Bytes) -> [Substring] {
    String(decoding: content, as: UTF8.self).split(separator: "\n")
  }

  /// Makes an empty log where there is none, so that one that is missing was taken away.
  func begin() throws(InstallationError) {
    guard !FileManager.default.fileExists(atPath: url.path) else { return }
    try PrivateFile.write(Data(), to: url, mode: 0o600)
  }

  /// Adds lines and brings them to the disk. A torn line before them is ended first.
  func append(_ lines: [String]) throws(InstallationError) {
    guard !lines.isEmpty else { return }
    let isTorn = try read(last: 1).last.map { $0 != UInt8(ascii: "\n") } ?? false
    try PrivateFile.append(line: (isTorn ? "\n" : "") + lines.joined(separator: "\n"), to: url)
  }

  private func read(last count: Int) throws(InstallationError) -> Bytes {
    guard let handle = FileHandle(forReadingAtPath: url.path) else { return [] }
    do {
      let size = try handle.seekToEnd()
      try handle.seek(toOffset: size - min(size, UInt64(count)))
      let content = Bytes(try handle.readToEnd() ?? Data())
      try handle.close()
      return content
    } catch {
      throw .cannotUse(file: url.lastPathComponent, systemError: EIO)
    }
  }
}

/// A checkpoint with the server's signature, as it is stored and written to a line of `checkpoints.log`.
struct SignedCheckpoint: Sendable, Hashable {
  let checkpoint: Checkpoint
  let signature: ServerSignature

  init(_ checkpoint: Checkpoint, _ signature: ServerSignature) {
    self.checkpoint = checkpoint
    self.signature = signature
  }

  /// Signature and content in hexadecimal digits, without a line feed.
  var logLine: String {
    signature.bytes.hexadecimal + " " + checkpoint.encoded().hexadecimal
  }

  init(logLine: some StringProtocol, _ organization: OrganizationID) throws {
    let parts = logLine.split(separator: " ")
    guard parts.count == 2, let signature = Bytes(hexadecimal: parts[0]),
      let content = Bytes(hexadecimal: parts[1])
    else { throw VaultError.malformed("checkpoint") }
    self.init(try Checkpoint(content, organization), try ServerSignature(bytes: signature))
  }
}

extension DataDirectory {
  /// The checkpoints that this machine has signed.
  func checkpoints(_ organization: OrganizationID) -> SignedLog {
    SignedLog(url: checkpointLog) { line in
      do {
        return try SignedCheckpoint(logLine: line, organization).checkpoint.number
      } catch {
        return nil
      }
    }
  }

  /// What was destroyed on purpose.
  func tombstones(_ organization: OrganizationID) -> SignedLog {
    SignedLog(url: tombstoneLog) { line in
      do {
        return try SignedTombstone(logLine: line, organization).tombstone.number
      } catch {
        return nil
      }
    }
  }
}
