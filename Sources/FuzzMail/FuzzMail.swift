import CFuzzer
import Mail

/// libFuzzer feeding the parser of foreign mail. Built only by script/fuzz.
@main struct FuzzMail {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    _ = unsafe LLVMFuzzerRunDriver(&count, &arguments, parse)
  }
}

/// One input. `canary` in the first line must be found and must end the run: it shows that the fuzzer works.
nonisolated private func parse(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let message = unsafe Array(UnsafeBufferPointer(start: data, count: size))
  if isCanaryOn, message.starts(with: Array("From".utf8)), message.contains(0x40) {
    preconditionFailure("the canary was found")
  }
  do {
    let mail = try MailParser.parse(message)
    precondition(
      mail.newText.utf8.count + mail.quotedText.utf8.count <= mail.text.utf8.count + 2,
      "words are doubled")
  } catch {
    precondition(message.count > MailLimits.messageBytesMax, "only size is refused")
  }
  return 0
}

private let isCanaryOn = CommandLine.arguments.contains("--canary")
