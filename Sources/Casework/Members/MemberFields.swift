import Foundation
import Mail
import Procedure
import Vault

/// What somebody typed about themselves or about a new member, read with everything that is wrong at once.
struct MemberFields {
  private var reading = FieldReading()

  /// - Throws: `CaseworkError.faults` when anything was wrong.
  func finish() throws {
    guard reading.faults.isEmpty else { throw CaseworkError.faults(reading.faults) }
  }

  /// What was read where nothing was wrong; a field that could not be read has left a fault.
  ///
  /// - Throws: `CaseworkError.faults` when anything was wrong.
  func finish<Value>(having value: Value?) throws -> Value {
    guard reading.faults.isEmpty, let value else { throw CaseworkError.faults(reading.faults) }
    return value
  }

  mutating func fault(_ field: String, _ sentence: String) { reading.fault(field, sentence) }

  mutating func name(_ typed: String) -> String {
    let name = reading.line(typed, "name")
    if name.isEmpty { reading.fault("name", "Please give a name that the others know.") }
    if name.unicodeScalars.count > MemberLimits.nameScalarsMax {
      reading.fault(
        "name", "Please shorten the name to at most \(MemberLimits.nameScalarsMax) characters.")
    }
    return name
  }

  mutating func email(_ typed: String) -> String {
    let email = reading.line(typed, "email")
    if !MailAddress.isValid(email) {
      reading.fault(
        "email", "This does not look like an e-mail address, such as name@example.org.")
    }
    return email
  }

  mutating func otherNames(_ typed: [String]) -> [String] {
    let names = typed.map { reading.line($0, "alsoKnownAs") }.filter { !$0.isEmpty }
    if names.count > MemberLimits.otherNamesMax {
      reading.fault(
        "alsoKnownAs", "Please give at most \(MemberLimits.otherNamesMax) other names.")
    }
    if names.contains(where: { $0.unicodeScalars.count > MemberLimits.nameScalarsMax }) {
      reading.fault(
        "alsoKnownAs",
        "Please shorten each name to at most \(MemberLimits.nameScalarsMax) characters.")
    }
    return names
  }

  mutating func roles(_ typed: [String], _ policy: Policy) -> Set<Vault.Role> {
    var roles: Set<Vault.Role> = []
    for name in typed {
      if let role = Vault.Role(named: name, policy) {
        roles.insert(role)
      } else {
        let known = policy.roles.map(\.id.text).joined(separator: ", ")
        reading.fault("role", "There is no such role. The roles are: \(known).")
      }
    }
    if typed.isEmpty { reading.fault("role", "Please choose a role.") }
    return roles
  }

  /// A password that is chosen now; nil where it cannot be.
  mutating func password(
    _ typed: String, field: String = "password"
  ) throws -> Held<Password>? {
    do throws(PasswordProblem) {
      return Held(try Password(chosen: typed))
    } catch {
      switch error {
      case .tooShort:
        reading.fault(
          field,
          "Please choose at least \(VaultLimits.passwordBytesMin) characters; four or five words are good."
        )
      case .tooLong:
        reading.fault(
          field, "Please choose at most \(VaultLimits.passwordBytesMax) characters.")
      case .vault(let fault): throw fault
      }
      return nil
    }
  }

  mutating func addressIsTaken() {
    reading.fault("email", "Somebody here has this address already.")
  }
}

/// The usual form of an address, under which it is looked up.
func usualForm(ofAddress address: String) -> String {
  address.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
    .lowercased()
}
