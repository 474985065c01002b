import Casework
import Markup
import Procedure

/// The answers that a party can choose beside what they write. Each is a short text in the form, which names the offer
/// and how it is answered.
struct AnswerChoices {
  let offers: [AnswerOffer]

  /// The choice in the form; nothing where nothing is offered.
  func field(_ faults: [FieldFault]) -> HTML {
    let choices = offers.flatMap(Self.choices)
    return choices.isEmpty
      ? HTML {}
      : radioField(
        FieldFrame(
          name: ConversationPage.answerFieldName, label: AnswerWords.label,
          hint: AnswerWords.hint, isOptional: true, faults: faults),
        choices: choices, chosen: "")
  }

  private static func choices(of offer: AnswerOffer) -> [Choice] {
    func choice(_ label: String, _ rest: String = "") -> Choice {
      Choice(
        value: "\(offer.kind.rawValue)-\(offer.message.map(String.init) ?? "")-\(rest)",
        label: label)
    }
    switch offer.kind {
    case .consultation:
      return ConsultationAnswer.allCases.map {
        choice(AnswerWords.consultation($0), $0.rawValue)
      }
    case .retaliation:
      return [
        choice(AnswerWords.retaliationYes, "yes"), choice(AnswerWords.retaliationNo, "no"),
      ]
    case .permission:
      let what = offer.asks.map(AnswerWords.permission) ?? AnswerWords.askedFor
      return [
        choice(AnswerWords.permissionYes(what), "yes"),
        choice(AnswerWords.permissionNo(what), "no"),
      ]
    case .takeBack:
      return [choice(AnswerWords.takeBack(offer.asks.map(AnswerWords.permission)))]
    case .hearing, .concern, .reconsideration, .readmission, .withdrawal, .stopContact,
      .resumeContact:
      return [choice(AnswerWords.label(offer.kind))]
    }
  }

  /// What was chosen; nil for nothing, or for what no form of ours holds.
  static func chosen(_ text: String) -> ChosenAnswer? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let kind = ArrivingAnswer.Kind(rawValue: parts[0]) else { return nil }
    return ChosenAnswer(
      kind: kind, message: Int(parts[1]), consultation: ConsultationAnswer(rawValue: parts[2]),
      isYes: parts[2] == "yes" ? true : parts[2] == "no" ? false : nil)
  }
}

/// The words of the answers on the pages of parties.
enum AnswerWords {
  static let label = "Do you want to tell us one of these?"
  static let hint = "It counts as soon as you send it; your own words can stand beside it."

  static func consultation(_ answer: ConsultationAnswer) -> String {
    switch answer {
    case .acceptable: "What you plan is acceptable to me."
    case .notAcceptable: "What you plan is not acceptable to me."
    case .noOpinion: "I have no opinion on what you plan."
    }
  }

  /// Until when a decision can be brought before the board, or that this is over.
  static func appeal(_ time: AppealTime, to board: String) -> String {
    switch time {
    case .until(let ends):
      "You can ask the \(board) to look at the decision again until \(Times.dayAndTime(ends))."
    case .ended(let ends):
      "The time to ask the \(board) to look at the decision again ended on \(Times.dayAndTime(ends)). If something new has come up, write to us at any time."
    }
  }

  static let retaliationYes = "Yes, somebody has treated me badly since."
  static let retaliationNo = "No, nobody has treated me badly since."
  static let askedFor = "what you asked me about"
  static func permissionYes(_ what: String) -> String { "Yes, I allow this: \(what)." }
  static func permissionNo(_ what: String) -> String { "No, I do not allow this: \(what)." }
  static func takeBack(_ what: String?) -> String {
    what.map { "I take back that I allowed this: \($0)." }
      ?? "I take back everything that I have allowed you."
  }

  /// What somebody is asked to allow, as they are told it.
  static func permission(_ request: PermissionRequest) -> String {
    let what =
      switch request.about {
      case .apology: "an apology is passed on to me"
      case .apologyAccepted: "you accept an apology in my name"
      case .directContact: "others who are involved may write to me directly"
      case .namedInStatement: "I am named in a public statement"
      case .disclosure: "somebody outside is told who I am"
      case .facilitatedConversation: "a conversation with the other side, with somebody who helps"
      }
    return what + (request.to.map { ", to: \($0)" } ?? "")
      + (request.purpose.map { ", for: \($0)" } ?? "")
  }

  static func label(_ kind: ArrivingAnswer.Kind) -> String {
    switch kind {
    case .hearing: "This is my answer to what you asked me."
    case .concern: "I have a concern about the person who looks after this."
    case .reconsideration: "Please have the decision looked at again."
    case .readmission: "I ask to be let in again."
    case .withdrawal: "I take my report back."
    case .stopContact: "Please send me no more messages."
    case .resumeContact: "You may send me messages again."
    case .consultation, .retaliation, .permission, .takeBack: ""
    }
  }
}
