/// The jobs that one process at a time does, under the name of their lease. The names are stored and never change.
enum JobName: String, Sendable, CaseIterable {
  /// Reminders, alarms, and what follows from a gate whose time has passed.
  case dueCases = "due-cases"
  case checkpoint
  /// All members are told who is on call.
  case handOver = "hand-over"
  /// The board is reminded of the membership, and told where nobody is left who may decide.
  case membership
  /// What has run out is deleted.
  case clearing
  case mailbox
  /// Not a job: when the newest backup was made.
  case backup
  /// Not jobs: when the newest canary was sent and came back, when one came back through a mailing list, and when
  /// somebody last answered one.
  case canarySent = "canary-sent"
  case canaryBack = "canary-back"
  case canaryByList = "canary-by-list"
  case canaryAnswered = "canary-answered"
}
