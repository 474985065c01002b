import Foundation

/// What is wrong with facts, in the words of a person who can mend it. Never holds a word of the facts but the names of fields.
package struct FactsFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Such as `parties[1].role`.
  package var place: String
  /// What is wrong and what would be right, in one sentence.
  package var sentence: String

  package var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }
}

/// Everything that is wrong with facts.
package struct FactsFaults: Error, Sendable, Hashable, CustomStringConvertible {
  package var faults: [FactsFault]

  package var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension Facts {
  /// Reads facts from JSON, strictly: what is unknown or of the wrong kind is named, all of it at once.
  package static func read(json bytes: [UInt8]) throws(FactsFaults) -> Facts {
    let value: JSONValue
    do {
      value = try JSONValue.read(bytes, bytesMax: GuardLimits.factsBytesMax)
    } catch {
      throw FactsFaults(faults: [FactsFault(place: "", sentence: error.sentence)])
    }
    var reader = FactsReader()
    let facts = reader.facts(value)
    guard reader.faults.isEmpty, let facts else { throw FactsFaults(faults: reader.faults) }
    return facts
  }
}

/// Walks over JSON, and notes what does not fit.
private struct FactsReader {
  var faults: [FactsFault] = []

  mutating func fault(_ place: String, _ sentence: String) {
    faults.append(FactsFault(place: place, sentence: sentence))
  }

  mutating func object(
    _ value: JSONValue, at place: String, _ known: [String]
  ) -> [String: JSONValue]? {
    guard case .object(let fields) = value else {
      fault(place, "This is \(value.kind); it has to be an object in braces.")
      return nil
    }
    for name in fields.keys.sorted() where !known.contains(name) {
      fault(
        place.isEmpty ? name : "\(place).\(name)",
        "There is no such field here. The fields are \(known.joined(separator: ", ")).")
    }
    return fields
  }

  mutating func list(_ value: JSONValue?, at place: String, most: Int) -> [JSONValue] {
    guard let value else { return [] }
    guard case .list(let entries) = value else {
      fault(place, "This is \(value.kind); it has to be a list in brackets.")
      return []
    }
    if entries.count > most {
      fault(place, "These are \(entries.count) entries; at most \(most) are read.")
      return []
    }
    return entries
  }

  mutating func text(_ value: JSONValue?, at place: String) -> String? {
    guard let value else { return nil }
    guard case .text(let text) = value else {
      fault(place, "This is \(value.kind); it has to be text in quotation marks.")
      return nil
    }
    return text
  }

  mutating func entry(_ value: JSONValue?, at place: String) -> String? {
    guard let text = text(value, at: place) else { return nil }
    if text.count > GuardLimits.entryCharactersMax {
      fault(
        place,
        "This has \(text.count) characters; at most \(GuardLimits.entryCharactersMax) are read.")
      return nil
    }
    return text
  }

  mutating func entries(_ value: JSONValue?, at place: String) -> [String] {
    list(value, at: place, most: GuardLimits.entriesMax).enumerated().compactMap {
      entry($1, at: "\(place)[\($0)]")
    }
  }

  mutating func role(_ value: JSONValue?, at place: String, allowed: [Role]) -> Role? {
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    guard let value else {
      fault(place, "The role is missing. It is one of \(names).")
      return nil
    }
    guard let text = text(value, at: place) else { return nil }
    guard let role = Role(rawValue: text), allowed.contains(role) else {
      fault(place, "'\(text)' is no role that can stand here. It is one of \(names).")
      return nil
    }
    return role
  }

  mutating func party(_ value: JSONValue, at place: String, roles: [Role]) -> Party? {
    let known = [
      "role", "names", "handles", "emails", "phones", "pronouns", "employer", "places",
      "genderMatters",
    ]
    guard let fields = object(value, at: place, known) else { return nil }
    var party = Party(role: .public)
    let role = role(fields["role"], at: "\(place).role", allowed: roles)
    party.names = entries(fields["names"], at: "\(place).names")
    party.handles = entries(fields["handles"], at: "\(place).handles")
    party.emails = entries(fields["emails"], at: "\(place).emails")
    party.phones = entries(fields["phones"], at: "\(place).phones")
    party.pronouns = entry(fields["pronouns"], at: "\(place).pronouns")
    party.employer = entry(fields["employer"], at: "\(place).employer")
    party.places = entries(fields["places"], at: "\(place).places")
    if let matters = fields["genderMatters"] {
      if case .truth(let truth) = matters {
        party.genderMatters = truth
      } else {
        fault("\(place).genderMatters", "This is \(matters.kind); it has to be true or false.")
      }
    }
    guard let role else { return nil }
    party.role = role
    return party
  }

  mutating func facts(_ value: JSONValue) -> Facts? {
    guard
      let fields = object(value, at: "", ["recipient", "parties", "times", "confidential"])
    else { return nil }
    var recipient: Party?
    if let value = fields["recipient"] {
      recipient = party(value, at: "recipient", roles: Role.allCases)
    } else {
      fault(
        "recipient",
        "It is missing. Say whom the draft goes to, such as {\"role\": \"reported\", \"names\": [\"…\"]}."
      )
    }
    let roles = Role.allCases.filter { $0 != .public }
    let parties = list(fields["parties"], at: "parties", most: GuardLimits.partiesMax)
      .enumerated().compactMap { party($1, at: "parties[\($0)]", roles: roles) }
    let times = list(fields["times"], at: "times", most: GuardLimits.entriesMax).enumerated()
      .compactMap { time($1, at: "times[\($0)]") }
    let texts = list(fields["confidential"], at: "confidential", most: GuardLimits.partiesMax)
      .enumerated().compactMap { confidential($1, at: "confidential[\($0)]") }
    guard let recipient else { return nil }
    return Facts(recipient: recipient, parties: parties, times: times, confidential: texts)
  }

  mutating func time(_ value: JSONValue, at place: String) -> IncidentTime? {
    guard let text = entry(value, at: place) else { return nil }
    guard let time = IncidentTime(text) else {
      fault(
        place, "This is no time. Write it as 2026-03-14T15:20:00+01:00, or as 2026-03-14.")
      return nil
    }
    return time
  }

  mutating func confidential(_ value: JSONValue, at place: String) -> ConfidentialText? {
    guard let fields = object(value, at: place, ["source", "text"]) else { return nil }
    let source = entry(fields["source"], at: "\(place).source")
    let words = text(fields["text"], at: "\(place).text")
    if fields["text"] == nil { fault("\(place).text", "The text is missing.") }
    return words.map { ConfidentialText(source: source ?? "", text: $0) }
  }
}
