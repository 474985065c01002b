import Vault

extension SignedIn {
  /// Ends the founding phase, the last step of the first run: from now on nobody counts without a confirmation, and
  /// no operator lets anybody in.
  ///
  /// - Throws: `CaseworkError.notAllowed` for anybody but a chair, or where it is over.
  package func closeFounding() async throws {
    try demandConfirmation()
    do {
      try await allowing("Only a chair can end the founding phase.") {
        try await organization.changeDirectory(
          [DirectoryChange(event: .foundingClosed, author: author, sign: signed)])
      }
    } catch let fault as DirectoryFault where fault.refusal == .foundingAlreadyClosed {
      throw CaseworkError.notAllowed(sentence: "The founding phase is over already.")
    }
  }
}
