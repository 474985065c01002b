import Testing

/// A story is played twice with another reporter. Whoever is not among the handlers sees the same.
///
/// `docs/threat-model.md`, “What each observer still learns”, tells what `Allowed` leaves out.
@Suite(.serialized) struct `Whoever tells a story, others see the same` {
  /// Every observer by name, and what they saw.
  private func seen(in play: Told, _ allowed: Set<Allowed>) -> [(String, [Sight])] {
    [
      ("the reported person", play.reported),
      ("a recused member", play.recused),
      ("a member who was left out", play.leftOut),
      ("a member of the board", play.board),
      ("an outsider", play.outsider),
      ("the mail server", play.mailServer(allowed)),
      ("the log", play.log(allowed)),
    ]
  }

  private func expectSame(
    _ one: Told, _ other: Told, _ allowed: Set<Allowed>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for ((who, first), (_, second)) in zip(seen(in: one, allowed), seen(in: other, allowed)) {
      #expect(first.count > 5, "\(who) sees next to nothing", sourceLocation: sourceLocation)
      if let difference = Difference.first(first, second) {
        Issue.record("\(who) can tell: \(difference)", sourceLocation: sourceLocation)
      }
    }
  }

  private static let wilma = Task { try await Play(.wilma).run() }

  @Test func `with another name, address, language, wording and time zone`() async throws {
    let wilma = try await Self.wilma.value
    let parvaneh = try await Play(.parvaneh).run()
    expectSame(wilma, parvaneh, Allowed.atTheSameTimes)
    #expect(wilma.kindsOfNotices == parvaneh.kindsOfNotices)
  }

  @Test func `without an address, with files, with more messages and at other times`() async throws
  {
    let wilma = try await Self.wilma.value
    let ghost = try await Play(.ghost).run()
    expectSame(wilma, ghost, Allowed.atOtherTimes)
    #expect(wilma.kindsOfNotices == ghost.kindsOfNotices && wilma.kindsOfNotices.count == 1)
    #expect(wilma.linesOfTeller == ghost.linesOfTeller)
  }

  @Test func `by mail instead of by the form`() async throws {
    let wilma = try await Self.wilma.value
    let postman = try await Play(.postman).run()
    expectSame(wilma, postman, Allowed.atOtherTimes)
    #expect(wilma.kindsOfNotices == postman.kindsOfNotices)
    #expect(postman.linesOfTeller.isEmpty)
  }

  @Test func `and whoever was left out, or is outside, sees the days of no report at all`()
    async throws
  {
    let wilma = try await Self.wilma.value
    let nobody = try await Play(nil).run()
    for (who, first, second) in [
      ("a member who was left out", wilma.leftOut, nobody.leftOut),
      ("an outsider", wilma.outsider, nobody.outsider),
    ] {
      if let difference = Difference.first(first, second) {
        Issue.record("\(who) can tell: \(difference)")
      }
    }
  }

  @Test func `while a handler reads who it is, so that there is something to keep`() async throws {
    let wilma = try await Self.wilma.value
    #expect(wilma.handler.contains { $0.text.contains("called my talk worthless") })
    #expect(!wilma.handler.contains { $0.text.contains("سخنرانی") })
  }
}
