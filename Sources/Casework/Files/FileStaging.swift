import CMagic
import Foundation
import Identity
import Mail
import Procedure
import Synchronization
import Vault

/// A file on its way in: sealed chunk by chunk while it streams, never whole in memory and never in the clear on the
/// disk. It waits for its report; one that is never claimed is removed after a day.
package final class FileStaging: Sendable {
  private struct State: ~Copyable {
    var sealer: FileSealer
    var beginning: Bytes = []
    var byteCount = 0
  }

  private let organization: Organization
  private let form: SubmittedForm
  private let name: String
  private let blob: BlobID
  private let key: FileKey
  private let writer: BlobWriter
  private let state: Mutex<State?>

  init(_ organization: Organization, form: SubmittedForm, name: String) throws {
    self.organization = organization
    self.form = form
    self.name = FileNames.plain(name)
    blob = try BlobID.random()
    key = try FileKey.random()
    writer = try BlobWriter(blob, in: organization.blobs)
    state = Mutex(State(sealer: try FileSealer(organization.id, blob, key)))
  }

  /// Seals and writes the next bytes.
  /// - Throws: `CaseworkError.fileTooLarge`; what was written is removed then.
  package func write(_ chunk: [UInt8]) throws {
    do {
      try state.withLock { state in
        guard state != nil else { throw CaseworkError.absent }
        state?.byteCount += chunk.count
        guard state?.byteCount ?? 0 <= IntakeLimits.fileBytesMax else {
          throw CaseworkError.fileTooLarge(name: name, bytesMax: IntakeLimits.fileBytesMax)
        }
        if let count = state?.beginning.count, count < FileTypes.bytesNeeded {
          state?.beginning += chunk.prefix(FileTypes.bytesNeeded - count)
        }
        if let sealed = try state?.sealer.add(chunk), !sealed.isEmpty {
          try writer.write(sealed)
        }
      }
    } catch {
      abort()
      throw error
    }
  }

  /// Brings the file to the disk.
  /// - Returns: the file with the ticket that brings it into the form it came with.
  package func finish() throws -> StagedFile {
    let claimed = try claimed()
    return StagedFile(
      name: claimed.reference.name, bytes: Int(claimed.reference.lengthBytes),
      ticket: try organization.ticket(for: claimed, form: form))
  }

  /// The file itself, for what does not come through a form.
  func claimed() throws -> ClaimedFile {
    do {
      let (facts, beginning) = try state.withLock { state in
        guard var open = state.take() else { throw CaseworkError.absent }
        try writer.write(try open.sealer.finish())
        let beginning = open.beginning
        return (try open.sealer.facts(), beginning)
      }
      try writer.finish()
      return ClaimedFile(
        blob: blob,
        keyRecord: FileKeyRecord(
          file: FileReference(
            id: FileID(blob.hexadecimal), name: name, mediaType: FileTypes.type(of: beginning),
            lengthBytes: Int64(clamping: facts.plainBytes),
            hash: facts.plainHash.bytes.hexadecimal), key: key.revealedForPayload().hexadecimal),
        notice: facts.notice, storedBytes: facts.sealedBytes)
    } catch {
      writer.abandon()
      throw error
    }
  }

  /// Gives up; nothing stays on the disk.
  package func abort() {
    state.withLock { $0 = nil }
    writer.abandon()
  }
}

/// Names that people's machines gave to files.
enum FileNames {
  /// The last part of a path, without control characters, not longer than is kept.
  static func plain(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let cleaned = FieldReading.cleaned(last, keepsLines: false)
    let cut = String(
      String.UnicodeScalarView(cleaned.unicodeScalars.prefix(IntakeLimits.fileNameScalarsMax)))
    return cut.isEmpty ? "file" : cut
  }
}

/// What is written into a ticket.
private struct Ticket: Codable {
  var file: FileReference
  var key: String
  var ciphertextHash: String
  var storedBytes: UInt64
}

extension Organization {
  /// The folder of sealed files.
  var blobs: BlobStore { BlobStore(folder: dataDirectory.blobs) }

  /// Begins to take in a file for a form.
  package func stageFile(named name: String, formToken: String) throws -> FileStaging {
    try FileStaging(self, form: SubmissionWay.form(token: formToken).form(id), name: name)
  }

  /// A file that was stored with this form before; nil for a ticket that is not ours.
  package func stagedFile(ticket: String, formToken: String) -> StagedFile? {
    do {
      let file = try claim(
        StagedFile(name: "", bytes: 0, ticket: ticket),
        form: SubmissionWay.form(token: formToken).form(id))
      return StagedFile(
        name: file.reference.name, bytes: Int(file.reference.lengthBytes), ticket: ticket)
    } catch {
      return nil
    }
  }

  func ticket(for file: ClaimedFile, form: SubmittedForm) throws -> String {
    let content = try JSONEncoder().encode(
      Ticket(
        file: file.reference, key: file.keyRecord.key,
        ciphertextHash: file.notice.ciphertextHash.bytes.hexadecimal,
        storedBytes: file.storedBytes))
    return Data(try keys.sealStagedFile(Bytes(content), form.token)).base64EncodedString()
  }

  /// The files of one form: each once, and together no larger than is taken.
  func claim(_ staged: [StagedFile], form: SubmittedForm) throws -> [ClaimedFile] {
    var files: [ClaimedFile] = []
    for file in try staged.map({ try claim($0, form: form) })
    where !files.contains(where: { $0.blob == file.blob }) {
      files.append(file)
    }
    guard files.count <= IntakeLimits.filesMax else {
      throw CaseworkError.faults([
        FieldFault(
          field: "files", sentence: "Please attach at most \(IntakeLimits.filesMax) files.")
      ])
    }
    guard files.reduce(0, { $0 + $1.reference.lengthBytes }) <= IntakeLimits.filesBytesMax else {
      throw CaseworkError.filesTooLarge(bytesMax: IntakeLimits.filesBytesMax)
    }
    return files
  }

  /// The file that a ticket stands for.
  func claim(_ staged: StagedFile, form: SubmittedForm) throws -> ClaimedFile {
    do {
      guard let sealed = Data(base64Encoded: staged.ticket) else {
        throw CaseworkError.notGenuine
      }
      let content = try keys.openStagedFile(Bytes(sealed), form.token)
      let ticket = try JSONDecoder().decode(Ticket.self, from: Data(content))
      guard let blob = BlobID(hexadecimal: ticket.file.id.text),
        let hash = Digest(hexadecimal: ticket.ciphertextHash),
        blobs.claim(blob)
      else { throw CaseworkError.notGenuine }
      return ClaimedFile(
        blob: blob, keyRecord: FileKeyRecord(file: ticket.file, key: ticket.key),
        notice: FileNotice(blob: blob, ciphertextHash: hash), storedBytes: ticket.storedBytes)
    } catch {
      throw CaseworkError.faults([
        FieldFault(
          field: "files",
          sentence:
            "A file that was attached earlier is no longer here. Please attach it again; everything else stays."
        )
      ])
    }
  }
}

extension FieldFault {
  /// A file that another report has already.
  static let usedFile = FieldFault(
    field: "files",
    sentence: "A file of this form was sent before. Please attach it again; everything else stays.")
}
