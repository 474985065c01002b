/// Why a body was refused. Carries limits and places, never anything that people typed except a field's name
/// (which is the form's own word and is not shown in `description`).
package enum BodyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A body where none is taken.
  case unexpectedBody
  /// The declared or counted length is beyond the limit.
  case tooLarge(bytesMax: UInt64)
  case tooManyFields(fieldsMax: Int)
  case fieldTooLarge(name: String, bytesMax: Int)
  case fieldsTooLarge(bytesMax: Int)
  case fieldNameTooLong(bytesMax: Int)
  case tooManyFiles(filesMax: Int)
  case fileTooLarge(field: String, bytesMax: UInt64)
  case filesTooLarge(bytesMax: UInt64)
  /// A file came with a form that takes none.
  case filesNotTaken
  /// The media type is not one of those taken here.
  case unsupportedMediaType(taken: [String])
  /// A charset other than UTF-8 (or its subset US-ASCII) was declared.
  case unsupportedCharset
  /// The text is not UTF-8; `name` is the field, nil when its name itself is broken.
  case notUTF8(name: String?)
  /// A NUL character in a text.
  case nulCharacter(name: String?)
  case malformedPercentEncoding
  /// `multipart/form-data` without a usable boundary.
  case missingBoundary
  /// A part of a multipart body is not written as RFC 7578 says; `place` is a fixed phrase.
  case malformedMultipart(place: String)
  /// The body ended before its closing boundary, or before its declared length.
  case truncated
  /// A content coding (for instance gzip) on the request body.
  case unsupportedContentCoding

  package var description: String {
    switch self {
    case .unexpectedBody: "a body was sent where none is taken"
    case .tooLarge(let bytesMax): "the body is larger than \(bytesMax) bytes"
    case .tooManyFields(let fieldsMax): "there are more than \(fieldsMax) fields"
    case .fieldTooLarge(_, let bytesMax): "a field is longer than \(bytesMax) bytes"
    case .fieldsTooLarge(let bytesMax): "the fields together are longer than \(bytesMax) bytes"
    case .fieldNameTooLong(let bytesMax): "a field's name is longer than \(bytesMax) bytes"
    case .tooManyFiles(let filesMax): "there are more than \(filesMax) files"
    case .fileTooLarge(_, let bytesMax): "a file is larger than \(bytesMax) bytes"
    case .filesTooLarge(let bytesMax): "the files together are larger than \(bytesMax) bytes"
    case .filesNotTaken: "files are not taken here"
    case .unsupportedMediaType(let taken):
      "the media type is none of \(taken.joined(separator: ", "))"
    case .unsupportedCharset: "the charset is not UTF-8"
    case .notUTF8: "a text is not valid UTF-8"
    case .nulCharacter: "a text has a NUL character"
    case .malformedPercentEncoding: "a percent sign is not followed by two hexadecimal digits"
    case .missingBoundary: "the multipart boundary is missing or wrong"
    case .malformedMultipart(let place): "the multipart body is malformed: \(place)"
    case .truncated: "the body ended too early"
    case .unsupportedContentCoding: "the body is compressed, which is not taken"
    }
  }
}

extension BodyError: Presentable {
  package var status: Status {
    switch self {
    case .unexpectedBody, .tooLarge, .tooManyFields, .fieldTooLarge, .fieldsTooLarge,
      .tooManyFiles, .fileTooLarge, .filesTooLarge:
      .contentTooLarge
    case .filesNotTaken, .unsupportedMediaType, .unsupportedContentCoding: .unsupportedMediaType
    case .fieldNameTooLong, .unsupportedCharset, .notUTF8, .nulCharacter,
      .malformedPercentEncoding, .missingBoundary, .malformedMultipart, .truncated:
      .badRequest
    }
  }

  package var sentence: String {
    switch self {
    case .unexpectedBody: "Nothing can be sent to this address."
    case .tooLarge(let bytesMax): "What you sent is larger than \(readableSize(bytesMax))."
    case .tooManyFields(let fieldsMax): "The form has more than \(fieldsMax) fields."
    case .fieldTooLarge(_, let bytesMax):
      "One of the texts is longer than \(readableSize(UInt64(bytesMax)))."
    case .fieldsTooLarge(let bytesMax):
      "The texts together are longer than \(readableSize(UInt64(bytesMax)))."
    case .fieldNameTooLong: "A field of the form has a name that is too long."
    case .tooManyFiles(let filesMax): "There are more than \(filesMax) files."
    case .fileTooLarge(_, let bytesMax): "A file is larger than \(readableSize(bytesMax))."
    case .filesTooLarge(let bytesMax):
      "The files together are larger than \(readableSize(bytesMax))."
    case .filesNotTaken: "Files cannot be sent with this form."
    case .unsupportedMediaType(let taken):
      "This address takes \(taken.joined(separator: " or ")) only."
    case .unsupportedCharset: "The text was sent in a character set other than UTF-8."
    case .notUTF8: "A text could not be read: it is not valid UTF-8."
    case .nulCharacter: "A text has a character (NUL) that cannot be kept."
    case .malformedPercentEncoding: "The form could not be read: its encoding is broken."
    case .missingBoundary, .malformedMultipart:
      "The form could not be read: it was not put together correctly."
    case .truncated: "What you sent did not arrive completely."
    case .unsupportedContentCoding: "Compressed requests are not taken."
    }
  }

  package var wayOut: String {
    switch self {
    case .tooLarge, .fileTooLarge, .filesTooLarge, .tooManyFiles:
      "Send fewer or smaller files; more can follow later."
    case .fieldTooLarge, .fieldsTooLarge: "Shorten the text, or send the long part as a file."
    case .truncated: "Please send it again."
    case .unsupportedCharset, .notUTF8, .nulCharacter:
      "Send the text as UTF-8, without NUL characters."
    case .unexpectedBody, .tooManyFields, .fieldNameTooLong, .filesNotTaken,
      .unsupportedMediaType, .malformedPercentEncoding, .missingBoundary, .malformedMultipart,
      .unsupportedContentCoding:
      "Use the form on the page, or see the description of the API."
    }
  }
}

/// "25 MiB", "256 KiB" or "17 bytes".
func readableSize(_ bytes: UInt64) -> String {
  if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
  if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
  return "\(bytes) bytes"
}
