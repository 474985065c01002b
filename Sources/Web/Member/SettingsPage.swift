package import Casework
package import Markup
import Procedure

/// A member's own settings.
package struct SettingsPage: Page {
  /// Which part was sent last.
  package enum Part: String, Sendable, Hashable {
    case profile, password, sessions, codes, keys
  }

  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: SettingsView
  package var passwordCharactersMin: Int
  /// What was typed into the profile, after an error.
  package var draft: JoinDraft?
  /// The part that had faults, or that was taken when there are none.
  package var part: Part?
  package var faults: [FieldFault]

  /// The names of the fields that `JoinPage` does not have.
  package static let passwordNowFieldName = "passwordNow"
  package static let sessionFieldName = "session"
  /// The value of the session field that means all others.
  package static let allOtherSessions = "others"

  package init(
    setting: PageSetting, frame: MemberFrame, view: SettingsView, passwordCharactersMin: Int,
    draft: JoinDraft? = nil, part: Part? = nil, faults: [FieldFault] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.passwordCharactersMin = passwordCharactersMin
    self.draft = draft
    self.part = part
    self.faults = faults
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.title, place: .settings
    ).document {
      errorSummary(faults, idPrefix: part.map { "\($0.rawValue)-" } ?? "")
      if part != nil, faults.isEmpty {
        div(.role("status")) { notice(.good) { p { SettingsWords.saved } } }
      }
      h1 { SettingsWords.title }
      div(.class("beside")) {
        div(.class("stack wide-gap")) {
          profile
          password
          sessions
        }
        div(.class("stack wide-gap")) {
          second
          codes
          calendar
          keys
          p {
            a(.href(Paths.membership(of: frame.member.id))) { MembershipPageWords.ownLink }
          }
        }
      }
    }
  }

  private func field(_ part: Part, _ name: String, _ label: String, _ hint: String = "")
    -> FieldFrame
  {
    FieldFrame(
      name: name, label: label, hint: hint, faults: self.part == part ? faults : [],
      idPrefix: "\(part.rawValue)-")
  }

  private var profile: HTML {
    let values =
      draft
      ?? JoinDraft(
        name: view.name, email: view.email,
        alsoKnownAs: view.alsoKnownAs.joined(separator: "\n"))
    return card(SettingsWords.profile) {
      postForm(to: Paths.settingsProfile, token: setting.token) {
        textField(
          field(.profile, JoinPage.nameFieldName, MemberWords.joinName, MemberWords.joinNameHint),
          value: values.name, .autocomplete("name"), .required)
        textField(
          field(
            .profile, JoinPage.emailFieldName, MemberWords.joinEmail, MemberWords.joinEmailHint),
          value: values.email, type: .email, .autocomplete("email"), .required)
        longField(
          field(
            .profile, JoinPage.aliasesFieldName, MemberWords.joinAliases,
            MemberWords.joinAliasesHint), value: values.alsoKnownAs, rows: 4, .spellcheck(false))
        proof(.profile)
        div(.class("actions")) { submitButton(SettingsWords.save) }
      }
    }
  }

  /// The password and a code, which a change needs besides the session.
  private func proof(_ part: Part) -> HTML {
    HTML {
      passwordField(
        field(part, Self.passwordNowFieldName, SettingsWords.passwordNow),
        autocomplete: "current-password")
      if view.hasSecondFactor { code(part) }
    }
  }

  private func code(_ part: Part) -> HTML {
    codeField(
      name: JoinPage.codeFieldName, label: MemberWords.code,
      faults: self.part == part ? faults : [], idPrefix: "\(part.rawValue)-")
  }

  private var password: HTML {
    card(SettingsWords.password) {
      p(.class("muted")) { SettingsWords.passwordLead }
      postForm(to: Paths.settingsPassword, token: setting.token) {
        passwordField(
          field(.password, Self.passwordNowFieldName, SettingsWords.passwordNow),
          autocomplete: "current-password")
        passwordField(
          field(
            .password, JoinPage.passwordFieldName, SettingsWords.passwordNew,
            MemberWords.joinPasswordHint(passwordCharactersMin)), autocomplete: "new-password")
        passwordField(
          field(.password, JoinPage.passwordAgainFieldName, SettingsWords.passwordAgain),
          autocomplete: "new-password")
        if view.hasSecondFactor { code(.password) }
        div(.class("actions")) {
          submitButton(SettingsWords.passwordButton, class: "button second")
        }
      }
    }
  }

  private var sessions: HTML {
    card(SettingsWords.sessions) {
      ul(.class("items")) {
        for session in view.sessions {
          li {
            span(.class("main")) {
              strong {
                session.isThisOne ? SettingsWords.sessionThis : SettingsWords.sessionOther
              }
              span(.class("small muted")) {
                "\(SettingsWords.sessionStarted) "
                Times.html(session.started)
                br()
                "\(SettingsWords.sessionExpires) "
                Times.html(session.expires)
              }
            }
            if !session.isThisOne {
              postForm(to: Paths.settingsSessions, token: setting.token, class: "bare") {
                hiddenInput(name: Self.sessionFieldName, value: session.id)
                submitButton(SettingsWords.sessionEnd, class: "button quiet")
              }
            }
          }
        }
      }
      if view.sessions.count > 1 {
        postForm(to: Paths.settingsSessions, token: setting.token) {
          hiddenInput(name: Self.sessionFieldName, value: Self.allOtherSessions)
          div(.class("actions")) {
            submitButton(SettingsWords.sessionEndAll, class: "button second")
          }
        }
      }
    }
  }

  private var second: HTML {
    card(SettingsWords.second) {
      if view.hasSecondFactor {
        p { SettingsWords.secondOn }
      } else {
        notice(.careful) { p { SettingsWords.secondOff } }
      }
      p(.class("actions")) {
        buttonLink(
          SettingsWords.secondChange, to: Paths.settingsSecondFactor, class: "button second")
      }
    }
  }

  private var codes: HTML {
    card(SettingsWords.codes) {
      if view.recoveryCodesLeft < 3 {
        notice(.careful) { p { SettingsWords.codesLeft(view.recoveryCodesLeft) } }
      } else {
        p { SettingsWords.codesLeft(view.recoveryCodesLeft) }
      }
      p(.class("muted")) { SettingsWords.codesText }
      postForm(to: Paths.settingsRecoveryCodes, token: setting.token) {
        proof(.codes)
        div(.class("actions")) {
          submitButton(SettingsWords.codesButton, class: "button second")
        }
      }
    }
  }

  private var calendar: HTML {
    card(OnCallWords.feed) {
      p(.class("muted")) { OnCallWords.settingsText }
      p(.class("actions")) {
        buttonLink(OnCallWords.title, to: Paths.onCall, class: "button second")
      }
    }
  }

  private var keys: HTML {
    card(SettingsWords.keys) {
      p(.class("muted")) { SettingsWords.keysText }
      sixWords(view.fingerprintWords)
      h3 { SettingsWords.rootFingerprint }
      p(.class("muted")) { SettingsWords.rootText }
      Markup.code(.class("secret")) { view.rootFingerprint }
      details(.class("fold")) {
        summary { SettingsWords.newKeys }
        div(.class("stack")) {
          p(.class("muted")) { SettingsWords.newKeysText }
          postForm(to: Paths.settingsKeys, token: setting.token) {
            proof(.keys)
            div(.class("actions")) {
              submitButton(SettingsWords.newKeysButton, class: "button stern")
            }
          }
        }
      }
    }
  }
}

