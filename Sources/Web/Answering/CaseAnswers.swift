import Casework
import HTTPServer
import Markup
import Pictures
import Procedure

/// Cases, for whoever is signed in. What a member may not know of throws `CaseworkError.absent` below and looks like
/// an address that does not exist.
extension MemberContext {
  var setting: PageSetting { PageSetting(token: token) }
  var organization: Organization { site.organization }

  func dashboard(_ request: Request) async throws -> Response {
    answer(
      DashboardPage(
        setting: setting, frame: try await member.frame(),
        view: try await member.dashboard(page: pageNumber(request))))
  }

  func cases(_ request: Request) async throws -> Response {
    let filter = request.query["show"].flatMap(CaseFilter.init(rawValue:)) ?? .open
    return answer(
      CaseListPage(
        setting: setting, frame: try await member.frame(),
        view: try await member.cases(filter: filter, page: pageNumber(request))))
  }

  func caseID(_ request: Request) throws -> CaseID { CaseID(try request.capture("case")) }

  /// The case, or its gate.
  func showCase(_ request: Request) async throws -> Response {
    let done = request.query["done"].flatMap(Command.Name.init(rawValue:))
    return try await caseOrGate(try caseID(request), done: done)
  }

  /// A conversation of a case by itself.
  func showChannel(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    let channel = ChannelID(try request.capture("channel"))
    switch try await member.access(id, at: .channel(channel, page: pageNumber(request))) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open(let view):
      return answer(
        CaseChannelPage(
          setting: setting, frame: try await member.frame(), view: view, channel: channel))
    }
  }

  /// What happened in a case by itself.
  func showTimeline(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    switch try await member.access(id, at: .timeline(page: pageNumber(request))) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open(let view):
      return answer(
        CaseTimelinePage(setting: setting, frame: try await member.frame(), view: view))
    }
  }

  func showGate(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    switch try await member.access(id) {
    case .open: return try goOn(to: Paths.aCase(id))
    case .gate(let gate):
      return answer(
        GatePage(setting: setting, frame: try await member.frame(), view: gate))
    }
  }

  func acknowledgeForm(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    let kind = request.query["kind"].flatMap(AcknowledgementKind.init(rawValue:))
    switch try await member.access(id) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open(let view):
      return answer(
        AcknowledgePage(
          setting: setting, frame: try await member.frame(), view: view,
          kind: kind ?? .needsDecision))
    }
  }

  func caseFile(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    do {
      return attachment(
        try await member.file(FileID(try request.capture("file")), in: id))
    } catch CaseworkError.declareFirst {
      return try goOn(to: Paths.gate(id))
    }
  }

  /// Only points that this program has drawn itself are ever shown as a picture.
  func casePreview(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    do {
      let preview = try await member.preview(of: FileID(try request.capture("file")), in: id)
      var response = Response(body: .bytes(preview.bytes))
      response.headers[.contentType] = "image/jpeg"
      response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
      return response
    } catch CaseworkError.declareFirst {
      return try goOn(to: Paths.gate(id))
    }
  }

  private func caseOrGate(
    _ id: CaseID, done: Command.Name?
  ) async throws -> Response {
    switch try await member.access(id) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open(let view):
      let hasReported = view.parties.contains { $0.role == .reported }
      return answer(
        CaseDetailPage(
          setting: setting, frame: try await member.frame(), view: view,
          records: hasReported ? try await member.earlierRecords(in: id) : [], done: done))
    }
  }

  /// The form of a command, with what the link here has chosen already.
  func commandForm(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    guard let name = Command.Name(rawValue: try request.capture("command")) else {
      throw CaseworkError.absent
    }
    switch try await member.access(id) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open where name == .acknowledge: return try goOn(to: Paths.acknowledge(id))
    case .open(let view):
      let asked = CommandValues(pairs: request.query.pairs.map { ($0.name, $0.value) })
      var page = CommandPage(
        setting: setting, frame: try await member.frame(), view: view, name: name,
        values: asked.values, submission: try organization.newFormToken())
      page.elsewhere = try await elsewhere(of: name, in: id)
      return answer(page)
    }
  }

  /// The other cases or persons that the form of a command may name.
  private func elsewhere(of name: Command.Name, in id: CaseID) async throws -> [CaseListItem] {
    for field in CommandCatalogue.entry(name).fields {
      guard case .elsewhere(let what) = field.kind else { continue }
      switch what {
      case .cases:
        return try await member.codeNames().filter { $0.id != id }
          .map { CaseListItem(value: $0.id.text, label: $0.codeName) }
      case .persons:
        return try await member.persons()
          .map { CaseListItem(value: $0.person.text, label: $0.codeName) }
      }
    }
    return []
  }

  // MARK: Commands

  /// A command of a form: done, or the form again with what was typed and what is wrong.
  func command(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    guard let name = Command.Name(rawValue: try request.capture("command")) else {
      throw CaseworkError.absent
    }
    let fields = FormFields(request.form)
    var attempt = CommandAttempt(name: name, fields: fields)
    attempt.elsewhere = try await elsewhere(of: name, in: id)
    do {
      if attempt.wantsFindings { return try await findings(attempt, in: id) }
      let command = try attempt.command()
      if attempt.wantsPreview { return try await again(id, attempt, showing: command, status: .ok) }
      if case .openChannel(let asked) = command { return try await open(asked, in: id, attempt) }
      // The guard is a secret of this member: with the page it names what was drawn for one press of the button.
      let press = "\(token.value) \(attempt.sequence ?? 0)"
      _ = try await member.perform(
        command, in: id, expecting: attempt.sequence,
        formToken: try organization.formToken(idempotencyKey: press))
      return try goOn(to: next(after: command, in: id))
    } catch CaseworkError.declareFirst {
      return try goOn(to: Paths.gate(id))
    } catch CaseworkError.faults(let faults) {
      return try await again(id, attempt, faults: faults, status: .unprocessableContent)
    } catch CaseworkError.refused(let refusal) {
      return try await again(id, attempt, refusal: refusal, status: .conflict)
    } catch CaseworkError.movedOn {
      let fault = FieldFault(
        field: attempt.mainField,
        sentence:
          "The case changed while you were writing. What you typed is still here: look at what is new, then send it again."
      )
      return try await again(id, attempt, faults: [fault], status: .conflict)
    }
  }

  /// A new conversation; the words that open it are shown once.
  private func open(
    _ asked: ChannelRequest, in id: CaseID, _ attempt: CommandAttempt
  ) async throws -> Response {
    let typed = attempt.values.text(CommandForm.submissionFieldName)
    guard FormFields.isToken(typed) else {
      throw CaseworkError.faults([
        FieldFault(field: "party", sentence: CommandWords.formIncomplete)
      ])
    }
    let receipt = try await member.openChannel(asked, in: id, formToken: typed)
    guard let receipt else { return try goOn(to: Paths.aCase(id, done: .openChannel)) }
    return answer(
      ChannelOpenedPage(
        setting: setting, frame: try await member.frame(), id: id, view: receipt))
  }

  private func next(after command: Command, in id: CaseID) -> Link {
    if case .declare(let declare) = command {
      return declare.conflict ? Paths.dashboard : Paths.aCase(id)
    }
    return Paths.aCase(id, done: command.name)
  }

  private func again(
    _ id: CaseID, _ attempt: CommandAttempt, faults: [FieldFault] = [],
    refusal: Refusal? = nil, showing command: Command? = nil, status: Status
  ) async throws -> Response {
    let access = try await member.access(id)
    let frame = try await member.frame()
    switch access {
    case .gate(let gate):
      return answer(
        GatePage(
          setting: setting, frame: frame, view: gate, ground: attempt.values.text("ground"),
          note: attempt.values.text("note"), faults: faults, refusal: refusal), status)
    case .open(let view) where attempt.name == .acknowledge:
      return answer(
        AcknowledgePage(
          setting: setting, frame: frame, view: view,
          kind: AcknowledgementKind(rawValue: attempt.values.text("kind")) ?? .needsDecision,
          typed: attempt.values.text("text"), faults: faults, refusal: refusal), status)
    case .open(let view):
      var page = CommandPage(
        setting: setting, frame: frame, view: view, name: attempt.name,
        values: attempt.values.values, faults: faults, refusal: refusal, isAgain: true,
        submission: try organization.newFormToken())
      page.elsewhere = attempt.elsewhere
      if let command, let findings = try await member.findings(in: command, of: id) {
        page.preview = CommandPage.Preview(
          letter: letter(of: command, in: view), findings: findings)
      }
      return answer(page, status)
    }
  }

  /// What the checker points at in a form that is still being typed on, for the script of the page. Nothing is kept, and
  /// what is not whole yet has no findings.
  private func findings(_ attempt: CommandAttempt, in id: CaseID) async throws -> Response {
    let command: Command
    do {
      command = try attempt.command()
    } catch CaseworkError.faults {
      return Response(status: .noContent)
    }
    guard let findings = try await member.findings(in: command, of: id) else {
      return Response(status: .noContent)
    }
    return .html(FindingsPart(findings: findings).html.rendered())
  }

  /// A letter as it would go out, with who was added to the conversation or dropped from it at its top.
  private func letter(of command: Command, in view: CaseView) -> String {
    switch command {
    case .writeDraft(let writing):
      let lines = writing.channel.flatMap { view.procedure.announcements[$0] } ?? ""
      let text = writing.text.whole
      return lines.isEmpty || text.hasPrefix(lines) ? text : "\(lines)\n\n\(text)"
    case .changeDraft(let change): return change.text.whole
    case .writeMessage(let message): return message.text
    default: return ""
    }
  }

  func letIn(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    let typed = FormFields(request.form).text("member")
    guard MemberID.isAcceptable(typed) else { throw CaseworkError.absent }
    do {
      try await member.letIn(MemberID(typed), to: id)
    } catch CaseworkError.declareFirst {
      return try goOn(to: Paths.gate(id))
    }
    return try goOn(to: Paths.aCase(id, part: "people"))
  }

  // MARK: A report that somebody told a member

  func inPersonForm(_ request: Request) async throws -> Response {
    answer(
      InPersonReportPage(
        setting: setting, frame: try await member.frame(),
        submission: try organization.newFormToken()))
  }

  func takeInPersonReport(_ request: Request, _ sink: StagingSink) async throws -> Response {
    try token.check(request.form)
    let fields = FormFields(request.form)
    var draft = ReportDraft(fields)
    let frame = try await member.frame()
    func told(_ name: String) -> String { fields.text(name) }
    func page(_ submission: String, _ faults: [FieldFault], _ status: Status) -> Response {
      answer(
        InPersonReportPage(
          setting: setting, frame: frame, draft: draft,
          toldBy: told(InPersonReportPage.toldByFieldName),
          toldWhen: told(InPersonReportPage.toldWhenFieldName),
          toldHow: told(InPersonReportPage.toldHowFieldName), faults: faults,
          submission: submission), status)
    }
    guard let submission = fields.submission, !sink.cameBeforeToken else {
      return page(
        try organization.newFormToken(),
        [
          FieldFault(
            field: FormField.files.rawValue,
            sentence: "The form arrived without its token. Please send it once more.")
        ], .badRequest)
    }
    draft.files = organization.kept(fields, token: submission) + sink.files
    let faults = fields.faults + sink.faults
    guard faults.isEmpty else {
      return page(
        submission, faults, sink.isTooLarge ? .contentTooLarge : .unprocessableContent)
    }
    do {
      let receipt = try await member.enterReport(
        draft, toldBy: told(InPersonReportPage.toldByFieldName),
        when: told(InPersonReportPage.toldWhenFieldName),
        how: told(InPersonReportPage.toldHowFieldName), formToken: submission)
      return answer(InPersonReceiptPage(setting: setting, frame: frame, view: receipt))
    } catch CaseworkError.faults(let found) {
      return page(submission, found, .unprocessableContent)
    } catch CaseworkError.filesTooLarge(let bytesMax) {
      return page(submission, [Visitor.filesTooLarge(bytesMax)], .contentTooLarge)
    }
  }
}

/// Which page of a list is asked for; what is none is the first.
func pageNumber(_ request: Request) -> Int {
  request.query["page"].flatMap(Int.init).map { min(max($0, 1), 1_000_000) } ?? 1
}
