/// The words of the pages that anybody may open. What a community says in its own words stands in its
/// policy; these are the words around it.
enum PublicWords {
  // MARK: Frame

  static let mainNavigation = "Main"
  static let footNavigation = "For members"
  static let navigationReport = "Report"
  static let navigationFollowUp = "Follow up"
  static let navigationPrivacy = "How we keep this private"
  static let footPromise =
    "No trackers, no cookies until you need one, nothing loaded from other sites."
  static let footMembers = "Sign in as a member"

  // MARK: First page

  static let homeTitle = "Something happened? Tell us."
  static func homeLead(_ groupName: String) -> String {
    "You can tell the \(groupName) in your own words. You do not have to be sure, you do not have to give your name, and you do not have to be the one it happened to."
  }
  static let homeReport = "Write a report"
  static let homeFollowUp = "I have already reported"
  static let dangerTitle = "If anyone is in physical danger"
  static let howTitle = "How it works"
  static let howWriteTitle = "You write what happened."
  static let howWrite =
    "Only your account is needed. Every other question can stay empty. Any language is fine."
  static let howReceiptTitle = "You get a few words to keep."
  static let howReceipt =
    "They are your receipt. With them you can read our answers and write again, from any browser, without an account."
  static let howReadTitle = "People read it, and answer you."
  static let howDecideTitle = "We look into it and tell you what we decide."
  static let howDecide =
    "We find out what happened, think about your safety first, and ask what you think before we act on a decision that affects you."
  static let unsureTitle = "Not sure if it counts?"
  static let whoTitle = "Who can report"
  static let whoReadsTitle = "Who reads it"
  static let privateTitle = "Kept confidential"
  static let aboutMemberTitle = "Is it about one of us?"
  static let aboutMemberForm = "On the form you can choose who must not see your report."
  static let otherWaysTitle = "Other ways to reach us"
  static let retaliationTitle = "Nobody may punish you for this"

  // MARK: Report form

  static let formBefore = "Before you write"
  static let formOnlyAccount =
    "Only one field is needed: what happened. Leave out whatever you do not know or do not want to say. You can add more later."
  static let formInference = "Others may guess who you are"
  static let sectionAccount = "What happened"
  static let sectionAccountLead = "Any language is fine."
  static let sectionWhen = "When and where"
  static let sectionPeople = "Who was involved"
  static let sectionPeopleLead = "Names, nicknames, handles: whatever you know."
  static let sectionSafety = "Safety"
  static let sectionSafetyLead = "This helps us to see what cannot wait."
  static let sectionReaders = "Who may read this"
  static let sectionYou = "How we can reach you"
  static let sectionYouLead =
    "All of this is optional. Without it you can still read our answers with your receipt."
  static let sectionLanguage = "Language"
  static let sectionRest = "Anything else"
  static let noSpace = "I do not know, or somewhere else"
  static let yes = "Yes"
  static let no = "No"
  static let unsure = "I am not sure"
  static let noAnswer = "Rather not say"
  static let relationAffected = "It happened to me"
  static let relationWitness = "I saw or heard it"
  static let relationHeard = "Somebody told me about it"
  static let relationRepresentative =
    "I write for a team, an event or a program that dealt with it"
  static let filesKept = "Files you have already added"
  static let filesKeptHint = "They stay with your report. Untick one to leave it out."
  static let filesInside =
    "Pictures and documents can hold your name or place inside; we keep them as they are."
  static func filesLimit(one: String, all: String, count: Int) -> String {
    "Up to \(count) files, \(one) each, \(all) together."
  }
  static let sendNote =
    "After sending you will see your receipt: a few words. They are shown once, so have a pen or a screenshot ready."
  static let groupHeading = "The group"
  static let boardHeading = "The board"

  // MARK: Receipt

  static let receiptStored = "Your report has arrived and is safely stored."
  static let receiptOnce = "These words are shown only now."
  static let receiptOnceMore =
    "We keep no copy and cannot look them up. Whoever has the words can read the conversation, so keep them where only you find them."
  static let receiptOrder = "Your receipt, in this order"
  static let copy = "Copy the words"
  static let copied = "Copied"
  static let printPage = "Print this page"
  static let receiptNext = "What happens next"
  static let receiptBy = "by"
  static let receiptPromises = "What you can count on"
  static let receiptMailed =
    "We have also sent a short confirmation to the address you gave. It does not contain the words."
  static let receiptReturn = "To read our answer"
  static let receiptReturnText =
    "Come back to this site, choose “Follow up”, and type the words. You can do that from any device."
  static let receiptOpen = "Go to “Follow up”"
  static let receivedAt = "Received"

  // MARK: Errors

  static let errorHome = "Go to the first page"
  static let errorReport = "Write a report"
  static let errorReference = "Reference"
  static let refusalRule = "The rule"
  static let refusalClause = "Clause"
  static let refusalWayOut = "What you can do"

  // MARK: Privacy

  static let privacyTitle = "How we keep this private"
  static func privacyLead(_ groupWord: String) -> String {
    "What happens to your words, who can read them, and what the \(groupWord) cannot do even if it wanted to."
  }
  static let privacyReadTitle = "Who can read a report"
  static let privacyRead = [
    "A report is locked for the members who may handle it, each with a key of their own, at the moment it arrives. After that this server itself cannot read it.",
    "Before members see anything of a report, they must say whether they have a conflict of interest. Whoever has one never gets a key to it.",
    "Somebody whose name stands in the report, or whom you leave out, gets no key.",
    "Every time a member opens a case, that is written down.",
  ]
  static let privacyYouTitle = "What we learn about you"
  static let privacyYou = [
    "Only what you write. We do not store your internet address, and there are no trackers.",
    "The first cookie is set when you open your conversation, and it ends when you leave it.",
    "Files are kept exactly as you send them. Pictures can hold the place and time where they were taken.",
    "E-mail that we send you says little: that there is something to read, or the words you asked us to send.",
  ]
  static let privacyReceiptTitle = "Your receipt"
  static let privacyReceipt =
    "The words of your receipt are the key to your conversation. We do not have them. If you lose them, we cannot open it for you, but you can write to us again."
  static let privacyRulesTitle = "The rules in force"
  static let privacyPolicy = "Policy"
  static let privacyVersion = "Version"
  static let privacyPromises = "Promised times"
  static let privacyLimitTitle = "What we cannot promise"
}
