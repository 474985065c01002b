import Casework
import Procedure

/// How far a case has come in its procedure. The numbers name things in commands.
struct ProcedureDocument: Encodable {
  struct Written: Encodable {
    let sequence: Int
    let memberName: String
    let at: Moment
    let kind: String
    let text: String
  }

  struct Need: Encodable {
    let number: Int
    let what: String
    let source: String
    let outcome: InformationOutcome?
    let account: String
  }

  struct Question: Encodable {
    let id: QuestionID
    let area: Policy.Assessment.Area
    let text: String
    let answer: Answer?
    let note: String
    let raises: Bool
  }

  struct Found: Encodable {
    let finding: Procedure.Finding
    let memberName: String
    let at: Moment
  }

  struct Hearing: Encodable {
    let party: PartyID
    let state: String
  }

  struct Draft: Encodable {
    let number: Int
    let kind: MessageKind
    let recipient: String?
    let version: Int
    let text: LetterText
    let author: PersonDocument
    let state: String
    let approvedBy: String?
    let names: [String]
    let measure: Int?
    let asks: PermissionRequest?
    let guards: InformationGuards?
    let findings: [Finding]
    let readings: [Reading]
  }

  struct Reading: Encodable {
    struct Place: Encodable {
      let rule: String
      let excerpt: String
      let fate: String
      let reason: String?
    }

    let memberName: String
    let version: Int
    let isApproved: Bool
    let remark: String
    let places: [Place]

    init(_ view: DraftReviewView) {
      memberName = view.memberName
      version = view.version
      isApproved = view.isApproved
      remark = view.remark
      places = view.places.map { place in
        let (fate, reason): (String, String?) =
          switch place.fate {
          case .kept(let reason): ("kept", reason)
          case .mended: ("mended", nil)
          case .open: ("open", nil)
          }
        return Place(rule: place.rule, excerpt: place.excerpt, fate: fate, reason: reason)
      }
    }

    static let schema = Schema.named(
      "DraftReading",
      .object([
        .required("memberName", .text, ""), .required("version", .integer, ""),
        .required("isApproved", .boolean, ""), .required("remark", .text, ""),
        .required(
          "places",
          .list(
            .object([
              .required("rule", .text, ""), .required("excerpt", .text, ""),
              .required("fate", .choice(["kept", "mended", "open"]), ""),
              .optional("reason", .text, "Why it may stay."),
            ])), "What became of what the checker pointed at."),
      ]))
  }

  struct Finding: Encodable {
    let rule: String
    let excerpt: String
    let severity: DraftFindingView.Weight
    let why: String
    let suggestions: [String]

    init(_ view: DraftFindingView) {
      rule = view.rule
      excerpt = view.excerpt
      severity = view.weight
      why = view.why
      suggestions = view.suggestions
    }

    static let schema = Schema.object([
      .required("rule", .text, "Such as `identity.name`."),
      .required("excerpt", .text, "The words as they stand in the text."),
      .required("severity", .choice(["hint", "warn", "block"]), ""),
      .required("why", .text, ""), .required("suggestions", .list(.text), ""),
    ])
  }

  struct Voice: Encodable {
    let memberName: String
    let choice: Procedure.Choice
    let reason: String
    let at: Moment
  }

  struct Proposal: Encodable {
    let number: Int
    let version: Int
    let memberName: String
    let at: Moment
    let subject: ProposalSubject
    let reasons: String
    let stage: String
    let isSevere: Bool
    let voices: [Voice]
    let silent: [String]
    let needs: String?
    let isEnacted: Bool
  }

  struct Consultation: Encodable {
    let proposal: Int
    let party: PartyID
    let askedAt: Moment?
    let answer: ConsultationAnswer?
    let waivedBecause: String?
    let isOver: Bool
    let until: Moment?
  }

  struct InForce: Encodable {
    let number: Int
    let measure: Measure
    let title: String
    let since: Moment
    let until: Moment?
    let endedAt: Moment?
    let isInForce: Bool
    let isProvisional: Bool
    let conditionsMet: [Int]
    let readmissionAsked: Moment?
  }

