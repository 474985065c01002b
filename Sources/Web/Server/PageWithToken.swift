import Casework
import Procedure
import Synchronization

/// A page that is the same for everybody but for its form token: drawn once, and cut at the token.
///
/// Nothing of a person is in it. It is drawn anew when what it was drawn from has changed.
final class PageWithToken<Source: Equatable & Sendable>: Sendable {
  private struct Drawn {
    let source: Source
    let pieces: [[UInt8]]
  }

  /// Stands for the token while the page is drawn; nothing else has sixty-four of these digits.
  static var mark: String { String(repeating: "5", count: 64) }

  private let drawn = Mutex<Drawn?>(nil)

  /// The page with this token.
  /// - Parameter draw: draws the page with the mark where the token stands.
  func bytes(for source: Source, token: String, draw: () -> [UInt8]) -> [UInt8] {
    let known = drawn.withLock { $0 }
    let pieces: [[UInt8]]
    if let known, known.source == source {
      pieces = known.pieces
    } else {
      pieces = Self.cut(draw())
      drawn.withLock { $0 = Drawn(source: source, pieces: pieces) }
    }
    return Array(pieces.joined(separator: Array(token.utf8)))
  }

  private static func cut(_ page: [UInt8]) -> [[UInt8]] {
    let mark = Array(Self.mark.utf8)
    var pieces: [[UInt8]] = []
    var start = 0
    var place = 0
    while place + mark.count <= page.count {
      if page[place] == mark[0], page[place..<place + mark.count].elementsEqual(mark) {
        pieces.append(Array(page[start..<place]))
        place += mark.count
        start = place
      } else {
        place += 1
      }
    }
    return pieces + [Array(page[start...])]
  }
}

/// What the empty public form is drawn from.
struct FormSource: Equatable, Sendable {
  let policy: [UInt8]
  let members: [PublicMember]
  let boardMembers: [PublicMember]

  init(_ view: PublicView) {
    policy = view.policy.canonicalBytes
    members = view.members
    boardMembers = view.boardMembers
  }
}
