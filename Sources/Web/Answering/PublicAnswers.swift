import Casework
import HTTPServer
import Markup
import Procedure

/// What anybody may ask for. None of these pages sets or reads a cookie.
extension Visitor {
  func home(_ request: Request) async throws -> Response {
    answer(HomePage(setting: plainSetting, view: try await organization.publicView()))
  }

  func privacy(_ request: Request) async throws -> Response {
    answer(PrivacyPage(setting: plainSetting, view: try await organization.publicView()))
  }

  func reportForm(_ request: Request) async throws -> Response {
    let view = try await organization.publicView()
    let bytes = site.emptyForm.bytes(
      for: FormSource(view), token: try site.newFormToken().value
    ) {
      let mark = FormToken(PageWithToken<FormSource>.mark)
      return ReportFormPage(
        setting: PageSetting(token: mark), view: view, submission: mark.value
      ).document.rendered()
    }
    return .html(bytes)
  }

  /// Takes a report in. The receipt is the answer itself, so that the words are shown once and never stand in an address.
  func takeReport(_ request: Request, _ sink: StagingSink) async throws -> Response {
    let fields = FormFields(request.form)
    let view = try await organization.publicView()
    var draft = ReportDraft(fields)
    guard let token = fields.submission, !sink.cameBeforeToken else {
      let fresh = try site.newFormToken()
      return answer(
        ReportFormPage(
          setting: PageSetting(token: fresh), view: view, draft: draft,
          faults: [
            FieldFault(
              field: FormField.files.rawValue,
              sentence:
                "The form arrived without the token that it begins with, so nothing was stored. Please attach any files again and send it once more."
            )
          ], submission: fresh.value), .badRequest)
    }
    draft.files = organization.kept(fields, token: token) + sink.files
    var faults = fields.faults + sink.faults + choiceFaults(of: draft, view)
    var status = sink.isTooLarge ? Status.contentTooLarge : .unprocessableContent
    if faults.isEmpty {
      do {
        let receipt = try await organization.submit(draft, way: .form(token: token))
        return answer(ReceiptPage(setting: plainSetting, view: receipt))
      } catch CaseworkError.faults(let found) {
        faults = found
      } catch CaseworkError.filesTooLarge(let bytesMax) {
        status = .contentTooLarge
        faults = [Self.filesTooLarge(bytesMax)]
      } catch {
        site.noteLost(error)
        status = .serviceUnavailable
        faults = [
          FieldFault(
            field: FormField.account.rawValue,
            sentence:
              "We could not store this just now. Nothing you typed is lost: please send it again in a minute."
          )
        ]
      }
    }
    return answer(
      ReportFormPage(
        setting: PageSetting(token: FormToken(token)), view: view, draft: draft, faults: faults,
        submission: token), status)
  }

  static func filesTooLarge(_ bytesMax: Int) -> FieldFault {
    FieldFault(
      field: FormField.files.rawValue,
      sentence:
        "The files together are larger than \(FormWords.size(bytesMax)). Leave some out; more can follow later."
    )
  }

  /// Somebody who was chosen alone and is no longer there must not turn into a report for everybody.
  private func choiceFaults(of draft: ReportDraft, _ view: PublicView) -> [FieldFault] {
    let known = Set((view.members + view.boardMembers).map(\.id))
    guard !draft.chosen.isSubset(of: known) else { return [] }
    return [
      FieldFault(
        field: FormField.chosen.rawValue,
        sentence: "Somebody you chose is no longer there. Please choose again.")
    ]
  }

  // MARK: Coming back with the words of a receipt

  func followUpForm(_ request: Request) async throws -> Response {
    try followUp(typed: "", [])
  }

  func openChannel(_ request: Request) async throws -> Response {
    let typed = FormFields(request.form).text(FollowUpPage.wordsFieldName)
    do {
      let token = try await organization.openChannel(receipt: typed)
      return try goOn(to: Paths.conversation).setting(site.cookies.reporter(token))
    } catch CaseworkError.receipt(let fault) {
      return try followUp(typed: typed, problems(of: fault, typed))
    }
  }

  private func followUp(typed: String, _ problems: [FollowUpPage.Problem]) throws -> Response {
    answer(
      FollowUpPage(
        setting: try formSetting(), groupName: site.groupName,
        wordCount: organization.policy.receipt.words, typed: typed, problems: problems),
      problems.isEmpty ? .ok : .unprocessableContent)
  }

  private func problems(of fault: ReceiptFault, _ typed: String) -> [FollowUpPage.Problem] {
    let words = typed.split(whereSeparator: { !$0.isLetter }).map(String.init)
    return switch fault {
    case .unknownWords(let places):
      places.map { place in
        .unknownWord(
          position: place, word: words.indices.contains(place - 1) ? words[place - 1] : "",
          suggestion: nil)
      }
    case .wrongCount(let given, _): [.count(found: given)]
    case .opensNothing: [.noMatch]
    }
  }

  // MARK: How pages for visitors are drawn

  /// For pages without a form.
  var plainSetting: PageSetting { PageSetting(token: FormToken("")) }

  /// For forms of visitors: nothing hangs on the token, there is no cookie to act with.
  func formSetting() throws -> PageSetting { PageSetting(token: try site.newFormToken()) }
}

extension Site {
  /// A line for the operator where the person gets their form back instead of an error page.
  func noteLost(_ error: any Error) {
    organization.environment.log(
      LogLine(
        .warning, "A form could not be stored and was given back: \(type(of: error))."))
  }
}
