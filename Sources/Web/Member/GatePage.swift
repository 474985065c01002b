package import Casework
package import Markup
package import Procedure

/// The conflict gate: nothing of the case but the code name and the card.
package struct GatePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: GateView
  /// What was typed with a declared conflict, after an error.
  package var ground: String
  package var note: String
  package var faults: [FieldFault]
  package var refusal: Refusal?

  package init(
    setting: PageSetting, frame: MemberFrame, view: GateView, ground: String = "",
    note: String = "", faults: [FieldFault] = [], refusal: Refusal? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.ground = ground
    self.note = note
    self.faults = faults
    self.refusal = refusal
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: MemberWords.gateTitle, place: .cases
    ).document {
      errorSummary(faults)
      if let refusal { refusalNotice(refusal) }
      div(.class("stack measure")) {
        p { codeNameChip(view.codeName) }
        h1 { view.waitsToBeLetIn ? MemberWords.gateWaitsTitle : MemberWords.gateTitle }
        p(.class("lead")) {
          view.waitsToBeLetIn ? MemberWords.gateWaits : MemberWords.gateLead
        }
      }
      names
      if !view.waitsToBeLetIn {
        div(.class("columns two")) {
          noConflict
          conflict
        }
      }
    }
  }

  private var names: HTML {
    section(.class("card measure")) {
      switch view.card {
      case .noNames: p { MemberWords.gateNoNames }
      case .names(let reported, let witnesses, let reporter):
        facts(
          [
            Fact(MemberWords.gateReported, list(reported)),
            Fact(MemberWords.gateWitnesses, list(witnesses)),
          ] + (reporter.map { [Fact(MemberWords.gateReporter, words($0))] } ?? []))
      }
      facts(
        [Fact(MemberWords.columnReceived, Times.html(view.received))]
          + (view.closes.map { [Fact(MemberWords.gateCloses, Times.html($0))] } ?? []))
    }
  }

  private func list(_ names: [String]) -> HTML {
    guard !names.isEmpty else {
      return span(.class("muted")) { MemberWords.gateNone }
    }
    return ul {
      for name in names { li { words(name) } }
    }
  }

  private var noConflict: HTML {
    card(MemberWords.gateNoConflictTitle) {
      p { MemberWords.gateNoConflictText }
      postForm(to: Paths.command(.declare, view.id), token: setting.token) {
        hiddenInput(name: "conflict", value: "no")
        div(.class("actions")) { submitButton(MemberWords.gateNoConflictButton) }
      }
    }
  }

  private var conflict: HTML {
    card(MemberWords.gateConflictTitle) {
      p { MemberWords.gateConflictText }
      postForm(to: Paths.command(.declare, view.id), token: setting.token) {
        hiddenInput(name: "conflict", value: "yes")
        selectField(
          FieldFrame(
            name: "ground", label: MemberWords.gateGround, isOptional: true, faults: faults),
          choices: [Choice(value: "", label: MemberWords.gateGroundNone)]
            + frame.policy.gate.grounds.map { Choice(value: $0.id.text, label: $0.title) },
          chosen: ground)
        longField(
          FieldFrame(
            name: "note", label: MemberWords.gateNote, hint: MemberWords.gateNoteHint,
            isOptional: true, faults: faults), value: note, rows: 3)
        p(.class("hint")) { MemberWords.gateOneWay }
        div(.class("actions")) {
          submitButton(MemberWords.gateConflictButton, class: "button stern")
        }
      }
    }
  }
}

/// A refusal at the top of the page whose form was refused.
func refusalNotice(_ refusal: Refusal) -> HTML {
  div(.role("alert")) {
    notice(.danger) {
      p { strong { refusal.sentence } }
      refusalFacts(refusal)
    }
  }
}
