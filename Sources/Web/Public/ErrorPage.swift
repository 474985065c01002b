package import Markup
package import Procedure

/// What went wrong, in words, with the way out. Holds nothing that somebody typed.
package struct ErrorPage: Page {
  /// The kinds of error that have words of their own.
  package enum Kind: Sendable, Hashable {
    /// 400: the request could not be read.
    case unreadable
    /// 403: the form was too old or came from elsewhere.
    case formExpired
    /// 403: a form came after the session had ended.
    case signedOutMeanwhile
    /// 403: this is not for this visitor, who knows that it exists.
    case notAllowed
    /// 404: nothing is here, or nothing that this visitor may know of.
    case notFound
    /// 405.
    case wrongMethod
    /// 408 or a broken upload.
    case interrupted
    /// 409: a rule of the policy refused.
    case refused(Refusal)
    /// 409: somebody was faster; the page must be looked at again.
    case changedMeanwhile
    /// 410: an invitation or another link that was used or is too old.
    case linkNoLongerValid
    /// 413, with the most bytes that are taken.
    case tooLarge(bytesMax: Int)
    /// 415: the form came in a way that cannot be read.
    case unsupported
    /// 422: the fields could not be understood.
    case notUnderstood
    /// 429, with the seconds after which it may be tried again.
    case tooMany(retryAfterSeconds: Int64)
    /// 500, with the number under which the operator finds it.
    case broken(reference: String)
    /// 503: there is no room or no storage at this moment.
    case unavailable
  }

  package var setting: PageSetting
  package var kind: Kind
  /// The name of the group; empty where it is not known.
  package var groupName: String

  package init(setting: PageSetting, kind: Kind, groupName: String) {
    self.setting = setting
    self.kind = kind
    self.groupName = groupName
  }

  package var document: Document {
    let said = ErrorWords.words(of: kind)
    return PublicLayout(
      setting: setting, title: said.title, groupName: groupName, className: "stack reading",
      isPrivate: true
    ).document {
      div(.class("card")) {
        div(.class("error-picture")) { Picture.lost.html }
        h1 { said.title }
        for sentence in said.sentences { p { sentence } }
        if case .refused(let refusal) = kind { refusalFacts(refusal) }
        if case .broken(let reference) = kind {
          facts([Fact(PublicWords.errorReference, HTML { code { reference } })])
        }
        p(.class("actions")) {
          buttonLink(PublicWords.errorHome, to: Paths.home, class: "button second")
        }
      }
    }
  }
}

/// Which rule refused, where it comes from, and what would be right.
func refusalFacts(_ refusal: Refusal) -> HTML {
  var list = [
    Fact(PublicWords.refusalWayOut, text: refusal.wayOut),
    Fact(PublicWords.refusalRule, text: refusal.citation.text),
  ]
  if let clause = refusal.citation.clause {
    list.append(Fact(PublicWords.refusalClause, text: clause))
  }
  return facts(list)
}

/// The words of errors: what happened, that nothing bad follows from it, and the way out.
enum ErrorWords {
  static func words(of kind: ErrorPage.Kind) -> (title: String, sentences: [String]) {
    switch kind {
    case .unreadable:
      (
        "We could not read that",
        ["Something arrived that this page does not understand. Go back and try once more."]
      )
    case .formExpired:
      (
        "Please send that once more",
        [
          "For your safety a form only counts for a while, and only from this site.",
          "Go back, reload the page, and send it again. Your browser usually keeps what you typed.",
        ]
      )
    case .signedOutMeanwhile:
      (
        "You were signed out meanwhile",
        [
          "Nothing was stored yet, and nothing you wrote is lost.",
          "Sign in again in another tab, then come back to this one, reload it, and let the browser send the form again.",
        ]
      )
    case .notAllowed:
      ("This is not open to you", ["If you think it should be, ask a chair of the group."])
    case .notFound:
      (
        "There is nothing here",
        ["The address may be mistyped, or what was here is not for you to see."]
      )
    case .wrongMethod:
      ("That does not work here", ["Go back and use the buttons on the page."])
    case .interrupted:
      (
        "The connection broke off",
        ["What you sent did not arrive completely, so nothing was stored. Please try again."]
      )
    case .refused(let refusal):
      ("That cannot be done now", [refusal.sentence, "Nothing was changed."])
    case .changedMeanwhile:
      (
        "Somebody was a little faster",
        [
          "The case changed while you were writing. Nothing of yours was stored yet.",
          "Go back, copy what you wrote, and look at the case again.",
        ]
      )
    case .linkNoLongerValid:
      (
        "This link no longer works",
        [
          "It was used already, or it is too old.",
          "Ask the person who sent it to you for a new one.",
        ]
      )
    case .tooLarge(let bytesMax):
      (
        "That is too large for us",
        [
          "At most \(FormWords.size(bytesMax)) can be sent at once. Nothing was stored.",
          "Go back, leave out the largest files, and send again. You can add the others afterwards.",
        ]
      )
    case .unsupported:
      (
        "We cannot read this kind of message",
        ["Please use the form on this site, or the formats that the interface describes."]
      )
    case .notUnderstood:
      (
        "Something in the form was not as expected",
        ["Go back, look at the fields again, and send once more. Nothing was stored."]
      )
    case .tooMany(let seconds):
      (
        "Please wait a little",
        [
          "There were many attempts in a short time. Try again in \(Times.duration(seconds: max(60, seconds))).",
          "You are not locked out.",
        ]
      )
    case .broken:
      (
        "Something broke on our side",
        [
          "This is not your fault. If you were sending something, please try again in a few minutes.",
          "The people who run this site find what happened under this reference:",
        ]
      )
    case .unavailable:
      (
        "We cannot take this right now",
        ["Nothing was stored. Please try again in a few minutes."]
      )
    }
  }
}
