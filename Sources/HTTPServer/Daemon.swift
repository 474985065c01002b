import CMicrohttpd
import Glibc

/// A connection of the daemon, named from tasks. Valid from the call that gave it until the request is completed;
/// a suspended request is not completed before it has been resumed.
struct ConnectionHandle: Sendable {
  private let bits: UInt

  init(_ pointer: OpaquePointer) { bits = UInt(bitPattern: pointer) }

  var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: bits) }

  func suspend() { unsafe MHD_suspend_connection(pointer) }

  func resume() { unsafe MHD_resume_connection(pointer) }
}

/// The daemon's threads. Stopped by `stop` and not before.
@safe struct Daemon: ~Copyable {
  private let pointer: OpaquePointer

  /// Starts the threads; nil when that fails. The socket belongs to the daemon from then on.
  init?(core: ServerCore, socket: Int32) {
    let settings = core.settings
    let pointer = unsafe redress_start_daemon(
      socket, handleAccess, handleConnection, handleTarget, handleCompletion,
      Unmanaged.passUnretained(core).toOpaque(), UInt32(max(1, settings.threadCount)),
      UInt32(max(settings.threadCount, settings.connectionsMax)),
      UInt32(max(0, settings.connectionsPerAddressMax)), settings.silenceSeconds,
      Limits.connectionMemoryBytes)
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = pointer
  }

  /// Takes no more connections; the socket belongs to the caller again. Negative when there is none.
  func quiesce() -> Int32 { unsafe MHD_quiesce_daemon(pointer) }

  /// Ends the threads and closes all connections, none of which may be suspended.
  consuming func stop() { unsafe MHD_stop_daemon(pointer) }
}

/// A socket was accepted or is about to be closed.
private func handleConnection(
  _ context: UnsafeMutableRawPointer?, _ pointer: OpaquePointer?,
  _ socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  _ code: MHD_ConnectionNotificationCode
) {
  guard let context = unsafe context, let pointer = unsafe pointer,
    let socketContext = unsafe socketContext
  else {
    return
  }
  let core = unsafe Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
  if code == .CONNECTION_NOTIFY_STARTED {
    var text = [CChar](repeating: 0, count: 64)
    unsafe redress_peer_address(pointer, &text, text.count)
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    var address = String(decoding: bytes, as: UTF8.self)
    if address.hasPrefix("::ffff:") { address.removeFirst(7) }
    let connection = Connection(
      peer: Peer(address: address), descriptor: unsafe redress_socket(pointer),
      now: core.monotonicSeconds())
    core.add(connection)
    unsafe socketContext.pointee = Unmanaged.passRetained(connection).toOpaque()
  } else if let stored = unsafe socketContext.pointee {
    let connection = unsafe Unmanaged<Connection>.fromOpaque(stored).takeRetainedValue()
    unsafe socketContext.pointee = nil
    core.remove(connection)
  }
}

