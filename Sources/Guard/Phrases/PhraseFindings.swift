extension Checker {
  /// A run of words that a draft shares with a confidential text.
  private struct Shared: Placed {
    var range: Range<Int>
    var severity: Severity
    /// Which of the confidential texts.
    var source: Int
  }

  /// Runs of words that a draft shares with a confidential text.
  func phraseFindings(_ reading: Reading) -> [Finding] {
    guard !confidential.sources.isEmpty else { return [] }
    var matcher = PhraseMatcher(reading, lists: lists, own: wordsOfNames)
    let shared = confidential.sources.indices.flatMap { source in
      matcher.matches(with: confidential.sources[source].hashes).map {
        Shared(range: $0.range, severity: $0.isLong ? .block : .warn, source: source)
      }
    }
    // A long text leads to the same words of a draft many times.
    return shared.settled.map { shared in
      let source = confidential.sources[shared.source]
      return Finding(
        rule: .phrasing, range: shared.range, excerpt: reading.excerpt(shared.range),
        about: source.about, severity: shared.severity,
        why:
          "These words also stand in a confidential text\(source.source.isEmpty ? "" : " (\(source.source))"), so that whoever wrote them could be known by them.",
        suggestions: [
          "say in your own words what was done", "leave the words out that only one person uses",
        ])
    }
  }
}
