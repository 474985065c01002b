import Confinement
package import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

/// One thing that `redress doctor` looked at.
package struct Finding: Sendable, Hashable, Codable {
  /// How well it stands.
  package enum State: String, Sendable, Hashable, Codable {
    case good
    /// Works, and should be changed.
    case warning
    /// Does not work, or is not safe.
    case fault
  }

  /// What was looked at.
  package let subject: String
  package let state: State
  /// What was found, with the way out where one is needed.
  package let sentence: String

  package init(_ subject: String, _ state: State, _ sentence: String) {
    self.subject = subject
    self.state = state
    self.sentence = sentence
  }
}

extension Organization {
  /// Looks at everything that an operator should know of. Reads no case.
  package func diagnosis(machineKey: URL? = nil) async throws -> [Finding] {
    var findings = [
      Finding(
        "database", .good,
        "Opened, format \(SQLiteDatabase.format), nothing was cut off at its end.")
    ]
    findings.append(folderFinding())
    findings.append(keyFinding(machineKey ?? dataDirectory.machineKey))
    findings.append(
      Finding(
        "root", .good, "root.pub agrees with the directory: \(expectedRoot.bytes.hexadecimal)."))
    findings.append(addressFinding())
    findings.append(clockFinding())
    findings.append(diskFinding())
    findings.append(try await mailFinding())
    findings.append(await parserFinding())
    findings.append(try await backupFinding())
    findings += try await standingFindings()
    return findings
  }

  private func folderFinding() -> Finding {
    guard let mode = Self.mode(of: dataDirectory.url) else {
      return Finding("data directory", .fault, "Its rights cannot be read.")
    }
    return mode & 0o077 == 0
      ? Finding("data directory", .good, "Only its owner may look into it.")
      : Finding(
        "data directory", .warning,
        "Others may look into it (mode \(String(mode, radix: 8))); set it with 'chmod 700 \(dataDirectory.url.path)'."
      )
  }

  private func keyFinding(_ file: URL) -> Finding {
    guard let mode = Self.mode(of: file) else {
      return Finding("machine key", .fault, "\(file.path) cannot be read.")
    }
    if mode & 0o377 != 0 {
      return Finding(
        "machine key", .fault,
        "\(file.path) may be read or changed by others (mode \(String(mode, radix: 8))); set it with 'chmod 400 \(file.path)'."
      )
    }
    if file.deletingLastPathComponent().standardizedFileURL.path
      == dataDirectory.url.standardizedFileURL.path
    {
      return Finding(
        "machine key", .warning,
        "It lies beside the database, so whoever copies the folder has both. Move it elsewhere and give its place with --machine-key."
      )
    }
    return Finding(
      "machine key", .good, "It lies apart from the database, and only its owner reads it.")
  }

  private static func mode(of url: URL) -> Int? {
    do {
      let facts = try FileManager.default.attributesOfItem(atPath: url.path)
      return (facts[.posixPermissions] as? NSNumber)?.intValue
    } catch {
      return nil
    }
  }

  private func addressFinding() -> Finding {
    let isLocal = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains {
      baseAddress.hasPrefix($0)
    }
    if baseAddress.hasPrefix("https://") {
      return Finding("address", .good, "Links lead to \(baseAddress).")
    }
    return Finding(
      "address", isLocal ? .warning : .fault,
      "Links lead to \(baseAddress), which is not encrypted. Put a proxy with TLS in front and give its address with --base-url."
    )
  }

  private func clockFinding() -> Finding {
    clock.isSound
      ? Finding("clock", .good, "It agrees with what was noted before.")
      : Finding(
        "clock", .fault,
        "It was moved. What is driven by time alone waits until a member confirms the time on the status page."
      )
  }

  private func diskFinding() -> Finding {
    do {
      let facts = try FileManager.default.attributesOfFileSystem(
        forPath: dataDirectory.url.path)
      guard let free = (facts[.systemFreeSize] as? NSNumber)?.int64Value else {
        return Finding("disk", .warning, "It cannot be told how much space is left.")
      }
      let mebibytes = free / (1 << 20)
      return free < DiagnosisLimits.diskBytesMin
        ? Finding("disk", .fault, "Only \(mebibytes) MiB are left; free some space.")
        : Finding("disk", .good, "\(mebibytes) MiB are left.")
    } catch {
      return Finding("disk", .warning, "It cannot be told how much space is left.")
    }
  }

