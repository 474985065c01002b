/// Whether somebody may give a command now, or what it waits for.
package struct CommandAvailability: Hashable, Codable, Sendable {
  package var command: Command.Name
  /// Nil when it may be given now.
  package var waitsFor: Refusal?

  /// It may be given now.
  package var isAvailable: Bool { waitsFor == nil }

  package init(command: Command.Name, waitsFor: Refusal?) {
    self.command = command
    self.waitsFor = waitsFor
  }
}
