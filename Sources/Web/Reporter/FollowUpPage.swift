import Casework
package import Markup

/// Where the words of a receipt are typed.
package struct FollowUpPage: Page {
  /// What was wrong with the words that were typed.
  package enum Problem: Sendable, Hashable {
    /// There are too many or too few.
    case count(found: Int)
    /// A word, counted from 1, that is not in the list, with the nearest one that is.
    case unknownWord(position: Int, word: String, suggestion: String?)
    /// All are in the list, but they open nothing.
    case noMatch
  }

  package var setting: PageSetting
  package var groupName: String
  /// How many words a receipt has.
  package var wordCount: Int
  /// What was typed before; given back after an error.
  package var typed: String
  package var problems: [Problem]

  /// The name of the field.
  package static let wordsFieldName = "receipt"

  package init(
    setting: PageSetting, groupName: String, wordCount: Int, typed: String = "",
    problems: [Problem] = []
  ) {
    self.setting = setting
    self.groupName = groupName
    self.wordCount = wordCount
    self.typed = typed
    self.problems = problems
  }

  package var document: Document {
    let faults = problems.map { problem in
      FieldFault(field: Self.wordsFieldName, sentence: sentence(of: problem))
    }
    return PublicLayout(
      setting: setting, title: ReporterWords.openTitle, groupName: groupName, place: .followUp,
      className: "stack wide-gap reading", isPrivate: true
    ).document {
      errorSummary(faults)
      div(.class("stack")) {
        h1 { ReporterWords.openTitle }
        p(.class("lead")) { ReporterWords.openLead }
      }
      postForm(to: Paths.followUp, token: setting.token, class: "card") {
        longField(
          FieldFrame(
            name: Self.wordsFieldName, label: ReporterWords.openLabel,
            hint: ReporterWords.openHint(wordCount), faults: faults),
          value: typed, rows: 2, .autocomplete("off"), .autocapitalize("none"), .spellcheck(false))
        div(.class("actions")) { submitButton(ReporterWords.openButton) }
      }
      details(.class("fold")) {
        summary { ReporterWords.openLost }
        div(.class("stack")) {
          p { ReporterWords.openLostText }
          p { a(.href(Paths.report)) { ReporterWords.openNew } }
        }
      }
    }
  }

  private func sentence(of problem: Problem) -> String {
    switch problem {
    case .count(let found): ReporterWords.wrongCount(found, wordCount)
    case .unknownWord(let position, let word, let suggestion):
      if let suggestion {
        ReporterWords.unknownWord(position, word, suggestion: suggestion)
      } else {
        ReporterWords.unknownWord(position, word)
      }
    case .noMatch: ReporterWords.noMatch
    }
  }
}
