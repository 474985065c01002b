import Identity
import Procedure
import Storage
package import Tracing
import Vault

/// What a text that turned up outside says of where it comes from.
package struct LeakTrace: Sendable {
  /// With how many openings by how many members it was compared.
  package let comparedCount: Int
  /// How many of the 64 bits of a mark its spacing tells.
  package let knownBits: Int
  /// Which openings it may come from, the surest first.
  package let findings: [Finding]

  /// One opening that fits.
  package struct Finding: Sendable {
    package let stamp: OpeningStamp
    package let evidence: Evidence
  }

  /// Why an opening fits.
  package enum Evidence: Sendable, Hashable {
    /// The mark stands in the text, written out. Anybody can write it there.
    case written
    /// The spacing agrees in so many of the known bits.
    ///
    /// `chance`: how probable it is that any of the openings that were compared agrees as well by accident.
    case spacing(agreeing: Int, chance: Double)
  }

  /// Above this chance nothing is said of an opening.
  package static let chanceMost = 0.01
}

extension Organization {
  /// An opening as it is noted: where, as which entry, and when.
  private struct NotedOpening: Sendable {
    let index: CaseIndex
    let sequence: UInt64
    let seconds: UInt64
  }

  /// Compares a text that turned up outside with every opening of every case (row B10). Needs no key of any case.
  ///
  /// - Parameters:
  ///   - spacing: what the spacing of the text says.
  ///   - written: the marks that stand in it.
  package func trace(spacing: MarkedText, written: [TracingMark]) async throws -> LeakTrace {
    let (openings, known) = try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      return (try notedOpenings(in: transaction), try self.people(in: transaction))
    }
    let names = known.membership.people
    let readers = known.directory.principals.map(\.keys.principal)
    let comparedCount = openings.count * readers.count
    var findings: [LeakTrace.Finding] = []
    for opening in openings {
      for reader in readers {
        let mark = TracingMark(
          bits: try keys.openingMark(
            openings: opening.index.openings, sequence: opening.sequence, reader: reader))
        let stamp = OpeningStamp(
          mark: mark, codeName: opening.index.codeName,
          memberName: names[MemberID(reader.hexadecimal)]?.name ?? Self.formerMember,
          at: Moment(secondsSince1970: Int64(clamping: opening.seconds)))
        if written.contains(mark) {
          findings.append(LeakTrace.Finding(stamp: stamp, evidence: .written))
        }
        guard spacing.isMarked else { continue }
        // As many chances to agree by accident as openings are compared.
        let chance = min(1, spacing.chance(of: mark) * Double(comparedCount))
        guard chance < LeakTrace.chanceMost else { continue }
        findings.append(
          LeakTrace.Finding(
            stamp: stamp,
            evidence: .spacing(agreeing: spacing.agreements(with: mark), chance: chance)))
      }
    }
    return LeakTrace(
      comparedCount: comparedCount, knownBits: spacing.knownCount,
      findings: findings.sorted { $0.doubt < $1.doubt })
  }

  /// Stands for somebody whose name is kept no longer.
  private static let formerMember = "a former member"

  private func notedOpenings(in transaction: ReadTransaction) throws -> [NotedOpening] {
    var noted: [NotedOpening] = []
    for (_, index) in index.all().sorted(by: { $0.key < $1.key }) {
      for record in try transaction.entries(id, index.openings) {
        let header = try StoredEntry(record, id).header
        noted.append(
          NotedOpening(index: index, sequence: header.sequence, seconds: header.timeSeconds))
      }
    }
    return noted
  }
}

extension LeakTrace.Finding {
  /// What is written out comes first, then what is less likely to be an accident.
  fileprivate var doubt: Double {
    switch evidence {
    case .written: -1
    case .spacing(_, let chance): chance
    }
  }
}
