package import Casework
package import Markup
import Procedure

/// The rules of the organization: which policy is in force, which one waits for a second word, and what would be
/// different under it.
package struct PoliciesPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: PoliciesView

  package init(setting: PageSetting, frame: MemberFrame, view: PoliciesView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: PoliciesWords.title, place: .organization
    ).document {
      div(.class("stack wide-gap reading")) {
        h1 { PoliciesWords.title }
        p(.class("lead")) { PoliciesWords.lead }
        inForce
        waiting
        others
        p { a(.href(Paths.organization)) { PoliciesWords.back } }
      }
    }
  }

  private var inForce: HTML {
    card(PoliciesWords.inForce) {
      facts([
        Fact(PoliciesWords.name, text: view.name), Fact(PoliciesWords.version, text: view.version),
        Fact(PoliciesWords.since, since), Fact(PoliciesWords.address, address(view.address)),
      ])
      p { a(.href(Paths.privacy)) { PoliciesWords.read } }
    }
  }

  private var since: HTML {
    guard let adopted = view.adopted else { return .text(PoliciesWords.notSigned) }
    return HTML {
      Times.html(adopted.at)
      ", "
      words(PoliciesWords.adopted(by: adopted.by))
    }
  }

  private var waiting: HTML {
    guard let waiting = view.waiting else { return .empty }
    return card(PoliciesWords.waiting, beside: badge(.soon, PoliciesWords.undecided)) {
      p {
        words(
          PoliciesWords.proposed(
            waiting.policy.name, waiting.policy.version, by: waiting.proposedBy))
        " "
        Times.html(waiting.at)
      }
      changes(waiting.policy)
      if waiting.mayAdopt {
        p { PoliciesWords.adoptText }
      } else {
        p(.class("muted")) { PoliciesWords.waitsForOthers }
      }
      div(.class("actions")) {
        if waiting.mayAdopt {
          postForm(to: Paths.adoptPolicy(waiting.policy.address), token: setting.token) {
            submitButton(PoliciesWords.adopt)
          }
        }
        postForm(to: Paths.declinePolicy(waiting.policy.address), token: setting.token) {
          submitButton(PoliciesWords.decline, class: "button quiet")
        }
      }
    }
  }

  private var others: HTML {
    card(PoliciesWords.others) {
      if view.others.isEmpty {
        emptyState(
          .nothingWaiting, title: PoliciesWords.noOthersTitle, text: PoliciesWords.noOthers)
      }
      for policy in view.others {
        div(.class("stack")) {
          h3 { words("\(policy.name), \(policy.version)") }
          facts([
            Fact(PoliciesWords.kept, Times.html(policy.kept)),
            Fact(
              PoliciesWords.before,
              text: policy.wasInForce ? PoliciesWords.wasInForce : PoliciesWords.wasNever),
            Fact(PoliciesWords.address, address(policy.address)),
          ])
          changes(policy)
          postForm(to: Paths.proposePolicy(policy.address), token: setting.token) {
            div(.class("actions")) {
              submitButton(PoliciesWords.propose, class: "button quiet")
            }
          }
        }
      }
    }
  }

  private func address(_ address: String) -> HTML { code(.class("long")) { address } }

  private func changes(_ policy: KeptPolicy) -> HTML {
    details(.class("fold")) {
      summary { PoliciesWords.changes(policy.changes.count) }
      for stretch in policy.changes.stretches {
        pre(.class("difference")) {
          for line in stretch {
            span(.class(line.place.className)) { words("\(line.place.sign) \(line.text)\n") }
          }
        }
      }
    }
  }
}

extension PolicyDifference.Line.Place {
  /// Read aloud, and where there is no colour.
  fileprivate var sign: String {
    switch self {
    case .both: " "
    case .onlyBefore: "\u{2212}"
    case .onlyAfter: "+"
    }
  }

  fileprivate var className: String {
    switch self {
    case .both: "same"
    case .onlyBefore: "gone"
    case .onlyAfter: "new"
    }
  }
}

/// The words of the page of the rules.
enum PoliciesWords {
  static let title = "The rules"
  static let lead =
    "A policy says who is asked, what a decision takes, what has to happen by when, and in which words people are told. Two people put another one in force, one of whom chairs the group or is of the board. Cases that are open keep the rules they began under until those who handle them move them."
  static let inForce = "In force"
  static let name = "Policy"
  static let version = "Version"
  static let since = "Since"
  static let address = "Address"
  static let read = "What it promises, as everybody can read it"
  static let notSigned = "the founding; nobody has signed for it yet"
  static func adopted(by names: [String]) -> String {
    switch names.count {
    case 0: "by the operator, while this was being founded"
    default: "by \(names.joined(separator: " and "))"
    }
  }
  static let waiting = "Proposed"
  static let undecided = "Waits for a second word"
  static func proposed(_ name: String, _ version: String, by member: String) -> String {
    "\(member) has proposed “\(name)”, version \(version)."
  }
  static let adoptText =
    "Your word puts it in force at once: for every report that comes in from then on, for the rota, and for what the pages say."
  static let waitsForOthers =
    "It takes somebody else than who proposed it, and one of the two chairs the group or is of the board."
  static let adopt = "Put it in force"
  static let decline = "Put it aside"
  static let others = "Others that are kept"
  static let noOthersTitle = "There are no others"
  static let noOthers =
    "Whoever runs this machine offers one with “redress policy offer FILE”. It then stands here, with what would be different."
  static let kept = "Kept since"
  static let before = "Before"
  static let wasInForce = "was in force"
  static let wasNever = "was never in force"
  static let propose = "Propose it"
  static func changes(_ count: Int) -> String {
    switch count {
    case 0: "No line is different"
    case 1: "One line is different"
    default: "\(count) lines are different"
    }
  }
  static let back = "Back to the organization"
  static let link = "The rules, and who put them in force"
}
