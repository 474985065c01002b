/// How a command ends, as in sysexits.h.
enum ExitStatus: Int32 {
  case success = 0
  /// Something that was checked does not hold.
  case failure = 1
  /// The command line was wrong.
  case usage = 64
  /// What was read was wrong.
  case badData = 65
  /// A file that was named is not there.
  case noInput = 66
  /// Something that is needed is not running or not installed.
  case unavailable = 69
  /// A fault of the program.
  case software = 70
  /// A file cannot be made.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// It did not work now and may work later; a mail server tries again.
  case temporaryFailure = 75
  /// It may not be done.
  case noPermission = 77
}

/// A command that cannot go on: one sentence with the way out, and how it ends.
struct CommandFailure: Error {
  let status: ExitStatus
  let sentence: String

  init(_ status: ExitStatus, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }
}
