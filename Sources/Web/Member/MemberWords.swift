import Casework
import Procedure

/// The words of the pages for members and for the board: the frame, coming in, lists.
enum MemberWords {
  // MARK: Frame

  static let navigation = "Main"
  static let menu = "Menu"
  static let dashboard = "Overview"
  static let cases = "Cases"
  static let enterReport = "Enter a report"
  static let members = "Members"
  static let organization = "Organization"
  static let settings = "Your settings"
  static let signOut = "Sign out"
  static let boardLabel = "for the board"
  static func signedInAs(_ name: String) -> String { "Signed in as \(name)" }

  static func standing(_ notice: StandingNotice) -> (title: String, text: String) {
    switch notice {
    case .youWaitForConfirmation:
      (
        "You wait to be confirmed",
        "Read the six words of your settings page to another member, by voice or face to face. Until they have confirmed you, no case is sealed to you."
      )
    case .recoveryKeyIsProvisional:
      (
        "The recovery key is still in one piece",
        "Whoever has it alone could open everything. Split it among several people."
      )
    case .foundingIsOpen:
      (
        "The founding phase is open",
        "Whoever joins now counts at once, without another member confirming them. Close it when everybody is in."
      )
    case .boardIsNotEnrolled:
      (
        "The board cannot read yet",
        "Fewer than two board members have joined. A report that the group may not see would wait for the holders of recovery shares."
      )
    case .reportWaitsForRecovery:
      (
        "A report waits that nobody here can open",
        "It needs the holders of recovery shares to come together. Please bring them together soon."
      )
    case .nobodyMayDecide:
      (
        "A case has nobody left who may decide it",
        "Everybody on the board has a conflict in it, or has left. A board member invites somebody who is not involved, as a member of the board. When they have joined, a handler takes them in on the page of the case; where nobody handles it any more, the holders of the recovery shares open it for them."
      )
    case .groupIsTooSmall:
      (
        "The group has too few members",
        "Its rules ask for more. The board appoints members; until then, cases that too few can decide go to the board."
      )
    case .membershipReviewIsLate:
      (
        "The board's review of the membership is late",
        "The board goes through the membership regularly. A board member records the result on the page of the members."
      )
    case .policyIsProposed:
      (
        "Other rules are proposed",
        "A member wants another policy. Please read what would be different; it takes the word of somebody else."
      )
    case .clockIsUnsound:
      (
        "The clock of this machine jumped",
        "What is driven by time alone waits until a member confirms the time, on the page of the organization."
      )
    }
  }
  static let standingSettingsLink = "See my six words"
  static let standingRecoveryLink = "Go to recovery"
  static let standingPoliciesLink = "See what would be different"
  static let standingMembersLink = "Invite board members"

  // MARK: Signing in

  static let signInTitle = "Sign in"
  static let email = "E-mail address"
  static let password = "Password"
  static let code = "Code from your authenticator app"
  static let codeHint = "Six digits."
  static let signInCodeHint = "Six digits. Leave it empty if you have not set one up yet."
  static let recoveryCode = "One of your recovery codes"
  static let recoveryCodeHint = "Each code works once."
  static let signInButton = "Sign in"
  static let useRecoveryCode = "I do not have my authenticator"
  static let useAuthenticator = "Use my authenticator after all"
  static let forgot = "I forgot my password"
  static let signInFailed =
    "That did not fit together. Please look at the address, the password and the code again. A code is only good for half a minute."
  static func signInWait(_ duration: String) -> String {
    "There were many attempts. Please try again in \(duration). Nobody can lock you out for good."
  }
  static let signedOut = "You are signed out."
  static let sessionEnded = "Your session has ended. Please sign in again."
  static let passwordReset = "Your new password is set. Sign in with it."
  static let reporterHint = "Did you report something and want to read our answer?"
  static let reporterLink = "Open your conversation"

  // MARK: Lost password

  static let lostTitle = "A new password"
  static let lostText =
    "Tell us your address. If it belongs to a member, we send a link there."
  static let lostConsequence =
    "A new password makes new keys. Another member has to confirm that they are yours, and you can read your cases again when a handler lets you in. If you still know your password, change it in your settings instead."
  static let lostButton = "Send me a link"
  static let lostSentTitle = "Please look at your mail"
  static let lostSent =
    "If that address belongs to a member, a link is on its way. It works once and for a short time."
  static let backToSignIn = "Back to signing in"

  // MARK: Joining

  static func joinTitle(_ organization: String) -> String { "Welcome to \(organization)" }
  static let rekeyTitle = "Set up your new keys"
  static func joinRole(_ role: String) -> String { "You are invited as: \(role)" }
  static let joinUntil = "This invitation works once, until"
  static let joinYou = "About you"
  static let joinName = "Your name"
  static let joinNameHint = "As the other members and the people who report know you."
  static let joinEmail = "Your e-mail address"
  static let joinEmailHint = "You sign in with it, and notices go there. They never quote a report."
  static let joinAliases = "Other names you go by"
  static let joinAliasesHint =
    "Nicknames, handles, earlier names, other addresses; one on each line. A report that has one of them is kept from you until somebody else has looked. That protects you as well."
  static let joinPassword = "Choose a password"
  static func joinPasswordHint(_ charactersMin: Int) -> String {
    "At least \(charactersMin) characters. A few unrelated words are easy to remember and hard to guess. Your keys are locked with it: nobody can look it up."
  }
  static let joinPasswordAgain = "The same password once more"
  static let joinSecond = "Your second factor"
  static let joinSecondText =
    "Open an authenticator app on your phone, add an account, and scan this picture."
  static let joinSecondLabel = "QR code for your authenticator app"
  static let joinSecondManual = "I cannot scan it"
  static let joinSecondManualText = "Type this into the app as a time-based key:"
  static let joinCode = "The code that the app shows now"
  static let joinButton = "Join"

