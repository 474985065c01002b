// swift-tools-version: 6.2
import PackageDescription

// One table of rooms. Arrows point down only; Tests/TidyTests reads the imports and holds them.

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// A Debian C library behind a module map: the folder under Sources/C, its pkg-config name and its package.
func library(_ name: String, _ pkgConfig: String?, _ package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// A room of the house: a Swift target under Sources with the house settings.
func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target
{
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

/// The tests of a room, under Tests.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: house)
}

let package = Package(
  name: "redress",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "redress", targets: ["redress"])],
  targets: [
    library("CSodium", "libsodium", "libsodium-dev"),
    library("CSQLite", "sqlite3", "libsqlite3-dev"),
    library("CMicrohttpd", "libmicrohttpd", "libmicrohttpd-dev"),
    library("CGMime", "gmime-3.0", "libgmime-3.0-dev"),
    library("CCurl", "libcurl", "libcurl4-openssl-dev"),
    library("CMarkdown", nil, "libcmark-gfm-extensions-dev"),
    library("CMagic", nil, "libmagic-dev"),
    library("CQREncode", "libqrencode", "libqrencode-dev"),
    library("CGD", nil, "libgd-dev"),
    library("CExif", nil, "libexif-dev"),
    library("CXML2", "libxml-2.0", "libxml2-dev"),
    library("CSeccomp", "libseccomp", "libseccomp-dev"),
    library("CSystem", nil, "libc6-dev"),

    // A disk that loses its power, and its wrapper: for tests and the simulation, no other room depends on them.
    .target(
      name: "CSimulatedDisk", path: "Sources/C/CSimulatedDisk",
      linkerSettings: [.linkedLibrary("sqlite3")]),
    room("SimulatedDisk", ["CSimulatedDisk"]),

    room("Identity", []),
    room("Tracing", []),
    room("Procedure", [], resources: [.embedInCode("Policies")]),
    room("Clauses", ["Procedure"], resources: [.embedInCode("Data")]),
    room("Guard", [], resources: [.embedInCode("Data")]),
    room("Vault", ["Identity", "CSodium", "CGMime"]),
    room("Storage", ["Identity", "CSQLite", "CSystem"]),
    room("Confinement", ["CSeccomp", "CSystem"]),
    room("Pictures", ["Confinement", "CGD", "CExif"]),
    room("Mail", ["Confinement", "CGMime", "CCurl", "CXML2"]),
    room("Markup", ["Tracing", "CMarkdown", "CQREncode"]),
    room("HTTPServer", ["CMicrohttpd"]),
    room(
      "Casework",
      [
        "Identity", "Procedure", "Guard", "Tracing", "Vault", "Storage", "Confinement", "Mail",
        "Pictures",
        "CMagic",
        "CSystem",
      ],
      resources: [.embedInCode("Words")]),
    room(
      "Web", ["Casework", "Procedure", "HTTPServer", "Markup", "Pictures", "Tracing"],
      resources: [.embedInCode("Assets")]),
    room("Simulation", ["Casework", "Procedure", "Storage", "Mail", "SimulatedDisk"]),
    .executableTarget(
      name: "redress",
      dependencies: [
        "Web", "Simulation", "Casework", "Clauses", "Guard", "Procedure", "HTTPServer", "Mail",
        "Pictures",
        "Tracing", "CSystem",
      ],
      swiftSettings: house),

    // Load for script/bench, in C so that it takes as little as possible of the machine that is measured.
    .executableTarget(name: "bench", dependencies: ["CMicrohttpd"]),

    // What script/bench needs beside a server and a load.
    .executableTarget(
      name: "measure",
      dependencies: ["Casework", "Guard", "Identity", "Mail", "Procedure", "Storage", "Vault"],
      swiftSettings: house),

    tests("TidyTests", []),
    tests("ProcedureTests", ["Procedure"], exclude: ["Golden"]),
    tests("ClausesTests", ["Clauses", "Procedure"]),
    tests("GuardTests", ["Guard"], exclude: ["Drafts"]),
    tests("VaultTests", ["Vault", "Identity"]),
    tests("StorageTests", ["Storage", "SimulatedDisk", "Identity"]),
    .target(
      name: "TestPlaces", path: "Tests/Support/TestPlaces", swiftSettings: house),
    .executableTarget(
      name: "MailChild", dependencies: ["Mail", "Pictures", "Confinement"],
      path: "Tests/Support/MailChild",
      swiftSettings: house),
    tests(
      "MailTests", ["Mail", "TestPlaces", "MailChild", "Confinement", "HTTPServer"],
      exclude: ["Corpus"]),
    tests("TracingTests", ["Tracing"]),
    tests("PicturesTests", ["Pictures", "MailChild", "TestPlaces", "CGD"]),
    tests("MarkupTests", ["Markup", "Tracing"]),
    tests("HTTPServerTests", ["HTTPServer"]),
    tests(
      "CaseworkTests",
      [
        "Casework", "Procedure", "Vault", "Storage", "SimulatedDisk", "Mail", "Pictures",
        "Identity",
      ]),
    tests("SimulationTests", ["Simulation", "Procedure"]),
    tests("CommandLineTests", ["redress", "Casework", "Clauses", "Guard", "Procedure"]),
    tests("WebTests", ["Web", "Casework", "Clauses", "Procedure", "HTTPServer", "Markup", "Mail"]),
  ]
)

// script/rules switches single rules off, to see that a test notices: only the procedure, the clauses and their
// tests are built then, never what people run.
if Context.environment["REDRESS_SWITCHABLE_RULES"] != nil {
  package.products = []
  let rooms = ["Procedure", "ProcedureTests", "Clauses", "ClausesTests", "TidyTests"]
  package.targets.removeAll { !rooms.contains($0.name) }
  for target in package.targets {
    target.swiftSettings =
      house + [.define("REDRESS_SWITCHABLE_RULES", .when(configuration: .debug))]
  }
}

// script/planted puts one fault after the other into the program, to see that the simulation notices, or the test of
// who can tell two reporters apart; never what people run.
if Context.environment["REDRESS_PLANTED_FAULTS"] != nil {
  package.targets.removeAll { $0.type == .test && $0.name != "WebTests" }
  let rooms = ["Procedure", "Casework", "Web", "Simulation"]
  for target in package.targets where rooms.contains(target.name) {
    target.swiftSettings =
      house + [
        .define("REDRESS_PLANTED_FAULTS", .when(configuration: .debug)),
        .define("REDRESS_SWITCHABLE_RULES", .when(configuration: .debug)),
      ]
  }
}

// script/fuzz names libFuzzer's runtime; then everything is built for it, and the program that feeds it exists.
if let runtime = Context.environment["REDRESS_FUZZ_RUNTIME"] {
  for target in package.targets where target.type == .regular {
    target.swiftSettings =
      (target.swiftSettings ?? []) + [
        .unsafeFlags(["-sanitize=fuzzer,address"])
      ]
  }
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Sources/C/CFuzzer"),
    .executableTarget(
      name: "FuzzMail", dependencies: ["Mail", "CFuzzer"],
      swiftSettings: house + [.unsafeFlags(["-sanitize=fuzzer,address"])],
      linkerSettings: [.unsafeFlags(["-sanitize=address", runtime, "-lstdc++"])]),
  ]
}
