/// The states of one LMTP conversation: which command may come now, and what is answered. Speaks to no socket.
struct LMTPDialogue {
  /// What the connection does next.
  enum Step: Equatable {
    case reply(String)
    /// Answer, then read a message up to its final dot.
    case readMessage(String)
    /// Answer, then close.
    case close(String)
  }

  private enum State {
    case beginning
    case ready
    case addressed(sender: String, recipients: [String])
  }

  private var state = State.beginning
  private var commandCount = 0
  private var errorCount = 0
  private let limits: LMTPLimits

  init(_ limits: LMTPLimits) { self.limits = limits }

  static let greeting = "220 Redress takes mail by LMTP\r\n"
  static let tooMany = "421 4.3.2 Too many connections; try again\r\n"
  static let ending = "421 4.3.2 Redress ends; try again\r\n"
  static let silence = "421 4.4.2 Nothing came for too long\r\n"

  /// Whose message is read now, and for whom.
  var envelope: (sender: String, recipients: [String])? {
    guard case .addressed(let sender, let recipients) = state, !recipients.isEmpty else {
      return nil
    }
    return (sender, recipients)
  }

  /// What follows from a line, given without its end; nil stands for one that is too long.
  mutating func take(_ line: [UInt8]?) -> Step {
    commandCount += 1
    guard commandCount <= limits.commandsMax else {
      return .close("421 4.7.0 Too many commands\r\n")
    }
    guard let line else { return wrong("500 5.5.2 The line is too long\r\n") }
    switch LMTPCommand(line) {
    case .hello: return hello()
    case .otherHello: return wrong("500 5.5.1 This is LMTP; say LHLO\r\n")
    case .mail(let sender, let sizeBytes): return mail(sender, sizeBytes)
    case .recipient(let recipient): return add(recipient)
    case .data: return data()
    case .reset:
      endTransaction()
      return .reply("250 2.0.0 Begin anew\r\n")
    case .nothing: return .reply("250 2.0.0 Here\r\n")
    case .verify: return .reply("252 2.1.5 Send it and see\r\n")
    case .quit: return .close("221 2.0.0 Goodbye\r\n")
    case .malformed: return wrong("501 5.5.4 The command is malformed\r\n")
    case .unknownParameter: return wrong("555 5.5.4 That parameter is not offered\r\n")
    case .unknown: return wrong("500 5.5.1 There is no such command\r\n")
    }
  }

  /// After a message, or a reset, the next one may begin.
  mutating func endTransaction() {
    if case .addressed = state { state = .ready }
  }

  private mutating func hello() -> Step {
    state = .ready
    return .reply(
      [
        "250-redress", "250-PIPELINING", "250-ENHANCEDSTATUSCODES", "250-8BITMIME", "250-SMTPUTF8",
        "250 SIZE \(limits.messageBytesMax)", "",
      ].joined(separator: "\r\n"))
  }

  private mutating func mail(_ sender: String, _ sizeBytes: Int?) -> Step {
    switch state {
    case .beginning: return wrong("503 5.5.1 Say LHLO first\r\n")
    case .addressed: return wrong("503 5.5.1 A message has begun already\r\n")
    case .ready: break
    }
    if let sizeBytes, sizeBytes > limits.messageBytesMax {
      return .reply(LMTPVerdict.tooLarge.reply)
    }
    state = .addressed(sender: sender, recipients: [])
    return .reply("250 2.1.0 Go on\r\n")
  }

  private mutating func add(_ recipient: String) -> Step {
    guard case .addressed(let sender, let recipients) = state else {
      return wrong("503 5.5.1 Say MAIL first\r\n")
    }
    guard recipients.count < limits.recipientsMax else {
      return .reply("452 4.5.3 Too many recipients at once\r\n")
    }
    state = .addressed(sender: sender, recipients: recipients + [recipient])
    return .reply("250 2.1.5 Go on\r\n")
  }

  private mutating func data() -> Step {
    guard envelope != nil else { return wrong("503 5.5.1 Nobody is to get it\r\n") }
    return .readMessage("354 End with a dot on a line of its own\r\n")
  }

  private mutating func wrong(_ reply: String) -> Step {
    errorCount += 1
    return errorCount > limits.errorsMax ? .close("421 4.7.0 Too many errors\r\n") : .reply(reply)
  }
}

/// What became of a message; the same is said for each of its recipients.
package enum LMTPVerdict: Sendable {
  /// It is on disk.
  case stored
  /// Not now; the sender's server keeps it and tries again.
  case later
  /// Never: it is larger than is taken.
  case tooLarge
  /// Not now: other messages take all the room.
  case noRoom

  var reply: String {
    switch self {
    case .stored: "250 2.0.0 Stored\r\n"
    case .later: "451 4.3.0 It could not be stored; try again\r\n"
    case .tooLarge: "552 5.3.4 The message is too large\r\n"
    case .noRoom: "452 4.3.1 No room at the moment; try again\r\n"
    }
  }
}
