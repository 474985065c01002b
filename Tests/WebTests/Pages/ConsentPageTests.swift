import Casework
import Foundation
import Markup
import Procedure
import Testing

@testable import Web

@Suite struct `Pages of consent and letters` {
  private func text(_ page: some Page) -> String {
    String(decoding: page.document.rendered(), as: UTF8.self)
  }

  private func form(
    _ samples: Samples, _ name: Command.Name, _ values: [String: [String]],
    _ change: (inout ProcedureView) -> Void = { _ in }
  ) -> String {
    var procedure = samples.procedure(.enacting)
    change(&procedure)
    let view = samples.caseOnItsWay(.enacting, procedure)
    return text(
      CommandPage(
        setting: samples.setting, frame: samples.frame, view: view, name: name, values: values))
  }

  // Carries: C02.2, G06.2
  @Test func `the page of a case shows what people allow and what was told in one part`() throws {
    let samples = try Samples()
    let view = samples.caseOnItsWay(.enacting)
    let page = text(CaseDetailPage(setting: samples.setting, frame: samples.frame, view: view))
    let part = try #require(page.range(of: ConsentWords.title))
    let shown = page[part.upperBound...]
    for word in [
      "To: The venue", ConsentWords.ownWord, ConsentWords.kept, "Taken back on",
      ConsentWords.disclosures, CommandWords.disclosureGround(.permission), "not answered yet",
    ] {
      #expect(shown.contains(word), "\(word)")
    }
    #expect(page.contains(ConsentWords.adviceOwed))
  }

  // Carries: C06.1, C06.2, C06.3, C06.4, C06.5
  @Test func `a letter begins with the words of its measure, each part with its guidance`() throws {
    let samples = try Samples()
    let letters = try #require(
      samples.policy.measures.letters.filter { !$0.value.reported.consequences.isEmpty }.keys.min())
    let page = form(samples, .writeDraft, ["kind": ["letter"]]) { procedure in
      procedure.measures = [
        MeasureInForceView(
          number: 1,
          measure: MeasureView(content: Measure(measure: letters), title: "A measure"),
          since: samples.now, isInForce: true, ends: .none)
      ]
    }
    let words = try #require(samples.policy.measures.letters[letters]).reported
    let first = try #require(words.consequences.split(separator: ".").first)
    #expect(page.contains(first.replacing("'", with: "&#39;")))
    for part in ["1. What they did", "2. What it did", "3. What is expected", "4. What follows"] {
      #expect(page.contains(part))
    }
    #expect(page.contains("no intentions") && page.contains("Or why no change is expected"))
    #expect(page.contains(CommandWords.preview))
  }

  // Carries: C07.3, C07.6, C07.9
  @Test func `information for leaders asks for its three guards and begins with words that inform`()
    throws
  {
    let samples = try Samples()
    let id = try #require(samples.policy.measures.list.first?.id)
    let page = form(samples, .writeDraft, ["kind": ["information"]]) { procedure in
      procedure.measures = [
        MeasureInForceView(
          number: 1, measure: MeasureView(content: Measure(measure: id), title: "A measure"),
          since: samples.now, isInForce: true, ends: .none)
      ]
    }
    for field in ["guards.basis", "guards.account", "guards.leavesDecision", "guards.isInWriting"] {
      #expect(page.contains("name=\"\(field)\""), "\(field)")
    }
    #expect(page.contains("yours to decide"))
  }

  // Carries: C06.1, C02.3
  @Test func `a preview shows the letter in one piece and keeps nothing`() throws {
    let samples = try Samples()
    let view = samples.caseOnItsWay(.enacting)
    let page = text(
      CommandPage(
        setting: samples.setting, frame: samples.frame, view: view, name: .writeDraft,
        values: ["kind": ["letter"]], isAgain: true,
        preview: CommandPage.Preview(
          letter: "[+ Rae]\n\nHello.\n\nYou shouted.",
          findings: [
            DraftFindingView(
              rule: "language.vague", excerpt: "shouted", weight: .warn, why: "Say what was said.",
              suggestions: ["spoke loudly"])
          ])))
    #expect(page.contains(CommandWords.previewTitle) && page.contains(CommandWords.previewText))
    #expect(page.contains("[+ Rae]"))
    #expect(page.contains("Say what was said.") && page.contains("spoke loudly"))
  }

  // Carries: G01.4, C02.2
  @Test func `who is asked for a permission is told that context may give them away`() throws {
    let samples = try Samples()
    let page = text(
      ConversationPage(
        setting: samples.setting,
        view: .party(
          PartyView(
            messages: samples.messages, offers: [samples.permissionOffer, AnswerOffer(.takeBack)],
            policy: samples.policy)),
        now: samples.now, submission: "sub"))
    #expect(page.contains("Yes, I allow this: somebody outside is told who I am, to: The venue"))
    #expect(page.contains("I take back everything that I have allowed you."))
    let warning = samples.policy.form.inferenceWarning.prefix(40)
    #expect(page.contains(warning) && page.contains("No is a good answer"))
  }
}
