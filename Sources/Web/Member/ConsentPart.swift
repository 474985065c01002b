import Casework
import Markup
import Procedure

// What people allow, and what was told of who somebody is: one part of the page of a case.
extension ProcedureParts {
  /// What people allow, said with buttons, or asked to be spared; and every disclosure.
  var consent: HTML {
    let isEmpty =
      procedure.permissions.isEmpty && procedure.contactStopped.isEmpty
      && procedure.answersOfParties.isEmpty && procedure.disclosures.isEmpty
      && procedure.permissionsAsked.isEmpty
    guard !isEmpty else { return .empty }
    return card(ConsentWords.title) {
      for name in procedure.contactStopped {
        notice(.careful) { p { CaseWords.wantsNoMessages(name) } }
      }
      permissions
      disclosures
      answers
      actions {
        action(.askPermission, nil, class: "button quiet")
        action(.recordDisclosure, nil, class: "button quiet")
      }
    }
  }

  private var permissions: HTML {
    HTML {
      facts(
        procedure.permissions.map {
          Fact("\($0.partyName): \(CommandWords.permission($0.kind))", permission($0))
        }
          + procedure.permissionsAsked.map {
            Fact(
              "\($0.partyName): \(CommandWords.permission($0.asks.about))",
              asked(ConsentWords.waits($0.at), to: $0.asks.to ?? "", $0.asks.purpose ?? ""))
          })
    }
  }

  private func permission(_ given: PermissionView) -> HTML {
    let said = given.isGiven ? CaseWords.givesLeave : CaseWords.refusesLeave
    let whose = given.isTheirOwnWord ? ConsentWords.ownWord : ConsentWords.kept
    return HTML {
      asked("\(said) (\(whose), \(Times.day(given.at)))", to: given.to, given.purpose)
      if !given.words.isEmpty { longWords(given.words) }
      if let at = given.withdrawnAt {
        p(.class("small")) { badge(.late, ConsentWords.takenBack(Times.day(at))) }
      } else if given.isGiven {
        p(.class("small")) {
          action(
            .withdrawPermission, ConsentWords.takeBack, class: "button quiet",
            (name: "permission", value: String(given.number)))
        }
      }
    }
  }

  private func asked(_ said: String, to: String, _ purpose: String) -> HTML {
    HTML {
      p { said }
      if !to.isEmpty { p(.class("small")) { words(ConsentWords.to(to)) } }
      if !purpose.isEmpty { p(.class("small")) { words(ConsentWords.purpose(purpose)) } }
    }
  }

  private var disclosures: HTML {
    guard !procedure.disclosures.isEmpty else { return .empty }
    return HTML {
      h3 { ConsentWords.disclosures }
      ul(.class("voices")) {
        for told in procedure.disclosures {
          li {
            strong { words(told.partyName) }
            words(" → \(told.content.recipient), \(told.content.way)")
            span(.class("small muted")) { " (\(Times.dayAndTime(told.content.at)))" }
            longWords(told.content.what)
            p(.class("small")) {
              CommandWords.disclosureGround(told.content.ground)
              if let reason = told.content.reason { words(": \(reason)") }
            }
            if told.content.passesContact == true {
              p(.class("small")) { ConsentWords.passesContact }
            }
            if !told.stillHolds { p(.class("small")) { badge(.late, ConsentWords.holdsNoMore) } }
            p(.class("small muted")) { CaseWords.writtenBy(told.memberName) }
          }
        }
      }
    }
  }

  private var answers: HTML {
    guard !procedure.answersOfParties.isEmpty else { return .empty }
    return HTML {
      h3 { CaseWords.answersOfParties }
      ul {
        for answer in procedure.answersOfParties {
          li {
            strong { words(answer.partyName) }
            ": \(CaseWords.partyAnswer(answer.answer))"
          }
        }
      }
    }
  }
}

/// The words of this part.
enum ConsentWords {
  static let title = "What people allow, and what was told"
  static let ownWord = "said on their page"
  static let kept = "kept by a handler"
  static let takeBack = "They take it back"
  static func takenBack(_ day: String) -> String { "Taken back on \(day)" }
  static func waits(_ at: Moment) -> String { "Asked on \(Times.day(at)), not answered yet" }
  static func to(_ to: String) -> String { "To: \(to)" }
  static func purpose(_ purpose: String) -> String { "For: \(purpose)" }
  static let disclosures = "Told of who somebody is"
  static let passesContact = "They can be reached with it."
  static let holdsNoMore = "The permission was taken back; nothing new rests on it"
  static let informationRests = "Rests on"
  static let names = "Names"
  static let opening = "Before the four parts"
  static let ending = "After the four parts"
  static let noChange = "No change is expected because"
  static func filingWanted(_ name: String) -> String {
    "\(name) wants this filed for the record; it takes a second handler."
  }
  static let adviceOwed =
    "This case is serious. Legal advice belongs before anything is told to others."
}
