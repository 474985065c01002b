/// A program that reads what strangers sent, in a process that has no keys, no environment, no open files and few rights.
///
/// It is this program once more, called with a hidden command that runs `ConfinedChild.run`.
package struct ConfinedProgram: Sendable {
  /// The program to start; `/proc/self/exe` of the running one.
  package let executable: String
  package let arguments: [String]
  package let limits: ConfinementLimits
  private let threads: WorkerThreads

  package init(executable: String, arguments: [String], limits: ConfinementLimits) {
    self.executable = executable
    self.arguments = arguments
    self.limits = limits
    threads = WorkerThreads(threadCountMax: limits.processesMax, waitingMax: limits.waitingMax)
  }

  /// Lets a new process read, and returns what it says. Nothing of it is believed: it is the caller who looks.
  package func answer(to input: [UInt8]) async throws(ConfinementError) -> [UInt8] {
    guard input.count <= limits.inputBytesMax else {
      throw .inputTooLarge(bytes: input.count, bytesMax: limits.inputBytesMax)
    }
    let process = ConfinedProcess(
      executable: executable, arguments: arguments, limits: limits)
    guard let outcome = await threads.run({ process.exchange(input) }) else { throw .busy }
    return try outcome.get()
  }
}
