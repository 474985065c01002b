package import Casework
package import Markup
import Procedure

/// How reports are kept, and the rules in force.
package struct PrivacyPage: Page {
  package var setting: PageSetting
  package var view: PublicView

  package init(setting: PageSetting, view: PublicView) {
    self.setting = setting
    self.view = view
  }

  package var document: Document {
    let policy = view.policy
    return PublicLayout(
      setting: setting, title: PublicWords.privacyTitle, groupName: policy.community.groupName,
      place: .privacy
    ).document {
      div(.class("stack")) {
        h1 { PublicWords.privacyTitle }
        p(.class("lead")) { PublicWords.privacyLead(policy.community.groupWord) }
      }
      card(PublicWords.privacyReadTitle) {
        paragraphs(policy.form.confidentiality)
        list(PublicWords.privacyRead)
      }
      card(PublicWords.privacyYouTitle) { list(PublicWords.privacyYou) }
      card(PublicWords.privacyReceiptTitle) { p { PublicWords.privacyReceipt } }
      card(PublicWords.privacyLimitTitle) { paragraphs(policy.form.inferenceWarning) }
      card(PublicWords.privacyRulesTitle) {
        facts([
          Fact(PublicWords.privacyPolicy, text: policy.name),
          Fact(PublicWords.privacyVersion, text: policy.version),
        ])
        h3 { PublicWords.privacyPromises }
        ul {
          for rule in policy.deadlines where rule.kind == .promise {
            li { "\(rule.title): \(Times.duration(seconds: rule.seconds))" }
          }
        }
      }
    }
  }

  private func list(_ sentences: [String]) -> HTML {
    ul(.class("ticks")) {
      for sentence in sentences { li { sentence } }
    }
  }
}
