import Procedure
import Testing

/// Earlier records are found by what is exactly the same, and by nothing else (rows E6, H8).
struct `What somebody is known as` {
  static let sam = KnownAs(
    names: ["Sam  Ünder-Hill"], handles: ["@SamU"], addresses: ["sam@example.org"])

  @Test(
    arguments: [
      (KnownAs(names: ["sam under-hill"]), [KnownAs.Kind.name]),
      (KnownAs(names: [" SAM ÜNDER-HILL\n"]), [.name]),
      (KnownAs(handles: ["samu"]), [.handle]),
      (KnownAs(names: ["@samu"]), [.handle]),
      (KnownAs(addresses: ["Sam@Example.org"]), [.address]),
      (KnownAs(names: ["sam@example.org", "Sam Under-Hill"]), [.name, .address]),
      (KnownAs(names: ["Sam"]), []),
      (KnownAs(names: ["samu"]), []),
      (KnownAs(handles: ["sam@example.org"]), [.address]),
      (KnownAs(handles: ["samuel"]), []),
      (KnownAs(addresses: ["sam@example.com"]), []),
      (KnownAs(names: ["", " ", "@", "?"], handles: ["@"], addresses: [""]), []),
    ] as [(KnownAs, [KnownAs.Kind])])
  func `is found by the same name, handle or address alone`(
    _ asked: KnownAs, _ kinds: [KnownAs.Kind]
  ) {
    #expect(Self.sam.matches(asked) == kinds)
    #expect(asked.matches(Self.sam) == kinds)
  }

  @Test func `grows by what is new and keeps nothing twice`() {
    let joined = Self.sam.joined(
      KnownAs(names: ["SAM under-hill", "Sammy"], handles: ["samu"], addresses: ["s@example.org"]))
    #expect(joined.names == ["Sam  Ünder-Hill", "Sammy"])
    #expect(joined.handles == ["@SamU"])
    #expect(joined.addresses == ["sam@example.org", "s@example.org"])
  }
}
