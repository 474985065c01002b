/// Why a backup was not made or not restored, with the way out.
package enum BackupError: Error, Sendable, Hashable {
  /// A file of that name is there already.
  case targetExists(path: String)
  /// A file that has to be in the backup is missing or shorter than it was.
  case fileMissing(name: String)
  /// What was written does not read back.
  case doesNotReadBack
  /// The file is no backup, was changed, or another organization's server signed it.
  case notGenuine(path: String)
  /// The key does not open it.
  case wrongKey
  /// What was typed is neither a recovery key nor enough shares of one; why, in a sentence.
  case unreadableKey(sentence: String)
  /// The folder is in use.
  case folderNotEmpty(path: String)
  /// The list of tombstones is of another installation, or was changed.
  case tombstonesNotGenuine(path: String)
  /// Reading or writing failed.
  case cannotUse(path: String)
}

extension BackupError: CustomStringConvertible {
  /// One sentence that says what is wrong, and one that says the way out.
  package var description: String {
    switch self {
    case .targetExists(let path):
      "There is a file \(path) already. Choose another name, such as one with the date in it."
    case .fileMissing(let name):
      "The file \(name) is missing or cut off, so the backup would not be whole. Run 'redress verify' to see what else is missing; nothing was written."
    case .doesNotReadBack:
      "The backup was written but does not read back, so it was thrown away. Check the disk it was written to."
    case .notGenuine(let path):
      "\(path) is not a whole backup signed by the server of this root. Check the fingerprint given with --root, and take another backup."
    case .wrongKey:
      "This key does not open the backup. Give the recovery key of its time, or the machine key it was made with."
    case .unreadableKey(let sentence):
      "\(sentence) Give the recovery key, or enough shares of it, one a line on standard input."
    case .folderNotEmpty(let path):
      "\(path) is not empty, and a backup is only restored into a new folder. Choose another one with --data."
    case .tombstonesNotGenuine(let path):
      "\(path) is not the tombstones.log of this installation, or was changed. Give the one of the machine that was lost, or leave it out."
    case .cannotUse(let path):
      "\(path) cannot be read or written. Check that it exists, belongs to this user and that there is space left."
    }
  }
}
