package import Casework
package import Markup
package import Procedure

/// A conversation of a case by itself, page by page, for one of its handlers.
package struct CaseChannelPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  package var channel: ChannelID

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView, channel: ChannelID
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.channel = channel
  }

  package var document: Document {
    let conversations = CaseConversations(
      view: view, parts: ProcedureParts(view: view, frame: frame), setting: setting)
    let shown = ([view.channel] + view.laterChannels).first { $0.id == channel }
    let title = shown.map(conversations.title) ?? CaseWords.conversations
    return CaseHistoryFrame(setting: setting, frame: frame, view: view, title: title).document {
      if let shown {
        section(.class("card")) {
          conversations.thread(shown.messages, shown)
          pager(shown.stretch) { Paths.channel(channel, of: view.id, page: $0) }
        }
      }
    }
  }
}

/// What happened in a case by itself, page by page, for one of its handlers.
package struct CaseTimelinePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView

  package init(setting: PageSetting, frame: MemberFrame, view: CaseView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    CaseHistoryFrame(setting: setting, frame: frame, view: view, title: CaseWords.timeline)
      .document {
        CaseTimes(view: view, frame: frame).page
      }
  }
}

/// What the pages of long histories have in common.
private struct CaseHistoryFrame {
  var setting: PageSetting
  var frame: MemberFrame
  var view: CaseView
  var title: String

  func document(@HTMLBuilder content: () -> HTML) -> Document {
    MemberLayout(
      setting: setting, frame: frame, title: title, place: .cases, stamp: view.stamp
    ).document {
      div(.class("stack")) {
        p(.class("crumbs")) {
          a(.href(Paths.aCase(view.id))) { codeNameChip(view.codeName) }
        }
        h1 { title }
      }
      content()
      p { a(.href(Paths.aCase(view.id))) { CommandWords.backToCase } }
    }
  }
}
