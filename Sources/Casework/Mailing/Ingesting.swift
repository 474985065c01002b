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
  /// An out-of-office note or another automatic answer: noted in the channel whose address it came to.
  case automatic
  /// A canary of `redress doctor`, or what somebody answered to one.
  case canary
}

/// A mail that was read, with what it was read from.
struct ArrivedMail: Sendable {
  let mail: IncomingMail
  /// Byte for byte as it came.
  let bytes: [UInt8]
  /// Names it among all that came before.
  let seenID: Bytes
}

extension Organization {
  /// Takes in one mail as it came by pipe, by LMTP or from the mailbox. When this returns, it is on disk (rows G1, H2).
  ///
  /// A mail that cannot be read as one is kept whole, as a file of a report that says so.
  /// - Throws: `StorageError` or `CaseworkError.busy` when it could not be stored; the sender's server keeps it then.
  package func ingest(_ message: [UInt8]) async throws -> IngestOutcome {
    var mail: IncomingMail
    do throws(MailParsingError) {
      mail = try await mailParser.parse(message)
    } catch {
      // A parser that does not start is no fault of the mail: its sender's server keeps it.
      if case .childNotStarted = error { throw CaseworkError.busy(retryAfterSeconds: 60) }
      environment.log(LogLine(.warning, "A mail was kept unread: \(error)"))
      return try await ingestUnreadable(message)
    }
    let seenID = try keys.mailSeenID(
      messageID: mail.messageID ?? "", body: MailFingerprint.material(of: mail))
    if try await database.read({ [id] in try $0.mailWasSeen(id, id: seenID) }) {
      return .repeated
    }
    // Whoever sent it can write such a line as well; only those of the community's own server are kept.
    mail.authenticationResults = AuthenticationResults.trusted(
      mail.authenticationResults, authority: mailAuthority)
    let arrived = ArrivedMail(mail: mail, bytes: message, seenID: seenID)
    if try await noteCanary(arrived) { return .canary }
    return try await onceOnly(seenID) { [mail] in
      switch mail.kind {
      case .bounce(let bounce): return try await note(bounce, of: arrived)
      case .automatic where !mail.mayBeReportOfAMachine: return try await noteAutomatic(arrived)
      case .automatic, .ordinary, .bulk: return try await place(arrived)
      }
    }
  }

  /// Two processes may take in the same mail at the same moment: whoever stores it second stores nothing. Any other
  /// row that is there already is no reason to think so.
  func onceOnly(
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

  /// The same mail is one report: whoever stores it second stores nothing.
  func remember(_ seenID: Bytes, _ transaction: WriteTransaction) throws {
    let seconds = environment.now().secondsSince1970
    guard try transaction.insertMailSeen(id, id: seenID, seconds: seconds) else {
      throw StorageError.alreadyExists("mail_seen")
    }
  }

  // MARK: By its token alone

  /// A channel that a token leads to, and whether the sender is the one it knows.
  struct Destination: Sendable {
    let channel: VaultID
    let caseVault: VaultID
    let isKnownSender: Bool
  }

  /// Into the channel whose reply address it was sent to, when the sender is the one that channel knows and nothing
  /// says otherwise; a mail to no reply address is a report. What fits nowhere is put aside, never guessed.
  func place(_ arrived: ArrivedMail) async throws -> IngestOutcome {
    let mail = arrived.mail
    let destinations = try await destinations(of: mail)
    guard let destination = destinations.first else { return try await takeInReport(arrived) }
    if let because = reasonToPutAside(mail, destinations) {
      return try await putAside(arrived, into: destination, of: destinations, because: because)
    }
    let files = try stage(mail)
    let original = try stageOriginal(arrived.bytes)
    let answer = try await automaticAnswer(to: mail)
    try await arrive(
      ArrivingMessage(message: channelMessage(mail), files: files, original: original),
      in: destination.channel, of: destination.caseVault, signer: .mail
    ) { [self] transaction in
      try remember(arrived.seenID, transaction)
      if let answer { try transaction.insertOutgoing(id, answer) }
    }
    return .placed
  }

  private func reasonToPutAside(
    _ mail: IncomingMail, _ destinations: [Destination]
  ) -> AsideBecause? {
    if destinations.count > 1 { return .severalChannels }
    if !destinations.allSatisfy(\.isKnownSender) { return .senderNotKnown }
    return AuthenticationResults.sayForged(mail.authenticationResults) ? .possiblyForged : nil
  }

  func destinations(of mail: IncomingMail) async throws -> [Destination] {
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

  func channelMessage(_ mail: IncomingMail) -> ChannelMessage {
    ChannelMessage(
      side: .party, way: .mail, text: mail.newText, quoted: mail.quotedText,
      subject: mail.subject, messageID: mail.messageID,
      authenticationResults: mail.authenticationResults)
  }
}
