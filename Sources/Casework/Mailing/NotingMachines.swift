import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

extension Organization {
  /// A bounce belongs to the message whose reply address it came back to.
  func note(_ bounce: Bounce, of arrived: ArrivedMail) async throws -> IngestOutcome {
    guard let destination = try await destinations(of: arrived.mail).first else {
      environment.log(LogLine(.warning, "A bounce belongs to no message that is known."))
      try await database.write { [self] in try remember(arrived.seenID, $0) }
      return .bounce
    }
    let original = try stageOriginal(arrived.bytes)
    let detail = bounce.recipients.compactMap { $0.diagnostic ?? $0.status }
      .joined(separator: "; ")
    try await noteDelivery(
      in: destination.channel,
      ChannelDelivery(
        sequence: nil, messageID: bounce.originalMessageID, outcome: bounce.outcome,
        detail: String(detail.prefix(500)), original: original.map(\.reference)),
      original: original
    ) { [self] in try remember(arrived.seenID, $0) }
    return .bounce
  }

  /// An automatic answer stands in the conversation that it answers, for handlers alone, and gets no answer. One that
  /// names a handler is treated like any words of its sender: it may not reach them.
  func noteAutomatic(_ arrived: ArrivedMail) async throws -> IngestOutcome {
    let mail = arrived.mail
    let destinations = try await destinations(of: mail)
    guard let destination = destinations.first, destinations.count == 1 else {
      try await database.write { [self] in try remember(arrived.seenID, $0) }
      return .automatic
    }
    let membership = try await preparedMembership()
    guard membership.finder.members(in: mail.searchableText).isEmpty else {
      return try await place(arrived)
    }
    let original = try stageOriginal(arrived.bytes)
    try await noteDelivery(
      in: destination.channel,
      ChannelDelivery(
        sequence: nil, messageID: mail.inReplyTo.first, outcome: .answered, detail: "",
        original: original.map(\.reference)),
      original: original
    ) { [self] in try remember(arrived.seenID, $0) }
    return .automatic
  }
}

extension Bounce {
  /// What handlers are told of it: the worst, where it is about several.
  fileprivate var outcome: ChannelDelivery.Outcome {
    if isFinal { return .failed }
    let isThere = recipients.allSatisfy { [.delivered, .relayed, .expanded].contains($0.action) }
    return isThere ? .delivered : .delayed
  }
}
