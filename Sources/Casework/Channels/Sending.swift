import Identity
import Mail
import Procedure
import Storage
import Vault

/// Everything that goes into a channel from the side of the group. A message of the group is written by
/// `send(_:as:)` alone, and that takes nothing but a letter that the rules let out.
extension CaseAct {
  private var notices: NoticeWriter { organization.notices }

  /// Where the next message of a channel will stand; nil where no way leads to anybody.
  func nextMessage(in channel: ChannelID?) -> MessageReference? {
    guard let vault = channel.flatMap({ VaultID(hexadecimal: $0.text) }),
      let chain = chains.channels[vault]?.chain,
      held.opened.channel(vault)?.reachesSomebody == true
    else { return nil }
    return MessageReference(
      channel: ChannelID(vault.hexadecimal), sequence: Int(chain.nextSequence))
  }

  /// The seed that a channel's entries are sealed under now.
  private func seed(of channel: VaultID) -> HeldEpoch? {
    chains.channels[channel]?.begun ?? held.channelVaults[channel]?.newest
  }

  /// The command with the place of the letter that it would send, and with what a letter has to announce at its top.
  /// A place that came from outside is thrown away.
  func withPlace(_ command: Command) -> Command {
    switch command {
    case .acknowledge(var letter):
      // Who wants no messages gets none; that the case is taken up stands on its record.
      letter.message =
        folded.reporterStoppedContact ? nil : nextMessage(in: folded.reporterChannel)
      return .acknowledge(letter)
    case .writeMessage(var message):
      message.message = nextMessage(in: message.channel)
      message.text = folded.announcing(message.text, in: message.channel)
      return .writeMessage(message)
    case .placeMail(var placing):
      placing.placedAs = nextMessage(in: placing.channel)
      return .placeMail(placing)
    case .introduceShepherd(var letter):
      letter.message = nextMessage(in: folded.reporterChannel)
      return .introduceShepherd(letter)
    case .askAboutRetaliation(var letter):
      letter.message = nextMessage(in: folded.reporterChannel)
      return .askAboutRetaliation(letter)
    case .announceDelay(var notice):
      notice.message = nextMessage(in: folded.reporterChannel)
      return .announceDelay(notice)
    case .consult(var consulting):
      let channel = index.channels.first { $0.party == consulting.party }
      consulting.message = nextMessage(in: channel?.id)
      consulting.text = folded.announcing(consulting.text, in: channel?.id)
      return .consult(consulting)
    case .askPermission(var asking):
      let channel = index.channels.first { $0.party == asking.party }
      asking.message = nextMessage(in: channel?.id)
      asking.text = folded.announcing(asking.text, in: channel?.id)
      return .askPermission(asking)
    case .writeDraft(var writing):
      writing.text = folded.announcing(writing.text, in: writing.channel)
      return .writeDraft(writing)
    case .changeDraft(var change):
      let draft = folded.drafts.first { $0.number == change.draft }
      change.text = folded.announcing(change.text, in: draft?.channel)
      return .changeDraft(change)
    case .sendEmergencyNotice(var notice):
      notice.message = nextMessage(in: notice.channel)
      return .sendEmergencyNotice(notice)
    case .sendDraft(var sending):
      let draft = folded.drafts.first { $0.number == sending.draft }
      sending.message = nextMessage(in: draft?.channel)
      return .sendDraft(sending)
    default: return command
    }
  }

  /// Sends what the rules have just let out, in the words of the command, or of the draft that was read.
  mutating func sendLetters(of command: Command) throws {
    for entry in recorded {
      guard case .messageSent(let sending) = entry.event else { continue }
      let channel = try opened(sending.message)
      let template = template(of: command, sending, to: channel)
      let text = try folded.announcing(
        written(in: command)
          ?? notices.template(template).filled(values(for: channel, message: "")).body,
        before: sending.message)
      try send(
        allowed(sending, text: text), as: template, about: subject(of: command),
        asking: sending.asks)
    }
  }

