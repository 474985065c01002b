import Casework
import Procedure

/// One case of the example, told from its report on: who did what how many hours after the step before.
final class DemoTale {
  private let stage: DemoStage
  private var hoursAgo: Double

  // What came out of it so far, for the steps that follow.
  private(set) var id = CaseID("")
  /// The words of the reporter's receipt.
  private(set) var words: [String] = []
  private(set) var reporter = PartyID("")
  private(set) var reporterChannel = ChannelID("")
  private(set) var person: PersonID?
  private(set) var proposal = 0
  private(set) var draft = 0
  private(set) var act = 0
  private var parties: [String: PartyID] = [:]
  private var channels: [PartyID: ChannelID] = [:]
  private var wordsOfParties: [PartyID: [String]] = [:]

  init(_ stage: DemoStage, daysAgo: Double) {
    self.stage = stage
    hoursAgo = daysAgo * 24
  }

  /// Somebody who was named.
  func party(_ name: String) -> PartyID { parties[name] ?? PartyID("") }

  /// The conversation with somebody who was named.
  func channel(_ name: String) -> ChannelID { channels[party(name)] ?? ChannelID("") }

  // MARK: Steps

  /// Something happens so many hours later.
  func after(_ hours: Double, _ run: @escaping (DemoTale) async throws -> Void) {
    hoursAgo -= hours
    stage.at(hoursAgo: hoursAgo) { [self] in try await run(self) }
  }

  /// Somebody reports by the form; `asked` is one of those whom it reaches.
  func reported(asking asked: DemoPerson = .chair, _ draft: ReportDraft) {
    after(0) { tale in
      try await tale.send(draft, form: tale.stage.organization.newFormToken(), asking: asked)
    }
  }

  /// The report is sent, with the form that its files came with.
  func send(_ draft: ReportDraft, form: String, asking asked: DemoPerson) async throws {
    words = try await stage.organization.submit(draft, way: .form(token: form)).words
    id = try await stage.newestCase(for: asked)
  }

  /// A report by mail.
  func mailed(asking asked: DemoPerson, _ mail: [UInt8]) {
    after(0) { tale in
      _ = try await tale.stage.organization.ingest(mail)
      tale.id = try await tale.stage.newestCase(for: asked)
    }
  }

  /// These declare that they have no conflict, one after the other.
  func declared(_ people: DemoPerson...) {
    for person in people {
      after(0.5) { tale in
        try await tale.give(.declare(.init(conflict: false)), person)
        guard tale.reporter.text.isEmpty else { return }
        let view = try await tale.view(person)
        tale.reporter = view.parties.first { $0.role == .reporter }?.id ?? PartyID("")
        tale.reporterChannel = view.channel.id ?? ChannelID("")
      }
    }
  }

  /// This one has a conflict, on a ground of the policy.
  func inConflict(_ person: DemoPerson, _ ground: String) {
    after(0.5, person) { _ in .declare(.init(conflict: true, ground: GroundID(ground))) }
  }

  /// A member does something.
  func after(
    _ hours: Double, _ person: DemoPerson, _ command: @escaping (DemoTale) -> Procedure.Command
  ) {
    after(hours) { tale in try await tale.give(command(tale), person) }
  }

  /// The reported person is entered, known under these names.
  func named(
    _ name: String, by person: DemoPerson, role: PartyRole = .reported, handles: [String] = []
  ) {
    after(0.5, person) { _ in
      .nameParty(
        .init(party: nil, role: role, displayName: name, names: [name], handles: handles))
    }
  }

  /// The handlers met.
  func met(
    _ hours: Double, by person: DemoPerson, _ place: String, _ attendees: [DemoPerson],
    _ notes: String, takeaways: String
  ) {
    let hoursAgo = hoursAgo - hours
    after(hours) { tale in
      var present: [MemberID] = []
      for one in attendees { present.append(try await tale.stage.session(one).memberID) }
      try await tale.give(
        .recordMeeting(
          .init(
            at: tale.stage.moment(hoursAgo: hoursAgo + 2), attendees: present, notes: notes,
            takeaways: takeaways, place: place)), person)
    }
  }

  /// The four findings in writing.
  func found(
    by person: DemoPerson, _ whatHappened: String, types: [String], _ why: String,
    responsible: String, ongoing: String
  ) {
    after(1, person) { _ in .recordFinding(.whatHappened(whatHappened)) }
    after(0.1, person) { _ in
      .recordFinding(.violation(.yes, types: types.map { ViolationTypeID($0) }, account: why))
    }
    after(0.1, person) { tale in
      .recordFinding(
        .responsible([tale.party(responsible)], account: "\(responsible), and nobody else."))
    }
    after(0.1, person) { _ in
      .recordFinding(.ongoing(.no, danger: .no, account: ongoing))
    }
  }

