import Foundation
import HTTPServer
import Mail
import Procedure

@testable import Casework
@testable import Web

/// What everybody saw of a story.
struct Told: Sendable {
  let teller: Teller?
  let reported: [Sight]
  let recused: [Sight]
  let leftOut: [Sight]
  let outsider: [Sight]
  /// A member of the board, who gets the report on the case, until they are asked.
  let board: [Sight]
  /// One who may read everything, so that it is seen that there is something to see.
  let handler: [Sight]
  let traces: [Play.Traces]
  /// The subject of the notice that a message has come.
  let subjectOfNotices: String
  let members: [Community.Person]
}

/// One story from the first word to the board, told by somebody.
///
/// Real database, real keys, the whole site asked without a socket, every job, every mail as it goes to the mail server.
final class Play {
  /// What happened in one scene that is not seen on a page.
  struct Traces: Sendable {
    let scene: Scene
    /// Mails in the order in which the server took them.
    var mails: [PostBox.Mail] = []
    var lines: [String] = []
    /// The lines that the requests of the reporter made.
    var linesOfTeller: [String] = []
  }

  let teller: Teller?
  let community: Community
  let organization: Organization
  let site: Site
  let application: Application<Visitor>
  let hours: Hours
  private let post = PostBox()
  private let folder: URL

  var reported = Watch()
  var recused = Watch()
  var leftOut = Watch()
  var outsider = Watch()
  var board = Watch()
  private var handler = Watch()
  private(set) var traces: [Traces] = []

  private(set) var id: CaseID?
  private(set) var scene = Scene.quiet
  /// The words of the receipt, where the form showed one.
  private var words: [String] = []
  /// Where an answer by mail goes.
  private var replyTo = ""
  private var reporter = PartyID("")
  private var reporterChannel = ChannelID("")
  private var rufus = PartyID("")
  private var rufusChannel = ChannelID("")
  private var rufusWords: [String] = []
  private var proposal = 0
  private var draft = 0

  static let rufusAddress = "rufus@grumblethorpe.example"

  /// - Parameter teller: who reports; nil plays the same days without a report.
  init(_ teller: Teller?) async throws {
    self.teller = teller
    community = try await Community.shared.value
    folder = Community.newFolder("play")
    try FileManager.default.copyItem(at: community.folder, to: folder)
    let hours = Hours()
    self.hours = hours
    organization = try await Organization.open(
      DataDirectory(folder), Community.options,
      environment: Casework.Environment(
        now: { hours.now }, log: { hours.note("\($0.weight.rawValue) \($0.sentence)") },
        bootSeconds: { hours.now.secondsSince1970 }))
    guard let address = SiteAddress(Community.baseAddress) else { throw CaseworkError.absent }
    site = Site(organization: organization, address: address)
    application = try site.application { line in
      hours.note(line.description.replacing(/\ [0-9.]+ ms/, with: ""))
    }
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
  }

  /// Plays all of it.
  func run() async throws -> Told {
    for scene in Scene.allCases {
      self.scene = scene
      traces.append(Traces(scene: scene))
      let start = hours.now
      if teller != nil { try await act(scene) }
      if scene == .reported { try await glance() }
      for reply in (teller?.replies[scene] ?? []).sorted(by: { $0.afterMinutes < $1.afterMinutes })
      {
        try await goOn(to: start.adding(seconds: reply.afterMinutes * 60))
        try await write(reply)
        guard scene != .reported else { continue }
        // Nobody waits for an answer, so that no deadline of one tells when they wrote.
        try await give(
          .writeMessage(.init(channel: reporterChannel, text: "Thank you for writing.")), 1)
      }
      let end = start.adding(seconds: scene.hours * 3_600)
      try await goOn(to: end.adding(seconds: -Int64(OutboxLimits.noticeDelaySecondsMax)))
      try await work()
      try await goOn(to: end)
      try await look()
    }
    return Told(
      teller: teller, reported: reported.sights, recused: recused.sights, leftOut: leftOut.sights,
      outsider: outsider.sights, board: board.sights, handler: handler.sights, traces: traces,
      subjectOfNotices: try organization.notices.template(.noticeNewMessage)
        .filled([.codeName: "amber lantern"]).subject, members: community.members)
  }

