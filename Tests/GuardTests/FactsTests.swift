import Guard
import Testing

@Suite struct `Facts of a case` {
  private func faults(_ text: String) -> [String] {
    do {
      _ = try Facts.read(json: Array(text.utf8))
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test(arguments: [
    (#"{"recipient": {"role": "reported"}, "partys": []}"#, "partys: There is no such field here."),
    (#"{"parties": []}"#, "recipient: It is missing."),
    (#"{"recipient": {"role": "boss"}}"#, "recipient.role: 'boss' is no role that can stand here."),
    (
      #"{"recipient": {"role": "public"}, "parties": [{"role": "public"}]}"#,
      "parties[0].role: 'public' is no role that can stand here."
    ),
    (
      #"{"recipient": {"role": "public"}, "parties": [{"role": "witness", "names": "Asta"}]}"#,
      "parties[0].names: This is text; it has to be a list in brackets."
    ),
    (
      #"{"recipient": {"role": "public"}, "times": ["yesterday"]}"#,
      "times[0]: This is no time. Write it as 2026-03-14T15:20:00+01:00, or as 2026-03-14."
    ),
    (#"{"recipient": "#, "This cannot be read as JSON."),
    (
      #"{"recipient": {"role": "public"}, "confidential": [{"source": "report"}]}"#,
      "confidential[0].text: The text is missing."
    ),
  ])
  func `that do not fit are refused with the place and the way out`(
    _ text: String, _ sentence: String
  ) {
    #expect(faults(text).contains { $0.hasPrefix(sentence) }, "\(faults(text))")
  }

  @Test func `that have several faults are told all of them at once`() {
    let text =
      #"{"recipient": {"role": "boss", "nam": []}, "times": [3], "parties": [{"role": "witness", "phones": [1]}]}"#
    #expect(faults(text).count == 4, "\(faults(text))")
  }

  @Test(arguments: ["2026-02-30", "2026-13-01T10:00:00Z", "14.3.2026", "2026-03-14T25:00:00Z"])
  func `hold no day or hour that there is not`(_ text: String) {
    #expect(IncidentTime(text) == nil)
  }

  @Test(arguments: [
    "2026-03-14", "2026-03-14T15:20:00Z", "2026-03-14T15:20+05:30", "2026-03-14T15:20:00.250-0300",
  ])
  func `hold days and moments`(_ text: String) {
    #expect(IncidentTime(text) != nil)
  }
}
