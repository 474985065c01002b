import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

/// What became of a mail that was taken in. Holds no words of it.
package enum IngestOutcome: String, Sendable, Hashable {
  /// It is a new report, and on disk.
  case newReport
  /// It stands in the channel that its token names.
  case placed
  /// It carried a token but came from somebody the channel does not know: a handler has to look.
  case putAside
  /// The same mail was taken in before.
  case repeated
  /// A bounce: noted on the message it belongs to, where that is known.
  case bounce
  /// An out-of-office note or another automatic answer.
  case automatic
}

/// How often one address is answered automatically, so that two machines never talk to each other for long.
private enum AutomaticAnswers {
  /// Receipts for new reports.
  static let receiptsMax = 5
  /// Answers to mails into a channel: a machine at the other end is answered once.
  static let answersMax = 1
  static let windowSeconds: Int64 = 24 * 60 * 60
}

extension Organization {
  /// Takes in one mail as it came from the pipe or the mailbox. When this returns, it is on disk (rows G1, H2).
  ///
  /// A mail that cannot be read as one is kept whole, as a file of a report that says so.
  /// - Throws: `StorageError` or `CaseworkError.busy` when it could not be stored; the sender's server keeps it then.
  package func ingest(_ message: [UInt8]) async throws -> IngestOutcome {
    let mail: IncomingMail
    let material: Bytes
    do throws(MailParsingError) {
      mail = try await mailParser.parse(message)
    } catch {
      // A parser that does not start is no fault of the mail: its sender's server keeps it.
      if case .childNotStarted = error { throw CaseworkError.busy(retryAfterSeconds: 60) }
      environment.log(LogLine(.warning, "A mail was kept unread: \(error)"))
      return try await ingestUnreadable(message)
    }
    material = MailFingerprint.material(of: mail)
    let seenID = try keys.mailSeenID(messageID: mail.messageID ?? "", body: material)
    if try await database.read({ [id] in try $0.mailWasSeen(id, id: seenID) }) {
      return .repeated
    }
    return try await onceOnly(seenID) {
      switch mail.kind {
      case .bounce(let bounce): return try await note(bounce, of: mail, seenID)
      case .automatic where !mail.mayBeReportOfAMachine:
        return try await remember(seenID, .automatic)
      case .automatic, .ordinary, .bulk: return try await place(mail, seenID)
      }
    }
  }

  /// Two processes may take in the same mail at the same moment: whoever stores it second stores nothing. Any other
  /// row that is there already is no reason to think so.
  private func onceOnly(
    _ seenID: Bytes, _ body: () async throws -> IngestOutcome
  ) async throws -> IngestOutcome {
    do {
      return try await body()
    } catch StorageError.alreadyExists {
      guard try await database.read({ [id] in try $0.mailWasSeen(id, id: seenID) }) else {
        throw CaseworkError.notGenuine
      }
      return .repeated
    }
  }

  private func remember(_ seenID: Bytes, _ outcome: IngestOutcome) async throws -> IngestOutcome {
    let now = environment.now().secondsSince1970
    try await database.write { [self] transaction in
      try remember(seenID, at: now, transaction)
    }
    return outcome
  }

  /// The same mail is one report: whoever stores it second stores nothing.
  private func remember(
    _ seenID: Bytes, at seconds: Int64, _ transaction: WriteTransaction
  ) throws {
    guard try transaction.insertMailSeen(id, id: seenID, seconds: seconds) else {
      throw StorageError.alreadyExists("mail_seen")
    }
  }

  // MARK: By its token alone

  /// A channel that a token leads to, and whether the sender is the one it knows.
  private struct Destination: Sendable {
    let channel: VaultID
    let caseVault: VaultID
    let isKnownSender: Bool
  }

  private func place(_ mail: IncomingMail, _ seenID: Bytes) async throws -> IngestOutcome {
    let destinations = try await destinations(of: mail)
    guard let destination = destinations.first else {
      return try await takeInReport(mail, seenID)
    }
    guard destinations.count == 1, destination.isKnownSender else {
      return try await putAside(
        mail, into: destination, of: destinations,
        because: destinations.count > 1 ? .severalChannels : .senderNotKnown, seenID)
    }
    let files = try stage(mail)
    let answer = try await automaticAnswer(to: mail)
    let now = environment.now().secondsSince1970
    try await arrive(
      ArrivingMessage(message: channelMessage(mail), files: files), in: destination.channel,
      of: destination.caseVault, signer: .mail
    ) { [self] transaction in
      try remember(seenID, at: now, transaction)
      if let answer { try transaction.insertOutgoing(id, answer) }
    }
    return .placed
  }

