import Casework
import Procedure

/// What happens in the example, case by case, so that every page has something to show.
struct DemoStories {
  let organization: Organization
  let clock: DemoClock
  private let hour: Int64 = 3_600
  private let day: Int64 = 86_400

  init(organization: Organization, clock: DemoClock) {
    self.organization = organization
    self.clock = clock
  }

  /// Plays every story, the oldest first.
  /// - Returns: the receipt of one report, to try the reporter's side.
  func play() async throws -> [String] {
    try await alreadyHandled()
    try await advertisement()
    try await heldByMail()
    let receipt = try await hallway()
    try await pileOn()
    try await aboutTheGroup()
    try await following()
    clock.set(secondsAgo: 0)
    return receipt
  }

  // MARK: Stories

  private func alreadyHandled() async throws {
    clock.set(secondsAgo: 40 * day)
    var draft = ReportDraft()
    draft.account = """
      At our local meetup in May a guest kept commenting on the looks of two attendees. Our organizers spoke to him, he \
      apologised to both and left early. Everybody agreed that this settled it. We only want you to know.
      """
    draft.involved = "Rufus Grumblethorpe"
    draft.space = "events"
    draft.relation = "representative"
    draft.contactName = "Organizers of the Larkspur meetup in Nettlewick"
    let case1 = try await report(draft)
    try await declare(.chair, case1.id)
    try await act(
      .chair, case1.id, after: 3 * hour, .acknowledge(.init(kind: .alreadyHandled)))
  }

  private func advertisement() async throws {
    clock.set(secondsAgo: 12 * day)
    var draft = ReportDraft()
    draft.account = "Grow your audience overnight! Visit our shop for ten thousand new followers."
    let case1 = try await report(draft)
    try await declare(.member, case1.id)
    try await act(
      .member, case1.id, after: hour,
      .setAside(.init(reason: SetAsideReasonID("spam"), note: "An advertisement.")))
  }

  private func heldByMail() async throws {
    clock.set(secondsAgo: 5 * day)
    let mail = """
      From: Wilma Fogg <wilma.fogg@mail.example>
      To: conduct@larkspur.example
      Subject: Messages that do not stop
      Message-ID: <demo-1@mail.example>
      Date: Sun, 15 Nov 2026 09:12:00 +0000
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      Hello,

      since the last release somebody who calls himself "tundra_fox" answers every one of my posts in the chat with
      remarks about my accent. I asked him to stop, twice. Since then he writes to me privately.

      I do not know whether this is something for you. I would like it to end.

      Wilma
      """
    _ = try await organization.ingest(Array(mail.replacingLines().utf8))
    let id = try await newestCase(of: .second)
    try await declare(.second, id)
    try await act(
      .second, id, after: 2 * hour,
      .acknowledge(
        .init(
          kind: .needsDecision,
          text: """
            Dear Wilma,

            thank you for writing to us. This is something for us, and it was right to tell us. You do not have to answer \
            him. If you can, please send us the private messages, or pictures of them; we keep them sealed.

            We will write again within a week, earlier if anything happens.

            Cleo Marshwhistle, for the working group
            """)))
    try await act(
      .second, id, after: hour,
      .nameParty(
        .init(
          party: nil, role: .reported, displayName: "tundra_fox", handles: ["@tundra_fox"])))
    try await declare(.third, id)
    try await declare(.liaison, id)
    try await act(
      .third, id, after: 20 * hour,
      .writeNote(
        .init(
          text: """
            **What we know so far**

            - two public threads in the chat, both still there
            - private messages since the 9th; we have asked for them
            - no earlier report under this name

            Next: wait for the messages until Thursday, then meet.
            """)))
  }

