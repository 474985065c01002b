import Identity
package import Pictures
package import Procedure
import Storage
import Tracing
import Vault

/// Cases on one page of a list.
let casesPerPage = 25

extension SignedIn {
  /// The member's own page: what waits for them, what is late, what there is.
  package func dashboard(page: Int = 1) async throws -> DashboardView {
    let now = organization.environment.now()
    try await bringIndexUpToDate()
    let (listing, cases) = organization.index.listing(of: principalID)
    func summaries(_ vaults: some Sequence<VaultID>) -> [CaseSummary] {
      vaults.compactMap { vault in
        cases[vault].map { $0.summary(of: vault, for: principalID) }
      }
    }
    let urgent = listing.open.lazy.filter(\.awaitsWords).prefix(casesPerPage).map(\.vault)
    let late = listing.open.lazy.filter { $0.nextDue.map { $0 < now } ?? false }
      .prefix(casesPerPage).map(\.vault)
    var closedCount = listing.closed.count
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.leakToRecused.isPlanted {
        closedCount = cases.values.count { now < $0.lastActivity.adding(seconds: 3_600) }
      }
      if PlantedFault.leakToLeftOut.isPlanted { closedCount = cases.count }
    #endif
    return DashboardView(
      toDeclare: summaries(listing.toDeclare.prefix(casesPerPage)),
      needsMe: summaries(urgent), late: summaries(late),
      open: self.page(of: listing.open.map(\.vault), cases, filter: .open, page: page),
      setAsideCount: listing.setAside.count, closedCount: closedCount)
  }

  /// One page of the member's cases.
  package func cases(filter: CaseFilter, page: Int) async throws -> CasePage {
    try await bringIndexUpToDate()
    let (listing, cases) = organization.index.listing(of: principalID)
    let vaults =
      switch filter {
      case .open: listing.open.map(\.vault)
      case .setAside: listing.setAside
      case .closed: listing.closed
      }
    return self.page(of: vaults, cases, filter: filter, page: page)
  }

  /// The cases that this member handles or handled, by code name; the one in which something happened last comes first.
  package func codeNames() async throws -> [(id: CaseID, codeName: String)] {
    try await bringIndexUpToDate()
    let (listing, cases) = organization.index.listing(of: principalID)
    return (listing.open.map(\.vault) + listing.setAside + listing.closed).compactMap { vault in
      cases[vault].map { (CaseID(vault.hexadecimal), $0.codeName) }
    }
  }

  private func bringIndexUpToDate() async throws {
    try await organization.database.read { [organization] transaction in
      try organization.refreshIndex(in: transaction)
    }
  }

  private func page(
    of vaults: [VaultID], _ cases: [VaultID: CaseIndex], filter: CaseFilter, page: Int
  ) -> CasePage {
    let pageCount = max(1, (vaults.count + casesPerPage - 1) / casesPerPage)
    let shown = min(max(page, 1), pageCount)
    let start = (shown - 1) * casesPerPage
    return CasePage(
      cases: vaults.dropFirst(start).prefix(casesPerPage).compactMap { vault in
        cases[vault].map { $0.summary(of: vault, for: principalID) }
      }, filter: filter, page: shown, pageCount: pageCount, total: vaults.count)
  }

  /// A case behind its link: the gate for who was asked, the whole for a handler. Opening it is on record before this
  /// returns (row B10).
  ///
  /// - Parameter places: which pages of its conversations and of what happened; one of a conversation that the case
  ///   does not have is absent.
  /// - Throws: `.absent` alike for a case that is not there and for one this member may not know of.
  package func access(
    _ id: CaseID, through what: OpeningWay = .page, at places: CasePlaces = .newest
  ) async throws -> CaseAccess {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let held: HeldCase
    do {
      held = try await settled(hold(vault), vault)
    } catch CaseworkError.declareFirst {
      let index = try await organization.database.read { [organization] transaction in
        try organization.refreshIndex(in: transaction)
        return organization.index.index(of: vault)
      }
      guard let index else { throw CaseworkError.absent }
      return .gate(try await gate(of: vault, index: index))
    }
    if let asked = places.channel,
      !held.state.index.channels.contains(where: { $0.id == asked.id })
    {
      throw CaseworkError.absent
    }
    let stamp = try await recordOpening(
      Opening(member: memberID, what: what == .page ? .page : .api), of: held.state.index,
      takingOver: held)
    try await grantRecovery(in: held)
    let waiting = try await organization.waitingMails(of: Set(held.channelVaults.keys))
    var view = held.opened.advanced(to: held.state.now).view(
      for: actor(in: held.state.index), membership: held.state.membership,
      policy: held.state.policy, at: held.state.now, waiting: waiting,
      places: places)
    view.stamp = stamp
    return .open(view)
  }

