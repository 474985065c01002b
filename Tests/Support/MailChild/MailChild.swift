import Confinement
import Glibc
import Mail
import Pictures

/// A stand-in for the program that starts its own parsing child, with ways of going wrong.
@main struct MailChild {
  static func main() {
    switch CommandLine.arguments.dropFirst().first {
    case "parse-mail": exit(ParsingChild.run())
    case "draw-preview": exit(DrawingChild.run())
    case "confined": exit(whatIsStillPossible())
    case "hang": while true { sleep(60) }
    case "spin": while true {}
    case "abort": abort()
    case "fail": exit(70)
    case "babble":
      print("this is no answer")
      exit(0)
    case "flood":
      let room = [UInt8](repeating: 65, count: 1 << 20)
      while unsafe write(STDOUT_FILENO, room, room.count) > 0 {}
      exit(0)
    default: exit(64)
    }
  }

  /// Ends with a bit for each thing that a confined child must not be able to do and can.
  private static func whatIsStillPossible() -> Int32 {
    let confinement = Confinement.enter(MailLimits.parsing)
    guard confinement.layers.allSatisfy(\.layer.isInForce) else { return 128 }
    var possible: Int32 = 0
    if socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0 { possible |= 1 }
    if unsafe open("/etc/passwd", O_RDONLY) >= 0 { possible |= 2 }
    if unsafe open("/tmp/redress-confinement-probe", O_CREAT | O_WRONLY, 0o600) >= 0 {
      possible |= 4
    }
    if fork() >= 0 { possible |= 8 }
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
    if unsafe execve("/bin/true", &arguments, &arguments) == 0 { possible |= 16 }
    if kill(getppid(), 0) == 0 { possible |= 32 }
    if unsafe environ[0].map({ unsafe String(cString: $0) }) != "LANG=C.UTF-8" { possible |= 64 }
    return possible
  }
}