/// Six words of a fingerprint, in their order.
func sixWords(_ list: [String]) -> HTML {
  ol(.class("receipt-words")) {
    for word in list { li { word } }
  }
}

/// Setting up another authenticator.
package struct SecondFactorPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  /// The new secret, in base32.
  package var secret: String
  /// The same as an `otpauth:` address.
  package var address: String
  /// Binds the secret to the form.
  package var ticket: String
  /// Whether there is one now, whose code is asked for.
  package var replacesOne: Bool
  package var faults: [FieldFault]

  /// The name of the field for a code of the authenticator that is replaced.
  package static let codeNowFieldName = "codeNow"

  package init(
    setting: PageSetting, frame: MemberFrame, secret: String, address: String, ticket: String,
    replacesOne: Bool = true, faults: [FieldFault] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.secret = secret
    self.address = address
    self.ticket = ticket
    self.replacesOne = replacesOne
    self.faults = faults
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.secondTitle, place: .settings
    ).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        h1 { SettingsWords.secondTitle }
        postForm(to: Paths.settingsSecondFactor, token: setting.token) {
          hiddenInput(name: JoinPage.ticketFieldName, value: ticket)
          passwordField(
            FieldFrame(
              name: SettingsPage.passwordNowFieldName, label: SettingsWords.passwordNow,
              faults: faults), autocomplete: "current-password")
          if replacesOne {
            codeField(
              name: Self.codeNowFieldName, label: SettingsWords.secondCodeNow, faults: faults)
          }
          SecondFactorPart(secret: secret, address: address, faults: faults).section
          div(.class("actions")) { submitButton(SettingsWords.secondButton) }
        }
      }
    }
  }
}
