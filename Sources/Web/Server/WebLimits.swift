import HTTPServer

/// The bounds of the pages and of the API, beside those of `HTTPServer` and of intake.
package enum WebLimits {
  /// Bytes of a form with files that are read at all: enough to give everything typed back when files are too large.
  package static let reportBodyBytesMax: UInt64 = 256 << 20
  /// Bytes of one text of such a form: four for each character of the longest account, and some.
  package static let reportFieldBytesMax = 1 << 20
  /// Bytes of all its texts.
  package static let reportFieldsBytesMax = 4 << 20
  /// Bytes of any other form: letters and notes in any script.
  package static let formBodyBytesMax: UInt64 = 2 << 20
  /// Bytes of one JSON document.
  package static let jsonBytesMax = Limits.jsonBodyBytesMax
  /// Levels of lists and objects in JSON.
  package static let jsonDepthMax = 16
  /// Values of one JSON document.
  package static let jsonValuesMax = 20_000
  /// Seconds for which browsers are told to come by TLS only.
  package static let strictTransportSeconds = 365 * 24 * 60 * 60
  /// Code names that a field offers while one types; any other is understood as well.
  package static let namesOffered = 500
  /// Bytes of a path that is returned to after signing in.
  package static let returnPathBytesMax = 512
}

/// How forms are read.
enum Receptions {
  /// A form with files. The limits of files are held by the sink, so that one file too many costs only that file.
  static let files = FormReception(
    bodyBytesMax: WebLimits.reportBodyBytesMax,
    fieldBytesMax: WebLimits.reportFieldBytesMax,
    fieldsBytesMax: WebLimits.reportFieldsBytesMax,
    files: FormReception.FileLimits(
      filesMax: Limits.fieldsMax, fileBytesMax: WebLimits.reportBodyBytesMax,
      filesBytesMax: WebLimits.reportBodyBytesMax), faults: .shownByRoute)
  /// The same, or a JSON document.
  static let filesOrJSON: FormReception = {
    var reception = files
    reception.acceptsJSON = true
    reception.faults = .refused
    return reception
  }()
  /// A form without files.
  static let fields = BodyReception.form(
    FormReception(
      bodyBytesMax: WebLimits.formBodyBytesMax, fieldBytesMax: WebLimits.reportFieldBytesMax,
      fieldsBytesMax: Int(WebLimits.formBodyBytesMax)))
}