  /// What the handler wrote; nil where the words are the policy's.
  private func written(in command: Command) -> String? {
    switch command {
    case .acknowledge(let letter): letter.text
    case .introduceShepherd(let letter), .askAboutRetaliation(let letter): letter.text
    case .writeMessage(let message): message.text
    case .announceDelay(let notice): notice.text
    case .consult(let consulting): consulting.text
    case .askPermission(let asking): asking.text
    case .sendEmergencyNotice(let notice): notice.text
    // A draft goes out in the words that were read.
    default: ""
    }
  }

  /// The proposal that a party is asked about; nil for any other letter.
  private func subject(of command: Command) -> Int? {
    if case .consult(let consulting) = command { consulting.proposal } else { nil }
  }

  /// Gives the subject of the mail, and the words where nobody wrote any.
  private func template(
    of command: Command, _ sending: MessageSending, to channel: OpenedChannel
  ) -> TemplateKind {
    let isReporters = index.isFirstReporters(channel.channel.vault)
    switch sending.kind {
    case .acknowledgement:
      if case .acknowledge(let letter) = command { return letter.kind.template }
      return .messageByMail
    case .shepherdIntroduced: return .shepherdIntroduced
    case .delay: return .delay
    case .consultation: return .consultation
    case .retaliationQuestion: return .retaliationQuestion
    case .emergencyNotice: return .emergencyNotice
    case .hearing: return .hearingInvitation
    case .letter: return .fourPartLetter
    case .decision: return isReporters ? .decisionToReporter : .messageByMail
    case .closing: return isReporters ? .closingToReporter : .messageByMail
    case .automaticReceipt, .answer, .update, .information, .apology, .apologyAccepted,
      .permissionQuestion, .publicStatement:
      return .messageByMail
    }
  }

  private func allowed(_ sending: MessageSending, text: String) throws -> SendableLetter {
    do throws(Refusal) {
      return try folded.letter(for: sending, text: text, under: policy)
    } catch {
      throw CaseworkError.refused(error)
    }
  }

  /// Writes a letter into its channel, and a mail about it where an address is known. Nothing else writes to a party.
  ///
  /// - Parameters:
  ///   - template: gives the subject of a mail.
  ///   - proposal: what the party is asked about.
  ///   - request: what the party is asked to allow.
  mutating func send(
    _ letter: SendableLetter, as template: TemplateKind, about proposal: Int?,
    asking request: PermissionRequest?
  ) throws {
    let channel = try opened(letter.message)
    let vault = channel.channel.vault
    guard var chain = chains.channels[vault]?.chain, let seed = seed(of: vault),
      let beginning = channel.beginning, beginning.party == letter.party,
      Int(chain.nextSequence) == letter.message.sequence
    else { throw CaseworkError.notGenuine }
    let values = values(for: channel, message: letter.text)
    let subject = try notices.template(template).filled(values).subject
    let messageID = try notices.newMessageID()
    // The acknowledgement is a letter of its own; around others the policy says how to answer.
    let isWhole = letter.kind == .acknowledgement
    let mail = try mail(
      channel, beginning, subject: subject,
      text: isWhole ? letter.text : notices.template(.messageByMail).filled(values).body,
      messageID: messageID)
    let sequence = chain.nextSequence
    try chain.append(
      .channel(
        .message(
          ChannelMessage(
            side: .group, way: .page, member: member.memberID, text: letter.text,
            subject: subject, messageID: messageID, mailed: mail?.written, kind: letter.kind,
            proposal: proposal, measure: readmission(after: letter), asks: request))),
      signedBy: member.keys, as: member.author, under: seed.seed, nowSeconds: nowSeconds)
    chains.channels[vault]?.chain = chain
    index.noteAnswer(in: vault)
    guard var mail else { return }
    mail.origin = WaitingMail.Origin(channel: vault, sequence: sequence)
    mails.append(
      try Outbox(keys: organization.keys, now: organization.environment.now()).row(mail))
  }

  /// The measure that ends when the person who reads this asks for it; nil where none does.
  private func readmission(after letter: SendableLetter) -> Int? {
    guard [.decision, .letter, .closing].contains(letter.kind) else { return nil }
    return folded.measuresInForce.last {
      $0.measure.party == letter.party && $0.needsReadmission && $0.endedAt == nil
    }?.number
  }

