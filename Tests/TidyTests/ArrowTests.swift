import Foundation
import Testing

/// The sources as text, found from this file.
enum Sources {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct File: Sendable {
    /// Such as `Sources/Vault/Grant.swift`.
    let path: String
    let lines: [String]
    /// The room: the folder below Sources.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static func files(below folder: String) throws -> [File] {
    let base = root.appending(path: folder)
    let walk = try #require(
      FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil))
    var files: [File] = []
    for case let url as URL in walk where url.pathExtension == "swift" {
      let text = try String(contentsOf: url, encoding: .utf8)
      files.append(
        File(
          path: String(url.path.dropFirst(root.path.count + 1)),
          lines: text.components(separatedBy: "\n")))
    }
    return files.sorted { $0.path < $1.path }
  }

  /// The modules a file imports, whatever the access level or attribute.
  static func imports(of file: File) -> [String] {
    file.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), words.count > place + 1,
        words[..<place].allSatisfy({ word in
          word.hasPrefix("@")
            || ["package", "public", "internal", "private", "fileprivate"].contains(String(word))
        })
      else { return nil }
      let name = words.dropFirst(place + 1).first { word in
        !["struct", "enum", "class", "func", "protocol", "typealias"].contains(String(word))
      }
      return name.map { String($0.split(separator: ".")[0]) }
    }
  }
}

@Suite struct `Arrows between rooms` {
  /// What each room may import of the others; what is not listed here is refused.
  static let arrows: [String: Set<String>] = [
    "Identity": [],
    "Tracing": [],
    "Procedure": [],
    "Clauses": ["Procedure"],
    "Guard": [],
    "Vault": ["Identity", "CSodium", "CGMime"],
    "Storage": ["Identity", "CSQLite", "CSystem"],
    "Confinement": ["CSeccomp", "CSystem"],
    "Pictures": ["Confinement", "CGD", "CExif"],
    "Mail": ["Confinement", "CGMime", "CCurl", "CXML2"],
    "Markup": ["Tracing", "CMarkdown", "CQREncode"],
    "HTTPServer": ["CMicrohttpd"],
    "Casework": [
      "Identity", "Procedure", "Guard", "Tracing", "Vault", "Storage", "Confinement", "Mail",
      "Pictures",
      "CMagic",
      "CSystem",
    ],
    "Web": ["Casework", "Procedure", "HTTPServer", "Markup", "Pictures", "Tracing"],
    "Simulation": ["Casework", "Procedure", "Storage", "Mail", "SimulatedDisk"],
    "redress": [
      "Tracing", "Web", "Simulation", "Casework", "Clauses", "Guard", "Procedure", "HTTPServer",
      "Mail", "Pictures", "CSystem",
    ],
    "measure": ["Casework", "Guard", "Guard", "Identity", "Mail", "Procedure", "Storage", "Vault"],
    "SimulatedDisk": ["CSQLite", "CSimulatedDisk"],
    "FuzzMail": ["Mail", "CFuzzer"],
    "FuzzForm": ["HTTPServer", "Web"],
  ]

  /// What comes with the toolchain or the system.
  static let outside: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch", "RegexBuilder",
  ]

  @Test func `point down only`() throws {
    for file in try Sources.files(below: "Sources") {
      let allowed = try #require(
        Self.arrows[file.room], "the room \(file.room) is not in the table of arrows")
      for module in Sources.imports(of: file) where !Self.outside.contains(module) {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `keep the rules of the procedure on Foundation alone`() throws {
    for file in try Sources.files(below: "Sources/Procedure") {
      for module in Sources.imports(of: file) {
        #expect(
          ["Foundation", "FoundationEssentials", "RegexBuilder"].contains(module),
          "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `let one room alone speak to each C library`() throws {
    var rooms: [String: Set<String>] = [:]
    for file in try Sources.files(below: "Sources") {
      for module in Sources.imports(of: file)
      where module.hasPrefix("C") && Self.arrows[module] == nil {
        rooms[module, default: []].insert(file.room)
      }
    }
    // GLib's HMAC serves TOTP in Vault, for want of SHA-1 in libsodium (VAULT.md, section 2).
    let shared: [String: Set<String>] = [
      "CSystem": ["Storage", "Confinement", "Casework", "redress"],
      "CGMime": ["Mail", "Vault"],
      "CSQLite": ["Storage", "SimulatedDisk"],
    ]
    for (module, users) in rooms {
      if let allowed = shared[module] {
        #expect(users.isSubset(of: allowed), "\(module) is imported by \(users)")
      } else {
        #expect(users.count == 1, "\(module) is imported by \(users)")
      }
    }
  }
}

@Suite struct `Habits of the sources` {
  /// Words that have no place in Sources, and why.
  static let banned: [(pattern: String, reason: String)] = [
    (#"\btry!"#, "a trap in disguise"),
    (#"\bas!"#, "a trap in disguise"),
    (#"\bfatalError\("#, "impossible states trap with a precondition and a sentence"),
    (#"\btry\?"#, "an error swallowed in silence"),
    (#"@unchecked Sendable"#, "a promise the compiler cannot hold"),
    (#"nonisolated\(unsafe\)"#, "a promise the compiler cannot hold"),
    (#"\b(TODO|FIXME|XXX|HACK)\b"#, "left for later"),
  ]

  @Test(arguments: banned.indices) func `stay away from what is banned`(_ index: Int) throws {
    let rule = Self.banned[index]
    let pattern = try Regex(rule.pattern)
    for file in try Sources.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() {
        let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
        #expect(
          code.firstMatch(of: pattern) == nil, "\(file.path):\(number + 1): \(rule.reason)")
      }
    }
  }

  @Test func `keep every file to one room of at most 500 lines`() throws {
    for file in try Sources.files(below: "Sources") {
      #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `let the group write to a party in one place alone`() throws {
    let writing = try Sources.files(below: "Sources/Casework").filter { file in
      file.lines.contains { $0.contains("side: .group") }
    }
    #expect(writing.map(\.path) == ["Sources/Casework/Channels/Sending.swift"])
    let making = try Sources.files(below: "Sources").filter { file in
      file.lines.contains { $0.contains("SendableLetter(") }
    }
    #expect(making.map(\.path) == ["Sources/Procedure/Letters/SendableLetter.swift"])
  }

  @Test func `document every declaration that other rooms may use`() throws {
    let declaration = try Regex(
      #"^\s*package (static |final |mutating |consuming |borrowing |nonisolated )*(func|struct|enum|class|actor|protocol|typealias)\b"#
    )
    for file in try Sources.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() where line.firstMatch(of: declaration) != nil {
        var above = number - 1
        while above >= 0, file.lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") {
          above -= 1
        }
        let before = above >= 0 ? file.lines[above].trimmingCharacters(in: .whitespaces) : ""
        let isRequirementOfTheLanguage =
          line.contains("static func <") || line.contains("static func ==")
          || line.contains("func encode(to") || line.contains("func hash(into")
        #expect(
          before.hasPrefix("///") || isRequirementOfTheLanguage,
          "\(file.path):\(number + 1) has no documentation")
      }
    }
  }
}
