import Mail

/// The mail servers that options name.
enum MailServers {
  /// Reads a URL; what is wrong with it is told without its password.
  static func server(
    _ text: String, _ option: String, _ schemes: [MailServerURL.Scheme]
  ) throws -> MailServerURL {
    do {
      return try MailServerURL(text, schemes: schemes)
    } catch {
      throw CommandFailure(.usage, "The URL after --\(option) does not do. \(error)")
    }
  }
}
