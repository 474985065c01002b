/// What a confined process may use, and how long it is waited for.
package struct ConfinementLimits: Hashable, Sendable {
  /// The time from its start to its answer.
  package var timeoutSeconds: Int
  /// The processor time it has; less than the time above, so that it ends by itself.
  package var processorSeconds: Int
  /// Its address space.
  package var memoryBytesMax: Int
  /// How many files it may have open, libraries included.
  package var openFilesMax: Int
  /// The most it is given to read.
  package var inputBytesMax: Int
  /// The most it may answer.
  package var answerBytesMax: Int
  /// How long one that has answered may take to end.
  package var endSeconds: Int
  /// How many run at once.
  package var processesMax: Int
  /// How many wait for their turn before the next is refused.
  package var waitingMax: Int

  package init(
    timeoutSeconds: Int, processorSeconds: Int, memoryBytesMax: Int, openFilesMax: Int,
    inputBytesMax: Int, answerBytesMax: Int, endSeconds: Int, processesMax: Int, waitingMax: Int
  ) {
    self.timeoutSeconds = timeoutSeconds
    self.processorSeconds = processorSeconds
    self.memoryBytesMax = memoryBytesMax
    self.openFilesMax = openFilesMax
    self.inputBytesMax = inputBytesMax
    self.answerBytesMax = answerBytesMax
    self.endSeconds = endSeconds
    self.processesMax = processesMax
    self.waitingMax = waitingMax
  }
}
