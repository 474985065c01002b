import Foundation

/// Why an installation cannot be opened, founded or kept, with the way out.
package enum InstallationError: Error, Sendable, Hashable {
  /// There is no installation in this folder.
  case notFounded(path: String)
  /// There is one already.
  case alreadyFounded(path: String)
  /// A file that is written once is there already; it may belong to another installation.
  case wouldReplace(path: String)
  /// An installation was begun here and never finished, or another process is founding one now.
  case halfFounded(path: String)
  /// A file cannot be read or written, with the number of the system's error.
  case cannotUse(file: String, systemError: Int32)
  /// The machine key is missing or is not the one this database was made with.
  case wrongMachineKey(path: String)
  /// The database is older than what this machine has signed: it was set back to an earlier state.
  case databaseWasSetBack(signed: UInt64, found: UInt64)
  /// Something that is signed or chained does not hold.
  case notGenuine(what: String)
}

extension InstallationError: CustomStringConvertible {
  /// One sentence that says what is wrong, and one that says the way out.
  package var description: String {
    switch self {
    case .notFounded(let path):
      "There is no Redress installation in \(path). Make one with 'redress init --data \(path)'."
    case .alreadyFounded(let path):
      "There is a Redress installation in \(path) already. Choose another folder, or use it with 'redress serve --data \(path)'."
    case .wouldReplace(let path):
      "There is a file \(path) already, and whatever it opens would be lost with it. Move it to a safe place, or choose another one."
    case .halfFounded(let path):
      "The installation in \(path) was begun and is not finished. Repeat 'redress init' with the same options, unless it is running now."
    case .cannotUse(let file, let systemError):
      "The file '\(file)' cannot be used: \(Self.sentence(for: systemError)). Check that the folder exists, belongs to this user and has space left."
    case .wrongMachineKey(let path):
      "The machine key \(path) is missing or is not the one this database was made with. Give the right one with --machine-key, or restore with the recovery key."
    case .databaseWasSetBack(let signed, let found):
      "The database ends at anchor \(found), but this machine has signed \(signed): it was set back to an earlier state. Put the newest database back, or use 'redress restore'."
    case .notGenuine(let what):
      "\(what) does not hold. Run 'redress verify' to see what was changed, and restore a backup."
    }
  }

  private static func sentence(for systemError: Int32) -> String {
    POSIXErrorCode(rawValue: systemError).map { code in
      let words = POSIXError(code).localizedDescription
      return words.split(separator: ". ").last.map(String.init) ?? words
    } ?? "system error \(systemError)"
  }
}
