import Confinement
internal import CCurl
import Synchronization

/// One connection to a mailbox. libcurl connects, encrypts and signs in; the few commands after that are spoken here,
/// because libcurl's own `FETCH` marks a message as seen before it is stored, and its custom commands take the words
/// of a message for the server's. Blocking; used on a worker thread only.
final class IMAPSession: Sendable {
  private struct State: ~Copyable {
    var connection: CurlConnection?
    var reader = IMAPReplyReader()
    var commandCount = 0
    var canMove = false
    var canExpungeOne = false
  }

  private let state = Mutex(State())
  private let server: MailServerURL

  init(_ server: MailServerURL) { self.server = server }

  /// What is known after a folder is opened.
  struct Opened {
    var uidValidity: UInt32
    /// Ascending.
    var waiting: [UInt32]
  }

  /// Connects, opens the folder and lists what is new.
  func open() -> Result<Opened, MailboxError> {
    state.withLock { state -> Result<Opened, MailboxError> in
      guard
        var connection = CurlConnection(
          server, path: "", timeoutSeconds: MailLimits.mailboxCommandTimeoutSeconds)
      else { return .failure(.unreachable(.other)) }
      let result = connection.connect()
      guard result == CURLE_OK else { return .failure(.unreachable(CurlConnection.reason(result))) }
      state.connection = consume connection
      do throws(MailboxError) {
        let capabilities = try Self.run("CAPABILITY", &state)
          .filter { $0.keyword.hasPrefix("* CAPABILITY ") }.flatMap(\.words).map { $0.uppercased() }
        state.canMove = capabilities.contains("MOVE")
        state.canExpungeOne = capabilities.contains("UIDPLUS")
        let selected = try Self.run("SELECT \(IMAPText.quotedFolder(server.folder))", &state)
        let uidValidity = selected.compactMap { $0.number(after: "UIDVALIDITY") }.first ?? 0
        let criteria = server.done == .seen ? "UNSEEN UNDELETED" : "UNDELETED"
        let found = try Self.run("UID SEARCH \(criteria)", &state)
        let waiting = found.filter { $0.keyword.hasPrefix("* SEARCH") }
          .flatMap { $0.words.dropFirst(2).compactMap { UInt32($0) } }
        return .success(Opened(uidValidity: uidValidity, waiting: Set(waiting).sorted()))
      } catch {
        return .failure(error)
      }
    }
  }

  /// The sizes of messages in bytes; those that are gone are missing.
  func sizes(of uids: [UInt32]) -> Result<[UInt32: Int], MailboxError> {
    guard !uids.isEmpty else { return .success([:]) }
    return attempt { state throws(MailboxError) in
      let set = uids.map(String.init).joined(separator: ",")
      let replies = try Self.run("UID FETCH \(set) (UID RFC822.SIZE)", &state)
      var sizes: [UInt32: Int] = [:]
      for reply in replies where reply.keyword.contains("FETCH") {
        if let uid = reply.number(after: "UID"), let size = reply.number(after: "RFC822.SIZE") {
          sizes[uid] = Int(size)
        }
      }
      return sizes
    }
  }

  /// The bytes of a message, without marking it; nil when it is gone.
  func message(_ uid: UInt32) -> Result<[UInt8]?, MailboxError> {
    attempt { state throws(MailboxError) in
      let replies = try Self.run("UID FETCH \(uid) (UID BODY.PEEK[])", &state)
      return replies.first { $0.number(after: "UID") == uid && !$0.literals.isEmpty }?.literals
        .first
    }
  }

  /// Marks a stored message as the operator wishes.
  func finish(_ uid: UInt32) -> Result<Void, MailboxError> {
    attempt { state throws(MailboxError) in
      switch server.done {
      case .seen: _ = try Self.run("UID STORE \(uid) +FLAGS.SILENT (\\Seen)", &state)
      case .delete: try Self.remove(uid, &state)
      case .move(let folder):
        let name = IMAPText.quotedFolder(folder)
        if state.canMove {
          _ = try Self.run("UID MOVE \(uid) \(name)", &state)
        } else {
          _ = try Self.run("UID COPY \(uid) \(name)", &state)
          try Self.remove(uid, &state)
        }
      }
    }
  }

  /// Takes leave; failing at that changes nothing.
  func close() {
    _ = attempt { state throws(MailboxError) in _ = try Self.run("LOGOUT", &state) }
    state.withLock { $0.connection = nil }
  }

  /// A server without UIDPLUS can only expunge everything that anybody has marked; there the mark has to do.
  private static func remove(_ uid: UInt32, _ state: inout State) throws(MailboxError) {
    _ = try run("UID STORE \(uid) +FLAGS.SILENT (\\Deleted)", &state)
    if state.canExpungeOne { _ = try run("UID EXPUNGE \(uid)", &state) }
  }

  private func attempt<Value: Sendable>(
    _ body: @Sendable (inout State) throws(MailboxError) -> Value
  ) -> Result<Value, MailboxError> {
    state.withLock { state -> Result<Value, MailboxError> in
      do throws(MailboxError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Sends one command and collects what the server says until it is done.
  private static func run(
    _ command: String, _ state: inout State
  ) throws(MailboxError) -> [IMAPReply] {
    guard let connection = state.connection.take() else { throw .unreachable(.connectionLost) }
    state.commandCount += 1
    let tag = "R\(state.commandCount)"
    let deadline = Deadline(seconds: MailLimits.mailboxCommandTimeoutSeconds)
    let sent = connection.send(Array("\(tag) \(command)\r\n".utf8), deadline: deadline)
    guard sent == CURLE_OK else { throw .unreachable(CurlConnection.reason(sent)) }
    var replies: [IMAPReply] = []
    while true {
      switch state.reader.next() {
      case .tooLong: throw .protocolViolation
      case .needsMore:
        var received: [UInt8] = []
        let result = connection.receive(into: &received, deadline: deadline)
        guard result == CURLE_OK else { throw .unreachable(CurlConnection.reason(result)) }
        state.reader.append(received)
      case .reply(let reply):
        guard reply.keyword.hasPrefix("\(tag) ") else {
          guard replies.count < MailLimits.mailboxRepliesMax else { throw .protocolViolation }
          replies.append(reply)
          continue
        }
        state.connection = consume connection
        guard reply.keyword.hasPrefix("\(tag) OK") else {
          throw .refused(command: String(command.prefix { $0 != " " }))
        }
        return replies
      }
    }
  }
}
