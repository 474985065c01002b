import Casework
import HTTPServer
import Markup
import Procedure

/// Members, invitations, the recovery key, and how the installation is doing.
extension MemberContext {
  func members(_ request: Request) async throws -> Response {
    try await members([], .ok)
  }

  func invite(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let email = fields.text(MembersPage.emailFieldName)
    let role = fields.text(MembersPage.roleFieldName)
    do {
      let link = try await member.invite(role: role, email: email)
      return answer(
        InvitationMadePage(
          setting: setting, frame: try await member.frame(), address: link,
          expires: site.now.adding(seconds: Int64(MemberLimits.invitationSeconds))))
    } catch CaseworkError.faults(let faults) {
      return try await members(faults, .unprocessableContent, email: email, role: role)
    }
  }

  func withdrawInvitation(_ request: Request) async throws -> Response {
    try await member.withdrawInvitation(
      id: FormFields(request.form).text(MembersPage.invitationFieldName))
    return try goOn(to: Paths.members)
  }

  private func members(
    _ faults: [FieldFault], _ status: Status, email: String = "", role: String = ""
  ) async throws -> Response {
    answer(
      MembersPage(
        setting: setting, frame: try await member.frame(), view: try await member.members(),
        typedEmail: email, typedRole: role, faults: faults), status)
  }

  func confirmForm(_ request: Request) async throws -> Response {
    try await confirm(try request.capture("member"), [], .ok)
  }

  func confirm(_ request: Request) async throws -> Response {
    let text = try request.capture("member")
    do {
      try await member.confirm(
        MemberID(text), words: FormFields(request.form).text(ConfirmMemberPage.wordsFieldName))
      return try goOn(to: Paths.members)
    } catch CaseworkError.faults(let faults) {
      return try await confirm(text, faults, .unprocessableContent)
    }
  }

  private func confirm(
    _ text: String, _ faults: [FieldFault], _ status: Status
  ) async throws -> Response {
    let row = try await member.members().members.first { $0.member.id.text == text }
    guard let row, row.mayConfirm else { throw CaseworkError.absent }
    return answer(
      ConfirmMemberPage(
        setting: setting, frame: try await member.frame(), row: row, faults: faults), status)
  }
}
