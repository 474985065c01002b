import Casework
import Markup

/// What the script of a page shows while somebody types: one sentence to be said, and what it is about.
struct FindingsPart {
  var findings: [DraftFindingView]

  var html: HTML {
    HTML {
      p { findings.isEmpty ? CaseWords.nothingFound : CaseWords.findings(findings.count) }
      div { findingList(findings, hasTitle: false) }
    }
  }
}

/// What the checker points at, the gravest first.
func findingList(_ findings: [DraftFindingView], hasTitle: Bool = true) -> HTML {
  guard !findings.isEmpty else { return .empty }
  let order: [DraftFindingView.Weight] = [.block, .warn, .hint]
  return div(.class("findings")) {
    if hasTitle { h3 { CaseWords.findings(findings.count) } }
    ul(.class("voices")) {
      for weight in order {
        for finding in findings where finding.weight == weight {
          li {
            badge(
              weight == .block ? .late : weight == .warn ? .soon : .plain,
              CaseWords.weight(weight))
            " "
            if !finding.excerpt.isEmpty { strong { words("“\(finding.excerpt)”") } }
            longWords(finding.why)
            if !finding.suggestions.isEmpty {
              p(.class("small muted")) {
                CaseWords.instead
                words(finding.suggestions.map { "“\($0)”" }.joined(separator: ", "))
              }
            }
          }
        }
      }
    }
    p(.class("small muted")) { CaseWords.findingsHint }
  }
}