  /// The mails of the time until then.
  private func goOn(to moment: Moment) async throws {
    let left = moment.secondsSince1970 - hours.now.secondsSince1970
    if left > 0 { hours.pass(seconds: left) }
    while try await organization.sendDueMail(through: post).delivered > 0 {}
    keep()
  }

  /// The jobs, a while before the scene ends, so that every notice of theirs has left then.
  private func work() async throws {
    try await organization.lookAtDueCases()
    _ = try await organization.tellHandOver()
    _ = try await organization.watchMembership()
    _ = try await organization.watchForUninvolved()
    _ = try await organization.checkpoint()
  }

  /// Puts what was written to the log and sent since into the traces.
  private func keep(ofTeller: Bool = false) {
    let mails = post.collect()
    for mail in mails where mail.recipient == teller?.email {
      replyTo = mail.field("Reply-To")?.firstMatch(of: /<([^>]+)>/).map { String($0.1) } ?? replyTo
    }
    traces[traces.count - 1].mails += mails
    if ofTeller {
      traces[traces.count - 1].linesOfTeller += hours.collect()
    } else {
      traces[traces.count - 1].lines += hours.collect()
    }
  }

  // MARK: The reporter

  private func tell() async throws {
    guard let teller else { return }
    keep()
    defer { keep(ofTeller: true) }
    guard teller.way == .form else {
      return try await mail(teller.account, to: "conduct@djangoproject.com")
    }
    let browser = Browser(application)
    let form = try await browser.get("/report", headers(of: teller))
    let fields = [
      ("csrf", form.hidden("csrf")), ("submission", form.hidden("submission")),
      ("account", teller.account), ("involved", "Rufus Grumblethorpe"),
      ("witnesses", teller.witness), ("when", teller.when), ("contactName", teller.name),
      ("contactEmail", teller.email), ("language", teller.language),
      ("answerLanguage", teller.language), ("leaveOut", community.members[5].id.text),
    ]
    let answer = try await browser.multipart(
      "/report",
      fields.map { .field($0.0, $0.1) }
        + teller.files.map { .file("files", name: $0.name, bytes: $0.bytes) }, headers(of: teller))
    words = answer.receiptWords
    guard answer.status == 200, !words.isEmpty else { throw CaseworkError.absent }
  }

  private func write(_ reply: Teller.Reply) async throws {
    guard let teller else { return }
    keep()
    defer { keep(ofTeller: true) }
    guard teller.way == .form else { return try await mail(reply.text, to: replyTo) }
    let browser = Browser(application)
    _ = try await browser.post(
      "/follow-up", [("receipt", words.joined(separator: " "))], headers(of: teller))
    let page = try await browser.get("/follow-up/conversation", headers(of: teller))
    let answer = try await browser.multipart(
      "/follow-up/messages",
      [
        .field("csrf", page.hidden("csrf")), .field("submission", page.hidden("submission")),
        .field("text", reply.text),
      ] + reply.files.map { .file("files", name: $0.name, bytes: $0.bytes) }, headers(of: teller))
    guard answer.status == 303 else { throw CaseworkError.absent }
  }

  private func headers(of teller: Teller) -> [(String, String)] {
    [("Accept-Language", teller.browserLanguage), ("User-Agent", teller.browserLanguage)]
  }

  private func mail(_ text: String, to address: String) async throws {
    guard let teller else { return }
    let lines = [
      "From: \(teller.email)", "To: \(address)", "Subject: Hello",
      "Message-ID: <\(UUID().uuidString)@levelek.example>",
      "Date: Mon, 21 Sep 2026 10:00:00 +0200", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "", text, "",
    ]
    let outcome = try await organization.ingest(Array(lines.joined(separator: "\r\n").utf8))
    guard outcome == .newReport || outcome == .placed else { throw CaseworkError.absent }
  }

  // MARK: The members

  func session(_ person: Community.Person) async throws -> SignedIn {
    try await organization.member(
      token: organization.signIn(email: person.email, password: person.password, code: ""))
  }

