import HTTPServer
import Testing

struct RouterTests {
  private func route(
    _ name: String, _ method: Method, _ pattern: String,
    _ reception: BodyReception = .none
  ) -> Route<Int> {
    Route(name, method, pattern, reception: reception) { _, _ in .text(name) }
  }

  @Test func `all that is wrong with a table is told at once`() {
    let expected: [RouterError.Fault] = [
      .duplicate(route: "b", other: "a"), .shadowed(route: "d", by: "c"), .nameTwice("a"),
      .badPattern(route: "f", .emptySegment), .reservedMethod(route: "g"),
      .bodyOnBodilessMethod(route: "h"),
    ]
    let error = #expect(throws: RouterError.self) {
      try Router([
        route("a", .get, "/a/{x}"), route("b", .get, "/a/{y}"), route("c", .get, "/c/{x:number}"),
        route("d", .get, "/c/{x:word}"), route("a", .get, "/e"), route("f", .get, "/f//g"),
        route("g", .options, "/g"), route("h", .delete, "/h", .json),
      ])
    }
    #expect(error?.faults == expected)
  }

  @Test func `literals win over captures whatever the order`() async throws {
    let table = [
      route("rest", .get, "/a/{x:rest}"), route("capture", .get, "/a/{x}"),
      route("literal", .get, "/a/new"), route("deep", .get, "/a/{x}/b"),
      route("post", .post, "/a/{x}"),
    ]
    for routes in [table, table.reversed()] {
      let router = try Router(routes)
      let application = Application(router: router, settings: Trial.quiet) { _ in 0 }
      for (path, name) in [
        ("/a/new", "literal"), ("/a/x", "capture"), ("/a/x/b", "deep"), ("/a/x/c", "rest"),
        ("/a/new/b", "deep"), ("/a/x/b/c", "rest"),
      ] {
        let response = await application.answer(.get(path))
        #expect(response.text == name, "\(path)")
      }
      #expect(
        router.descriptions.map { "\($0.method) \($0.path) \($0.name)" } == [
          "GET /a/new literal", "GET /a/{x:rest} rest", "GET /a/{x} capture",
          "POST /a/{x} post", "GET /a/{x}/b deep",
        ])
    }
  }

  @Test func `a route demands what its handler needs`() async throws {
    let inner = Route<String>("inner", .get, "/inner") { _, name in .text("hello \(name)") }
    let outer = inner.demanding { (head: RequestHead, number: Int) async throws -> String in
      guard head.query["in"] != nil else { throw SignedOut() }
      return "member \(number)"
    }
    let application = Application(router: try Router([outer]), settings: Trial.quiet) { _ in 7 }
    #expect(await application.answer(.get("/inner?in")).text == "hello member 7")
    #expect(await application.answer(.get("/inner")).status == .unauthorized)
  }
}
