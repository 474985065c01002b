import Casework
import HTTPServer
import Markup
import Procedure

/// A member's own settings.
extension MemberContext {
  func settings(_ request: Request) async throws -> Response {
    try await settings(
      part: request.query["saved"].flatMap(SettingsPage.Part.init(rawValue:)))
  }

  func changeProfile(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let draft = JoinDraft(fields)
    return try await settled(.profile, draft: draft) {
      try await member.changeProfile(
        name: draft.name, email: draft.email,
        alsoKnownAs: fields.lines(JoinPage.aliasesFieldName),
        password: passwordNow(request), code: fields.text(JoinPage.codeFieldName))
    }
  }

  func changePassword(_ request: Request) async throws -> Response {
    let chosen = request.form[JoinPage.passwordFieldName] ?? ""
    return try await settled(.password) {
      guard request.form[JoinPage.passwordAgainFieldName] == chosen else {
        throw CaseworkError.faults([passwordsDiffer])
      }
      try await member.changePassword(
        old: passwordNow(request), code: FormFields(request.form).text(JoinPage.codeFieldName),
        new: chosen)
    }
  }

  func endSessions(_ request: Request) async throws -> Response {
    let id = FormFields(request.form).text(SettingsPage.sessionFieldName)
    return try await settled(.sessions) {
      if id == SettingsPage.allOtherSessions {
        try await member.endOtherSessions()
      } else {
        try await member.endSession(id: id)
      }
    }
  }

  func newRecoveryCodes(_ request: Request) async throws -> Response {
    try await codes(.codes) {
      try await member.newRecoveryCodes(
        password: passwordNow(request), code: FormFields(request.form).text(JoinPage.codeFieldName))
    }
  }

  func newKeys(_ request: Request) async throws -> Response {
    try await codes(.keys) {
      try await member.newKeys(
        password: passwordNow(request), code: FormFields(request.form).text(JoinPage.codeFieldName))
    }
  }

  func secondFactorForm(_ request: Request) async throws -> Response {
    try await secondFactor(nil, [], .ok)
  }

  func changeSecondFactor(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let ticket = fields.text(JoinPage.ticketFieldName)
    do {
      let codes = try await member.changeSecondFactor(
        password: passwordNow(request), code: fields.text(SecondFactorPage.codeNowFieldName),
        ticket: ticket,
        newCode: fields.text(JoinPage.codeFieldName))
      return show(codes)
    } catch CaseworkError.faults(let faults) {
      return try await secondFactor(ticket, faults, .unprocessableContent)
    } catch CaseworkError.wrongCredentials {
      return try await secondFactor(ticket, [wrongPassword], .unprocessableContent)
    } catch CaseworkError.busy(let seconds) {
      return try await secondFactor(ticket, [wait(seconds)], .tooManyRequests)
    }
  }

  // MARK: Parts of these

  private func passwordNow(_ request: Request) -> String {
    request.form[SettingsPage.passwordNowFieldName] ?? ""
  }

  private var wrongPassword: FieldFault {
    FieldFault(
      field: SettingsPage.passwordNowFieldName,
      sentence: "The password or the code was wrong. Nothing was changed.")
  }

  private func wait(_ seconds: Int) -> FieldFault {
    FieldFault(
      field: SettingsPage.passwordNowFieldName,
      sentence: "There were many attempts. Please try again in \(seconds) seconds.")
  }

  private func show(_ codes: RecoveryCodesView) -> Response {
    answer(
      RecoveryCodesPage(
        setting: setting, organizationName: site.organizationName, view: codes))
  }

  /// Does something, and shows the settings again: with what was typed where it did not work.
  private func settled(
    _ part: SettingsPage.Part, draft: JoinDraft? = nil, _ work: () async throws -> Void
  ) async throws -> Response {
    do {
      try await work()
      return try goOn(to: Paths.settings(saved: part.rawValue))
    } catch {
      guard let (fault, status) = shown(error) else { throw error }
      return try await settings(part: part, draft: draft, faults: fault, status: status)
    }
  }

  private func codes(
    _ part: SettingsPage.Part, _ work: () async throws -> RecoveryCodesView
  ) async throws -> Response {
    do {
      let codes = try await work()
      guard !codes.codes.isEmpty else { return try goOn(to: Paths.settings(saved: part.rawValue)) }
      return show(codes)
    } catch {
      guard let (fault, status) = shown(error) else { throw error }
      return try await settings(part: part, faults: fault, status: status)
    }
  }

  private func shown(_ error: any Error) -> (faults: [FieldFault], Status)? {
    switch error {
    case CaseworkError.faults(let faults): (faults, .unprocessableContent)
    case CaseworkError.wrongCredentials: ([wrongPassword], .unprocessableContent)
    case CaseworkError.busy(let seconds): ([wait(seconds)], .tooManyRequests)
    default: nil
    }
  }

  private func settings(
    part: SettingsPage.Part?, draft: JoinDraft? = nil, faults: [FieldFault] = [],
    status: Status = .ok
  ) async throws -> Response {
    answer(
      SettingsPage(
        setting: setting, frame: try await member.frame(), view: try await member.settings(),
        passwordCharactersMin: MemberLimits.passwordCharactersMin, draft: draft, part: part,
        faults: faults), status)
  }

  private func secondFactor(
    _ ticket: String?, _ faults: [FieldFault], _ status: Status
  ) async throws -> Response {
    let fresh = try member.beginSecondFactorChange(ticket: ticket)
    return answer(
      SecondFactorPage(
        setting: setting, frame: try await member.frame(), secret: fresh.secret,
        address: fresh.address, ticket: fresh.ticket,
        replacesOne: try await member.settings().hasSecondFactor, faults: faults), status)
  }
}
