import Glibc

/// The confined process's own side.
package enum ConfinedChild {
  /// Confines this process, reads standard input to its end, and writes an answer to standard output.
  ///
  /// - Parameters:
  ///   - prepare: starts the libraries, which open what they need before everything else is closed; false where they
  ///     do not start.
  ///   - answer: from what was read and how well this process is confined; nil where there is none.
  /// - Returns: the exit status, as in sysexits.h.
  package static func run(
    _ limits: ConfinementLimits, prepare: () -> Bool = { true },
    answer: ([UInt8], Confinement) -> [UInt8]?
  ) -> Int32 {
    guard prepare() else { return EX_OSERR }
    let confinement = Confinement.enter(limits)
    guard let input = readAll(bytesMax: limits.inputBytesMax) else { return EX_DATAERR }
    guard let answer = answer(input, confinement) else { return EX_SOFTWARE }
    return writeAll(answer) ? EX_OK : EX_IOERR
  }

  private static func readAll(bytesMax: Int) -> [UInt8]? {
    var input: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      }
      if count == 0 { return input }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      input += room.prefix(count)
      guard input.count <= bytesMax else { return nil }
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
