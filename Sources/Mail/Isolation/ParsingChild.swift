import Glibc

/// The parsing child's own side.
package enum ParsingChild {
  /// Confines this process, reads a message from standard input, writes the answer to standard output.
  /// - Returns: the exit status, as in sysexits.h.
  package static func run() -> Int32 {
    // The library opens what it needs before everything else is closed.
    guard MIMETree.isStarted else { return EX_OSERR }
    let confinement = ParsingConfinement.enter()
    guard let message = readAll() else { return EX_DATAERR }
    do {
      let answer = ParsingAnswer(confinement: confinement, mail: read(message))
      return writeAll(try answer.encoded()) ? EX_OK : EX_IOERR
    } catch {
      return EX_SOFTWARE
    }
  }

  private static func read(_ message: [UInt8]) -> IncomingMail? {
    do {
      return try MailParser.parse(message)
    } catch {
      // The caller learns it from the missing mail.
      return nil
    }
  }

  private static func readAll() -> [UInt8]? {
    var message: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      }
      if count == 0 { return message }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      message += room.prefix(count)
      guard message.count <= MailLimits.messageBytesMax else { return nil }
    }
  }

  private static func writeAll(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes[offset...].withUnsafeBytes { buffer in
        unsafe Glibc.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += count
    }
    return true
  }
}
