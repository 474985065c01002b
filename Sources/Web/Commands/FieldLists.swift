import Casework
import Procedure

/// Something that a field may name.
struct CaseListItem: Sendable {
  var value: String
  var label: String
  var hint = ""
  /// The version that is shown, where it has versions.
  var version: Int?
}

/// The things of one case, as it is shown, that fields may name.
struct CaseLists {
  var view: CaseView
  var policy: Policy
  var now: Moment
  /// Who looks at it.
  var me: MemberID

  private var procedure: ProcedureView { view.procedure }

  /// One by its value.
  func item(_ value: String, of list: CaseList) -> CaseListItem? {
    items(list).first { $0.value == value }
  }

  /// All of them.
  func items(_ list: CaseList) -> [CaseListItem] {
    switch list {
    case .members: members(procedure.members.isEmpty ? view.handlers : procedure.members)
    case .otherHandlers:
      members(
        (procedure.members.isEmpty ? view.handlers : procedure.members).filter { $0.id != me })
    case .keptOut:
      members(view.keptOut.filter { !$0.awaitsLook }.map(\.member) + view.inConflict)
    case .heldBack: members(view.keptOut.filter(\.awaitsLook).map(\.member))
    case .oversightAsking: members(procedure.oversightAsked.map(\.member))
    case .biasesPending: members(procedure.ownerPending.map { [$0.member] } ?? [])
    case .parties: parties(view.parties)
    case .reportedParties: parties(view.parties.filter { $0.role == .reported })
    case .consultedParties:
      parties(view.parties.filter { policy.consultation.roles.contains($0.role) })
    case .channels: channels
    case .mails:
      view.putAside.compactMap { aside in
        aside.mail.map {
          CaseListItem(value: Self.value($0), label: aside.subject, hint: aside.from)
        }
      }
    case .notices:
      procedure.notices.filter { $0.finding == nil }.map {
        CaseListItem(
          value: Self.value($0.message), label: "\($0.memberName), \(Times.dayAndTime($0.at))")
      }
    case .spaces: policy.spaces.map { CaseListItem(value: $0.id.text, label: $0.title) }
    case .measures:
      policy.measures.list.map {
        CaseListItem(value: $0.id.text, label: $0.title, hint: $0.consequence)
      }
    case .questions:
      policy.assessment.questions.map { CaseListItem(value: $0.id.text, label: $0.text) }
    case .representations:
      policy.assessment.representations.map {
        CaseListItem(value: $0.id.text, label: $0.title)
      }
    case .violationTypes:
      policy.violationTypes.map { CaseListItem(value: $0.id.text, label: $0.title) }
    case .grounds: policy.gate.grounds.map { CaseListItem(value: $0.id.text, label: $0.title) }
    case .setAsideReasons:
      policy.setAsideReasons.map { CaseListItem(value: $0.id.text, label: $0.title) }
    case .pausableDeadlines:
      policy.deadlines.filter { $0.kind == .aim }.map {
        CaseListItem(value: $0.id.text, label: $0.title)
      }
    case .files:
      procedure.files.map { CaseListItem(value: $0.id.text, label: $0.name, hint: $0.type) }
    case .rules:
      policy.guidance.map {
        CaseListItem(value: $0.rawValue, label: CommandWords.rule($0))
      }
    default: numbered(list)
    }
  }

