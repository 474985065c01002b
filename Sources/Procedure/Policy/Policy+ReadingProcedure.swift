extension Policy.Assessment {
  init(from reader: inout ObjectReader, words: Wording) {
    questions = reader.objects("questions", "the questions of the evaluation") { question in
      Question(
        id: QuestionID(question.identifier("id", "the short name of the question")),
        area: question.choice(
          "area", of: Policy.Assessment.Area.self, "what the question is about"),
        text: words.text(&question, "text", "the question"),
        yesRaises: question.flag("yesRaises", "whether a yes raises risk or impact"),
        yesIsSevere: question.flag("yesIsSevere", "whether a yes makes every proposal severe"))
    }
    reader.checkUnique("questions", questions.map(\.id.text))
    representations = reader.objects(
      "representations", countMin: 0, "the ways of officially representing the community"
    ) { way in
      Representation(
        id: RepresentationID(way.identifier("id", "the short name of the way")),
        title: words.text(&way, "title", "the way in words"))
    }
    reader.checkUnique("representations", representations.map(\.id.text))
    for area in Policy.Assessment.Area.allCases
    where !questions.isEmpty && !questions.contains(where: { $0.area == area }) {
      reader.fault(
        .contradiction, "questions", wrong: "no question is about \(area.rawValue)",
        right: "at least one question with area: \"\(area.rawValue)\"")
    }
  }
}

extension Policy.Measures {
  init(from reader: inout ObjectReader, words: Wording) {
    list = reader.objects("list", "the measures a resolution can hold") {
      Policy.MeasureRule(from: &$0, words: words)
    }
    letters = Policy.LetterTemplates.all(of: list, from: &reader, words: words)
    modifications = words.paragraphs(
      &reader, "modifications", countMin: 0, "behavioural modifications that are suggested")
    repairs = words.paragraphs(
      &reader, "repairs", countMin: 0, "opportunities for repair that are suggested")
    accountability = words.text(
      &reader, "accountability", "what meaningful accountability looks like")
    skippingNeedsReason = reader.flag(
      "skippingNeedsReason", "whether skipping a rung needs a reason")
    allowsOthers = reader.flag(
      "allowsOthers", "whether a proposal may hold a measure that is not in the list")
    reader.checkUnique("list", list.map(\.id.text))
    reader.checkLadder(list)
  }
}

extension Policy.MeasureRule {
  fileprivate init(from reader: inout ObjectReader, words: Wording) {
    self.init(
      id: MeasureID(reader.identifier("id", "the short name of the measure")),
      title: words.text(&reader, "title", "the name of the measure"),
      consequence: words.text(&reader, "consequence", "what it means for the person"),
      rung: reader.optionalInteger(
        "rung", in: 1...Int64(Limits.policyListMax), "its place on the ladder, 1 is the lowest"
      ).map(Int.init),
      term: reader.object("term", "how long it lasts and how it ends") { Term(from: &$0) },
      concernsReported: reader.flag(
        "concernsReported", "whether it concerns somebody who has to be heard and told"),
      isSevere: reader.flag("severe", "whether a proposal that holds it is severe"),
      perSpace: reader.flag("perSpace", "whether it is carried out space by space"),
      isPublic: reader.flag("public", "whether it says something in public"),
      needsConsent: reader.flag("needsConsent", "whether all parties have to consent first"),
      isRequest: reader.flag(
        "request", "whether it asks the person to stay away or to leave something be"),
      recordType: reader.choice(
        "record", of: RecordType.self, "what the record says of the person afterwards"))
    reader.checkMeasure(self)
  }
}

extension Policy.MeasureRule.Term {
  private enum Kind: String, CaseIterable { case none, endsOnDate, endsByReadmission, permanent }

  fileprivate init(from reader: inout ObjectReader) {
    switch reader.choice("kind", of: Kind.self, "how it ends") {
    case .none: self = .none
    case .permanent: self = .permanent
    case .endsOnDate:
      let days = Self.days(from: &reader)
      self = .endsOnDate(daysMin: days.min, daysMax: days.max)
    case .endsByReadmission:
      let days = Self.days(from: &reader)
      self = .endsByReadmission(daysMin: days.min, daysMax: days.max)
    }
  }

  private static func days(from reader: inout ObjectReader) -> (min: Int, max: Int?) {
    let range = 1...Limits.policySecondsMax / 86_400
    let daysMin = reader.integer("daysMin", in: range, "the fewest days")
    let daysMax = reader.optionalInteger("daysMax", in: range, "the most days")
    if let daysMax, daysMax < daysMin {
      reader.fault(
        .contradiction, "daysMax", wrong: "at most \(daysMax) days, and at least \(daysMin)",
        right: "\(daysMin) or more, or null")
    }
    return (Int(daysMin), daysMax.map(Int.init))
  }
}

