package import Procedure
import Synchronization

/// Everything that comes from outside and that a test wants to decide: the time, and where log lines go.
///
/// Randomness is not here: secrets and identities are drawn by the vault, from the system alone.
package struct Environment: Sendable {
  /// The time of the wall clock.
  package let now: @Sendable () -> Moment
  /// Takes one line for the operator's log: never an address, a token, a name or a word of a case.
  package let log: @Sendable (LogLine) -> Void

  /// The clock that only runs, in seconds since the machine was started: tells when the other one was moved.
  package let bootSeconds: @Sendable () -> Int64

  package init(
    now: @escaping @Sendable () -> Moment, log: @escaping @Sendable (LogLine) -> Void,
    bootSeconds: @escaping @Sendable () -> Int64 = { ClockWatch.bootSeconds() }
  ) {
    self.now = now
    self.bootSeconds = bootSeconds
    self.log = log
  }
}

/// One line of the operator's log.
package struct LogLine: Sendable, Hashable {
  /// How much it matters.
  package enum Weight: String, Sendable, Hashable {
    case note
    case warning
    /// Somebody has to look: a planted key, a broken chain, a clock that went back.
    case alarm
  }

  package let weight: Weight
  package let sentence: String

  package init(_ weight: Weight, _ sentence: String) {
    self.weight = weight
    self.sentence = sentence
  }
}
