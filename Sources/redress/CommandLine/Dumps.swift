import CSystem

/// Keeps what is in memory from reaching a disk (VAULT.md, section 2).
enum Dumps {
  /// From now on neither a crash nor another process of this user can copy the memory of this one.
  ///
  /// - Returns: false where the system refused.
  static func forbid() -> Bool {
    redress_limit(Int32(bitPattern: RLIMIT_CORE.rawValue), 0) == 0 && redress_not_dumpable() == 0
  }
}
