import Identity
import Procedure
import Vault

extension CaseIndex {
  /// A channel of the case, as far as the server knows it: enough to take in what its party sends.
  struct Channel: Codable, Sendable, Hashable {
    let vault: VaultID
    /// Nil where the row is older than parties.
    let party: PartyID?
    /// Whose words open it; nil where only mail leads to the party.
    var principal: PrincipalID?

    /// The channel in the words of the rules.
    var id: ChannelID { ChannelID(vault.hexadecimal) }
  }

  /// Every channel of the case: first the one that it began with, then the others in the order they were opened.
  var channels: [Channel] {
    let first = channel.map { Channel(vault: $0, party: reporterParty, principal: reporter) }
    return (first.map { [$0] } ?? []) + (laterChannels ?? [])
  }

  /// The channel of this name; nil for one of another case.
  func channel(_ vault: VaultID) -> Channel? { channels.first { $0.vault == vault } }

  /// Whether this is the channel of who reported first: what the policy promises a reporter hangs on it alone.
  func isFirstReporters(_ vault: VaultID) -> Bool { channel == vault }

  /// Enters a channel that was opened in this case.
  mutating func take(_ channel: Channel) { laterChannels = (laterChannels ?? []) + [channel] }

  /// Other words open a channel from now on, or none.
  mutating func changePrincipal(of vault: VaultID, to principal: PrincipalID?) {
    if isFirstReporters(vault) {
      reporter = principal
    } else if let place = laterChannels?.firstIndex(where: { $0.vault == vault }) {
      laterChannels?[place].principal = principal
    }
  }

  /// The party of a channel wrote last.
  mutating func noteWords(in channel: VaultID) {
    unanswered = waiting.union([channel])
    awaitsAnswer = true
  }

  /// A handler wrote last in a channel; nil where no way leads to the reporter, and nothing more is owed.
  mutating func noteAnswer(in channel: VaultID?) {
    var rest = waiting
    if let answered = channel ?? self.channel { rest.remove(answered) }
    unanswered = rest
    awaitsAnswer = !rest.isEmpty
  }

  private var waiting: Set<VaultID> {
    unanswered ?? (awaitsAnswer ? Set(channel.map { [$0] } ?? []) : [])
  }
}

/// What the server can verify of one channel.
struct ChannelState: Sendable {
  let channel: CaseIndex.Channel
  let vault: VerifiedVault

  /// The parties of the channel, with the keys of its newest epoch.
  var parties: [PublicKeys] { vault.register.epoch(vault.register.newest)?.parties ?? [] }
}

/// One channel while something is appended to it.
struct ChannelWriting: Sendable {
  var chain: ChainWriter
  let parties: [PublicKeys]
  /// The seed of an epoch that begins with what is written, while it is needed.
  var begun: HeldEpoch?
  /// What the chain goes on from; nil for a new channel.
  let verified: VaultChain?
}
