import Casework
import HTTPServer
import Markup
import Procedure

/// The portal of the board.
extension MemberContext {
  func board(_ request: Request) async throws -> Response {
    answer(try await boardPage())
  }

  /// Asks the handlers of a case for access; what was typed is never lost.
  func requestOversight(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let typed = fields.text(BoardPage.caseFieldName)
    guard CaseID.isAcceptable(typed) else { throw CaseworkError.absent }
    let id = CaseID(typed)
    let reason = fields.text(BoardPage.reasonFieldName)
    do {
      try await member.requestOversight(of: id, reason: reason)
      return try goOn(to: Paths.board)
    } catch CaseworkError.faults(let faults) {
      var page = try await boardPage()
      page.failed = (id, reason, faults)
      return answer(page, .unprocessableContent)
    }
  }

  private func boardPage() async throws -> BoardPage {
    BoardPage(
      setting: setting, frame: try await member.frame(),
      cases: try await member.dashboard(page: 1), reports: try await member.boardReports(),
      membership: try await member.members().standing)
  }
}