  private func opened(_ message: MessageReference) throws -> OpenedChannel {
    guard let vault = VaultID(hexadecimal: message.channel.text),
      let channel = held.opened.channel(vault)
    else { throw CaseworkError.notGenuine }
    return channel
  }

  /// What the templates are filled with. Only who reported first learns the names of the case and of the member.
  private func values(for channel: OpenedChannel, message: String) -> [Placeholder: String] {
    let reported = index.isFirstReporters(channel.channel.vault)
    return [
      .reporterName: channel.beginning?.name ?? "", .partyName: channel.beginning?.name ?? "",
      .shepherdName: reported ? shepherdName : "",
      .memberName: reported ? member.me.profile.name : "",
      .codeName: reported ? index.codeName : "", .message: message,
      .link: organization.baseAddress + "/follow-up",
    ]
  }

  private var shepherdName: String {
    folded.shepherding.shepherd.flatMap { held.state.membership.people[$0]?.name } ?? ""
  }

  /// The mail that tells of a message, with its words or with a link alone, as the party has chosen; nil where no
  /// address is known.
  private func mail(
    _ channel: OpenedChannel, _ beginning: ChannelOpened, subject: String, text: String,
    messageID: String
  ) throws -> WaitingMail? {
    guard !beginning.address.isEmpty else { return nil }
    let replyTo = ReplyAddress.address(
      conductAddress: policy.community.conductAddress, token: beginning.replyToken)
    let recipient = WaitingMail.recipient(name: beginning.name, address: beginning.address)
    guard beginning.mailsText else {
      var link = try notices.automatic(
        .replyWaiting, to: recipient, values: values(for: channel, message: ""), replyTo: replyTo)
      link.mail.messageID = messageID
      // What becomes of it is told on the message.
      link.envelopeSender = replyTo
      return link
    }
    let last = channel.messages.last { $0.message.side == .party }?.message
    return notices.personal(
      to: recipient, subject: last.map(Self.answerSubject) ?? subject, text: text,
      replyTo: replyTo, inReplyTo: last?.messageID, messageID: messageID)
  }

  /// The subject of an answer to a mail.
  private static func answerSubject(to message: ChannelMessage) -> String {
    let subject = message.subject
    if subject.isEmpty { return "Your message" }
    return subject.lowercased().hasPrefix("re:") ? subject : "Re: \(subject)"
  }

  /// A mail that was put aside goes into the channel, with the words it had.
  mutating func place(_ placing: Command.PlaceMail) throws {
    guard let vault = VaultID(hexadecimal: placing.channel.text),
      var chain = chains.channels[vault]?.chain, let seed = seed(of: vault),
      let kept = held.opened.mailsAside.first(where: {
        Int($0.sequence) == placing.mail.sequence
      })
    else { throw CaseworkError.absent }
    // Whose words they may be was settled by the address they were sent to; nobody else ever reads them.
    guard kept.mail.meantFor(index).contains(placing.channel) else {
      throw CaseworkError.notAllowed(
        sentence: "This mail was sent to the address of another conversation.")
    }
    let message = ChannelMessage(
      side: .party, way: .mail, text: kept.mail.text, quoted: kept.mail.quoted,
      subject: kept.mail.subject, files: kept.mail.files, messageID: kept.mail.messageID,
      authenticationResults: kept.mail.authenticationResults, original: kept.mail.original)
    try chain.append(
      .channel(.message(message)), signedBy: member.keys, as: member.author,
      under: seed.seed, nowSeconds: nowSeconds)
    for file in kept.mail.files + (kept.mail.original ?? []) {
      guard let found = held.caseVault.file(file.id) else { continue }
      try chain.append(
        .fileKey(found.record), signedBy: member.keys, as: member.author,
        openPart: .files([found.notice]), under: seed.seed, nowSeconds: nowSeconds)
    }
    chains.channels[vault]?.chain = chain
    index.noteWords(in: vault)
  }
}
