import Casework
import HTTPServer
import Markup
import Procedure

/// The membership of one person: their roles, and its end.
extension MemberContext {
  func membership(_ request: Request) async throws -> Response {
    try await membership(of: memberID(request))
  }

  /// Changes the roles that the asking member may give, and leaves the others as they are.
  func changeRoles(_ request: Request) async throws -> Response {
    let id = try memberID(request)
    let ticked = request.form.all(MembershipPage.roleFieldName)
    let view = try await member.membership(of: id)
    let untouched = view.member.roles.filter { !view.mayGive.contains($0) }
    do {
      try await member.changeRoles(
        of: id, to: untouched + ticked.filter { !untouched.contains($0) })
      return try goOn(to: Paths.members)
    } catch CaseworkError.faults(let faults) {
      return try await membership(
        of: id, ticked: ticked, faults: faults, status: .unprocessableContent)
    }
  }

  func endMembership(_ request: Request) async throws -> Response {
    let id = try memberID(request)
    let view = try await member.membership(of: id)
    let typed = FormFields(request.form).text(MembershipPage.nameFieldName)
    guard view.member.name.lowercased() == typed.lowercased() else {
      let fault = FieldFault(
        field: MembershipPage.nameFieldName, sentence: MembershipPageWords.nameFault)
      return try await membership(of: id, faults: [fault], status: .unprocessableContent)
    }
    try await member.leave(id)
    guard view.isOneself else { return try goOn(to: Paths.members) }
    return try goOn(to: Paths.signIn(.signedOut)).setting(site.cookies.memberEnded())
  }

  private func memberID(_ request: Request) throws -> MemberID {
    MemberID(try request.capture("member"))
  }

  private func membership(
    of id: MemberID, ticked: [String]? = nil, faults: [FieldFault] = [], status: Status = .ok
  ) async throws -> Response {
    answer(
      MembershipPage(
        setting: setting, frame: try await member.frame(),
        view: try await member.membership(of: id), tickedRoles: ticked, faults: faults), status)
  }
}
