import Foundation
import Identity
import Procedure
import Storage
import Vault

/// One sending of a command, so that a button that was pressed twice, or a form that a browser sent again, counts once.
struct Sending: Sendable {
  let id: Bytes
  let expiresSeconds: Int64

  /// What is kept of it: the first and the last entry that came of it, eight bytes each.
  func record(of events: [RecordedEvent]) -> ResubmissionRecord {
    var blob = Bytes()
    for event in [events.first, events.last] {
      let place = UInt64(event?.sequence ?? 0)
      blob += (0..<8).reversed().map { UInt8(truncatingIfNeeded: place >> (8 * $0)) }
    }
    return ResubmissionRecord(id: id, blob: blob, expiresSeconds: expiresSeconds)
  }
}

extension SignedIn {
  /// The sending of this very command with this token.
  func sending(_ command: Command, in id: CaseID, token: String) throws -> Sending {
    let form = try SubmissionWay.form(token: token).form(organization.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let body =
      Bytes([memberID.text, id.text, ""].joined(separator: "\n").utf8)
      + Bytes(try encoder.encode(command))
    return Sending(
      id: try form.token.resubmissionID(body: body, organization.id),
      expiresSeconds: organization.environment.now().secondsSince1970
        + Int64(IntakeLimits.resubmissionSeconds))
  }

  /// What came of the same sending before; nil if nothing did.
  ///
  /// - Throws: `.movedOn` when the member has done something else in the case since: they went back to an old page, and
  ///   mean it anew.
  func outcome(of sending: Sending, in vault: VaultID) async throws -> [RecordedEvent]? {
    let found = try await organization.database.read { [organization] transaction in
      try transaction.resubmission(organization.id, id: sending.id)
    }
    guard let found, found.blob.count == 16 else { return nil }
    let places = [found.blob.prefix(8), found.blob.suffix(8)].map { half in
      Int(half.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    let log: [RecordedEvent]
    do {
      log = try await hold(vault).opened.folded.log
    } catch CaseworkError.absent {
      // What they did has closed the case to them.
      return []
    } catch CaseworkError.declareFirst {
      // They declared, and wait for somebody to let them in.
      return []
    }
    let isOwn = { (entry: RecordedEvent) in entry.by.memberID == self.memberID }
    guard log.last(where: isOwn)?.sequence ?? 0 <= places[1] else { throw CaseworkError.movedOn }
    return log.filter { (places[0]...places[1]).contains($0.sequence) && isOwn($0) }
  }
}
