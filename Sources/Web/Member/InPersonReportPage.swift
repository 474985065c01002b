package import Casework
package import Markup
import Procedure

/// A report that somebody told a member in person.
package struct InPersonReportPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var draft: ReportDraft
  package var toldBy: String
  package var toldWhen: String
  package var toldHow: String
  package var faults: [FieldFault]
  package var submission: String

  /// The names of the fields that the public form does not have.
  package static let toldByFieldName = "toldBy"
  package static let toldWhenFieldName = "toldWhen"
  package static let toldHowFieldName = "toldHow"

  package init(
    setting: PageSetting, frame: MemberFrame, draft: ReportDraft = ReportDraft(),
    toldBy: String = "", toldWhen: String = "", toldHow: String = "", faults: [FieldFault] = [],
    submission: String
  ) {
    self.setting = setting
    self.frame = frame
    self.draft = draft
    self.toldBy = toldBy
    self.toldWhen = toldWhen
    self.toldHow = toldHow
    self.faults = faults
    self.submission = submission
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: MemberWords.inPersonTitle, place: .enterReport
    ).document {
      div(.class("stack wide-gap reading")) {
        errorSummary(faults)
        div(.class("stack")) {
          h1 { MemberWords.inPersonTitle }
          p(.class("lead")) { MemberWords.inPersonLead }
        }
        postForm(
          to: Paths.inPersonReport, token: setting.token, isMultipart: true
        ) {
          hiddenInput(name: ReportFormPage.submissionFieldName, value: submission)
          formSection(MemberWords.inPersonHow) {
            textField(
              FieldFrame(
                name: Self.toldByFieldName, label: MemberWords.inPersonToldBy,
                hint: MemberWords.inPersonToldByHint, faults: faults), value: toldBy)
            div(.class("pair")) {
              textField(
                FieldFrame(
                  name: Self.toldWhenFieldName, label: MemberWords.inPersonWhen, faults: faults),
                value: toldWhen)
              textField(
                FieldFrame(
                  name: Self.toldHowFieldName, label: MemberWords.inPersonHowLabel,
                  hint: MemberWords.inPersonHowHint, faults: faults), value: toldHow)
            }
          }
          ReportFields(policy: frame.policy, draft: draft, faults: faults, isInPerson: true).html
          div(.class("actions")) {
            submitButton(MemberWords.inPersonButton, class: "button large")
          }
        }
      }
    }
  }
}

/// What a member is shown once after entering a report for somebody.
package struct InPersonReceiptPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: ReceiptView

  package init(setting: PageSetting, frame: MemberFrame, view: ReceiptView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: view.policy.receipt.title, place: .enterReport
    ).document {
      div(.class("stack wide-gap reading")) {
        notice(.good) { p { MemberWords.inPersonDone } }
        h1 { view.policy.receipt.title }
        receiptCard(view.words, received: view.received)
        p { a(.href(Paths.dashboard)) { MemberWords.dashboard } }
      }
    }
  }
}
