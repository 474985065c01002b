package import Casework
package import Markup
package import Procedure

/// Writing the first personal answer: two letters of the policy, ready to be changed.
package struct AcknowledgePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  /// The letter that is being written.
  package var kind: AcknowledgementKind
  /// What was typed, after an error.
  package var typed: String?
  package var faults: [FieldFault]
  package var refusal: Refusal?

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView,
    kind: AcknowledgementKind = .needsDecision, typed: String? = nil, faults: [FieldFault] = [],
    refusal: Refusal? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.kind = kind
    self.typed = typed
    self.faults = faults
    self.refusal = refusal
  }

  package var document: Document {
    let chosen = view.acknowledgements.first { $0.kind == kind }
    let others = view.acknowledgements.filter { $0.kind != kind }
    return MemberLayout(
      setting: setting, frame: frame, title: CaseWords.acknowledge, place: .cases,
      stamp: view.stamp
    ).document {
      errorSummary(faults)
      if let refusal { refusalNotice(refusal) }
      div(.class("stack measure")) {
        p(.class("crumbs")) {
          a(.href(Paths.aCase(view.id))) { codeNameChip(view.codeName) }
        }
        h1 { CaseWords.acknowledge }
        p(.class("lead")) { CaseWords.acknowledgeLead }
      }
      div(.class("beside")) {
        section(.class("card")) {
          div(.class("stack tight")) {
            h2 { CaseWords.letter(kind) }
            p(.class("muted")) { CaseWords.letterHint(kind) }
          }
          letter(chosen)
        }
        div(.class("stack")) {
          HTML.joined(others.map(other))
        }
      }
      p { a(.href(Paths.aCase(view.id))) { CaseWords.backToCase } }
    }
  }

  private func letter(_ draft: AcknowledgementDraft?) -> HTML {
    postForm(to: Paths.command(.acknowledge, view.id), token: setting.token) {
      hiddenInput(name: CommandForm.sequenceFieldName, value: String(view.sequence))
      hiddenInput(name: "kind", value: kind.rawValue)
      if view.procedure.reporterStoppedContact || view.channel.reach == .nobody {
        p {
          view.procedure.reporterStoppedContact
            ? CaseWords.acknowledgeSilently : CaseWords.reachNobody
        }
        div(.class("actions")) { submitButton(CaseWords.acknowledgeRecord) }
      } else {
        if let draft {
          facts([Fact(CaseWords.acknowledgeSubject, text: draft.subject)])
        }
        longField(
          FieldFrame(name: "text", label: CaseWords.acknowledgeText, faults: faults),
          value: typed ?? draft?.text ?? "", rows: 16)
        if case .mail(let address, let isText) = view.channel.reach {
          p(.class("hint")) { CaseWords.reachMail(address, isText: isText) }
        } else {
          p(.class("hint")) { CaseWords.reachReceipt }
        }
        div(.class("actions")) { submitButton(CaseWords.acknowledgeSend) }
      }
    }
  }

  private func other(_ draft: AcknowledgementDraft) -> HTML {
    section(.class("card flat")) {
      div(.class("stack tight")) {
        p(.class("small muted")) { CaseWords.acknowledgePreview }
        h2 { CaseWords.letter(draft.kind) }
        p(.class("muted")) { CaseWords.letterHint(draft.kind) }
      }
      div(.class("small")) { longWords(draft.text) }
      p(.class("actions")) {
        buttonLink(
          CaseWords.acknowledgeUse, to: Paths.acknowledge(view.id, kind: draft.kind),
          class: "button quiet")
      }
    }
  }
}
