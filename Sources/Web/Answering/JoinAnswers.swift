import Casework
import HTTPServer
import Markup
import Procedure

/// Invitations, and links for a lost password.
extension Visitor {
  func lostPasswordForm(_ request: Request) async throws -> Response {
    answer(
      LostPasswordPage(setting: try formSetting(), organizationName: site.organizationName))
  }

  /// Says the same whether the address is known or not.
  func lostPassword(_ request: Request) async throws -> Response {
    let email = FormFields(request.form).text(SignInPage.emailFieldName)
    try await organization.requestNewKeys(email: email)
    return answer(
      LostPasswordPage(
        setting: try formSetting(), organizationName: site.organizationName, email: email,
        isSent: true))
  }

  func joinForm(_ request: Request) async throws -> Response {
    let secret = try request.capture("secret")
    return try await join(secret, JoinDraft(), nil, [], .ok)
  }

  /// Joins; the recovery codes are the answer itself, shown once, and the session begins with them.
  func join(_ request: Request) async throws -> Response {
    let secret = try request.capture("secret")
    let fields = FormFields(request.form)
    let draft = JoinDraft(fields)
    let ticket = fields.text(JoinPage.ticketFieldName)
    let password = request.form[JoinPage.passwordFieldName] ?? ""
    guard request.form[JoinPage.passwordAgainFieldName] == password else {
      return try await join(secret, draft, ticket, [passwordsDiffer], .unprocessableContent)
    }
    do {
      let (codes, token) = try await organization.join(
        token: secret, name: draft.name, email: draft.email,
        alsoKnownAs: fields.lines(JoinPage.aliasesFieldName), password: password,
        code: fields.text(JoinPage.codeFieldName),
        ticket: ticket)
      return answer(
        RecoveryCodesPage(
          setting: plainSetting, organizationName: site.organizationName, view: codes)
      ).setting(try site.cookies.member(token))
    } catch CaseworkError.faults(let faults) {
      return try await join(secret, draft, ticket, faults, .unprocessableContent)
    }
  }

  private func join(
    _ secret: String, _ draft: JoinDraft, _ ticket: String?, _ faults: [FieldFault],
    _ status: Status
  ) async throws -> Response {
    answer(
      JoinPage(
        setting: try formSetting(),
        view: try await organization.invitation(token: secret, ticket: ticket),
        secret: secret, draft: draft, faults: faults,
        passwordCharactersMin: MemberLimits.passwordCharactersMin), status)
  }
}

/// Two passwords were typed that should be one.
let passwordsDiffer = FieldFault(
  field: JoinPage.passwordAgainFieldName,
  sentence: "The two passwords are not the same. Please type both again.")

extension JoinDraft {
  /// What was typed, without the password.
  init(_ fields: FormFields) {
    self.init(
      name: fields.text(JoinPage.nameFieldName), email: fields.text(JoinPage.emailFieldName),
      alsoKnownAs: fields.text(JoinPage.aliasesFieldName))
  }
}
