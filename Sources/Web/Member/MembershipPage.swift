package import Casework
package import Markup
import Procedure

/// The membership of one person: their roles, and its end (E02.2, row B2).
package struct MembershipPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: MembershipView
  /// The roles as they were ticked, where something was wrong with them.
  package var tickedRoles: [String]?
  package var faults: [FieldFault]

  /// The names of the fields.
  package static let roleFieldName = "role"
  package static let nameFieldName = "name"

  package init(
    setting: PageSetting, frame: MemberFrame, view: MembershipView, tickedRoles: [String]? = nil,
    faults: [FieldFault] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.tickedRoles = tickedRoles
    self.faults = faults
  }

  package var document: Document {
    let title =
      view.isOneself
      ? MembershipPageWords.ownTitle : MembershipPageWords.title(of: view.member.name)
    return MemberLayout(setting: setting, frame: frame, title: title, place: .members).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        h1 { words(title) }
        p(.class("lead")) { titles(of: view.member, policy: frame.policy) }
        if !view.mayGive.isEmpty { roles }
        if view.mayEnd { end }
        if view.mayGive.isEmpty, !view.mayEnd { p { MembershipPageWords.notYours } }
        p { a(.href(Paths.members)) { SettingsWords.backToMembers } }
      }
    }
  }

  private var roles: HTML {
    card(MembershipPageWords.roles) {
      postForm(to: Paths.memberRoles(view.member.id), token: setting.token) {
        checkboxField(
          FieldFrame(
            name: Self.roleFieldName, label: MembershipPageWords.rolesLabel,
            hint: MembershipPageWords.rolesHint, faults: faults),
          choices: frame.policy.roles.filter { view.mayGive.contains($0.id.text) }
            .map { Choice(value: $0.id.text, label: $0.title) },
          chosen: Set(tickedRoles ?? view.member.roles))
        div(.class("actions")) { submitButton(MembershipPageWords.rolesButton) }
      }
    }
  }

  private var end: HTML {
    card(view.isOneself ? MembershipPageWords.leave : MembershipPageWords.end) {
      p { view.isOneself ? MembershipPageWords.leaveText : MembershipPageWords.endText }
      if view.countAfter < view.membersMin {
        notice(.careful) {
          p { MembershipPageWords.tooFew(view.countAfter, least: view.membersMin) }
        }
      }
      if view.endsLastChair { notice(.careful) { p { MembershipPageWords.lastChair } } }
      postForm(to: Paths.endMembership(view.member.id), token: setting.token) {
        textField(
          FieldFrame(
            name: Self.nameFieldName, label: MembershipPageWords.name(view.member.name),
            hint: MembershipPageWords.nameHint, faults: faults), value: "",
          .autocomplete("off"), .required)
        div(.class("actions")) {
          submitButton(
            view.isOneself ? MembershipPageWords.leaveButton : MembershipPageWords.endButton,
            class: "button stern")
        }
      }
    }
  }
}

/// The words of the page of one person's membership.
enum MembershipPageWords {
  static func title(of name: String) -> String { "Membership of \(name)" }
  static let ownTitle = "Your membership"
  static let ownLink = "Your roles, and leaving"
  static let roles = "Roles"
  static let rolesLabel = "What they do here"
  static let rolesHint =
    "A new role counts from now on. Who is asked about the cases that are open is not changed by it."
  static let rolesButton = "Save the roles"
  static let end = "End this membership"
  static let endText =
    "From that moment they read no case any more, on no device, and they are signed out everywhere. Open cases are sealed anew for those who remain, what they agreed to in an open vote no longer counts, and a case that has too few people left goes to the board. Their name stays on what they did. It cannot be taken back: to return, they join with a new invitation and declare again."
  static let endButton = "End the membership"
  static let leave = "Leave"
  static let leaveText =
    "From that moment you read no case any more, on no device, and you are signed out everywhere. Open cases are sealed anew for those who remain, what you agreed to in an open vote no longer counts, and a case that has too few people left goes to the board. Your name stays on what you did. Please hand over what you carry first. It cannot be taken back: to return, you join with a new invitation and declare again."
  static let leaveButton = "Leave now"
  static func tooFew(_ count: Int, least: Int) -> String {
    "The group would then have \(count == 1 ? "one member" : "\(count) members"); its rules ask for at least \(least)."
  }
  static let lastChair =
    "Nobody would chair the group. Only the board could then invite somebody or give roles."
  static func name(_ name: String) -> String { "To go on, type the name: \(name)" }
  static let nameHint = "So that it is nobody else’s by mistake."
  static let nameFault = "This is not the name. Nothing was ended."
  static let notYours = "Only a chair, a board member or the person themselves can change it."
}
