import FoundationEssentials

/// Something that came with a mail beside its text.
package struct MailAttachment: Hashable, Sendable {
  /// Why it is here.
  package enum Role: String, Codable, Hashable, Sendable {
    /// Sent as a file.
    case file
    /// Shown inside the body, such as a picture.
    case inline
    /// Another form of the body, such as the HTML beside the plain text.
    case alternativeBody
    /// A mail inside the mail; `message` holds it as far as it could be read.
    case enclosedMessage
    /// A signature or another technical part.
    case technical
    /// Not opened because a limit was reached; the bytes are the part as it was sent, headers included.
    case unopened
  }

  /// Why it is here.
  package var role: Role
  /// The name it was sent under, without any folder; empty where there is none. Foreign text.
  package var fileName: String
  /// The type it was sent under, in lower case, such as `image/png`. A claim, not a finding.
  package var contentType: String
  /// `Content-ID` without angle brackets, by which HTML refers to it.
  package var contentID: String?
  /// The decoded bytes.
  package var bytes: [UInt8]
  /// The enclosed message where the role is `enclosedMessage` (none or one).
  package var message: [IncomingMail]

  package init(
    role: Role, fileName: String, contentType: String, contentID: String? = nil, bytes: [UInt8],
    message: [IncomingMail] = []
  ) {
    self.role = role
    self.fileName = fileName
    self.contentType = contentType
    self.contentID = contentID
    self.bytes = bytes
    self.message = message
  }
}

extension MailAttachment: Codable {
  private enum CodingKeys: String, CodingKey {
    case role, fileName, contentType, contentID, bytes, message
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    role = try container.decode(Role.self, forKey: .role)
    fileName = try container.decode(String.self, forKey: .fileName)
    contentType = try container.decode(String.self, forKey: .contentType)
    contentID = try container.decodeIfPresent(String.self, forKey: .contentID)
    bytes = [UInt8](try container.decode(Data.self, forKey: .bytes))
    message = try container.decode([IncomingMail].self, forKey: .message)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(role, forKey: .role)
    try container.encode(fileName, forKey: .fileName)
    try container.encode(contentType, forKey: .contentType)
    try container.encodeIfPresent(contentID, forKey: .contentID)
    try container.encode(Data(bytes), forKey: .bytes)
    try container.encode(message, forKey: .message)
  }
}
