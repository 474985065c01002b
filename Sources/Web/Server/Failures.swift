package import Casework
package import HTTPServer
import Markup
import Procedure

extension CaseworkError: Presentable {
  package var status: Status {
    switch self {
    case .absent: .notFound
    case .signedOut, .wrongCredentials: .unauthorized
    case .faults, .receipt: .unprocessableContent
    case .refused, .movedOn, .declareFirst, .newWordsFirst: .conflict
    case .busy: .tooManyRequests
    case .invitationEnded: .gone
    case .notAllowed: .forbidden
    case .fileTooLarge, .filesTooLarge: .contentTooLarge
    case .notGenuine: .internalServerError
    }
  }

  package var sentence: String {
    switch self {
    case .absent: RequestError.notFound.sentence
    case .signedOut: "The session has ended, or never was."
    case .wrongCredentials: "The address, the password or the code is wrong."
    case .faults(let faults): faults.first?.sentence ?? "Something in the form is wrong."
    case .receipt: "These words open nothing."
    case .refused(let refusal): refusal.sentence
    case .movedOn: "This has moved on since you looked at it. Nothing was changed."
    case .declareFirst: "Declare first whether you have a conflict of interest."
    case .newWordsFirst: "You were handed these words. Take new ones first."
    case .busy: "There were many attempts in a short time."
    case .invitationEnded: "This invitation was used, has expired, or was withdrawn."
    case .notAllowed(let sentence): sentence
    case .fileTooLarge(_, let bytesMax):
      "A file is larger than \(FormWords.size(bytesMax))."
    case .filesTooLarge(let bytesMax):
      "The files together are larger than \(FormWords.size(bytesMax))."
    case .notGenuine: "Something stored does not hold, so it was neither shown nor changed."
    }
  }

  package var wayOut: String {
    switch self {
    case .absent: RequestError.notFound.wayOut
    case .signedOut: "Sign in again."
    case .wrongCredentials: "Try again; nobody is locked out."
    case .faults: "Mend what is named and send it again."
    case .receipt: "Check the words and their order."
    case .refused(let refusal): refusal.wayOut
    case .movedOn: "Look at it again, then repeat."
    case .declareFirst: "Give the command “declare” before any other."
    case .newWordsFirst: "Open its page again; in the API, read “channel/words”, and post it."
    case .busy(let seconds): "Try again in \(seconds) seconds."
    case .invitationEnded: "Ask the person who sent it for a new one."
    case .notAllowed: "If you think it should be open to you, ask a chair of the group."
    case .fileTooLarge, .filesTooLarge: "Send smaller files, or fewer; more can follow later."
    case .notGenuine: "Tell the people who run this site; they find it in their log."
    }
  }

  package var headers: ResponseHeaders {
    var headers = ResponseHeaders()
    switch self {
    case .busy(let seconds): headers[.retryAfter] = HeaderValue(max(1, seconds))
    case .signedOut, .wrongCredentials: headers[.wwwAuthenticate] = "Bearer"
    default: break
    }
    return headers
  }
}

extension Site {
  /// Draws a failure: a problem document for the API, a page for everybody else.
  ///
  /// What is absent and what may not be known of get the same bytes.
  func present(_ failure: Failure, _ head: RequestHead?) -> Response {
    if head?.segments.first == "api" { return Problem(failure).response }
    if case .seeOther = failure.status { return Response(status: .seeOther) }
    do {
      let setting = PageSetting(token: FormToken(""))
      if let needed = failure.presentable as? SignInNeeded {
        if needed.isForm {
          return answer(
            ErrorPage(setting: setting, kind: .signedOutMeanwhile, groupName: groupName))
        }
        return answer(
          SignInPage(
            setting: PageSetting(token: try newFormToken()), organizationName: organizationName,
            returnPath: needed.path))
      }
      return answer(
        ErrorPage(setting: setting, kind: kind(of: failure), groupName: groupName))
    } catch {
      return plainFailure(failure, head)
    }
  }

  private func kind(of failure: Failure) -> ErrorPage.Kind {
    if let reference = failure.reference { return .broken(reference: reference) }
    switch failure.presentable {
    case let error as CaseworkError:
      switch error {
      case .refused(let refusal): return .refused(refusal)
      case .movedOn: return .changedMeanwhile
      case .busy(let seconds): return .tooMany(retryAfterSeconds: Int64(seconds))
      case .notGenuine: return .broken(reference: "not-genuine")
      default: break
      }
    case is FormRefused: return .formExpired
    case let error as BodyError:
      if case .truncated = error { return .interrupted }
    default: break
    }
    return switch failure.status.code {
    case 403: .notAllowed
    case 404: .notFound
    case 405, 501: .wrongMethod
    case 408: .interrupted
    case 409: .changedMeanwhile
    case 410: .linkNoLongerValid
    case 413: .tooLarge(bytesMax: IntakeLimits.filesBytesMax)
    case 415: .unsupported
    case 422: .notUnderstood
    case 503: .unavailable
    default: .unreadable
    }
  }
}
