package import Identity

/// Why the database did not do what was asked.
///
/// Never holds or shows a bound value: messages name tables, columns and codes alone.
package enum StorageError: Error, Sendable, Equatable {
  /// Somebody else appended first: reload, decide again.
  case conflict(Conflict)
  /// A row with this key is there already; the message names the columns.
  case alreadyExists(String)
  /// A CHECK, FOREIGN KEY, NOT NULL or trigger refused the row; the message names it.
  case refused(String)
  /// Too many requests wait already; try again in a moment.
  case overloaded
  /// Another process held the database longer than `Limits.busyWaitMilliseconds`.
  case busy
  /// The disk or a quota is full. Nothing of the transaction was stored.
  case diskFull
  /// Reading or writing the file failed; the number is SQLite's extended result code.
  case inputOutput(code: Int32)
  /// The file is damaged; the number is SQLite's extended result code.
  case corrupt(code: Int32)
  /// The file cannot be opened; the number is SQLite's extended result code.
  case cannotOpen(code: Int32)
  /// The file is a database of some other program, or none.
  case notOurs
  /// A newer Redress wrote the file.
  case newerFormat(found: Int, known: Int)
  /// An older Redress wrote the file and this opening may not change it.
  case olderFormat(found: Int, known: Int)
  /// The file system does not allow the write-ahead log (a network share, for instance).
  case writeAheadLogRefused
  /// A stored value has another type or length than its column promises.
  case malformed(column: Int)
  /// A number does not fit into 63 bits.
  case outOfRange
  /// Anything else that SQLite says; the message holds no bound value.
  case engine(code: Int32, message: String)
}

/// What an append expected and what was there.
package struct Conflict: Sendable, Equatable {
  /// The vault whose head had moved.
  package let vault: VaultID
  /// The head as stored; nil when there is no such vault.
  package let head: HeadRecord?
  /// Takes the head that was found.
  package init(vault: VaultID, head: HeadRecord?) {
    self.vault = vault
    self.head = head
  }
}

extension StorageError: CustomStringConvertible {
  /// A sentence for the operator, with the way out where there is one.
  package var description: String {
    switch self {
    case .conflict(let conflict):
      "Vault \(conflict.vault) was changed by somebody else in the meantime; load it again and decide again."
    case .alreadyExists(let columns): "There is already a row with this key (\(columns))."
    case .refused(let rule): "The database refused the row (\(rule))."
    case .overloaded: "Too many requests wait for the database; try again in a moment."
    case .busy:
      "Another process held the database for too long; end it, or try again when it has finished."
    case .diskFull:
      "The disk is full, so nothing was stored; free some space on the disk of the data directory and try again."
    case .inputOutput(let code):
      "Reading or writing the database file failed (SQLite code \(code)); look at the disk and at the system's log."
    case .corrupt(let code):
      "The database file is damaged (SQLite code \(code)); restore the newest backup with `redress restore`."
    case .cannotOpen(let code):
      "The database file cannot be opened (SQLite code \(code)); look at the path and at who may read and write there."
    case .notOurs:
      "The file is not a database of Redress; give the data directory that `redress init` made."
    case .newerFormat(let found, let known):
      "The database has format \(found) and this Redress knows formats up to \(known); start the newer Redress that wrote it, or restore the backup that was made before the upgrade."
    case .olderFormat(let found, let known):
      "The database has format \(found) and this Redress writes format \(known); start the server once, which backs it up and brings it up to date."
    case .writeAheadLogRefused:
      "The file system of the data directory does not allow SQLite's write-ahead log; put the data directory on a local disk."
    case .malformed(let column):
      "A stored value in column \(column) of a result has the wrong type or length; run `redress verify`."
    case .outOfRange: "A number is too large to be stored."
    case .engine(let code, let message): "The database said: \(message) (SQLite code \(code))."
    }
  }
}
