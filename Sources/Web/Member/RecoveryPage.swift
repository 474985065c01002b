package import Casework
package import Markup
import Procedure

/// The recovery key: from one printed key to shares that several people hold.
package struct RecoveryPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: RecoveryView
  package var typedShareCount: String
  package var typedThreshold: String
  package var faults: [FieldFault]
  /// How many cases the recovery key has just opened again; nil where it was not used.
  package var openedCount: Int?

  /// The names of the fields.
  package static let keyFieldName = "recoveryKey"
  package static let shareCountFieldName = "shareCount"
  package static let thresholdFieldName = "threshold"
  package static let sharesFieldName = "shares"

  package init(
    setting: PageSetting, frame: MemberFrame, view: RecoveryView, typedShareCount: String = "",
    typedThreshold: String = "", faults: [FieldFault] = [], openedCount: Int? = nil
  ) {
    self.openedCount = openedCount
    self.setting = setting
    self.frame = frame
    self.view = view
    self.typedShareCount = typedShareCount
    self.typedThreshold = typedThreshold
    self.faults = faults
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.recoveryTitle, place: .organization
    ).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        if let openedCount {
          notice(openedCount > 0 ? .good : .info) {
            p { SettingsWords.recoveryUsed(openedCount) }
          }
        }
        div(.class("stack")) {
          h1 { SettingsWords.recoveryTitle }
          p(.class("lead")) { SettingsWords.recoveryLead }
        }
        if view.isProvisional { split } else { isSplit }
        founding
        lastWay
        card(SettingsWords.rootFingerprint, class: "card flat") {
          p(.class("muted")) { SettingsWords.rootText }
          code(.class("secret")) { view.rootFingerprint }
        }
      }
    }
  }

  private var split: HTML {
    card(SettingsWords.provisionalTitle, class: "card needs") {
      p { SettingsWords.provisionalText }
      postForm(to: Paths.recoveryShares, token: setting.token) {
        textField(
          FieldFrame(
            name: Self.keyFieldName, label: SettingsWords.provisionalKey, faults: faults),
          value: "", .autocomplete("off"), .required, .autocapitalize("none"),
          .spellcheck(false))
        div(.class("pair")) {
          textField(
            FieldFrame(
              name: Self.shareCountFieldName, label: SettingsWords.shareCount, faults: faults),
            value: typedShareCount, .inputMode("numeric"), .required)
          textField(
            FieldFrame(
              name: Self.thresholdFieldName, label: SettingsWords.threshold,
              hint: SettingsWords.thresholdHint, faults: faults),
            value: typedThreshold, .inputMode("numeric"), .required)
        }
        div(.class("actions")) { submitButton(SettingsWords.splitButton) }
      }
    }
  }

  private var isSplit: HTML {
    card(SettingsWords.splitTitle) {
      if let threshold = view.threshold, let count = view.shareCount {
        p { SettingsWords.splitText(threshold, count) }
      }
    }
  }

  /// For the day on which nobody who can open a case is left.
  private var lastWay: HTML {
    card(SettingsWords.lastWayTitle, class: "card flat") {
      p { SettingsWords.lastWayText }
      postForm(to: Paths.recoveryUse, token: setting.token) {
        longField(
          FieldFrame(
            name: Self.sharesFieldName, label: SettingsWords.lastWayShares,
            hint: SettingsWords.lastWayHint, faults: faults), value: "", rows: 5,
          .autocomplete("off"), .autocapitalize("none"), .spellcheck(false))
        div(.class("actions")) {
          submitButton(SettingsWords.lastWayButton, class: "button second")
        }
      }
    }
  }

  private var founding: HTML {
    guard view.foundingIsOpen else {
      return notice(.good) { p { SettingsWords.foundingClosed } }
    }
    return card(
      SettingsWords.foundingTitle, class: view.isProvisional ? "card flat" : "card needs"
    ) {
      p { SettingsWords.foundingText }
      postForm(to: Paths.recoveryFounding, token: setting.token) {
        div(.class("actions")) {
          submitButton(SettingsWords.foundingButton, class: "button second")
        }
      }
    }
  }
}

/// One share of the recovery key, shown once to its holder alone.
package struct RecoverySharePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  /// Counted from 1.
  package var number: Int
  package var count: Int
  /// The share as text to be written down.
  package var share: String
  /// What the form for the next share carries, so that no share is stored.
  package var ticket: String

  /// The names of the hidden fields.
  package static let numberFieldName = "number"
  package static let ticketFieldName = "ticket"

  package init(
    setting: PageSetting, frame: MemberFrame, number: Int, count: Int, share: String,
    ticket: String
  ) {
    self.setting = setting
    self.frame = frame
    self.number = number
    self.count = count
    self.share = share
    self.ticket = ticket
  }

  package var document: Document {
    let title = SettingsWords.shareTitle(number, count)
    return MemberLayout(
      setting: setting, frame: frame, title: title, place: .organization
    ).document {
      div(.class("stack wide-gap reading")) {
        progress(value: number, maximum: count, .ariaLabel(title))
        section(.class("receipt")) {
          h1 { title }
          p { SettingsWords.shareText(number) }
          div(.class("stack tight")) {
            p(.class("label")) { SettingsWords.shareLabel }
            code(.class("secret")) { share }
          }
          p { strong { SettingsWords.shareOnce } }
          postForm(to: Paths.recoveryShares, token: setting.token) {
            hiddenInput(name: Self.numberFieldName, value: String(number))
            hiddenInput(name: Self.ticketFieldName, value: ticket)
            div(.class("actions")) {
              submitButton(number < count ? SettingsWords.shareNext : SettingsWords.shareLast)
            }
          }
        }
      }
    }
  }
}
