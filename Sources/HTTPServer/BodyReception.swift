/// How a route wants its body, decided from method, path and headers before any of it is read.
package enum BodyReception: Sendable {
  /// No body: one that is sent anyway is refused with 413.
  case none
  /// All of it in memory, at most so many bytes. `mediaTypes` are the accepted ones (415 otherwise); empty: any.
  case buffered(bytesMax: Int, mediaTypes: [String])
  /// A form, `application/x-www-form-urlencoded` or `multipart/form-data`.
  case form(FormReception)

  /// A JSON body within the usual limit.
  package static let json = BodyReception.buffered(
    bytesMax: Limits.jsonBodyBytesMax, mediaTypes: ["application/json"])
  /// A form without files within the usual limits.
  package static let fields = BodyReception.form(FormReception())
}

/// The limits of a form.
package struct FormReception: Sendable, Hashable {
  /// Largest body as declared by the client or as counted; beyond it the answer is 413, before reading where declared.
  package var bodyBytesMax: UInt64
  /// Most fields, files included.
  package var fieldsMax: Int
  /// Longest value of one field.
  package var fieldBytesMax: Int
  /// Most bytes of all field values together.
  package var fieldsBytesMax: Int
  /// What is allowed of files; nil: no files (a non-empty one is refused with 415).
  package var files: FileLimits?
  package var faults: Faults
  /// Also take `application/json` bodies, handed over as ``RequestBody/bytes(_:)`` within ``Limits/jsonBodyBytesMax``.
  package var acceptsJSON: Bool

  /// Limits of the files in a form.
  package struct FileLimits: Sendable, Hashable {
    package var filesMax: Int
    package var fileBytesMax: UInt64
    package var filesBytesMax: UInt64

    package init(filesMax: Int, fileBytesMax: UInt64, filesBytesMax: UInt64) {
      self.filesMax = filesMax
      self.fileBytesMax = fileBytesMax
      self.filesBytesMax = filesBytesMax
    }
  }

  /// What happens when a field or file is beyond its limit although the body as a whole can be read.
  package enum Faults: Sendable, Hashable {
    /// The error is presented; the route's handler is not called.
    case refused
    /// The rest is read, files are dropped, and the handler gets what was typed with ``Form/fault`` set.
    /// Too many fields, and a body beyond `bodyBytesMax`, are refused nonetheless.
    case shownByRoute
  }

  package init(
    bodyBytesMax: UInt64 = UInt64(Limits.formBodyBytesMax), fieldsMax: Int = Limits.fieldsMax,
    fieldBytesMax: Int = Limits.fieldBytesMax, fieldsBytesMax: Int = Limits.formBodyBytesMax,
    files: FileLimits? = nil, faults: Faults = .refused, acceptsJSON: Bool = false
  ) {
    self.bodyBytesMax = bodyBytesMax
    self.fieldsMax = fieldsMax
    self.fieldBytesMax = fieldBytesMax
    self.fieldsBytesMax = fieldsBytesMax
    self.files = files
    self.faults = faults
    self.acceptsJSON = acceptsJSON
  }
}

/// What the client says of a file in a form.
package struct FilePart: Hashable, Sendable, CustomStringConvertible {
  /// The form field's name.
  package var fieldName: String
  /// The name as sent, without any folder before it; never a path to write to.
  package var fileName: String
  /// The media type as sent; nil when none. Not to be believed.
  package var contentType: String?

  package init(fieldName: String, fileName: String, contentType: String?) {
    self.fieldName = fieldName
    self.fileName = fileName
    self.contentType = contentType
  }

  /// Shows nothing of the names.
  package var description: String { "a file part" }
}

/// Takes the files of one request, chunk by chunk, so that none is ever whole in memory. The calls come one after
/// the other, never at once: for each file `begin`, any number of `chunk`, `finish`. While a call is waited for,
/// nothing more is read from the client. If the request does not come through, by whatever cause (the client went
/// away, a limit, an error thrown here, the route's handler threw, the server stops), `abort` is called exactly
/// once, and nothing after it: the sink then removes everything it had taken, finished files too.
package protocol FilePartSink: Sendable {
  /// A field of a multipart form is complete, in its order among the files; a sink may need one that stands before
  /// them. Must not wait for anything.
  func field(_ name: String, _ value: String)
  /// A file that is not empty begins.
  func begin(_ part: FilePart) async throws
  /// The next bytes of the file, never empty and at most about 64 KiB.
  func chunk(_ bytes: [UInt8]) async throws
  /// The file is complete.
  func finish() async throws
  /// The whole request has failed: everything taken so far is to be dropped.
  func abort() async
}

extension FilePartSink {
  /// Most sinks need no field.
  package func field(_ name: String, _ value: String) {}
}