/// A request line has come: its target is kept as it was sent.
private func handleTarget(
  _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?, _ pointer: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context, let text = unsafe text, let pointer = unsafe pointer,
    let stored = unsafe redress_socket_context(pointer)
  else { return nil }
  let core = unsafe Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
  let connection = unsafe Unmanaged<Connection>.fromOpaque(stored).takeUnretainedValue()
  let target = unsafe text.withMemoryRebound(to: UInt8.self, capacity: 1) {
    unsafe Array(UnsafeBufferPointer(start: $0, count: strlen(text)))
  }
  let exchange = unsafe Exchange(
    core: core, connection: connection, handle: ConnectionHandle(pointer), target: target)
  return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

/// A request goes on.
private func handleAccess(
  _ context: UnsafeMutableRawPointer?, _ pointer: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?,
  _ data: UnsafePointer<CChar>?, _ size: UnsafeMutablePointer<Int>?,
  _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let pointer = unsafe pointer, let method = unsafe method, let size = unsafe size,
    let stored = unsafe requestContext?.pointee
  else { return .NO }
  let exchange = unsafe Unmanaged<Exchange>.fromOpaque(stored).takeUnretainedValue()
  // The daemon hands over chunk after chunk of a chunked body without looking whether the one before suspended the
  // connection. What is not taken it offers again once it has resumed; taken now it would be lost, and suspending
  // a second time breaks the daemon's lists.
  guard unsafe redress_is_suspended(pointer) == 0 else { return .YES }
  var piece: [UInt8] = []
  let count = unsafe size.pointee
  if count > 0, let data = unsafe data {
    piece = unsafe Array(UnsafeRawBufferPointer(start: data, count: count))
    unsafe size.pointee = 0
  }
  switch exchange.step(method: unsafe String(cString: method), piece: piece) {
  case .goOn: return .YES
  case .cut: return .NO
  case .send(let response, let isLast):
    return unsafe queue(response, isLast: isLast, pointer, exchange)
  }
}

/// A request is over.
private func handleCompletion(
  _ context: UnsafeMutableRawPointer?, _ pointer: OpaquePointer?,
  _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  _ code: MHD_RequestTerminationCode
) {
  guard let stored = unsafe requestContext?.pointee else { return }
  unsafe requestContext?.pointee = nil
  unsafe Unmanaged<Exchange>.fromOpaque(stored).takeRetainedValue().end()
}

/// Hands a response to the daemon.
private func queue(
  _ response: Response, isLast: Bool, _ pointer: OpaquePointer, _ exchange: Exchange
) -> MHD_Result {
  let made: OpaquePointer?
  switch response.body {
  case .stream(let body) where response.status.mayHaveBody:
    let feed = unsafe Unmanaged.passRetained(exchange.feed(body)).toOpaque()
    unsafe made = unsafe MHD_create_response_from_callback(
      body.byteCount ?? UInt64.max, Limits.streamBlockBytes, drawBytes, feed, releaseFeed)
    if unsafe made == nil { unsafe releaseFeed(feed) }
  case .bytes(let bytes) where response.status.mayHaveBody:
    unsafe made = unsafe bytes.withUnsafeBytes { buffer in
      unsafe MHD_create_response_from_buffer(
        buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress),
        .RESPMEM_MUST_COPY)
    }
  case .empty, .stream, .bytes:
    unsafe made = unsafe MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
  }
  guard let made = unsafe made else { return .NO }
  defer { unsafe MHD_destroy_response(made) }
  for line in response.headers.lines {
    guard unsafe MHD_add_response_header(made, line.name.text, line.value.text) == .YES else {
      return .NO
    }
  }
  if isLast, unsafe MHD_add_response_header(made, "connection", "close") != .YES {
    return .NO
  }
  return unsafe MHD_queue_response(pointer, UInt32(response.status.code), made)
}

/// The daemon wants more of a streaming body.
private func drawBytes(
  _ feed: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
  _ bytesMax: Int
) -> Int {
  guard let feed = unsafe feed, let buffer = unsafe buffer else {
    return redressStreamFailed
  }
  switch unsafe Unmanaged<StreamFeed>.fromOpaque(feed).takeUnretainedValue().supply(
    bytesMax: bytesMax)
  {
  case .bytes(let slice):
    unsafe slice.withUnsafeBytes { source in
      unsafe UnsafeMutableRawPointer(buffer).copyMemory(
        from: source.baseAddress ?? UnsafeRawPointer(buffer), byteCount: source.count)
    }
    return slice.count
  case .later: return 0
  case .end: return redressStreamEnded
  case .failed: return redressStreamFailed
  }
}

private func releaseFeed(_ feed: UnsafeMutableRawPointer?) {
  guard let feed = unsafe feed else { return }
  unsafe Unmanaged<StreamFeed>.fromOpaque(feed).release()
}

/// `MHD_CONTENT_READER_END_OF_STREAM` and `…_END_WITH_ERROR`, macros that Swift does not import.
private let redressStreamEnded = -1
private let redressStreamFailed = -2
