internal import CSystem
import Glibc

/// One run of a confined process: starts it, feeds it, listens, and ends it. Blocking; used on a worker thread only.
struct ConfinedProcess: Sendable {
  let executable: String
  let arguments: [String]
  let limits: ConfinementLimits

  /// All that the child sees of the environment: no crash reporter, which would start programs of its own.
  private static let environment = ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]

  /// Hands the input over and returns what the child answered.
  func exchange(_ input: [UInt8]) -> Result<[UInt8], ConfinementError> {
    var sockets: [Int32] = [-1, -1]
    guard
      unsafe socketpair(
        AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &sockets) == 0
    else { return .failure(.notStarted(errorNumber: errno)) }
    let ours = sockets[0]
    defer { close(ours) }
    var child: pid_t = 0
    let started = spawn(on: sockets[1], child: &child)
    close(sockets[1])
    guard started == 0 else { return .failure(.notStarted(errorNumber: started)) }
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
    let talk = converse(input, on: ours)
    if case .failure = talk { kill(child, SIGKILL) }
    let status = waitForEnd(of: child)
    switch talk {
    case .failure(let error): return .failure(error)
    case .success(let answer):
      let signal = status & 0x7F
      if signal == SIGXCPU { return .failure(.timedOut(seconds: limits.timeoutSeconds)) }
      if signal != 0 { return .failure(.crashed(signal: signal)) }
      let code = (status >> 8) & 0xFF
      return code == 0 ? .success(answer) : .failure(.failed(status: code))
    }
  }

  private func spawn(on socket: Int32, child: inout pid_t) -> Int32 {
    unsafe CStrings.with([executable] + arguments) { arguments in
      unsafe CStrings.with(Self.environment) { environment in
        unsafe redress_spawn_on_socket(executable, arguments, environment, socket, &child)
      }
    }
  }

  /// Writes the input and reads the answer at the same time, within the time and size allowed.
  private func converse(_ input: [UInt8], on socket: Int32) -> Result<[UInt8], ConfinementError> {
    let deadline = Deadline(seconds: limits.timeoutSeconds)
    var answer: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 256 * 1024)
    var sent = 0
    var isSending = true
    while true {
      if isSending, sent == input.count {
        shutdown(socket, Int32(SHUT_WR))
        isSending = false
      }
      let milliseconds = deadline.millisecondsLeft
      guard milliseconds > 0 else { return .failure(.timedOut(seconds: limits.timeoutSeconds)) }
      var descriptor = pollfd(
        fd: socket, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
      let ready = unsafe poll(&descriptor, 1, milliseconds)
      if ready < 0, errno != EINTR { return .failure(.answerInvalid) }
      if ready <= 0 { continue }
      if isSending, descriptor.revents & Int16(POLLOUT) != 0 {
        let count = unsafe input[sent...].withUnsafeBytes { buffer in
          unsafe send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        if count > 0 { sent += count }
        // A child that listens no more is about to end; its status tells why.
        if count < 0, errno == EPIPE || errno == ECONNRESET { isSending = false }
      }
      let count = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe recv(socket, buffer.baseAddress, buffer.count, 0)
      }
      if count > 0 {
        answer += room.prefix(count)
        guard answer.count <= limits.answerBytesMax else {
          return .failure(.answerInvalid)
        }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        return .success(answer)
      }
    }
  }

  /// The status of the ended child. One that has said everything and does not end is ended.
  private func waitForEnd(of child: pid_t) -> Int32 {
    let deadline = Deadline(seconds: limits.endSeconds)
    var status: Int32 = 0
    var isKilled = false
    while true {
      let ended = unsafe waitpid(child, &status, isKilled ? 0 : WNOHANG)
      if ended == child { return status }
      // Somebody else has collected the child: nothing is known of its end, so it does not count as a good one.
      if ended < 0, errno != EINTR { return EX_OSERR << 8 }
      if ended == 0, deadline.millisecondsLeft == 0 {
        kill(child, SIGKILL)
        isKilled = true
      } else if ended == 0 {
        usleep(500)
      }
    }
  }
}
