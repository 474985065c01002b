import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

extension Organization {
  /// Keeps a mail that fits no conversation for sure, until a handler places it.
  func putAside(
    _ arrived: ArrivedMail, into destination: Destination, of destinations: [Destination],
    because: AsideBecause
  ) async throws -> IngestOutcome {
    let mail = arrived.mail
    let files = try stage(mail)
    let original = try stageOriginal(arrived.bytes)
    return try await putAside(
      PutAsideMail(
        from: mail.from.map(Self.text).joined(separator: ", "), subject: mail.subject,
        text: mail.newText, quoted: mail.quotedText, messageID: mail.messageID,
        authenticationResults: mail.authenticationResults, files: files.map(\.reference),
        original: original.map(\.reference),
        channels: destinations.filter { $0.caseVault == destination.caseVault }.map(\.channel)),
      files: files + original, searching: mail.searchableText,
      answer: try await automaticAnswer(to: mail), into: destination, because: because,
      arrived.seenID)
  }

  private static func text(_ address: MailAddress) -> String {
    address.name.isEmpty ? address.address : "\(address.name) <\(address.address)>"
  }

  func putAside(
    _ kept: PutAsideMail, files: [ClaimedFile], searching text: String, answer: OutgoingRecord?,
    into destination: Destination, because: AsideBecause, _ seenID: Bytes
  ) async throws -> IngestOutcome {
    try await retrying {
      let state = try await caseState(destination.caseVault)
      let now = state.now
      var chains = try state.chains(self)
      var index = state.index
      let named = try keepOut(
        namedIn: text, state, &index, &chains)
      let reference = MessageReference(
        channel: ChannelID(destination.caseVault.hexadecimal),
        sequence: Int(chains.caseChain.nextSequence))
      try chains.caseChain.arrive(.putAside(kept), by: .mail, nowSeconds: state.nowSeconds)
      for file in files {
        try chains.caseChain.arrive(
          .fileKey(file.keyRecord), by: .server, openPart: .files([file.notice]),
          nowSeconds: state.nowSeconds)
      }
      try chains.caseChain.arrive(
        .event(.mailPutAside(MailAside(mail: reference, because: because))), by: .server,
        nowSeconds: state.nowSeconds)
      try named.note(reference, in: &chains, nowSeconds: state.nowSeconds)
      let isEscalated = index.isNobodyLeft(among: state.membership) && !index.isWithBoard
      let board =
        isEscalated
        ? try escalate(
          &index, &chains, because: .nobodyLeft, state.membership, nowSeconds: state.nowSeconds)
        : []
      if !named.isEmpty { index.noteLossOfReader(at: now, state.policy) }
      index.lastActivity = now
      let record = try indexRecord(
        index, of: destination.caseVault, sequence: chains.caseChain.nextSequence - 1)
      let mails =
        try noticeRows(
          .noticeMailPutAside, to: index.principals([.handler]), state.membership,
          codeName: index.codeName, vault: destination.caseVault)
        + noticeRows(
          .noticeBoard, to: board, state.membership, codeName: index.codeName,
          vault: destination.caseVault)
      let prepared = chains
      let settled = index
      try await database.write { [self] transaction in
        try prepared.write(in: transaction)
        for principal in named.keptOut {
          try destroyGrants(
            of: principal,
            in: [destination.caseVault] + settled.vaultsBeside, transaction)
        }
        if isEscalated {
          try bringInBoard(board, index: settled, vault: destination.caseVault, transaction)
        }
        try transaction.putCaseIndex(id, record)
        for file in files {
          try transaction.insertFile(
            id,
            FileRecord(
              blob: file.blob, vault: destination.caseVault,
              ciphertextHash: file.notice.ciphertextHash.bytes, storedBytes: file.storedBytes))
        }
        for mail in mails { try transaction.insertOutgoing(id, mail) }
        if let answer { try transaction.insertOutgoing(id, answer) }
        try remember(seenID, transaction)
      }
    }
    return .putAside
  }
}
