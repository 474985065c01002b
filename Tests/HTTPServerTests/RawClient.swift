import Glibc
import HTTPServer

/// A client on a raw socket, so that wrong requests can be sent. Its calls block.
final class RawClient {
  struct Reply: CustomStringConvertible {
    var status: Int
    var head: String
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(status) \(text.prefix(200))" }

    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").lazy.compactMap { line -> String? in
        let halves = line.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == name else { return nil }
        return String(halves[1].drop { $0 == " " })
      }.first
    }
  }

  struct Failed: Error { var step: String }

  private var descriptor: Int32
  private var pending: [UInt8] = []

  init(_ address: ListenAddress, receiveSeconds: Int = 240) throws {
    switch address {
    case .ipv4(let host, let port):
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      unsafe inet_pton(AF_INET, host, &name.sin_addr)
      try Self.connect(descriptor, name)
    case .ipv6(let host, let port):
      descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      unsafe inet_pton(AF_INET6, host, &name.sin6_addr)
      try Self.connect(descriptor, name)
    case .unix(let path):
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      let bytes = Array(path.utf8)
      unsafe withUnsafeMutableBytes(of: &name.sun_path) { buffer in
        for (index, byte) in bytes.enumerated() { unsafe buffer[index] = byte }
      }
      try Self.connect(descriptor, name)
    }
    var time = timeval(tv_sec: receiveSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
  }

  deinit { close() }

  private static func connect<Name>(_ descriptor: Int32, _ name: Name) throws {
    let result = unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
      }
    }
    guard result == 0 else { throw Failed(step: "connect \(errno)") }
  }

  func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Closes so that the other side sees a reset, as when a device loses its network.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Sends all; false when the other side has gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var position = 0
    while position < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          descriptor, $0.baseAddress.map { unsafe $0 + position }, bytes.count - position,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      position += count
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Reads more; false at the end or after the time-out.
  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    pending.append(contentsOf: buffer.prefix(count))
    return true
  }

  /// Whether the other side closes; what it still sends is passed over.
  func isClosedByPeer() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 || (count < 0 && errno != EAGAIN) { return true }
      if count < 0 { return false }
    }
  }

  /// Reads one response. `hasBody` false after HEAD.
  func reply(hasBody: Bool = true) throws -> Reply {
    let head = try readHead()
    guard let status = Int(head.split(separator: " ").dropFirst().first ?? "") else {
      throw Failed(step: "status")
    }
    var reply = Reply(status: status, head: head, body: [])
    guard hasBody, status != 204, status != 304, status != 100 else { return reply }
    if let length = reply.header("content-length").flatMap({ Int($0) }) {
      while pending.count < length {
        guard fill() else { throw Failed(step: "body \(pending.count) of \(length)") }
      }
      reply.body = Array(pending.prefix(length))
      pending.removeFirst(length)
    } else if reply.header("transfer-encoding") == "chunked" {
      while true {
        guard let count = Int(try line(), radix: 16) else { throw Failed(step: "chunk size") }
        while pending.count < count + 2 { guard fill() else { throw Failed(step: "chunk") } }
        reply.body += pending.prefix(count)
        pending.removeFirst(count + 2)
        if count == 0 { break }
      }
    } else {
      while fill() {}
      reply.body = pending
      pending = []
    }
    return reply
  }

  private func readHead() throws -> String {
    while true {
      if let end = pending.firstRange(of: [13, 10, 13, 10]) {
        let text = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
        pending.removeFirst(end.upperBound)
        return text
      }
      guard fill() else { throw Failed(step: "head") }
    }
  }

  private func line() throws -> String {
    while true {
      if let end = pending.firstRange(of: [13, 10]) {
        let text = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
        pending.removeFirst(end.upperBound)
        return text
      }
      guard fill() else { throw Failed(step: "line") }
    }
  }

  func get(_ path: String) throws -> Reply {
    send("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n")
    return try reply()
  }

  func post(_ path: String, type: String, _ body: [UInt8]) throws -> Reply {
    send(
      "POST \(path) HTTP/1.1\r\nHost: test\r\nContent-Type: \(type)\r\n"
        + "Content-Length: \(body.count)\r\n\r\n")
    send(body)
    return try reply()
  }
}
