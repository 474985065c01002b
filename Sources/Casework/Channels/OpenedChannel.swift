import Identity
import Procedure
import Vault

/// A channel in the hands of a handler.
struct OpenedChannel: Sendable {
  /// One message of the channel with its place there.
  struct Message: Sendable {
    var sequence: UInt64
    var at: Moment
    var vouchedBy: Voucher
    var message: ChannelMessage
    /// What is known of the mail that carried it, newest last.
    var deliveries: [ChannelDelivery] = []
  }

  let channel: CaseIndex.Channel
  /// How the channel reaches its party, as they chose last; nil only for one whose beginning cannot be read.
  let beginning: ChannelOpened?
  let messages: [Message]

  /// Whether anything that is written here reaches anybody.
  var reachesSomebody: Bool {
    beginning.map { $0.hasReceipt || !$0.address.isEmpty } ?? false
  }

  init(_ channel: CaseIndex.Channel, _ vault: OpenedVault) {
    var messages: [Message] = []
    // A report about a delivery names the message that was sent; the places where those stand.
    var places: [String: Int] = [:]
    for line in vault.lines {
      guard case .channel(let entry) = line.payload else { continue }
      let header = line.entry.header
      let at = Moment(secondsSince1970: Int64(clamping: header.timeSeconds))
      switch entry {
      case .message(let message):
        if message.side != .party, let id = message.messageID { places[id] = messages.count }
        messages.append(
          Message(
            sequence: line.sequence, at: at, vouchedBy: Voucher(header.author), message: message))
      case .delivery(let delivery):
        if delivery.outcome != .answered, let id = delivery.messageID, let place = places[id] {
          messages[place].deliveries.append(delivery)
        } else {
          messages.append(
            Message(
              sequence: line.sequence, at: at, vouchedBy: .server, message: delivery.message))
        }
      case .opened, .report, .wordsTakenOver, .mailChosen: break
      }
    }
    self.channel = channel
    beginning = vault.channelBeginning
    self.messages = messages
  }
}

extension OpenedVault {
  /// How a channel reaches its party now: as it was opened last, with what the party has chosen since.
  var channelBeginning: ChannelOpened? {
    var beginning: ChannelOpened?
    for line in lines {
      guard case .channel(let entry) = line.payload else { continue }
      switch entry {
      case .opened(let opened): beginning = opened
      case .mailChosen(let mailsText): beginning?.mailsText = mailsText
      case .report, .message, .delivery, .wordsTakenOver: break
      }
    }
    return beginning
  }
}
