package import Casework
package import Markup
import Procedure

/// How the installation is doing, without a word of any case.
package struct StatusPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: StatusView
  package var rootFingerprint: String

  package init(
    setting: PageSetting, frame: MemberFrame, view: StatusView, rootFingerprint: String
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.rootFingerprint = rootFingerprint
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.statusTitle, place: .organization
    ).document {
      div(.class("stack measure")) {
        h1 { SettingsWords.statusTitle }
        p(.class("lead")) { SettingsWords.statusLead }
      }
      if frame.standingNotices.contains(.clockIsUnsound) { time }
      div(.class("columns two")) {
        mail
        card(SettingsWords.rules) {
          facts([
            Fact(SettingsWords.policy, text: frame.policy.name),
            Fact(SettingsWords.version, text: frame.policy.version),
          ])
          p { a(.href(Paths.policies)) { PoliciesWords.link } }
        }
        storage
        card(SettingsWords.rootFingerprint) {
          p(.class("muted")) { SettingsWords.rootText }
          code(.class("secret")) { rootFingerprint }
          p { a(.href(Paths.recovery)) { SettingsWords.recoveryLink } }
        }
      }
    }
  }

  /// Only while the clock is not believed.
  private var time: HTML {
    card(SettingsWords.timeTitle) {
      p { SettingsWords.timeText }
      p { Times.html(frame.now) }
      postForm(to: Paths.organizationTime, token: setting.token) {
        div(.class("actions")) { submitButton(SettingsWords.timeButton) }
      }
    }
  }

  private var mail: HTML {
    card(
      SettingsWords.mail,
      beside: view.mail == .goesOut ? .empty : badge(.late, SettingsWords.mailTrouble)
    ) {
      switch view.mail {
      case .goesOut:
        emptyState(
          .nothingWaiting, title: SettingsWords.mailQuietTitle, text: SettingsWords.mailQuiet)
      case .isLate: p { SettingsWords.mailIsLate }
      case .wasGivenUp: p { SettingsWords.mailWasGivenUp }
      }
    }
  }

  private var storage: HTML {
    card(SettingsWords.store) {
      facts([
        Fact(SettingsWords.format, text: String(view.formatVersion)),
        Fact(
          SettingsWords.checkpoint,
          view.lastCheckpoint.map { Times.html($0) } ?? .text(SettingsWords.noCheckpoint)),
      ])
      if !view.checkpointWords.isEmpty {
        p(.class("muted")) { SettingsWords.checkpointText }
        h3 { SettingsWords.checkpointWords }
        code(.class("secret")) { view.checkpointWords.joined(separator: " ") }
      }
    }
  }
}
