/// Something about a foreign mail that a reader may want to know: what was wrong with it, or what was done to it.
/// Holds no words of the mail.
package enum MailNote: String, Codable, Hashable, Sendable, CaseIterable {
  /// There was nothing at all.
  case emptyMessage
  /// Headers, but no body.
  case noBody
  /// No header could be recognised; everything was taken as text.
  case noHeaders
  /// A text was declared in a character set that is not known here; it was read as UTF-8 or Windows-1252.
  case unknownCharset
  /// A text was not in the character set it was declared in; another was found that fits.
  case wrongCharset
  /// Bytes that are no text in the declared character set were shown as U+FFFD; the part is also kept as it was sent.
  case undecodableBytesReplaced
  /// NUL and other control characters were removed from a text.
  case controlCharactersRemoved
  /// Characters that turn the direction of writing were removed from a name, subject or file name.
  case directionOverridesRemoved
  /// A multipart body had no boundary, or never began.
  case boundaryMissing
  /// A multipart body was not closed: the mail may have been cut off.
  case boundaryNotClosed
  /// Parts were nested deeper than is opened.
  case nestedTooDeep
  /// There were more parts or attachments than are opened.
  case tooManyParts
  /// The header was longer, or had more fields, than is read.
  case headerTooLong
  /// An address field named more addresses than are read.
  case tooManyAddresses
  /// The text was longer than is kept as text; the whole is kept as an attachment.
  case textTooLong
  /// A field that may stand once stood several times; the first was taken.
  case repeatedHeader
  /// The mail, or a part of it, is encrypted and could not be read.
  case encrypted
  /// The mail, or a part of it, is signed; the signature was not checked.
  case signedNotChecked
  /// The text was made from HTML.
  case textFromHTML
  /// The HTML was too deep or too long to be turned into text completely; it is kept as an attachment.
  case htmlNotFullyRead
  /// A part was encoded wrongly (base64, quoted-printable); what could be decoded was.
  case encodingDamaged
  /// A name or subject was longer than is kept.
  case nameCut
}
