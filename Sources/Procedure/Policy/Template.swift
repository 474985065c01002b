/// The texts that the program sends or offers; every policy has all of them.
package enum TemplateKind: String, Sendable, CaseIterable, Codable {
  /// To the reporter by mail, at once, when they gave an address. Never holds the passphrase.
  case receiptMail
  /// To the reporter: we are on it and will decide.
  case acknowledgementNeedsDecision
  /// To the reporter: thank you for having handled it; filed for the record.
  case acknowledgementAlreadyHandled
  /// To the reporter, who prefers a link: an answer is waiting.
  case replyWaiting
  /// Around a message to the reporter, who prefers the text by mail.
  case messageByMail
  /// To the reporter: who owns the case from now on, and that concerns are welcome.
  case shepherdIntroduced
  /// To the reporter: it takes longer, why, and until when.
  case delay
  /// To the reporter or another affected party, before enactment: what is planned, and what they think of it.
  case consultation
  /// To the reporter: what was decided and is being done.
  case decisionToReporter
  /// To the reporter: the case is closed until something new comes to light.
  case closingToReporter
  /// To the reporter, some time after the decision: whether anybody took it out on them.
  case retaliationQuestion
  /// To the reported person: what was described, and that they are heard before anything is decided.
  case hearingInvitation
  /// To the reported person: behaviour, impact, expected change, consequences.
  case fourPartLetter
  /// To anybody, at once, while something is going on or dangerous.
  case emergencyNotice
  /// To a party by mail: there is a conversation for them, opened with a passphrase that is given otherwise.
  case partyChannelOpened
  /// To the sender of a mail that could not be placed; the same for every outcome.
  case mailPutAside
  /// To a member: a report came in, declare first.
  case noticeNewReport
  /// To a handler: something new in a case.
  case noticeNewMessage
  /// To a handler: a mail was put aside.
  case noticeMailPutAside
  /// To a board member: a case has come to the board, declare first.
  case noticeBoard
  /// To a member: a task is theirs.
  case noticeTask
  /// To the handlers: a proposal waits for their word.
  case noticeProposal
  /// To the handlers: a draft waits for a second reader.
  case noticeDraftToReview
  /// To board members who are not involved: the report on a case is there.
  case noticeBoardReport
  /// To the handlers: a member acted at once, and it waits for review.
  case noticeAct
  /// To the holders of recovery shares: something waits for them.
  case recoveryAlarm
  /// To the primary and the secondary: a report came in and is theirs to answer; declare first.
  case noticeOnCallReport
  /// To the secondary, and later to everybody: a report has no answer yet.
  case noticeUnanswered
  /// To all members at every hand-over: who is on call now.
  case handOver
  /// To a member: somebody asks to swap duties.
  case swapProposed
  /// To who asked: the other one has answered.
  case swapAnswered
  /// To the handlers: who reported answers that somebody took it out on them.
  case noticeRetaliation
  /// To the board and the chairs: nobody is left who may decide a case, and somebody uninvolved has to be appointed.
  case uninvolvedNeeded
  /// To the board, before it is due: it goes through the membership of the group.
  case membershipReviewReminder
  /// To the board: the review of the membership is late.
  case membershipReviewAlarm
  /// To the board and the chairs: the group has fewer members than it should.
  case groupTooSmall
  case deadlineReminder
  case deadlineAlarm
  case invitation
  case boardInvitation
  case lostPassword
  /// To a member: somebody has joined while founding, and counts at once.
  case memberJoined
  /// To a member: somebody is known under other names or handles from now on.
  case memberRenamed
  /// To a member: somebody wants another policy to be in force.
  case policyProposed
  /// To a member: another policy is in force from now on.
  case policyAdopted
  /// To a member: somebody's new keys wait for a confirmation.
  case confirmationNeeded
}

/// What can be put into a template.
package enum Placeholder: String, Sendable, CaseIterable, Codable {
  // Of the community, the same in every text; filled in anywhere in a policy.
  case organization
  case groupName = "group_name"
  case groupWord = "group_word"
  case boardName = "board_name"
  case conductAddress = "conduct_address"
  case boardAddress = "board_address"
  // Of one message; each template knows its own.
  case codeName = "code_name"
  case link
  case reporterName = "reporter_name"
  case memberName = "member_name"
  case message
  case title
  case due
  case expires
  case partyName = "party_name"
  case shepherdName = "shepherd_name"
  case reason
  case proposal
  case decision
  case behaviour
  case impact
  case expectedChange = "expected_change"
  case consequences
  case primaryName = "primary_name"
  case secondaryName = "secondary_name"

  /// The name of a person, who may have none here.
  package var isName: Bool {
    switch self {
    case .reporterName, .memberName, .partyName, .shepherdName, .primaryName, .secondaryName: true
    default: false
    }
  }

  /// The same in every text of a community.
  package var isOfCommunity: Bool {
    switch self {
    case .organization, .groupName, .groupWord, .boardName, .conductAddress, .boardAddress: true
    case .codeName, .link, .reporterName, .memberName, .message, .title, .due, .expires,
      .partyName, .shepherdName, .reason, .proposal, .decision, .behaviour, .impact,
      .expectedChange, .consequences, .primaryName, .secondaryName:
      false
    }
  }
}

/// A text with places to fill in.
package struct Template: Hashable, Sendable {
  package var subject: String
  /// Paragraphs, parted by an empty line.
  package var body: String

  package init(subject: String, body: String) {
    self.subject = subject
    self.body = body
  }

  /// Subject and body with the places filled in. A place without a value is left empty; values are
  /// never searched for places again. Line breaks in values become spaces in the subject.
  package func filled(_ values: [Placeholder: String]) -> (subject: String, body: String) {
    (
      Template.fill(
        subject,
        with: values.mapValues { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }),
      Template.fill(body, with: values)
    )
  }

  /// The text with `{names}` replaced; a name without a value is left empty.
  package static func fill(_ text: String, with values: [Placeholder: String]) -> String {
    var result = ""
    for part in TemplateText.parts(of: text) {
      switch part {
      case .text(let text): result += text
      case .place(let name):
        let place = Placeholder(rawValue: name)
        let value = place.flatMap { values[$0] } ?? ""
        // Nobody is greeted by a gap: "Hello {reporter_name}," becomes "Hello,".
        if value.isEmpty, place?.isName == true, result.last == " " { result.removeLast() }
        result += value
      }
    }
    return result
  }
}

/// A template cut into words and places.
package enum TemplateText {
  /// A piece of a text: words, or a place to fill in.
  package enum Part: Hashable, Sendable {
    case text(String)
    /// What stands between braces.
    case place(String)
  }

  /// Cuts at `{name}`; a brace that belongs to no place is text.
  package static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      let after = rest.index(after: open)
      guard
        let close = rest[after...].firstIndex(where: { $0 == "}" || $0 == "{" || $0.isNewline }),
        rest[close] == "}"
      else {
        parts.append(.text(String(rest[..<after])))
        rest = rest[after...]
        continue
      }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.place(String(rest[after..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }
}
