import Identity
import Mail
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// Invites somebody: a chair for the group, a board member for the board. The link is mailed, and returned to be
  /// shown once; it works once and for fourteen days.
  ///
  /// - Parameter email: where the link is mailed; empty for nowhere.
  /// - Returns: the link.
  /// - Throws: `CaseworkError.notAllowed`, or `.faults`.
  package func invite(role: String, email: String) async throws -> String {
    try demandConfirmation()
    var fields = MemberFields()
    let roles = fields.roles([role], organization.policy)
    if !email.isEmpty { _ = fields.email(email) }
    try await organization.checkFree(roles, email, &fields)
    let role = try fields.finish(having: roles.first)
    let token = Held(try InvitationToken.random())
    let expires = organization.nowSeconds + MemberLimits.invitationSeconds
    let record = InvitationRecord(
      id: try token.value.rowID(), principal: nil, purpose: role.rawValue,
      expiresSeconds: Int64(clamping: expires))
    let invitation = Invitation(
      publicKey: try token.value.signingPublicKey(), roles: roles, expiresSeconds: expires)
    let link = organization.link(to: token.value)
    let mail =
      try email.isEmpty
      ? nil
      : organization.invitationMail(
        role == .board ? .boardInvitation : .invitation, to: email, name: "", link: link,
        expiresSeconds: expires)
    try await allowing(
      "A chair invites members of the group, and a board member invites for the board."
    ) {
      try await organization.changeDirectory(
        [DirectoryChange(event: .invite(invitation), author: author, sign: signed)],
        also: { [organization] transaction, _ in
          try transaction.insertInvitation(organization.id, record)
          if let mail { try transaction.insertOutgoing(organization.id, mail) }
        })
    }
    return link
  }

  /// Takes an invitation back that was not used, by the name in `InvitationRow`.
  ///
  /// - Throws: `CaseworkError.absent` for one that is not there, `.notAllowed` for one of the other body.
  package func withdrawInvitation(id name: String) async throws {
    try demandConfirmation()
    guard let row = Bytes(hexadecimal: name) else { throw CaseworkError.absent }
    let mine = me
    try await organization.database.write { [organization] transaction in
      guard let record = try transaction.invitation(organization.id, id: row),
        record.usedSeconds == nil, record.principal == nil
      else { throw CaseworkError.absent }
      let directory = try organization.people(in: transaction).directory
      let roles = directory.principal(mine.id)?.roles ?? []
      guard roles.contains(record.purpose == Vault.Role.board.rawValue ? .board : .chair) else {
        throw CaseworkError.notAllowed(
          sentence:
            "Only a chair can take back an invitation to the group, and only the board its own."
        )
      }
      try transaction.deleteInvitation(organization.id, id: row)
      try organization.tombstone(.invitationUsed(row), transaction)
    }
  }

  /// Confirms somebody after comparing the six words of their keys by voice or face to face.
  ///
  /// - Parameter words: the words as the other person said them.
  /// - Throws: `CaseworkError.faults` where they are others, `.notAllowed` for whoever may not.
  package func confirm(_ member: MemberID, words: String) async throws {
    try demandConfirmation()
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    let person = try await organization.database.read { [organization] transaction in
      try organization.people(in: transaction).directory.principal(principal)
    }
    guard let person, person.state == .unconfirmed else { throw CaseworkError.absent }
    let heard = words.lowercased().split { !$0.isLetter }.map(String.init)
    guard heard == (try organization.fingerprintWords(of: person.keys)) else {
      var fields = MemberFields()
      fields.fault(
        "words",
        "These are not the words of this person's keys. If they read out others, somebody may have taken their place: do not confirm."
      )
      return try fields.finish()
    }
    try await allowing(
      "Somebody of the same body has to confirm, and not who sent the invitation."
    ) {
      try await organization.changeDirectory(
        [
          DirectoryChange(
            event: .confirm(principal, person.keys.keyID), author: author, sign: signed)
        ],
        also: { [organization] transaction, directory in
          try organization.project(principal, directory, in: transaction)
        })
    }
  }
}

extension Organization {
  /// The page behind an invitation.
  func link(to token: borrowing InvitationToken) -> String {
    baseAddress + "/join/" + token.revealedText()
  }

  /// A row of the outbox with an invitation.
  func invitationMail(
    _ kind: TemplateKind, to address: String, name: String, link: String, expiresSeconds: UInt64
  ) throws -> OutgoingRecord {
    let expires = Moment(secondsSince1970: Int64(clamping: expiresSeconds))
    return try Outbox(keys: keys, now: environment.now()).row(
      notices.automatic(
        kind, to: MailAddress(name: name, address: address),
        values: [
          .memberName: name.isEmpty ? address : name, .link: link,
          .expires: expires.dayForPeople,
        ]))
  }

  /// What somebody with an invitation link is shown before they choose a password.
  ///
  /// - Throws: `CaseworkError.invitationEnded` for one that was used, has run out, or never was.
  package func invitation(
    token text: String, ticket: String? = nil
  ) async throws -> InvitationView {
    let token = try invitationToken(text)
    let record = try await openInvitation(token)
    let person = try await database.read { [self] transaction in
      try record.principal.map { try profile(of: $0, in: transaction) }
    }
    let draft = try SecondFactorTicket.make(
      binding: record.id, issuer: policy.community.organization,
      account: person?.email ?? policy.community.groupName, again: ticket,
      nowSeconds: nowSeconds, keys)
    return InvitationView(
      organizationName: policy.community.organization,
      role: Vault.Role(rawValue: record.purpose).map { RoleID($0, policy).text } ?? "",
      expires: Moment(secondsSince1970: record.expiresSeconds), isRekey: record.principal != nil,
      secondFactorSecret: draft.secret, secondFactorAddress: draft.address, ticket: draft.ticket)
  }

  func invitationToken(_ text: String) throws -> Held<InvitationToken> {
    do throws(VaultError) {
      return Held(try InvitationToken(text: text))
    } catch {
      guard case .malformed = error else { throw error }
      throw CaseworkError.invitationEnded
    }
  }

  /// The row of an invitation that can still be used.
  func openInvitation(_ token: Held<InvitationToken>) async throws -> InvitationRecord {
    let rowID = try token.value.rowID()
    let now = environment.now().secondsSince1970
    let found = try await database.read { [self] transaction in
      try transaction.invitation(id, id: rowID)
    }
    guard let found, found.usedSeconds == nil, found.expiresSeconds > now else {
      throw CaseworkError.invitationEnded
    }
    return found
  }
}

extension Moment {
  /// The day in a mail, such as `2026-03-01`.
  var dayForPeople: String {
    let (year, month, day) = civilDay
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// Year, month and day of the Gregorian calendar in UTC (Howard Hinnant's `civil_from_days`).
  private var civilDay: (year: Int64, month: Int64, day: Int64) {
    let days = (secondsSince1970 >= 0 ? secondsSince1970 : secondsSince1970 - 86_399) / 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
