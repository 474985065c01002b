import Casework
import Markup
import Procedure

/// What handlers see of the mail behind a message.
struct MailParts {
  var now: Moment
  var link: (FileID) -> Link

  /// Where a mail of the group stands, and the mail itself behind a line.
  func html(_ mail: MailFacts?) -> HTML {
    guard let mail else { return .empty }
    return HTML {
      if let state = mail.state { html(state) }
      if mail.isDoubted { notice(.careful) { p { MailWords.doubted } } }
      if !mail.isEmpty {
        details(.class("small")) {
          summary { MailWords.itself }
          facts(
            (mail.subject.isEmpty ? [] : [Fact(CaseWords.subject, words(mail.subject))])
              + mail.authentication.map { Fact(MailWords.authentication, words($0)) })
          if !mail.original.isEmpty {
            p(.class("muted")) { MailWords.original }
            fileList(mail.original, link: link)
          }
          if let written = mail.written {
            p(.class("muted")) { MailWords.written }
            pre { words(written.replacing("\r\n", with: "\n")) }
          }
        }
      }
    }
  }

  private func html(_ state: MailState) -> HTML {
    switch state {
    case .failed(let said): return notice(.careful) { sentence(MailWords.failed, said) }
    case .waiting(nil): return line { MailWords.waiting }
    case .waiting(let nextTry?):
      return line {
        MailWords.waitingForServer
        " "
        next(nextTry)
      }
    case .delayed(let said, let nextTry):
      return line {
        MailWords.delayed
        if !said.isEmpty {
          " \(MailWords.said) "
          words(said)
        }
        if let nextTry {
          " "
          next(nextTry)
        }
      }
    case .sent: return line { MailWords.sent }
    case .arrived: return line { MailWords.arrived }
    }
  }

  private func line(@HTMLBuilder _ content: () -> HTML) -> HTML {
    p(.class("small muted mail-state")) { content() }
  }

  private func sentence(_ text: String, _ said: String) -> HTML {
    p(.class("mail-state")) {
      text
      if !said.isEmpty {
        " \(MailWords.said) "
        words(said)
      }
    }
  }

  private func next(_ moment: Moment) -> HTML {
    HTML {
      MailWords.nextTry
      " "
      Times.html(moment)
    }
  }
}

extension MailFacts {
  fileprivate var isEmpty: Bool {
    subject.isEmpty && authentication.isEmpty && original.isEmpty && written == nil
  }
}

/// The words about mails, for handlers.
enum MailWords {
  static let waiting = "By e-mail: it waits to be sent."
  static let waitingForServer = "By e-mail: our mail server could not be reached."
  static let delayed = "By e-mail: it has not arrived yet."
  static let nextTry = "Next try:"
  static let sent = "By e-mail: sent."
  static let arrived = "By e-mail: it has arrived."
  static let failed = "By e-mail: it did not arrive, and is not tried again."
  static let said = "The other server said:"
  static let doubted = "The server that took it in doubts that it comes from the address it names."
  static let itself = "The mail itself"
  static let original = "As it came, with its headers:"
  static let written = "As it was sent:"
  static let authentication = "What our server found"
  static let expected = "The conversation knows"
}
