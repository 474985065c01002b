import Casework
import Markup
import Procedure

/// What was written to and by the people of a case.
struct CaseConversations {
  var view: CaseView
  var parts: ProcedureParts
  var setting: PageSetting

  /// Messages that stand open; the earlier ones are behind a line.
  private static let messagesShown = 3

  private var mails: MailParts {
    MailParts(now: parts.frame.now) { Paths.caseFile(view.id, $0) }
  }

  var html: HTML {
    HTML {
      conversation(view.channel, isFirst: true)
      HTML.joined(view.laterChannels.map { conversation($0, isFirst: false) })
    }
  }

  private func conversation(_ channel: ChannelView, isFirst: Bool) -> HTML {
    card(
      title(of: channel),
      id: isFirst ? "channel" : nil
    ) {
      p(.class("muted")) {
        switch channel.reach {
        case .receiptOnly: isFirst ? CaseWords.reachReceipt : CaseWords.reachWords
        case .mail(let address, let mailsText): CaseWords.reachMail(address, isText: mailsText)
        case .nobody: CaseWords.reachNobody
        }
      }
      if channel.messages.isEmpty {
        if isFirst {
          emptyState(.noMessages, title: CaseWords.noMessagesTitle, text: CaseWords.noMessages)
        } else {
          p(.class("muted")) { CaseWords.noMessagesTitle }
        }
      } else {
        messages(channel)
      }
      if isFirst {
        if parts.isAvailable(.writeMessage) { write }
      } else {
        parts.actions {
          parts.action(
            .writeDraft, nil, class: "button second",
            (name: "channel", value: channel.id?.text ?? ""))
        }
      }
    }
  }

  /// What a conversation is called.
  func title(of channel: ChannelView) -> String {
    if channel.id == view.channel.id { return CaseWords.channel }
    let name = view.parties.first { $0.id == channel.party }?.displayName ?? channel.reporterName
    return CaseWords.conversationWith(name ?? CaseWords.someone)
  }

  private func messages(_ channel: ChannelView) -> HTML {
    let earlier = channel.messages.dropLast(Self.messagesShown)
    return HTML {
      if !earlier.isEmpty {
        details {
          summary { CaseWords.earlierMessages(channel.stretch.total - Self.messagesShown) }
          if let id = channel.id, channel.stretch.pageCount > 1 {
            p {
              a(.href(Paths.channel(id, of: view.id, page: 2))) {
                CaseWords.stillEarlier(channel.stretch.total - channel.messages.count)
              }
            }
          }
          thread(Array(earlier), channel)
        }
      }
      thread(channel.messages.suffix(Self.messagesShown), channel)
    }
  }

  /// Some of the messages of a conversation.
  func thread(_ messages: [ChannelMessageView], _ channel: ChannelView) -> HTML {
    ul(.class("thread")) {
      for message in messages {
        messageBubble(
          message, author: author(of: message, channel), isOwn: message.side != .party,
          now: parts.frame.now, more: mails.html(message.mail),
          link: { Paths.caseFile(view.id, $0) }, preview: { Paths.casePreview(view.id, $0) })
      }
    }
  }

  private func author(of message: ChannelMessageView, _ channel: ChannelView) -> HTML {
    switch message.side {
    case .party:
      if let name = channel.reporterName, !name.isEmpty {
        words(name)
      } else if let party = view.parties.first(where: { $0.id == channel.party }),
        party.role != .reporter
      {
        words(party.displayName)
      } else {
        .text(CaseWords.you)
      }
    case .group(let name):
      if let name { words(name) } else { .text(CaseWords.formerMember) }
    case .automatic: .text(CaseWords.automatic)
    }
  }

  private var write: HTML {
    postForm(to: Paths.command(.writeMessage, view.id), token: setting.token) {
      hiddenInput(name: CommandForm.sequenceFieldName, value: String(view.sequence))
      hiddenInput(name: "channel", value: view.channel.id?.text ?? "")
      longField(
        FieldFrame(
          name: "text", label: CaseWords.writeLabel, hint: CaseWords.writeHint,
          idPrefix: "writeMessage-"), value: "", rows: 4)
      selectField(
        FieldFrame(name: "kind", label: CaseWords.writeKind, idPrefix: "writeMessage-"),
        choices: CommandWords.messageKinds, chosen: parts.messageOwed?.rawValue ?? "")
      CommandForm.findingsWhileTyping
      div(.class("actions")) {
        submitButton(CaseWords.send)
        submitButton(
          CommandWords.preview, class: "button second", .name(CommandForm.previewFieldName),
          .value("yes"))
      }
    }
  }
}
