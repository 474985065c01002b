import Testing

@testable import Casework

/// The error of a call as a word that tests compare: the fields of faults, the sentence's kind, nothing secret.
func refusal(_ body: () async throws -> Void) async -> String {
  do {
    try await body()
    return "none"
  } catch let error as CaseworkError {
    switch error {
    case .absent: return "absent"
    case .signedOut: return "signedOut"
    case .faults(let faults): return "faults " + faults.map(\.field).joined(separator: " ")
    case .refused: return "refused"
    case .movedOn: return "movedOn"
    case .declareFirst: return "declareFirst"
    case .newWordsFirst: return "newWordsFirst"
    case .receipt: return "receipt"
    case .wrongCredentials: return "wrongCredentials"
    case .busy: return "busy"
    case .invitationEnded: return "invitationEnded"
    case .notAllowed: return "notAllowed"
    case .fileTooLarge, .filesTooLarge: return "tooLarge"
    case .notGenuine: return "notGenuine"
    }
  } catch {
    return "\(error)"
  }
}

/// Everything that is stored holds, as far as it can be checked without keys.
func expectSound(_ community: TestOrganization) async throws {
  let fault = try await community.copied().fault()
  #expect(fault == nil)
}
