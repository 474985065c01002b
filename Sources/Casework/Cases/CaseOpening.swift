import Foundation
import Identity
import Procedure
import Storage
import Vault

/// A case in the hands of one of its handlers: opened chains, and what they fold to.
struct HeldCase: Sendable {
  let state: CaseState
  let caseVault: OpenedVault
  /// The channels of the case, by their vaults.
  let channelVaults: [VaultID: OpenedVault]
  let opened: OpenedCase

  /// The sequence of the newest event.
  var sequence: Int { opened.folded.log.last?.sequence ?? 0 }

  /// A file of the case, through whichever channel it came. What came with a mail that was put aside lies in the case
  /// until somebody places it.
  func file(_ file: FileID) -> (record: FileKeyRecord, notice: FileNotice)? {
    for channel in state.index.channels {
      if let found = channelVaults[channel.vault]?.file(file) { return found }
    }
    return caseVault.file(file)
  }

  /// Writes what the first reading of any of the vaults has made symmetric.
  func writeTakenOver(_ organization: OrganizationID, in transaction: WriteTransaction) throws {
    try caseVault.writeTakenOver(organization, in: transaction)
    for vault in channelVaults.values {
      try vault.writeTakenOver(organization, in: transaction)
    }
  }
}

extension SignedIn {
  /// Opens a case with the member's own grants.
  ///
  /// - Throws: `.absent` for who may not know of it, `.declareFirst` for who was asked and has not declared.
  func hold(_ vault: VaultID) async throws -> HeldCase {
    try demandConfirmation()
    let sealed = try await organization.sealedCase(vault, for: principalID) {
      [principalID] index in
      switch index.standings[principalID] {
      case .handler, .oversight: break
      case .asked, .admitted, .waitsForGrant: throw CaseworkError.declareFirst
      case .heldBack, .keptOut, .reserve, .none: throw CaseworkError.absent
      }
    }
    let state = sealed.state
    guard state.directory.principal(principalID)?.keys.keyID == me.keys.keyID else {
      throw CaseworkError.signedOut
    }
    let caseVault = try organization.open(sealed.caseVault, with: keys)
    guard !caseVault.epochs.isEmpty else { throw CaseworkError.absent }
    let channelVaults = try sealed.channels.mapValues { channel in
      try organization.open(
        channel,
        epochs: try caseVault.childEpochs(channel.verified.head.vault, organization.id))
    }
    let opened = try OpenedCase(state, caseVault: caseVault, channelVaults: channelVaults)
    let held = HeldCase(
      state: state, caseVault: caseVault, channelVaults: channelVaults, opened: opened)
    organization.compare(held)
    return held
  }

  /// The card of a case, opened with the member's own grant; nil where they have none.
  func openCard(_ vault: VaultID) async throws -> OpenedVault? {
    let card = try await organization.database.read { [organization, principalID] transaction in
      try organization.sealedVault(
        vault, for: principalID, organization.people(in: transaction).directory, in: transaction)
    }
    guard let card, !card.grants.isEmpty else { return nil }
    return try organization.open(card, with: keys)
  }
}

extension Organization {
  /// A reader whose fold differs from the index raises an alarm: somebody put a wrong row there.
  func compare(_ held: HeldCase) {
    let index = held.state.index
    let folded = held.opened.folded
    // Who has left is a handler of the record for ever, and of the index no longer.
    let present = Set(held.state.membership.members.map(\.memberID))
    let known = Set(
      index.standings.filter { [.handler, .waitsForGrant, .oversight].contains($0.value) }
        .map { MemberID($0.key.hexadecimal) }
    ).intersection(present)
    // Where the clock was set back, the index stands at the later time until the case is opened.
    let now = max(held.state.now, index.standsAt ?? held.state.now)
    // What a loss or a declaration did to a vote, the index cannot know before somebody who reads the case opens it.
    guard
      index.phase(at: now) == folded.advanced(to: now).phase || folded.isLastWrittenUnread,
      known == Set(folded.handlers).intersection(present) || held.caseVault.closedCount > 0
    else {
      environment.log(
        LogLine(.alarm, "The index of a case says otherwise than the case itself."))
      return
    }
  }
}

extension OpenedCase {
  init(
    _ state: CaseState, caseVault: OpenedVault, channelVaults: [VaultID: OpenedVault]
  ) throws {
    var log: [RecordedEvent] = []
    var vouchers: [Int: Voucher] = [:]
    var aside: [MailAside] = []
    for line in caseVault.lines {
      let header = line.entry.header
      let at = Moment(secondsSince1970: Int64(clamping: header.timeSeconds))
      switch line.payload {
      case .event(let event):
        let sequence = Int(line.sequence)
        log.append(
          RecordedEvent(
            sequence: sequence, at: at, by: state.actor(of: header.author), event: event))
        vouchers[sequence] = Voucher(header.author)
      case .putAside(let mail):
        aside.append(MailAside(sequence: line.sequence, at: at, mail: mail))
      case .channel, .opening, .card, .child, .fileKey, .ledger, .dossier, .boardReport, .nothing:
        break
      }
    }
    let channels = state.index.channels.compactMap { channel in
      channelVaults[channel.vault].map { OpenedChannel(channel, $0) }
    }
    self.init(
      id: state.id, index: state.index,
      folded: Case(folding: log, under: state.firstPolicy, later: state.laterPolicies),
      vouchers: vouchers, channels: channels, mailsAside: aside)
  }
}

extension CaseState {
  /// Who an author is for the rules: the seat is the one they hold in this case.
  func actor(of author: Author) -> Actor {
    guard case .member(let principal, _) = author else { return author.actor }
    let id = MemberID(principal.hexadecimal)
    let seats = directory.principal(principal)?.bodies ?? []
    return seats.contains(.workingGroup) ? .member(id) : .boardMember(id)
  }
}

extension Voucher {
  init(_ author: Author) {
    self =
      switch author.kind {
      case .member: .member
      case .party: .party
      case .form: .form
      case .mail: .mail
      case .server: .server
      case .root: .root
      }
  }
}
