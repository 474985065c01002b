import Casework
import Markup
import Procedure

/// The frame of signed-in pages, for members and for the board.
struct MemberLayout {
  /// Where the member is, for the navigation.
  enum Place {
    case dashboard, board, cases, ledger, enterReport, onCall, members, organization, settings
  }

  var setting: PageSetting
  var frame: MemberFrame
  var title: String
  var place: Place
  /// With which opening the page shows what it shows; nil for pages that show nothing of a case.
  var stamp: OpeningStamp?

  /// The whole page around its content.
  func document(@HTMLBuilder content: () -> HTML) -> Document {
    pageDocument(
      setting: setting, title: title, siteName: frame.policy.community.groupName,
      isPrivate: true,
      body: HTML {
        skipLink
        div(.class("desk")) {
          header(.class("side")) {
            div(.class("side-wide")) {
              wordmark
              navigation
              who
            }
            details(.class("side-narrow")) {
              summary {
                wordmarkInside
                span(.class("menu")) {
                  Icon.menu.html
                  MemberWords.menu
                }
              }
              div(.class("stack")) {
                navigation
                who
              }
            }
          }
          main(.class("work"), .id("content")) {
            div(.class("stack wide-gap")) {
              standing
              stamped(stamp, content: content)
            }
          }
        }
      })
  }

  private var wordmark: HTML {
    a(.class("wordmark"), .href(Paths.dashboard)) { wordmarkParts }
  }

  private var wordmarkInside: HTML {
    span(.class("wordmark")) { wordmarkParts }
  }

  private var wordmarkParts: HTML {
    HTML {
      mark()
      span {
        PartWords.product
        span(.class("under")) {
          frame.isBoard ? MemberWords.boardLabel : frame.policy.community.organization
        }
      }
    }
  }

  private var navigation: HTML {
    nav(.ariaLabel(MemberWords.navigation)) {
      ul {
        link(MemberWords.dashboard, .home, Paths.dashboard, .dashboard)
        if frame.isBoard { link(BoardWords.title, .inbox, Paths.board, .board) }
        link(MemberWords.cases, .cases, Paths.cases, .cases)
        link(RecordWords.ledger, .file, Paths.ledger, .ledger)
        link(MemberWords.enterReport, .write, Paths.inPersonReport, .enterReport)
        link(OnCallWords.title, .clock, Paths.onCall, .onCall)
        link(MemberWords.members, .people, Paths.members, .members)
        link(MemberWords.organization, .status, Paths.organization, .organization)
        link(MemberWords.settings, .settings, Paths.settings, .settings)
      }
    }
  }

  private func link(_ text: String, _ icon: Icon, _ target: Link, _ itsPlace: Place) -> HTML {
    li {
      if place == itsPlace {
        a(.href(target), .ariaCurrent("page")) {
          icon.html
          text
        }
      } else {
        a(.href(target)) {
          icon.html
          text
        }
      }
    }
  }

  private var who: HTML {
    div(.class("who")) {
      p {
        span(.class("unseen")) { MemberWords.signedInAs("") }
        words(frame.member.name)
        br()
        span(.class("small muted")) { titles(of: frame.member, policy: frame.policy) }
      }
      postForm(to: Paths.signOut, token: setting.token, class: "bare") {
        submitButton(MemberWords.signOut, class: "button quiet")
      }
    }
  }

  private var standing: HTML {
    guard !frame.standingNotices.isEmpty else { return .empty }
    let notices = HTML.joined(
      frame.standingNotices.map { standing in
        let said = MemberWords.standing(standing)
        let isUrgent =
          standing == .reportWaitsForRecovery || standing == .clockIsUnsound
          || standing == .nobodyMayDecide
        return notice(isUrgent ? .danger : .careful) {
          p {
            strong { "\(said.title)." }
            // Read once on the first page; elsewhere it must not stand before the work.
            if place == .dashboard || isUrgent { " \(said.text)" }
            switch standing {
            case .youWaitForConfirmation:
              wayOut(MemberWords.standingSettingsLink, Paths.settings)
            case .recoveryKeyIsProvisional, .foundingIsOpen, .reportWaitsForRecovery:
              wayOut(MemberWords.standingRecoveryLink, Paths.recovery)
            case .boardIsNotEnrolled, .nobodyMayDecide:
              wayOut(MemberWords.standingMembersLink, Paths.members)
            case .groupIsTooSmall, .membershipReviewIsLate:
              wayOut(MembershipWords.seeMembers, Paths.membership)
            case .policyIsProposed:
              wayOut(MemberWords.standingPoliciesLink, Paths.policies)
            case .clockIsUnsound: HTML.empty
            }
          }
        }
      })
    return div(.class("stack tight standing")) { notices }
  }

  private func wayOut(_ text: String, _ target: Link) -> HTML {
    HTML {
      " "
      a(.href(target)) { text }
    }
  }
}

/// The roles of a member, in the words of the policy.
func titles(of member: PublicMember, policy: Policy) -> String {
  member.roles.map { role in
    policy.roles.first { $0.id.text == role }?.title ?? role
  }.joined(separator: ", ")
}
