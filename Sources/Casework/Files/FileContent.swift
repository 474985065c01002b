import Foundation
import Identity
package import Procedure
import Synchronization
import Vault

/// A file of evidence, opened piece by piece for whoever may read it.
///
/// Invariant: the sealed file was compared with the hash in the chain before the first byte leaves.
package final class FileContent: Sendable {
  private struct State: ~Copyable {
    let file: FileHandle
    var opener: FileOpener
    var isFinished = false
  }

  package let reference: FileReference
  /// What tells this taking from all others; nil for a party, who takes what is theirs.
  package let stamp: OpeningStamp?
  private let state: Mutex<State>

  /// - Throws: `CaseworkError.notGenuine` when the sealed file is missing or is not the one that was taken in.
  init(
    _ record: FileKeyRecord, notice: FileNotice, stamp: OpeningStamp? = nil,
    in organization: Organization
  ) throws {
    reference = record.file
    self.stamp = stamp
    guard let keyBytes = Bytes(hexadecimal: record.key),
      let plainBytes = UInt64(exactly: record.file.lengthBytes)
    else { throw CaseworkError.notGenuine }
    let url = organization.blobs.url(of: notice.blob)
    let file: FileHandle
    do {
      file = try FileHandle(forReadingFrom: url)
      var check = try FileCheck(organization.id, notice.blob)
      while let piece = try file.read(upToCount: Self.pieceBytes), !piece.isEmpty {
        try check.add(Bytes(piece))
      }
      guard try check.finish() == notice.ciphertextHash else { throw CaseworkError.notGenuine }
      try file.seek(toOffset: 0)
    } catch {
      organization.environment.log(
        LogLine(.alarm, "A sealed file is missing or is not the one that was taken in."))
      throw CaseworkError.notGenuine
    }
    state = Mutex(
      State(
        file: file,
        opener: try FileOpener(
          organization.id, notice.blob, FileKey(payload: keyBytes), plainBytes: plainBytes)))
  }

  private static let pieceBytes = 256 * 1024

  /// The next bytes, or nil after the last.
  package func next() throws -> [UInt8]? {
    try state.withLock { state in
      while !state.isFinished {
        if let piece = try state.file.read(upToCount: Self.pieceBytes), !piece.isEmpty {
          let plain = try state.opener.add(Bytes(piece))
          if !plain.isEmpty { return plain }
        } else {
          state.isFinished = true
          let plain = try state.opener.finish()
          return plain.isEmpty ? nil : plain
        }
      }
      return nil
    }
  }
}

extension OpenedVault {
  /// What opens a file that came through this channel; nil for one that did not.
  func file(_ id: FileID) -> (record: FileKeyRecord, notice: FileNotice)? {
    for line in lines {
      guard case .fileKey(let record) = line.payload, record.file.id == id,
        case .files(let notices) = line.entry.header.openPart,
        let notice = notices.first(where: { $0.blob.hexadecimal == id.text })
      else { continue }
      return (record, notice)
    }
    return nil
  }
}
