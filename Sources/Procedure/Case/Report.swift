/// What somebody tells the working group. Only the account is ever required.
///
/// Every other field may be empty, and every field may be missing from a stored report, so that a
/// report written by an older version can be read for ever.
package struct Report: Hashable, Sendable {
  /// What occurred, in the reporter's words.
  package var account: String
  /// Names, nicknames, pseudonyms and handles of those involved.
  package var involved = ""
  /// Further witnesses.
  package var witnesses = ""
  /// When it happened, as precisely as the reporter can say.
  package var when = ""
  /// Where it happened, in the reporter's words.
  package var place = ""
  /// The space of the policy that the reporter chose, if any.
  package var space: SpaceID?
  /// Links to public records.
  package var links: [String] = []
  /// Extra context.
  package var context = ""
  /// Whether it is still going on.
  package var ongoing: Answer?
  /// Anything else.
  package var other = ""
  /// Whether anybody is in physical danger.
  package var danger: Answer?
  /// The reporter does not know which law enforcement agency to notify, and asks the group to.
  package var agencyUnknown = false
  /// How the reporter came to know of it.
  package var relation: Relation?
  /// This is about retaliation for an earlier report.
  package var retaliation = false
  /// What the reporter gave to find the earlier report: a code name or words of their own, never looked up by the server.
  package var earlierReport = ""
  /// How to reach the reporter.
  package var contact = Contact()
  /// The reporter agrees that their name stands on the card that members see before declaring.
  package var nameOnCard = false
  /// The language the report is written in, as the reporter states it (BCP 47 where known).
  package var language = ""
  /// The language to be answered in.
  package var answerLanguage = ""
  /// A translation tool was used.
  package var translated = false
  /// Members the reporter wants to leave out.
  package var leaveOut: [MemberID] = []
  /// Members the reporter wrote to directly; empty means the whole group.
  package var chosen: [MemberID] = []
  /// What handlers should be careful about when they get in touch.
  package var sensitivities = ""
  /// Files that came with it.
  package var files: [FileReference] = []
  /// The way it came in.
  package var source: Source

  /// Makes a report with nothing but an account.
  package init(account: String, source: Source) {
    self.account = account
    self.source = source
  }

  /// Yes, no or not sure.
  package enum Answer: String, Codable, Sendable, CaseIterable { case yes, no, unsure }

  /// How the reporter came to know of it.
  package enum Relation: String, Codable, Sendable, CaseIterable {
    case affected, witness, heardOfIt, representative
  }

  /// How to reach the reporter; everything may be empty.
  package struct Contact: Hashable, Codable, Sendable {
    package var name: String
    package var email: String
    /// Another way, in the reporter's words.
    package var other: String

    package init(name: String = "", email: String = "", other: String = "") {
      self.name = name
      self.email = email
      self.other = other
    }

    private enum CodingKeys: String, CodingKey { case name, email, other }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decodeIfPresent(String.self, forKey: .name) ?? ""
      email = try container.decodeIfPresent(String.self, forKey: .email) ?? ""
      other = try container.decodeIfPresent(String.self, forKey: .other) ?? ""
    }

    /// Nothing was given.
    package var isEmpty: Bool { name.isEmpty && email.isEmpty && other.isEmpty }
  }

  /// The way a report came in.
  package enum Source: Hashable, Sendable {
    case form, api, mail
    /// Somebody told a member, who wrote it down.
    case inPerson(InPerson)
  }

  /// What is kept about a report that was told in person.
  package struct InPerson: Hashable, Codable, Sendable {
    /// Who told it, as the member writes it; may be empty.
    package var toldBy: String
    /// When it was told, in the member's words.
    package var when: String
    /// How: in the hallway, by phone, in a call.
    package var how: String
    /// The member who entered it.
    package var enteredBy: MemberID

    package init(toldBy: String, when: String, how: String, enteredBy: MemberID) {
      self.toldBy = toldBy
      self.when = when
      self.how = how
      self.enteredBy = enteredBy
    }
  }
}

/// A file of evidence as the case knows it; the bytes lie sealed elsewhere.
package struct FileReference: Hashable, Codable, Sendable {
  package var id: FileID
  /// The name its sender gave it.
  package var name: String
  /// The media type, as seen from its bytes.
  package var mediaType: String
  /// Length of the plain file.
  package var lengthBytes: Int64
  /// Hash of the plain file, in hexadecimal.
  package var hash: String

  package init(id: FileID, name: String, mediaType: String, lengthBytes: Int64, hash: String) {
    self.id = id
    self.name = name
    self.mediaType = mediaType
    self.lengthBytes = lengthBytes
    self.hash = hash
  }
}

extension Report {
  /// Danger was stated, or the agency is not known: somebody has to decide whom to notify.
  package var asksForAgency: Bool { agencyUnknown || danger == .yes }

  /// Handled before everything else: danger, something still going on, or retaliation.
  package var isUrgent: Bool {
    asksForAgency || danger == .unsure || ongoing == .yes || retaliation
  }

