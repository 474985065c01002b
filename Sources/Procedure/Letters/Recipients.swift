extension Case {
  /// The lines that the next message into a conversation begins with: who was added to it and who was dropped since the
  /// last one. Empty where nothing changed.
  package func announcement(in channel: ChannelID) -> String {
    Self.announcement(changedReaders[channel] ?? [])
  }

  /// The lines that this message had to begin with.
  func announcement(before message: MessageReference) -> String {
    Self.announcement(announcedReaders[message] ?? [])
  }

  private static func announcement(_ lines: [String]) -> String {
    lines.joined(separator: "\n")
  }

  /// The same for a message that is folded already.
  package func announcing(_ text: String, before message: MessageReference) -> String {
    let lines = announcement(before: message)
    return lines.isEmpty || text.hasPrefix(lines) ? text : "\(lines)\n\n\(text)"
  }

  /// A text with what has to be announced in a conversation at its top, unless it stands there already.
  package func announcing(_ text: String, in channel: ChannelID?) -> String {
    guard let lines = channel.map(announcement), !lines.isEmpty, !text.hasPrefix(lines) else {
      return text
    }
    return "\(lines)\n\n\(text)"
  }

  /// The same for a letter: in four parts it stands in the opening.
  package func announcing(_ text: LetterText, in channel: ChannelID?) -> LetterText {
    switch text {
    case .plain(let words): return .plain(announcing(words, in: channel))
    case .fourParts(var parts):
      guard let lines = channel.map(announcement), !lines.isEmpty,
        !text.whole.hasPrefix(lines)
      else { return text }
      parts.opening = parts.opening.map { "\(lines)\n\n\($0)" } ?? lines
      return .fourParts(parts)
    }
  }

  mutating func foldOpening(_ opening: ChannelOpening) {
    wanted[.way(opening.party)] = nil
    guard channels[opening.channel] != nil else {
      channels[opening.channel] = opening.party
      readers[opening.channel] = opening.reader
      return
    }
    let word = opening.way == .mail ? "another mail address" : "new words for this page"
    let added = "[+ \(opening.reader ?? word)]"
    // Who came and went between two messages is not named at all.
    var lines = changedReaders[opening.channel] ?? []
    if lines.isEmpty { lines = ["[- \(readers[opening.channel] ?? "the way before")]"] }
    lines.removeAll { $0.hasPrefix("[+") }
    changedReaders[opening.channel] = [added] + lines
    readers[opening.channel] = opening.reader
  }

  mutating func foldAnnouncement(_ message: MessageReference) {
    guard let lines = changedReaders.removeValue(forKey: message.channel) else { return }
    announcedReaders[message] = lines
  }
}

extension Rules {
  /// Whoever reads with somebody, or no longer does, is announced at the top.
  func announces(_ text: String, in channel: ChannelID?) throws(Refusal) {
    guard let channel else { return }
    try begins(text, with: subject.announcement(in: channel))
  }

  /// The same for a message that is folded already.
  func announced(_ text: String, in message: MessageReference) throws(Refusal) {
    try begins(text, with: subject.announcement(before: message))
  }

  private func begins(_ text: String, with lines: String) throws(Refusal) {
    try require(
      .recipientsAnnounced, lines.isEmpty || text.hasPrefix(lines),
      "Who reads this conversation has changed since the last message, and the text does not say so.",
      "Begin with \(lines.split(separator: "\n").joined(separator: " and ")).")
  }
}
