package import Casework
package import Markup
import Procedure

/// The first page: what this is, what to do in danger, how to report, and what happens then.
package struct HomePage: Page {
  package var setting: PageSetting
  package var view: PublicView

  package init(setting: PageSetting, view: PublicView) {
    self.setting = setting
    self.view = view
  }

  package var document: Document {
    let policy = view.policy
    return PublicLayout(
      setting: setting, title: PublicWords.homeTitle, groupName: policy.community.groupName,
      place: .home, className: "stack wide-gap"
    ).document {
      notice(.danger) { p { strong { policy.form.dangerAdvice } } }
      div(.class("hero")) {
        div(.class("stack")) {
          h1 { PublicWords.homeTitle }
          p(.class("lead")) { PublicWords.homeLead(policy.community.groupName) }
          p(.class("actions")) {
            buttonLink(PublicWords.homeReport, to: Paths.report, class: "button large")
            buttonLink(PublicWords.homeFollowUp, to: Paths.followUp, class: "button second large")
          }
        }
        div(.class("hero-picture")) { Picture.lantern.html }
      }
      how
      reassurance
    }
  }

  private var how: HTML {
    card(PublicWords.howTitle) {
      ol(.class("steps")) {
        step(PublicWords.howWriteTitle, PublicWords.howWrite)
        step(PublicWords.howReceiptTitle, PublicWords.howReceipt)
        step(PublicWords.howReadTitle, view.policy.form.whoReads)
        step(PublicWords.howDecideTitle, PublicWords.howDecide)
      }
    }
  }

  private func step(_ title: String, _ text: String) -> HTML {
    li {
      h3 { title }
      paragraphs(text)
    }
  }

  private var reassurance: HTML {
    let form = view.policy.form
    let parts = [
      (PublicWords.unsureTitle, form.unsureWelcome),
      (PublicWords.whoTitle, form.whoCanReport),
      (PublicWords.privateTitle, form.confidentiality),
      (PublicWords.retaliationTitle, form.retaliation),
      (PublicWords.aboutMemberTitle, form.directReports),
    ]
    return div(.class("columns")) {
      for (title, text) in parts where !text.isEmpty {
        card(title, class: "card flat") { paragraphs(text) }
      }
      otherWays
    }
  }

  private var otherWays: HTML {
    let community = view.policy.community
    return card(PublicWords.otherWaysTitle, class: "card flat") {
      paragraphs(view.policy.form.otherWays)
      ul {
        if let link = Link(mailAddress: community.conductAddress) {
          li { a(.href(link)) { community.conductAddress } }
        }
        for page in community.links {
          if let link = Link(external: page.url) {
            li { a(.href(link)) { page.title } }
          }
        }
      }
    }
  }
}
