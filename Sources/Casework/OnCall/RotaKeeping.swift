import Foundation
import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// The rota as it was last folded from the database.
final class RotaCache: Sendable {
  private let state = Mutex((stored: Rota(), current: Rota()))

  /// As it is written down.
  var stored: Rota { state.withLock { $0.stored } }

  /// As it was last read, with the members of that moment.
  var current: Rota { state.withLock { $0.current } }

  func take(stored: Rota) { state.withLock { $0.stored = stored } }

  func take(current: Rota) { state.withLock { $0.current = current } }
}

extension Organization {
  /// The rota of this snapshot, with everybody in it who is a member now.
  func rota(in transaction: ReadTransaction) throws -> Rota {
    var rota = try storedRota(in: transaction)
    for event in rota.events(toHold: try takingTurns(in: transaction)) {
      rota.apply(
        RecordedRotaEvent(
          sequence: rota.nextSequence, at: environment.now(), by: nil, event: event))
    }
    if !(transaction is WriteTransaction) { rotaCache.take(current: rota) }
    return rota
  }

  /// The rota of now.
  func rota() async throws -> Rota {
    try await database.read { [self] transaction in try rota(in: transaction) }
  }

  /// The rota, with a change of the members written down first, so that everybody's turn begins when they came.
  func settledRota(in transaction: WriteTransaction) throws -> Rota {
    var rota = try storedRota(in: transaction)
    for event in rota.events(toHold: try takingTurns(in: transaction)) {
      try note(event, by: nil, &rota, in: transaction)
    }
    return rota
  }

  /// Whether everybody who takes turns now is written down.
  func isRotaSettled(in transaction: ReadTransaction) throws -> Bool {
    try storedRota(in: transaction).events(toHold: takingTurns(in: transaction)).isEmpty
  }

  /// Writes the next event down.
  func note(
    _ event: RotaEvent, by member: MemberID?, _ rota: inout Rota, in transaction: WriteTransaction
  ) throws {
    let recorded = RecordedRotaEvent(
      sequence: rota.nextSequence, at: environment.now(), by: member, event: event)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try transaction.insertRotaEvent(
      id,
      RotaEventRecord(
        number: recorded.sequence,
        blob: try keys.sealSetting(
          Bytes(try encoder.encode(recorded)), name: Self.rowName(recorded.sequence)),
        generation: keys.newestGeneration))
    rota.apply(recorded)
  }

  /// Members of the group who read cases, as they joined: those who take turns.
  func takingTurns(in transaction: ReadTransaction) throws -> [MemberID] {
    let people = try people(in: transaction)
    let reading = Set(policy.roles.filter { $0.seat == .member && $0.readsCases }.map(\.id))
    return people.directory.principals
      .compactMap { people.membership.member($0.principal) }
      .filter { $0.seats.contains(.member) && !reading.isDisjoint(with: $0.roles) }
      .map(\.memberID)
  }

  private func storedRota(in transaction: ReadTransaction) throws -> Rota {
    var rota = rotaCache.stored
    let newest = try transaction.rotaEventCount(id)
    // What was read inside a commit that failed is no beginning of what stands there now.
    if rota.log.count > newest || transaction is WriteTransaction { rota = Rota() }
    for record in try transaction.rotaEvents(id, after: rota.log.count) {
      let content = try keys.openSetting(record.blob, name: Self.rowName(record.number))
      let recorded = try JSONDecoder().decode(RecordedRotaEvent.self, from: Data(content))
      guard recorded.sequence == record.number, record.number == rota.nextSequence else {
        throw CaseworkError.notGenuine
      }
      rota.apply(recorded)
    }
    if !(transaction is WriteTransaction) { rotaCache.take(stored: rota) }
    return rota
  }

  /// What a row is sealed to, so that none opens in the place of another.
  private static func rowName(_ number: Int) -> String { "rota \(number)" }
}
