import Foundation

if !Dumps.forbid() {
  Output.error("redress: warning: This system does not let a program forbid copies of its memory.")
}
let status = await Program.run(
  Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
exit(Output.end(status).rawValue)
