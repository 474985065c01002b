import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

extension Organization {
  /// A mail to no reply address is a report.
  func takeInReport(_ arrived: ArrivedMail) async throws -> IngestOutcome {
    let mail = arrived.mail
    let sender = mail.from.first
    let isForged = AuthenticationResults.sayForged(mail.authenticationResults)
    var report = Report(account: Self.account(of: mail), source: .mail)
    report.contact.name = sender?.name ?? ""
    report.contact.email = sender?.address ?? ""
    report.language = mail.languages.first ?? ""
    if !mail.subject.isEmpty { report.context = "Subject of the mail: \(mail.subject)" }
    report.other = Self.remarks(on: mail, isForged: isForged)
    let files = try stage(mail)
    report.files = files.map(\.reference)
    let original = try stageOriginal(arrived.bytes)
    var message = channelMessage(mail)
    message.files = report.files
    message.original = original.map(\.reference)
    let membership = try await preparedMembership()
    // Whoever is named by a forger would get an answer to words that are not theirs.
    let isAnswerable = mail.kind == .ordinary && !isOurs(sender) && sender != nil && !isForged
    let sealed = try seal(
      report, reporter: nil, membership: membership, files: files + original, author: .mail,
      replyTo: sender?.address ?? "",
      mail: IncomingWords(
        message: message,
        isAnswerable: isAnswerable
          ? try await mayAnswer(
            sender?.normalized ?? "", perWindowMax: AutomaticAnswers.receiptsMax)
          : false), alsoNamed: named(in: mail.enclosedText, membership))
    try await database.write { [self] transaction in
      try remember(arrived.seenID, transaction)
      try store(sealed, in: transaction)
    }
    return .newReport
  }

  /// A mail that nobody could read becomes a report that says so, with the mail itself as a file.
  func ingestUnreadable(_ message: [UInt8]) async throws -> IngestOutcome {
    let seenID = try keys.mailSeenID(
      messageID: "", body: MailFingerprint.material(ofUnreadable: message))
    if try await database.read({ [id] in try $0.mailWasSeen(id, id: seenID) }) {
      return .repeated
    }
    if let destination = try await destinations(ofUnreadable: message) {
      return try await onceOnly(seenID) {
        let files = try stage(message, named: "unreadable.eml")
        return try await putAside(
          PutAsideMail(
            from: "", subject: "", text: Self.unreadableNote, quoted: "",
            authenticationResults: [], files: files.map(\.reference),
            channels: [destination.channel]), files: files,
          searching: String(decoding: message, as: UTF8.self), answer: nil, into: destination,
          because: .unreadable, seenID)
      }
    }
    return try await onceOnly(seenID) {
      var report = Report(account: Self.unreadableNote, source: .mail)
      let files = try stage(message, named: "unreadable.eml")
      report.files = files.map(\.reference)
      let membership = try await preparedMembership()
      // Names may stand in it that cannot be found: only the chairs are asked.
      report.chosen = membership.readers(in: .member).filter { reader in
        reader.roles.contains { role in
          policy.roles.contains { $0.id == role && $0.isChair }
        }
      }.map(\.memberID)
      let sealed = try seal(
        report, reporter: nil, membership: membership, files: files, author: .mail, replyTo: "",
        mail: IncomingWords(
          message: ChannelMessage(
            side: .party, way: .mail, text: report.account, files: report.files),
          isAnswerable: false),
        alsoNamed: named(in: String(decoding: message, as: UTF8.self), membership))
      try await database.write { [self] transaction in
        try remember(seenID, transaction)
        try store(sealed, in: transaction)
      }
      return .newReport
    }
  }

  static let unreadableNote =
    "A mail arrived that could not be read as a mail. It is attached as it came."

  /// The members who stand in what came with a report.
  func named(in text: String, _ membership: Membership) -> [MemberID: [String]] {
    membership.finder.members(in: text).mapValues { _ in ["files"] }
  }

  /// The channel whose token stands anywhere in the first lines of a mail that nobody could read.
  func destinations(ofUnreadable message: [UInt8]) async throws -> Destination? {
    let head = String(decoding: message.prefix(64 * 1024), as: UTF8.self)
    let words = head.split { $0.isWhitespace || "<>,;:\"()[]".contains($0) }
      .filter { $0.contains("+") && $0.contains("@") }
    var mail = IncomingMail()
    mail.to = words.map { MailAddress(address: String($0)) }
    return try await destinations(of: mail).first
  }

  static func account(of mail: IncomingMail) -> String {
    let text = FieldReading.cleaned(mail.text, keepsLines: true)
    if !text.isEmpty { return text }
    return mail.subject.isEmpty ? "The mail had no text; see the files." : mail.subject
  }

  /// What a reader should know of the state in which the mail came.
  private static func remarks(on mail: IncomingMail, isForged: Bool) -> String {
    var remarks = mail.notes.map { "Mail: \($0.rawValue)" }
    if isForged {
      remarks.append(
        "Mail: the server that took it in doubts that it comes from the address it names, so nothing was answered"
      )
    }
    if mail.markedAsSpam { remarks.append("Mail: a filter on the way marked it as spam") }
    if case .bulk(let evidence) = mail.kind {
      remarks.append("Mail: it came through a mailing list or bulk sender (\(evidence))")
    }
    return remarks.joined(separator: "\n")
  }
}