  // MARK: Recovery codes

  static let codesTitle = "Your recovery codes"
  static let codesText =
    "Each of these stands in once for your authenticator, if you lose it. They are shown only now. Print them or keep them in a password manager."
  static let codesCopy = "Copy the codes"
  static let codesDone = "I have kept them"

  // MARK: Overview

  static func greeting(_ name: String) -> String { "Hello, \(name)" }
  static let needsYou = "What needs you"
  static let allQuietTitle = "Nothing waits for you"
  static let allQuiet = "When something does, it stands here first."
  static let late = "Late"
  static let lateText = "Whoever can, please step in."
  static let toDeclare = "Say whether you have a conflict"
  static let toDeclareText = "You see nothing of a case before you have said so."
  static let openCases = "Open cases"
  static let otherCases = "Put away"
  static func setAsideCount(_ count: Int) -> String {
    count == 1 ? "1 case set aside" : "\(count) cases set aside"
  }
  static func closedCount(_ count: Int) -> String {
    count == 1 ? "1 case closed" : "\(count) cases closed"
  }
  static let declareButton = "Declare"
  static let openButton = "Open"
  static let allCases = "All cases"

  // MARK: Lists of cases

  static let casesTitle = "Cases"
  static let casesFilter = "Which cases"
  static func filter(_ filter: CaseFilter) -> String {
    switch filter {
    case .open: "Open"
    case .setAside: "Set aside"
    case .closed: "Closed"
    }
  }
  static func count(_ count: Int) -> String { count == 1 ? "1 case" : "\(count) cases" }
  static let noCasesTitle = "No cases here"
  static func noCases(_ filter: CaseFilter) -> String {
    switch filter {
    case .open: "Nothing is open that you may read."
    case .setAside: "Nothing has been set aside."
    case .closed: "Nothing has been closed yet."
    }
  }
  static let columnCase = "Case"
  static let columnState = "State"
  static let columnNext = "Next"
  static let columnReceived = "Received"
  static let columnActivity = "Last activity"
  static let awaitsAnswer = "Reporter wrote"
  static let awaitsDeclaration = "Declare first"
  static let urgent = "Urgent"
  static let lateBadge = "Late"
  static let nothingDue = "Nothing due"

  static func phase(_ phase: Case.Phase) -> String {
    switch phase {
    case .waitingForReaders: "Waiting for readers"
    case .received: "New"
    case .open: "Being looked into"
    case .deciding: "Being decided"
    case .consulting: "Asking those affected"
    case .enacting: "Being carried out"
    case .closed: "Closed"
    case .filed: "Filed"
    case .setAside: "Set aside"
    }
  }

  // MARK: Entering a report for somebody

  static let inPersonTitle = "Enter a report for somebody"
  static let inPersonLead =
    "For what somebody told you in person, by phone or in a chat. It goes the same way as any other report: you may read it again only if you have no conflict and are not named in it."
  static let inPersonHow = "How you learned of it"
  static let inPersonToldBy = "Who told you"
  static let inPersonToldByHint = "May stay empty if they do not want to be named."
  static let inPersonWhen = "When"
  static let inPersonHowLabel = "How"
  static let inPersonHowHint = "In the hallway, by phone, in a video call."
  static let inPersonButton = "Enter the report"
  static let inPersonDone =
    "The report is stored. Give these words to the person who told you, if you can; with them they can write to the group themselves. When they first use them, they get words that you do not know."

  // MARK: Gate

  static let gateTitle = "Do you have a conflict of interest?"
  static let gateLead =
    "Before anything of this case is shown to you, please say whether you are free to handle it. Look at the names first."
  static let gateNoNames =
    "The report names nobody yet. Please decide by what you know; you can step out at any time later."
  static let gateReported = "Reported"
  static let gateWitnesses = "Witnesses"
  static let gateReporter = "Reported by"
  static let gateNone = "nobody is named"
  static let gateCloses = "Please answer by"
  static let gateNoConflictTitle = "No, I am free"
  static let gateNoConflictText =
    "You can read the case at once. The opening is written down. Please have time for it: a case comes before other things, and each step has to happen in time."
  static let gateNoConflictButton = "I have no conflict"
  static let gateConflictTitle = "Yes, or perhaps"
  static let gateConflictText =
    "You never get the key to this case, and nobody holds it against you. You do not have to say why."
  static let gateGround = "What kind of conflict?"
  static let gateGroundNone = "I would rather not say"
  static let gateNote = "A word to the others"
  static let gateNoteHint = "They can read it; the reporter cannot."
  static let gateConflictButton = "I have a conflict"
  static let gateOneWay = "A declared conflict cannot be taken back by yourself."
  static let gateWaitsTitle = "Thank you. A handler has to let you in."
  static let gateWaits =
    "You have declared that you are free. The first window has passed, so one of the handlers opens the case for you. They have been told."
}
