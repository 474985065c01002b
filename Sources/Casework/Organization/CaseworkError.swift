package import Procedure

/// Why something could not be done, as far as the person who asked may know.
///
/// `absent` stands for both what does not exist and what the asker may not know of: they look the same.
package enum CaseworkError: Error, Sendable {
  /// There is no such thing for this person.
  case absent
  /// The session has ended, or never was.
  case signedOut
  /// Something typed is wrong; each fault stands beside its field.
  case faults([FieldFault])
  /// A rule of the procedure refused, with its clause.
  case refused(Refusal)
  /// What the page was about has moved on since it was made; nothing was changed. Look again, then repeat.
  case movedOn
  /// Declare first: the gate of this case has not been passed.
  case declareFirst
  /// The words were handed over by a member: their holder makes them their own before anything is shown.
  case newWordsFirst
  /// A word of a receipt is not in the list, or the words open nothing.
  case receipt(ReceiptFault)
  /// Address, password or code is wrong; which one is not told.
  case wrongCredentials
  /// Too much at once; after so many seconds it can be tried again.
  case busy(retryAfterSeconds: Int)
  /// The invitation was used, has expired, or never was.
  case invitationEnded
  /// What is asked for may only be done by others, with a sentence that says by whom.
  case notAllowed(sentence: String)
  /// A file is larger than is taken, in bytes.
  case fileTooLarge(name: String, bytesMax: Int)
  /// All files together are larger than is taken, in bytes.
  case filesTooLarge(bytesMax: Int)
  /// Something stored does not hold: planted, changed or cut off. Nothing was read or written.
  case notGenuine
}

/// What is wrong with the words of a receipt.
package enum ReceiptFault: Sendable, Hashable {
  /// The words at these places (from 1) are not in the list.
  case unknownWords(places: [Int])
  /// There are more or fewer words than a receipt has.
  case wrongCount(given: Int, expected: Int)
  /// Words of the list that open nothing.
  case opensNothing
}
