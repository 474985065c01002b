import Foundation
import Mail
import Procedure

/// Everything that is wrong with what somebody typed, all at once, each beside its field.
package struct DraftFaults: Error, Hashable, Sendable {
  package let faults: [FieldFault]

  package init(faults: [FieldFault]) { self.faults = faults }
}

extension ReportDraft {
  /// The report that was typed.
  ///
  /// Only the account is required (G05.1): everything else may be empty.
  /// - Parameters:
  ///   - source: how it came in.
  ///   - policy: says which spaces there are.
  ///   - files: what the tickets of the draft stand for.
  /// - Throws: every fault of the draft.
  func report(
    source: Report.Source, policy: Policy, files: [FileReference]
  ) throws(DraftFaults) -> Report {
    var reading = FieldReading()
    let account = reading.text(account, "account", scalarsMax: IntakeLimits.accountScalarsMax)
    if account.isEmpty {
      reading.fault(
        "account", "Please tell us what happened. A few words are enough; nothing else is required."
      )
    }
    var report = Report(account: account, source: source)
    report.involved = reading.text(involved, "involved")
    report.witnesses = reading.text(witnesses, "witnesses")
    report.when = reading.text(when, "when")
    report.place = reading.text(`where`, "where")
    report.context = reading.text(context, "context")
    report.other = reading.text(other, "other")
    report.sensitivities = reading.text(sensitivities, "sensitivities")
    report.earlierReport = reading.text(earlierReport, "earlierReport")
    report.language = reading.line(language, "language")
    report.answerLanguage = reading.line(answerLanguage, "answerLanguage")
    report.contact.name = reading.line(contactName, "contactName")
    report.contact.other = reading.line(contactOther, "contactOther")
    report.contact.email = reading.address(contactEmail, "contactEmail")
    report.links = reading.lines(links, "links", linesMax: IntakeLimits.linksMax)
    report.ongoing = reading.choice(ongoing, "ongoing")
    report.danger = reading.choice(danger, "danger")
    report.relation = reading.choice(relation, "relation")
    if !space.isEmpty {
      if let known = policy.spaces.first(where: { $0.id.text == space }) {
        report.space = known.id
      } else {
        reading.fault("space", "Please choose one of the spaces in the list, or none.")
      }
    }
    report.agencyUnknown = agencyUnknown
    report.retaliation = retaliation
    report.nameOnCard = nameOnCard
    report.translated = translated
    for (field, members) in [("leaveOut", leaveOut), ("chosen", chosen)]
    where !members.allSatisfy({ MemberID.isAcceptable($0.text) }) {
      reading.fault(field, "Please choose people from the list.")
    }
    report.leaveOut = leaveOut.sorted()
    report.chosen = chosen.sorted()
    report.files = files
    guard reading.faults.isEmpty else { throw DraftFaults(faults: reading.faults) }
    return report
  }
}

/// Reads the fields of a form and keeps everything that is wrong with them.
struct FieldReading {
  private(set) var faults: [FieldFault] = []

  mutating func fault(_ field: String, _ sentence: String) {
    faults.append(FieldFault(field: field, sentence: sentence))
  }

  /// A text of several lines, without the white space around it; its control characters are left out.
  mutating func text(
    _ typed: String, _ field: String, scalarsMax: Int = IntakeLimits.textScalarsMax
  ) -> String {
    let cleaned = Self.cleaned(typed, keepsLines: true)
    if cleaned.unicodeScalars.count > scalarsMax {
      fault(
        field,
        "This is longer than we can take: at most \(scalarsMax) characters. You can attach the rest as a file."
      )
    }
    return cleaned
  }

  /// A text of one line.
  mutating func line(_ typed: String, _ field: String) -> String {
    let cleaned = Self.cleaned(typed, keepsLines: false)
    if cleaned.unicodeScalars.count > IntakeLimits.lineScalarsMax {
      fault(
        field, "Please shorten this to at most \(IntakeLimits.lineScalarsMax) characters.")
    }
    return cleaned
  }

  /// An address of mail, or nothing.
  mutating func address(_ typed: String, _ field: String) -> String {
    let address = line(typed, field)
    if !address.isEmpty, !MailAddress.isValid(address) {
      fault(
        field,
        "This does not look like an e-mail address, such as name@example.org. You can also leave it empty."
      )
    }
    return address
  }

  /// One value a line, empty lines left out.
  mutating func lines(_ typed: String, _ field: String, linesMax: Int) -> [String] {
    let lines = text(typed, field).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    if lines.count > linesMax {
      fault(field, "Please give at most \(linesMax) lines here; more can go into the account.")
    }
    return lines
  }

  /// One of the values of a list, or nothing.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ typed: String, _ field: String
  ) -> Choice? {
    if typed.isEmpty { return nil }
    if let choice = Choice(rawValue: typed) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    fault(field, "Please choose one of these, or none: \(known).")
    return nil
  }

  /// Whether there is nothing to leave out or to make equal: most of what people type. Looks at bytes alone, so that a
  /// long account costs no look-up for each character.
  private static func isClean(_ typed: String, keepsLines: Bool) -> Bool {
    var before: UInt8 = 0
    for byte in typed.utf8 {
      switch byte {
      case 0x09: break
      case 0x0A: if !keepsLines { return false }
      case 0x00..<0x20, 0x7F: return false
      // The second byte of a control character beyond ASCII.
      case 0x80..<0xA0: if before == 0xC2 { return false }
      default: break
      }
      before = byte
    }
    return true
  }

  /// Line ends made equal, NUL and other control characters left out, white space around it removed.
  static func cleaned(_ typed: String, keepsLines: Bool) -> String {
    if isClean(typed, keepsLines: keepsLines) {
      return typed.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in typed.unicodeScalars {
      switch scalar {
      case "\r":
        scalars.append(keepsLines ? "\n" : " ")
        afterReturn = true
        continue
      case "\n":
        if !afterReturn { scalars.append(keepsLines ? "\n" : " ") }
      case "\t": scalars.append(scalar)
      case let control where control.properties.generalCategory == .control: break
      default: scalars.append(scalar)
      }
      afterReturn = false
    }
    return String(scalars).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
