import Confinement
internal import CCurl

/// Hands messages to an SMTP server through libcurl, on threads of its own.
package struct SMTPTransport: MailTransport {
  private let server: MailServerURL
  private let threads: WorkerThreads
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - server: an `smtp` or `smtps` URL.
  ///   - timeoutSeconds: how long handing over one message may take as a whole.
  package init(server: MailServerURL, timeoutSeconds: Int = MailLimits.sendTimeoutSeconds) {
    self.server = server
    self.timeoutSeconds = timeoutSeconds
    threads = WorkerThreads(
      threadCountMax: MailLimits.sendThreads, waitingMax: MailLimits.jobsWaitingMax)
  }

  /// Hands one message over on one of the transport's threads; see `MailTransport`.
  package func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    guard MailAddress.isSendable(recipient), sender.map(MailAddress.isSendable) ?? true else {
      return .unreachable(.notSendable)
    }
    let server = self.server
    let timeoutSeconds = self.timeoutSeconds
    let result = await threads.run {
      Self.deliver(
        message, from: sender ?? "", to: recipient, server: server, timeoutSeconds: timeoutSeconds)
    }
    return result ?? .unreachable(.busy)
  }

  private static func deliver(
    _ message: [UInt8], from sender: String, to recipient: String, server: MailServerURL,
    timeoutSeconds: Int
  ) -> DeliveryResult {
    guard
      var connection = CurlConnection(
        server, path: greeting(sender), timeoutSeconds: timeoutSeconds)
    else { return .unreachable(.other) }
    let outcome = connection.deliver(message, from: sender, to: recipient)
    if outcome.result == CURLE_OK { return .delivered(code: outcome.code) }
    let reason = CurlConnection.reason(outcome.result)
    switch reason {
    case .nameNotFound, .connectionFailed, .timedOut, .encryptionFailed, .loginRefused:
      return .unreachable(reason)
    default: break
    }
    switch outcome.code {
    // The server wants a login or encryption that it was not given: the operator's matter, not this message's.
    case 530, 534, 535: return .unreachable(.loginRefused)
    case 538, 523: return .unreachable(.encryptionFailed)
    case 400..<500: return .temporary(code: outcome.code, text: outcome.reply)
    case 500..<600: return .permanent(code: outcome.code, text: outcome.reply)
    default: return .unreachable(reason)
    }
  }

  /// The name for `EHLO`: the domain of the sender rather than the name of the machine.
  private static func greeting(_ sender: String) -> String {
    let domain = sender.split(separator: "@").last ?? ""
    let isPlain = domain.utf8.allSatisfy {
      $0 < 0x80 && ($0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 > 0x2F)
    }
    return isPlain && domain.contains(".") ? String(domain) : "localhost"
  }
}
