import Identity
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

  /// Sends the personal acknowledgement, in the words of the policy where the handler wrote none.
  mutating func send(_ acknowledging: Command.Acknowledge) throws {
    guard let sending = lastSending else { throw CaseworkError.notGenuine }
    let channel = try opened(sending.message)
    let template = acknowledging.kind.template
    let text =
      acknowledging.text
      ?? notices.template(template).filled(values(for: channel, message: "")).body
    try send(allowed(sending, text: text), as: template)
  }

  /// Sends what a handler wrote to somebody who may be written to directly.
  mutating func send(_ writing: Command.WriteMessage) throws {
    guard let sending = lastSending else { throw CaseworkError.notGenuine }
    try send(allowed(sending, text: writing.text), as: .messageByMail)
  }

  /// What the rules have just let out.
  private var lastSending: MessageSending? {
    for entry in recorded.reversed() {
      if case .messageSent(let sending) = entry.event { return sending }
    }
    return nil
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
  /// - Parameter template: gives the subject of a mail; around any other letter than an acknowledgement also the words.
  mutating func send(_ letter: SendableLetter, as template: TemplateKind) throws {
    let channel = try opened(letter.message)
    let vault = channel.channel.vault
    guard var chain = chains.channels[vault]?.chain, let seed = seed(of: vault),
      let beginning = channel.beginning, beginning.party == letter.party,
      Int(chain.nextSequence) == letter.message.sequence
    else { throw CaseworkError.notGenuine }
    let filled = notices.template(template).filled(values(for: channel, message: letter.text))
    let messageID = try notices.newMessageID()
    let sequence = chain.nextSequence
    try chain.append(
      .channel(
        .message(
          ChannelMessage(
            side: .group, way: .page, member: member.memberID, text: letter.text,
            subject: filled.subject, messageID: messageID, kind: letter.kind))),
      signedBy: member.keys, as: member.author, under: seed.seed, nowSeconds: nowSeconds)
    chains.channels[vault]?.chain = chain
    index.noteAnswer(in: vault)
    guard !beginning.address.isEmpty else { return }
    var waiting = try mail(
      channel, beginning, subject: filled.subject,
      text: template == .messageByMail ? filled.body : letter.text, messageID: messageID)
    if beginning.mailsText {
      waiting.origin = WaitingMail.Origin(channel: vault, sequence: sequence)
    }
    mails.append(try Outbox(keys: organization.keys, now: now).row(waiting))
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
      .reporterName: channel.beginning?.name ?? "",
      .memberName: reported ? member.me.profile.name : "",
      .codeName: reported ? index.codeName : "", .message: message,
      .link: organization.baseAddress + "/follow-up",
    ]
  }

  private func mail(
    _ channel: OpenedChannel, _ beginning: ChannelOpened, subject: String, text: String,
    messageID: String
  ) throws -> WaitingMail {
    let replyTo = ReplyAddress.address(
      conductAddress: policy.community.conductAddress, token: beginning.replyToken)
    let recipient = WaitingMail.recipient(name: beginning.name, address: beginning.address)
    guard beginning.mailsText else {
      return try notices.automatic(
        .replyWaiting, to: recipient, values: values(for: channel, message: ""), replyTo: replyTo)
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
      authenticationResults: kept.mail.authenticationResults)
    try chain.append(
      .channel(.message(message)), signedBy: member.keys, as: member.author,
      under: seed.seed, nowSeconds: nowSeconds)
    for file in kept.mail.files {
      guard let found = held.caseVault.file(file.id) else { continue }
      try chain.append(
        .fileKey(found.record), signedBy: member.keys, as: member.author,
        openPart: .files([found.notice]), under: seed.seed, nowSeconds: nowSeconds)
    }
    chains.channels[vault]?.chain = chain
    index.noteWords(in: vault)
  }
}
