import Foundation
import Identity
import Mail
package import Procedure
import Storage
import Vault

/// How a report came to the public intake.
package enum SubmissionWay: Sendable, Hashable {
  /// The form; the token makes the same post show the same receipt.
  case form(token: String)
  /// The API; the token as for the form, see `formToken(idempotencyKey:)`.
  case api(token: String)
  /// A member, for somebody who told them; the token as for the form.
  case inPerson(Report.InPerson, token: String)
}

extension Organization {
  /// What anybody may know.
  package func publicView() async throws -> PublicView {
    let membership = try await membership()
    return PublicView(
      policy: policy,
      members: membership.readers(in: .member).map(\.publicMember),
      boardMembers: membership.readers(in: .board).map(\.publicMember))
  }

  /// A token for a form: without a cookie it lets the same post show the same receipt.
  package func newFormToken() throws -> String { try FormToken.random().revealedText() }

  /// A token for what a program sends: from its own key against repetition, if it gave one.
  ///
  /// - Throws: `CaseworkError.faults` for a key that is shorter than 128 bits can be written.
  package func formToken(idempotencyKey key: String?) throws -> String {
    guard let key else { return try newFormToken() }
    do throws(VaultError) {
      return try FormToken(idempotencyKey: key, id).revealedText()
    } catch {
      guard case .malformed = error else { throw error }
      throw CaseworkError.faults([
        FieldFault(
          field: "Idempotency-Key",
          sentence: "The key is shorter than 22 characters, so that others could draw the same.")
      ])
    }
  }

  /// Takes in a report. When this returns, it is on disk (rows G1–G5).
  ///
  /// - Throws: `CaseworkError.faults` with everything that is wrong, or `.busy`.
  package func submit(_ draft: ReportDraft, way: SubmissionWay) async throws -> ReceiptView {
    try await take(draft, way: way).receipt
  }

  /// As `submit`, and tells which case it became: for a member who entered it.
  func take(
    _ draft: ReportDraft, way: SubmissionWay
  ) async throws -> (receipt: ReceiptView, caseID: VaultID?) {
    let form = try way.form(id)
    let files = try claim(draft.files, form: form)
    let policy = self.policy
    let report: Report
    do throws(DraftFaults) {
      report = try draft.report(
        source: way.source, policy: policy, files: files.map(\.reference))
    } catch {
      throw CaseworkError.faults(error.faults)
    }
    let body = try Self.stableBytes(of: report)
    let resubmissionID = try form.token.resubmissionID(body: body, id)
    if let repeated = try await repeatedReceipt(resubmissionID, form: form, report: report) {
      return (repeated, nil)
    }
    let words = try ReceiptWords.random(from: receiptWords, count: policy.receipt.words)
    let shown = words.wordsToShowOnce()
    let resubmission = ResubmissionRecord(
      id: resubmissionID, blob: try keys.sealResubmission(words, form.token, rowID: resubmissionID),
      expiresSeconds: environment.now().secondsSince1970
        + Int64(IntakeLimits.resubmissionSeconds))
    for _ in 1...Self.attemptsMax {
      let sealing = try await seal(report, words: words, files: files)
      #if REDRESS_PLANTED_FAULTS
        if PlantedFault.leakToLog.isPlanted {
          environment.log(LogLine(.note, "A report of \(report.account.utf8.count) bytes came."))
        }
        if PlantedFault.lostReport.isPlanted {
          return (receiptView(shown, of: report, received: sealing.outcome.index.received), nil)
        }
      #endif
      do {
        try await database.write { [self] transaction in
          try transaction.insertResubmission(id, resubmission)
          try store(sealing, in: transaction)
        }
      } catch StorageError.conflict {
        // Somebody joined or left meanwhile: it is sealed again, to those who are members now.
        continue
      } catch StorageError.alreadyExists {
        // The same post came twice at the same moment, and the other one was stored; or a file of this form belongs
        // to an earlier report.
        if let repeated = try await repeatedReceipt(resubmissionID, form: form, report: report) {
          return (repeated, nil)
        }
        throw CaseworkError.faults([.usedFile])
      }
      return (
        receiptView(shown, of: report, received: sealing.outcome.index.received),
        sealing.outcome.caseID
      )
    }
    throw CaseworkError.busy(retryAfterSeconds: 5)
  }

  /// A report that is sealed and ready to be stored.
  struct SealedReport: Sendable {
    var outcome: CaseFounding.Outcome
    var receipt: ReceiptRecord?
    var replyToken: ReplyTokenRecord
    var files: [ClaimedFile]
    var index: CaseIndexRecord
    var mails: [OutgoingRecord]
    /// The directory that it was sealed under.
    var directoryHead: Bytes
  }