  private func give(_ command: Procedure.Command, _ number: Int) async throws {
    guard let id else { throw CaseworkError.absent }
    let member = try await session(community.members[number])
    for entry in try await member.perform(command, in: id) {
      switch entry.event {
      case .partyNamed(let party) where party.role == .reported: rufus = party.id
      case .proposalOpened: proposal = entry.sequence
      case .draftWritten: draft = entry.sequence
      default: break
      }
    }
    hours.pass(seconds: 1)
  }

  private func view(_ number: Int = 1) async throws -> CaseView {
    guard let id,
      case .open(let view) = try await session(community.members[number]).access(id)
    else { throw CaseworkError.absent }
    return view
  }

  private func act(_ scene: Scene) async throws {
    switch scene {
    case .quiet: break
    case .reported: try await tell()
    case .declared:
      id = try await session(community.members[0]).dashboard().toDeclare.first?.id
      for number in 0..<5 { try await give(.declare(.init(conflict: false)), number) }
      let view = try await view()
      reporter = view.parties.first { $0.role == .reporter }?.id ?? reporter
      reporterChannel = view.channel.id ?? reporterChannel
    case .answered:
      try await give(.acknowledge(.init(kind: .needsDecision, text: "We are on it.")), 0)
      try await give(.acceptShepherding(BiasDeclaration()), 1)
      try await give(
        .nameParty(.init(party: nil, role: .reported, displayName: "Rufus Grumblethorpe")), 1)
      try await give(
        .nameParty(.init(party: nil, role: .witness, displayName: teller?.witness ?? "")), 1)
    case .recused: try await give(.declare(.init(conflict: true)), 4)
    case .opened: try await openChannel()
    case .heard:
      try await letter(
        .hearing, .plain("We would like to hear from you before we decide anything."))
      try await answerAsRufus(.hearing, "I said what I said.")
    case .proposed: try await propose()
    case .consulted:
      try await give(
        .consult(Consulting(proposal: proposal, party: reporter, text: "We plan a warning.")), 1)
    case .enacted: try await enact()
    case .closed:
      try await give(.reportToBoard(BoardReport(text: "A warning was given.")), 1)
      try await give(
        .writeMessage(
          .init(channel: reporterChannel, text: "We close this.", kind: .closing)), 1)
      try await give(
        .close(CaseClosing(outcome: .resolved, summary: "A remark.", actions: "A warning.")), 1)
    case .appealed: try await answerAsRufus(.reconsideration, "Please look at it again.")
    }
    try await readAsHandler()
  }

  /// A handler opens pages as they do, so that the log has what that leaves in it.
  private func readAsHandler() async throws {
    let browser = try await signedIn(community.members[1])
    _ = try await browser.get("/dashboard")
    guard let id else { return }
    for path in ["", "/people", "/acknowledge"] {
      handler.see(path, try await browser.get("/cases/\(id.text)\(path)").text)
    }
  }

  private func openChannel() async throws {
    guard let id else { return }
    for (number, way) in [(1, ChannelWay.mail), (1, .passphrase), (2, .passphrase)] {
      let shown = try await session(community.members[number]).openChannel(
        ChannelRequest(
          party: rufus, way: way, address: way == .mail ? Self.rufusAddress : nil), in: id,
        formToken: organization.newFormToken())
      rufusWords = shown?.words ?? rufusWords
      hours.pass(seconds: 1)
    }
    rufusChannel = try await view().laterChannels.first { $0.party == rufus }?.id ?? rufusChannel
  }

  private func letter(_ kind: MessageKind, _ text: LetterText) async throws {
    let writing = Command.writeDraft(
      DraftWriting(kind: kind, channel: rufusChannel, text: text))
    try await give(writing, 1)
    guard let id else { return }
    let found = try await session(community.members[2]).findings(in: writing, of: id)
    let answers = (found ?? []).filter { $0.weight == .block }
      .map {
        PlaceAnswer(rule: $0.rule, excerpt: $0.excerpt, reason: "It says nothing of anybody.")
      }
    try await give(
      .reviewDraft(DraftReview(draft: draft, version: 1, isApproved: true, answers: answers)), 2)
    try await give(.sendDraft(DraftSending(draft: draft)), 1)
  }

