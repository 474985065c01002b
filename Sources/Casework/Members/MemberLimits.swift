import Vault

/// The bounds of what members do with their keys.
package enum MemberLimits {
  /// Unicode scalars of a name or a handle.
  package static let nameScalarsMax = 200
  /// The least characters of a password that is chosen now.
  package static let passwordCharactersMin = VaultLimits.passwordBytesMin
  /// Other names and handles of one member.
  package static let otherNamesMax = 20
  /// Former names, handles and addresses of one member that reports are searched for.
  package static let formerNamesMax = 200
  /// Seconds after which a session ends, whatever is done in it: twelve hours.
  package static let sessionSeconds: UInt64 = 12 * 60 * 60
  /// Sessions of one member at once; the oldest ends when there is one more.
  package static let sessionsMax = 20
  /// Seconds in which failed tries to sign in are counted: a quarter of an hour.
  package static let failuresWindowSeconds: Int64 = 15 * 60
  /// Failed tries for one address from one client, after which each further try waits.
  package static let failuresForAddressMax = 5
  /// Failed tries from one client for any address, after which each further try waits.
  package static let failuresOfClientMax = 20
  /// Once there are too many, one try is taken in so many seconds.
  package static let trySpacingSeconds: Int64 = 5
  /// Characters of an address, a password or a code that are looked at.
  package static let typedCharactersMax = 4_096
  /// Seconds for which an invitation holds: fourteen days.
  package static let invitationSeconds: UInt64 = 14 * 24 * 60 * 60
  /// Seconds for which the link for a lost password holds: one day.
  package static let lostPasswordSeconds: UInt64 = 24 * 60 * 60
  /// Mails with such a link to one member in `lostPasswordWindowSeconds`.
  package static let lostPasswordMailsMax = 3
  /// Seconds in which these mails are counted: one day.
  package static let lostPasswordWindowSeconds: Int64 = 24 * 60 * 60
  /// Seconds for which the secret of a second factor that is being set up holds: one hour.
  package static let ticketSeconds: UInt64 = 60 * 60
  /// Seconds after which forms carry another guard: one week; the one before is taken for as long again.
  package static let formGuardSeconds: Int64 = 7 * 24 * 60 * 60
  /// Words of a fingerprint that people compare by voice: 77.5 bits.
  package static let fingerprintWords = 6
}