  /// Seals a report of the form or the API.
  private func seal(
    _ report: Report, words: borrowing ReceiptWords, files: [ClaimedFile]
  ) async throws -> SealedReport {
    let receipt = try words.receipt(id)
    let salt = try VaultRandom.bytes(count: 16)
    let principal = try PrincipalID.random()
    let publicKeys = try receipt.principalSeed(salt: salt).publicKeys(id, principal: principal)
    let lookupID = try keys.receiptID(receipt)
    let membership = try await preparedMembership()
    var sealed = try seal(
      report, reporter: CaseFounding.Reporter(principal: principal, keys: publicKeys),
      membership: membership, files: files, author: .form, replyTo: report.contact.email,
      mail: nil)
    sealed.receipt = ReceiptRecord(
      lookupID: lookupID, salt: salt, boxKey: publicKeys.box, signKey: publicKeys.sign,
      principal: principal, channel: sealed.outcome.channel)
    return sealed
  }

  /// The members of now, with the index brought up to date, so that a new code name is nobody's yet.
  func preparedMembership() async throws -> Membership {
    try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      // Read here as well, so that who is on call is known while it is sealed.
      _ = try rota(in: transaction)
      return try people(in: transaction).membership
    }
  }

  /// Seals a report, however it came.
  func seal(
    _ report: Report, reporter: CaseFounding.Reporter?, membership: Membership,
    files: [ClaimedFile], author: Author, replyTo: String, mail: IncomingWords?,
    alsoNamed: [MemberID: [String]] = [:]
  ) throws -> SealedReport {
    let now = environment.now()
    let current = policies.current
    let token = try VaultRandom.bytes(count: ReplyAddress.tokenByteCount)
    let founding = CaseFounding(
      keys: keys, membership: membership, policy: current.policy, policyAddress: current.address,
      seen: seen, now: now)
    var receiptMail =
      !replyTo.isEmpty && (mail?.isAnswerable ?? true)
      ? try receiptMail(
        report, to: replyTo, token: ReplyAddress.token(token), inReplyTo: mail?.message.messageID)
      : nil
    let outcome = try founding.found(
      report, reporter: reporter,
      circumstances: CaseFounding.Circumstances(
        codeName: try newCodeName(), replyToken: ReplyAddress.token(token), replyTo: replyTo,
        mailsText: mail != nil, files: files, alsoNamed: alsoNamed, author: author,
        mail: mail?.message,
        automaticReceipt: receiptMail.map { waiting in
          ChannelMessage(
            side: .automatic, way: .mail, text: waiting.mail.text, subject: waiting.mail.subject,
            messageID: waiting.mail.messageID, mailed: waiting.written, kind: .automaticReceipt)
        }))
    receiptMail?.origin = WaitingMail.Origin(channel: outcome.channel)
    var mails: [OutgoingRecord] = []
    if let receiptMail { mails.append(try Outbox(keys: keys, now: now).row(receiptMail)) }
    mails += try noticesOfNewReport(outcome, membership)
    let caseChain = outcome.chains[0]
    return SealedReport(
      outcome: outcome, receipt: nil,
      replyToken: ReplyTokenRecord(
        tokenID: try keys.replyTokenID(Bytes(ReplyAddress.token(token).utf8)),
        channel: outcome.channel,
        senderID: replyTo.isEmpty
          ? nil
          : try keys.senderID(
            replyTo.lowercased(), replyToken: Bytes(ReplyAddress.token(token).utf8)),
        tag: try keys.replyTokenTag(
          Bytes(ReplyAddress.token(token).utf8), channel: outcome.channel)),
      files: files,
      index: try indexRecord(
        outcome.index, of: outcome.caseID, sequence: caseChain.nextSequence - 1), mails: mails,
      directoryHead: membership.directoryHead)
  }

  /// Writes a sealed report. Everything or nothing.
  ///
  /// - Throws: `StorageError.conflict` when somebody joined or left since it was sealed.
  func store(_ sealed: SealedReport, in transaction: WriteTransaction) throws {
    let directoryHead = try transaction.head(id, directoryVault)
    guard directoryHead?.link == sealed.directoryHead else {
      throw StorageError.conflict(Conflict(vault: directoryVault, head: directoryHead))
    }
    for chain in sealed.outcome.chains { try chain.write(in: transaction) }
    if let receipt = sealed.receipt { try transaction.insertReceipt(id, receipt) }
    try transaction.insertReplyToken(id, sealed.replyToken)
    for file in sealed.files {
      try transaction.insertFile(
        id,
        FileRecord(
          blob: file.blob, vault: sealed.outcome.channel,
          ciphertextHash: file.notice.ciphertextHash.bytes, storedBytes: file.storedBytes))
    }
    try transaction.putCaseIndex(id, sealed.index)
    for mail in sealed.mails { try transaction.insertOutgoing(id, mail) }
  }

  /// A code name that no case has.
  func newCodeName() throws -> String {
    try codeNames.draw(unless: index.isTaken(codeName:)) {
      try VaultRandom.number(below: $0)
    }
  }

  private func receiptMail(
    _ report: Report, to address: String, token: String, inReplyTo: String?
  ) throws -> WaitingMail {
    try notices.automatic(
      .receiptMail, to: MailAddress(name: report.contact.name, address: address),
      values: [.reporterName: report.contact.name, .link: baseAddress + "/follow-up"],
      replyTo: ReplyAddress.address(
        conductAddress: policy.community.conductAddress, token: token),
      inReplyTo: inReplyTo, isAnswer: true)
  }

  private func noticesOfNewReport(
    _ outcome: CaseFounding.Outcome, _ membership: Membership
  ) throws -> [OutgoingRecord] {
    switch outcome.candidates {
    case .members:
      let called = calledAtOnce(for: outcome.index, among: outcome.asked, rotaCache.current)
      return try noticeRows(
        .noticeOnCallReport, to: outcome.asked.filter(called.contains), membership,
        codeName: outcome.index.codeName, vault: outcome.caseID)
        + noticeRows(
          .noticeNewReport, to: outcome.asked.filter { !called.contains($0) }, membership,
          codeName: outcome.index.codeName, vault: outcome.caseID)
    case .board:
      return try noticeRows(
        .noticeBoard, to: outcome.asked, membership, codeName: outcome.index.codeName,
        vault: outcome.caseID)
    case .recovery:
      return try recoveryAlarms(membership)
    }
  }

  /// One content-free notice for each member, each at a random moment of the next two minutes.
  func noticeRows(
    _ kind: TemplateKind, to principals: [PrincipalID], _ membership: Membership,
    codeName: String, vault: VaultID, more: [Placeholder: String] = [:]
  ) throws -> [OutgoingRecord] {
    let outbox = Outbox(keys: keys, now: environment.now())
    return try principals.compactMap { membership.member($0) }
      .filter { !$0.profile.email.isEmpty }
      .map { member in
        try outbox.row(
          notices.notice(
            kind, to: member.profile.email, memberName: member.profile.name, codeName: codeName,
            path: "/cases/\(vault.hexadecimal)", more: more),
          delaySeconds: Int64(
            try VaultRandom.number(below: OutboxLimits.noticeDelaySecondsMax)))
      }
  }

  /// Nobody could be asked: an alarm without content to every confirmed member and board member.
  private func recoveryAlarms(_ membership: Membership) throws -> [OutgoingRecord] {
    let outbox = Outbox(keys: keys, now: environment.now())
    return try membership.members.filter { !$0.profile.email.isEmpty }.map { member in
      try outbox.row(
        notices.notice(
          .recoveryAlarm, to: member.profile.email, memberName: member.profile.name, codeName: "",
          path: "/recovery"),
        delaySeconds: Int64(try VaultRandom.number(below: OutboxLimits.noticeDelaySecondsMax)))
    }
  }

  private func repeatedReceipt(
    _ resubmissionID: Bytes, form: SubmittedForm, report: Report
  ) async throws -> ReceiptView? {
    let found = try await database.read { [id] transaction in
      try transaction.resubmission(id, id: resubmissionID)
    }
    guard let found else { return nil }
    let words = try keys.openResubmission(
      found.blob, form.token, rowID: resubmissionID, from: receiptWords)
    let received = Moment(
      secondsSince1970: found.expiresSeconds - Int64(IntakeLimits.resubmissionSeconds))
    return receiptView(words.wordsToShowOnce(), of: report, received: received)
  }

  private func receiptView(
    _ words: [String], of report: Report, received: Moment
  ) -> ReceiptView {
    let folded = Case(
      folding: [
        RecordedEvent(sequence: 0, at: received, by: .form, event: .reportReceived(report))
      ], under: policy)
    return ReceiptView(
      words: words, received: received,
      deadlines: folded.deadlines(under: policy).filter {
        policy.receipt.promises.contains($0.id)
      }, mailed: !report.contact.email.isEmpty, policy: policy)
  }

  /// The same report gives the same bytes, also on another day.
  private static func stableBytes(of report: Report) throws -> Bytes {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var report = report
    // A file that was sent again lies elsewhere and is the same file all the same.
    for index in report.files.indices { report.files[index].id = FileID(report.files[index].hash) }
    return Bytes(try encoder.encode(report))
  }
}

/// What a mail brings beside the report it is.
struct IncomingWords: Sendable {
  var message: ChannelMessage
  /// An automatic answer may be sent.
  var isAnswerable: Bool
}

/// The token of a form, in a box that can be handed around.
final class SubmittedForm: Sendable {
  let token: FormToken

  init(_ token: consuming FormToken) { self.token = token }
}

extension SubmissionWay {
  var source: Report.Source {
    switch self {
    case .form: .form
    case .api: .api
    case .inPerson(let told, _): .inPerson(told)
    }
  }

  /// - Throws: `CaseworkError.faults` for a token that no form of ours had.
  func form(_ organization: OrganizationID) throws -> SubmittedForm {
    do {
      switch self {
      case .form(let token), .inPerson(_, let token), .api(let token):
        return SubmittedForm(try FormToken(text: token))
      }
    } catch {
      throw CaseworkError.faults([
        FieldFault(
          field: "form",
          sentence:
            "This form has lost its token, or it was changed. Load the page again; what you typed stays."
        )
      ])
    }
  }
}
