import Confinement
import Glibc

/// Takes mail from the mail server of this machine by LMTP (RFC 2033): every message is answered for each of its
/// recipients, and only once the caller has stored it.
package struct LMTPServer: Sendable {
  /// How long a wait for the next client lasts before it is asked whether the server ends.
  private static let sliceMilliseconds: Int32 = 200

  private let listening: Int32
  private let limits: LMTPLimits

  /// - Parameter listening: a socket that listens and does not block; stays the caller's.
  package init(listening: Int32, limits: LMTPLimits = LMTPLimits()) {
    self.listening = listening
    self.limits = limits
  }

  /// Serves until the task is cancelled. A message that is being stored then is answered first.
  ///
  /// - Parameter store: gets a message with the trace of its delivery; what it returns is what the client hears.
  package func run(store: @escaping @Sendable (ReceivedMail) async -> LMTPVerdict) async {
    // One thread more than connections, for whoever waits for the next one.
    let threads = WorkerThreads(
      threadCountMax: limits.connectionsMax + 1, waitingMax: MailLimits.jobsWaitingMax)
    let memory = Allowance(limits.memoryBytesMax)
    let isStopping = StopMark()
    let served = Allowance(limits.connectionsMax)
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        while !isStopping.isSet {
          guard let client = await threads.run({ nextClient(isStopping) }) ?? nil else { continue }
          let connection = LMTPConnection(
            socket: client, limits: limits, memory: memory, isStopping: isStopping)
          guard served.take(1) else {
            connection.turnAway()
            continue
          }
          group.addTask {
            await Self.serve(connection, threads, store)
            served.giveBack(1)
          }
        }
      }
    } onCancel: {
      isStopping.set()
    }
  }

  private static func serve(
    _ connection: LMTPConnection, _ threads: WorkerThreads,
    _ store: @Sendable (ReceivedMail) async -> LMTPVerdict
  ) async {
    _ = await threads.run { connection.greet() }
    while case .message(let mail) = await threads.run({ connection.next() }) {
      // Storing is finished also when the server ends: who was told nothing sends it again.
      let verdict = await store(mail)
      guard await threads.run({ connection.answer(verdict) }) != nil else { return }
    }
  }

  /// The next client; nil when none has come for a moment.
  private func nextClient(_ isStopping: StopMark) -> Int32? {
    var descriptor = pollfd(fd: listening, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&descriptor, 1, Self.sliceMilliseconds) > 0, !isStopping.isSet else {
      return nil
    }
    let client = accept(listening, nil, nil)
    if client >= 0 {
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      return client
    }
    // Out of descriptors, for instance: it would be told again at once.
    usleep(UInt32(Self.sliceMilliseconds) * 1_000)
    return nil
  }
}