  private func destinations(of mail: IncomingMail) async throws -> [Destination] {
    let tokens = ReplyAddress.tokens(
      in: mail.recipients, conductAddress: policy.community.conductAddress)
    let sender = mail.from.first?.normalized
    return try await database.read { [self] transaction in
      try tokens.compactMap { token in
        let bytes = Bytes(token.utf8)
        guard
          let row = try transaction.replyToken(id, tokenID: try keys.replyTokenID(bytes)),
          let caseVault = try parent(of: row.channel, in: transaction)
        else { return nil }
        // A row that was turned to another channel by SQL alone leads nowhere.
        guard row.tag == (try keys.replyTokenTag(bytes, channel: row.channel)) else {
          environment.log(LogLine(.alarm, "A reply token was turned to another channel."))
          return nil
        }
        let isKnown = try sender.map { sender in
          try row.senderID == keys.senderID(sender, replyToken: bytes)
        }
        return Destination(
          channel: row.channel, caseVault: caseVault,
          isKnownSender: mail.from.count == 1 && isKnown == true)
      }
    }
  }

  private func putAside(
    _ mail: IncomingMail, into destination: Destination, of destinations: [Destination],
    because: AsideBecause, _ seenID: Bytes
  ) async throws -> IngestOutcome {
    let files = try stage(mail)
    return try await putAside(
      PutAsideMail(
        from: mail.from.map(Self.text).joined(separator: ", "), subject: mail.subject,
        text: mail.newText, quoted: mail.quotedText, messageID: mail.messageID,
        authenticationResults: mail.authenticationResults, files: files.map(\.reference),
        channels: destinations.filter { $0.caseVault == destination.caseVault }.map(\.channel)),
      files: files, searching: mail.searchableText, answer: try await automaticAnswer(to: mail),
      into: destination, because: because, seenID)
  }

  private func putAside(
    _ kept: PutAsideMail, files: [ClaimedFile], searching text: String, answer: OutgoingRecord?,
    into destination: Destination, because: AsideBecause, _ seenID: Bytes
  ) async throws -> IngestOutcome {
    try await retrying {
      let state = try await caseState(destination.caseVault)
      let now = state.now
      var chains = try state.chains(self)
      var index = state.index
      let named = try keepOut(
        namedIn: text, state, &index, &chains)
      let reference = MessageReference(
        channel: ChannelID(destination.caseVault.hexadecimal),
        sequence: Int(chains.caseChain.nextSequence))
      try chains.caseChain.arrive(.putAside(kept), by: .mail, nowSeconds: state.nowSeconds)
      for file in files {
        try chains.caseChain.arrive(
          .fileKey(file.keyRecord), by: .server, openPart: .files([file.notice]),
          nowSeconds: state.nowSeconds)
      }
      try chains.caseChain.arrive(
        .event(.mailPutAside(MailAside(mail: reference, because: because))), by: .server,
        nowSeconds: state.nowSeconds)
      try named.note(reference, in: &chains, nowSeconds: state.nowSeconds)
      let isEscalated = index.isNobodyLeft(among: state.membership) && !index.isWithBoard
      let board =
        isEscalated
        ? try escalate(
          &index, &chains, because: .nobodyLeft, state.membership, nowSeconds: state.nowSeconds)
        : []
      if !named.isEmpty { index.noteLossOfReader(at: now, state.policy) }
      index.lastActivity = now
      let record = try indexRecord(
        index, of: destination.caseVault, sequence: chains.caseChain.nextSequence - 1)
      let mails =
        try noticeRows(
          .noticeMailPutAside, to: index.principals([.handler]), state.membership,
          codeName: index.codeName, vault: destination.caseVault)
        + noticeRows(
          .noticeBoard, to: board, state.membership, codeName: index.codeName,
          vault: destination.caseVault)
      let prepared = chains
      let settled = index
      try await database.write { [self] transaction in
        try prepared.write(in: transaction)
        for principal in named.keptOut {
          try destroyGrants(
            of: principal,
            in: [destination.caseVault] + settled.vaultsBeside, transaction)
        }
        if isEscalated {
          try bringInBoard(board, index: settled, vault: destination.caseVault, transaction)
        }
        try transaction.putCaseIndex(id, record)
        for file in files {
          try transaction.insertFile(
            id,
            FileRecord(
              blob: file.blob, vault: destination.caseVault,
              ciphertextHash: file.notice.ciphertextHash.bytes, storedBytes: file.storedBytes))
        }
        for mail in mails { try transaction.insertOutgoing(id, mail) }
        if let answer { try transaction.insertOutgoing(id, answer) }
        try remember(seenID, at: now.secondsSince1970, transaction)
      }
    }
    return .putAside
  }

