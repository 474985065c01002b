import Identity
import Storage
import Vault

extension Reporter {
  /// Chooses whether the words of the group are mailed to this party or only a link that leads here. It is theirs to
  /// choose: the default is the words for who wrote by mail and a link for who used the form.
  ///
  /// - Throws: `CaseworkError.absent` where no address is known.
  package func chooseMail(text mailsText: Bool) async throws {
    let opened = try await open()
    guard !opened.hasHandedWords else { throw CaseworkError.newWordsFirst }
    guard let beginning = opened.channelBeginning, !beginning.address.isEmpty else {
      throw CaseworkError.absent
    }
    guard beginning.mailsText != mailsText else { return }
    try await organization.retrying {
      let state = try await organization.caseState(caseVault)
      var index = state.index
      var chains = try state.chains(organization)
      guard ArrivalSigner.party(party).isParty(of: state.channels[channel]) else {
        throw CaseworkError.signedOut
      }
      _ = try organization.keepOut(namedIn: "", state, &index, &chains)
      try chains.channels[channel]?.chain.arrive(
        .channel(.mailChosen(mailsText: mailsText)), signedBy: party.keys, as: party.author,
        nowSeconds: organization.nowSeconds)
      let record = try organization.indexRecord(
        index, of: caseVault, sequence: chains.caseChain.nextSequence - 1)
      try await organization.database.write { [organization, chains] transaction in
        try chains.write(in: transaction)
        try transaction.putCaseIndex(organization.id, record)
      }
    }
  }
}
