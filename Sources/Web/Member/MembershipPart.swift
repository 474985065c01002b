import Casework
import Markup
import Procedure

/// What the board says of the membership, on the page of the members: whether there are enough, when it goes through
/// them again, what it said before, and for board members where they write that down.
struct MembershipPart {
  let setting: PageSetting
  let frame: MemberFrame
  let view: MembersView
  /// What was typed into a form that had something wrong.
  let typed: MembershipTyped
  let faults: [FieldFault]

  var html: HTML {
    card(MembershipWords.title, id: Self.anchor) {
      standing
      if view.mayRecordForBoard { forms }
      reviews
    }
  }

  /// The name of the place on the page.
  static let anchor = "board-and-membership"

  private var standing: HTML {
    let standing = view.standing
    return HTML {
      if standing.isTooSmall {
        notice(.danger) {
          p { MembershipWords.tooSmall(standing.memberCount, standing.membersMin) }
        }
      } else {
        p { MembershipWords.enough(standing.memberCount, standing.membersMin) }
      }
      if standing.isReviewLate {
        notice(.careful) {
          p {
            MembershipWords.reviewWasDue
            Times.html(standing.reviewDue)
          }
        }
      } else {
        p {
          MembershipWords.reviewIsDue
          Times.html(standing.reviewDue)
        }
      }
      let missing = view.members.filter { $0.isOfGroup && $0.appointment == nil }
      if !missing.isEmpty {
        p(.class("muted")) {
          MembershipWords.notRecorded
          words(missing.map(\.member.name).joined(separator: ", "))
        }
      }
    }
  }

  private var reviews: HTML {
    guard !view.reviews.isEmpty else {
      return p(.class("muted")) { MembershipWords.noReviews }
    }
    return ul(.class("items")) {
      for review in view.reviews {
        li {
          span(.class("main")) {
            span {
              MembershipWords.reviewed
              Times.html(review.decided)
            }
            span(.class("small")) {
              MembershipWords.goOn
              words(review.confirmed.joined(separator: ", "))
            }
            if !review.unconfirmed.isEmpty {
              span(.class("small")) {
                MembershipWords.doNotGoOn
                words(review.unconfirmed.joined(separator: ", "))
              }
            }
            span(.class("small muted")) {
              MembershipWords.recordedBy
              words(review.recordedBy)
            }
          }
        }
      }
    }
  }

  // MARK: What the board writes down

  private var group: [Choice] {
    view.members.filter(\.isOfGroup).map {
      Choice(value: $0.member.id.text, label: $0.member.name)
    }
  }

  private var forms: HTML {
    HTML {
      unfolding(.appointment, MembershipWords.appoint) {
        postForm(to: Paths.appointments, token: setting.token) {
          selectField(
            FieldFrame(
              name: MembersPage.memberFieldName, label: MembershipWords.whom,
              faults: faults(of: .appointment), idPrefix: "appoint-"),
            choices: group, chosen: typed.members.first ?? "")
          day(.appointment, "appoint-")
          div(.class("actions")) { submitButton(MembershipWords.record) }
        }
      }
      unfolding(.review, MembershipWords.review) {
        postForm(to: Paths.membershipReviews, token: setting.token) {
          checkboxField(
            FieldFrame(
              name: MembersPage.memberFieldName, label: MembershipWords.whoGoesOn,
              hint: MembershipWords.whoGoesOnHint, faults: faults(of: .review),
              idPrefix: "review-"),
            choices: group,
            chosen: typed.form == .review ? Set(typed.members) : Set(group.map(\.value)))
          day(.review, "review-")
          div(.class("actions")) { submitButton(MembershipWords.record) }
        }
      }
    }
  }

  /// A form that is folded away until it is wanted, or has something to mend.
  private func unfolding(
    _ form: MembershipTyped.Form, _ title: String, @HTMLBuilder content: () -> HTML
  ) -> HTML {
    let inside = HTML {
      summary { title }
      content()
    }
    return typed.form == form ? details(.open) { inside } : details { inside }
  }

  private func faults(of form: MembershipTyped.Form) -> [FieldFault] {
    typed.form == form ? faults : []
  }

  private func day(_ form: MembershipTyped.Form, _ idPrefix: String) -> HTML {
    textField(
      FieldFrame(
        name: MembersPage.dayFieldName, label: MembershipWords.day, hint: OnCallWords.dayHint,
        faults: faults(of: form), idPrefix: idPrefix),
      value: typed.form == form ? typed.day : "", type: .date, .required)
  }
}

/// What was typed into one of the forms for the board's decisions.
package struct MembershipTyped: Sendable {
  /// Which of the forms.
  package enum Form: Sendable { case appointment, review }

  package var form: Form?
  package var members: [String]
  package var day: String

  package init(form: Form? = nil, members: [String] = [], day: String = "") {
    self.form = form
    self.members = members
    self.day = day
  }
}

/// What is said about the membership and the board.
enum MembershipWords {
  static let title = "The board and the membership"
  static func tooSmall(_ count: Int, _ least: Int) -> String {
    "The group has \(members(count)); its rules ask for at least \(least). The board appoints somebody."
  }
  static func enough(_ count: Int, _ least: Int) -> String {
    "The group has \(members(count)); its rules ask for at least \(least)."
  }
  private static func members(_ count: Int) -> String {
    count == 0 ? "no members" : count == 1 ? "one member" : "\(count) members"
  }
  static let reviewIsDue = "The board goes through the membership again by "
  static let reviewWasDue = "The board’s review of the membership is late. It was due by "
  static let notRecorded = "The board’s appointment is not recorded yet for: "
  static let noReviews = "No review of the membership is recorded yet."
  static let reviewed = "Reviewed by the board on "
  static let goOn = "Go on: "
  static let doNotGoOn = "Not confirmed: "
  static let recordedBy = "Recorded by "
  static let appoint = "Record an appointment by the board"
  static let whom = "Whom has the board appointed?"
  static let review = "Record a review of the membership by the board"
  static let whoGoesOn = "Who goes on?"
  static let whoGoesOnHint =
    "Somebody who is not ticked keeps their access until the membership itself is ended."
  static let day = "On which day did the board decide?"
  static let record = "Record it"
  static let column = "Appointed by the board"
  static let notYet = "not recorded"
  static let notConfirmed = "Not confirmed by the board"
  static func by(_ name: String) -> String { "recorded by \(name)" }
  static let dayFault = "Please write the day as year, month and day, such as 2026-12-24."
  static let seeMembers = "See the membership"
}
