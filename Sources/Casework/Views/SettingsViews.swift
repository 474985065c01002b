package import Procedure

/// A member's own settings.
package struct SettingsView: Sendable {
  package let name: String
  package let email: String
  /// Other names and handles under which people know this member; a report that has one keeps them out.
  package let alsoKnownAs: [String]
  package let sessions: [SessionView]
  package let recoveryCodesLeft: Int
  package let hasSecondFactor: Bool
  /// The fingerprint of the member's own keys, as six words.
  package let fingerprintWords: [String]
  /// The fingerprint of the organization's root, in hexadecimal, to be compared with `root.pub`.
  package let rootFingerprint: String

  package init(
    name: String, email: String, alsoKnownAs: [String], sessions: [SessionView],
    recoveryCodesLeft: Int, hasSecondFactor: Bool, fingerprintWords: [String],
    rootFingerprint: String
  ) {
    self.name = name
    self.email = email
    self.alsoKnownAs = alsoKnownAs
    self.sessions = sessions
    self.recoveryCodesLeft = recoveryCodesLeft
    self.hasSecondFactor = hasSecondFactor
    self.fingerprintWords = fingerprintWords
    self.rootFingerprint = rootFingerprint
  }
}

/// One place where the member is signed in.
package struct SessionView: Sendable, Hashable {
  /// An opaque name for ending this session.
  package let id: String
  package let started: Moment
  package let expires: Moment
  package let isThisOne: Bool

  package init(id: String, started: Moment, expires: Moment, isThisOne: Bool) {
    self.id = id
    self.started = started
    self.expires = expires
    self.isThisOne = isThisOne
  }
}

/// Everybody in the group and on the board, and the invitations that are open.
package struct MembersView: Sendable {
  package let members: [MemberRow]
  package let invitations: [InvitationRow]
  /// Whether the asking member may invite.
  package let mayInvite: [String]
  package let standing: GroupStanding
  /// The board's reviews of the membership, newest first.
  package let reviews: [MembershipReviewRow]
  /// Whether the asking member writes down what the board decides.
  package let mayRecordForBoard: Bool

  package init(
    members: [MemberRow], invitations: [InvitationRow], mayInvite: [String],
    standing: GroupStanding, reviews: [MembershipReviewRow] = [], mayRecordForBoard: Bool = false
  ) {
    self.members = members
    self.invitations = invitations
    self.mayInvite = mayInvite
    self.standing = standing
    self.reviews = reviews
    self.mayRecordForBoard = mayRecordForBoard
  }
}

/// How the group stands to the rules of its membership.
package struct GroupStanding: Sendable, Hashable {
  /// Confirmed members of the group, without advisers.
  package let memberCount: Int
  /// So many there should be.
  package let membersMin: Int
  /// When the board last went through the membership; nil for never.
  package let lastReviewed: Moment?
  package let reviewDue: Moment
  package let isReviewLate: Bool

  package var isTooSmall: Bool { memberCount < membersMin }

  package init(
    memberCount: Int, membersMin: Int, lastReviewed: Moment?, reviewDue: Moment,
    isReviewLate: Bool
  ) {
    self.memberCount = memberCount
    self.membersMin = membersMin
    self.lastReviewed = lastReviewed
    self.reviewDue = reviewDue
    self.isReviewLate = isReviewLate
  }
}

/// A review of the membership by the board.
package struct MembershipReviewRow: Sendable, Hashable {
  package let decided: Moment
  /// The board member who wrote it down.
  package let recordedBy: String
  /// Names of who goes on, and of who does not.
  package let confirmed: [String]
  package let unconfirmed: [String]

  package init(decided: Moment, recordedBy: String, confirmed: [String], unconfirmed: [String]) {
    self.decided = decided
    self.recordedBy = recordedBy
    self.confirmed = confirmed
    self.unconfirmed = unconfirmed
  }
}

/// The board's word on a member of the group.
package struct AppointmentRow: Sendable, Hashable {
  package let decided: Moment
  /// The board member who wrote it down.
  package let recordedBy: String

  package init(decided: Moment, recordedBy: String) {
    self.decided = decided
    self.recordedBy = recordedBy
  }
}

