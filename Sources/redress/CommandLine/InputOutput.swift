import Foundation

/// What a command prints.
enum Output {
  /// One line on standard output.
  static func line(_ text: String = "") {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// One line on standard error.
  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
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
