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
    _ faults: [FieldFault], _ status: Status, email: String = "", role: String = "",
    membership: MembershipTyped = MembershipTyped()
  ) async throws -> Response {
    answer(
      MembersPage(
        setting: setting, frame: try await member.frame(), view: try await member.members(),
        typedEmail: email, typedRole: role, faults: faults, membership: membership), status)
  }

  func recordAppointment(_ request: Request) async throws -> Response {
    try await record(.appointment, request) { members, day in
      guard let member = members.first, members.count == 1 else { throw CaseworkError.absent }
      try await self.member.recordAppointment(of: member, decided: day)
    }
  }

  func recordReview(_ request: Request) async throws -> Response {
    try await record(.review, request) { members, day in
      try await self.member.recordReview(confirming: Set(members), decided: day)
    }
  }

  /// Records what the board decided; what was typed is never lost.
  private func record(
    _ form: MembershipTyped.Form, _ request: Request,
    _ work: ([MemberID], Moment) async throws -> Void
  ) async throws -> Response {
    let fields = FormFields(request.form)
    let typed = MembershipTyped(
      form: form, members: fields.form.all(MembersPage.memberFieldName),
      day: fields.text(MembersPage.dayFieldName))
    do {
      guard typed.members.allSatisfy(MemberID.isAcceptable) else { throw CaseworkError.absent }
      guard let day = Times.startOfDay(typed.day) else {
        throw CaseworkError.faults([
          FieldFault(field: MembersPage.dayFieldName, sentence: MembershipWords.dayFault)
        ])
      }
      try await work(typed.members.map { MemberID($0) }, day)
      return try goOn(to: Paths.membership)
    } catch CaseworkError.faults(let faults) {
      return try await members(faults, .unprocessableContent, membership: typed)
    }
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
