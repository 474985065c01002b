extension Policy {
  /// Reads and checks a policy file as a whole.
  ///
  /// - Throws: every fault at once, each with its path, its line and what would be right.
  package static func read(json5 bytes: [UInt8]) throws(PolicyFaults) -> Policy {
    guard bytes.count <= Limits.policyBytesMax else {
      throw PolicyFaults(faults: [
        PolicyFault(
          kind: .tooLarge, path: "", line: nil, wrong: "the file has \(bytes.count) bytes",
          right: "at most \(Limits.policyBytesMax)")
      ])
    }
    let root: JSONNode
    do {
      root = try JSON5Parser.parse(bytes)
    } catch {
      let place = FilePosition(of: error.offset, in: bytes)
      throw PolicyFaults(faults: [
        PolicyFault(
          kind: .syntax, path: "", line: place.line,
          wrong: "column \(place.column): \(error.wrong)", right: error.right)
      ])
    }
    let collector = FaultCollector(bytes: bytes)
    let newest = upcast(root)
    collector.isUpcast = newest != root
    var reader = ObjectReader(newest, path: "", collector: collector)
    let policy = Policy(from: &reader, canonicalBytes: bytes)
    reader.finishTopLevel()
    guard collector.faults.isEmpty else { throw PolicyFaults(faults: collector.faults) }
    return policy
  }

  private init(from reader: inout ObjectReader, canonicalBytes: [UInt8]) {
    _ = reader.integer("format", in: 1...4, "the format of this file, 4")
    let name = reader.identifier("name", "the short name of the policy, such as “django”")
    let version = reader.text("version", "the date of this version, such as “2026-01-15”")
    let community = reader.object("community", "names and addresses of the community") {
      Community(from: &$0)
    }
    let words = Wording(community: community)
    var membersMin: Int64 = 1
    var membershipReview = MembershipReview(everySeconds: 1, remindBeforeSeconds: 0)
    let roles = reader.object("group", "the roles and the size of the group") { group in
      membersMin = group.integer("membersMin", in: 1...100, "the fewest members of the group")
      let roles = group.objects("roles", "the roles of the group and the board") {
        Role(from: &$0)
      }
      group.checkUnique("roles", roles.map(\.id.text))
      group.checkRoles(roles)
      membershipReview = group.object("review", "the board's review of the membership") {
        MembershipReview(from: &$0)
      }
      return roles
    }
    let spaces = reader.objects("spaces", "the spaces that the code covers") { space in
      Space(
        id: SpaceID(space.identifier("id", "the short name of the space")),
        title: words.text(&space, "title", "the name of the space"))
    }
    reader.checkUnique("spaces", spaces.map(\.id.text))
    let violationTypes = reader.objects("violationTypes", "the types of violation") { type in
      ViolationType(
        id: ViolationTypeID(type.identifier("id", "the short name of the type")),
        title: words.text(&type, "title", "the name of the type"),
        isUrgent: type.flag("urgent", "whether it is handled before everything else"))
    }
    reader.checkUnique("violationTypes", violationTypes.map(\.id.text))
    let intake = reader.object("intake", "who gets a new report") { intake in
      IntakeRules(
        readFirst: intake.choice(
          "readFirst", of: IntakeRules.ReadFirst.self, "who reads a new report first"),
        directReports: intake.choice(
          "directReports", of: IntakeRules.DirectReports.self, "whom one may write to alone"),
        allChairsToBoard: intake.flag(
          "allChairsToBoard", "whether a report about all chairs goes to the board"))
    }
    reader.checkDirectReports(intake, roles: roles)
    let gate = reader.object("gate", "the conflict gate") { Gate(from: &$0, words: words) }
    let onCall = reader.object("onCall", "the on-call rotation") { OnCall(from: &$0) }
    let form = reader.object("form", "the words of the public form") {
      Form(from: &$0, words: words)
    }
    let deadlines = reader.objects("deadlines", "the deadlines") {
      DeadlineRule(from: &$0, words: words)
    }
    reader.checkUnique("deadlines", deadlines.map(\.id.text))
    let assessment = reader.object("assessment", "how a report is assessed") {
      Assessment(from: &$0, words: words)
    }
    let measures = reader.object("measures", "the measures a resolution can hold") {
      Measures(from: &$0, words: words)
    }
    let decisions = reader.object("decisions", "how the group decides") {
      Decisions(from: &$0, gate: gate, membersMin: Int(membersMin), types: violationTypes)
    }
    let consultation = reader.object("consultation", "who is asked before enactment") {
      Consultation(from: &$0)
    }
    let board = reader.object("board", "what the board does") { Board(from: &$0, roles: roles) }
    let publicVoice = reader.object("publicVoice", "who speaks in public") {
      PublicVoice(from: &$0)
    }
    reader.checkPublicVoice(publicVoice, measures: measures)
    let closing = reader.object("closing", "how cases end") { Closing(from: &$0) }
    reader.checkDeadlineWindows(
      deadlines, decisions: decisions, consultation: consultation, board: board, closing: closing)
    let receipt = reader.object("receipt", "what the receipt says") {
      ReceiptText(from: &$0, words: words, deadlines: deadlines.map(\.id))
    }
    let setAsideReasons = reader.objects(
      "setAsideReasons", "the reasons for setting something aside"
    ) { reason in
      SetAsideReason(
        id: SetAsideReasonID(reason.identifier("id", "the short name of the reason")),
        title: words.text(&reason, "title", "the reason in words"))
    }
    reader.checkUnique("setAsideReasons", setAsideReasons.map(\.id.text))
    var templates: [TemplateKind: Template] = [:]
    reader.object("templates", "the messages that the program sends") { section in
      for kind in TemplateKind.allCases {
        templates[kind] = section.object(kind.rawValue, "the message “\(kind.rawValue)”") {
          Template(from: &$0, kind: kind, words: words)
        }
      }
    }
    var citations: [RuleID: ClauseCitation] = [:]
    reader.object("citations", "for each rule the clause it comes from") { section in
      for rule in RuleID.allCases {
        citations[rule] = section.object(rule.rawValue, "the clause behind this rule") {
          ClauseCitation(from: &$0, words: words)
        }
      }
    }
    self.init(
      canonicalBytes: canonicalBytes, name: name, version: version, community: community,
      roles: roles, membersMin: Int(membersMin), membershipReview: membershipReview, spaces: spaces,
      violationTypes: violationTypes,
      intake: intake, gate: gate, onCall: onCall, form: form, receipt: receipt,
      setAsideReasons: setAsideReasons, deadlines: deadlines, assessment: assessment,
      measures: measures, decisions: decisions,
      consultation: consultation, board: board, publicVoice: publicVoice, closing: closing,
      templates: templates, citations: citations)
  }
}

