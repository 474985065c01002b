import Confinement

/// The confined reader's own side.
package enum ParsingChild {
  /// Confines this process, reads a message from standard input, writes the answer to standard output.
  /// - Returns: the exit status, as in sysexits.h.
  package static func run() -> Int32 {
    ConfinedChild.run(MailLimits.parsing, prepare: { MIMETree.isStarted }) { message, confinement in
      do {
        return try ParsingAnswer(confinement: confinement, mail: read(message)).encoded()
      } catch {
        // The caller learns it from the status.
        return nil
      }
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
}
