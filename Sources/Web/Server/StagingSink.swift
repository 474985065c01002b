import Casework
import HTTPServer
import Synchronization

/// Seals the files of a form while they stream in.
///
/// Never throws for something a person did: what is wrong is kept for the form to show, and only the file that is too
/// large is dropped.
final class StagingSink: FilePartSink {
  private struct State {
    var token: String?
    var staging: FileStaging?
    var fileName = ""
    var fileBytes = 0
    var allBytes = 0
    var files: [StagedFile] = []
    var faults: [FieldFault] = []
    var isTooLarge = false
    var cameBeforeToken = false

    mutating func note(_ sentence: String) {
      let fault = FieldFault(field: "files", sentence: sentence)
      if !faults.contains(fault) { faults.append(fault) }
    }
  }

  private let organization: Organization
  private let state: Mutex<State>

  /// - Parameter token: where it is known before the form is read; else it is the field of that name in the form.
  init(_ organization: Organization, token: String? = nil) {
    self.organization = organization
    state = Mutex(State(token: token))
  }

  /// The token that the files are bound to.
  var token: String? { state.withLock { $0.token } }
  /// The files that were taken.
  var files: [StagedFile] { state.withLock { $0.files } }
  /// What is wrong with the others.
  var faults: [FieldFault] { state.withLock { $0.faults } }
  /// A file, or all together, were too large.
  var isTooLarge: Bool { state.withLock { $0.isTooLarge } }
  /// A file stood before the token of the form.
  var cameBeforeToken: Bool { state.withLock { $0.cameBeforeToken } }

  func field(_ name: String, _ value: String) {
    guard name == ReportFormPage.submissionFieldName, FormFields.isToken(value) else { return }
    state.withLock { if $0.token == nil { $0.token = value } }
  }

  func begin(_ part: FilePart) async throws {
    try state.withLock { state in
      state.fileName = part.fileName
      state.fileBytes = 0
      guard let token = state.token else {
        state.cameBeforeToken = true
        return
      }
      guard state.files.count < IntakeLimits.filesMax else {
        state.isTooLarge = true
        state.note("There are more than \(IntakeLimits.filesMax) files; the rest was left out.")
        return
      }
      state.staging = try organization.stageFile(named: part.fileName, formToken: token)
    }
  }

  func chunk(_ bytes: [UInt8]) async throws {
    try state.withLock { state in
      guard let staging = state.staging else { return }
      state.fileBytes += bytes.count
      state.allBytes += bytes.count
      let isOne = state.fileBytes > IntakeLimits.fileBytesMax
      if isOne || state.allBytes > IntakeLimits.filesBytesMax {
        staging.abort()
        state.staging = nil
        state.allBytes -= state.fileBytes
        state.isTooLarge = true
        let limit = FormWords.size(
          isOne ? IntakeLimits.fileBytesMax : IntakeLimits.filesBytesMax)
        state.note(
          isOne
            ? "The file “\(state.fileName)” is larger than \(limit) and was left out."
            : "With the file “\(state.fileName)” all files together would be larger than \(limit); it was left out."
        )
        return
      }
      try staging.write(bytes)
    }
  }

  func finish() async throws {
    try state.withLock { state in
      guard let staging = state.staging else { return }
      state.staging = nil
      state.files.append(try staging.finish())
    }
  }

  func abort() async {
    state.withLock { state in
      state.staging?.abort()
      state.staging = nil
      // Files that were finished lie sealed and unclaimed; they are removed after a day.
      state.files = []
    }
  }
}