extension Policy.Community {
  fileprivate init(from reader: inout ObjectReader) {
    self.init(
      organization: reader.name("organization", "the name of the organization"),
      groupName: reader.name("groupName", "the whole name of the group"),
      groupWord: reader.name(
        "groupWord", "how the group calls itself: “working group”, “committee”"),
      boardName: reader.name("boardName", "the name of the board"),
      conductAddress: reader.address("conductAddress", "where reports may be mailed"),
      boardAddress: reader.optionalAddress("boardAddress", "where the board is reached"),
      links: reader.objects("links", countMin: 0, "pages of the community") { link in
        Policy.Link(
          id: link.identifier("id", "the short name of the page"),
          title: link.name("title", "the title of the page"),
          url: link.webAddress("url", "the address of the page"))
      },
      languages: reader.languages("languages", "the languages the group works in"))
    reader.checkUnique("links", links.map(\.id))
  }
}

extension Policy.Role {
  fileprivate init(from reader: inout ObjectReader) {
    self.init(
      id: RoleID(reader.identifier("id", "the short name of the role")),
      title: reader.name("title", "the name of the role"),
      seat: reader.choice("seat", of: Seat.self, "where the role sits"),
      readsCases: reader.flag("readsCases", "whether the role reads and handles cases"),
      takesDirectReports: reader.flag(
        "takesDirectReports", "whether one may write to its holders alone"),
      isChair: reader.flag("chair", "whether it answers for the group"),
      holdersMax: reader.optionalInteger("holdersMax", in: 1...100, "how many may hold it")
        .map(Int.init))
  }
}

