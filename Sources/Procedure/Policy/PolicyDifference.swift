/// What is different between two policies, line by line of their files.
package struct PolicyDifference: Hashable, Sendable {
  /// A line of one of the files or of both.
  package struct Line: Hashable, Sendable {
    /// In which of the two it stands.
    package enum Place: Hashable, Sendable {
      case both, onlyBefore, onlyAfter
    }

    package let place: Place
    package let text: String
  }

  /// Stretches of the files in which something is different, each with two lines around it.
  package let stretches: [[Line]]

  /// Lines that stand in only one of the files.
  package var count: Int { stretches.joined().count { $0.place != .both } }

  /// - Parameter linesAround: how many lines that are the same stand around what is different.
  package init(from before: Policy, to after: Policy, linesAround: Int = 2) {
    self.init(
      from: Self.lines(of: before), to: Self.lines(of: after), linesAround: linesAround)
  }

  init(from before: [Substring], to after: [Substring], linesAround: Int) {
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.place))
    let added = Set(difference.insertions.map(\.place))
    var lines: [Line] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if old < before.count, removed.contains(old) {
        lines.append(Line(place: .onlyBefore, text: String(before[old])))
        old += 1
      } else if new < after.count, added.contains(new) {
        lines.append(Line(place: .onlyAfter, text: String(after[new])))
        new += 1
      } else {
        lines.append(Line(place: .both, text: String(after[new])))
        old += 1
        new += 1
      }
    }
    stretches = Self.stretches(of: lines, linesAround)
  }

  private static func lines(of policy: Policy) -> [Substring] {
    String(decoding: policy.canonicalBytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func stretches(of lines: [Line], _ around: Int) -> [[Line]] {
    var stretches: [[Line]] = []
    var end = 0
    for place in lines.indices where lines[place].place != .both {
      let from = max(place - around, end)
      let to = min(place + around + 1, lines.count)
      if from == end, !stretches.isEmpty, let last = stretches.indices.last {
        stretches[last] += lines[from..<max(to, from)]
      } else {
        stretches.append(Array(lines[from..<to]))
      }
      end = max(to, end)
    }
    return stretches
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
