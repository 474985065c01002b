package import Casework
package import Markup
package import Procedure

/// The page on which something is done in a case: what it is, what it is about, and its form.
package struct CommandPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  package var name: Command.Name
  /// What was typed, or asked for by the link here; by the path of the field.
  package var values: [String: [String]]
  package var faults: [FieldFault]
  package var refusal: Refusal?
  /// It was sent and not taken.
  package var isAgain: Bool
  /// Names one sending of a form that must not count twice.
  package var submission: String
  /// Other cases or persons that the form may name.
  var elsewhere: [CaseListItem] = []
  /// A text as it would go out, and what the checker points at in it.
  package var preview: Preview?

  /// A text that is looked at before it is kept or sent.
  package struct Preview: Sendable {
    package var letter: String
    package var findings: [DraftFindingView]

    package init(letter: String, findings: [DraftFindingView]) {
      self.letter = letter
      self.findings = findings
    }
  }

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView, name: Command.Name,
    values: [String: [String]] = [:], faults: [FieldFault] = [], refusal: Refusal? = nil,
    isAgain: Bool = false, submission: String = "", preview: Preview? = nil
  ) {
    self.preview = preview
    self.setting = setting
    self.frame = frame
    self.view = view
    self.name = name
    self.values = values
    self.faults = faults
    self.refusal = refusal
    self.isAgain = isAgain
    self.submission = submission
  }

  private var entry: CommandEntry { CommandCatalogue.entry(name) }
  private var lists: CaseLists {
    CaseLists(view: view, policy: frame.policy, now: frame.now, me: frame.member.id)
  }

  /// Where one of several things has to be chosen first: their list.
  private var toChoose: [CaseListItem]? {
    guard let about = entry.about, case .about(let list) = about.kind else { return nil }
    let items = lists.items(list)
    let chosen = lists.beginning(name, CommandValues(values)).text(about.name)
    // What was typed is shown again even where its subject is settled meanwhile.
    if items.contains(where: { $0.value == chosen }) || (isAgain && !chosen.isEmpty) { return nil }
    return items
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: entry.title, place: .cases, stamp: view.stamp
    ).document {
      errorSummary(faults)
      if let refusal { refusalNotice(refusal) }
      div(.class("stack measure")) {
        p(.class("crumbs")) {
          a(.href(Paths.aCase(view.id))) { codeNameChip(view.codeName) }
        }
        h1 { entry.title }
        p(.class("lead")) { entry.text }
      }
      if let waiting, !isAgain {
        waits(waiting)
      } else if !isOffered, !isAgain {
        notice(.info) { p { CommandWords.notNow } }
      } else if let toChoose {
        section(.class("card")) {
          CommandForm.choosing(toChoose) { item in
            Paths.doing(name, view.id, [(name: entry.about?.name ?? "", value: item.value)])
          }
        }
      } else {
        div(.class("stack measure")) {
          subject
          if let preview {
            card(CommandWords.previewTitle) {
              p(.class("small muted")) { CommandWords.previewText }
              longWords(preview.letter)
              if preview.findings.isEmpty {
                p(.class("small muted")) { CaseWords.nothingFound }
              } else {
                findingList(preview.findings)
              }
            }
          }
          section(.class("card")) { form }
        }
      }
      p { a(.href(Paths.aCase(view.id))) { CommandWords.backToCase } }
    }
  }

  /// Whether it belongs to where the case stands.
  private var isOffered: Bool { view.commands.contains { $0.command == name } }

  /// What it waits for, if it does.
  private var waiting: Refusal? {
    view.commands.first { $0.command == name }?.waitsFor
  }

  private func waits(_ refusal: Refusal) -> HTML {
    notice(.info) {
      p { strong { CommandWords.waits } }
      p { refusal.sentence }
      refusalFacts(refusal)
    }
  }

  private var begun: CommandValues { lists.beginning(name, CommandValues(values)) }

  private var form: HTML {
    let begun = begun
    return CommandForm(
      name: name, setting: setting, lists: lists, values: begun, elsewhere: elsewhere,
      faults: faults,
      submission: submission
    ) { field, value in
      // What was chosen from lists is kept; words that were typed belong in no address.
      var query = [(name: field, value: value)]
      for other in entry.fields where other.name != field {
        guard case .one = other.kind, !begun.text(other.name).isEmpty else { continue }
        query.append((name: other.name, value: begun.text(other.name)))
      }
      if let about = entry.about {
        query.insert((name: about.name, value: begun.text(about.name)), at: 0)
      }
      return Paths.doing(name, view.id, query)
    }.html
  }

  /// What the form is about, as it stands now.
  private var subject: HTML {
    let begun = begun
    guard let about = entry.about, case .about(let list) = about.kind,
      let item = lists.item(begun.text(about.name), of: list)
    else { return .empty }
    let parts = ProcedureParts(view: view, frame: frame)
    switch about.name {
    case "proposal":
      if let proposal = view.procedure.proposals.first(where: { "\($0.number)" == item.value }) {
        return parts.proposal(proposal, isAlone: true)
      }
    case "draft":
      if let draft = view.procedure.drafts.first(where: { "\($0.number)" == item.value }) {
        return parts.draft(draft, isAlone: true, isToBeAnswered: name == .reviewDraft)
      }
    case "act":
      if let act = view.procedure.acts.first(where: { "\($0.number)" == item.value }) {
        return parts.act(act, isAlone: true)
      }
    case "measure":
      if let one = view.procedure.measures.first(where: { "\($0.number)" == item.value }) {
        return card(about.label) { parts.inForce(one, isAlone: true) }
      }
    default: break
    }
    return card(about.label) {
      p { words(item.label) }
      if !item.hint.isEmpty { p(.class("muted")) { words(item.hint) } }
    }
  }
}

/// The words that open a new conversation, shown once, for the member who hands them over.
package struct ChannelOpenedPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var id: CaseID
  package var view: ReceiptView

  package init(setting: PageSetting, frame: MemberFrame, id: CaseID, view: ReceiptView) {
    self.setting = setting
    self.frame = frame
    self.id = id
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: CommandWords.channelOpened, place: .cases
    ).document {
      div(.class("stack wide-gap reading")) {
        notice(.good) { p { CommandWords.channelOpenedText } }
        h1 { CommandWords.channelOpened }
        receiptCard(view.words)
        p { a(.href(Paths.aCase(id))) { CommandWords.backToCase } }
      }
    }
  }
}