extension Policy.MembershipReview {
  fileprivate init(from reader: inout ObjectReader) {
    everySeconds = reader.integer(
      "everySeconds", in: 86_400...Limits.policySecondsMax, "how often the board reviews it")
    remindBeforeSeconds = reader.integer(
      "remindBeforeSeconds", in: 0...Limits.policySecondsMax, "how long before it is reminded")
    if remindBeforeSeconds >= everySeconds {
      reader.fault(
        .contradiction, "remindBeforeSeconds",
        wrong: "the reminder would come before the review before is over",
        right: "less than \(everySeconds)")
    }
  }
}

extension Policy.Gate {
  fileprivate init(from reader: inout ObjectReader, words: Wording) {
    self.init(
      silence: reader.choice("silence", of: Silence.self, "what silence means at the gate"),
      windowSeconds: reader.integer(
        "windowSeconds", in: 60...Limits.policySecondsMax, "how long the gate stays open"),
      clearedMin: Int(
        reader.integer(
          "clearedMin", in: 1...100, "the fewest cleared members before it is the board's")),
      cardShows: reader.choices(
        "cardShows", countMin: 0, of: CardPart.self, "what the card shows before declaring"),
      grounds: reader.objects("grounds", "the grounds of conflict") { ground in
        Ground(
          id: GroundID(ground.identifier("id", "the short name of the ground")),
          title: words.text(&ground, "title", "the ground in words"))
      })
    reader.checkUnique("grounds", grounds.map(\.id.text))
  }
}

extension Policy.Form {
  fileprivate init(from reader: inout ObjectReader, words: Wording) {
    func text(_ key: String, _ meaning: String) -> String { words.text(&reader, key, meaning) }
    title = text("title", "the title of the page")
    dangerAdvice = text("dangerAdvice", "what to do first when anyone is in physical danger")
    agencyAdvice = text("agencyAdvice", "what happens when the agency is not known")
    unsureWelcome = text("unsureWelcome", "that reports in doubt are welcome")
    whoCanReport = text("whoCanReport", "who can report")
    whoReads = text("whoReads", "who will read the report")
    confidentiality = text("confidentiality", "how reports are kept confidential")
    inferenceWarning = text("inferenceWarning", "that context may let others guess who reported")
    retaliation = text("retaliation", "what is said about retaliation")
    languages = text("languages", "what is said about languages")
    directReports = text("directReports", "how to write past a member")
    otherWays = text("otherWays", "ways to report besides the form")
    submit = text("submit", "the words on the button")
    var fields: [FormField: Policy.FieldWording] = [:]
    reader.object("fields", "label and help of every field") { section in
      for field in FormField.allCases {
        fields[field] = section.object(field.rawValue, "label and help of this field") { wording in
          Policy.FieldWording(
            label: words.text(&wording, "label", "the label"),
            help: words.optionalText(&wording, "help", "the help beside the field") ?? "")
        }
      }
    }
    self.fields = fields
  }
}

extension Policy.ReceiptText {
  fileprivate init(from reader: inout ObjectReader, words: Wording, deadlines: [DeadlineID]) {
    self.init(
      words: Int(reader.integer("words", in: 6...12, "the words of the passphrase")),
      title: words.text(&reader, "title", "the title of the receipt"),
      keepSafe: words.text(&reader, "keepSafe", "how to keep the receipt"),
      next: words.paragraphs(&reader, "next", "what happens next, one paragraph each"),
      promises: reader.references("promises", to: deadlines, "the deadlines told to the reporter"))
  }
}