  private func hallway() async throws -> [String] {
    clock.set(secondsAgo: 30 * hour)
    var draft = ReportDraft()
    draft.account = """
      After the keynote I asked a question about the new contribution rules. In the hallway a man from the front row \
      stood very close to me, said that people like me should be glad to be let in at all, and would not let me pass. \
      Another attendee saw it and walked me out.

      I am all right, but I do not want to meet him alone at the sprints.
      """
    draft.involved = "Magnus Brackwater, he wore a speaker's badge"
    draft.witnesses = "Pia Underhill"
    draft.when = "Saturday, shortly after eleven"
    draft.space = "events"
    draft.where = "the hallway between the main room and the stairs"
    draft.links = "https://larkspur.example/conference/keynote"
    draft.ongoing = "unsure"
    draft.relation = "affected"
    draft.sensitivities = "Please do not call; I share the phone."
    let form = try organization.newFormToken()
    let staging = try organization.stageFile(named: "programme.txt", formToken: form)
    try staging.write(Array("Saturday 10:00 Keynote, main room\nSaturday 11:00 Coffee\n".utf8))
    draft.files = [try staging.finish()]
    let receipt = try await organization.submit(draft, way: .form(token: form))
    let id = try await newestCase(of: .chair)
    try await declare(.chair, id)
    try await act(
      .chair, id, after: 2 * hour,
      .acknowledge(
        .init(
          kind: .needsDecision,
          text: """
            Dear reporter,

            thank you for telling us. What you describe should not have happened to you. Somebody of the group is at the \
            sprints all day and knows that you may want company; ask at the front desk for Asta.

            We meet this evening. You can write here at any time.

            Asta Quillfeather, for the working group
            """)))
    clock.advance(seconds: 5 * hour)
    let reporter = try await organization.reporter(
      token: organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text:
        "Thank you. Knowing whom to ask helps. I remembered that he said the same thing to somebody at registration.",
      files: [], formToken: organization.newFormToken())
    try await declare(.member, id)
    try await act(
      .member, id, after: hour,
      .writeNote(
        .init(text: "I can talk to the witness tomorrow. *Asta*, will you meet the reporter?")))
    return receipt.words
  }

  private func pileOn() async throws {
    clock.set(secondsAgo: 20 * hour)
    var draft = ReportDraft()
    draft.account = """
      In the thread about the release date several accounts answer every post of one newcomer with the same mocking \
      picture. It started this morning and goes on. I am not the newcomer, I only watch it happen.
      """
    draft.involved = "oakapple_77\nsilver_thistle"
    draft.space = "forum"
    draft.ongoing = "yes"
    draft.relation = "witness"
    draft.contactEmail = "watcher@mail.example"
    let case1 = try await report(draft)
    try await declare(.third, case1.id)
  }

  private func aboutTheGroup() async throws {
    clock.set(secondsAgo: 7 * hour)
    var draft = ReportDraft()
    draft.account = """
      In the last public meeting Bram Oddfellow read out a private remark of mine and laughed. I do not think that he \
      should decide about it.
      """
    draft.when = "last Thursday"
    _ = try await report(draft)
  }

  private func following() async throws {
    clock.set(secondsAgo: 1 * hour)
    var draft = ReportDraft()
    draft.account = """
      Somebody from the conference has followed me to my hotel two evenings in a row. I do not know which police station \
      would be the right one here.
      """
    draft.danger = "yes"
    draft.agencyUnknown = true
    draft.ongoing = "yes"
    draft.involved = "I do not know his name"
    _ = try await report(draft)
  }

  // MARK: What people do

  private func report(_ draft: ReportDraft) async throws -> (id: CaseID, words: [String]) {
    let receipt = try await organization.submit(
      draft, way: .form(token: organization.newFormToken()))
    return (try await newestCase(of: .chair), receipt.words)
  }

  /// The case that came last, as somebody sees it who is asked about everything.
  private func newestCase(of person: DemoPerson) async throws -> CaseID {
    let signedIn = try await signIn(person)
    let waiting = try await signedIn.dashboard().toDeclare
    guard let newest = waiting.max(by: { $0.received < $1.received }) else {
      throw CommandFailure(.software, "A case of the example reached nobody.")
    }
    return newest.id
  }

  private func declare(_ person: DemoPerson, _ id: CaseID) async throws {
    clock.advance(seconds: hour / 2)
    try await signIn(person).perform(.declare(.init(conflict: false)), in: id)
  }

  private func act(
    _ person: DemoPerson, _ id: CaseID, after seconds: Int64, _ command: Procedure.Command
  ) async throws {
    clock.advance(seconds: seconds)
    try await signIn(person).perform(command, in: id)
  }

  private func signIn(_ person: DemoPerson) async throws -> SignedIn {
    try await organization.member(
      token: organization.signIn(email: person.email, password: person.password, code: ""))
  }
}

extension String {
  /// Line ends as mail has them.
  fileprivate func replacingLines() -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}