  /// The rest: what is named by a number.
  private func numbered(_ list: CaseList) -> [CaseListItem] {
    switch list {
    case .notes:
      view.notes.map {
        CaseListItem(value: "\($0.sequence)", label: "\($0.memberName), \(Times.dayAndTime($0.at))")
      }
    case .entries:
      procedure.correctable.map {
        CaseListItem(
          value: "\($0.sequence)",
          label: "\(CaseWords.event($0.event)), \($0.memberName), \(Times.dayAndTime($0.at))",
          hint: Self.short($0.text))
      }
    case .remarks:
      procedure.written.reversed().compactMap { entry in
        guard case .remark(let text, _) = entry.content else { return nil }
        return CaseListItem(
          value: "\(entry.sequence)", label: "\(entry.memberName): \(Self.short(text))")
      }
    case .needs:
      procedure.needs.filter { $0.outcome == nil }.map {
        CaseListItem(value: "\($0.number)", label: Self.short($0.what), hint: $0.source)
      }
    case .acts: acts(procedure.acts)
    case .actsToReport: acts(procedure.acts.filter { $0.reportedAt == nil })
    case .actsToReview: acts(procedure.acts.filter { $0.settled == nil })
    case .permissionsThatStand:
      procedure.permissions.filter { $0.isGiven && $0.withdrawnAt == nil }.map {
        CaseListItem(
          value: "\($0.number)", label: "\($0.partyName): \(CommandWords.permission($0.kind))",
          hint: [$0.to, $0.purpose].filter { !$0.isEmpty }.joined(separator: ", "))
      }
    case .drafts: drafts { _ in true }
    case .draftsToReview: drafts { $0.author.id != me }
    case .draftsToSend: drafts { $0.approvedBy != nil && $0.kind != .publicStatement }
    case .statements: drafts { $0.approvedBy != nil && $0.kind == .publicStatement }
    case .openProposals: proposals { $0.isOpen }
    case .allProposals: proposals { _ in true }
    case .adoptedProposals: proposals { $0.isAdopted }
    case .tasks:
      procedure.tasks.filter { $0.state == .open }.map {
        CaseListItem(
          value: "\($0.number)", label: $0.title,
          hint: [$0.space, $0.ownerName].compactMap(\.self).joined(separator: ", "))
      }
    case .measuresInForce: measures { $0.endedAt == nil }
    case .endableMeasures: measures(\.canBeEndedByDecision)
    default: []
    }
  }

  private func members(_ list: [PublicMember]) -> [CaseListItem] {
    list.map { CaseListItem(value: $0.id.text, label: $0.name) }
  }

  private func parties(_ list: [Party]) -> [CaseListItem] {
    list.map {
      CaseListItem(value: $0.id.text, label: "\($0.displayName) (\(CaseWords.role($0.role)))")
    }
  }

  private var channels: [CaseListItem] {
    ([view.channel] + view.laterChannels).compactMap { channel in
      channel.id.map { id in
        let party = view.parties.first { $0.id == channel.party }
        let name = party?.displayName ?? channel.reporterName ?? CaseWords.you
        return CaseListItem(
          value: id.text, label: party.map { "\(name) (\(CaseWords.role($0.role)))" } ?? name)
      }
    }
  }

  private func acts(_ list: [ActView]) -> [CaseListItem] {
    list.map {
      CaseListItem(
        value: "\($0.number)", label: "\($0.memberName), \(Times.dayAndTime($0.at))",
        hint: Self.short($0.account))
    }
  }

  private func drafts(_ isMeant: (DraftView) -> Bool) -> [CaseListItem] {
    procedure.drafts.filter { $0.state == .waiting && isMeant($0) }.map {
      CaseListItem(
        value: "\($0.number)",
        label: CommandWords.messageKind($0.kind) + ($0.recipient.map { ", \($0)" } ?? ""),
        hint: $0.author.name, version: $0.version)
    }
  }

  private func proposals(_ isMeant: (ProposalView) -> Bool) -> [CaseListItem] {
    procedure.proposals.filter(isMeant).map {
      CaseListItem(
        value: "\($0.number)", label: CaseWords.proposalTitle($0, in: procedure),
        hint: $0.memberName,
        version: $0.version)
    }
  }

  private func measures(_ isMeant: (MeasureInForceView) -> Bool) -> [CaseListItem] {
    procedure.measures.filter(isMeant).map {
      CaseListItem(
        value: "\($0.number)",
        label: $0.measure.title + ($0.measure.partyName.map { ", \($0)" } ?? ""))
    }
  }

