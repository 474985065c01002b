import Foundation
import Identity
package import Procedure
import Storage
import Vault

/// A report to the board, as it lies in the board's file: a vault of its own, sealed to the members of the board who are
/// not involved in the case (rows G14, E15, R6).
struct BoardFileEntry: Codable, Sendable, Hashable {
  var caseID: CaseID
  var codeName: String
  var text: String
  /// Through whom it went; nil in reports that are older than this.
  var through: MemberID?
}

/// A report to the board, for somebody who sits there.
package struct BoardReportView: Sendable, Hashable {
  package let caseID: CaseID
  package let codeName: String
  package let at: Moment
  /// Who wrote it; nil for somebody who has left without a trace.
  package let memberName: String?
  /// Through whom it went to the board; nil where nobody holds that role.
  package let throughName: String?
  package let text: String
  /// Whether the reader may open the case itself.
  package let mayOpen: Bool
  /// Whether the reader has asked to read the case and waits.
  package let hasAsked: Bool

  package init(
    caseID: CaseID, codeName: String, at: Moment, memberName: String?, throughName: String?,
    text: String, mayOpen: Bool, hasAsked: Bool
  ) {
    self.caseID = caseID
    self.codeName = codeName
    self.at = at
    self.memberName = memberName
    self.throughName = throughName
    self.text = text
    self.mayOpen = mayOpen
    self.hasAsked = hasAsked
  }
}

extension CaseAct {
  /// Writes a report into the board's file, in the transaction of the act.
  mutating func report(_ report: BoardReport) throws {
    let readers = index.boardReaders(held.state.membership).filter {
      !isNamedNewcomer($0.keys.principal)
    }
    let vault = try VaultID.random()
    var writing = try RecordWriting(new: vault, readers: readers, organization)
    try writing.append(
      .boardReport(
        BoardFileEntry(
          caseID: CaseID(held.state.id.hexadecimal), codeName: index.codeName, text: report.text,
          through: report.through)),
      by: member)
    try writing.check(held.state.directory)
    index.boardFile = (index.boardFile ?? []) + [vault]
    let prepared = writing
    also { transaction in try prepared.write(in: transaction) }
    let addressed = readers.map(\.keys.principal).filter { held.state.membership.member($0) != nil }
    mails += try organization.noticeRows(
      .noticeBoardReport, to: addressed, held.state.membership, codeName: index.codeName,
      vault: held.state.id)
    // Who brings it to the board learns that there is something to bring.
    guard let through = report.through.flatMap({ PrincipalID(hexadecimal: $0.text) }),
      through != member.principalID
    else { return }
    mails += try organization.noticeRows(
      .noticeNewMessage, to: [through], held.state.membership, codeName: index.codeName,
      vault: held.state.id)
  }

  /// Whether somebody joined after the case had begun and is named in it: nobody has kept them out then.
  private func isNamedNewcomer(_ principal: PrincipalID) -> Bool {
    index.standings[principal] == nil && held.names(MemberID(principal.hexadecimal))
  }

  /// A board member reads for oversight, unless the case turns out to name them.
  mutating func letOversee(_ id: MemberID) throws {
    settleOversight(id)
    guard let principal = PrincipalID(hexadecimal: id.text), !isNamedNewcomer(principal) else {
      throw CaseworkError.notAllowed(
        sentence: "This case names that member of the board, so they cannot oversee it.")
    }
    try setStanding(id, .oversight)
    try grantHeldEpochs(to: id)
  }

  /// Through whom a report goes to the board, of those who handle the case.
  var boardLiaison: MemberID? {
    index.boardLiaison(held.state.membership, policy, preferring: member.principalID)?.memberID
  }
}

extension CaseIndex {
  /// Who holds the role that the policy names for reports to the board, and handles the case; a chair where it names
  /// none, or nobody who holds it is left.
  func boardLiaison(
    _ membership: Membership, _ policy: Policy, preferring preferred: PrincipalID?
  ) -> Membership.Member? {
    let handlers = principals([.handler]).compactMap { membership.member($0) }
    let chairs = Set(policy.roles.filter(\.isChair).map(\.id))
    let named = handlers.filter { handler in
      policy.board.liaisonRole.map { handler.roles.contains($0) } ?? false
    }
    let fitting = named.isEmpty ? handlers.filter { !chairs.isDisjoint(with: $0.roles) } : named
    return fitting.first { $0.id == preferred } ?? fitting.first
  }

  /// Whether a board member has asked to read and has no answer yet. Whoever is asked to declare since then, or is kept
  /// out, waits for nothing any more.
  func awaitsOversight(_ principal: PrincipalID) -> Bool {
    guard oversightAsked?.contains(principal) == true else { return false }
    return [nil, .reserve].contains(standings[principal])
  }

