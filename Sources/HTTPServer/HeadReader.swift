import CMicrohttpd

/// Reads a request's head from the daemon, refusing what two readers could understand in two ways.
enum HeadReader {
  static func read(
    method: String, target: [UInt8], _ handle: ConnectionHandle, _ peer: Peer
  ) throws(RequestError) -> RequestHead {
    guard let method = Method(rawValue: method) else { throw .methodNotKnown }
    return try head(
      method: method, target: target, lines: try lines(of: handle), peer: peer)
  }

  /// Checks what was read; free of the daemon, so that it can be tested alone.
  static func head(
    method: Method, target: [UInt8], lines: [(name: [UInt8], value: [UInt8])], peer: Peer
  ) throws(RequestError) -> RequestHead {
    guard lines.count <= Limits.headersMax else { throw .tooManyHeaders }
    var checked: [RequestHeaders.Line] = []
    checked.reserveCapacity(lines.count)
    for line in lines {
      guard line.value.count <= Limits.headerValueBytesMax else { throw .headerTooLarge }
      guard !line.name.isEmpty, line.name.allSatisfy(isTokenByte),
        line.value.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }),
        let value = String(validating: line.value, as: UTF8.self)
      else { throw .badHeader }
      checked.append(
        RequestHeaders.Line(name: String(decoding: line.name, as: UTF8.self), value: value))
    }
    let headers = RequestHeaders(checked)
    let declared = try declaredLength(headers)
    guard headers.all(.host).count <= 1 else { throw .badHeader }
    guard target.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw .badTarget(.encoding(.malformed))
    }
    do throws(RequestTarget.Fault) {
      return RequestHead(
        method: method, target: try RequestTarget(String(decoding: target, as: UTF8.self)),
        headers: headers, peer: peer, contentLengthBytes: declared)
    } catch {
      throw .badTarget(error)
    }
  }

  private static func declaredLength(_ headers: RequestHeaders) throws(RequestError) -> UInt64? {
    let lengths = headers.all(.contentLength)
    let codings = headers.all(.transferEncoding)
    guard lengths.count <= 1, codings.count <= 1, lengths.isEmpty || codings.isEmpty,
      codings.allSatisfy({ $0.lowercased() == "chunked" })
    else { throw .ambiguousLength }
    guard let text = lengths.first else { return nil }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = UInt64(text)
    else { throw .ambiguousLength }
    return length
  }

  private static func lines(
    of handle: ConnectionHandle
  ) throws(RequestError) -> [(name: [UInt8], value: [UInt8])] {
    var lines: [(name: [UInt8], value: [UInt8])] = []
    unsafe withUnsafeMutablePointer(to: &lines) { pointer in
      _ = unsafe MHD_get_connection_values_n(
        handle.pointer, .HEADER_KIND, collectLine, UnsafeMutableRawPointer(pointer))
    }
    return lines
  }
}

/// Takes one header line from the daemon.
private func collectLine(
  _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
  _ nameCount: Int, _ value: UnsafePointer<CChar>?, _ valueCount: Int
) -> MHD_Result {
  guard let context = unsafe context, let name = unsafe name else { return .NO }
  let lines = unsafe context.assumingMemoryBound(to: [(name: [UInt8], value: [UInt8])].self)
  // One more than is allowed is enough to know that there are too many.
  guard unsafe lines.pointee.count <= Limits.headersMax else { return .NO }
  let valueBytes: [UInt8] =
    if let value = unsafe value {
      unsafe Array(UnsafeRawBufferPointer(start: value, count: valueCount))
    } else { [] }
  unsafe lines.pointee.append(
    (name: Array(UnsafeRawBufferPointer(start: name, count: nameCount)), value: valueBytes))
  return .YES
}
