extension Rules {
  /// It goes on or somebody is in danger: said by who acts, with what was done.
  func actIsGrounded(_ act: UnilateralAct) throws(Refusal) {
    try require(
      .actIsGrounded, Self.isText(act.account, scalarsMax: Limits.noteScalarsMax),
      "An act at once needs the account of what goes on and what was done.",
      "Say in a few words what is going on, what you did, to whom and when.")
    try require(
      .actIsGrounded, subject.mayGoOn,
      "The record says that it is over and nobody is in danger.",
      "Record first what has changed; otherwise propose it to the others.")
  }

  /// An emergency notice goes out unread: only by who acted, about what the group has not settled, while it goes on,
  /// and never a second one before the first was read.
  func mayGoUnread(
    _ notice: EmergencyNotice, about act: Act, by actor: Actor, at now: Moment
  ) throws(Refusal) {
    let draft = "Write a draft; it waits for another member to read it."
    try require(
      .secondReader, act.by == actor.memberID, "Somebody else did this act.",
      "Who acted sends the notice. \(draft)")
    try require(.secondReader, act.settled == nil, "The group has settled this act.", draft)
    try require(
      .secondReader, now <= act.at.adding(seconds: policy.decisions.actReportSeconds),
      "This act is too long ago for words that nobody else has read.", draft)
    try require(
      .secondReader, subject.mayGoOn, "The record says that it is over and nobody is in danger.",
      draft)
    try mayBeWrittenTo(notice.channel)
    try require(
      .noticeReviewedByAnother,
      !subject.notices.contains {
        $0.act == act.number && $0.message.channel == notice.channel && $0.review == nil
      },
      "An earlier notice to this person was not read afterwards yet.",
      "Another member reads it first.")
  }

  func someNoticeMayGoUnread(by actor: Actor, at now: Moment) throws(Refusal) {
    try hasAct()
    try require(
      .secondReader,
      subject.mayGoOn
        && subject.acts.contains {
          $0.by == actor.memberID && $0.settled == nil
            && now <= $0.at.adding(seconds: policy.decisions.actReportSeconds)
        },
      "A notice goes out unread only while it goes on, about what you did a short time ago.",
      "Write a draft; it waits for another member to read it.")
  }

  func act(_ number: Int) throws(Refusal) -> Act {
    guard let act = subject.acts.first(where: { $0.number == number }) else {
      throw refusal(
        .actReportedOnce, "This case has no such act.", "Choose one of the acts of this case.")
    }
    return act
  }

  func isNotReported(_ act: Act) throws(Refusal) {
    try require(
      .actReportedOnce, act.reportedAt == nil,
      "This act was already put before the group.", "Write a note to add to it.")
  }

  func mayReview(_ act: Act, by actor: Actor) throws(Refusal) {
    try require(
      .actReviewedByOthers, act.settled == nil, "This act was already reviewed.",
      "What the group made of it stands in the case.")
    let member = try somebodyWithASeat(actor)
    try require(
      .actReviewedByOthers, act.by != member, "Nobody reviews what they did themselves.",
      "The other members say what they make of it.")
    try require(
      .eligibleVote, subject.mayVote(member, in: subject.body),
      "You do not decide in this case.", "The eligible members review the act.")
  }

  func anActWaitsForReport() throws(Refusal) {
    try require(
      .actReportedOnce, subject.acts.contains { $0.reportedAt == nil },
      "Nobody acted at once without telling the group.", "Nothing has to be reported.")
  }

  func anActWaitsForReview() throws(Refusal) {
    try require(
      .actReviewedByOthers, subject.acts.contains { $0.settled == nil },
      "No act waits for a review.", "Nothing has to be reviewed.")
  }

  func noticeWaits(_ message: MessageReference, by actor: Actor) throws(Refusal) {
    guard let notice = subject.notices.first(where: { $0.message == message }) else {
      throw refusal(
        .noticeReviewedByAnother, "This case has no such emergency notice.",
        "Choose one of the notices of this case.")
    }
    try require(
      .noticeReviewedByAnother, notice.review == nil, "This notice was already read afterwards.",
      "Nothing has to be done.")
    try require(
      .noticeReviewedByAnother, notice.by.memberID != actor.memberID,
      "Nobody reviews their own notice.", "Another member reads it.")
  }

  func someNoticeWaits() throws(Refusal) {
    try require(
      .noticeReviewedByAnother, subject.notices.contains { $0.review == nil },
      "No emergency notice waits to be read.", "Nothing has to be done.")
  }
}

extension Case {
  func decideSafety(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .recordSafety(let record):
      try rules.textFits(record.account, scalarsMax: Limits.noteScalarsMax)
      return [.safetyRecorded(record)]
    case .actAtOnce(let act):
      try rules.actIsGrounded(act)
      for measure in act.measures { try rules.measureIsKnown(measure) }
      try rules.optionalTextFits(act.agency, scalarsMax: Limits.nameScalarsMax)
      return [.actedAtOnce(act)]
    case .reportAct(let report):
      try rules.isNotReported(try rules.act(report.act))
      try rules.textFits(report.account, scalarsMax: Limits.noteScalarsMax)
      return [.actReported(report)]
    case .reviewAct(let review):
      try rules.mayReview(try rules.act(review.act), by: actor)
      if review.verdict != .confirm { try rules.reasonIsGiven(review.reason ?? "") }
      for measure in review.measures ?? [] { try rules.measureIsKnown(measure) }
      return [.actReviewed(review)]
    case .sendEmergencyNotice(let notice):
      let act = try rules.act(notice.act)
      _ = try rules.channelIsKnown(notice.channel)
      try rules.mayGoUnread(notice, about: act, by: actor, at: now)
      try rules.textFits(notice.text, scalarsMax: Limits.messageScalarsMax)
      let place = try rules.messageHasItsPlace(notice.message, in: notice.channel)
      return [
        .messageSent(MessageSending(message: place, kind: .emergencyNotice, act: notice.act))
      ]
    case .reviewNotice(let review):
      try rules.noticeWaits(review.message, by: actor)
      try rules.textFits(review.finding, scalarsMax: Limits.reasonScalarsMax)
      return [.noticeReviewed(review)]
    default: return nil
    }
  }
}
