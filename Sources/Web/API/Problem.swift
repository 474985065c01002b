import Casework
import HTTPServer
import Procedure

/// An error of the API as a problem document (RFC 9457).
struct Problem {
  let failure: Failure

  init(_ failure: Failure) { self.failure = failure }

  /// What every problem says; the description of the API shows it.
  static let schema = Schema.named(
    "Problem",
    .object([
      .required("type", .text, "What kind of problem it is: `urn:redress:` and a stable word."),
      .required("title", .text, "The same for people, in a few words."),
      .required("status", .integer, "The HTTP status."),
      .required("detail", .text, "What happened, in one sentence."),
      .required("wayOut", .text, "What can be done now."),
      .optional("rule", .text, "The stable name of the rule that refused."),
      .optional("clause", .text, "The clause of this community's documents behind the rule."),
      .optional("clauseText", .text, "What that clause asks for."),
      .optional(
        "faults",
        .list(
          .object([
            .required("field", .text, "The path of the field, such as `contact.email`."),
            .required("sentence", .text, "What is wrong with it."),
          ])), "Everything that is wrong with what was sent."),
      .optional("retryAfterSeconds", .integer, "When it can be tried again."),
      .optional("reference", .text, "Under which the operator finds the error."),
    ]))

  var response: Response {
    .problem(JSONTree.object(members).bytes, status: failure.status)
  }

  private var members: [JSONTree.Member] {
    let kind = kind
    var members: [JSONTree.Member] = [
      JSONTree.Member(name: "type", value: .text("urn:redress:\(kind.word)")),
      JSONTree.Member(name: "title", value: .text(kind.title)),
      JSONTree.Member(name: "status", value: .integer(Int64(failure.status.code))),
      JSONTree.Member(name: "detail", value: .text(failure.sentence)),
      JSONTree.Member(name: "wayOut", value: .text(failure.wayOut)),
    ]
    func add(_ name: String, _ value: JSONTree) {
      members.append(JSONTree.Member(name: name, value: value))
    }
    if let reference = failure.reference { add("reference", .text(reference)) }
    switch failure.presentable {
    case let error as CaseworkError:
      switch error {
      case .refused(let refusal):
        add("rule", .text(refusal.rule.rawValue))
        if let clause = refusal.citation.clause { add("clause", .text(clause)) }
        add("clauseText", .text(refusal.citation.text))
      case .faults(let faults): add("faults", Self.list(faults))
      case .busy(let seconds): add("retryAfterSeconds", .integer(Int64(seconds)))
      default: break
      }
    case let error as NotUnderstood: add("faults", Self.list(error.faults))
    default: break
    }
    return members
  }

  private static func list(_ faults: [FieldFault]) -> JSONTree {
    .list(
      faults.map { ["field": .text($0.field), "sentence": .text($0.sentence)] })
  }

  private var kind: (word: String, title: String) {
    switch failure.presentable {
    case let error as CaseworkError:
      switch error {
      case .absent: return ("absent", "Nothing is here")
      case .signedOut: return ("signed-out", "Not signed in")
      case .faults: return ("faults", "Fields are wrong")
      case .refused: return ("refused", "A rule refused")
      case .movedOn: return ("moved-on", "The case has moved on")
      case .declareFirst: return ("declare-first", "The gate has not been passed")
      case .newWordsFirst: return ("new-words-first", "The words were handed over")
      case .receipt: return ("receipt", "The words open nothing")
      case .wrongCredentials: return ("wrong-credentials", "Not signed in")
      case .busy: return ("busy", "Too much at once")
      case .invitationEnded: return ("invitation-ended", "The invitation has ended")
      case .notAllowed: return ("not-allowed", "Not open to you")
      case .fileTooLarge, .filesTooLarge: return ("too-large", "Too large")
      case .notGenuine: return ("not-genuine", "Something stored does not hold")
      }
    case is NotUnderstood: return ("not-understood", "The document was not understood")
    case is BodyError: return ("body", "The body was not taken")
    case .some(RequestError.notFound): return ("absent", "Nothing is here")
    case .some: return ("request", "The request was not taken")
    case .none: return ("broken", "Something broke")
    }
  }
}

/// A document that is no JSON, or not of the schema of its address.
struct NotUnderstood: Error, Presentable {
  let faults: [FieldFault]

  var status: Status { .badRequest }
  var sentence: String { faults.first?.sentence ?? "The document was not understood." }
  var wayOut: String { "See /api/v1/openapi.json for what is taken here." }
}
