import Foundation
import Guard
import Identity
package import Procedure

/// One place of a draft that somebody should look at before it goes out, in the words of the checker (rows C2, C3, C9).
package struct DraftFindingView: Sendable, Hashable {
  /// Such as `identity.name`.
  package let rule: String
  /// The words as they stand in the draft, or the part of a letter that is missing.
  package let excerpt: String
  /// How much it stands in the way of sending.
  package let weight: Weight
  /// Why somebody should look here, in one sentence.
  package let why: String
  /// Words that could stand there instead, the best first.
  package let suggestions: [String]

  /// A block has to be taken out or answered for, a warning looked at, a hint known.
  package enum Weight: String, Sendable, Codable { case hint, warn, block }

  package init(
    rule: String, excerpt: String, weight: Weight, why: String, suggestions: [String]
  ) {
    self.rule = rule
    self.excerpt = excerpt
    self.weight = weight
    self.why = why
    self.suggestions = suggestions
  }
}

extension DraftFindingView {
  /// As the record of a reading keeps it; a hint is not kept.
  package var pointedAt: PointedAt? {
    weight == .hint
      ? nil : PointedAt(rule: rule, excerpt: excerpt, isBlocking: weight == .block)
  }

  init(_ finding: Guard.Finding) {
    self.init(
      rule: finding.rule.rawValue, excerpt: finding.excerpt,
      weight: Weight(rawValue: finding.severity.rawValue) ?? .warn, why: finding.why,
      suggestions: finding.suggestions)
  }
}

extension SignedIn {
  /// What the checker points at in the text that a command would write, before it is kept or sent (rows C2, C3). Nothing
  /// is written.
  ///
  /// - Returns: nil for a command that writes nothing of its own words to anybody.
  /// - Throws: `.absent` for who may not know of the case, `.declareFirst` for who was asked.
  package func findings(
    in command: Command, of id: CaseID
  ) async throws -> [DraftFindingView]? {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let opened = try await hold(vault).opened
    switch command {
    case .writeDraft(let writing): return opened.findings(in: writing.text, to: writing.channel)
    case .changeDraft(let change):
      let draft = opened.folded.drafts.first { $0.number == change.draft }
      return opened.findings(in: change.text, to: draft?.channel)
    case .writeMessage(let message):
      return opened.findings(in: .plain(message.text), to: message.channel)
    default: return nil
    }
  }
}

extension OpenedCase {
  /// What the checker points at in a text to whoever is behind a channel, or to the public where there is none.
  func findings(in text: LetterText, to channel: ChannelID?) -> [DraftFindingView] {
    Guard.Checker(facts: facts(to: channel)).check(Guard.Draft(text.whole))
      .map(DraftFindingView.init)
  }

  /// What the checker points at in a draft, as the record of its reading keeps it; nil for a draft that is not there.
  func pointedAt(inDraft number: Int) -> [PointedAt]? {
    folded.drafts.first { $0.number == number }.map { draft in
      findings(in: draft.text, to: draft.channel).compactMap(\.pointedAt).distinct
    }
  }

  /// What a text to somebody is held against: who is in the case, when it happened, and what was said in confidence by
  /// anybody else.
  private func facts(to channel: ChannelID?) -> Guard.Facts {
    let recipient = channel.flatMap { folded.channels[$0] }
    let parties = folded.parties.map { party in
      party.id == index.reporterParty
        ? known(party, as: folded.report?.contact) : Guard.Party(party)
    }
    let place = folded.parties.firstIndex { $0.id == recipient }
    return Guard.Facts(
      recipient: place.map { parties[$0] } ?? Guard.Party(role: .public),
      parties: parties + namedWitnesses, times: times(toldTo: recipient),
      confidential: saidInConfidence(from: recipient))
  }

  private func known(_ party: Procedure.Party, as contact: Report.Contact?) -> Guard.Party {
    var known = Guard.Party(party)
    guard let contact else { return known }
    known.names += [contact.name].filter { !$0.isEmpty && !known.names.contains($0) }
    known.emails += [contact.email].filter { !$0.isEmpty && !known.emails.contains($0) }
    return known
  }

  /// Witnesses as the report names them, one on a line or between commas, as long as nobody has entered them.
  private var namedWitnesses: [Guard.Party] {
    guard let report = folded.report else { return [] }
    return report.witnesses.split { ",;\n".contains($0) }.compactMap { entry in
      let name = entry.trimmingCharacters(in: .whitespaces)
      guard !name.isEmpty, name.count <= 60 else { return nil }
      return Guard.Party(role: .witness, names: [name])
    }
  }

  /// Days and times that the report tells, where it was asked for and in its account: who writes a mail is asked nothing. Whoever
  /// told them knows them.
  private func times(toldTo recipient: PartyID?) -> [IncidentTime] {
    guard let report = folded.report, recipient != index.reporterParty else { return [] }
    return IncidentTime.told(
      in: "\(report.when)\n\n\(report.account)",
      writtenSecondsSince1970: index.received.secondsSince1970)
  }

  /// The report and what other parties wrote. Nobody is protected from their own words.
  private func saidInConfidence(from recipient: PartyID?) -> [ConfidentialText] {
    var said: [ConfidentialText] = []
    if let report = folded.report, recipient != index.reporterParty {
      said += [report.account, report.context, report.other, report.place, report.sensitivities]
        .filter { !$0.isEmpty }.map { ConfidentialText(source: "report", text: $0) }
    }
    for channel in channels where channel.channel.party != recipient {
      let role = Guard.Role(
        folded.parties.first { $0.id == channel.channel.party }?.role ?? .witness)
      said += channel.messages.filter { $0.message.side == .party }.map {
        ConfidentialText(source: role.rawValue, text: $0.message.text)
      }
    }
    return said
  }
}

extension Guard.Party {
  /// Somebody in a case, with the names that handlers entered.
  init(_ party: Procedure.Party) {
    let names = [party.displayName] + party.names
    self.init(
      role: Guard.Role(party.role),
      names: names.filter { !$0.isEmpty && $0 != Procedure.Party.unnamedReporter },
      handles: party.handles, emails: party.emails, phones: party.phones,
      pronouns: party.pronouns, employer: party.employer, places: party.places)
  }
}

extension Guard.Role {
  init(_ role: PartyRole) {
    self =
      switch role {
      case .reporter: .reporter
      case .harmed: .harmed
      case .reported: .reported
      case .witness: .witness
      case .representative: .representative
      case .leader: .organizer
      }
  }
}
