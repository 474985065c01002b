package import Procedure

/// How much of a long history stands on one page.
package enum HistoryLimits {
  /// Messages of one conversation.
  package static let messagesPerPage = 50
  /// Entries of what happened in a case.
  package static let entriesPerPage = 200
}

/// Which part of a long history is shown: page 1 is its newest end, and within a page the oldest comes first.
package struct Stretch: Sendable, Hashable {
  package let page: Int
  package let pageCount: Int
  /// How many there are on all pages.
  package let total: Int
  /// What is shown, counted from the beginning of the history.
  let range: Range<Int>

  /// What is shown first, counted from 1 at the beginning of the history.
  package var first: Int { range.lowerBound + 1 }

  /// - Parameter page: the newest is 1; a page beyond the beginning is the oldest there is.
  package init(page: Int, of total: Int, perPage: Int) {
    pageCount = max(1, (total + perPage - 1) / perPage)
    self.page = min(max(page, 1), pageCount)
    self.total = total
    let end = total - (self.page - 1) * perPage
    range = max(0, end - perPage)..<end
  }

  /// A history that stands on one page.
  package init(whole total: Int) { self.init(page: 1, of: total, perPage: max(1, total)) }
}

/// Which pages of its long histories a case is opened at: the newest, as long as nobody asks for another.
package struct CasePlaces: Sendable {
  package var channel: ChannelPlace?
  package var timeline = 1

  /// A page of one conversation.
  package struct ChannelPlace: Sendable {
    package let id: ChannelID
    package let page: Int
  }

  /// The newest pages.
  package static let newest = CasePlaces()

  /// A page of what happened.
  package static func timeline(page: Int) -> CasePlaces { CasePlaces(timeline: page) }

  /// A page of one conversation.
  package static func channel(_ id: ChannelID, page: Int) -> CasePlaces {
    CasePlaces(channel: ChannelPlace(id: id, page: page))
  }

  func page(of channel: ChannelID?) -> Int {
    guard let asked = self.channel, asked.id == channel else { return 1 }
    return asked.page
  }
}
