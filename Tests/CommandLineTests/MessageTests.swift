import Foundation
import Testing

@testable import redress

/// A command line that is wrong, and what it is told.
struct WrongLine: Sendable, CustomTestStringConvertible {
  let words: [String]
  let status: Int32
  let says: String

  init(_ line: String, _ status: Int32, _ says: String) {
    words = line.split(separator: " ").map(String.init)
    self.status = status
    self.says = says
  }

  var testDescription: String { words.joined(separator: " ") }
}

@Suite struct `What the command line says` {
  static let wrong = [
    WrongLine("frobnicate", 64, "There is no command 'redress frobnicate'. See 'redress --help'."),
    WrongLine("member", 64, "There is no command 'redress member'. See 'redress --help'."),
    WrongLine(
      "verify --frob", 64,
      "'redress verify' has no option --frob. See 'redress verify --help'."),
    WrongLine("verify", 64, "Please say --data DIR, or set REDRESS_DATA."),
    WrongLine("verify --data", 64, "The option --data needs a value: --data DIR."),
    WrongLine("verify --json=yes", 64, "The option --json takes no value."),
    WrongLine(
      "verify more --data x", 64,
      "'redress verify' takes no 'more'. See 'redress verify --help'."),
    WrongLine(
      "verify --data /nowhere", 66,
      "There is no Redress installation in /nowhere. Make one with 'redress init --data /nowhere'."
    ),
    WrongLine(
      "serve --data /nowhere", 66,
      "There is no Redress installation in /nowhere. Make one with 'redress init --data /nowhere'."
    ),
    WrongLine(
      "serve --data /nowhere --listen 8080", 64,
      "The address after --listen does not do: the port is missing; write for instance 127.0.0.1:8080."
    ),
    WrongLine(
      "serve --data /nowhere --smtp mail.example.org", 64,
      "The URL after --smtp does not do. This is no URL; it should look like smtp://user:password@host:587."
    ),
    WrongLine(
      "serve --data /nowhere --mailbox smtp://mail.example.org", 64,
      "The URL after --mailbox does not do. The URL should begin with imap:// or imaps://."),
    WrongLine(
      "serve --data /nowhere --base-url conduct.example.org", 64,
      "'conduct.example.org' is not an address of pages. Write --base-url https://conduct.example.org."
    ),
    WrongLine(
      "init --data /nowhere/x", 64, "Please say --chair-email ADDRESS."),
    WrongLine(
      "init --data /nowhere/x --chair-email chair", 64,
      "'chair' is not an address. Write --chair-email chair@example.org."),
    WrongLine(
      "init --data /nowhere/x --chair-email chair@example.org", 64,
      "Please say --policy NAME|FILE."),
    WrongLine(
      "init --data /nowhere/x --chair-email chair@example.org --policy none.json5", 66,
      "The file 'none.json5' cannot be read. Check its name, and that you may read it."),
    WrongLine(
      "backup --data /nowhere", 64, "Please name one file: redress backup FILE --data DIR."),
    WrongLine(
      "restore --data /nowhere", 64, "Please name one file: redress restore FILE --data DIR."),
    WrongLine(
      "restore file --data /nowhere", 64,
      "Please say --root FINGERPRINT, as 'redress init' printed it, or the file root.pub: a backup is believed only if that root vouches for it."
    ),
    WrongLine(
      "restore file --data /nowhere --root abcd", 64,
      "Please say --recovery-key-stdin and give the recovery key on standard input, or --machine-key FILE."
    ),
    WrongLine(
      "restore file --data /nowhere --root abcd --recovery-key-stdin", 66,
      "There was no recovery key on standard input."),
    WrongLine("member add --data /nowhere", 64, "Please say --name NAME."),
    WrongLine(
      "member add --data /nowhere --name Ada --email ada@example.org", 64,
      "Please say --password-stdin and give the password as one line on standard input."),
    WrongLine(
      "member leave --data /nowhere", 64,
      "Please name one member: redress member leave ADDRESS."),
    WrongLine("ingest --data /nowhere", 75, "There was no mail on standard input."),
    WrongLine("policy check", 64, "Please name one policy file: redress policy check FILE."),
  ]

  @Test(arguments: wrong)
  func `one sentence with the way out, and the status of sysexits`(_ line: WrongLine) throws {
    let result = try Redress.run(line.words)
    #expect(result.errors == line.says + "\n")
    #expect(result.status == line.status)
    #expect(result.output.isEmpty)
  }

  @Test func `every command has help that names its options and ends well`() throws {
    for command in Program.commands where !command.isHidden {
      let result = try Redress.run(command.words + ["--help"])
      #expect(result.status == 0 && result.errors.isEmpty, "\(command.name)")
      #expect(result.output.hasPrefix("redress \(command.name): "), "\(command.name)")
      for option in command.options {
        #expect(result.output.contains("--\(option.name)"), "\(command.name) \(option.name)")
      }
    }
    let overview = try Redress.run(["--help"])
    #expect(overview.status == 0)
    for command in Program.commands {
      #expect(overview.output.contains("  \(command.name) ") == !command.isHidden)
    }
    #expect(try Redress.run([]).status == 64)
    #expect(try Redress.run(["--version"]).output == "redress \(Program.version)\n")
  }
}
