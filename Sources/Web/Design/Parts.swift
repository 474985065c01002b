import Casework
import Markup
import Procedure

// The parts that pages are put together from.

/// A sentence or more that must be seen.
enum NoticeKind {
  case info, danger, careful, good

  fileprivate var className: String {
    switch self {
    case .info: "notice"
    case .danger: "notice danger"
    case .careful: "notice careful"
    case .good: "notice good"
    }
  }

  fileprivate var icon: Icon {
    switch self {
    case .info: .info
    case .danger, .careful: .warning
    case .good: .done
    }
  }
}

/// A notice with its drawing.
func notice(_ kind: NoticeKind, @HTMLBuilder content: () -> HTML) -> HTML {
  div(.class(kind.className)) {
    kind.icon.html
    div { content() }
  }
}

/// A card with a heading.
func card(
  _ title: String, id: String? = nil, level: Int = 2, class className: String = "card",
  beside: HTML = .empty, @HTMLBuilder content: () -> HTML
) -> HTML {
  var attributes: [Attribute] = [.class(className)]
  if let id { attributes.append(.id(id)) }
  return element(.section, attributes) {
    header {
      if level == 2 { h2 { title } } else { h3 { title } }
      beside
    }
    content()
  }
}

/// A card that shows its heading alone until somebody wants more. A link to `id` opens it.
func foldedCard(
  _ title: String, id: String? = nil, note: String = "", @HTMLBuilder content: () -> HTML
) -> HTML {
  details(.class("card folded")) {
    summary {
      h2 { title }
      if !note.isEmpty { span(.class("small muted")) { note } }
    }
    element(.div, [.class("stack")] + (id.map { [.id($0)] } ?? [])) { content() }
  }
}

/// A text of the policy in paragraphs, parted by empty lines.
func paragraphs(_ text: String) -> HTML {
  HTML.joined(
    text.split(separator: "\n\n").map { part in
      p { part.split(separator: "\n").joined(separator: " ") }
    })
}

/// The kinds of badge; the words say what the colour says.
enum BadgeKind: String {
  case plain = "badge"
  case urgent = "badge urgent"
  case late = "badge late"
  case soon = "badge soon"
  case good = "badge good"
  case accent = "badge accent"
}

/// A short word about a thing.
func badge(_ kind: BadgeKind, _ text: String) -> HTML {
  span(.class(kind.rawValue)) { text }
}

/// The name of a case.
func codeNameChip(_ codeName: String) -> HTML {
  span(.class("code-name")) { words(codeName) }
}

/// A pair of a word and what it means, in a list of facts.
struct Fact {
  var name: String
  var value: HTML

  init(_ name: String, _ value: HTML) {
    self.name = name
    self.value = value
  }

  init(_ name: String, text: String) {
    self.init(name, .text(text))
  }

  /// People's words; nil when there are none, so that no empty line is shown.
  init?(_ name: String, words text: String, isLong: Bool = false) {
    guard !text.isEmpty else { return nil }
    self.name = name
    value = isLong ? longWords(text) : words(text)
  }
}

/// A list of facts.
func facts(_ list: [Fact]) -> HTML {
  guard !list.isEmpty else { return .empty }
  return dl(.class("facts")) {
    for fact in list {
      dt { fact.name }
      dd { fact.value }
    }
  }
}

/// Where there is nothing yet.
func emptyState(_ picture: Picture, title: String, text: String) -> HTML {
  div(.class("empty")) {
    picture.html
    p(.class("empty-title")) { title }
    p { text }
  }
}

/// A link that looks like a button.
func buttonLink(_ text: String, to link: Link, class className: String = "button") -> HTML {
  a(.href(link), .class(className)) { text }
}

/// Earlier and later pages of a list.
func pager(page: Int, pageCount: Int, link: (Int) -> Link) -> HTML {
  pager(
    page: page, pageCount: pageCount,
    before: page > 1 ? (PartWords.previousPage, link(page - 1)) : nil,
    after: page < pageCount ? (PartWords.nextPage, link(page + 1)) : nil)
}

/// The way through a long history: its newest end is page 1, and what is earlier stands above what is later.
func pager(_ stretch: Stretch, link: (Int) -> Link) -> HTML {
  pager(
    page: stretch.page, pageCount: stretch.pageCount,
    before: stretch.page < stretch.pageCount
      ? (PartWords.earlier, link(stretch.page + 1)) : nil,
    after: stretch.page > 1 ? (PartWords.later, link(stretch.page - 1)) : nil)
}

