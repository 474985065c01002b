package import Casework
import Markup
package import Procedure

/// What became of the form that was sent last from the page of a case.
package struct CaseFormState: Sendable {
  /// The form that was sent.
  package var command: Command.Name
  /// What was typed into it, by field, to be given back.
  package var values: [String: String]
  /// The member or the person that the form was about, where the page has one form for each.
  package var subject: String
  package var faults: [FieldFault]
  package var refusal: Refusal?
  /// It was done.
  package var isDone: Bool

  /// The fields that hold what people write.
  static let textFields = [
    "text", "reason", "note", "displayName", "names", "handles", "emails", "reported", "witnesses",
    "agency", "how",
  ]

  /// A form that was refused or had faults.
  package init(
    failed command: Command.Name, values: [String: String], subject: String = "",
    faults: [FieldFault] = [], refusal: Refusal? = nil
  ) {
    self.command = command
    self.values = values
    self.subject = subject
    self.faults = faults
    self.refusal = refusal
    isDone = false
  }

  /// A form that was taken.
  package init(done command: Command.Name) {
    self.command = command
    values = [:]
    subject = ""
    faults = []
    isDone = true
  }
}

/// The forms of one case: each posts a command under its stable name, with the names of the API as fields.
struct CaseForms {
  var setting: PageSetting
  var frame: MemberFrame
  var id: CaseID
  /// The sequence the page was made of.
  var sequence: Int
  var commands: [CommandAvailability]
  var state: CaseFormState?

  /// The name of the hidden field with the sequence.
  static let sequenceFieldName = "sequence"

  /// Whether a command can be given now.
  func isAvailable(_ command: Command.Name) -> Bool {
    commands.contains { $0.command == command && $0.isAvailable }
  }

  /// Whether this is the form that was sent and not taken.
  func isOpen(_ command: Command.Name, subject: String = "") -> Bool {
    guard let state else { return false }
    return !state.isDone && state.command == command && state.subject == subject
  }

  /// What was typed into a field before.
  func typed(_ command: Command.Name, _ field: String, subject: String = "") -> String {
    isOpen(command, subject: subject) ? state?.values[field] ?? "" : ""
  }

  /// The beginning of the ids of one form.
  func prefix(_ command: Command.Name, subject: String = "") -> String {
    subject.isEmpty ? "\(command.rawValue)-" : "\(command.rawValue)-\(subject)-"
  }

  /// The frame of a field of one form.
  func field(
    _ command: Command.Name, _ name: String, _ label: String, hint: String = "",
    isOptional: Bool = false, subject: String = ""
  ) -> FieldFrame {
    FieldFrame(
      name: name, label: label, hint: hint, isOptional: isOptional,
      faults: isOpen(command, subject: subject) ? state?.faults ?? [] : [],
      idPrefix: prefix(command, subject: subject))
  }

  /// A form that posts a command.
  func form(
    _ command: Command.Name, @HTMLBuilder content: () -> HTML
  ) -> HTML {
    postForm(to: Paths.command(command, id), token: setting.token) {
      hiddenInput(name: Self.sequenceFieldName, value: String(sequence))
      content()
    }
  }

  /// A command behind a line that unfolds; open when it has just failed.
  func fold(
    _ command: Command.Name, title: String, text: String = "", @HTMLBuilder content: () -> HTML
  ) -> HTML {
    guard isAvailable(command) else { return .empty }
    let isUnfolded = isOpen(command)
    let inside = HTML {
      summary { title }
      div(.class("stack")) {
        if !text.isEmpty { p(.class("muted")) { text } }
        form(command) { content() }
      }
    }
    return isUnfolded
      ? details(.class("fold"), .open) { inside } : details(.class("fold")) { inside }
  }

