package import Casework
package import Markup
import Procedure

/// The open cases that a member has to declare on, by code name and card (row B2).
package struct CasesToDeclarePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var cases: [CaseToDeclare]

  package init(setting: PageSetting, frame: MemberFrame, cases: [CaseToDeclare]) {
    self.setting = setting
    self.frame = frame
    self.cases = cases
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: RecordWords.toDeclare, place: .cases
    ).document {
      div(.class("stack measure")) {
        h1 { RecordWords.toDeclare }
        p(.class("lead")) { RecordWords.toDeclareLead }
      }
      section(.class("card")) {
        if cases.isEmpty {
          emptyState(
            .nothingWaiting, title: RecordWords.toDeclareEmptyTitle,
            text: RecordWords.toDeclareEmpty)
        } else {
          ul(.class("items")) {
            for item in cases {
              li {
                span(.class("main")) {
                  codeNameChip(item.codeName)
                  span(.class("small muted")) { names(item.card) }
                }
                a(.href(Paths.gate(item.id)), .class("button quiet")) {
                  MemberWords.declareButton
                  span(.class("unseen")) {
                    " "
                    words(item.codeName)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func names(_ card: GateView.Card) -> HTML {
    switch card {
    case .noNames: .empty
    case .names(let reported, let witnesses, let reporter):
      words((reported + witnesses + [reporter].compactMap(\.self)).joined(separator: ", "))
    }
  }
}

/// Asks somebody who joined later about the open cases (row B2).
package struct OfferCasesPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var newcomer: PublicMember
  /// What came of it; nil before it was done.
  package var done: CasesOffered?
  package var faults: [FieldFault]

  /// The name of the field.
  package static let reasonFieldName = "reason"

  package init(
    setting: PageSetting, frame: MemberFrame, newcomer: PublicMember, done: CasesOffered? = nil,
    faults: [FieldFault] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.newcomer = newcomer
    self.done = done
    self.faults = faults
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: RecordWords.offerTitle, place: .members
    ).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        h1 { RecordWords.offerTitle }
        p(.class("lead")) { words(RecordWords.offerLead(newcomer.name)) }
        if let done { outcome(done) } else { form }
        p { a(.href(Paths.members)) { SettingsWords.backToMembers } }
      }
    }
  }

  private var form: HTML {
    section(.class("card")) {
      postForm(to: Paths.offerCases(newcomer.id), token: setting.token) {
        textField(
          FieldFrame(
            name: Self.reasonFieldName, label: RecordWords.offerReason, faults: faults),
          value: RecordWords.offerReasonDefault, .required)
        div(.class("actions")) { submitButton(RecordWords.offerButton) }
      }
    }
  }

  private func outcome(_ done: CasesOffered) -> HTML {
    section(.class("card stack")) {
      if done.asked.isEmpty {
        p { RecordWords.offerNone }
      } else {
        p { RecordWords.offerDone }
        list(done.asked)
      }
      if !done.naming.isEmpty {
        notice(.careful) { p { RecordWords.offerNaming } }
        list(done.naming)
      }
    }
  }

  private func list(_ cases: [CaseSummary]) -> HTML {
    ul(.class("items")) {
      for item in cases {
        li { a(.href(Paths.aCase(item.id))) { codeNameChip(item.codeName) } }
      }
    }
  }
}
