import Casework
package import Markup

/// The words that a party keeps instead of those they were handed; nothing of the conversation is shown before.
package struct NewWordsPage: Page {
  package var setting: PageSetting
  package var groupName: String
  /// The new words; they open nothing until they are sent back.
  package var words: [String]

  /// The name of the field that sends them back.
  package static let wordsFieldName = "words"

  package init(setting: PageSetting, groupName: String, words: [String]) {
    self.setting = setting
    self.groupName = groupName
    self.words = words
  }

  package var document: Document {
    PublicLayout(
      setting: setting, title: ReporterWords.newWordsTitle, groupName: groupName,
      place: .followUp, className: "stack wide-gap reading", isPrivate: true
    ).document {
      div(.class("stack")) {
        h1 { ReporterWords.newWordsTitle }
        p(.class("lead")) { ReporterWords.newWordsLead }
      }
      receiptCard(words)
      postForm(to: Paths.reporterWords, token: setting.token) {
        hiddenInput(name: Self.wordsFieldName, value: words.joined(separator: " "))
        div(.class("actions")) { submitButton(ReporterWords.newWordsKept) }
      }
      p(.class("hint")) { ReporterWords.newWordsLater }
    }
  }
}