  /// Answers to questions of the assessment.
  func assessed(by person: DemoPerson, _ answers: [(String, Answer, String)]) {
    for (question, answer, note) in answers {
      after(0.05, person) { _ in
        .assess(.init(question: QuestionID(question), answer: answer, note: note))
      }
    }
  }

  /// A handler opens the page of the case; what the rules have to write by themselves is written.
  func opened(by person: DemoPerson) {
    after(1) { tale in _ = try await tale.view(person) }
  }

  /// A conversation with somebody is opened, by words that are handed over.
  func opened(with name: String, by person: DemoPerson) {
    after(0.5) { tale in
      guard tale.wordsOfParties[tale.party(name)] == nil else { return }
      let receipt = try await tale.stage.session(person).openChannel(
        ChannelRequest(party: tale.party(name), way: .passphrase), in: tale.id,
        formToken: tale.stage.organization.newFormToken())
      tale.wordsOfParties[tale.party(name)] = receipt?.words
      let view = try await tale.view(person)
      for channel in view.laterChannels {
        if let party = channel.party, let id = channel.id { tale.channels[party] = id }
      }
    }
  }

  /// A letter is written, read by somebody else, and sent.
  func wrote(
    to name: String, _ kind: MessageKind, _ text: LetterText, by author: DemoPerson,
    readBy reader: DemoPerson
  ) {
    after(2, author) { tale in
      .writeDraft(DraftWriting(kind: kind, channel: tale.channel(name), text: text))
    }
    after(3, reader) { tale in
      .reviewDraft(DraftReview(draft: tale.draft, version: 1, isApproved: true))
    }
    after(0.5, author) { tale in .sendDraft(DraftSending(draft: tale.draft)) }
  }

  /// A message to the reporter.
  func told(_ kind: MessageKind, _ text: String, by person: DemoPerson, after hours: Double = 1) {
    after(hours, person) { tale in
      .writeMessage(.init(channel: tale.reporterChannel, text: text, kind: kind))
    }
  }

  /// The reporter, or whoever is named, writes on their page, with one of the answers it offers.
  func answered(
    _ hours: Double, by name: String? = nil, _ text: String, _ kind: ArrivingAnswer.Kind? = nil,
    _ consultation: ConsultationAnswer? = nil
  ) {
    after(hours) { tale in
      let organization = tale.stage.organization
      let words = name.map { tale.wordsOfParties[tale.party($0)] ?? [] } ?? tale.words
      var writer = try await organization.reporter(
        token: organization.openChannel(receipt: words.joined(separator: " ")))
      if let own = try await writer.wordsToTakeOver() {
        writer = try await organization.reporter(
          token: writer.takeOver(words: own.joined(separator: " ")))
        if let name { tale.wordsOfParties[tale.party(name)] = own } else { tale.words = own }
      }
      let offers =
        switch try await writer.followUp() {
        case .reporter(let view): view.offers
        case .party(let view): view.offers
        }
      let offer = offers.first { $0.kind == kind }
      try await writer.answer(
        text: text, files: [], formToken: organization.newFormToken(),
        choosing: offer.map {
          ChosenAnswer(kind: $0.kind, message: $0.message, consultation: consultation)
        })
    }
  }

  /// These agree to the proposal that is open.
  func agreed(_ people: DemoPerson..., version: Int = 1) {
    for person in people {
      after(1, person) { tale in
        .vote(Vote(proposal: tale.proposal, version: version, choice: .agree))
      }
    }
  }

  /// The open tasks that are meant are done.
  func didTasks(
    _ hours: Double, by person: DemoPerson, _ account: String,
    where isMeant: @escaping (TaskView) -> Bool = { _ in true }
  ) {
    after(hours) { tale in
      let tasks = try await tale.view(person).procedure.tasks
      for task in tasks where task.state == .open && isMeant(task) {
        try await tale.give(
          .completeTask(TaskCompletion(task: task.number, account: account)), person)
      }
    }
  }

  // MARK: Doing

  private func view(_ person: DemoPerson) async throws -> CaseView {
    guard case .open(let view) = try await stage.session(person).access(id) else {
      throw CommandFailure(.software, "\(person.name) does not read a case of the example.")
    }
    return view
  }

  /// Does it, and remembers what later steps name.
  func give(_ command: Procedure.Command, _ person: DemoPerson) async throws {
    for entry in try await stage.session(person).perform(command, in: id) {
      switch entry.event {
      case .partyNamed(let party): parties[party.displayName] = party.id
      case .personLinked(let link): self.person = link.person
      case .proposalOpened: proposal = entry.sequence
      case .draftWritten: draft = entry.sequence
      case .actedAtOnce: act = entry.sequence
      default: break
      }
    }
  }
}