  private func mailFinding() async throws -> Finding {
    let now = environment.now().secondsSince1970
    let (waiting, failed, next) = try await database.read { [id] transaction in
      (
        try transaction.outgoingCount(id, .waiting) + transaction.outgoingCount(id, .leased),
        try transaction.outgoingCount(id, .failed), try transaction.nextOutgoingDueSeconds(id)
      )
    }
    if failed > 0 {
      return Finding(
        "mail", .fault,
        "\(failed) mails were given up after many tries. Check the address given with --smtp and that server's log."
      )
    }
    if let next, now - next > DiagnosisLimits.mailLateSeconds {
      return Finding(
        "mail", .fault,
        "\(waiting) mails wait and nobody sends them. Start 'redress serve' with --smtp.")
    }
    return Finding("mail", .good, "\(waiting) mails wait, none was given up.")
  }

  private func parserFinding() async -> Finding {
    do {
      let missing = try await mailParser.confinement().layers.filter { !$0.layer.isInForce }
      return missing.isEmpty
        ? Finding(
          "mail parser", .good, "Foreign mail is read in a process without keys, fully confined.")
        : Finding(
          "mail parser", .warning,
          "Foreign mail is read in a process without keys, but this system lacks: \(missing.map(\.name).joined(separator: ", "))."
        )
    } catch {
      return Finding("mail parser", .fault, "It does not start: \(error)")
    }
  }

  private func backupFinding() async throws -> Finding {
    let newest = try await database.read { [id] transaction in
      try transaction.jobDueSeconds(id)[JobName.backup.rawValue]
    }
    guard let newest else {
      return Finding("backup", .warning, "None was ever made. Run 'redress backup FILE'.")
    }
    let hours = (environment.now().secondsSince1970 - newest) / 3_600
    return hours * 3_600 > KeepingLimits.backupAgeSecondsMax
      ? Finding(
        "backup", .warning, "The newest is \(hours) hours old. Run 'redress backup FILE' daily.")
      : Finding("backup", .good, "The newest is \(hours) hours old.")
  }

  private func standingFindings() async throws -> [Finding] {
    let notices = Set(try await standingNotices())
    var findings = [
      notices.contains(.recoveryKeyIsProvisional)
        ? Finding(
          "recovery key", .warning,
          "It is the one that init printed; whoever has it reads everything. The chair splits it in the first-run steps."
        ) : Finding("recovery key", .good, "It was split among people."),
      notices.contains(.foundingIsOpen)
        ? Finding(
          "founding", .warning,
          "It is open: who is added at the console counts without a confirmation. The chair closes it."
        ) : Finding("founding", .good, "It is closed."),
      notices.contains(.boardIsNotEnrolled)
        ? Finding(
          "board", .warning,
          "Fewer than \(Self.boardMembersMin) board members have joined, so reports about the whole group are sealed to the recovery key."
        ) : Finding("board", .good, "At least \(Self.boardMembersMin) members have joined."),
    ]
    if notices.contains(.groupIsTooSmall) {
      findings.append(
        Finding(
          "group", .warning,
          "It has fewer than \(policy.membersMin) members. The board appoints somebody."))
    }
    if notices.contains(.reportWaitsForRecovery) {
      findings.append(
        Finding(
          "reports", .fault,
          "A report waits that only the holders of the recovery key can open."))
    }
    if let restore = try await newestRestore(), !restore.knowsWhatWasDestroyed {
      findings.append(
        Finding(
          "restore", .warning,
          "The last restore had no tombstones of the lost machine, so all waiting grants are void. See docs/operations.md."
        ))
    }
    return findings
  }
}

/// The bounds of what is still well.
private enum DiagnosisLimits {
  static let diskBytesMin: Int64 = 512 << 20
  static let mailLateSeconds: Int64 = 30 * 60
}
