/// How sure somebody is.
package enum Certainty: String, Codable, Sendable, CaseIterable { case yes, no, unsure }
