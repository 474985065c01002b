import Identity
package import Mail
import Procedure
import Storage
import Vault

/// A mail that `redress doctor` sends to the conduct address, to see where that address leads (rows H4, C3): it should
/// come back here, and reach nobody else.
///
/// Its text asks whoever reads it to answer, and its answers come to an address of their own. What is remembered are
/// four times, no addresses.
struct Canary {
  /// The random part of the address that answers to any canary come to.
  let token: String
  /// Names the newest canary; nobody can guess it.
  let messageID: String

  /// Bytes of the name of one canary.
  private static let nameByteCount = 16

  init(_ keys: ServerKeys, sentSeconds: Int64, conductAddress: String) throws {
    token = ReplyAddress.token(
      Bytes(
        try keys.limitID(purpose: "canary-address", subject: "")
          .prefix(ReplyAddress.tokenByteCount)))
    let name = try keys.limitID(purpose: "canary", subject: String(sentSeconds))
    let domain = conductAddress.split(separator: "@").last.map(String.init) ?? "localhost"
    messageID = Bytes(name.prefix(Self.nameByteCount)).hexadecimal + "@" + domain
  }
}

/// What is known of the newest canary.
package struct CanaryState: Sendable, Hashable {
  /// When it was sent, in seconds since 1970; nil where none ever was.
  package var sentSeconds: Int64?
  /// It has come back.
  package var isBack = false
  /// It came back through a mailing list, whose members have it as well.
  package var cameByList = false
  /// When somebody, or a machine, last answered a canary.
  package var answeredSeconds: Int64?
}

extension Organization {
  /// Sends a canary to the conduct address now.
  ///
  /// - Returns: what the mail server said.
  package func sendCanary(through transport: any MailTransport) async throws -> DeliveryResult {
    let now = environment.now()
    let address = policy.community.conductAddress
    let canary = try Canary(keys, sentSeconds: now.secondsSince1970, conductAddress: address)
    let answers = ReplyAddress.address(conductAddress: address, token: canary.token)
    let mail = OutgoingMail(
      from: MailAddress(address: address), to: [MailAddress(address: address)],
      replyTo: MailAddress(address: answers), subject: CanaryWords.subject,
      text: CanaryWords.text(address), dateSeconds: now.secondsSince1970,
      messageID: canary.messageID)
    // Noted first: it may be back before the mail server has said that it took it.
    try await database.write { [id] transaction in
      try transaction.finishJob(
        id, name: JobName.canarySent.rawValue, dueSeconds: now.secondsSince1970)
    }
    return await transport.send(try MailWriter.write(mail), from: answers, to: address)
  }

  /// What is known of the newest canary.
  package func canaryState() async throws -> CanaryState {
    let times = try await database.read { [id] in try $0.jobDueSeconds(id) }
    var state = CanaryState(
      sentSeconds: times[JobName.canarySent.rawValue],
      answeredSeconds: times[JobName.canaryAnswered.rawValue])
    // What is noted is the time at which the one that came was sent.
    state.isBack =
      state.sentSeconds != nil && times[JobName.canaryBack.rawValue] == state.sentSeconds
    state.cameByList =
      state.sentSeconds != nil && times[JobName.canaryByList.rawValue] == state.sentSeconds
    return state
  }

  /// Notes a canary that has come back, or an answer to one; false for every other mail.
  func noteCanary(_ arrived: ArrivedMail) async throws -> Bool {
    let sent = try await database.read { [id] transaction in
      try transaction.jobDueSeconds(id)[JobName.canarySent.rawValue]
    }
    guard let sent else { return false }
    let address = policy.community.conductAddress
    let canary = try Canary(keys, sentSeconds: sent, conductAddress: address)
    var names: [JobName] = []
    var seconds = sent
    if arrived.mail.messageID == canary.messageID {
      names = [.canaryBack]
      if case .bulk(let evidence) = arrived.mail.kind, evidence.hasPrefix("List-") {
        names.append(.canaryByList)
      }
    } else if ReplyAddress.tokens(in: arrived.mail.recipients, conductAddress: address)
      .contains(canary.token)
    {
      names = [.canaryAnswered]
      seconds = environment.now().secondsSince1970
    }
    guard !names.isEmpty else { return false }
    try await database.write { [id, names, seconds] transaction in
      for name in names {
        try transaction.finishJob(id, name: name.rawValue, dueSeconds: seconds)
      }
    }
    return true
  }

  /// Where the conduct address leads, as far as canaries have shown it.
  package func canaryFinding() async throws -> Finding {
    let state = try await canaryState()
    let address = policy.community.conductAddress
    let now = environment.now().secondsSince1970
    if let answered = state.answeredSeconds,
      now - answered < KeepingLimits.canaryAnswerSecondsKept
    {
      return Finding(
        "canary", .fault,
        "Somebody other than Redress got a mail to \(address), and answered it \((now - answered) / 3_600) hours ago. Whoever a report is about may read it there: let that address lead into Redress alone. This is shown until no canary was answered for seven days."
      )
    }
    guard let sent = state.sentSeconds else {
      return Finding(
        "canary", .warning,
        "No canary was ever sent to \(address), so nobody knows where it leads. Give --smtp.")
    }
    if state.cameByList {
      return Finding(
        "canary", .fault,
        "The canary to \(address) came back through a mailing list: its members read every report. Let that address lead into Redress alone."
      )
    }
    return state.isBack
      ? Finding(
        "canary", .good,
        "A mail to \(address) arrives here, and nobody else has answered it.")
      : Finding(
        "canary", .fault,
        "A mail to \(address) did not arrive here within \(now - sent) seconds. Look at the mail server, and at how its mail is to come in (--lmtp, --mailbox or 'redress ingest')."
      )
  }
}

/// What a canary says to whoever reads it.
private enum CanaryWords {
  static let subject = "If you can read this, please answer"
  static func text(_ address: String) -> String {
    """
    This mail was sent by a program to find out who reads \(address).

    That address should lead into the program alone, so that nobody can read a report about themselves. If you are a person and this mail is in your mailbox, the address reaches you directly. Please answer this mail with any word, and tell whoever looks after the mail server.

    No report is in danger because of this mail, and it holds nothing confidential.
    """
  }
}
