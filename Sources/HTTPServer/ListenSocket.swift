import CMicrohttpd
import Glibc

/// A listening socket, opened from a ``ListenAddress``. Does not block.
package struct ListenSocket {
  package let descriptor: Int32
  /// The address with the port that was really given.
  package let address: ListenAddress

  /// Opens, binds and listens. Throws ``ServerError/cannotListen(address:step:errorNumber:)``.
  package init(_ address: ListenAddress) throws(ServerError) {
    switch address {
    case .ipv4(let text, let port):
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      guard unsafe inet_pton(AF_INET, text, &name.sin_addr) == 1 else {
        throw .cannotListen(address: address.description, step: "inet_pton", errorNumber: EINVAL)
      }
      descriptor = try Self.open(AF_INET, address)
      try Self.bind(descriptor, name, address)
      self.address = .ipv4(address: text, port: Self.port(of: descriptor) ?? port)
    case .ipv6(let text, let port):
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      guard unsafe inet_pton(AF_INET6, text, &name.sin6_addr) == 1 else {
        throw .cannotListen(address: address.description, step: "inet_pton", errorNumber: EINVAL)
      }
      descriptor = try Self.open(AF_INET6, address)
      try Self.bind(descriptor, name, address)
      self.address = .ipv6(address: text, port: Self.port(of: descriptor) ?? port)
    case .unix(let path):
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      let bytes = Array(path.utf8)
      unsafe withUnsafeMutableBytes(of: &name.sun_path) { buffer in
        for (index, byte) in bytes.enumerated() where index < buffer.count - 1 {
          unsafe buffer[index] = byte
        }
      }
      Self.removeStale(path, name)
      descriptor = try Self.open(AF_UNIX, address)
      try Self.bind(descriptor, name, address)
      self.address = address
    }
    guard listen(descriptor, 1024) == 0 else {
      throw Self.failure("listen", descriptor, address)
    }
  }

  /// Closes the socket when no daemon has it (any more).
  package func close() { _ = Glibc.close(descriptor) }

  /// Removes the file of a Unix socket.
  package func removeFile() {
    if case .unix(let path) = address { unsafe unlink(path) }
  }

  private static func open(_ family: Int32, _ address: ListenAddress) throws(ServerError) -> Int32 {
    let type =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(family, type, 0)
    guard descriptor >= 0 else {
      throw .cannotListen(address: address.description, step: "socket", errorNumber: errno)
    }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    if family == AF_INET6 {
      var off: Int32 = 0
      unsafe setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &off, size)
    }
    return descriptor
  }

  private static func bind<Name>(
    _ descriptor: Int32, _ name: Name, _ address: ListenAddress
  ) throws(ServerError) {
    let result = unsafe withSocketAddress(name) { pointer, size in
      unsafe Glibc.bind(descriptor, pointer, size)
    }
    guard result == 0 else { throw failure("bind", descriptor, address) }
  }

  private static func withSocketAddress<Name>(
    _ name: Name, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<Name>.size))
      }
    }
  }

  private static func failure(
    _ step: String, _ descriptor: Int32, _ address: ListenAddress
  ) -> ServerError {
    let number = errno
    _ = Glibc.close(descriptor)
    return .cannotListen(address: address.description, step: step, errorNumber: number)
  }

  private static func port(of descriptor: Int32) -> UInt16? {
    var name = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let result = unsafe withUnsafeMutablePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &size)
      }
    }
    // The port stands at the same place in both families.
    return result == 0 ? UInt16(bigEndian: name.sin6_port) : nil
  }

  /// Removes a socket file that nobody listens on any more, left by a process that was killed.
  private static func removeStale(_ path: String, _ name: sockaddr_un) {
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard probe >= 0 else { return }
    let result = unsafe withSocketAddress(name) { pointer, size in
      unsafe connect(probe, pointer, size)
    }
    if result != 0, errno == ECONNREFUSED { unsafe unlink(path) }
    _ = Glibc.close(probe)
  }
}