extension Policy.DeadlineRule {
  fileprivate init(from reader: inout ObjectReader, words: Wording) {
    let starts = reader.choice("starts", of: Trigger.self, "what starts it")
    self.init(
      id: DeadlineID(reader.identifier("id", "the short name of the deadline")),
      title: words.text(&reader, "title", "what is due"),
      kind: reader.choice("kind", of: Deadline.Kind.self, "promised to people, or aimed at"),
      starts: starts,
      ends: reader.choices("ends", of: Trigger.self, "what ends it, any of these"),
      seconds: reader.deadlineSeconds(starts),
      remindBeforeSeconds: reader.optionalInteger(
        "remindBeforeSeconds", in: 1...Limits.policySecondsMax, "how long before to remind"),
      alarmAfterSeconds: reader.integer(
        "alarmAfterSeconds", in: 0...Limits.policySecondsMax, "how long after to raise the alarm"),
      whom: reader.choice("whom", of: Deadline.Audience.self, "whom to remind"),
      runsAfterClosing: reader.flag("runsAfterClosing", "whether it runs on in a closed case"),
      citation: reader.object("citation", "the clause it comes from") {
        ClauseCitation(from: &$0, words: words)
      })
    if ends == [starts] {
      reader.fault(
        .contradiction, "ends", wrong: "only “\(starts.rawValue)” ends it, which starts it anew",
        right: "add what ends it for good")
    }
    if let remindBeforeSeconds, seconds > 1, remindBeforeSeconds >= seconds {
      reader.fault(
        .contradiction, "remindBeforeSeconds",
        wrong: "the reminder would come before the deadline starts",
        right: "less than \(seconds), or null")
    }
    if starts.outlastsClosing, !runsAfterClosing {
      reader.fault(
        .contradiction, "runsAfterClosing",
        wrong: "“\(starts.rawValue)” happens in closed cases, where this would not run",
        right: "runsAfterClosing: true")
    }
  }
}

extension ObjectReader {
  /// The time a deadline gives; null, kept as 0, where its start brings the date.
  fileprivate mutating func deadlineSeconds(_ starts: Policy.DeadlineRule.Trigger) -> Int64 {
    guard starts.bringsItsOwnDate else {
      return integer("seconds", in: 1...Limits.policySecondsMax, "the time it gives")
    }
    let right = "null: “\(starts.rawValue)” brings the date"
    guard let node = required("seconds", right) else { return 0 }
    if case .null = node.value { return 0 }
    fault(.contradiction, "seconds", wrong: "a time stands beside a date", right: right)
    return 0
  }
}

extension ClauseCitation {
  fileprivate init(from reader: inout ObjectReader, words: Wording) {
    self.init(
      clause: reader.optionalIdentifier("clause", "the id of the clause, such as “G13.1”"),
      text: words.text(&reader, "text", "what the clause asks for, in a sentence"))
  }
}

extension Template {
  fileprivate init(from reader: inout ObjectReader, kind: TemplateKind, words: Wording) {
    let subject = words.text(&reader, "subject", "the subject, one line", places: kind.places)
    if subject.contains(where: \.isNewline) {
      reader.fault(
        .outOfRange, "subject", wrong: "the subject goes over several lines", right: "one line")
    }
    let body = words.paragraphs(
      &reader, "body", "the paragraphs of the message", places: kind.places)
    self.init(subject: subject, body: body.joined(separator: "\n\n"))
    let used = Set(TemplateText.places(of: self.subject + self.body))
    for place in kind.placesRequired where !used.contains(place.rawValue) && !body.isEmpty {
      reader.fault(
        .missingPlaceholder, "body", wrong: "the message never says {\(place.rawValue)}",
        right: "put {\(place.rawValue)} where it belongs")
    }
  }
}
