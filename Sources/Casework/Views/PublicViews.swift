import Pictures
package import Procedure

/// What anybody may know of the organization: the public pages are drawn from this and nothing else.
package struct PublicView: Sendable {
  /// The rules in force, with the wording of the form and of the receipt.
  package let policy: Policy
  /// The confirmed members, so that a reporter can leave some out or write to one alone.
  package let members: [PublicMember]
  /// The confirmed members of the board; each can be left out like a member.
  package let boardMembers: [PublicMember]

  package init(policy: Policy, members: [PublicMember], boardMembers: [PublicMember]) {
    self.policy = policy
    self.members = members
    self.boardMembers = boardMembers
  }
}

/// A member as the public knows them: a name and the roles, no address.
package struct PublicMember: Sendable, Hashable {
  package let id: MemberID
  package let name: String
  /// The stable names of the roles, such as `chair`.
  package let roles: [String]

  package init(id: MemberID, name: String, roles: [String]) {
    self.id = id
    self.name = name
    self.roles = roles
  }
}

/// What was typed into the report form, kept exactly as typed through every error.
package struct ReportDraft: Sendable, Equatable {
  package var account = ""
  package var involved = ""
  package var witnesses = ""
  package var when = ""
  /// The id of a space of the policy, or empty.
  package var space = ""
  package var `where` = ""
  /// One link a line.
  package var links = ""
  package var context = ""
  package var other = ""
  /// `yes`, `no`, `unsure` or empty.
  package var ongoing = ""
  /// `yes`, `no`, `unsure` or empty.
  package var danger = ""
  package var agencyUnknown = false
  /// `affected`, `witness`, `heardOfIt`, `representative` or empty.
  package var relation = ""
  package var retaliation = false
  package var earlierReport = ""
  package var contactName = ""
  package var contactEmail = ""
  package var contactOther = ""
  /// The reporter agrees that members see their name before they declare a conflict of interest.
  package var nameOnCard = false
  package var sensitivities = ""
  package var language = ""
  package var answerLanguage = ""
  package var translated = false
  /// Members and board members the report must not reach, by identity.
  package var leaveOut: Set<MemberID> = []
  /// The only members the report is for; empty means everybody who may read it.
  package var chosen: Set<MemberID> = []
  /// Files that are already stored, sealed, and wait for the report they belong to.
  package var files: [StagedFile] = []

  package init() {}
}

/// A file that is stored and sealed before its report is; the browser carries the ticket that opens it.
package struct StagedFile: Sendable, Hashable {
  /// The name as the person's machine gave it.
  package let name: String
  /// Bytes of the file itself.
  package let bytes: Int
  /// What brings the file into a report: opaque, and useless with another form.
  package let ticket: String

  package init(name: String, bytes: Int, ticket: String) {
    self.name = name
    self.bytes = bytes
    self.ticket = ticket
  }
}

/// One thing that is wrong with a form, said beside the field it belongs to.
package struct FieldFault: Sendable, Hashable {
  /// The name of the field in the form and in the API.
  package let field: String
  /// One sentence that says what is wrong and what would be right.
  package let sentence: String

  package init(field: String, sentence: String) {
    self.field = field
    self.sentence = sentence
  }
}

/// What a reporter is shown once, after the report is on disk.
package struct ReceiptView: Sendable {
  /// The words that open the channel again; shown once and kept nowhere.
  package let words: [String]
  /// When the report was stored.
  package let received: Moment
  /// What the policy promises from now on.
  package let deadlines: [Deadline]
  /// Whether an automatic receipt goes to an address.
  package let mailed: Bool
  package let policy: Policy

  package init(
    words: [String], received: Moment, deadlines: [Deadline], mailed: Bool, policy: Policy
  ) {
    self.words = words
    self.received = received
    self.deadlines = deadlines
    self.mailed = mailed
    self.policy = policy
  }
}

/// What a reporter sees behind the words of the receipt: their own words and the answers, nothing of the case.
package struct ReporterView: Sendable {
  /// Where the report stands, as far as a reporter may know.
  package enum Standing: Sendable, Hashable {
    case received
    case acknowledged(Moment)
    case closed(Moment)
  }

  package let standing: Standing
  /// What was written, oldest first, as far as it is shown.
  package let messages: [ChannelMessageView]
  package let stretch: Stretch
  /// What can be said with a button now.
  package let offers: [AnswerOffer]
  /// Until when they may ask to have the decision looked at again; nil before there is one, or once they have asked.
  package let appeal: AppealTime?
  package let deadlines: [Deadline]
  package let policy: Policy
  /// When the report was stored.
  package let received: Moment
  /// How mails reach them; nil where they gave no address.
  package let mailChoice: MailChoice?

  package init(
    standing: Standing, messages: [ChannelMessageView], stretch: Stretch? = nil,
    offers: [AnswerOffer] = [],
    appeal: AppealTime? = nil, deadlines: [Deadline], policy: Policy, received: Moment,
    mailChoice: MailChoice? = nil
  ) {
    self.mailChoice = mailChoice
    self.appeal = appeal
    self.standing = standing
    self.messages = messages
    self.stretch = stretch ?? Stretch(whole: messages.count)
    self.offers = offers
    self.deadlines = deadlines
    self.policy = policy
    self.received = received
  }
}

