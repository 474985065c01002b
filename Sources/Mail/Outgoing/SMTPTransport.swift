/// Hands messages to an SMTP server through libcurl, on threads of its own.
package struct SMTPTransport: MailTransport {
  package init(server: MailServerURL) {}

  package func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    .unreachable(.other)
  }
}
