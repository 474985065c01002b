/// The words of settings, members, recovery and the state of the organization.
enum SettingsWords {
  // MARK: Settings

  static let title = "Your settings"
  static let newKeys = "Take new keys"
  static let newKeysText =
    "Only when you fear that an old backup and an old password of yours came into other hands. A handler of each case lets you in again afterwards, and your other sessions end."
  static let newKeysButton = "Take new keys now"
  static let secondCodeNow = "A code of the authenticator you use now"
  static let saved = "Saved."
  static let profile = "About you"
  static let save = "Save"
  static let password = "Password"
  static let passwordLead =
    "Your keys are locked with your password. Changing it here keeps your keys and your cases."
  static let passwordNow = "Your password now"
  static let passwordNew = "The new password"
  static let passwordAgain = "The new password once more"
  static let passwordButton = "Change the password"
  static let second = "Second factor"
  static let secondOn = "An authenticator app is set up."
  static let secondOff = "No second factor is set up. Please set one up now."
  static let secondChange = "Set up another authenticator"
  static let secondTitle = "Set up another authenticator"
  static let secondButton = "Use this one from now on"
  static let codes = "Recovery codes"
  static func codesLeft(_ count: Int) -> String {
    switch count {
    case 0: "None is left. Make new ones now."
    case 1: "1 is left. Make new ones soon."
    default: "\(count) are left."
    }
  }
  static let codesText = "New codes replace all earlier ones."
  static let codesButton = "Make new recovery codes"
  static let sessions = "Where you are signed in"
  static let sessionThis = "This one"
  static let sessionOther = "Another browser or device"
  static let sessionStarted = "Since"
  static let sessionExpires = "Ends by itself"
  static let sessionEnd = "End"
  static let sessionEndAll = "End all others"
  static let keys = "Your keys"
  static let keysText =
    "You read these six words to another member, by voice or face to face, who types them before these keys count as yours."
  static let rootFingerprint = "Fingerprint of the organization's root"
  static let rootText =
    "Compare it with the file root.pub that the operator published. It never changes."

  // MARK: Members

  static let membersTitle = "Members"
  static let membersLead =
    "Who can be asked to read a report, and whether somebody has checked that their keys are theirs."
  static let columnName = "Name"
  static let columnRole = "Role"
  static let columnState = "State"
  static let columnWords = "Six words"
  static let wordsAreHeard = "They read them out."
  static let stateConfirmed = "Confirmed"
  static let stateUnconfirmed = "Waits for a confirmation"
  static let stateLeft = "Left"
  static let joinedFounding = "Joined during founding"
  static let confirm = "Confirm"
  static let invitations = "Open invitations"
  static let noInvitationsTitle = "No open invitations"
  static let noInvitations = "An invitation is a link that works once."
  static let invitationUntil = "until"
  static let withdraw = "Take back"
  static let invite = "Invite somebody"
  static let inviteRole = "As what?"
  static let inviteEmail = "Their e-mail address"
  static let inviteEmailHint =
    "We send them the link. Leave it empty to hand the link over yourself."
  static let inviteButton = "Make an invitation"
  static let invitedTitle = "The invitation is ready"
  static let invitedText =
    "This link is shown only now and works once. Hand it over in a way that you trust."
  static let invitedCopy = "Copy the link"
  static let backToMembers = "Back to the members"
  static func confirmTitle(_ name: String) -> String { "Are these the keys of \(name)?" }
  static let confirmText =
    "Call them, or meet them. Let them read their six words to you from their settings, and compare. Do not compare by mail or chat: whoever could swap keys could change those as well."
  static let confirmWords = "The six words as they read them to you"
  static let confirmHint =
    "They find them in their own settings. Type what you hear, in that order."
  static let confirmButton = "Confirm these keys"

  // MARK: Recovery

  static let recoveryTitle = "Recovery"
  static let recoveryLead =
    "The last way in, when everybody else has lost their keys. It takes several people together, and nobody can use it alone."
  static let stepSplit = "Split the key"
  static let stepHand = "Hand out the shares"
  static let stepClose = "Close the founding phase"
  static let provisionalTitle = "1. Split the recovery key"
  static let provisionalText =
    "Enter the key that was printed when this installation was made. It is split into shares; after that the key itself is worth nothing any more."
  static let provisionalKey = "The recovery key"
  static let shareCount = "How many people get a share?"
  static let threshold = "How many of them have to come together?"
  static let thresholdHint = "More than half of them is a good choice."
  static let splitButton = "Split the key"
  static let splitTitle = "The key is split"
  static func splitText(_ threshold: Int, _ count: Int) -> String {
    "Any \(threshold) of the \(count) holders together can open what is sealed to recovery."
  }
  static let lastWayTitle = "When nobody can open a case any more"
  static let lastWayText =
    "If everybody who could open a case has lost their keys, or a report was sealed to the recovery key alone, the holders "
    + "of the shares come together here. The key opens nothing by itself: it lets members and the board declare again, "
    + "and every use stands in the log of the case."
  static let lastWayShares = "The shares, one on each line"
  static let lastWayHint =
    "Typed in this sitting, by their holders. While the key is in one piece, the key itself."
  static let lastWayButton = "Open what nobody can open"
  static func recoveryUsed(_ count: Int) -> String {
    count == 0
      ? "There is no case that nobody can open."
      : "\(count == 1 ? "One case" : "\(count) cases") can be declared on again. Split a new key now: this one was whole on this machine."
  }
  static let foundingTitle = "2. Close the founding phase"
  static let foundingText =
    "While it is open, whoever joins counts at once. Close it when the members and two board members have joined."
  static let foundingButton = "Close the founding phase"
  static let foundingClosed = "The founding phase is closed. New members wait for a confirmation."
  static func shareTitle(_ number: Int, _ count: Int) -> String { "Share \(number) of \(count)" }
  static func shareText(_ number: Int) -> String {
    "Now only the holder of share \(number) should look at this screen. They write it down or print it, and keep it where the others cannot reach."
  }
  static let shareOnce = "It is shown only now."
  static let shareLabel = "The share"
  static let shareNext = "The holder has it. Next share"
  static let shareLast = "The holder has it. Finish"

  // MARK: Organization

  static let statusTitle = "Organization"
  static let statusLead = "How this installation is doing. Nothing of any case stands here."
  static let rules = "Rules in force"
  static let policy = "Policy"
  static let version = "Version"
  static let mail = "Mail to members"
  static let timeTitle = "Is this the right time?"
  static let timeText =
    "The clock of the machine was moved. Whatever happens by time alone waits until somebody has compared it with a clock "
    + "they trust."
  static let timeButton = "The time is right"
  static let mailTrouble = "Look at this"
  static let mailQuietTitle = "Mail goes out"
  static let mailQuiet = "No mail to a member waits longer than an hour."
  static let mailIsLate =
    "Mail to a member has waited for more than an hour. The operator sees why with “redress doctor”."
  static let mailWasGivenUp =
    "A mail to a member could not be sent and was given up. The operator sees why with “redress doctor”."
  static let store = "Storage"
  static let format = "Format"
  static let checkpoint = "Checkpoint of the day"
  static let noCheckpoint = "none yet"
  static let checkpointWords = "Its words"
  static let checkpointText =
    "Write the words down somewhere else now and then. Whoever compares them later sees whether anything was cut off."
  static let recoveryLink = "Recovery"
}