  private func propose() async throws {
    try await give(.recordFinding(.whatHappened("He called a talk worthless.")), 1)
    try await give(
      .recordFinding(
        .violation(.yes, types: [ViolationTypeID("harassment")], account: "It is one.")), 1)
    try await give(.recordFinding(.responsible([rufus], account: "He was.")), 1)
    try await give(.recordFinding(.ongoing(.no, danger: .no, account: "It is over.")), 1)
    try await give(
      .recordHearing(Hearing(party: rufus, how: "On his page", account: "He stands by it.")), 1)
    try await give(
      .propose(
        Proposing(
          subject: .resolution([Measure(measure: MeasureID("warning"), party: rufus)]),
          reasons: "It fits what happened.")), 1)
    for number in [0, 2, 3] {
      try await give(.vote(Vote(proposal: proposal, version: 1, choice: .agree)), number)
    }
  }

  private func enact() async throws {
    try await give(.enact(ResolutionNaming(proposal: proposal)), 1)
    try await give(
      .writeMessage(
        .init(channel: reporterChannel, text: "He gets a warning.", kind: .decision)), 1)
    try await letter(
      .letter,
      .fourParts(
        .init(
          behaviour: "You spoke badly of a contribution in public.",
          impact: "People thought about leaving.", expectedChange: "Say what could be better.",
          consequences: "This is a warning.")))
    for task in try await view().procedure.tasks where task.state == .open {
      try await give(.completeTask(TaskCompletion(task: task.number, account: "Done.")), 1)
    }
  }

  // MARK: The reported person

  /// A browser in which Rufus reads his page; nil before there is one.
  func browserOfRufus() async throws -> Browser? {
    guard !rufusWords.isEmpty else { return nil }
    let browser = Browser(application)
    let entry = try await browser.post(
      "/follow-up", [("receipt", rufusWords.joined(separator: " "))])
    reported.see("\(scene.rawValue): the way in", entry.everything)
    let page = try await browser.get("/follow-up/conversation")
    let own = page.hidden("words")
    guard !own.isEmpty else { return browser }
    reported.see("\(scene.rawValue): new words", page.everything)
    let taken = try await browser.post(
      "/follow-up/words", [("csrf", page.hidden("csrf")), ("words", own)])
    reported.see("\(scene.rawValue): new words taken", taken.everything)
    rufusWords = own.split(separator: " ").map(String.init)
    return browser
  }

  /// The token of a program that Rufus uses.
  func tokenOfRufus() async throws -> String {
    try await organization.openChannel(receipt: rufusWords.joined(separator: " "))
  }

  private func answerAsRufus(_ kind: ArrivingAnswer.Kind, _ text: String) async throws {
    guard let browser = try await browserOfRufus() else { throw CaseworkError.absent }
    let page = try await browser.get("/follow-up/conversation")
    guard let choice = page.text.firstMatch(of: try Regex("value=\"(\(kind.rawValue)-[^\"]*)\""))
    else { throw CaseworkError.absent }
    let answer = try await browser.multipart(
      "/follow-up/messages",
      [
        .field("csrf", page.hidden("csrf")), .field("submission", page.hidden("submission")),
        .field("text", text), .field("answer", String(choice.output[1].substring ?? "")),
      ])
    reported.see("\(scene.rawValue): an answer", answer.everything)
    guard answer.status == 303 else { throw CaseworkError.absent }
    hours.pass(seconds: 1)
  }

  // MARK: Looking

  /// A browser in which somebody is signed in.
  func signedIn(_ person: Community.Person) async throws -> Browser {
    let browser = Browser(application)
    let answer = try await browser.post(
      "/sign-in", [("email", person.email), ("password", person.password), ("code", "")])
    guard answer.status == 303 else { throw CaseworkError.wrongCredentials }
    return browser
  }
}

extension Browser.Answer {
  /// Status, headers and body, byte for byte.
  var everything: String {
    let head = response.headers.lines.map { "\($0.name): \($0.value.text)" }
    return (["\(status)"] + head + ["", String(decoding: bytes, as: UTF8.self)])
      .joined(separator: "\n")
  }
}
