/// What has to hold at any time.
package enum Invariant: String, Sendable, Codable, CaseIterable {
  case reportKept = "no report lost"
  case reporterAnswered = "every reporter answered or on the late list"
  case keptOutReadNothing = "nobody kept out obtains plaintext"
  case measuresDecided = "no measure without a resolution or a unilateral act under review"
  case nothingUnreviewed = "nothing sent to a reported person unreviewed"
  case deadlinesKnown = "every deadline met or alarmed"
  case ledgerAgrees = "the ledger says what the events say"
  case verificationHolds = "verify holds"
  case nothingUnexpected = "nothing fails that should work"
}

/// An invariant does not hold.
struct Broken: Error {
  let invariant: Invariant
  let sentence: String
  var caseNumber: Int?
}
