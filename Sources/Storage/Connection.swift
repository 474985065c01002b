import Identity

/// One connection of some engine, used by one thread at a time. What differs between engines lies behind it.
protocol Connection: AnyObject {
  /// Runs a statement and returns how many rows it changed.
  func run(_ sql: SQL) throws(StorageError) -> Int
  /// Runs a statement and makes a value of each row.
  func rows<Value>(_ sql: SQL, _ make: (borrowing Row) throws(StorageError) -> Value)
    throws(StorageError) -> [Value]
}

/// The current row of some engine.
protocol RowSource: AnyObject {
  func isNull(_ column: Int) -> Bool
  func integer(_ column: Int) throws(StorageError) -> Int64
  func text(_ column: Int) throws(StorageError) -> String
  func bytes(_ column: Int) throws(StorageError) -> Bytes
}

/// One row of a result, valid inside the closure it is lent to. Columns count from 0; a value of another
/// type than the getter's throws `StorageError.malformed`.
struct Row: ~Copyable {
  let source: any RowSource

  func integer(_ column: Int) throws(StorageError) -> Int64 { try source.integer(column) }

  func integerOrNil(_ column: Int) throws(StorageError) -> Int64? {
    source.isNull(column) ? nil : try source.integer(column)
  }

  /// A number that is never negative: a sequence, an epoch, a generation.
  func count(_ column: Int) throws(StorageError) -> UInt64 {
    guard let number = UInt64(exactly: try source.integer(column)) else {
      throw .malformed(column: column)
    }
    return number
  }

  func small(_ column: Int) throws(StorageError) -> Int {
    guard let number = Int(exactly: try source.integer(column)) else {
      throw .malformed(column: column)
    }
    return number
  }

  func text(_ column: Int) throws(StorageError) -> String { try source.text(column) }

  func bytes(_ column: Int) throws(StorageError) -> Bytes { try source.bytes(column) }

  func bytesOrNil(_ column: Int) throws(StorageError) -> Bytes? {
    source.isNull(column) ? nil : try source.bytes(column)
  }

  func identity<Name: Identity>(_ column: Int) throws(StorageError) -> Name {
    guard let name = Name(bytes: try source.bytes(column)) else {
      throw .malformed(column: column)
    }
    return name
  }

  func identityOrNil<Name: Identity>(_ column: Int) throws(StorageError) -> Name? {
    source.isNull(column) ? nil : try identity(column)
  }

  /// A word of a closed list.
  func word<Word: RawRepresentable<String>>(_ column: Int) throws(StorageError) -> Word {
    guard let word = Word(rawValue: try source.text(column)) else {
      throw .malformed(column: column)
    }
    return word
  }
}
