/// The names, handles and addresses under which somebody is known, and the exact search among them (rows E6, H8).
///
/// Two are compared by kind: a name finds names, a handle handles, an address addresses. Large and small letters,
/// spaces, and marks that the same name is written with or without make no difference; everything else does.
package struct KnownAs: Hashable, Codable, Sendable {
  package var names: [String]
  /// Handles anywhere, with or without `@`.
  package var handles: [String]
  package var addresses: [String]

  package init(names: [String] = [], handles: [String] = [], addresses: [String] = []) {
    self.names = names
    self.handles = handles
    self.addresses = addresses
  }

  /// What a case says of a party.
  package init(_ party: Party) {
    self.init(
      names: [party.displayName] + party.names, handles: party.handles, addresses: party.emails)
  }

  /// Whether it says anything at all.
  package var isEmpty: Bool { keys.isEmpty }

  /// By what two agree, in a fixed order; empty where they have nothing in common.
  package func matches(_ other: KnownAs) -> [Kind] {
    let common = keys.intersection(other.keys)
    return Kind.allCases.filter { kind in common.contains { $0.kind == kind } }
  }

  /// What two agree by.
  package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
    case name, handle, address
  }

  /// Both together, each text once.
  package func joined(_ other: KnownAs) -> KnownAs {
    var seen = keys
    func added(_ texts: [String], _ more: [String], _ kind: Kind) -> [String] {
      texts + more.filter { text in Key(text, kind).map { seen.insert($0).inserted } ?? false }
    }
    return KnownAs(
      names: added(names, other.names, .name), handles: added(handles, other.handles, .handle),
      addresses: added(addresses, other.addresses, .address))
  }

  private struct Key: Hashable {
    let kind: Kind
    let text: String

    /// Nil for what holds neither a letter nor a digit.
    init?(_ text: String, _ kind: Kind) {
      var words = Folding.plain(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // People type a handle or an address where a name is asked for.
      var kind = kind
      if words.hasPrefix("@") {
        kind = .handle
      } else if words.contains("@"), !words.contains(" ") {
        kind = .address
      }
      if kind == .handle { words = String(words.drop { $0 == "@" }) }
      guard words.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
      self.kind = kind
      self.text = words
    }
  }

  private var keys: Set<Key> {
    Set(
      names.compactMap { Key($0, .name) } + handles.compactMap { Key($0, .handle) }
        + addresses.compactMap { Key($0, .address) })
  }
}

extension MemberProfile {
  /// The member as the search knows people.
  package var knownAs: KnownAs {
    KnownAs(names: [fullName] + otherNames, handles: handles, addresses: emails)
  }
}