extension Policy.Decisions {
  init(
    from reader: inout ObjectReader, gate: Policy.Gate, membersMin: Int,
    types: [Policy.ViolationType]
  ) {
    let seconds = 60...Limits.policySecondsMax
    ordinary = reader.object("ordinary", "what an ordinary resolution needs") {
      Threshold(from: &$0)
    }
    vote = reader.object("vote", "what a vote needs") { Threshold(from: &$0) }
    severe = reader.object("severe", "what a severe or legal resolution needs besides") {
      Threshold(from: &$0)
    }
    consensusSeconds = reader.integer(
      "consensusSeconds", in: seconds, "how long the group looks for consensus")
    voteSeconds = reader.integer("voteSeconds", in: seconds, "how long a vote runs")
    consensusEnds = reader.choice(
      "consensusEnds", of: ConsensusEnd.self, "when the consensus window ends")
    eligibleMin = Int(
      reader.integer(
        "eligibleMin", in: 1...100, "the fewest eligible members before the board decides"))
    softConflicts = reader.flag(
      "softConflicts", "whether a soft conflict is known: to speak and not to vote")
    severeTypes = reader.references(
      "severeTypes", to: types.map(\.id), "the types of violation that make proposals severe")
    actReportSeconds = reader.integer(
      "actReportSeconds", in: seconds, "how long an act at once may stay unreported")
    reader.checkDecisions(self, gate: gate, membersMin: membersMin)
  }
}

extension Policy.Decisions.Threshold {
  private enum Kind: String, CaseIterable { case besidesShepherd, majority, share }

  fileprivate init(from reader: inout ObjectReader) {
    switch reader.choice("kind", of: Kind.self, "what is enough") {
    case .majority: self = .majority
    case .besidesShepherd:
      self = .besidesShepherd(
        Int(reader.integer("count", in: 1...100, "agreements besides the shepherd's own")))
    case .share:
      let numerator = reader.integer("numerator", in: 1...100, "the upper number of the share")
      let denominator = reader.integer(
        "denominator", in: 1...100, "the lower number of the share")
      if numerator > denominator {
        reader.fault(
          .contradiction, "numerator",
          wrong: "\(numerator)/\(denominator) of the members are more than there are",
          right: "at most \(denominator)")
      } else if numerator * 2 <= denominator, numerator > 0 {
        reader.fault(
          .contradiction, "numerator",
          wrong:
            "\(numerator)/\(denominator) would let half of the members decide against the rest",
          right: "more than half, or kind: \"majority\"")
      }
      self = .share(numerator: Int(numerator), denominator: Int(denominator))
    }
  }
}

extension Policy.Consultation {
  init(from reader: inout ObjectReader) {
    windowSeconds = reader.integer(
      "windowSeconds", in: 60...Limits.policySecondsMax, "how long an answer is waited for")
    let asked = reader.choices(
      "roles", countMin: 0, of: PartyRole.self, "who is asked before enactment")
    roles = PartyRole.allCases.filter(asked.contains)
  }
}

extension Policy.Board {
  init(from reader: inout ObjectReader, roles: [Policy.Role]) {
    reportsEveryCase = reader.flag("reportsEveryCase", "whether every case is reported to it")
    reconsiderationSeconds = reader.integer(
      "reconsiderationSeconds", in: 60...Limits.policySecondsMax,
      "how long after a decision reconsideration may be asked")
    allowsOversight = reader.flag("allowsOversight", "whether it may read a case for oversight")
    if case .null = reader.optional("liaisonRole")?.value {
      liaisonRole = nil
    } else {
      let role = RoleID(
        reader.identifier("liaisonRole", "the role that takes reports to it, or null for a chair"))
      liaisonRole = role
      reader.checkLiaison(role, roles: roles)
    }
  }
}

extension Policy.PublicVoice {
  init(from reader: inout ObjectReader) {
    group = reader.flag("group", "whether the group speaks in public about a single matter")
    board = reader.flag("board", "whether the board speaks in public about a single matter")
  }
}

extension Policy.Closing {
  init(from reader: inout ObjectReader) {
    reviewSeconds = reader.integer(
      "reviewSeconds", in: 60...Limits.policySecondsMax, "the review date, after closing")
    retaliationQuestionSeconds = reader.integer(
      "retaliationQuestionSeconds", in: 60...Limits.policySecondsMax,
      "when the reporter is asked about retaliation, after closing")
  }
}
