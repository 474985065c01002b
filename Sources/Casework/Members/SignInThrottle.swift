import Identity
import Storage
import Vault

/// Spaces tries to sign in that fail again and again, and never shuts anybody out.
///
/// What is counted belongs to the client that tries: for one address from one client, and for all addresses from one
/// client. Whoever floods an address therefore slows down nobody but themselves; whoever shares a client with them
/// waits for seconds (docs/decisions/0700).
struct SignInThrottle: Sendable {
  let keys: ServerKeys
  let organization: OrganizationID
  let nowSeconds: Int64

  /// The counters of one try.
  struct Subject: Sendable {
    /// Where failures are counted, and how many are free.
    let failures: [(id: Bytes, max: Int)]
    /// Where the spaced tries are taken from, beside each of the above.
    let tries: [Bytes]
  }

  /// - Parameter client: a name of where the try comes from, such as a network address; nil for one of this process.
  func subject(email: String, client: String?) throws -> Subject? {
    guard let client else { return nil }
    let pair = client + " " + email
    return Subject(
      failures: [
        (
          try keys.limitID(purpose: "sign-in failures", subject: pair),
          MemberLimits.failuresForAddressMax
        ),
        (
          try keys.limitID(purpose: "sign-in failures of a client", subject: client),
          MemberLimits.failuresOfClientMax
        ),
      ],
      tries: [
        try keys.limitID(purpose: "sign-in tries", subject: pair),
        try keys.limitID(purpose: "sign-in tries of a client", subject: client),
      ])
  }

  /// Lets a try pass at once, or one in a few seconds after too many failures.
  ///
  /// - Throws: `CaseworkError.busy` with the seconds until the next one.
  func take(_ subject: Subject?, from database: any Database) async throws {
    guard let subject else { return }
    let spaced = try await database.read { [self] transaction in
      try zip(subject.failures, subject.tries).filter { failures, _ in
        try transaction.attempts(
          organization, id: failures.id, windowStartSeconds: windowStart) >= failures.max
      }.map(\.1)
    }
    guard !spaced.isEmpty else { return }
    let spacing = MemberLimits.trySpacingSeconds
    let slot = nowSeconds / spacing * spacing
    try await database.write { [self] transaction in
      for id in spaced
      where try transaction.countAttempt(organization, id: id, windowStartSeconds: slot) > 1 {
        throw CaseworkError.busy(retryAfterSeconds: Int(slot + spacing - nowSeconds))
      }
    }
  }

  /// Counts a failure.
  func countFailure(_ subject: Subject?, in database: any Database) async throws {
    guard let subject else { return }
    try await database.write { [self] transaction in
      for failures in subject.failures {
        _ = try transaction.countAttempt(
          organization, id: failures.id, windowStartSeconds: windowStart)
      }
    }
  }

  /// Forgets the failures for the address from this client, after a try that succeeded.
  func forget(_ subject: Subject?, in transaction: WriteTransaction) throws {
    guard let id = subject?.failures.first?.id else { return }
    try transaction.deleteAttempts(organization, id: id)
  }

  private var windowStart: Int64 {
    nowSeconds / MemberLimits.failuresWindowSeconds * MemberLimits.failuresWindowSeconds
  }
}
