import Confinement
internal import CCurl

/// One libcurl handle, set up for one mail server. Blocking; used on a worker thread only.
@safe struct CurlConnection: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private var failure = CURLE_OK

  private static let isStarted: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Parameter path: what follows the host in the URL, already safe.
  init?(_ server: MailServerURL, path: String, timeoutSeconds: Int) {
    guard Self.isStarted, let handle = unsafe curl_easy_init() else { return nil }
    unsafe self.handle = handle
    let url = "\(server.scheme.rawValue)://\(server.bracketedHost):\(server.port)/\(path)"
    set(CURLOPT_URL, url)
    set(CURLOPT_PROTOCOLS_STR, server.scheme.rawValue)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, MailLimits.connectTimeoutSeconds)
    set(CURLOPT_TIMEOUT, timeoutSeconds)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let user = server.user {
      set(CURLOPT_USERNAME, user)
      set(CURLOPT_PASSWORD, server.password ?? "")
    }
    let level =
      switch server.startTLS {
      case .required: CURLUSESSL_ALL
      case .opportunistic: CURLUSESSL_TRY
      case .off: CURLUSESSL_NONE
      }
    set(CURLOPT_USE_SSL, Int(server.scheme.isEncrypted ? CURLUSESSL_ALL.rawValue : level.rawValue))
    if let file = server.certificateAuthorityFile {
      set(CURLOPT_CAINFO, file)
    } else if !server.scheme.isEncrypted, server.startTLS == .opportunistic {
      // Encryption without knowing with whom is still better than the plain text that would follow.
      set(CURLOPT_SSL_VERIFYPEER, 0)
      set(CURLOPT_SSL_VERIFYHOST, 0)
    }
  }

  deinit { unsafe curl_easy_cleanup(handle) }

  /// Sets an option; the first that is refused is reported by the next transfer.
  mutating func set(_ option: CURLoption, _ value: String) {
    keep(unsafe redress_curl_set_string(handle, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    keep(unsafe redress_curl_set_long(handle, option, value))
  }

  private mutating func keep(_ result: CURLcode) {
    if failure == CURLE_OK { failure = result }
  }

  /// What became of a transfer.
  struct Outcome {
    var result: CURLcode
    /// The last code the server gave.
    var code: Int
    /// The last line the server said.
    var reply: String
  }

  /// Hands a message over.
  mutating func deliver(_ message: [UInt8], from sender: String, to recipient: String) -> Outcome {
    set(CURLOPT_MAIL_FROM, sender.isEmpty ? "" : "<\(sender)>")
    set(CURLOPT_UPLOAD, 1)
    let recipients = unsafe curl_slist_append(nil, "<\(recipient)>")
    defer { unsafe curl_slist_free_all(recipients) }
    keep(unsafe redress_curl_set_recipients(handle, recipients))
    var exchange = unsafe redress_curl_exchange()
    return unsafe message.withUnsafeBytes { buffer -> Outcome in
      unsafe exchange.message = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      unsafe exchange.message_length = buffer.count
      return unsafe withUnsafeMutablePointer(to: &exchange) { exchange -> Outcome in
        keep(unsafe redress_curl_set_exchange(handle, exchange))
        guard failure == CURLE_OK else { return Outcome(result: failure, code: 0, reply: "") }
        let result = unsafe curl_easy_perform(handle)
        let reply = unsafe withUnsafeBytes(of: &exchange.pointee.reply) { bytes in
          unsafe String(decoding: bytes.prefix(exchange.pointee.reply_length), as: UTF8.self)
        }
        return unsafe Outcome(
          result: result, code: redress_curl_response_code(handle),
          reply: CleanText.line(reply).text)
      }
    }
  }

  /// Connects, encrypts and signs in, and leaves the connection open for `send` and `receive`.
  mutating func connect() -> CURLcode {
    set(CURLOPT_CONNECT_ONLY, 1)
    guard failure == CURLE_OK else { return failure }
    return unsafe curl_easy_perform(handle)
  }

  /// Sends all bytes.
  func send(_ bytes: [UInt8], deadline: Deadline) -> CURLcode {
    var offset = 0
    while offset < bytes.count {
      var sent = 0
      let result = unsafe bytes[offset...].withUnsafeBytes { buffer in
        unsafe curl_easy_send(handle, buffer.baseAddress, buffer.count, &sent)
      }
      offset += sent
      if result == CURLE_AGAIN {
        guard unsafe deadline.wait(redress_curl_socket(handle), for: .writing) else {
          return CURLE_OPERATION_TIMEDOUT
        }
      } else if result != CURLE_OK {
        return result
      }
    }
    return CURLE_OK
  }

  /// Receives what is there, at least one byte, and appends it. `CURLE_GOT_NOTHING` when the other side has closed.
  func receive(into received: inout [UInt8], deadline: Deadline) -> CURLcode {
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      var count = 0
      let result = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count)
      }
      if result == CURLE_AGAIN {
        guard unsafe deadline.wait(redress_curl_socket(handle), for: .reading) else {
          return CURLE_OPERATION_TIMEDOUT
        }
        continue
      }
      guard result == CURLE_OK else { return result }
      guard count > 0 else { return CURLE_GOT_NOTHING }
      received += room.prefix(count)
      return CURLE_OK
    }
  }

  /// Why a server could not be used, in the words of this room.
  static func reason(_ result: CURLcode) -> UnreachableReason {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotFound
    case CURLE_COULDNT_CONNECT: .connectionFailed
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      .encryptionFailed
    case CURLE_LOGIN_DENIED: .loginRefused
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: .connectionLost
    default: .other
    }
  }
}
