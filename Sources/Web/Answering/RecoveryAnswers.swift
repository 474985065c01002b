import Casework
import HTTPServer
import Markup
import Procedure

/// The recovery key, and how the installation is doing.
extension MemberContext {
  func recovery(_ request: Request) async throws -> Response {
    try await recovery([], .ok, FormFields(Form()))
  }

  /// Splits the provisional key, and shows the shares one after the other. They are stored nowhere: until the last one
  /// is shown they travel in the page, sealed.
  func splitRecoveryKey(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    if let next = try nextShare(fields) { return try await next.answer(for: self) }
    guard let count = Int(fields.text(RecoveryPage.shareCountFieldName)),
      let threshold = Int(fields.text(RecoveryPage.thresholdFieldName))
    else {
      return try await recovery(
        [
          FieldFault(
            field: RecoveryPage.shareCountFieldName,
            sentence: "Please give both numbers, such as 5 and 3.")
        ], .unprocessableContent, fields)
    }
    do {
      let shares = try await member.splitRecoveryKey(
        provisionalKey: fields.text(RecoveryPage.keyFieldName), threshold: threshold,
        shareCount: count)
      return try await ShareShowing(shares: shares, number: 1).answer(for: self)
    } catch CaseworkError.faults(let faults) {
      return try await recovery(faults, .unprocessableContent, fields)
    }
  }

  /// The last way: with the shares in one sitting, the gate of cases opens again that nobody here can open.
  func useRecovery(_ request: Request) async throws -> Response {
    let typed = FormFields(request.form).text(RecoveryPage.sharesFieldName)
    let shares = typed.split(whereSeparator: \.isNewline).map(String.init)
    do {
      let opened = try await member.useRecovery(shares: shares)
      return answer(
        RecoveryPage(
          setting: setting, frame: try await member.frame(), view: try await member.recovery(),
          openedCount: opened.count))
    } catch CaseworkError.faults(let faults) {
      let said = faults.map { fault in
        FieldFault(field: RecoveryPage.sharesFieldName, sentence: fault.sentence)
      }
      return try await recovery(said, .unprocessableContent, FormFields(Form()))
    }
  }

  func confirmTime(_ request: Request) async throws -> Response {
    try await member.confirmTime()
    return try goOn(to: Paths.organization)
  }

  func closeFounding(_ request: Request) async throws -> Response {
    try await member.closeFounding()
    return try goOn(to: Paths.recovery)
  }

  private func recovery(
    _ faults: [FieldFault], _ status: Status, _ fields: FormFields
  ) async throws -> Response {
    answer(
      RecoveryPage(
        setting: setting, frame: try await member.frame(), view: try await member.recovery(),
        typedShareCount: fields.text(RecoveryPage.shareCountFieldName),
        typedThreshold: fields.text(RecoveryPage.thresholdFieldName), faults: faults), status)
  }

  private func nextShare(_ fields: FormFields) throws -> ShareShowing? {
    guard let number = Int(fields.text(RecoverySharePage.numberFieldName)) else { return nil }
    let ticket = fields.text(RecoverySharePage.ticketFieldName)
    guard !ticket.isEmpty else { return ShareShowing(shares: [], number: number + 1) }
    guard let shares = member.openShares(ticket) else {
      throw CaseworkError.notAllowed(
        sentence:
          "The shares were not shown within the hour. Split the key again; the shares before count no longer."
      )
    }
    return ShareShowing(shares: shares, number: number + 1)
  }

  func status(_ request: Request) async throws -> Response {
    answer(
      StatusPage(
        setting: setting, frame: try await member.frame(), view: try await member.status(),
        rootFingerprint: try await member.settings().rootFingerprint))
  }
}

/// The shares of the recovery key on their way to their holders.
private struct ShareShowing {
  /// The shares that were not shown yet, the next one first.
  let shares: [String]
  /// Which one is shown, from 1.
  let number: Int

  func answer(for context: MemberContext) async throws -> Response {
    guard let share = shares.first else { return try goOn(to: Paths.recovery) }
    return Web.answer(
      RecoverySharePage(
        setting: context.setting, frame: try await context.member.frame(), number: number,
        count: number + shares.count - 1, share: share,
        ticket: shares.count > 1 ? try context.member.sealShares(Array(shares.dropFirst())) : ""))
  }
}