/// What a party who did not report first sees behind their words: their own conversation.
///
/// Nothing here comes from the case: no code name, no date of the report, nobody else's name, not even whether there is
/// anybody else.
package struct PartyView: Sendable {
  /// What was written, oldest first, as far as it is shown.
  package let messages: [ChannelMessageView]
  package let stretch: Stretch
  /// What can be said with a button now.
  package let offers: [AnswerOffer]
  /// Until when they may ask to have the decision looked at again; nil before there is one, or once they have asked.
  package let appeal: AppealTime?
  package let policy: Policy
  /// How mails reach them; nil where no address is known.
  package let mailChoice: MailChoice?

  package init(
    messages: [ChannelMessageView], stretch: Stretch? = nil,
    offers: [AnswerOffer] = [], appeal: AppealTime? = nil,
    policy: Policy, mailChoice: MailChoice? = nil
  ) {
    self.mailChoice = mailChoice
    self.appeal = appeal
    self.messages = messages
    self.stretch = stretch ?? Stretch(whole: messages.count)
    self.offers = offers
    self.policy = policy
  }
}

/// The time in which somebody may ask the board to look at a decision again.
package enum AppealTime: Sendable, Hashable {
  case until(Moment)
  case ended(Moment)
}

/// What stands behind the words of a channel.
package enum FollowUpView: Sendable {
  /// Of who reported first.
  case reporter(ReporterView)
  /// Of any other party.
  case party(PartyView)

  package var messages: [ChannelMessageView] {
    switch self {
    case .reporter(let view): view.messages
    case .party(let view): view.messages
    }
  }

  /// Which of them these are.
  package var stretch: Stretch {
    switch self {
    case .reporter(let view): view.stretch
    case .party(let view): view.stretch
    }
  }

  /// What can be said with a button now.
  package var offers: [AnswerOffer] {
    switch self {
    case .reporter(let view): view.offers
    case .party(let view): view.offers
    }
  }

  /// Until when they may ask to have the decision looked at again.
  package var appeal: AppealTime? {
    switch self {
    case .reporter(let view): view.appeal
    case .party(let view): view.appeal
    }
  }

  /// How mails reach them; nil where no address is known.
  package var mailChoice: MailChoice? {
    switch self {
    case .reporter(let view): view.mailChoice
    case .party(let view): view.mailChoice
    }
  }

  package var policy: Policy {
    switch self {
    case .reporter(let view): view.policy
    case .party(let view): view.policy
    }
  }
}

/// One message of a channel, for either side of it.
package struct ChannelMessageView: Sendable, Hashable {
  /// Which side wrote it.
  package enum Side: Sendable, Hashable {
    /// The reporter or another party.
    case party
    /// The handlers; the name only where the reader may know it.
    case group(memberName: String?)
    /// Redress itself, as the automatic receipt.
    case automatic
  }

  /// How the message travelled.
  package enum Way: String, Sendable, Hashable {
    case page
    case mail
    case api
    case inPerson
  }

  package let side: Side
  package let way: Way
  package let at: Moment
  /// The words as they were written, without quoted history.
  package let text: String
  /// The quoted history of a mail, or empty.
  package let quoted: String
  package let files: [FileView]
  /// What a message of the group is; nil for words of a party.
  package let kind: MessageKind?
  /// What the party said with a button of their page.
  package let answer: ArrivingAnswer?
  /// Of the mail behind it; nil for what did not go by mail, and always for the party.
  package let mail: MailFacts?

  package init(
    side: Side, way: Way, at: Moment, text: String, quoted: String, files: [FileView],
    kind: MessageKind? = nil, answer: ArrivingAnswer? = nil, mail: MailFacts? = nil
  ) {
    self.side = side
    self.way = way
    self.at = at
    self.text = text
    self.quoted = quoted
    self.files = files
    self.kind = kind
    self.answer = answer
    self.mail = mail
  }
}

/// A file of evidence, for those who may open it.
package struct FileView: Sendable, Hashable {
  package let id: FileID
  package let name: String
  /// The type as found in the content, such as `image/png`.
  package let type: String
  /// Bytes of the file itself.
  package let bytes: Int
  /// The hash of the content, in hexadecimal.
  package let hash: String

  /// Why somebody should think before they open it; nil where nothing is known.
  package var risk: FileRisk? { FileRisk.of(type: type, name: name) }

  /// Whether handlers can see it as a picture that was drawn anew.
  package var hasPreview: Bool {
    PictureReader.mediaTypes.contains(type) && bytes <= PictureLimits.fileBytesMax
  }

  package init(id: FileID, name: String, type: String, bytes: Int, hash: String) {
    self.id = id
    self.name = name
    self.type = type
    self.bytes = bytes
    self.hash = hash
  }
}
