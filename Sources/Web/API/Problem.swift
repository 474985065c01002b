import Foundation
import HTTPServer

struct Problem {
  let failure: Failure
  init(_ failure: Failure) { self.failure = failure }
  var response: Response { .problem(Array("{}".utf8), status: failure.status) }
}