  /// All words of the reporter in which the name of a member may stand, each with its place.
  package var searchableTexts: [(place: String, text: String)] {
    [
      ("account", account), ("involved", involved), ("witnesses", witnesses), ("when", when),
      ("where", place), ("links", links.joined(separator: "\n")), ("context", context),
      ("other", other), ("sensitivities", sensitivities), ("earlierReport", earlierReport),
      ("contact", [contact.name, contact.email, contact.other].joined(separator: "\n")),
      ("files", files.map(\.name).joined(separator: "\n")),
    ].filter { !$0.1.isEmpty }
  }
}

extension Report: Codable {
  private enum Key: String, CodingKey {
    case account, involved, witnesses, when, place = "where", space, links, context, ongoing, other
    case danger, agencyUnknown, relation, retaliation, earlierReport, contact, nameOnCard
    case language, answerLanguage, translated, leaveOut, chosen, sensitivities, files, source
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) throws -> String {
      try container.decodeIfPresent(String.self, forKey: key) ?? ""
    }
    func flag(_ key: Key) throws -> Bool {
      try container.decodeIfPresent(Bool.self, forKey: key) ?? false
    }
    self.init(
      account: try text(.account),
      source: try container.decodeIfPresent(Source.self, forKey: .source) ?? .form)
    involved = try text(.involved)
    witnesses = try text(.witnesses)
    when = try text(.when)
    place = try text(.place)
    space = try container.decodeIfPresent(SpaceID.self, forKey: .space)
    links = try container.decodeIfPresent([String].self, forKey: .links) ?? []
    context = try text(.context)
    ongoing = try container.decodeIfPresent(Answer.self, forKey: .ongoing)
    other = try text(.other)
    danger = try container.decodeIfPresent(Answer.self, forKey: .danger)
    agencyUnknown = try flag(.agencyUnknown)
    relation = try container.decodeIfPresent(Relation.self, forKey: .relation)
    retaliation = try flag(.retaliation)
    earlierReport = try text(.earlierReport)
    contact = try container.decodeIfPresent(Contact.self, forKey: .contact) ?? Contact()
    nameOnCard = try flag(.nameOnCard)
    language = try text(.language)
    answerLanguage = try text(.answerLanguage)
    translated = try flag(.translated)
    leaveOut = try container.decodeIfPresent([MemberID].self, forKey: .leaveOut) ?? []
    chosen = try container.decodeIfPresent([MemberID].self, forKey: .chosen) ?? []
    sensitivities = try text(.sensitivities)
    files = try container.decodeIfPresent([FileReference].self, forKey: .files) ?? []
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func put(_ text: String, _ key: Key) throws {
      if !text.isEmpty { try container.encode(text, forKey: key) }
    }
    func put(_ flag: Bool, _ key: Key) throws {
      if flag { try container.encode(flag, forKey: key) }
    }
    try container.encode(account, forKey: .account)
    try container.encode(source, forKey: .source)
    try put(involved, .involved)
    try put(witnesses, .witnesses)
    try put(when, .when)
    try put(place, .place)
    try container.encodeIfPresent(space, forKey: .space)
    if !links.isEmpty { try container.encode(links, forKey: .links) }
    try put(context, .context)
    try container.encodeIfPresent(ongoing, forKey: .ongoing)
    try put(other, .other)
    try container.encodeIfPresent(danger, forKey: .danger)
    try put(agencyUnknown, .agencyUnknown)
    try container.encodeIfPresent(relation, forKey: .relation)
    try put(retaliation, .retaliation)
    try put(earlierReport, .earlierReport)
    if !contact.isEmpty { try container.encode(contact, forKey: .contact) }
    try put(nameOnCard, .nameOnCard)
    try put(language, .language)
    try put(answerLanguage, .answerLanguage)
    try put(translated, .translated)
    if !leaveOut.isEmpty { try container.encode(leaveOut, forKey: .leaveOut) }
    if !chosen.isEmpty { try container.encode(chosen, forKey: .chosen) }
    try put(sensitivities, .sensitivities)
    if !files.isEmpty { try container.encode(files, forKey: .files) }
  }
}

extension Report.Source: Codable {
  private enum Key: String, CodingKey { case kind, inPerson }
  private enum Kind: String, Codable { case form, api, mail, inPerson }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .form: self = .form
    case .api: self = .api
    case .mail: self = .mail
    case .inPerson:
      self = .inPerson(try container.decode(Report.InPerson.self, forKey: .inPerson))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .form: try container.encode(Kind.form, forKey: .kind)
    case .api: try container.encode(Kind.api, forKey: .kind)
    case .mail: try container.encode(Kind.mail, forKey: .kind)
    case .inPerson(let told):
      try container.encode(Kind.inPerson, forKey: .kind)
      try container.encode(told, forKey: .inPerson)
    }
  }
}
