import Identity
package import Procedure
import Storage
import Vault

/// How long a reporter's session lasts without the words being typed again: two hours, in seconds.
private let reporterSessionSeconds: Int64 = 2 * 60 * 60

/// Somebody who has the words of a channel, for one request: who reported, or any other party of a case. They see their
/// own channel and nothing of the case.
package final class Reporter: Sendable {
  let organization: Organization
  let party: PartyKeys
  let channel: VaultID
  let caseVault: VaultID
  let sessionID: Bytes

  init(
    organization: Organization, party: PartyKeys, channel: VaultID, caseVault: VaultID,
    sessionID: Bytes
  ) {
    self.organization = organization
    self.party = party
    self.channel = channel
    self.caseVault = caseVault
    self.sessionID = sessionID
  }
}

extension Organization {
  /// Opens the channel behind the words of a receipt (row G5).
  ///
  /// - Returns: a token for the browser or client; nothing else is kept.
  /// - Throws: `CaseworkError.receipt` that says what is wrong with the words.
  package func openChannel(receipt typed: String) async throws -> String {
    let words = try readWords(typed)
    let receipt = try words.receipt(id)
    let lookupID = try keys.receiptID(receipt)
    let row = try await database.read { [id] transaction in
      try transaction.receipt(id, lookupID: lookupID)
    }
    guard let row else { throw CaseworkError.receipt(.opensNothing) }
    let seed = try receipt.principalSeed(salt: row.salt)
    let publicKeys = try seed.publicKeys(id, principal: row.principal)
    guard publicKeys.box == row.boxKey, publicKeys.sign == row.signKey else {
      environment.log(LogLine(.alarm, "A receipt row holds other keys than its words give."))
      throw CaseworkError.receipt(.opensNothing)
    }
    let token = try SessionToken.random()
    let now = environment.now()
    let session = try keys.makeSession(
      token, seed: seed, of: row.principal, keyID: publicKeys.keyID,
      createdSeconds: UInt64(clamping: now.secondsSince1970),
      expiresSeconds: UInt64(clamping: now.secondsSince1970 + reporterSessionSeconds))
    try await database.write { [id] transaction in
      try transaction.insertSession(
        id,
        SessionRecord(
          id: session.rowID, principal: session.principal,
          createdSeconds: Int64(clamping: session.createdSeconds),
          expiresSeconds: Int64(clamping: session.expiresSeconds), blob: session.sealed))
    }
    return token.revealedText()
  }

  func readWords(_ typed: String) throws -> ReceiptWords {
    do throws(ReceiptProblem) {
      return try ReceiptWords(typed: typed, from: receiptWords)
    } catch {
      let given = typed.split(whereSeparator: { !$0.isLetter }).count
      switch error {
      case .unknownWord(let number, _):
        throw CaseworkError.receipt(.unknownWords(places: [number]))
      case .tooFewWords, .tooManyWords:
        throw CaseworkError.receipt(
          .wrongCount(given: given, expected: policy.receipt.words))
      case .vault(let fault): throw fault
      }
    }
  }

  /// Whoever opened a channel, by the token they got.
  ///
  /// - Throws: `CaseworkError.signedOut`.
  package func reporter(token: String) async throws -> Reporter {
    let token = try heldToken(token)
    let rowID = try token.token.rowID()
    let now = environment.now()
    let (session, grant, channel) = try await database.read { [self] transaction in
      // A party has one grant: for the channel of theirs.
      guard let session = try transaction.session(id, id: rowID),
        let grant = try transaction.grants(id, principal: session.principal).last,
        let channel = try verifiedVault(
          grant.vault, people(in: transaction).directory, in: transaction)
      else { throw CaseworkError.signedOut }
      return (session, grant, channel)
    }
    guard let keys = channel.register.party(session.principal, grant.keyID),
      let caseVault = channel.register.epoch(channel.register.newest)?.parent
    else { throw CaseworkError.signedOut }
    let seed = try openSession(session, keyID: keys.keyID, token, at: now)
    return Reporter(
      organization: self, party: PartyKeys(try seed.take(keys, id)), channel: grant.vault,
      caseVault: caseVault, sessionID: rowID)
  }

