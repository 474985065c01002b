import Testing

@testable import Guard

@Suite struct `When something happened, as a report tells it` {
  /// 1 May 2026, a Friday.
  private static let written: Int64 = 1_777_593_600

  private func told(_ text: String) -> [String] {
    IncidentTime.told(in: text, writtenSecondsSince1970: Self.written).map { time in
      let clock = time.minute.map { "\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
      let day = time.localDay.map { day in
        let civil = CalendarDay.civil(day)
        return "\(civil.year)-\(civil.month)-\(civil.day)"
      }
      return [day, clock].compactMap { $0 }.joined(separator: " ")
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
      ("yesterday at noon", ["2026-4-30 12:00"]), ("the day before yesterday", ["2026-4-29"]),
      ("last night", ["2026-5-1", "2026-4-30"]), ("three days ago, in the evening", ["2026-4-28"]),
      ("last Saturday at 15:20", ["2026-4-25 15:20"]), ("on Friday", ["2026-5-1", "2026-4-24"]),
      ("on the 14th at 15:20", ["2026-4-14 15:20"]),
      (
        "30 December to 2 January",
        [
          "2025-12-30", "2025-12-31", "2026-1-1", "2026-1-2",
        ]
      ),
      ("last week, at 15:20", ["15:20"]), ("around three", ["3:00", "15:00"]), ("last week", []),
      ("31 February 2026", []),
      ("version 3.14 of the library, room 14", []), ("", []),
    ] as [(String, [String])])
  func `is read with every reading that it has, and left out where it has none`(
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
