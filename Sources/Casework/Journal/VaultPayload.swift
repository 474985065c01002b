import Foundation
import Identity
import Procedure
import Vault

/// What lies inside a sealed body: the kinds of content that the vaults of casework hold.
///
/// Invariant: one byte names the form and never changes its meaning.
enum VaultPayload: Sendable {
  /// An event of the case, as JSON.
  case event(Event)
  /// A line of a channel, as JSON.
  case channel(ChannelEntry)
  /// A line of the openings, as JSON.
  case opening(Opening)
  /// The names that members see before they declare, as JSON.
  case card(Card)
  /// A mail that waits to be placed, as JSON.
  case putAside(PutAsideMail)
  /// The seed of an epoch of a child vault, in the vault's own encoding.
  case child(VaultID, epoch: UInt64, Bytes)
  /// The key of a sealed file, beside the notice of its ciphertext in the open part.
  case fileKey(FileKeyRecord)
  /// The lines of a case in the ledger, all of them, as JSON.
  case ledger([LedgerRow])
  /// A report in the board's file, as JSON.
  case boardReport(BoardFileEntry)
  /// A line of a dossier, as JSON.
  case dossier(DossierLine)
  /// Nothing: what matters stands in the open part.
  case nothing

  private enum Form: UInt8 {
    case nothing = 0
    case event = 1
    case channel = 2
    case opening = 3
    case card = 4
    case putAside = 5
    case child = 6
    case fileKey = 7
    case ledger = 16
    case dossier = 17
    case boardReport = 18
  }

  /// The bytes that are sealed.
  func encoded() throws -> Bytes {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return switch self {
    case .nothing: [Form.nothing.rawValue]
    case .event(let event): [Form.event.rawValue] + (try encoder.encode(event))
    case .channel(let entry): [Form.channel.rawValue] + (try encoder.encode(entry))
    case .opening(let opening): [Form.opening.rawValue] + (try encoder.encode(opening))
    case .card(let card): [Form.card.rawValue] + (try encoder.encode(card))
    case .putAside(let mail): [Form.putAside.rawValue] + (try encoder.encode(mail))
    case .fileKey(let file): [Form.fileKey.rawValue] + (try encoder.encode(file))
    case .ledger(let rows): [Form.ledger.rawValue] + (try encoder.encode(rows))
    case .boardReport(let report):
      [Form.boardReport.rawValue] + (try encoder.encode(report))
    case .dossier(let line): [Form.dossier.rawValue] + (try encoder.encode(line))
    case .child(let vault, let epoch, let seed):
      [Form.child.rawValue] + vault.bytes + Self.bytes(epoch) + seed
    }
  }

  /// - Throws: `DecodingError`, or `CaseworkError.notGenuine` for a form that no version wrote.
  init(_ bytes: Bytes) throws {
    guard let form = bytes.first.flatMap(Form.init) else { throw CaseworkError.notGenuine }
    let content = Data(bytes.dropFirst())
    let decoder = JSONDecoder()
    switch form {
    case .nothing: self = .nothing
    case .event: self = .event(try decoder.decode(Event.self, from: content))
    case .channel: self = .channel(try decoder.decode(ChannelEntry.self, from: content))
    case .opening: self = .opening(try decoder.decode(Opening.self, from: content))
    case .card: self = .card(try decoder.decode(Card.self, from: content))
    case .putAside: self = .putAside(try decoder.decode(PutAsideMail.self, from: content))
    case .fileKey: self = .fileKey(try decoder.decode(FileKeyRecord.self, from: content))
    case .ledger: self = .ledger(try decoder.decode([LedgerRow].self, from: content))
    case .boardReport:
      self = .boardReport(try decoder.decode(BoardFileEntry.self, from: content))
    case .dossier: self = .dossier(try decoder.decode(DossierLine.self, from: content))
    case .child:
      let epochAt = 1 + identityByteCount
      guard bytes.count > epochAt + 8, let vault = VaultID(bytes: Bytes(bytes[1..<epochAt]))
      else { throw CaseworkError.notGenuine }
      let epoch = bytes[epochAt..<epochAt + 8].reduce(0) { $0 << 8 | UInt64($1) }
      self = .child(vault, epoch: epoch, Bytes(bytes.dropFirst(epochAt + 8)))
    }
  }

  private static func bytes(_ number: UInt64) -> Bytes {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
  }
}