/// A member in the list of members.
package struct MemberRow: Sendable, Hashable {
  /// Where the membership stands.
  package enum State: String, Sendable, Hashable {
    case confirmed
    /// Has joined and waits for another member to compare six words by voice.
    case unconfirmed
    case left
  }

  package let member: PublicMember
  package let state: State
  /// The six words of the fingerprint of their keys; empty until they are confirmed, so that whoever confirms them has
  /// heard the words and not read them here.
  package let fingerprintWords: [String]
  /// Joined while the operator was trusted, without a confirmation.
  package let joinedWhileFounding: Bool
  /// Whether the asking member may confirm them.
  package let mayConfirm: Bool
  /// Whether they belong to the group, so that the board appoints them and reviews their membership.
  package let isOfGroup: Bool
  /// That the board has appointed them; nil while nobody has recorded it.
  package let appointment: AppointmentRow?
  /// The newest review of the board that came after they joined did not confirm them.
  package let isUnconfirmedByBoard: Bool

  package init(
    member: PublicMember, state: State, fingerprintWords: [String], joinedWhileFounding: Bool,
    mayConfirm: Bool, isOfGroup: Bool = true, appointment: AppointmentRow? = nil,
    isUnconfirmedByBoard: Bool = false
  ) {
    self.isOfGroup = isOfGroup
    self.appointment = appointment
    self.isUnconfirmedByBoard = isUnconfirmedByBoard
    self.member = member
    self.state = state
    self.fingerprintWords = fingerprintWords
    self.joinedWhileFounding = joinedWhileFounding
    self.mayConfirm = mayConfirm
  }
}

/// An invitation that was not used yet.
package struct InvitationRow: Sendable, Hashable {
  package let id: String
  package let role: String
  package let expires: Moment

  package init(id: String, role: String, expires: Moment) {
    self.id = id
    self.role = role
    self.expires = expires
  }
}

/// What somebody with an invitation link is shown before choosing a password.
package struct InvitationView: Sendable {
  package let organizationName: String
  package let role: String
  package let expires: Moment
  /// A new set of keys for somebody who lost theirs.
  package let isRekey: Bool
  /// The secret for the authenticator app, in base32.
  package let secondFactorSecret: String
  /// The same as an `otpauth:` address for the QR code.
  package let secondFactorAddress: String
  /// Binds the secret above to the form that is sent back.
  package let ticket: String

  package init(
    organizationName: String, role: String, expires: Moment, isRekey: Bool,
    secondFactorSecret: String, secondFactorAddress: String, ticket: String
  ) {
    self.organizationName = organizationName
    self.role = role
    self.expires = expires
    self.isRekey = isRekey
    self.secondFactorSecret = secondFactorSecret
    self.secondFactorAddress = secondFactorAddress
    self.ticket = ticket
  }
}

/// What a new member is shown once: eight codes that stand in for the second factor.
package struct RecoveryCodesView: Sendable {
  package let codes: [String]

  package init(codes: [String]) { self.codes = codes }
}

/// The recovery key, from provisional to split.
package struct RecoveryView: Sendable {
  package let isProvisional: Bool
  package let foundingIsOpen: Bool
  package let rootFingerprint: String
  /// How many shares are needed and how many there are, once split.
  package let threshold: Int?
  package let shareCount: Int?

  package init(
    isProvisional: Bool, foundingIsOpen: Bool, rootFingerprint: String, threshold: Int?,
    shareCount: Int?
  ) {
    self.isProvisional = isProvisional
    self.foundingIsOpen = foundingIsOpen
    self.rootFingerprint = rootFingerprint
    self.threshold = threshold
    self.shareCount = shareCount
  }
}

/// How mail to members gets on. Every member is told, also one who may not know of a case: therefore without a number
/// or a time, and of mails to members alone. How many wait, since when, and whether one to somebody else failed would
/// tell that a report came, whether its reporter left an address, and when they write.
package enum MailStanding: Sendable, Hashable, CaseIterable {
  case goesOut
  /// One has waited for longer than an hour.
  case isLate
  /// One was given up.
  case wasGivenUp
}

/// How the installation is doing, without a word of any case.
package struct StatusView: Sendable {
  package let formatVersion: Int
  /// When the first checkpoint of the newest day was signed.
  package let lastCheckpoint: Moment?
  package let checkpointWords: [String]
  package let mail: MailStanding

  package init(
    formatVersion: Int, lastCheckpoint: Moment?, checkpointWords: [String], mail: MailStanding
  ) {
    self.formatVersion = formatVersion
    self.lastCheckpoint = lastCheckpoint
    self.checkpointWords = checkpointWords
    self.mail = mail
  }
}