  struct Task: Encodable {
    let number: Int
    let kind: TaskKind
    let title: String
    let party: PartyID?
    let space: String?
    let ownerName: String?
    let due: Moment
    let state: String
  }

  struct Act: Encodable {
    let number: Int
    let memberName: String
    let at: Moment
    let ground: ActGround
    let account: String
    let measures: [Measure]
    let reportedAt: Moment?
    let settled: ActVerdict?
  }

  let owner: PersonDocument?
  let ownerAsked: PersonDocument?
  let isWithBoard: Bool
  let written: [Written]
  let needs: [Need]
  let questions: [Question]
  let findings: [Found]
  let hearings: [Hearing]
  let drafts: [Draft]
  let proposals: [Proposal]
  let consultations: [Consultation]
  let measures: [InForce]
  let tasks: [Task]
  let acts: [Act]
  let boardReportedAt: Moment?
  let reconsiderationAskedAt: Moment?
  let ended: String?
  let endedAt: Moment?
  let links: [CaseLink]
  let departures: [RuleID]
  let consent: ConsentDocument

  init(_ view: ProcedureView) {
    owner = view.owner.map(PersonDocument.init)
    ownerAsked = view.ownerAsked.map(PersonDocument.init)
    isWithBoard = view.isWithBoard
    written = view.written.map(Self.written)
    needs = view.needs.map {
      Need(
        number: $0.number, what: $0.what, source: $0.source, outcome: $0.outcome,
        account: $0.account)
    }
    questions = view.questions.map {
      Question(
        id: $0.id, area: $0.area, text: $0.text, answer: $0.answer, note: $0.note,
        raises: $0.raises)
    }
    findings = view.findings.map {
      Found(finding: $0.finding, memberName: $0.memberName, at: $0.at)
    }
    hearings = view.hearings.map { Hearing(party: $0.party, state: Self.state($0.state)) }
    drafts = view.drafts.map(Self.draft)
    proposals = view.proposals.map(Self.proposal)
    consultations = view.consultations.map {
      Consultation(
        proposal: $0.proposal, party: $0.party, askedAt: $0.askedAt, answer: $0.answer,
        waivedBecause: $0.waivedBecause, isOver: $0.isOver, until: $0.until)
    }
    measures = view.measures.map(Self.inForce)
    tasks = view.tasks.map {
      Task(
        number: $0.number, kind: $0.kind, title: $0.title, party: $0.party, space: $0.space,
        ownerName: $0.ownerName, due: $0.due, state: Self.state($0.state))
    }
    acts = view.acts.map {
      Act(
        number: $0.number, memberName: $0.memberName, at: $0.at, ground: $0.ground,
        account: $0.account, measures: $0.measures.map(\.content), reportedAt: $0.reportedAt,
        settled: $0.settled)
    }
    boardReportedAt = view.boardReportedAt
    reconsiderationAskedAt = view.reconsideration?.at
    ended = view.ending.map { Self.ended($0.how) }
    endedAt = view.ending?.at
    links = view.links
    departures = view.departures
    consent = ConsentDocument(view)
  }

  private static func state(_ state: Investigation.HearingState?) -> String {
    switch state {
    case .invited: "invited"
    case .heard: "heard"
    case .waived: "waived"
    case nil: "owed"
    }
  }

  private static func state(_ state: TaskView.State) -> String {
    switch state {
    case .open: "open"
    case .done: "done"
    case .dropped: "dropped"
    }
  }

  private static func draft(_ draft: DraftView) -> Draft {
    let state =
      switch draft.state {
      case .waiting: "waiting"
      case .sent: "sent"
      case .published: "published"
      case .discarded: "discarded"
      }
    return Draft(
      number: draft.number, kind: draft.kind, recipient: draft.recipient, version: draft.version,
      text: draft.text, author: PersonDocument(draft.author), state: state,
      approvedBy: draft.approvedBy, names: draft.names, measure: draft.measure,
      asks: draft.asks, guards: draft.guards,
      findings: draft.findings.map(Finding.init), readings: draft.reviews.map(Reading.init))
  }

