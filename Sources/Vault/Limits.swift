/// Every size, count and length that the vault holds to.
package enum VaultLimits {
  /// A payload of one entry, in bytes, before padding. Larger things are files.
  package static let payloadBytesMax = 16 * 1024 * 1024
  /// One field of a canonical encoding, in bytes.
  package static let fieldBytesMax = 64 * 1024 * 1024
  /// Items in one list of a canonical encoding.
  package static let listItemsMax = 1_000_000
  /// A password, in bytes of UTF-8 after composition (NFC).
  package static let passwordBytesMin = 12
  /// A password, in bytes of UTF-8 after composition (NFC).
  package static let passwordBytesMax = 1024
  /// Words of a receipt: six words are 77.5 bits, seven 90.4.
  package static let receiptWordsMin = 6
  /// Words of a receipt that a policy may ask for at most.
  package static let receiptWordsMax = 12
  /// Words of a receipt when a policy does not say otherwise.
  package static let receiptWordsUsual = 7
  /// Characters of a typed receipt that are looked at; more is refused before anything is split.
  package static let receiptTypedCharactersMax = 1_000
  /// Words in a word list.
  package static let wordListCount = 7_776
  /// Recovery codes drawn at a time.
  package static let recoveryCodesCount = 8
  /// Holders of a share of the recovery key.
  package static let shareHoldersMax = 10
  /// Plain bytes in one chunk of a sealed file or backup.
  package static let chunkBytes = 64 * 1024
  /// The head of a backup, in bytes: the directory and the tombstones lie in it.
  package static let backupHeadBytesMax = 256 * 1024 * 1024
  /// Time steps before and after now in which a code of the second factor is accepted.
  package static let timeStepsTolerated: UInt64 = 1
  /// A session that begins further than this in the future is refused.
  package static let sessionFutureSecondsMax: UInt64 = 120
  /// An `Idempotency-Key`, in bytes: 128 bits take 22 characters of base64.
  package static let idempotencyKeyBytesMin = 22
  /// Random bytes of a time code's secret: what authenticator apps expect.
  static let timeCodeSecretBytes = 20
  /// Locked memory is taken from the system in blocks of this many bytes.
  static let arenaBlockBytes = 64 * 1024
}
