#if REDRESS_PLANTED_FAULTS
  import Foundation

  /// A fault that is put into the program so that a check of the simulation, or a test, has something to find. Exists only in a test
  /// build with REDRESS_PLANTED_FAULTS; the environment variable REDRESS_PLANTED_FAULT names the one that is there.
  package enum PlantedFault: String, CaseIterable, Sendable {
    /// Some reports get a receipt and are not stored.
    case lostReport
    /// No case stands among the late ones.
    case emptyLateList
    /// Whoever steps out keeps their grants.
    case keptGrants
    /// Alarms are not raised.
    case silentAlarm
    /// The list does not follow what happens in a case.
    case staleList
    /// Some commits are not anchored.
    case missingAnchor
    /// What nobody but its author has read counts as read.
    case unreadDraft
    /// The look at what is due fails.
    case brokenJob
    /// The page of a party tells when something last moved in the case.
    case leakToParty
    /// The dashboard of who was recused counts the cases in which something moved within the hour.
    case leakToRecused
    /// The dashboard counts also the cases that somebody may not know of.
    case leakToLeftOut
    /// Anybody is told how many cases there are.
    case leakToOutsider
    /// The notice of a message holds its length.
    case leakToMailServer
    /// The log holds the length of a report.
    case leakToLog

    /// Whether it is this one that is there.
    package var isPlanted: Bool { self == Self.planted }

    private static let planted: PlantedFault? = {
      guard let name = ProcessInfo.processInfo.environment["REDRESS_PLANTED_FAULT"] else {
        return nil
      }
      guard let fault = PlantedFault(rawValue: name) else {
        preconditionFailure("REDRESS_PLANTED_FAULT names no fault: \(name)")
      }
      return fault
    }()
  }
#endif