  // MARK: A new report

  private func takeInReport(_ mail: IncomingMail, _ seenID: Bytes) async throws -> IngestOutcome {
    let sender = mail.from.first
    var report = Report(account: Self.account(of: mail), source: .mail)
    report.contact.name = sender?.name ?? ""
    report.contact.email = sender?.address ?? ""
    report.language = mail.languages.first ?? ""
    if !mail.subject.isEmpty { report.context = "Subject of the mail: \(mail.subject)" }
    report.other = Self.remarks(on: mail)
    let files = try stage(mail)
    report.files = files.map(\.reference)
    let membership = try await preparedMembership()
    let isAnswerable = mail.kind == .ordinary && !isOurs(sender) && sender != nil
    let sealed = try seal(
      report, reporter: nil, membership: membership, files: files, author: .mail,
      replyTo: sender?.address ?? "",
      mail: IncomingWords(
        message: channelMessage(mail),
        isAnswerable: isAnswerable
          ? try await mayAnswer(
            sender?.normalized ?? "", perWindowMax: AutomaticAnswers.receiptsMax)
          : false), alsoNamed: named(in: mail.enclosedText, membership))
    let now = environment.now().secondsSince1970
    try await database.write { [self] transaction in
      try remember(seenID, at: now, transaction)
      try store(sealed, in: transaction)
    }
    return .newReport
  }