  private static func proposal(_ proposal: ProposalView) -> Proposal {
    let stage =
      switch proposal.stage {
      case .consensus: "consensus"
      case .vote: "vote"
      case .board: "board"
      case .adopted: "adopted"
      case .failed: "failed"
      case .void: "void"
      case .withdrawn: "withdrawn"
      }
    return Proposal(
      number: proposal.number, version: proposal.version, memberName: proposal.memberName,
      at: proposal.at, subject: proposal.subject, reasons: proposal.reasons, stage: stage,
      isSevere: proposal.isSevere,
      voices: proposal.voices.map {
        Voice(memberName: $0.memberName, choice: $0.choice, reason: $0.reason, at: $0.at)
      }, silent: proposal.silent, needs: proposal.needs, isEnacted: proposal.isEnacted)
  }

  private static func inForce(_ one: MeasureInForceView) -> InForce {
    InForce(
      number: one.number, measure: one.measure.content, title: one.measure.title,
      since: one.since, until: one.until, endedAt: one.endedAt, isInForce: one.isInForce,
      isProvisional: one.isProvisional,
      conditionsMet: one.conditionsMet.filter(\.value).map(\.key).sorted(),
      readmissionAsked: one.readmissionAsked)
  }

  private static func ended(_ how: ClosedState.How) -> String {
    switch how {
    case .closed: "closed"
    case .filed: "filed"
    case .merged: "merged"
    }
  }

  private static func written(_ entry: WrittenView) -> Written {
    let (kind, text) = words(of: entry.content)
    let last = entry.corrections.last
    return Written(
      sequence: entry.sequence, memberName: entry.memberName, at: entry.at,
      kind: last.map { $0.text == nil } == true ? "struck" : kind, text: last?.text ?? text)
  }

  private static func words(of content: WrittenView.Content) -> (kind: String, text: String) {
    switch content {
    case .remark(let text, _): ("remark", text)
    case .meetingCalled(let call): ("meetingCalled", call.agenda)
    case .meeting(let record, _): ("meeting", "\(record.notes)\n\n\(record.takeaways)")
    case .contact(let contact): ("contact", "\(contact.who), \(contact.when)\n\n\(contact.account)")
    case .evidence(let evidence, _):
      (
        "evidence",
        "\(evidence.title), \(evidence.source), \(evidence.date)\n\n\(evidence.note ?? "")"
      )
    case .ground(let ground): ("ground", ground.account)
    case .localDecision(let decision): ("localDecision", "\(decision.who)\n\n\(decision.decided)")
    case .referral(let referral): ("referral", "\(referral.recipient)\n\n\(referral.reason)")
    case .safety(let safety): ("safety", safety.account)
    case .hearing(let hearing, _): ("hearing", "\(hearing.how)\n\n\(hearing.account)")
    case .boardReport(let text, _): ("boardReport", text)
    }
  }
}

extension ProcedureDocument {
  private static func list(_ fields: [Schema.Field]) -> Schema { .list(.object(fields)) }

  private static let person = PersonDocument.schema

