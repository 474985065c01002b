package import Casework
package import Markup
import Procedure

/// The public form. Everything that was typed stands in it again after an error.
package struct ReportFormPage: Page {
  package var setting: PageSetting
  package var view: PublicView
  package var draft: ReportDraft
  package var faults: [FieldFault]
  /// Names this sending of the form, so that the same form sent twice is one report.
  package var submission: String

  /// The name of the hidden field that carries `submission`.
  package static let submissionFieldName = "submission"
  /// The name of the fields that carry the tickets of files that are already stored.
  package static let stagedFileFieldName = "stagedFile"

  package init(
    setting: PageSetting, view: PublicView, draft: ReportDraft = ReportDraft(),
    faults: [FieldFault] = [], submission: String
  ) {
    self.setting = setting
    self.view = view
    self.draft = draft
    self.faults = faults
    self.submission = submission
  }

  package var document: Document {
    let policy = view.policy
    return PublicLayout(
      setting: setting, title: policy.form.title, groupName: policy.community.groupName,
      place: .report
    ).document {
      errorSummary(faults)
      notice(.danger) {
        p { strong { policy.form.dangerAdvice } }
        paragraphs(policy.form.agencyAdvice)
      }
      div(.class("stack")) {
        h1 { policy.form.title }
        p(.class("lead")) { PublicWords.formOnlyAccount }
        paragraphs(policy.form.unsureWelcome)
      }
      notice(.careful) {
        h2 { PublicWords.formInference }
        paragraphs(policy.form.inferenceWarning)
      }
      postForm(to: Paths.report, token: setting.token, isMultipart: true) {
        hiddenInput(name: Self.submissionFieldName, value: submission)
        ReportFields(policy: policy, draft: draft, faults: faults, readers: readers).html
        notice(.info) { p { PublicWords.sendNote } }
        div(.class("actions")) {
          submitButton(policy.form.submit, class: "button large")
        }
      }
    }
  }

  private var readers: HTML {
    let form = view.policy.form
    return formSection(PublicWords.sectionReaders, lead: form.whoReads) {
      paragraphs(form.directReports)
      if !view.members.isEmpty || !view.boardMembers.isEmpty {
        checkboxField(
          frame(.leaveOut),
          choices: (view.members + view.boardMembers).map(choice),
          chosen: Set(draft.leaveOut.map(\.text)), isShort: true)
      }
      if !direct.isEmpty {
        checkboxField(
          frame(.chosen), choices: direct.map(choice), chosen: Set(draft.chosen.map(\.text)),
          isShort: true)
      }
    }
  }

  /// Whom the policy lets a reporter write to alone.
  private var direct: [PublicMember] {
    let policy = view.policy
    let roles: Set<String>
    switch policy.intake.directReports {
    case .nobody: return []
    case .anyMember:
      roles = Set(policy.roles.filter(\.readsCases).map(\.id.text))
    case .roles:
      roles = Set(policy.roles.filter(\.takesDirectReports).map(\.id.text))
    }
    return view.members.filter { $0.roles.contains(where: roles.contains) }
  }

  private func choice(_ member: PublicMember) -> Choice {
    let titles = member.roles.compactMap { role in
      view.policy.roles.first { $0.id.text == role }?.title
    }
    return Choice(
      value: member.id.text, label: member.name, hint: titles.joined(separator: ", "))
  }

  private func frame(_ field: FormField) -> FieldFrame {
    FieldFrame(field: field, policy: view.policy, faults: faults)
  }
}
