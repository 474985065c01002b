import Casework
import Foundation
import Markup
import Procedure
import Testing

@testable import Web

@Suite struct `Pages of the procedure` {
  private func text(_ page: some Page) -> String {
    String(decoding: page.document.rendered(), as: UTF8.self)
  }

  /// A case in which an owner, or the reader, is asked to do something.
  private func view(
    _ samples: Samples, _ phase: Case.Phase = .open,
    _ change: (inout ProcedureView) -> Void = { _ in }
  ) -> CaseView {
    var procedure = samples.procedure(phase)
    change(&procedure)
    return samples.caseOnItsWay(phase, procedure)
  }

  // Carries: E10.6, E21.2
  @Test func `risk and impact stand beside every proposal, with the answers that raise them`()
    throws
  {
    let samples = try Samples()
    let view = view(samples, .deciding)
    let number = try #require(view.procedure.proposals.first?.number)
    let pages = [
      text(CaseDetailPage(setting: samples.setting, frame: samples.frame, view: view)),
      text(
        CommandPage(
          setting: samples.setting, frame: samples.frame, view: view, name: .vote,
          values: ["proposal": ["\(number)"]])),
    ]
    for page in pages {
      let card = try #require(page.range(of: CaseWords.besideProposal))
      let beside = page[card.lowerBound...]
      #expect(beside.contains(CaseWords.weight(view.procedure.risk)))
      #expect(beside.contains(CaseWords.weight(view.procedure.impact)))
      #expect(beside.contains(CaseWords.together(view.procedure.risk, view.procedure.impact)))
      let raising = view.procedure.questions.filter { $0.raises && $0.area != .jurisdiction }
      #expect(!raising.isEmpty && raising.allSatisfy { beside.contains($0.text) })
    }
  }

  // Carries: draft.findings-answered, C03.6
  @Test func `a second reader answers each place that the checker points at beside its words`()
    throws
  {
    let samples = try Samples()
    let view = view(samples, .deciding) { procedure in
      var draft = DraftView(
        number: 77, kind: .hearing, recipient: "Max", version: 1,
        text: .plain("Wilma saw you. Wilma was in the hall."),
        author: PublicMember(id: MemberID("0d"), name: "Somebody Else", roles: []), at: samples.now)
      func finding(
        _ rule: String, _ excerpt: String, _ weight: DraftFindingView.Weight
      ) -> DraftFindingView {
        DraftFindingView(
          rule: rule, excerpt: excerpt, weight: weight, why: "Why \(rule).", suggestions: [])
      }
      draft.findings = [
        finding("language.vague", "in the hall", .hint),
        finding("identity.role", "in the hall", .warn),
        finding("identity.name", "Wilma", .block), finding("identity.name", "Wilma", .block),
      ]
      procedure.drafts = [draft]
    }
    let page = text(
      CommandPage(
        setting: samples.setting, frame: samples.frame, view: view, name: .reviewDraft,
        values: [
          "draft": ["77"], "isApproved": ["yes"], "answers.7.rule": ["identity.name"],
          "answers.7.excerpt": ["Wilma"], "answers.7.reason": ["She wrote it herself."],
        ], isAgain: true))
    #expect(page.matches(of: /<textarea[^>]*name="answers\.\d+\.reason"/).count == 2)
    // The gravest first, with what was typed about it before.
    #expect(
      page.firstMatch(of: /name="answers\.0\.reason"[^>]*>\s*She wrote it herself\.</) != nil)
    #expect(page.contains("Why may “Wilma” stay?"))
    #expect(page.contains("Why language.vague.") && page.contains("Why identity.role."))
  }

  // Carries: H08.6
  @Test func `whoever takes part in a case or owns it is told that it comes before other things`()
    throws
  {
    let samples = try Samples()
    let gate = GateView(
      id: samples.fullCase.id, codeName: "amber lantern", received: samples.now, card: .noNames,
      closes: nil, waitsToBeLetIn: false)
    let owning = CommandPage(
      setting: samples.setting, frame: samples.frame, view: view(samples), name: .acceptShepherding)
    for page in [
      text(GatePage(setting: samples.setting, frame: samples.frame, view: gate)), text(owning),
    ] {
      #expect(page.contains("comes before other things"))
      #expect(page.contains("in time"))
    }
  }

  // Carries: E05.1
  @Test func `an event without a code of conduct of its own is pointed at until one is recorded`()
    throws
  {
    let samples = try Samples()
    func page(_ ground: CaseGround) -> String {
      let view = view(samples) { procedure in
        procedure.written.append(
          WrittenView(
            sequence: 90, memberName: samples.bo.name, at: samples.ago(90), content: .ground(ground)
          ))
        procedure.lacksEventCode = ground.lacksEventCode
      }
      return text(CaseDetailPage(setting: samples.setting, frame: samples.frame, view: view))
    }
    var ground = CaseGround(kind: .event, account: "Their team asks us.", eventName: "FunnyConf")
    #expect(page(ground).contains(CaseWords.eventCodeMissing))
    #expect(page(ground).contains(CaseWords.eventCodeWaits))
    ground.eventCode = "https://funny.example.org/code"
    #expect(page(ground).contains("https://funny.example.org/code"))
    #expect(page(ground).contains("FunnyConf"))
    #expect(!page(ground).contains(CaseWords.eventCodeMissing))
    #expect(!page(ground).contains(CaseWords.eventCodeWaits))
    let elsewhere = CaseGround(kind: .moderators, account: "They handed it over.")
    #expect(!page(elsewhere).contains(CaseWords.eventCodeMissing))
  }

  // Carries: G07.2
  @Test func `what presses stands first: retaliation, and a board on which nobody may decide`()
    throws
  {
    let samples = try Samples()
    let pressing = view(samples) { procedure in
      procedure.retaliationSince = samples.ago(60)
      procedure.needsSomebodyUninvolved = true
    }
    let page = text(CaseDetailPage(setting: samples.setting, frame: samples.frame, view: pressing))
    let first = try #require(page.range(of: CaseWords.retaliationWaits))
    let second = try #require(page.range(of: CaseWords.nobodyMayDecide))
    #expect(first.lowerBound < second.lowerBound)
  }

  // Carries: E23.1
  @Test func `the page names through whom the report goes to the board`() throws {
    let samples = try Samples()
    let waiting = view(samples, .enacting) { procedure in
      procedure.boardReportedAt = nil
      procedure.boardLiaison = samples.chidi
    }
    let page = text(CaseDetailPage(setting: samples.setting, frame: samples.frame, view: waiting))
    #expect(page.contains(CaseWords.boardWaits(through: samples.chidi.name)))
  }

  // Carries: message.contact-stopped
  @Test func `no letter is offered to who wants no messages, and the clocks say why they rest`()
    throws
  {
    let samples = try Samples()
    let silent = view(samples, .received) { $0.reporterStoppedContact = true }
    let page = text(AcknowledgePage(setting: samples.setting, frame: samples.frame, view: silent))
    #expect(page.contains("has asked for no more messages") && !page.contains("<textarea"))
    let resting = Deadline(
      id: DeadlineID("reply"), title: "Answer", kind: .aim, startedAt: samples.ago(90),
      due: samples.after(90), remindAt: nil, alarmAt: samples.after(90), whom: .handlers,
      metAt: samples.ago(60), endedBy: .contactStopped,
      citation: ClauseCitation(clause: nil, text: "A word is answered."))
    let shown = String(
      decoding: Times.due(resting, now: samples.now).rendered(), as: UTF8.self)
    #expect(shown.contains(TimeWords.noMessages))
  }
}
