package import Casework
package import Markup

/// Signing in: address, password and second factor in one form.
package struct SignInPage: Page {
  /// What is said above the form.
  package enum Message: Sendable, Hashable {
    /// The address, the password or the code did not fit; which of them is not said.
    case failed
    /// So many attempts that the next one waits.
    case wait(seconds: Int64)
    case signedOut
    case sessionEnded
    case passwordReset
  }

  package var setting: PageSetting
  package var organizationName: String
  /// The address as it was typed.
  package var email: String
  package var message: Message?
  /// A recovery code instead of the second factor.
  package var usesRecoveryCode: Bool
  /// Where to go afterwards: a path of this site, or empty.
  package var returnPath: String

  /// The names of the fields.
  package static let emailFieldName = "email"
  package static let passwordFieldName = "password"
  package static let codeFieldName = "code"
  package static let recoveryCodeFieldName = "recoveryCode"
  package static let returnFieldName = "return"

  package init(
    setting: PageSetting, organizationName: String, email: String = "", message: Message? = nil,
    usesRecoveryCode: Bool = false, returnPath: String = ""
  ) {
    self.setting = setting
    self.organizationName = organizationName
    self.email = email
    self.message = message
    self.usesRecoveryCode = usesRecoveryCode
    self.returnPath = returnPath
  }

  package var document: Document {
    CardLayout(
      setting: setting, title: MemberWords.signInTitle, organizationName: organizationName
    ).document {
      said
      postForm(to: Paths.signIn, token: setting.token, class: "card") {
        h1 { MemberWords.signInTitle }
        if !returnPath.isEmpty {
          hiddenInput(name: Self.returnFieldName, value: returnPath)
        }
        textField(
          FieldFrame(name: Self.emailFieldName, label: MemberWords.email), value: email,
          type: .email, .autocomplete("username"), .required, .autocapitalize("none"))
        passwordField(
          FieldFrame(name: Self.passwordFieldName, label: MemberWords.password),
          autocomplete: "current-password")
        if usesRecoveryCode {
          textField(
            FieldFrame(
              name: Self.recoveryCodeFieldName, label: MemberWords.recoveryCode,
              hint: MemberWords.recoveryCodeHint), value: "", .autocomplete("off"), .required,
            .autocapitalize("none"), .spellcheck(false))
        } else {
          signInCodeField
        }
        div(.class("actions")) { submitButton(MemberWords.signInButton) }
        ul(.class("small")) {
          li {
            if usesRecoveryCode {
              a(.href(Paths.signIn)) { MemberWords.useAuthenticator }
            } else {
              a(.href(Paths.signInWithRecoveryCode)) { MemberWords.useRecoveryCode }
            }
          }
          li { a(.href(Paths.lostPassword)) { MemberWords.forgot } }
        }
      }
      p(.class("small muted")) {
        MemberWords.reporterHint
        " "
        a(.href(Paths.followUp)) { MemberWords.reporterLink }
      }
    }
  }

  /// Not required: who was just added has no second factor yet.
  private var signInCodeField: HTML {
    textField(
      FieldFrame(
        name: Self.codeFieldName, label: MemberWords.code, hint: MemberWords.signInCodeHint),
      value: "", .inputMode("numeric"), .autocomplete("one-time-code"), .maxLength(7),
      .class("code-input"))
  }

  private var said: HTML {
    guard let message else { return .empty }
    let (kind, text): (NoticeKind, String) =
      switch message {
      case .failed: (.danger, MemberWords.signInFailed)
      case .wait(let seconds):
        (.careful, MemberWords.signInWait(Times.duration(seconds: max(60, seconds))))
      case .signedOut: (.good, MemberWords.signedOut)
      case .sessionEnded: (.info, MemberWords.sessionEnded)
      case .passwordReset: (.good, MemberWords.passwordReset)
      }
    return div(.role("alert")) { notice(kind) { p { text } } }
  }
}

/// The field of a six-digit code.
func codeField(name: String, label: String, faults: [FieldFault], idPrefix: String = "") -> HTML {
  textField(
    FieldFrame(
      name: name, label: label, hint: MemberWords.codeHint, faults: faults, idPrefix: idPrefix),
    value: "", .inputMode("numeric"), .autocomplete("one-time-code"), .maxLength(7), .required,
    .class("code-input"))
}

/// Asking for a link that sets a new password. Says the same whether the address is known or not.
package struct LostPasswordPage: Page {
  package var setting: PageSetting
  package var organizationName: String
  package var email: String
  package var faults: [FieldFault]
  /// The form was sent.
  package var isSent: Bool

  package init(
    setting: PageSetting, organizationName: String, email: String = "",
    faults: [FieldFault] = [], isSent: Bool = false
  ) {
    self.setting = setting
    self.organizationName = organizationName
    self.email = email
    self.faults = faults
    self.isSent = isSent
  }

  package var document: Document {
    let title = isSent ? MemberWords.lostSentTitle : MemberWords.lostTitle
    return CardLayout(setting: setting, title: title, organizationName: organizationName).document {
      if isSent {
        div(.class("card")) {
          h1 { title }
          p { MemberWords.lostSent }
          p { a(.href(Paths.signIn)) { MemberWords.backToSignIn } }
        }
      } else {
        errorSummary(faults)
        postForm(to: Paths.lostPassword, token: setting.token, class: "card") {
          h1 { title }
          p { MemberWords.lostText }
          textField(
            FieldFrame(
              name: SignInPage.emailFieldName, label: MemberWords.email, faults: faults),
            value: email, type: .email, .autocomplete("username"), .required)
          notice(.careful) { p { MemberWords.lostConsequence } }
          div(.class("actions")) { submitButton(MemberWords.lostButton) }
          p(.class("small")) { a(.href(Paths.signIn)) { MemberWords.backToSignIn } }
        }
      }
    }
  }
}
