/// The words of the pages behind a receipt.
enum ReporterWords {
  static let openTitle = "Read our answer, or write again"
  static let openLead =
    "Type the words of your receipt, or the words that you were given, in their order. Capital letters and extra spaces do not matter."
  static let openLabel = "The words of your receipt, or those you were given"
  static func openHint(_ count: Int) -> String { "\(count) words, with a space between them." }
  static let openButton = "Open my conversation"
  static let openLost = "I no longer have the words"
  static let openLostText =
    "We have no copy, so we cannot open the conversation for you. You can write a new report and say that you have reported before; tell us roughly when and about what, and we will bring the two together."
  static let openNew = "Write a new report"

  static func wrongCount(_ found: Int, _ expected: Int) -> String {
    "A receipt has \(expected) words; here are \(found). Please look whether one is missing or doubled."
  }
  static func unknownWord(_ position: Int, _ word: String) -> String {
    "Word \(position), “\(word)”, is not one of the words we use."
  }
  static func unknownWord(_ position: Int, _ word: String, suggestion: String) -> String {
    "Word \(position), “\(word)”, is not one of the words we use. Is it “\(suggestion)”?"
  }
  static let noMatch =
    "Each word is one we use, but together they open nothing. Please look at their order, and at words that sound alike."

  static let newWordsTitle = "First, words that only you know"
  static let newWordsLead =
    "Somebody handed you the words that you have just typed, so at least one other person has seen them. From now on these new ones open your conversation, and the old ones open nothing any more."
  static let newWordsKept = "I have kept them. Open my conversation"
  static let newWordsLater =
    "If you stop here, nothing changes: the words you were handed still work, and this page draws new ones the next time."

  static let title = "Your conversation with us"
  static func standingReceived(_ groupWord: String) -> String {
    "Your report has arrived. Nobody of the \(groupWord) has answered in person yet."
  }
  static func standingAcknowledged(_ groupWord: String) -> String {
    "A member of the \(groupWord) has answered you, and the group is working on it."
  }
  static let standingClosed = "The group has closed this. You can still write here."
  static let standing = "Where it stands"
  static let received = "Received"
  static let since = "Since"
  static let conversation = "Messages"
  static let you = "You"
  static func group(_ groupWord: String) -> String { "The \(groupWord)" }
  static let automatic = "Automatic receipt"
  static let noMessagesTitle = "No messages yet"
  static let noMessages = "When we answer, it will stand here."
  static let writeTitle = "Write to us"
  static let writeLabel = "Your message"
  static let writeHint =
    "Add what you remembered, answer a question, or tell us if something changed. Only the people who handle your report read it."
  static let partyWriteHint = "Only the people who handle this read it."
  static let filesLabel = "Files"
  static let send = "Send"
  static let sent = "Your message has arrived."
  static let consentIsYours =
    "No is a good answer, and nothing here depends on it. You can take back a yes at any time, here or in a message; then nothing new is told, but what somebody knows already they know."
  static let retaliation =
    "If somebody treats you badly because you reported, tell us here. We will treat it as urgent."
  static let mailTitle = "What we send you by e-mail"
  static let mailLabel = "When we write to you"
  static let mailHint =
    "A mail can be read by whoever gets into your mailbox, and lies there for long. The words of your receipt are never mailed."
  static let mailLink = "only a link that leads here"
  static let mailText = "the whole text"
  static let mailButton = "Keep this choice"
  static let leaveTitle = "Finished for now?"
  static let leaveText =
    "Close the conversation, above all on a device that others use. You can open it again with your words."
  static let leave = "Close the conversation"
}
