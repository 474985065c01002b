package import Casework
package import Markup
package import Procedure

/// Everybody in the group and on the board, and the invitations that are open.
package struct MembersPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: MembersView
  package var typedEmail: String
  package var typedRole: String
  package var faults: [FieldFault]
  /// What was typed about a decision of the board, where it had something wrong.
  package var membership: MembershipTyped

  /// The names of the fields.
  package static let roleFieldName = "role"
  package static let emailFieldName = "email"
  package static let invitationFieldName = "invitation"
  package static let memberFieldName = "member"
  package static let dayFieldName = "day"

  package init(
    setting: PageSetting, frame: MemberFrame, view: MembersView, typedEmail: String = "",
    typedRole: String = "", faults: [FieldFault] = [],
    membership: MembershipTyped = MembershipTyped()
  ) {
    self.membership = membership
    self.setting = setting
    self.frame = frame
    self.view = view
    self.typedEmail = typedEmail
    self.typedRole = typedRole
    self.faults = faults
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.membersTitle, place: .members
    ).document {
      errorSummary(faults, idPrefix: summaryPrefix)
      div(.class("stack measure")) {
        h1 { SettingsWords.membersTitle }
        p(.class("lead")) { SettingsWords.membersLead }
      }
      section(.class("card")) { people }
      MembershipPart(
        setting: setting, frame: frame, view: view, typed: membership, faults: faults
      ).html
      div(.class("columns two")) {
        invitations
        if !view.mayInvite.isEmpty { invite }
      }
    }
  }

  private var summaryPrefix: String {
    switch membership.form {
    case .appointment: "appoint-"
    case .review: "review-"
    case nil: ""
    }
  }

  private var people: HTML {
    table(.class("table")) {
      thead {
        tr {
          th(.scope("col")) { SettingsWords.columnName }
          th(.scope("col")) { SettingsWords.columnRole }
          th(.scope("col")) { SettingsWords.columnState }
          th(.scope("col")) { MembershipWords.column }
          th(.scope("col")) { SettingsWords.columnWords }
        }
      }
      tbody {
        HTML.joined(view.members.map(row))
      }
    }
  }

  private func row(_ row: MemberRow) -> HTML {
    tr {
      th(.scope("row")) {
        a(.href(Paths.membership(of: row.member.id))) { words(row.member.name) }
      }
      td(.data(.label, SettingsWords.columnRole)) {
        span(.class("small")) { titles(of: row.member, policy: frame.policy) }
      }
      td(.data(.label, SettingsWords.columnState)) {
        span(.class("row")) {
          switch row.state {
          case .confirmed: badge(.good, SettingsWords.stateConfirmed)
          case .unconfirmed: badge(.soon, SettingsWords.stateUnconfirmed)
          case .left: badge(.plain, SettingsWords.stateLeft)
          }
          if row.joinedWhileFounding { badge(.plain, SettingsWords.joinedFounding) }
          if row.state == .confirmed, row.member.id != frame.member.id {
            a(.href(Paths.offerCases(row.member.id)), .class("small")) {
              RecordWords.offerTitle
              span(.class("unseen")) {
                " "
                words(row.member.name)
              }
            }
          }
          if row.mayConfirm {
            a(.href(Paths.confirmMember(row.member.id)), .class("button quiet")) {
              SettingsWords.confirm
              span(.class("unseen")) {
                " "
                words(row.member.name)
              }
            }
          }
        }
      }
      td(.data(.label, MembershipWords.column)) { appointment(of: row) }
      td(.data(.label, SettingsWords.columnWords)) {
        if row.fingerprintWords.isEmpty {
          span(.class("small muted")) { SettingsWords.wordsAreHeard }
        } else {
          span(.class("small muted mono")) { row.fingerprintWords.joined(separator: " ") }
        }
      }
    }
  }

  private func appointment(of row: MemberRow) -> HTML {
    guard row.isOfGroup else { return .empty }
    return span(.class("small")) {
      if let appointment = row.appointment {
        Times.html(appointment.decided)
        span(.class("muted")) {
          " · "
          words(MembershipWords.by(appointment.recordedBy))
        }
      } else {
        span(.class("muted")) { MembershipWords.notYet }
      }
      if row.isUnconfirmedByBoard {
        " "
        badge(.soon, MembershipWords.notConfirmed)
      }
    }
  }

  private var invitations: HTML {
    card(SettingsWords.invitations) {
      if view.invitations.isEmpty {
        p(.class("muted")) { SettingsWords.noInvitations }
      } else {
        ul(.class("items")) {
          for invitation in view.invitations {
            li {
              span(.class("main")) {
                roleTitle(invitation.role)
                span(.class("small muted")) {
                  "\(SettingsWords.invitationUntil) "
                  Times.html(invitation.expires)
                }
              }
              postForm(to: Paths.withdrawInvitation, token: setting.token, class: "bare") {
                hiddenInput(name: Self.invitationFieldName, value: invitation.id)
                submitButton(SettingsWords.withdraw, class: "button quiet")
              }
            }
          }
        }
      }
    }
  }

  private func roleTitle(_ role: String) -> String {
    frame.policy.roles.first { $0.id.text == role }?.title ?? role
  }

  private var invite: HTML {
    card(SettingsWords.invite) {
      postForm(to: Paths.invite, token: setting.token) {
        selectField(
          FieldFrame(name: Self.roleFieldName, label: SettingsWords.inviteRole, faults: faults),
          choices: view.mayInvite.map { Choice(value: $0, label: roleTitle($0)) },
          chosen: typedRole)
        textField(
          FieldFrame(
            name: Self.emailFieldName, label: SettingsWords.inviteEmail,
            hint: SettingsWords.inviteEmailHint, isOptional: true, faults: faults),
          value: typedEmail, type: .email, .autocomplete("off"))
        div(.class("actions")) { submitButton(SettingsWords.inviteButton) }
      }
    }
  }
}

