import Testing

@testable import Guard

@Suite struct `When something happened, as a report tells it` {
  /// 1 May 2026.
  private static let written: Int64 = 1_777_593_600

  private func told(_ text: String) -> [String] {
    IncidentTime.told(in: text, notAfterSecondsSince1970: Self.written).map { time in
      let clock = time.minute.map { " \($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" } ?? ""
      return "\(time.year)-\(time.month)-\(time.day)\(clock)"
    }
  }

  @Test(
    arguments: [
      ("2026-03-14 15:20", ["2026-3-14 15:20"]), ("2026-03-14", ["2026-3-14"]),
      ("14 March 2026, 3:20 pm", ["2026-3-14 15:20"]),
      ("March 14th, 2026 at 15:20", ["2026-3-14 15:20"]),
      ("at 3:20 pm on the 14th of March", ["2026-3-14 15:20"]),
      ("2026-03-14T15:20", ["2026-3-14 15:20"]), ("2026-03-14T15:20:00+01:00", ["2026-3-14 15:20"]),
      ("14 March 2026 and 16 March 2026, both at 15:20", ["2026-3-14", "2026-3-16 15:20"]),
      ("14 March 2026 (15:20) 16 March 2026", ["2026-3-14 15:20", "2026-3-16 15:20"]),
      (
        "on 14 March 2026, when all of us sat in the big hall and had tea, at 3:20 pm",
        ["2026-3-14 15:20"]
      ),
      ("14.3.2026", ["2026-3-14"]), ("03/04/2026", ["2026-4-3", "2026-3-4"]),
      ("14 December, in the evening", ["2025-12-14"]), ("29 February", ["2024-2-29"]),
      ("14 März 2026", ["2026-3-14"]),
      (
        "from 13 to 15 March 2026",
        [
          "2026-3-13", "2026-3-14", "2026-3-15",
        ]
      ),
      (
        "14 March 2026 at 15:20 and again on 16 March 2026 at 9:05",
        [
          "2026-3-14 15:20", "2026-3-16 9:05", "2026-3-16 21:05",
        ]
      ),
      ("yesterday at noon", []), ("last week, at 15:20", []), ("31 February 2026", []),
      ("version 3.14 of the library, room 14", []), ("", []),
    ] as [(String, [String])])
  func `is read where it has one reading, and left out where it has none`(
    _ text: String, _ expected: [String]
  ) {
    #expect(told(text) == expected)
  }

  @Test func `is read in a text of any length in a time that is bounded`() {
    let long = String(repeating: "14 March 2026, 3:20 pm. ", count: 50_000)
    #expect(told(long) == ["2026-3-14 15:20"])
    #expect(told(String(repeating: "9", count: 100_000)).isEmpty)
  }
}
