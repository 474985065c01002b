import Casework
import HTTPServer
import Markup
import Procedure

/// Signing in and out.
extension Visitor {
  func signInForm(_ request: Request) async throws -> Response {
    try signIn(
      message: Paths.Said(rawValue: request.query["said"] ?? "").map(message),
      usesRecoveryCode: false, returnPath: request.query["to"] ?? "")
  }

  func signInWithCodeForm(_ request: Request) async throws -> Response {
    try signIn(usesRecoveryCode: true)
  }

  func signIn(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let email = fields.text(SignInPage.emailFieldName)
    let recoveryCode = fields.optionalText(SignInPage.recoveryCodeFieldName)
    let returnPath = fields.text(SignInPage.returnFieldName)
    let said: SignInPage.Message
    let status: Status
    do {
      let token = try await organization.signIn(
        email: email, password: request.form[SignInPage.passwordFieldName] ?? "",
        code: recoveryCode ?? fields.text(SignInPage.codeFieldName), client: client)
      let target = Link(path: returnPath) ?? Paths.dashboard
      return try goOn(to: target).setting(site.cookies.member(token))
    } catch CaseworkError.wrongCredentials {
      said = .failed
      status = .unprocessableContent
    } catch CaseworkError.busy(let seconds) {
      said = .wait(seconds: Int64(seconds))
      status = .tooManyRequests
    }
    var response = try signIn(
      email: email, message: said,
      usesRecoveryCode: request.form[SignInPage.recoveryCodeFieldName] != nil,
      returnPath: returnPath, status: status)
    if case .wait(let seconds) = said { response.headers[.retryAfter] = HeaderValue(Int(seconds)) }
    return response
  }

  private func signIn(
    email: String = "", message: SignInPage.Message? = nil, usesRecoveryCode: Bool,
    returnPath: String = "", status: Status = .ok
  ) throws -> Response {
    answer(
      SignInPage(
        setting: try formSetting(), organizationName: site.organizationName, email: email,
        message: message, usesRecoveryCode: usesRecoveryCode,
        returnPath: Link(path: returnPath)?.text ?? ""), status)
  }

  private func message(of said: Paths.Said) -> SignInPage.Message {
    switch said {
    case .signedOut: .signedOut
    case .ended: .sessionEnded
    case .reset: .passwordReset
    }
  }
}

extension MemberContext {
  func signOut(_ request: Request) async throws -> Response {
    try await member.signOut()
    return try goOn(to: Paths.signIn(.signedOut)).setting(site.cookies.memberEnded())
  }
}
