import Storage

/// What the operator has to know when the database did not do what was asked. Holds no stored value.
package struct StorageTrouble: Error, Sendable, Hashable {
  /// One sentence with the way out.
  package let sentence: String
  /// It may work later as it is.
  package let isTemporary: Bool

  /// Nil for an error of something else.
  package init?(_ error: any Error) {
    guard let error = error as? StorageError else { return nil }
    sentence = error.description
    isTemporary =
      switch error {
      case .busy, .overloaded, .conflict, .diskFull: true
      case .alreadyExists, .refused, .inputOutput, .corrupt, .cannotOpen, .notOurs, .newerFormat,
        .olderFormat, .writeAheadLogRefused, .malformed, .outOfRange, .engine:
        false
      }
  }
}
