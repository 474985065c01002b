import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// Lets in somebody who was taken back or whose keys are new, after they have declared (VAULT.md, section 9).
  ///
  /// This session's own epochs are granted to the newcomer's confirmed keys, in an entry that this member signs.
  /// - Throws: `.absent` when nobody of that name waits.
  package func letIn(_ member: MemberID, to id: CaseID) async throws {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    try await organization.retrying {
      let held = try await hold(vault)
      guard let principal = PrincipalID(hexadecimal: member.text),
        held.state.index.standings[principal] == .waitsForGrant,
        held.state.membership.member(principal) != nil
      else { throw CaseworkError.absent }
      guard principal != principalID else {
        throw CaseworkError.notAllowed(sentence: "Nobody can let themselves in.")
      }
      // The declaration, and that nobody keeps them out, stand in the log; the index alone opens nothing.
      guard held.opened.folded.standings[member]?.state == .cleared else {
        throw CaseworkError.notAllowed(
          sentence: "They have not declared yet, or somebody keeps them out of this case.")
      }
      var act = try CaseAct(by: self, in: held)
      try act.grantHeldEpochs(to: member)
      act.index.standings[principal] = .handler
      act.index.lastActivity = act.now
      try await act.settleRecords()
      try await act.write()
    }
  }

  /// A report that somebody told this member in person (row H2).
  ///
  /// - Returns: the receipt, to be handed to the person, and the case where it is not kept from this member.
  package func enterReport(
    _ draft: ReportDraft, toldBy: String, when: String, how: String, formToken: String
  ) async throws -> ReceiptView {
    let told = Report.InPerson(
      toldBy: FieldReading.cleaned(toldBy, keepsLines: false),
      when: FieldReading.cleaned(when, keepsLines: false),
      how: FieldReading.cleaned(how, keepsLines: true), enteredBy: memberID)
    return try await organization.submit(draft, way: .inPerson(told, token: formToken))
  }
}