  /// Board members who are not involved: nobody who was kept out, is held back or has a conflict.
  func boardReaders(_ membership: Membership) -> [ChainWriter.Reader] {
    membership.members.filter { other in
      guard other.seats.contains(.board) else { return false }
      switch standings[other.id] {
      case .keptOut, .heldBack: return false
      case nil, .asked, .handler, .waitsForGrant, .admitted, .reserve, .oversight: return true
      }
    }.map { ChainWriter.Reader(keys: $0.keys, grantClass: .open) }
      + [ChainWriter.Reader(keys: membership.recovery, grantClass: .open)]
  }
}

extension SignedIn {
  /// The reports to the board that this board member may read, newest first.
  ///
  /// - Throws: `CaseworkError.notAllowed` for who does not sit on the board.
  package func boardReports() async throws -> [BoardReportView] {
    try demandConfirmation()
    guard me.seats.contains(.board) else {
      throw CaseworkError.notAllowed(sentence: "Only members of the board read its file.")
    }
    let people = membership.people
    return try await organization.database.read { [self] transaction in
      try organization.refreshIndex(in: transaction)
      var reports: [BoardReportView] = []
      for (_, index) in organization.index.all().sorted(by: { $0.key < $1.key }) {
        guard index.standings[principalID] != .keptOut, index.standings[principalID] != .heldBack
        else { continue }
        for vault in index.boardFile ?? [] {
          guard let record = try recordVault(vault, in: transaction) else { continue }
          for line in record.opened.lines {
            guard case .boardReport(let entry) = line.payload else { continue }
            let author: MemberID? =
              if case .member(let principal, _) = line.entry.header.author {
                MemberID(principal.hexadecimal)
              } else { nil }
            reports.append(
              BoardReportView(
                caseID: entry.caseID, codeName: entry.codeName,
                at: Moment(
                  secondsSince1970: Int64(clamping: line.entry.header.timeSeconds)),
                memberName: author.flatMap { people[$0]?.name },
                throughName: entry.through.flatMap { people[$0]?.name }, text: entry.text,
                mayOpen: [.handler, .oversight].contains(index.standings[principalID]),
                hasAsked: index.awaitsOversight(principalID)))
          }
        }
      }
      return reports.sorted { ($0.at, $0.codeName) > ($1.at, $1.codeName) }
    }
  }

  /// Asks the handlers of a case for access for oversight (row E8). The request arrives in the case, which this member
  /// cannot read yet, and the handlers are told.
  ///
  /// - Throws: `.absent` for a case of which this board member has no report, and `.declareFirst` for one that they are
  ///   asked to decide on.
  package func requestOversight(of id: CaseID, reason typed: String) async throws {
    let known = try await boardReports().contains { $0.caseID == id && !$0.mayOpen }
    guard known, let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let reason = typed.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !reason.isEmpty, reason.unicodeScalars.count <= Limits.reasonScalarsMax else {
      throw CaseworkError.faults([
        FieldFault(
          field: "reason",
          sentence: "Please say why, in up to \(Limits.reasonScalarsMax) characters.")
      ])
    }
    try await organization.retrying {
      let state = try await organization.caseState(vault)
      var index = state.index
      var chains = try state.chains(organization)
      switch index.standings[principalID] {
      case nil, .reserve: break
      case .asked, .admitted: throw CaseworkError.declareFirst
      case .handler, .oversight, .waitsForGrant: return
      case .keptOut, .heldBack: throw CaseworkError.absent
      }
      guard !index.awaitsOversight(principalID) else { return }
      if !index.isStillRight(state.caseRegister, state.membership) {
        try chains.beginEpochs(
          index, cause: EpochCause(.entitlement), nowSeconds: state.nowSeconds)
      }
      try chains.caseChain.arrive(
        .event(.oversightRequested(OversightRequest(reason: reason))), signedBy: keys, as: author,
        nowSeconds: state.nowSeconds)
      index.oversightAsked = (index.oversightAsked ?? []).union([principalID])
      index.lastActivity = state.now
      let record = try organization.indexRecord(
        index, of: vault, sequence: chains.caseChain.nextSequence - 1)
      let mails = try organization.noticeRows(
        .noticeNewMessage,
        to: index.principals([.handler]).filter { state.membership.member($0) != nil },
        state.membership, codeName: index.codeName, vault: vault)
      let prepared = chains
      try await organization.database.write { [organization] transaction in
        try prepared.write(in: transaction)
        try transaction.putCaseIndex(organization.id, record)
        for mail in mails { try transaction.insertOutgoing(organization.id, mail) }
      }
    }
  }
}