  private func openSession(
    _ session: SessionRecord, keyID: KeyID, _ token: HeldToken, at now: Moment
  ) throws -> HeldSeed {
    do throws(VaultError) {
      return HeldSeed(
        try keys.openSession(
          SessionRow(
            rowID: session.id, principal: session.principal, keyID: keyID,
            createdSeconds: UInt64(clamping: session.createdSeconds),
            expiresSeconds: UInt64(clamping: session.expiresSeconds), sealed: session.blob),
          token.token, nowSeconds: UInt64(clamping: now.secondsSince1970)))
    } catch {
      throw CaseworkError.signedOut
    }
  }

  private func heldToken(_ text: String) throws -> HeldToken {
    do throws(VaultError) {
      return HeldToken(try SessionToken(text: text))
    } catch {
      throw CaseworkError.signedOut
    }
  }

  fileprivate func sealedChannel(
    _ channel: VaultID, for reader: PrincipalID
  ) async throws -> SealedVault {
    try await database.read { [self] transaction in
      let found = try sealedVault(
        channel, for: reader, people(in: transaction).directory, in: transaction)
      guard let found else { throw CaseworkError.signedOut }
      return found
    }
  }
}

/// A session token, in a box that can be handed around.
private final class HeldToken: Sendable {
  let token: SessionToken

  init(_ token: consuming SessionToken) { self.token = token }
}

/// A seed on its way from the session to its keys.
private final class HeldSeed: Sendable {
  private let seed: PrincipalSeed

  init(_ seed: consuming PrincipalSeed) { self.seed = seed }

  func take(_ keys: PublicKeys, _ organization: OrganizationID) throws -> PrincipalKeys {
    try seed.copy().keys(keys, organization)
  }
}

extension Reporter {
  func open() async throws -> OpenedVault {
    let opened = try organization.open(
      try await organization.sealedChannel(channel, for: party.keys.principal), with: party.keys)
    // Words that were replaced by others read nothing any more.
    guard !opened.epochs.isEmpty else { throw CaseworkError.signedOut }
    return opened
  }

  private func conversation(_ index: CaseIndex) async throws -> PartyConversation {
    let opened = try await open()
    guard !opened.hasHandedWords else { throw CaseworkError.newWordsFirst }
    return PartyConversation(
      opened, isFirstReporter: index.isFirstReporters(channel), now: organization.environment.now(),
      organization.policy)
  }

  /// What stands behind their words: where their report stands and their conversation (row G5), or for any other party
  /// their conversation alone.
  ///
  /// - Parameter page: of the conversation; 1 is the newest.
  package func followUp(page: Int = 1) async throws -> FollowUpView {
    let index = try await organization.index(of: caseVault)
    let conversation = try await conversation(index)
    let stretch = conversation.stretch(page: page)
    let messages = conversation.views(stretch)
    let policy = organization.policy
    guard conversation.isFirstReporter else {
      #if REDRESS_PLANTED_FAULTS
        let appeal =
          PlantedFault.leakToParty.isPlanted ? .until(index.lastActivity) : conversation.appeal
      #else
        let appeal = conversation.appeal
      #endif
      return .party(
        PartyView(
          messages: messages, stretch: stretch, offers: conversation.offers,
          appeal: appeal, policy: policy, mailChoice: conversation.mailChoice))
    }
    return .reporter(
      ReporterView(
        standing: index.standingForReporter, messages: messages, stretch: stretch,
        offers: conversation.offers, appeal: conversation.appeal,
        deadlines: index.deadlines.filter { policy.receipt.promises.contains($0.id) },
        policy: policy, received: index.received, mailChoice: conversation.mailChoice))
  }

  /// The report's standing and the conversation of who reported first.
  ///
  /// - Throws: `CaseworkError.absent` for every other party.
  package func view() async throws -> ReporterView {
    guard case .reporter(let view) = try await followUp() else { throw CaseworkError.absent }
    return view
  }

