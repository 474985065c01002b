/// How well a confined process is confined. Each layer is best effort; `doctor` shows them.
package struct Confinement: Codable, Hashable, Sendable {
  /// One layer: in force, or why not.
  package enum Layer: Codable, Hashable, Sendable {
    case inForce
    case missing(reason: String)

    /// True only when nothing is missing.
    package var isInForce: Bool { self == .inForce }
  }

  /// Limits on processor time, memory, files written and files open.
  package var resourceLimits: Layer
  /// No rights can be gained by starting another program.
  package var noNewPrivileges: Layer
  /// Only libraries and character set tables can be read, nothing written (Landlock).
  package var fileSystem: Layer
  /// Only the system calls that reading needs (seccomp).
  package var systemCalls: Layer

  package init(
    resourceLimits: Layer, noNewPrivileges: Layer, fileSystem: Layer, systemCalls: Layer
  ) {
    self.resourceLimits = resourceLimits
    self.noNewPrivileges = noNewPrivileges
    self.fileSystem = fileSystem
    self.systemCalls = systemCalls
  }

  /// Every layer by name, for showing.
  package var layers: [(name: String, layer: Layer)] {
    [
      ("resource limits", resourceLimits), ("no new privileges", noNewPrivileges),
      ("file system", fileSystem), ("system calls", systemCalls),
    ]
  }
}
