import Procedure

/// The words of the page about on-call duty.
enum OnCallWords {
  static let title = "On call"
  static let lead =
    "Who answers new reports first. Members take turns, a week each; the secondary is primary the week after."
  static let now = "On call now"
  static let until = "until "
  static let nobody = "nobody"
  static let nobodyNow =
    "Nobody is on call: everybody is away, or nobody takes turns. A new report goes to all members at once."
  static let weeks = "This week and the weeks ahead"
  static let week = "Week"
  static let thisWeek = "This week"
  static let you = "You"
  static let absences = "Away"
  static let noAbsences = "Nobody has said that they are away."
  static let absenceTo = " to "
  static let endAbsence = "Not away any more"
  static let enterAbsence = "I am away"
  static let enterAbsenceText =
    "Nobody asks why. Whole weeks are given to the next in line; on single days the secondary answers."
  static let from = "First day"
  static let to = "Last day"
  static let dayHint = "Such as 2026-12-24, in UTC."
  static let dayFault = "Write the day like 2026-12-24."
  static let enterAbsenceButton = "Say that I am away"
  static let swap = "Swap a week"
  static let swapText = "Nothing changes until the other member has agreed."
  static let swapGives = "Which duty of yours?"
  static let swapTakes = "With whom?"
  static let swapButton = "Ask them"
  static let noDuty = "You have no duty in these weeks that you could swap."
  static let takesNothing = "takes it over, for nothing in return"
  static let choose = "Choose a duty of yours and a member."
  static let toAnswer = "You are asked to swap"
  static let proposed = "You have asked for a swap"
  static let overtaken = "The rota has changed since; this swap is not possible any more."
  static let agree = "Agree"
  static let decline = "Decline"
  static let withdraw = "Withdraw"
  static let feed = "Calendar"
  static let feedText =
    "Your own duties for any calendar program. Whoever has the address sees when you are on call and with whom, and nothing of any case."
  static let feedNew = "Make an address"
  static let feedRenew = "Make a new address"
  static let feedRenewText = "You have an address. A new one ends it."
  static let feedEnd = "End the calendar"
  static let feedMade = "The address of your calendar"
  static let feedMadeText =
    "Add this address to your calendar as a subscription. It is shown only now; a new one can be made at any time and ends this one."
  static let back = "Back to the rota"
  static let notInTurn = "You take no turns, so there is nothing to swap here."
  static let settingsText = "A calendar of your on-call duties, and swaps and absences:"

  static func duty(_ duty: Duty) -> String {
    switch duty {
    case .primary: "Primary"
    case .secondary: "Secondary"
    }
  }

  static func escalation(secondary: String, everyone: String) -> String {
    "A report without an answer calls the secondary after \(secondary) and everybody after \(everyone); then any member may take it up."
  }

  static func slot(_ duty: Duty, _ day: String) -> String {
    "\(Self.duty(duty)), week from \(day)"
  }

  static func takesOver(_ name: String) -> String { "\(name) \(takesNothing)" }

  static func exchange(_ name: String, _ slot: String) -> String { "\(name): \(slot)" }

  static func asks(_ name: String, _ gives: String, _ takes: String?) -> String {
    guard let takes else { return "\(name) asks you to take over: \(gives)." }
    return "\(name) asks you to take over: \(gives). In return they take over: \(takes)."
  }

  static func asked(_ name: String, _ gives: String, _ takes: String?) -> String {
    guard let takes else { return "\(name) would take over: \(gives)." }
    return "\(name) would take over: \(gives). You would take over: \(takes)."
  }
}