  /// Writes to the handlers (rows G5, B14), with one of the answers that the page offers or without.
  ///
  /// - Throws: `CaseworkError.faults` with what was typed untouched.
  package func answer(
    text typed: String, files: [StagedFile], formToken: String, choosing chosen: ChosenAnswer? = nil
  ) async throws {
    var reading = FieldReading()
    let text = reading.text(typed, "text", scalarsMax: IntakeLimits.accountScalarsMax)
    if text.isEmpty, files.isEmpty, chosen == nil {
      reading.fault("text", "Please write something, or attach a file.")
    }
    guard reading.faults.isEmpty else { throw CaseworkError.faults(reading.faults) }
    let form = try SubmissionWay.form(token: formToken).form(organization.id)
    guard try await !open().hasHandedWords else { throw CaseworkError.newWordsFirst }
    let claimed = try organization.claim(files, form: form)
    let resubmissionID = try form.token.resubmissionID(
      body: Bytes(
        ([party.keys.principal.hexadecimal, text] + claimed.map(\.reference.hash)
          + (chosen.map { [$0.text] } ?? []))
          .joined(separator: "\n").utf8), organization.id)
    let expires =
      organization.environment.now().secondsSince1970 + Int64(IntakeLimits.resubmissionSeconds)
    if try await wasSent(resubmissionID) { return }
    let message = ChannelMessage(
      side: .party, way: .page, text: text, answer: try await meant(by: chosen))
    do {
      try await organization.arrive(
        ArrivingMessage(message: message, files: claimed), in: channel, of: caseVault,
        signer: .party(party)
      ) { [organization] transaction in
        try transaction.insertResubmission(
          organization.id,
          ResubmissionRecord(id: resubmissionID, blob: [0], expiresSeconds: expires))
      }
    } catch StorageError.alreadyExists {
      // The same form was sent twice, and the words are there already; or a file was sent with other words before.
      guard try await wasSent(resubmissionID) else { throw CaseworkError.faults([.usedFile]) }
    }
  }

  private func wasSent(_ resubmissionID: Bytes) async throws -> Bool {
    try await organization.database.read { [organization] transaction in
      try transaction.resubmission(organization.id, id: resubmissionID) != nil
    }
  }

  private func meant(by chosen: ChosenAnswer?) async throws -> ArrivingAnswer? {
    guard let chosen else { return nil }
    let index = try await organization.index(of: caseVault)
    guard let meant = try await conversation(index).meant(by: chosen) else {
      throw CaseworkError.faults([
        FieldFault(
          field: "answer",
          sentence:
            "Please choose one of the answers on the page; this one was given already, or is not asked for."
        )
      ])
    }
    return meant
  }

  /// A file of their own channel.
  package func file(_ file: FileID) async throws -> FileContent {
    let opened = try await open()
    guard !opened.hasHandedWords else { throw CaseworkError.newWordsFirst }
    guard let found = opened.file(file) else { throw CaseworkError.absent }
    return try FileContent(found.record, notice: found.notice, in: organization)
  }

  /// Ends the session; the words open it again.
  package func signOut() async throws {
    try await organization.database.write { [organization, sessionID] transaction in
      try transaction.deleteSession(organization.id, id: sessionID)
    }
  }
}

extension CaseIndex {
  /// Where the report stands, as far as its reporter may know.
  var standingForReporter: ReporterView.Standing {
    if phase == .filed, let closed { return .closed(closed) }
    if let acknowledged { return .acknowledged(acknowledged) }
    return .received
  }
}

extension Report {
  /// The report as the first message of its channel.
  func view(at moment: Moment) -> ChannelMessageView {
    let parts: [(String, String)] = [
      ("", account), ("Who was involved", involved), ("Witnesses", witnesses), ("When", when),
      ("Where", place), ("Links", links.joined(separator: "\n")), ("Context", context),
      ("Anything else", other),
    ]
    let text = parts.filter { !$0.1.isEmpty }
      .map { $0.0.isEmpty ? $0.1 : "\($0.0): \($0.1)" }.joined(separator: "\n\n")
    let way: ChannelMessageView.Way =
      switch source {
      case .form: .page
      case .api: .api
      case .mail: .mail
      case .inPerson: .inPerson
      }
    return ChannelMessageView(
      side: .party, way: way, at: moment, text: text, quoted: "",
      files: files.map(FileView.init))
  }
}