  static func value(_ message: MessageReference) -> String {
    "\(message.channel.text)/\(message.sequence)"
  }

  /// The beginning of a text, for a list.
  static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}

extension CaseLists {
  /// Of the kinds of thing that a form is for, those that the case knows now.
  func offered(_ choices: [Choice], at path: String, now chosen: String) -> [Choice] {
    guard path == "subject.kind" else { return choices }
    return choices.filter { choice in
      switch ProposalSubject.Kind(rawValue: choice.value) {
      case .readmission:
        choice.value == chosen || procedure.measures.contains { $0.readmissionAsked != nil }
      case .reconsideration: choice.value == chosen || procedure.reconsideration != nil
      case .resolution, .policy, nil: true
      }
    }
  }

  /// What a form begins with: what was asked for, and for corrections what stands there now.
  func beginning(_ name: Command.Name, _ asked: CommandValues) -> CommandValues {
    var values = asked
    let entry = CommandCatalogue.entry(name)
    if let about = entry.about, case .about(let list) = about.kind {
      let items = items(list)
      if items.count == 1, let only = items.first { values.suggest(about.name, only.value) }
      if name == .assess, let open = procedure.questions.first(where: { $0.answer == nil }) {
        values.suggest(about.name, open.id.text)
      }
      if let version = item(values.text(about.name), of: list)?.version {
        values.suggest("version", "\(version)")
      }
    }
    switch name {
    case .correctParty: party(&values)
    case .correctNote:
      let note = view.notes.first { "\($0.sequence)" == values.text("note") }
      if let note { values.suggest("text", note.markdown) }
    case .correctEntry:
      let entry = procedure.correctable.first { "\($0.sequence)" == values.text("entry") }
      if let entry { values.suggest("text", entry.text) }
    case .assess:
      let question = procedure.questions.first { $0.id.text == values.text("question") }
      if let question {
        if let answer = question.answer { values.suggest("answer", answer.rawValue) }
        if !question.note.isEmpty { values.suggest("note", question.note) }
      }
    case .changeDraft: draft(&values)
    case .writeDraft: letter(&values)
    case .recordDisclosure: values.suggest("at", Times.forInput(now))
    case .amendProposal: proposal(&values)
    case .propose:
      if procedure.reconsideration != nil, procedure.isWithBoard {
        values.suggest("subject.kind", ProposalSubject.Kind.reconsideration.rawValue)
      } else if view.phase == .closed
        || procedure.measures.contains(where: { $0.readmissionAsked != nil })
      {
        values.suggest("subject.kind", ProposalSubject.Kind.readmission.rawValue)
      }
    case .writeMessage: if let id = view.channel.id { values.suggest("channel", id.text) }
    case .callMeeting, .recordMeeting: values.suggest("at", Times.forInput(now))
    default: break
    }
    return values
  }

  private func party(_ values: inout CommandValues) {
    guard let party = view.parties.first(where: { $0.id.text == values.text("party") }) else {
      return
    }
    values.suggest("role", party.role.rawValue)
    values.suggest("displayName", party.displayName)
    values.suggest("names", party.names.joined(separator: "\n"))
    values.suggest("handles", party.handles.joined(separator: "\n"))
    values.suggest("emails", party.emails.joined(separator: "\n"))
    values.suggest("phones", party.phones.joined(separator: "\n"))
    values.suggest("places", party.places.joined(separator: "\n"))
    values.suggest("employer", party.employer ?? "")
    values.suggest("pronouns", party.pronouns ?? "")
  }

  private func draft(_ values: inout CommandValues) {
    guard let draft = procedure.drafts.first(where: { "\($0.number)" == values.text("draft") })
    else { return }
    switch draft.text {
    case .plain(let text):
      values.suggest("shape", "plain")
      values.suggest("text", text)
    case .fourParts(let parts):
      values.suggest("shape", "fourParts")
      fourParts(parts, &values)
    }
  }

