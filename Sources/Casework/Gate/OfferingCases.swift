import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// The open cases that this member has to declare on: code name and card, and nothing else (row B2).
  package func casesToDeclare() async throws -> [CaseToDeclare] {
    try demandConfirmation()
    let (listing, cases) = try await organization.database.read {
      [organization, principalID] transaction in
      try organization.refreshIndex(in: transaction)
      return organization.index.listing(of: principalID)
    }
    var found: [CaseToDeclare] = []
    for vault in listing.toDeclare {
      guard let index = cases[vault] else { continue }
      let gate = try await gate(of: vault, index: index)
      found.append(
        CaseToDeclare(
          id: gate.id, codeName: gate.codeName, received: gate.received, card: gate.card))
    }
    return found
  }

  /// Asks somebody who joined later about every open case that this member handles and nobody has asked them about
  /// (row B2). They see the code name and the card, declare, and are let in only then, case by case.
  ///
  /// A case that names the newcomer is left out: a handler has to look at it and take them in by a decision of its own.
  /// - Parameter reason: for the record of each case.
  /// - Throws: `.absent` for somebody who is no confirmed member.
  package func inviteToCases(_ newcomer: MemberID, reason: String) async throws -> CasesOffered {
    try demandConfirmation()
    guard let principal = PrincipalID(hexadecimal: newcomer.text), principal != principalID,
      let member = try await organization.membership().member(principal), member.readsCases,
      member.seats.contains(.member)
    else { throw CaseworkError.absent }
    let mine = try await indexesOfMine().filter {
      $0.index.isOpen && $0.index.standings[principal] == nil
    }
    var asked: [CaseSummary] = []
    var naming: [CaseSummary] = []
    for item in mine {
      let summary = item.index.summary(of: item.vault, for: principalID)
      let held = try await hold(item.vault)
      if held.names(newcomer) {
        naming.append(summary)
        continue
      }
      do {
        try await perform(
          .admit(Command.Admit(member: newcomer, reason: reason)), in: summary.id)
        asked.append(summary)
      } catch CaseworkError.refused(let refusal) where refusal.rule == .admitByAnother {
        // Somebody else was faster.
        continue
      }
    }
    return CasesOffered(asked: asked, naming: naming)
  }
}

extension HeldCase {
  /// Whether the report, a message, a mail that waits or an entered party names a member.
  func names(_ member: MemberID) -> Bool {
    let finder = state.membership.finder
    if let report = opened.folded.report,
      Intake.named(in: report, finder: finder)[member] != nil
    {
      return true
    }
    if opened.folded.report?.leaveOut.contains(member) == true { return true }
    let messages = opened.channels.flatMap(\.messages).filter { $0.message.side == .party }
      .map { $0.message.subject + "\n" + $0.message.text }
    let mails = opened.mailsAside.map { $0.mail.subject + "\n" + $0.mail.text }
    let parties = opened.folded.parties.flatMap {
      [$0.displayName] + $0.names + $0.handles + $0.emails
    }
    return (messages + mails + parties).contains { finder.members(in: $0).keys.contains(member) }
  }
}