  /// How a case was opened.
  package enum OpeningWay: Sendable { case page, api }

  /// A file of a case; taking it is on record before the first byte leaves.
  package func file(_ file: FileID, in id: CaseID) async throws -> FileContent {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let held = try await hold(vault)
    guard let found = held.file(file) else { throw CaseworkError.absent }
    let stamp = try await recordOpening(
      Opening(member: memberID, what: .file, file: file), of: held.state.index, takingOver: held)
    return try FileContent(
      found.record, notice: found.notice, stamp: stamp, in: organization)
  }

  /// A picture of a case, drawn anew without what its camera wrote. Looking at it is on record as taking the file is.
  ///
  /// - Throws: `CaseworkError.notAllowed` where no preview can be drawn; the file itself can still be taken.
  package func preview(of file: FileID, in id: CaseID) async throws -> PicturePreview {
    let content = try await self.file(file, in: id)
    let none = CaseworkError.notAllowed(
      sentence: "No preview of this file can be shown. You can still save the file itself.")
    guard PictureReader.mediaTypes.contains(content.reference.mediaType),
      content.reference.lengthBytes <= Int64(PictureLimits.fileBytesMax)
    else { throw none }
    var bytes: [UInt8] = []
    while let piece = try content.next() { bytes += piece }
    do throws(PictureError) {
      return try await organization.pictureReader.preview(of: bytes)
    } catch {
      if case .confinement(let reason) = error {
        organization.environment.log(
          LogLine(.warning, "No preview of a picture was drawn. \(reason)"))
      }
      throw none
    }
  }

  /// Notes who read what, apart from the case, so that reading never moves its head.
  ///
  /// - Parameter held: A case of which, in the same transaction, what was opened for the first time is taken over into the
  ///   reader's ring.
  /// - Returns: what the page carries, so that this opening can be told from all others.
  func recordOpening(
    _ opening: Opening, of index: CaseIndex, takingOver held: HeldCase? = nil
  ) async throws -> OpeningStamp {
    let openings = index.openings
    // Sealed inside the transaction: many read at once, and whoever is slower must not have to begin again.
    let entry = try await organization.database.write { [organization] transaction in
      guard let end = try transaction.vaultEnd(organization.id, openings) else {
        throw CaseworkError.notGenuine
      }
      var chain = try organization.writer(after: end)
      try chain.arrive(.opening(opening), by: .server, nowSeconds: organization.nowSeconds)
      try chain.write(in: transaction)
      try held?.writeTakenOver(organization.id, in: transaction)
      return chain.entries.last?.header
    }
    guard let entry else { throw CaseworkError.notGenuine }
    return OpeningStamp(
      mark: TracingMark(
        bits: try organization.keys.openingMark(
          openings: openings, sequence: entry.sequence, reader: principalID)),
      codeName: index.codeName, memberName: me.publicMember.name,
      at: Moment(secondsSince1970: Int64(clamping: entry.timeSeconds)))
  }
}

extension CaseIndex {
  /// The case in a list, for one member.
  func summary(of vault: VaultID, for principal: PrincipalID) -> CaseSummary {
    let awaitsDeclaration = [.asked, .admitted].contains(standings[principal])
    return CaseSummary(
      id: CaseID(vault.hexadecimal), codeName: codeName, phase: phase, received: received,
      lastActivity: lastActivity,
      nextDeadline: nextDeadline(awaitsDeclaration: awaitsDeclaration), isUrgent: isUrgent,
      awaitsAnswer: awaitsAnswer, awaitsDeclaration: awaitsDeclaration)
  }
}
