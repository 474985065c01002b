import Foundation

// What `script/bench` needs beside a server and a load: the limits of this machine, and a filled installation.
//   measure limits --folder DIR
//   measure fill --data DIR --cases N --entries N
//   measure guard
let status = await Measure.run(Array(CommandLine.arguments.dropFirst()))
exit(status)