  static let schema = Schema.named(
    "Procedure",
    .object([
      .optional("owner", person, "Who owns the case."),
      .optional("ownerAsked", person, "Who was asked to."),
      .required("isWithBoard", .boolean, ""),
      .required(
        "written",
        list([
          .required("sequence", .integer, "Names it for `correctEntry`."),
          .required("memberName", .text, ""), .required("at", .integer, ""),
          .required("kind", .text, "`struck` for what should not be there."),
          .required("text", .text, "As it reads now."),
        ]), "What handlers wrote: remarks, meetings, conversations, evidence and the like."),
      .required(
        "needs",
        list([
          .required("number", .integer, ""), .required("what", .text, ""),
          .required("source", .text, ""), .optional("outcome", .text, "Absent while missing."),
          .required("account", .text, ""),
        ]), "What is missing before anything is proposed."),
      .required(
        "questions",
        list([
          .required("id", .identity, ""), .required("area", .text, ""),
          .required("text", .text, ""), .optional("answer", .text, ""),
          .required("note", .text, ""),
          .required("raises", .boolean, "The answer raises risk or impact."),
        ]), "The assessment."),
      .required(
        "findings",
        list([
          .required("finding", .open("As in the command `recordFinding`."), ""),
          .required("memberName", .text, ""), .required("at", .integer, ""),
        ]), "The newest of each kind."),
      .required(
        "hearings",
        list([
          .required("party", .identity, ""),
          .required("state", .choice(["owed", "invited", "heard", "waived"]), ""),
        ]), ""),
      .required(
        "drafts",
        list([
          .required("number", .integer, ""), .required("kind", .text, ""),
          .optional("recipient", .text, ""), .required("version", .integer, ""),
          .required("text", .either(.text, .open("The four parts.")), ""),
          .required("author", person, ""),
          .required("state", .choice(["waiting", "sent", "published", "discarded"]), ""),
          .optional("approvedBy", .text, "Who read exactly this version."),
          .required("names", .list(.text), "Who is named in it."),
          .optional("measure", .integer, "The measure that it tells of."),
          .optional("asks", ConsentDocument.request, "What it asks somebody to allow."),
          .optional("guards", .open("As in the command `writeDraft`."), ""),
          .required(
            "findings",
            .list(Finding.schema), "What the checker points at, while the draft waits."),
          .required(
            "readings", .list(Reading.schema), "What second readers said of each version."),
        ]), "Letters."),
      .required("proposals", proposals, ""), .required("consultations", consultations, ""),
      .required("measures", measures, "What was put into effect."),
      .required("tasks", tasks, ""), .required("acts", acts, "What was done at once."),
      .optional("boardReportedAt", .integer, ""),
      .optional("reconsiderationAskedAt", .integer, ""),
      .optional("ended", .choice(["closed", "filed", "merged"]), ""),
      .optional("endedAt", .integer, ""),
      .required("links", .list(.open("`other`, `relation`, `note`.")), ""),
      .required("departures", .list(.text), "Rules left aside in this case."),
      .required(
        "consent", ConsentDocument.schema, "What people allow, and what was told of them."),
    ]))

  private static let proposals = list([
    .required("number", .integer, ""), .required("version", .integer, ""),
    .required("memberName", .text, ""), .required("at", .integer, ""),
    .required("subject", .open("As in the command `propose`."), ""),
    .required("reasons", .text, ""),
    .required(
      "stage",
      .choice(["consensus", "vote", "board", "adopted", "failed", "void", "withdrawn"]), ""),
    .required("isSevere", .boolean, "A majority is needed besides."),
    .required(
      "voices",
      list([
        .required("memberName", .text, ""), .required("choice", .text, ""),
        .required("reason", .text, ""), .required("at", .integer, ""),
      ]), ""), .required("silent", .list(.text), "Who could still speak."),
    .optional("needs", .text, "What it waits for, in a sentence."),
    .required("isEnacted", .boolean, ""),
  ])

  private static let consultations = list([
    .required("proposal", .integer, ""), .required("party", .identity, ""),
    .optional("askedAt", .integer, ""), .optional("answer", .text, ""),
    .optional("waivedBecause", .text, ""),
    .required("isOver", .boolean, "Nothing has to be waited for any more."),
    .optional("until", .integer, "Until when silence is waited for."),
  ])

  private static let measures = list([
    .required("number", .integer, ""),
    .required("measure", .open("As in the command `propose`."), ""),
    .required("title", .text, ""), .required("since", .integer, ""),
    .optional("until", .integer, ""), .optional("endedAt", .integer, ""),
    .required("isInForce", .boolean, ""),
    .required("isProvisional", .boolean, "By an act at once."),
    .required("conditionsMet", .list(.integer), "Their numbers, from 1."),
    .optional("readmissionAsked", .integer, ""),
  ])

  private static let tasks = list([
    .required("number", .integer, ""), .required("kind", .text, ""),
    .required("title", .text, ""), .optional("party", .identity, ""),
    .optional("space", .text, ""), .optional("ownerName", .text, ""),
    .required("due", .integer, ""), .required("state", .choice(["open", "done", "dropped"]), ""),
  ])

  private static let acts = list([
    .required("number", .integer, ""), .required("memberName", .text, ""),
    .required("at", .integer, ""), .required("ground", .text, ""),
    .required("account", .text, ""),
    .required("measures", .list(.open("As in the command `propose`.")), ""),
    .optional("reportedAt", .integer, ""),
    .optional("settled", .text, "What the group made of it."),
  ])
}
