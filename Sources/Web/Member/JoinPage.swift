package import Casework
package import Markup
import Procedure

/// What a new member typed, without the password.
package struct JoinDraft: Sendable, Equatable {
  package var name: String
  package var email: String
  /// One name or handle a line.
  package var alsoKnownAs: String

  package init(name: String = "", email: String = "", alsoKnownAs: String = "") {
    self.name = name
    self.email = email
    self.alsoKnownAs = alsoKnownAs
  }
}

/// Behind an invitation: name, password and second factor in one form.
package struct JoinPage: Page {
  package var setting: PageSetting
  package var view: InvitationView
  /// The secret of the link, for the address that the form is sent to.
  package var secret: String
  package var draft: JoinDraft
  package var faults: [FieldFault]
  /// The least characters of a password.
  package var passwordCharactersMin: Int

  /// The names of the fields.
  package static let nameFieldName = "name"
  package static let emailFieldName = "email"
  package static let aliasesFieldName = "alsoKnownAs"
  package static let passwordFieldName = "password"
  package static let passwordAgainFieldName = "passwordAgain"
  package static let codeFieldName = "code"
  package static let ticketFieldName = "ticket"

  package init(
    setting: PageSetting, view: InvitationView, secret: String, draft: JoinDraft = JoinDraft(),
    faults: [FieldFault] = [], passwordCharactersMin: Int
  ) {
    self.setting = setting
    self.view = view
    self.secret = secret
    self.draft = draft
    self.faults = faults
    self.passwordCharactersMin = passwordCharactersMin
  }

  package var document: Document {
    let title =
      view.isRekey ? MemberWords.rekeyTitle : MemberWords.joinTitle(view.organizationName)
    return CardLayout(
      setting: setting, title: title, organizationName: view.organizationName, isWide: true
    ).document {
      errorSummary(faults)
      div(.class("stack")) {
        h1 { title }
        p(.class("lead")) { MemberWords.joinRole(view.role) }
        p(.class("muted")) {
          "\(MemberWords.joinUntil) "
          Times.html(view.expires)
        }
      }
      postForm(to: Paths.join(secret), token: setting.token) {
        hiddenInput(name: Self.ticketFieldName, value: view.ticket)
        if !view.isRekey { you }
        password
        SecondFactorPart(
          secret: view.secondFactorSecret, address: view.secondFactorAddress, faults: faults
        ).section
        div(.class("actions")) { submitButton(MemberWords.joinButton, class: "button large") }
      }
    }
  }

  private func frame(_ name: String, _ label: String, _ hint: String = "") -> FieldFrame {
    FieldFrame(name: name, label: label, hint: hint, faults: faults)
  }

  private var you: HTML {
    formSection(MemberWords.joinYou) {
      textField(
        frame(Self.nameFieldName, MemberWords.joinName, MemberWords.joinNameHint),
        value: draft.name, .autocomplete("name"), .required)
      textField(
        frame(Self.emailFieldName, MemberWords.joinEmail, MemberWords.joinEmailHint),
        value: draft.email, type: .email, .autocomplete("username"), .required)
      longField(
        frame(Self.aliasesFieldName, MemberWords.joinAliases, MemberWords.joinAliasesHint),
        value: draft.alsoKnownAs, rows: 4, .spellcheck(false))
    }
  }

  private var password: HTML {
    formSection(MemberWords.joinPassword) {
      passwordField(
        frame(
          Self.passwordFieldName, MemberWords.password,
          MemberWords.joinPasswordHint(passwordCharactersMin)), autocomplete: "new-password")
      passwordField(
        frame(Self.passwordAgainFieldName, MemberWords.joinPasswordAgain),
        autocomplete: "new-password")
    }
  }
}

/// The QR code, the same as text, and the field for the first code.
struct SecondFactorPart {
  var secret: String
  var address: String
  var faults: [FieldFault]

  var section: HTML {
    formSection(MemberWords.joinSecond, lead: MemberWords.joinSecondText) {
      if let code = QRCode(address) {
        code.picture(label: MemberWords.joinSecondLabel)
      }
      details {
        summary { MemberWords.joinSecondManual }
        div(.class("stack tight")) {
          p { MemberWords.joinSecondManualText }
          code(.class("secret")) { grouped }
        }
      }
      codeField(name: JoinPage.codeFieldName, label: MemberWords.joinCode, faults: faults)
    }
  }

  /// In groups of four, for reading off.
  private var grouped: String {
    var text = ""
    for (index, character) in secret.enumerated() {
      if index > 0, index % 4 == 0 { text.append(" ") }
      text.append(character)
    }
    return text
  }
}

/// The recovery codes, shown once.
package struct RecoveryCodesPage: Page {
  package var setting: PageSetting
  package var organizationName: String
  package var view: RecoveryCodesView

  package init(setting: PageSetting, organizationName: String, view: RecoveryCodesView) {
    self.setting = setting
    self.organizationName = organizationName
    self.view = view
  }

  package var document: Document {
    CardLayout(
      setting: setting, title: MemberWords.codesTitle, organizationName: organizationName,
      isWide: true
    ).document {
      div(.class("receipt")) {
        h1 { MemberWords.codesTitle }
        p { MemberWords.codesText }
        ul(.class("codes"), .id("codes")) {
          for code in view.codes { li { Markup.code(.class("secret")) { code } } }
        }
        p(.class("actions")) {
          buttonLink(MemberWords.codesDone, to: Paths.dashboard)
          span(.class("row"), .data(.scripted)) {
            button(
              .type(.button), .class("button second"), .data(.copy, "codes"),
              .data(.done, PublicWords.copied)
            ) { MemberWords.codesCopy }
            button(.type(.button), .class("button second"), .data(.print)) {
              PublicWords.printPage
            }
          }
        }
      }
    }
  }
}
