/// Where the server listens: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, `*:8080` or `unix:/path`.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
  case ipv4(address: String, port: UInt16)
  case ipv6(address: String, port: UInt16)
  case unix(path: String)

  /// Why a text is no listen address.
  package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    case missingPort
    case badPort(String)
    case badAddress(String)
    case badSocketPath

    package var description: String {
      switch self {
      case .missingPort: "the port is missing; write for instance 127.0.0.1:8080"
      case .badPort(let text): "\(text) is not a port; write a number from 0 to 65535"
      case .badAddress(let text):
        "\(text) is not an address; write for instance 127.0.0.1:8080, [::1]:8080 or unix:/run/redress.sock"
      case .badSocketPath: "the path of the socket must begin with / and be at most 107 bytes"
      }
    }
  }

  /// Reads an address. Throws ``Fault`` that says what would be right.
  package init(parsing text: String) throws(Fault) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard path.hasPrefix("/"), path.utf8.count <= 107, !path.utf8.contains(0) else {
        throw .badSocketPath
      }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { throw .missingPort }
    let host = String(text[..<colon])
    let portText = String(text[text.index(after: colon)...])
    guard !portText.isEmpty, portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(portText)
    else { throw .badPort(portText) }
    if host.hasPrefix("["), host.hasSuffix("]") {
      let address = String(host.dropFirst().dropLast())
      guard AddressSyntax.isIPv6(address) else { throw .badAddress(host) }
      self = .ipv6(address: address, port: port)
    } else if host == "localhost" {
      self = .ipv4(address: "127.0.0.1", port: port)
    } else if host == "*" {
      self = .ipv6(address: "::", port: port)
    } else {
      guard AddressSyntax.isIPv4(host) else { throw .badAddress(host) }
      self = .ipv4(address: host, port: port)
    }
  }

  /// Whether nobody but this machine reaches it.
  package var isLocal: Bool {
    switch self {
    case .ipv4(let address, _): address.hasPrefix("127.")
    case .ipv6(let address, _): address == "::1"
    case .unix: true
    }
  }

  package var description: String {
    switch self {
    case .ipv4(let address, let port): "\(address):\(port)"
    case .ipv6(let address, let port): "[\(address)]:\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
