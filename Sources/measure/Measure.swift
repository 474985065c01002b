import Foundation

/// The commands of this program.
enum Measure {
  static func run(_ words: [String]) async -> Int32 {
    do {
      switch words.first {
      case "limits": try Limits.print(folder: try value("--folder", in: words))
      case "fill":
        try await Filling(
          data: try value("--data", in: words),
          caseCount: Int(try value("--cases", in: words)) ?? 0,
          entryCount: Int(try value("--entries", in: words)) ?? 0
        ).run()
      case "guard": try GuardSpeed.print()
      default:
        say(
          "usage: measure limits --folder DIR | measure fill --data DIR --cases N --entries N | measure guard"
        )
        return 64
      }
      return 0
    } catch {
      say("measure: \(error)")
      return 70
    }
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  private static func value(_ name: String, in words: [String]) throws -> String {
    guard let place = words.firstIndex(of: name), place + 1 < words.count else {
      throw MissingOption(name: name)
    }
    return words[place + 1]
  }
}

/// An option that was left out.
struct MissingOption: Error, CustomStringConvertible {
  let name: String
  var description: String { "please give \(name)" }
}
