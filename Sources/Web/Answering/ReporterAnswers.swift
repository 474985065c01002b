import Casework
import HTTPServer
import Markup
import Procedure

/// The pages behind the words of a receipt.
extension ReporterContext {
  private var organization: Organization { site.organization }

  func conversation(_ request: Request) async throws -> Response {
    if let words = try await reporter.wordsToTakeOver() {
      return answer(
        NewWordsPage(
          setting: PageSetting(token: token), groupName: site.groupName, words: words))
    }
    return try await page(
      pageNumber(request), submission: try organization.newFormToken(),
      hasJustSent: request.query["sent"] == "yes")
  }

  func write(_ request: Request, _ sink: StagingSink) async throws -> Response {
    try token.check(request.form)
    let fields = FormFields(request.form)
    let typed = fields.text(ConversationPage.textFieldName)
    guard let submission = fields.submission, !sink.cameBeforeToken else {
      return try await page(
        typed: typed,
        faults: [
          FieldFault(
            field: ConversationPage.filesFieldName,
            sentence:
              "The form arrived without the token that it begins with. Please attach any files again and send it once more."
          )
        ], submission: try organization.newFormToken(), status: .badRequest)
    }
    let files = organization.kept(fields, token: submission) + sink.files
    var faults = fields.faults.map {
      FieldFault(field: ConversationPage.textFieldName, sentence: $0.sentence)
    }
    faults += sink.faults
    var status = sink.isTooLarge ? Status.contentTooLarge : .unprocessableContent
    if faults.isEmpty {
      do {
        try await reporter.answer(
          text: typed, files: files, formToken: submission,
          choosing: AnswerChoices.chosen(fields.text(ConversationPage.answerFieldName)))
        return try goOn(to: Paths.conversationSent)
      } catch CaseworkError.faults(let found) {
        faults = found
      } catch {
        site.noteLost(error)
        status = .serviceUnavailable
        faults = [
          FieldFault(
            field: ConversationPage.textFieldName,
            sentence: "We could not store this just now. Please send it again in a minute.")
        ]
      }
    }
    return try await page(
      typed: typed, files: files, faults: faults, submission: submission, status: status)
  }

  /// Makes the words that the page has shown the only ones.
  func takeOverWords(_ request: Request) async throws -> Response {
    try token.check(request.form)
    do {
      let token = try await reporter.takeOver(
        words: FormFields(request.form).text(NewWordsPage.wordsFieldName))
      return try goOn(to: Paths.conversation).setting(site.cookies.reporter(token))
    } catch CaseworkError.absent {
      // Done already: the button was pressed twice.
      return try goOn(to: Paths.conversation)
    }
  }

  /// Whether the words of the group are mailed to this party or only a link.
  func chooseMail(_ request: Request) async throws -> Response {
    try token.check(request.form)
    try await reporter.chooseMail(
      text: FormFields(request.form).text(ConversationPage.mailFieldName)
        == ConversationPage.mailsText)
    return try goOn(to: Paths.conversation)
  }

  func file(_ request: Request) async throws -> Response {
    attachment(try await reporter.file(FileID(try request.capture("file"))))
  }

  func leave(_ request: Request) async throws -> Response {
    try await reporter.signOut()
    return try goOn(to: Paths.followUp).setting(site.cookies.reporterEnded())
  }

  private func page(
    _ number: Int = 1, typed: String = "", files: [StagedFile] = [], faults: [FieldFault] = [],
    submission: String,
    hasJustSent: Bool = false, status: Status = .ok
  ) async throws -> Response {
    answer(
      ConversationPage(
        setting: PageSetting(token: token), view: try await reporter.followUp(page: number),
        now: site.now, typed: typed, files: files, faults: faults, hasJustSent: hasJustSent,
        submission: submission), status)
  }
}

/// A file of evidence, to be saved and never shown: it is whatever somebody sent. For a member its name says with which
/// opening it was taken.
func attachment(_ content: FileContent) -> Response {
  var response = Response(
    body: .stream(
      StreamingBody(byteCount: UInt64(clamping: content.reference.lengthBytes)) {
        try content.next()
      }))
  do throws(HeaderError) {
    response.headers[.contentType] = try HeaderValue(
      content.reference.mediaType, for: .contentType)
  } catch {
    response.headers[.contentType] = "application/octet-stream"
  }
  response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
  let name = content.reference.name
  response.setAttachment(fileName: content.stamp?.fileName(name) ?? name)
  return response
}
