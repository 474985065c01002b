import Confinement
import Glibc
import Synchronization

/// A message that a mail server has handed over, with the trace of its delivery at its head.
package struct ReceivedMail: Sendable {
  /// Whose it says to be on the envelope; empty for what must not be answered.
  package var sender: String
  /// Who it is for; never empty.
  package var recipients: [String]
  /// `Return-Path`, one `Delivered-To` for each recipient, and the bytes as they came.
  package var message: [UInt8]
}

/// One client of the LMTP server. Blocking; used on a worker thread only, by one at a time.
final class LMTPConnection: Sendable {
  /// What the connection came to.
  enum Event: Sendable {
    /// A message to be stored; `answer` says afterwards what became of it.
    case message(ReceivedMail)
    case ended
  }

  /// Why nothing more is read.
  private enum Ending: Error { case closed, silent, stopping }

  private struct State: ~Copyable {
    var dialogue: LMTPDialogue
    var input: [UInt8] = []
    /// How much of the input was used already.
    var used = 0
    /// Held while the message is stored, so that its memory stays taken.
    var body: LMTPBody?
    var isOpen = true
  }

  private let state: Mutex<State>
  private let socket: Int32
  private let limits: LMTPLimits
  private let memory: Allowance
  private let isStopping: StopMark

  /// Bytes read at once.
  private static let readBytes = 128 * 1024
  /// How long a wait lasts before it is asked whether the server ends.
  private static let sliceMilliseconds: Int32 = 200

  init(socket: Int32, limits: LMTPLimits, memory: Allowance, isStopping: StopMark) {
    self.socket = socket
    self.limits = limits
    self.memory = memory
    self.isStopping = isStopping
    state = Mutex(State(dialogue: LMTPDialogue(limits)))
  }

  deinit { close(socket) }

  func greet() { state.withLock { say(LMTPDialogue.greeting, &$0) } }

  /// Tells a client that there are too many; a few bytes always fit into a fresh connection.
  func turnAway() { state.withLock { end(LMTPDialogue.tooMany, &$0) } }

  /// Talks until a message has come or the client is gone.
  func next() -> Event {
    state.withLock { state in
      while state.isOpen {
        do throws(Ending) {
          let line = try readLine(&state)
          switch state.dialogue.take(line) {
          case .reply(let text): say(text, &state)
          case .close(let text): end(text, &state)
          case .readMessage(let text):
            say(text, &state)
            if let mail = try readMessage(&state) { return .message(mail) }
          }
        } catch {
          switch error {
          case .closed: state.isOpen = false
          case .silent: end(LMTPDialogue.silence, &state)
          case .stopping: end(LMTPDialogue.ending, &state)
          }
        }
      }
      return .ended
    }
  }

  /// Tells what became of the message that `next` has given, once for each of its recipients.
  func answer(_ verdict: LMTPVerdict) {
    state.withLock { state in
      state.body = nil
      answer(verdict, &state)
    }
  }

  private func answer(_ verdict: LMTPVerdict, _ state: inout State) {
    let count = state.dialogue.envelope?.recipients.count ?? 0
    say(String(repeating: verdict.reply, count: count), &state)
    state.dialogue.endTransaction()
  }

  // MARK: Reading

  /// The next line without its end; nil for one that is too long, once it is over.
  private func readLine(_ state: inout State) throws(Ending) -> [UInt8]? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      let end = state.input[state.used...].firstIndex(of: UInt8(ascii: "\n"))
      let part = state.input[state.used..<(end ?? state.input.count)]
      if line.count + part.count > MailLimits.lmtpLineBytesMax {
        isTooLong = true
        line = []
      } else if !isTooLong {
        line += part
      }
      if let end {
        state.used = end + 1
        if isTooLong { return nil }
        if line.last == UInt8(ascii: "\r") { return line.dropLast() }
        // Not the end of a line by the standard: what it holds is no command.
        return line + [UInt8(ascii: "\n")]
      }
      try fill(&state, Deadline(seconds: limits.silenceSecondsMax))
    }
  }

  /// Reads a message to its end. Nil where it was not kept; its recipients were told.
  private func readMessage(_ state: inout State) throws(Ending) -> ReceivedMail? {
    guard let envelope = state.dialogue.envelope else { return nil }
    var body = LMTPBody(
      head: Self.trace(envelope.sender, envelope.recipients), bytesMax: limits.messageBytesMax,
      memory: memory)
    let whole = Deadline(seconds: limits.messageSecondsMax)
    while true {
      let (count, isEnd) = body.take(state.input[state.used...])
      state.used += count
      if isEnd { break }
      guard whole.millisecondsLeft > 0 else { throw .silent }
      try fill(&state, Deadline(seconds: limits.silenceSecondsMax))
    }
    switch body.finished() {
    case .success(let message):
      state.body = consume body
      return ReceivedMail(
        sender: envelope.sender, recipients: envelope.recipients, message: message)
    case .failure(let fault):
      answer(fault.verdict, &state)
      return nil
    }
  }

  private static func trace(_ sender: String, _ recipients: [String]) -> [UInt8] {
    Array(
      (["Return-Path: <\(sender)>"] + recipients.map { "Delivered-To: \($0)" })
        .map { $0 + "\r\n" }.joined().utf8)
  }

  /// Waits for more, and takes what is there. The input before it has been used.
  private func fill(_ state: inout State, _ deadline: Deadline) throws(Ending) {
    state.input.removeAll(keepingCapacity: true)
    state.used = 0
    var room = [UInt8](repeating: 0, count: Self.readBytes)
    while true {
      let count = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        state.input += room.prefix(count)
        return
      }
      if count == 0 || errno != EAGAIN && errno != EINTR { throw .closed }
      // What is on its way when the server ends is taken; what has not begun is not.
      if isStopping.isSet { throw .stopping }
      guard deadline.millisecondsLeft > 0 else { throw .silent }
      var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&descriptor, 1, min(deadline.millisecondsLeft, Self.sliceMilliseconds))
    }
  }

  // MARK: Writing

  private func end(_ text: String, _ state: inout State) {
    say(text, &state)
    state.isOpen = false
  }

  private func say(_ text: String, _ state: inout State) {
    let deadline = Deadline(seconds: MailLimits.lmtpAnswerSecondsMax)
    var rest = Array(text.utf8)[...]
    while state.isOpen, !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe send(
          socket, buffer.baseAddress, buffer.count,
          Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN && errno != EINTR || !deadline.wait(socket, for: .writing) {
        state.isOpen = false
      }
    }
  }
}

/// Says to everybody at work that the server ends.
final class StopMark: Sendable {
  private let mark = Atomic(false)

  var isSet: Bool { mark.load(ordering: .relaxed) }

  func set() { mark.store(true, ordering: .relaxed) }
}
