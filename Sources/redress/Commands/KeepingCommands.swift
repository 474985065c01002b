import Casework
import Foundation

/// `redress verify`, `backup` and `restore`.
enum KeepingCommands {
  static let rootOption = Option(
    "root", value: "FINGERPRINT",
    "The fingerprint of the root that somebody wrote down, or a file that holds it.")

  // MARK: verify

  static let verify = Command(
    words: ["verify"],
    summary:
      "Check that nothing was changed, removed, reordered, cut off or put back. Needs no key.",
    options: [.data, rootOption, .json],
    discussion: """
      Works on a copy of the folder as well, on any machine. Without --root, root.pub in the folder is believed. Ends
      with 1 and names the first thing that does not hold.
      """,
    run: { try await verify($0) })

  private static func verify(_ arguments: Arguments) async throws -> ExitStatus {
    let data = DataDirectory(path: try arguments.require("data"))
    let line = ProgressLine()
    do {
      let counts = try await Verification.run(data, root: try root(arguments)) { counts in
        line.show("\(counts.vaults) vaults, \(counts.entries) entries, \(counts.files) files …")
      }
      line.end()
      if arguments.has("json") {
        try Output.json(Verified(sound: true, counts: counts))
      } else {
        Output.line(
          """
          Everything holds: \(counts.directoryEntries) entries of the directory, \(counts.vaults) vaults with \
          \(counts.entries) entries and \(counts.grants) grants, \(counts.anchors) anchors in \(counts.lanes) lanes, \
          \(counts.files) files, \(counts.checkpoints) checkpoints (\(counts.loggedCheckpoints) of them known from \
          outside the database) and \(counts.tombstones) tombstones.
          """)
      }
      return .success
    } catch let fault as VerificationFault {
      line.end()
      if arguments.has("json") {
        try Output.json(
          Verified(sound: false, fault: fault.description, place: fault.place, damage: fault.damage)
        )
      } else {
        Output.error(
          "\(fault) Keep a copy of the folder for whoever looks into it, and restore a backup with 'redress restore'."
        )
      }
      return .failure
    }
  }

  private struct Verified: Encodable {
    var sound: Bool
    var counts: VerificationCounts?
    var fault: String?
    var place: String?
    var damage: String?
  }

  /// The fingerprint that was given, or that stands in the file that was given; nil for none.
  private static func root(_ arguments: Arguments) throws -> String? {
    guard let given = arguments.value("root") else { return nil }
    guard let contents = FileManager.default.contents(atPath: given) else { return given }
    return String(decoding: contents, as: UTF8.self)
  }

  // MARK: backup

  static let backup = Command(
    words: ["backup"],
    summary: "Write a sealed and signed backup while the server goes on.",
    operands: "FILE",
    options: [.data, .machineKey, .json],
    discussion: """
      Only the recovery key or the machine key opens it. It is read back whole before it counts. Keep it on another
      machine, and delete it after 35 days, so that what was erased is gone from backups too.
      """,
    run: { try await backup($0) })

  private static func backup(_ arguments: Arguments) async throws -> ExitStatus {
    guard let path = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one file: redress backup FILE --data DIR.")
    }
    let configuration = try Configuration(arguments)
    let organization = try await Installation.open(configuration)
    let line = ProgressLine()
    defer { line.end() }
    let summary = try await organization.backup(
      to: URL(filePath: path), machineKey: configuration.machineKey
    ) { line.show(text(of: $0)) }
    line.end()
    if arguments.has("json") {
      try Output.json(summary)
    } else {
      Output.line(
        "\(summary.path) holds everything: \(summary.bytes) bytes with \(summary.files) files, read back and found whole."
      )
    }
    return .success
  }

  private static func text(of progress: BackupProgress) -> String {
    let share = progress.totalBytes == 0 ? 100 : progress.doneBytes * 100 / progress.totalBytes
    let stage =
      switch progress.stage {
      case .sealing: "sealing"
      case .readingBack: "reading back"
      case .checking: "checking the signature"
      case .opening: "opening"
      }
    return "\(stage) … \(min(share, 100)) %"
  }

  // MARK: restore

  static let restore = Command(
    words: ["restore"],
    summary: "Bring a backup back in a new folder.",
    operands: "FILE",
    options: [
      .data, rootOption,
      Option(
        "recovery-key-stdin",
        "Read the recovery key from standard input, or shares of it, one a line."),
      Option(
        "machine-key", value: "FILE",
        "The machine key that the backup was made with, instead of the recovery key."),
      Option(
        "new-machine-key", value: "FILE",
        "Where the new machine key is written; usually inside the data directory."),
      Option(
        "tombstones", value: "FILE",
        "tombstones.log of the lost machine: what was destroyed since stays destroyed."),
      Option(
        "checkpoints", value: "FILE", "checkpoints.log of the lost machine: tells what was lost."),
      .json,
    ],
    discussion: """
      The backup is believed only if the server of this root has signed it. Every session ends; a new machine key and a
      new lane begin; the directory says that a backup was restored. Without --tombstones nobody knows what was
      destroyed since the backup, so everything that waits for a declaration is void.
      """,
    run: { try await restore($0) })

  private static func restore(_ arguments: Arguments) async throws -> ExitStatus {
    guard let path = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one file: redress restore FILE --data DIR.")
    }
    let data = DataDirectory(path: try arguments.require("data"))
    guard let root = try root(arguments) else {
      throw CommandFailure(
        .usage,
        "Please say --root FINGERPRINT, as 'redress init' printed it, or the file root.pub: a backup is believed only if that root vouches for it."
      )
    }
    let options = RestoreOptions(
      root: root, key: try key(arguments), tombstones: url("tombstones", arguments),
      checkpoints: url("checkpoints", arguments), machineKey: url("new-machine-key", arguments))
    let line = ProgressLine()
    defer { line.end() }
    let report = try await Restoring.restore(
      URL(filePath: path), into: data, options, environment: Installation.environment
    ) { line.show(text(of: $0)) }
    line.end()
    if arguments.has("json") {
      try Output.json(report)
    } else {
      Output.line(
        "The backup is restored in \(data.url.path), with \(report.files) files. Every session has ended."
      )
      Output.line(
        report.knowsWhatWasDestroyed
          ? "\(report.newerTombstones) things that were destroyed after the backup stay destroyed."
          : "Nobody knows what was destroyed after the backup: \(report.voidedGrants) waiting grants are void, and the members should go through who reads what (docs/operations.md)."
      )
    }
    return .success
  }

  private static func url(_ name: String, _ arguments: Arguments) -> URL? {
    arguments.value(name).map { URL(filePath: $0) }
  }

  private static func key(_ arguments: Arguments) throws -> RestoreKey {
    if let file = url("machine-key", arguments) { return .machineKey(file) }
    guard arguments.has("recovery-key-stdin") else {
      throw CommandFailure(
        .usage,
        "Please say --recovery-key-stdin and give the recovery key on standard input, or --machine-key FILE."
      )
    }
    let texts = String(decoding: try Input.standardInput(), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    guard !texts.isEmpty else {
      throw CommandFailure(.noInput, "There was no recovery key on standard input.")
    }
    return .recovery(texts)
  }
}
