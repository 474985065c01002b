import Casework
import HTTPServer
import Procedure

/// Reads what people typed into forms.
struct FormFields {
  let form: Form

  init(_ form: Form) { self.form = form }

  /// A text as it was typed, with line ends as people mean them.
  func text(_ name: String) -> String {
    (form[name] ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// Nil where nothing was typed.
  func optionalText(_ name: String) -> String? {
    let typed = text(name)
    return typed.isEmpty ? nil : typed
  }

  /// One value a line, empty ones left out.
  func lines(_ name: String) -> [String] {
    text(name).split(separator: "\n").map { String($0.trimmingPrefix(while: \.isWhitespace)) }
      .filter { !$0.isEmpty }
  }

  /// A box that was ticked.
  func isTicked(_ name: String) -> Bool { form[name] == "yes" }

  /// All values of that name that can be identities.
  func members(_ name: String) -> Set<MemberID> {
    Set(form.all(name).filter(MemberID.isAcceptable).map { MemberID($0) })
  }

  /// Everything that was typed, by field, to be given back.
  var values: [String: String] {
    Dictionary(form.fields.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { one, _ in one })
  }

  /// The token that names one sending of a form, where it can be one.
  var submission: String? {
    form[ReportFormPage.submissionFieldName].flatMap { Self.isToken($0) ? $0 : nil }
  }

  /// Whether a text has the form of a token: 64 hexadecimal digits in lower case.
  static func isToken(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// What was wrong with the texts themselves, beside the field it belongs to.
  var faults: [FieldFault] {
    guard let fault = form.fault else { return [] }
    let again =
      form.files.isEmpty
      ? "" : " Files that were attached have to be attached again; everything else stays."
    let field =
      switch fault {
      case .fieldTooLarge(let name, _): name
      case .notUTF8(let name?), .nulCharacter(let name?): name
      default: FormField.account.rawValue
      }
    return [FieldFault(field: field, sentence: fault.sentence + " " + fault.wayOut + again)]
  }
}

extension ReportDraft {
  /// What was typed into the report form, as it was typed; files are added apart.
  init(_ fields: FormFields) {
    self.init()
    func text(_ field: FormField) -> String { fields.text(field.rawValue) }
    account = text(.account)
    involved = text(.involved)
    witnesses = text(.witnesses)
    when = text(.when)
    space = text(.space)
    `where` = text(.place)
    links = text(.links)
    context = text(.context)
    other = text(.other)
    ongoing = text(.ongoing)
    danger = text(.danger)
    agencyUnknown = fields.isTicked(FormField.agencyUnknown.rawValue)
    relation = text(.relation)
    retaliation = fields.isTicked(FormField.retaliation.rawValue)
    earlierReport = text(.earlierReport)
    contactName = text(.contactName)
    contactEmail = text(.contactEmail)
    contactOther = text(.contactOther)
    nameOnCard = fields.isTicked(FormField.nameOnCard.rawValue)
    sensitivities = text(.sensitivities)
    language = text(.language)
    answerLanguage = text(.answerLanguage)
    translated = fields.isTicked(FormField.translated.rawValue)
    leaveOut = fields.members(FormField.leaveOut.rawValue)
    chosen = fields.members(FormField.chosen.rawValue)
  }
}

extension Organization {
  /// The files that were stored with this form before and are still wanted.
  func kept(_ fields: FormFields, token: String) -> [StagedFile] {
    fields.form.all(ReportFormPage.stagedFileFieldName).prefix(IntakeLimits.filesMax)
      .compactMap { stagedFile(ticket: $0, formToken: token) }
  }
}