  /// The commands that are given seldom, each behind a line that unfolds.
  var seldom: HTML {
    HTML {
      fold(.nameParty, title: CaseWords.nameParty) { partyFields }
      fold(.writeCard, title: CaseWords.writeCard, text: CaseWords.writeCardText) {
        longField(
          field(.writeCard, "reported", CaseWords.cardReported, hint: CaseWords.oneALine),
          value: typed(.writeCard, "reported"), rows: 3)
        longField(
          field(.writeCard, "witnesses", CaseWords.cardWitnesses, hint: CaseWords.oneALine),
          value: typed(.writeCard, "witnesses"), rows: 3)
        div(.class("actions")) { submitButton(CaseWords.cardButton) }
      }
      fold(.setAside, title: CaseWords.setAside, text: CaseWords.setAsideText) {
        radioField(
          field(.setAside, "reason", CaseWords.setAsideReason),
          choices: frame.policy.setAsideReasons.map {
            Choice(value: $0.id.text, label: $0.title)
          }, chosen: typed(.setAside, "reason"))
        longField(
          field(.setAside, "note", CaseWords.setAsideNote, isOptional: true),
          value: typed(.setAside, "note"), rows: 2)
        div(.class("actions")) {
          submitButton(CaseWords.setAsideButton, class: "button second")
        }
      }
      fold(.escalateToBoard, title: CaseWords.escalate, text: CaseWords.escalateText) {
        longField(
          field(.escalateToBoard, "reason", CaseWords.reason),
          value: typed(.escalateToBoard, "reason"), rows: 3)
        div(.class("actions")) {
          submitButton(CaseWords.escalateButton, class: "button stern")
        }
      }
    }
  }

  /// Taking back what was set aside: not behind a line, it is the one thing to do there.
  var takeBack: HTML {
    guard isAvailable(.takeBack) else { return .empty }
    return card(CaseWords.takeBack, class: "card needs") {
      p { CaseWords.takeBackText }
      form(.takeBack) {
        longField(
          field(.takeBack, "reason", CaseWords.reason), value: typed(.takeBack, "reason"), rows: 2)
        div(.class("actions")) { submitButton(CaseWords.takeBackButton) }
      }
    }
  }

  /// Whom to notify when somebody is in danger.
  func agency(_ task: Case.AgencyTask) -> HTML {
    guard case .open = task, isAvailable(.notifyAgency) || isAvailable(.notifyNoAgency) else {
      return .empty
    }
    return card(CaseWords.agency, class: "card needs is-late") {
      p { CaseWords.agencyText }
      if isAvailable(.notifyAgency) {
        form(.notifyAgency) {
          div(.class("pair")) {
            textField(
              field(.notifyAgency, "agency", CaseWords.agencyName),
              value: typed(.notifyAgency, "agency"))
            textField(
              field(.notifyAgency, "how", CaseWords.agencyHow), value: typed(.notifyAgency, "how"))
          }
          div(.class("actions")) { submitButton(CaseWords.agencyButton) }
        }
      }
      fold(.notifyNoAgency, title: CaseWords.noAgency) {
        longField(
          field(.notifyNoAgency, "reason", CaseWords.noAgencyReason),
          value: typed(.notifyNoAgency, "reason"), rows: 3)
        div(.class("actions")) {
          submitButton(CaseWords.noAgencyButton, class: "button second")
        }
      }
    }
  }

  private var partyFields: HTML {
    HTML {
      selectField(
        field(.nameParty, "role", CaseWords.partyRole),
        choices: PartyRole.allCases.map { Choice(value: $0.rawValue, label: CaseWords.role($0)) },
        chosen: typed(.nameParty, "role"))
      textField(
        field(.nameParty, "displayName", CaseWords.partyName),
        value: typed(.nameParty, "displayName"))
      longField(
        field(
          .nameParty, "names", CaseWords.partyNames, hint: CaseWords.oneALine, isOptional: true),
        value: typed(.nameParty, "names"), rows: 2)
      longField(
        field(
          .nameParty, "handles", CaseWords.partyHandles, hint: CaseWords.oneALine, isOptional: true),
        value: typed(.nameParty, "handles"), rows: 2)
      longField(
        field(
          .nameParty, "emails", CaseWords.partyEmails, hint: CaseWords.oneALine, isOptional: true),
        value: typed(.nameParty, "emails"), rows: 2)
      div(.class("actions")) { submitButton(CaseWords.partyButton) }
    }
  }

