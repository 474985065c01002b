package import Casework
import HTTPServer
package import Markup
package import Procedure

/// Where everything is. Pages take their links from here and never write an address by hand.
package enum Paths {
  // MARK: Public

  /// What this is, for anybody.
  package static let home = Link(segments: [])
  /// GET shows the form, POST takes a report in and answers with the receipt.
  package static let report = Link(segments: ["report"])
  /// How things are kept, and the rules in force.
  package static let privacy = Link(segments: ["privacy"])
  /// GET asks for the words of a receipt, POST opens the conversation with them.
  package static let followUp = Link(segments: ["follow-up"])

  // MARK: The reporter, behind the words of a receipt

  /// The conversation.
  package static let conversation = Link(segments: ["follow-up", "conversation"])
  /// A page of it; 1 is the newest.
  package static func conversation(page: Int) -> Link {
    Link(segments: ["follow-up", "conversation"], query: [(name: "page", value: String(page))])
  }
  /// The same, after a message was taken in.
  package static let conversationSent = Link(
    segments: ["follow-up", "conversation"], query: [(name: "sent", value: "yes")])
  /// POST: a message of the reporter, with files.
  package static let reporterMessage = Link(segments: ["follow-up", "messages"])
  /// POST: ends the reporter's session.
  package static let reporterLeave = Link(segments: ["follow-up", "leave"])
  /// POST: words of their own instead of those that a party was handed.
  package static let reporterWords = Link(segments: ["follow-up", "words"])
  /// Whether words are mailed or only a link.
  package static let reporterMail = Link(segments: ["follow-up", "mail"])
  /// A file of the conversation, for the reporter.
  package static func reporterFile(_ id: FileID) -> Link {
    Link(segments: ["follow-up", "files", id.text])
  }

  // MARK: Coming in and going out

  package static let signIn = Link(segments: ["sign-in"])
  /// The same with a sentence above the form.
  package static func signIn(_ said: Said) -> Link {
    Link(segments: ["sign-in"], query: [(name: "said", value: said.rawValue)])
  }
  /// The same, leading back to a path of this site afterwards.
  package static func signIn(returnTo path: String, hadSession: Bool) -> Link {
    let to = path.isEmpty ? [] : [(name: "to", value: path)]
    let said = hadSession ? [(name: "said", value: Said.ended.rawValue)] : []
    return Link(segments: ["sign-in"], query: said + to)
  }
  /// What is said above the form.
  package enum Said: String, Sendable {
    case signedOut = "signed-out"
    case ended, reset
  }
  /// The same with a recovery code in place of the second factor.
  package static let signInWithRecoveryCode = Link(segments: ["sign-in", "recovery-code"])
  /// POST.
  package static let signOut = Link(segments: ["sign-out"])
  package static let lostPassword = Link(segments: ["lost-password"])
  /// An invitation; the secret of it is in the path.
  package static func join(_ secret: String) -> Link { Link(segments: ["join", secret]) }

  // MARK: Cases

  package static let dashboard = Link(segments: ["dashboard"])
  package static let cases = Link(segments: ["cases"])
  /// A page of a list of cases.
  package static func cases(_ filter: String, page: Int) -> Link {
    var query = [(name: "show", value: filter)]
    if page > 1 { query.append((name: "page", value: String(page))) }
    return Link(segments: ["cases"], query: query)
  }
  /// The page of a case, or one part of it.
  package static func aCase(_ id: CaseID, part: String? = nil) -> Link {
    Link(segments: ["cases", id.text], fragment: part)
  }
  /// A conversation of a case by pages; 1 is the newest.
  package static func channel(_ channel: ChannelID, of id: CaseID, page: Int) -> Link {
    Link(
      segments: ["cases", id.text, "channels", channel.text],
      query: [(name: "page", value: String(page))])
  }
  /// What happened in a case by pages; 1 is the newest.
  package static func timeline(_ id: CaseID, page: Int) -> Link {
    Link(segments: ["cases", id.text, "timeline"], query: [(name: "page", value: String(page))])
  }
  /// The case, after a command was done.
  package static func aCase(_ id: CaseID, done command: Command.Name) -> Link {
    Link(segments: ["cases", id.text], query: [(name: "done", value: command.rawValue)])
  }
  /// The conflict gate; a POST of `Command.Name.declare` answers it.
  package static func gate(_ id: CaseID) -> Link { Link(segments: ["cases", id.text, "gate"]) }
  /// The page on which the personal answer is written; `kind` chooses the template.
  package static func acknowledge(_ id: CaseID, kind: AcknowledgementKind? = nil) -> Link {
    Link(
      segments: ["cases", id.text, "acknowledge"],
      query: kind.map { [(name: "kind", value: $0.rawValue)] } ?? [])
  }
  /// POST: a command in a case, by its stable name.
  package static func command(_ name: Command.Name, _ id: CaseID) -> Link {
    Link(segments: ["cases", id.text, "commands", name.rawValue])
  }
  /// POST: hands the key of a case to a member who declared after the first window.
  package static func letIn(_ id: CaseID) -> Link { Link(segments: ["cases", id.text, "let-in"]) }
  /// A file of a case, for a handler.
  package static func caseFile(_ id: CaseID, _ file: FileID) -> Link {
    Link(segments: ["cases", id.text, "files", file.text])
  }
  /// A picture of a case, drawn anew, for a handler.
  package static func casePreview(_ id: CaseID, _ file: FileID) -> Link {
    Link(segments: ["cases", id.text, "files", file.text, "preview"])
  }
  /// A report that somebody told a member in person.
  package static let inPersonReport = Link(segments: ["cases", "new"])

  /// The open cases to declare on, by code name and card.
  package static let casesToDeclare = Link(segments: ["cases", "to-declare"])
  /// The reported people of a case with their earlier records.
  package static func earlierRecords(_ id: CaseID) -> Link {
    Link(segments: ["cases", id.text, "people"])
  }

  // MARK: Across cases

  package static let ledger = Link(segments: ["ledger"])
  /// A page of the ledger.
  package static func ledger(_ query: LedgerQuery, page: Int) -> Link {
    Link(segments: ["ledger"], query: LedgerParameters.pairs(query, page: page))
  }
  /// The same lines as a table for a spreadsheet.
  package static func ledgerTable(_ query: LedgerQuery) -> Link {
    Link(segments: ["ledger.csv"], query: LedgerParameters.pairs(query, page: nil))
  }
  /// Everybody on record; POST looks for somebody.
  package static let persons = Link(segments: ["people"])
  /// The dossier of a person.
  package static func person(_ id: PersonID) -> Link { Link(segments: ["people", id.text]) }

  /// The portal of the board.
  package static let board = Link(segments: ["board"])
  /// POST: a board member asks to read a case for oversight.
  package static let boardOversight = Link(segments: ["board", "oversight"])

  // MARK: On call

  /// Who is on call, now and in the weeks ahead.
  package static let onCall = Link(segments: ["on-call"])
  /// POST: asks a member to swap a duty.
  package static let onCallSwaps = Link(segments: ["on-call", "swaps"])
  /// POST: agrees to a swap, or declines it.
  package static let onCallAnswer = Link(segments: ["on-call", "swaps", "answer"])
  /// POST: takes a proposal back.
  package static let onCallWithdraw = Link(segments: ["on-call", "swaps", "withdraw"])
  /// POST: says that the member is away.
  package static let onCallAbsences = Link(segments: ["on-call", "absences"])
  /// POST: ends an absence.
  package static let onCallAbsenceEnd = Link(segments: ["on-call", "absences", "end"])
  /// POST: makes the address of a calendar and shows it once.
  package static let onCallCalendar = Link(segments: ["on-call", "calendar"])
  /// POST: ends that calendar.
  package static let onCallCalendarEnd = Link(segments: ["on-call", "calendar", "end"])

  // MARK: The member's own

  package static let settings = Link(segments: ["settings"])
  /// The same, after a part was saved.
  package static func settings(saved part: String) -> Link {
    Link(segments: ["settings"], query: [(name: "saved", value: part)])
  }
  /// POST: takes new keys.
  package static let settingsKeys = Link(segments: ["settings", "keys"])
  /// POST.
  package static let settingsProfile = Link(segments: ["settings", "profile"])
  /// POST.
  package static let settingsPassword = Link(segments: ["settings", "password"])
  /// GET shows a new secret, POST takes it over.
  package static let settingsSecondFactor = Link(segments: ["settings", "second-factor"])
  /// POST: makes new codes and shows them once.
  package static let settingsRecoveryCodes = Link(segments: ["settings", "recovery-codes"])
  /// POST: ends one session, or all others.
  package static let settingsSessions = Link(segments: ["settings", "sessions"])

  // MARK: The organization

  package static let members = Link(segments: ["members"])
  /// What the board says of the membership, on the same page.
  package static let membership = Link(segments: ["members"], fragment: MembershipPart.anchor)
  /// POST: a board member records whom the board has appointed.
  package static let appointments = Link(segments: ["members", "appointments"])
  /// POST: a board member records that the board went through the membership.
  package static let membershipReviews = Link(segments: ["members", "reviews"])
  /// POST: makes an invitation and shows its link once.
  package static let invite = Link(segments: ["members", "invitations"])
  /// POST: takes an invitation back.
  package static let withdrawInvitation = Link(segments: ["members", "invitations", "withdraw"])
  /// GET asks to compare the six words, POST confirms.
  package static func confirmMember(_ id: MemberID) -> Link {
    Link(segments: ["members", id.text, "confirm"])
  }
  /// GET asks for the reason, POST asks a member about the open cases.
  package static func offerCases(_ id: MemberID) -> Link {
    Link(segments: ["members", id.text, "cases"])
  }
  /// The membership of one person: their roles, and its end.
  package static func membership(of id: MemberID) -> Link { Link(segments: ["members", id.text]) }
  /// POST.
  package static func memberRoles(_ id: MemberID) -> Link {
    Link(segments: ["members", id.text, "roles"])
  }
  /// POST.
  package static func endMembership(_ id: MemberID) -> Link {
    Link(segments: ["members", id.text, "end"])
  }
  package static let recovery = Link(segments: ["recovery"])
  /// POST: splits the recovery key. GET with a number shows that share, once.
  package static let recoveryShares = Link(segments: ["recovery", "shares"])
  /// POST: ends the founding phase.
  /// The last way: opens what nobody here can open any more.
  package static let recoveryUse = Link(segments: ["recovery", "use"])
  package static let recoveryFounding = Link(segments: ["recovery", "founding"])
  package static let organization = Link(segments: ["organization"])
  /// The rules: which policy is in force, and which ones are proposed or kept.
  package static let policies = Link(segments: ["policies"])
  /// POST: proposes a policy that is kept.
  package static func proposePolicy(_ address: String) -> Link {
    Link(segments: ["policies", address, "proposal"])
  }
  /// POST: puts the policy that waits in force.
  package static func adoptPolicy(_ address: String) -> Link {
    Link(segments: ["policies", address, "adoption"])
  }
  /// POST: puts the policy that waits aside.
  package static func declinePolicy(_ address: String) -> Link {
    Link(segments: ["policies", address, "refusal"])
  }
  /// Confirms that the time of the machine is right.
  package static let organizationTime = Link(segments: ["organization", "time"])

  // MARK: Assets

  package static let styleSheet = asset("redress.css", SiteAssets.styleSheet.fingerprint)
  package static let scriptFile = asset("redress.js", SiteAssets.script.fingerprint)
  package static let siteIcon = asset("favicon.svg", SiteAssets.siteIcon.fingerprint)

  /// The address changes with the content, so that browsers may keep it for ever.
  private static func asset(_ name: String, _ fingerprint: String) -> Link {
    Link(segments: ["assets", fingerprint, name])
  }
}