/// The link of a new invitation, shown once.
package struct InvitationMadePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  /// The whole address, for handing over.
  package var address: String
  package var expires: Moment

  package init(setting: PageSetting, frame: MemberFrame, address: String, expires: Moment) {
    self.setting = setting
    self.frame = frame
    self.address = address
    self.expires = expires
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: SettingsWords.invitedTitle, place: .members
    ).document {
      div(.class("stack reading")) {
        section(.class("receipt")) {
          h1 { SettingsWords.invitedTitle }
          p { SettingsWords.invitedText }
          code(.class("secret"), .id("invitation-link")) { address }
          p(.class("muted")) {
            "\(MemberWords.joinUntil) "
            Times.html(expires)
          }
          p(.class("actions"), .data(.scripted)) {
            button(
              .type(.button), .class("button second"), .data(.copy, "invitation-link"),
              .data(.done, PublicWords.copied)
            ) { SettingsWords.invitedCopy }
          }
        }
        p { a(.href(Paths.members)) { SettingsWords.backToMembers } }
      }
    }
  }
}

/// Comparing six words before the keys of a member count. They are typed as the other person said them, and not shown,
/// so that nobody ticks a box without having heard them.
package struct ConfirmMemberPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var row: MemberRow
  package var faults: [FieldFault]

  /// The name of the field for the words that the other person said.
  package static let wordsFieldName = "words"

  package init(
    setting: PageSetting, frame: MemberFrame, row: MemberRow, faults: [FieldFault] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.row = row
    self.faults = faults
  }

  package var document: Document {
    let title = SettingsWords.confirmTitle(row.member.name)
    return MemberLayout(setting: setting, frame: frame, title: title, place: .members).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        h1 { words(title) }
        p(.class("lead")) { SettingsWords.confirmText }
        section(.class("receipt")) {
          postForm(to: Paths.confirmMember(row.member.id), token: setting.token) {
            textField(
              FieldFrame(
                name: Self.wordsFieldName, label: SettingsWords.confirmWords,
                hint: SettingsWords.confirmHint, faults: faults), value: "",
              .autocomplete("off"), .required, .autocapitalize("none"), .spellcheck(false))
            div(.class("actions")) { submitButton(SettingsWords.confirmButton) }
          }
        }
        p { a(.href(Paths.members)) { SettingsWords.backToMembers } }
      }
    }
  }
}