  /// Correcting an entry about a person.
  func correct(_ party: Party) -> HTML {
    guard isAvailable(.correctParty) else { return .empty }
    let subject = party.id.text
    let wasOpen = isOpen(.correctParty, subject: subject)
    func value(_ name: String, _ now: String) -> String {
      wasOpen ? typed(.correctParty, name, subject: subject) : now
    }
    func frame(_ name: String, _ label: String, _ hint: String = "") -> FieldFrame {
      field(.correctParty, name, label, hint: hint, subject: subject)
    }
    let inside = HTML {
      summary {
        CaseWords.correctParty
        span(.class("unseen")) {
          " "
          words(party.displayName)
        }
      }
      form(.correctParty) {
        hiddenInput(name: "party", value: subject)
        selectField(
          frame("role", CaseWords.partyRole),
          choices: PartyRole.allCases.map { Choice(value: $0.rawValue, label: CaseWords.role($0)) },
          chosen: value("role", party.role.rawValue))
        textField(
          frame("displayName", CaseWords.partyName),
          value: value("displayName", party.displayName))
        longField(
          frame("names", CaseWords.partyNames, CaseWords.oneALine),
          value: value("names", party.names.joined(separator: "\n")), rows: 2)
        longField(
          frame("handles", CaseWords.partyHandles, CaseWords.oneALine),
          value: value("handles", party.handles.joined(separator: "\n")), rows: 2)
        longField(
          frame("emails", CaseWords.partyEmails, CaseWords.oneALine),
          value: value("emails", party.emails.joined(separator: "\n")), rows: 2)
        longField(
          frame("reason", CaseWords.correctReason), value: value("reason", ""), rows: 2)
        div(.class("actions")) { submitButton(CaseWords.correctButton) }
      }
    }
    return wasOpen ? details(.open) { inside } : details { inside }
  }

  /// Mending a note; what stood before stays visible.
  func correct(_ note: NoteView) -> HTML {
    guard isAvailable(.correctNote) else { return .empty }
    let subject = String(note.sequence)
    let wasOpen = isOpen(.correctNote, subject: subject)
    let inside = HTML {
      summary {
        CaseWords.correctNote
        span(.class("unseen")) { " \(note.sequence)" }
      }
      form(.correctNote) {
        hiddenInput(name: "note", value: subject)
        longField(
          field(.correctNote, "text", CaseWords.correctNoteLabel, subject: subject),
          value: wasOpen ? typed(.correctNote, "text", subject: subject) : note.markdown, rows: 4)
        div(.class("actions")) {
          submitButton(CaseWords.correctButton, class: "button second")
        }
      }
    }
    return wasOpen
      ? details(.class("small"), .open) { inside } : details(.class("small")) { inside }
  }

  /// Taking a member in, or letting a named handler read on; both with a reason.
  func admit(_ member: PublicMember, by command: Command.Name) -> HTML {
    guard isAvailable(command) else { return .empty }
    let subject = member.id.text
    let isClearing = command == .clearNamedMember
    let inside = HTML {
      summary {
        isClearing ? CaseWords.clearSummary : CaseWords.admitSummary
        span(.class("unseen")) {
          ": "
          words(member.name)
        }
      }
      form(command) {
        hiddenInput(name: "member", value: subject)
        longField(
          field(
            command, "reason", CaseWords.admitReason,
            hint: isClearing ? CaseWords.clearReasonHint : CaseWords.admitReasonHint,
            subject: subject),
          value: typed(command, "reason", subject: subject), rows: 2)
        div(.class("actions")) {
          submitButton(
            isClearing ? CaseWords.clearButton : CaseWords.admitButton, class: "button second")
        }
      }
    }
    return isOpen(command, subject: subject) ? details(.open) { inside } : details { inside }
  }
}
