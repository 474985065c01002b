/// Links and names of files in a text.
enum Links {
  struct Link {
    var range: Range<Int>
    /// Folded, without the scheme and what is at its end.
    var key: String
    var isFile: Bool
  }

  private static let fileEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "heic", "svg", "pdf", "mp4", "mov", "webm", "mkv", "avi",
    "mp3", "wav",
    "m4a", "ogg", "txt", "log", "zip", "tar", "gz", "doc", "docx", "odt", "xls", "xlsx", "ods",
    "csv", "eml",
    "msg", "mbox", "html", "htm", "json", "md", "ppt", "pptx", "key", "rtf", "vcf", "ics", "7z",
    "amr", "opus", "tiff", "bmp",
  ]

  static func find(in scalars: [Unicode.Scalar]) -> [Link] {
    var links: [Link] = []
    var place = 0
    while place < scalars.count {
      if isEnder(scalars[place]) {
        place += 1
        continue
      }
      var end = place
      // Every link and every name of a file has a dot or a colon inside.
      var hasSign = false
      while end < scalars.count, !isEnder(scalars[end]) {
        if scalars[end] == "." || scalars[end] == ":" { hasSign = hasSign || end > place }
        end += 1
      }
      if hasSign, let link = link(scalars, place..<end) { links.append(link) }
      place = end
    }
    return links
  }

  /// The keys of all links of a text in UTF-8, of which most words are none.
  static func keys(in text: [UInt8]) -> [String] {
    let enders = asciiEnders
    var keys: [String] = []
    var start = 0
    // The first dot or colon of the word that is being read.
    var sign: Int?
    for place in 0...text.count {
      let byte = place < text.count ? text[place] : 0x20
      if byte < 0x80, enders[Int(byte)] {
        // At its end it belongs to the sentence.
        if let sign, sign < place - 1 {
          let word = String(decoding: text[start..<place], as: UTF8.self)
          keys += find(in: Array(word.unicodeScalars)).map(\.key)
        }
        (start, sign) = (place + 1, nil)
      } else if byte == 0x2E || byte == 0x3A, sign == nil {
        sign = place
      }
    }
    return keys
  }

  private static let asciiEnders: [Bool] = {
    let enders: Set<Unicode.Scalar> = [
      " ", "\n", "\t", "\r", "<", ">", "\"", "(", ")", "[", "]", "|", "`",
    ]
    return (0..<128).map { enders.contains(Unicode.Scalar(UInt8($0))) }
  }()

  /// Whether a sign stands around links and never in them.
  @inline(__always)
  private static func isEnder(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return asciiEnders[Int(scalar.value)] }
    return scalar == "“" || scalar == "”" || scalar == "«" || scalar == "»"
  }

  /// Signs of a sentence, which belong to no link that they stand before or behind.
  private static let trailing: Set<Unicode.Scalar> = [
    ".", ",", ";", ":", "!", "?", "'", "’", "*", "_",
  ]
  private static let schemes = [
    "https://", "http://", "hxxps://", "hxxp://", "ftp://", "matrix:", "irc://", "www.",
  ]

  private static func link(_ scalars: [Unicode.Scalar], _ piece: Range<Int>) -> Link? {
    var range = piece
    while !range.isEmpty, trailing.contains(scalars[range.upperBound - 1]) {
      range = range.lowerBound..<range.upperBound - 1
    }
    while !range.isEmpty, trailing.contains(scalars[range.lowerBound]) {
      range = range.lowerBound + 1..<range.upperBound
    }
    guard range.count >= 4, scalars[range].contains(where: { $0 == "." || $0 == ":" }) else {
      return nil
    }
    let text = AddressIndex.folded(NameIndex.text(Array(scalars[range])))
    for scheme in schemes where text.hasPrefix(scheme) {
      return Link(range: range, key: String(text.dropFirst(scheme.count)), isFile: false)
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, !text.contains("@") || text.contains("/") else {
      return nil
    }
    if text.contains("/") {
      // A domain and a path.
      let domain = text.prefix { $0 != "/" }
      let labels = domain.split(separator: ".")
      if labels.count >= 2, let top = labels.last, top.count >= 2, top.allSatisfy(\.isLetter),
        domain.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" })
      {
        return Link(range: range, key: text, isFile: false)
      }
    }
    if fileEndings.contains(String(last)), parts[0].count >= 1, text.count > last.count + 2 {
      return Link(range: range, key: text, isFile: true)
    }
    return nil
  }

  /// Whether a link leads to one message, and not to a page.
  static func isPermalink(_ key: String) -> Bool {
    let signs = [
      "#issuecomment", "#discussion_r", "#note_", "#comment", "#msg", "#post", "/channels/",
      "/archives/", "/status/", "/near/",
      "/message/", "/messages/", "/comments/", "/comment/", "/permalink", "/msg", "/posts/", "/p/",
      "thread_ts", "/thread/", "/notice/", "#c", "/reply/", "/event/$", "/$",
      "/statuses/", "message_id", "msgid", "#pullrequestreview", "/replies/", "/video/", "?t=",
      "&t=", "#narrow", "/toot", "/note/",
    ]
    if signs.contains(where: key.contains) { return true }
    let parts = key.split(whereSeparator: { "/?#=&".contains($0) })
    // One page of an archive, or a short mark that stands for a longer address.
    if let last = parts.last, parts.count >= 2 {
      let bare = last.prefix { $0 != "." }
      if bare.count >= 4, bare.allSatisfy(\.isNumber), !(bare.count == 4 && bare.hasPrefix("20")) {
        return true
      }
      if parts.count == 2, (4...10).contains(last.count), last.contains(where: \.isNumber),
        last.contains(where: \.isLetter), !last.contains(".")
      {
        return true
      }
    }
    let hex = parts.dropFirst().contains { part in
      part.count >= 7 && part.allSatisfy(\.isHexDigit) && part.contains(where: \.isNumber)
    }
    if hex || key.contains("?disco=") || key.contains("#heading") || key.contains("#gid") {
      return true
    }
    // The number of a post behind the number of a thread, as forums have them, or a long number or mark.
    let isNumber = { (part: Substring) in part.allSatisfy(\.isNumber) }
    if parts.count >= 3, let last = parts.last, isNumber(last), isNumber(parts[parts.count - 2]) {
      return true
    }
    return parts.dropFirst().contains { $0.count >= 9 && $0.filter(\.isNumber).count >= 7 }
  }

  /// Whether a link leads to the page of a person.
  static func isProfile(_ key: String) -> Bool {
    let signs = [
      "/@", "/u/", "/user/", "/users/", "/profile", "/people/", "/~", "/in/", "/member", "/author/",
      "?user=", "/id/",
    ]
    if signs.contains(where: key.contains) { return true }
    let hosts = [
      "github.com/", "gitlab.com/", "codeberg.org/", "twitter.com/", "x.com/", "instagram.com/",
      "facebook.com/", "t.me/", "linkedin.com/",
      "bsky.app/", "keybase.io/", "medium.com/", "tiktok.com/", "twitch.tv/", "sr.ht/",
      "bitbucket.org/", "mastodon.social/",
    ]
    return hosts.contains { host in
      guard let range = key.firstRange(of: host) else { return false }
      return key[range.upperBound...].split(separator: "/").count == 1
    }
  }
}