  /// A mail that nobody could read becomes a report that says so, with the mail itself as a file.
  private func ingestUnreadable(_ message: [UInt8]) async throws -> IngestOutcome {
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
      let now = environment.now().secondsSince1970
      try await database.write { [self] transaction in
        try remember(seenID, at: now, transaction)
        try store(sealed, in: transaction)
      }
      return .newReport
    }
  }

  private static let unreadableNote =
    "A mail arrived that could not be read as a mail. It is attached as it came."

  /// The members who stand in what came with a report.
  private func named(in text: String, _ membership: Membership) -> [MemberID: [String]] {
    membership.finder.members(in: text).mapValues { _ in ["files"] }
  }

  /// The channel whose token stands anywhere in the first lines of a mail that nobody could read.
  private func destinations(ofUnreadable message: [UInt8]) async throws -> Destination? {
    let head = String(decoding: message.prefix(64 * 1024), as: UTF8.self)
    let words = head.split { $0.isWhitespace || "<>,;:\"()[]".contains($0) }
      .filter { $0.contains("+") && $0.contains("@") }
    var mail = IncomingMail()
    mail.to = words.map { MailAddress(address: String($0)) }
    return try await destinations(of: mail).first
  }

  private static func account(of mail: IncomingMail) -> String {
    let text = FieldReading.cleaned(mail.text, keepsLines: true)
    if !text.isEmpty { return text }
    return mail.subject.isEmpty ? "The mail had no text; see the files." : mail.subject
  }

  /// What a reader should know of the state in which the mail came.
  private static func remarks(on mail: IncomingMail) -> String {
    var remarks = mail.notes.map { "Mail: \($0.rawValue)" }
    if mail.markedAsSpam { remarks.append("Mail: a filter on the way marked it as spam") }
    if case .bulk(let evidence) = mail.kind {
      remarks.append("Mail: it came through a mailing list or bulk sender (\(evidence))")
    }
    return remarks.joined(separator: "\n")
  }

  private func channelMessage(_ mail: IncomingMail) -> ChannelMessage {
    ChannelMessage(
      side: .party, way: .mail, text: mail.newText, quoted: mail.quotedText,
      subject: mail.subject, messageID: mail.messageID,
      authenticationResults: mail.authenticationResults)
  }

  private static func text(_ address: MailAddress) -> String {
    address.name.isEmpty ? address.address : "\(address.name) <\(address.address)>"
  }

  // MARK: Files

  /// Seals what came with a mail. What is larger than a file may be is cut into parts, so that nothing is lost.
  private func stage(_ mail: IncomingMail) throws -> [ClaimedFile] {
    try mail.attachments.filter { attachment in
      attachment.role != .technical
        && (attachment.role != .alternativeBody || mail.textOrigin == .html)
    }.enumerated().flatMap { number, attachment in
      let name =
        attachment.fileName.isEmpty
        ? "attachment-\(number + 1)\(Self.ending(of: attachment))" : attachment.fileName
      return try stage(attachment.bytes, named: name)
    }
  }

  private static func ending(of attachment: MailAttachment) -> String {
    switch attachment.contentType {
    case "text/html": ".html"
    case "message/rfc822": ".eml"
    case "text/plain": ".txt"
    default: ""
    }
  }

  private func stage(_ bytes: [UInt8], named name: String) throws -> [ClaimedFile] {
    let form = SubmittedForm(try FormToken.random())
    let partCount = max(
      1, (bytes.count + IntakeLimits.fileBytesMax - 1) / IntakeLimits.fileBytesMax)
    return try (0..<partCount).map { part in
      let staging = try FileStaging(
        self, form: form, name: partCount == 1 ? name : "\(name).part\(part + 1)")
      let start = part * IntakeLimits.fileBytesMax
      let end = min(bytes.count, start + IntakeLimits.fileBytesMax)
      try staging.write(Bytes(bytes[start..<end]))
      return try staging.claimed()
    }
  }

  // MARK: Bounces and automatic answers

  /// A bounce belongs to the message whose reply address it came back to.
  private func note(
    _ bounce: Bounce, of mail: IncomingMail, _ seenID: Bytes
  ) async throws -> IngestOutcome {
    let detail = bounce.recipients.compactMap(\.diagnostic).joined(separator: "; ")
    if let destination = try await destinations(of: mail).first {
      try await noteDelivery(
        in: destination.channel,
        ChannelDelivery(
          sequence: nil, messageID: bounce.originalMessageID,
          outcome: bounce.isFinal ? .failed : .delayed, detail: String(detail.prefix(500))))
    } else {
      environment.log(LogLine(.warning, "A bounce belongs to no message that is known."))
    }
    return try await remember(seenID, .bounce)
  }

  /// The same answer for whatever became of the mail; nil where none may be sent (RFC 3834).
  private func automaticAnswer(to mail: IncomingMail) async throws -> OutgoingRecord? {
    guard mail.kind == .ordinary, mail.returnPath != .empty, let sender = mail.from.first,
      !isOurs(sender),
      try await mayAnswer(sender.normalized, perWindowMax: AutomaticAnswers.answersMax)
    else { return nil }
    let waiting = try notices.automatic(
      .mailPutAside, to: sender, values: [.link: baseAddress + "/report"],
      inReplyTo: mail.messageID, isAnswer: true)
    return try Outbox(keys: keys, now: environment.now()).row(waiting)
  }

  private func isOurs(_ address: MailAddress?) -> Bool {
    address?.normalized == policy.community.conductAddress.lowercased()
  }

  /// Counts an automatic answer to an address; false once it has had enough for now.
  private func mayAnswer(_ address: String, perWindowMax: Int) async throws -> Bool {
    let limitID = try keys.limitID(
      purpose: "automatic-answer-\(perWindowMax)", subject: address)
    let now = environment.now().secondsSince1970
    let window = now - now % AutomaticAnswers.windowSeconds
    return try await database.write { [id] transaction in
      try transaction.countAttempt(id, id: limitID, windowStartSeconds: window)
    } <= perWindowMax
  }
}

extension IncomingMail {
  /// Everything new in which a member may be named.
  fileprivate var searchableText: String {
    ([subject, newText] + attachments.map(\.fileName)).joined(separator: "\n") + "\n"
      + enclosedText
  }

  /// The words of enclosed mails and of attached texts.
  fileprivate var enclosedText: String {
    attachments.map { attachment in
      let enclosed = attachment.message.map { "\($0.subject)\n\($0.text)\n\($0.enclosedText)" }
      let isText = attachment.contentType.hasPrefix("text/") && attachment.role != .alternativeBody
      return (enclosed + (isText ? [String(decoding: attachment.bytes, as: UTF8.self)] : []))
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Made by a machine, but not as an answer to anything: a web form that mails its reports, for instance.
  fileprivate var mayBeReportOfAMachine: Bool {
    guard case .automatic(let evidence) = kind, inReplyTo.isEmpty, references.isEmpty else {
      return false
    }
    return evidence.hasPrefix("Auto-Submitted: auto-generated") || evidence == "X-Autogenerated"
  }
}
