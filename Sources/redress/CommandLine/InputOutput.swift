import Foundation
import Glibc
import Synchronization

/// What a command prints. A reader that is gone, a full disk or a log that was closed ends no command and no server: what
/// had to be done is done, and `end` says what could not be printed.
enum Output {
  /// The number of the system's error that kept a line from standard output.
  private static let fault = Mutex<Int32?>(nil)

  /// One line on standard output. After one that could not be written no further one is tried.
  static func line(_ text: String = "") {
    fault.withLock { fault in
      if fault == nil { fault = write(text + "\n", to: STDOUT_FILENO) }
    }
  }

  /// One line on standard error; there is nobody to tell where it cannot be written.
  static func error(_ text: String) { hint(text + "\n") }

  /// Text on standard error that is no line of its own.
  static func hint(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// How a command ends that ended so: with an error where not all of its output was written, unless whoever read it has
  /// just read enough (`redress … | head`).
  static func end(_ status: ExitStatus) -> ExitStatus {
    guard let fault = fault.withLock({ $0 }), fault != EPIPE, status == .success else {
      return status
    }
    let why = unsafe String(cString: strerror(fault))
    error("Standard output took not all of it: \(why).")
    return .inputOutput
  }

  /// Writes all of it; returns the number of the error where that fails, nil otherwise.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// A value as JSON, with sorted keys.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    line(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

/// What a command reads.
enum Input {
  /// The bytes of a file, or of standard input for `-`.
  static func file(_ path: String) throws(CommandFailure) -> [UInt8] {
    if path == "-" { return try standardInput() }
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandFailure(
        .noInput, "The file '\(path)' cannot be read. Check its name, and that you may read it.")
    }
  }

  /// All of standard input.
  static func standardInput() throws(CommandFailure) -> [UInt8] {
    do {
      return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    } catch {
      throw CommandFailure(.inputOutput, "Standard input cannot be read.")
    }
  }

  /// The first line of standard input, for `--password-stdin`.
  static func firstLine() throws(CommandFailure) -> String {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw CommandFailure(
        .noInput,
        "There was no password on standard input. Give it as one line: printf '%s\\n' \"$PASSWORD\" | redress …"
      )
    }
    return line
  }
}
