import Foundation
import Glibc
import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// Compares the clock on the wall with the one that only runs (VAULT.md, section 16).
///
/// When the wall clock ran ahead of the other by more than ten minutes, or back, whatever cannot be undone and is driven
/// by time alone waits until a member confirms the time. Reminders do not wait: one too many harms nobody.
final class ClockWatch: Sendable {
  struct Reading: Sendable, Hashable {
    /// Seconds since 1970.
    var wallSeconds: Int64
    /// Seconds since the machine was started, asleep or not.
    var bootSeconds: Int64
  }

  private struct State {
    var last: Reading?
    var isSound = true
  }

  private let state = Mutex(State())

  /// Whether what is driven by time alone may happen.
  var isSound: Bool { state.withLock { $0.isSound } }

  /// What an earlier process knew.
  func begin(lastWallSeconds: Int64?, wasSound: Bool, now: Reading) {
    state.withLock { state in
      state.last = now
      let wentBack =
        lastWallSeconds.map {
          $0 - now.wallSeconds > KeepingLimits.clockBackSecondsMax
        } ?? false
      state.isSound = wasSound && !wentBack
    }
  }

  /// Takes a reading. True when the clock has just become unsound.
  func note(_ reading: Reading) -> Bool {
    state.withLock { state in
      defer { state.last = reading }
      guard let last = state.last else { return false }
      let wall = reading.wallSeconds - last.wallSeconds
      let drift = wall - (reading.bootSeconds - last.bootSeconds)
      let isStep =
        drift > KeepingLimits.clockDriftSecondsMax
        || drift < -KeepingLimits.clockBackSecondsMax
        || wall < -KeepingLimits.clockBackSecondsMax
      guard isStep, state.isSound else { return false }
      state.isSound = false
      return true
    }
  }

  /// Somebody says that the time is right.
  func confirm() { state.withLock { $0.isSound = true } }

  /// The clock that only runs.
  static func bootSeconds() -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return 0 }
    return Int64(time.tv_sec)
  }
}

/// What is kept of the clock from one process to the next.
private struct ClockRecord: Codable {
  var wallSeconds: Int64
  var isSound: Bool
}

private let clockSetting = "clock"

extension Organization {
  private var reading: ClockWatch.Reading {
    ClockWatch.Reading(
      wallSeconds: environment.now().secondsSince1970, bootSeconds: environment.bootSeconds())
  }

  /// Whether the clock can be believed.
  package var clockIsSound: Bool { clock.isSound }

  /// Takes up what an earlier process knew of the time.
  func beginClock(in transaction: ReadTransaction) throws {
    let record = try transaction.setting(id, name: clockSetting).map { record in
      try JSONDecoder().decode(
        ClockRecord.self, from: Data(try keys.openSetting(record.blob, name: clockSetting)))
    }
    clock.begin(
      lastWallSeconds: record?.wallSeconds, wasSound: record?.isSound ?? true, now: reading)
  }

  /// Compares the clocks, and keeps what was found.
  func noteClock() async throws {
    if clock.note(reading) {
      environment.log(
        LogLine(
          .alarm,
          "The clock of this machine was moved. What is driven by time alone waits until a member confirms the time."
        ))
    }
    try await keepClock()
  }

  private func keepClock() async throws {
    let record = ClockRecord(
      wallSeconds: environment.now().secondsSince1970, isSound: clock.isSound)
    let blob = try keys.sealSetting(
      Bytes(try JSONEncoder().encode(record)), name: clockSetting)
    let setting = SettingRecord(
      name: clockSetting, blob: blob, generation: keys.newestGeneration)
    try await database.write { [id] transaction in try transaction.putSetting(id, setting) }
  }

  /// A member has looked at the time and it is right.
  func confirmTime() async throws {
    clock.confirm()
    try await keepClock()
    environment.log(LogLine(.note, "A member has confirmed the time."))
  }
}

extension SignedIn {
  /// Confirms that the machine's time is right, so that what waits for it goes on (VAULT.md, section 16).
  ///
  /// - Throws: `CaseworkError.notAllowed` for who is not confirmed.
  package func confirmTime() async throws {
    try demandConfirmation()
    try await organization.confirmTime()
  }
}
