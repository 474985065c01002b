import Casework
import Foundation
import HTTPServer
import Procedure

/// Turns the errors of the rooms below into one sentence and an exit status.
enum Failures {
  static func describe(_ error: any Error) -> (ExitStatus, String) {
    switch error {
    case let faults as PolicyFaults: (.badData, "The policy has faults:\n\(faults)")
    case let error as InstallationError: (status(of: error), error.description)
    case let error as CaseworkError: describe(error)
    case let error as ServerError: describe(error)
    case let error as BackupError: (status(of: error), error.description)
    case let fault as VerificationFault:
      (.badData, "\(fault) Take another backup: this one was made of something that does not hold.")
    default: describe(StorageTrouble(error), error)
    }
  }

  private static func describe(
    _ trouble: StorageTrouble?, _ error: any Error
  ) -> (ExitStatus, String) {
    guard let trouble else {
      return (.software, "Something went wrong that should not: \(error)")
    }
    return (trouble.isTemporary ? .temporaryFailure : .inputOutput, trouble.sentence)
  }

  private static func describe(_ error: ServerError) -> (ExitStatus, String) {
    switch error {
    case .cannotListen(let address, _, let errorNumber):
      let reason =
        POSIXErrorCode(rawValue: errorNumber).map { code in
          let words = POSIXError(code).localizedDescription
          return words.split(separator: ". ").last.map(String.init) ?? words
        } ?? "system error \(errorNumber)"
      return (
        .unavailable,
        "The server cannot listen on \(address): \(reason). End whoever listens there, or choose another address with --listen or --lmtp."
      )
    case .cannotStart:
      return (.unavailable, "The server cannot start its threads. Look at the limits of this user.")
    }
  }

  private static func status(of error: BackupError) -> ExitStatus {
    switch error {
    case .targetExists, .folderNotEmpty: .cannotCreate
    case .fileMissing, .doesNotReadBack, .cannotUse: .inputOutput
    case .notGenuine, .tombstonesNotGenuine: .badData
    case .wrongKey, .unreadableKey: .noPermission
    }
  }

  private static func status(of error: InstallationError) -> ExitStatus {
    switch error {
    case .notFounded: .noInput
    case .alreadyFounded, .wouldReplace, .halfFounded: .cannotCreate
    case .cannotUse: .inputOutput
    case .wrongMachineKey: .noPermission
    case .databaseWasSetBack, .notGenuine: .badData
    }
  }

  private static func describe(_ error: CaseworkError) -> (ExitStatus, String) {
    switch error {
    case .absent: (.noInput, "There is no such thing.")
    case .signedOut: (.noPermission, "The session has ended. Sign in again.")
    case .faults(let faults):
      (.badData, faults.map { "\($0.field): \($0.sentence)" }.joined(separator: "\n"))
    case .refused(let refusal): (.badData, "\(refusal.sentence) \(refusal.wayOut)")
    case .movedOn: (.temporaryFailure, "Somebody else was faster. Look again, then repeat.")
    case .declareFirst: (.noPermission, "Declare first whether you have a conflict of interest.")
    case .newWordsFirst: (.noPermission, "These words were handed over. Take new ones first.")
    case .receipt: (.badData, "These words open nothing.")
    case .wrongCredentials: (.noPermission, "The address, the password or the code is wrong.")
    case .busy(let seconds):
      (.temporaryFailure, "Too much at once. Try again in \(seconds) seconds.")
    case .invitationEnded:
      (.noPermission, "The invitation was used or has expired. Ask for a new one.")
    case .notAllowed(let sentence): (.noPermission, sentence)
    case .fileTooLarge(_, let bytesMax): (.badData, "A file is larger than \(bytesMax) bytes.")
    case .filesTooLarge(let bytesMax):
      (.badData, "All files together are larger than \(bytesMax) bytes.")
    case .notGenuine:
      (.badData, "Something stored does not hold. Run 'redress verify' to see what was changed.")
    }
  }
}