  private func fourParts(_ parts: LetterText.FourParts, _ values: inout CommandValues) {
    values.suggest("text.opening", parts.opening ?? "")
    values.suggest("text.behaviour", parts.behaviour)
    values.suggest("text.impact", parts.impact)
    values.suggest("text.expectedChange", parts.expectedChange ?? "")
    values.suggest("text.noChangeReason", parts.noChangeReason ?? "")
    values.suggest("text.consequences", parts.consequences)
    values.suggest("text.ending", parts.ending ?? "")
  }

  /// The words that the policy has for a measure and for who reads the letter.
  private func letter(_ values: inout CommandValues) {
    let kind = MessageKind(rawValue: values.text("kind")) ?? .letter
    let party = view.parties.first { party in
      channel(values.text("channel"))?.party == party.id
    }
    // The newest measure that concerns them, or else the newest of all.
    let inForce = procedure.measures.filter { $0.endedAt == nil }
    let about = inForce.last { $0.measure.content.party == party?.id } ?? inForce.last
    if kind != .permissionQuestion, kind != .hearing, let about {
      values.suggest("measure", "\(about.number)")
    }
    let chosen = procedure.measures.first { "\($0.number)" == values.text("measure") }
    guard let letters = chosen?.measure.content.measure.flatMap({ policy.measures.letters[$0] })
    else { return }
    switch kind {
    case .letter:
      var parts = letters.reported
      if let measure = chosen?.measure.content {
        parts.expectedChange = measure.expectation ?? parts.expectedChange
        if let consequence = measure.consequence { parts.consequences = consequence }
      }
      fourParts(parts, &values)
    case .decision: values.suggest("text", letters.reporter)
    case .information: values.suggest("text", letters.leaders)
    case .update where party?.role == .representative || party?.role == .leader:
      values.suggest("text", letters.moderators)
    case .publicStatement: values.suggest("text", letters.publicStatement)
    default: break
    }
  }

  private func channel(_ id: String) -> ChannelView? {
    ([view.channel] + view.laterChannels).first { $0.id?.text == id }
  }

  private func proposal(_ values: inout CommandValues) {
    guard
      let proposal = procedure.proposals.first(where: {
        "\($0.number)" == values.text("proposal")
      })
    else { return }
    values.suggest("subject.kind", proposal.subject.kind.rawValue)
    values.suggest("reasons", proposal.reasons)
    if proposal.isSevere { values.suggest("isSevere", "yes") }
    switch proposal.subject {
    case .readmission(let measure, let isGranted):
      values.suggest("subject.measure", "\(measure)")
      values.suggest("subject.isGranted", isGranted ? "yes" : "no")
    case .reconsideration(let verdict, _): values.suggest("subject.verdict", verdict.rawValue)
    case .policy(let address): values.suggest("subject.address", address)
    case .resolution: break
    }
    for (number, measure) in proposal.measures.map(\.content).enumerated() {
      let at = "subject.measures.\(number)."
      if let id = measure.measure { values.suggest(at + "measure", id.text) }
      values.suggest(at + "title", measure.title ?? "")
      values.suggest(at + "makesSafer", measure.makesSafer ?? "")
      if let party = measure.party { values.suggest(at + "party", party.text) }
      values.suggest(at + "spaces", all: (measure.spaces ?? []).map(\.text))
      if let days = measure.days { values.suggest(at + "days", "\(days)") }
      values.suggest(at + "conditions", (measure.conditions ?? []).joined(separator: "\n"))
      values.suggest(at + "modifications", (measure.modifications ?? []).joined(separator: "\n"))
      values.suggest(at + "repairs", (measure.repairs ?? []).joined(separator: "\n"))
      values.suggest(at + "guidance", measure.guidance ?? "")
      values.suggest(at + "skipReason", measure.skipReason ?? "")
      values.suggest(at + "expectation", measure.expectation ?? "")
      values.suggest(at + "consequence", measure.consequence ?? "")
    }
  }
}