private func pager(
  page: Int, pageCount: Int, before: (String, Link)?, after: (String, Link)?
) -> HTML {
  guard pageCount > 1 else { return .empty }
  func step(_ step: (String, Link)?) -> HTML {
    guard let step else { return span {} }
    return buttonLink(step.0, to: step.1, class: "button quiet")
  }
  return nav(.class("pager"), .ariaLabel(PartWords.pages)) {
    step(before)
    span(.class("muted")) { PartWords.pageOf(page, pageCount) }
    step(after)
  }
}

/// Files of a message or a report, each a link to download it.
///
/// - Parameter preview: where a picture of a file can be looked at; nil on pages of those who sent it.
func fileList(
  _ files: [FileView], link: (FileID) -> Link, preview: ((FileID) -> Link)? = nil
) -> HTML {
  guard !files.isEmpty else { return .empty }
  return ul(.class("files")) {
    for file in files {
      li(.class("file")) {
        Icon.file.html
        if preview != nil, let risk = file.risk {
          // The way to it leads past the warning.
          details {
            summary { words(file.name) }
            notice(.careful) { p { PartWords.warning(of: risk) } }
            p { a(.href(link(file.id)), .download(file.name)) { PartWords.saveAnyway } }
          }
        } else {
          a(.href(link(file.id)), .download(file.name)) { words(file.name) }
        }
        span(.class("small muted")) {
          words(file.type)
          ", \(FormWords.size(file.bytes))"
        }
        if let preview {
          details(.class("evidence")) {
            summary { file.hasPreview ? PartWords.showPicture : PartWords.fingerprint }
            if file.hasPreview {
              p(.class("small muted")) { PartWords.pictureHint }
              img(
                .source(preview(file.id)), .alt(PartWords.picture(named: file.name)), .loadingLate)
            }
            p(.class("small muted")) {
              PartWords.fingerprintIs
              code(.class("hash")) { grouped(file.hash) }
            }
          }
        }
      }
    }
  }
}

/// A fingerprint in groups of eight, to be compared by eye.
private func grouped(_ fingerprint: String) -> String {
  stride(from: 0, to: fingerprint.count, by: 8).map { start in
    String(fingerprint.dropFirst(start).prefix(8))
  }.joined(separator: " ")
}

/// One message of a conversation.
///
/// - Parameters:
///   - isOwn: whether the reader's own side wrote it.
///   - more: what this reader sees beside the words.
func messageBubble(
  _ message: ChannelMessageView, author: HTML, isOwn: Bool, now: Moment, more: HTML = .empty,
  link: (FileID) -> Link, preview: ((FileID) -> Link)? = nil
) -> HTML {
  li(.class(isOwn ? "bubble own" : "bubble")) {
    header {
      strong { author }
      Times.agoHTML(message.at, now: now)
      if message.way == .mail {
        span { PartWords.byMail }
      }
      if message.way == .inPerson {
        span { PartWords.inPerson }
      }
    }
    longWords(message.text)
    if !message.quoted.isEmpty {
      details {
        summary { PartWords.quoted }
        longWords(message.quoted)
      }
    }
    fileList(message.files, link: link, preview: preview)
    more
  }
}

/// Words that are used on the pages of every audience.
enum PartWords {
  static let showPicture = "Show the picture"
  static let pictureHint =
    "Drawn anew, without what the camera wrote. Save the file to see all of it. Looking is on the record."
  static func picture(named name: String) -> String {
    "The picture “\(name)”, or no preview of it could be drawn."
  }
  static let fingerprint = "Fingerprint"
  static let fingerprintIs = "Fingerprint of the file as it came in: "
  static let saveAnyway = "Save it anyway"
  static func warning(of risk: FileRisk) -> String {
    let why =
      switch risk {
      case .document: "This document may hold programs, or tell its sender that it was opened."
      case .archive: "Nobody has looked at the files inside this one."
      case .program: "This is a program. It can do on your machine whatever you can."
      case .page: "This is a page. A browser would run what is in it."
      }
    return
      "\(why) Open it only on a machine without your accounts, or ask for a picture or plain text of it instead."
  }
  static let pages = "Pages"
  static let previousPage = "Previous page"
  static let nextPage = "Next page"
  static let earlier = "Earlier"
  static let later = "Later"
  static func pageOf(_ page: Int, _ count: Int) -> String { "Page \(page) of \(count)" }
  static let byMail = "by e-mail"
  static let inPerson = "in person"
  static let quoted = "Show the earlier mail it quotes"
  static let skip = "Skip to the content"
  static let leaveQuickly = "Leave quickly"
  static let leaveQuicklyHint =
    "Opens another website at once. Your browser may still list this page in its history."
  static let product = "Redress"
}
