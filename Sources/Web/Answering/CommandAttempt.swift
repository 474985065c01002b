import Casework
import HTTPServer
import Procedure

/// A command as a form sent it: what was typed, and what it means.
struct CommandAttempt {
  let name: Command.Name
  let fields: FormFields

  /// The sequence that the page was made of.
  var sequence: Int? { Int(fields.text(CaseForms.sequenceFieldName)) }

  /// What the form was about, where the page has one for each.
  var subject: String {
    switch name {
    case .correctParty, .linkPerson: fields.text("party")
    case .correctNote: fields.text("note")
    case .admit, .clearNamedMember: fields.text("member")
    default: ""
    }
  }

  /// The field that a fault of the whole form is said beside.
  var mainField: String {
    switch name {
    case .declare: "note"
    case .admit, .clearNamedMember, .escalateToBoard, .takeBack, .notifyNoAgency,
      .setAside:
      "reason"
    case .writeCard: "reported"
    case .nameParty, .correctParty: "displayName"
    case .linkPerson: "person"
    case .acknowledge, .writeMessage, .writeNote, .correctNote: "text"
    case .placeMail: "mail"
    case .notifyAgency: "agency"
    default: "text"
    }
  }

  /// What the form asks for. Whether it may be done is for the rules to say, not for this.
  ///
  /// - Throws: `CaseworkError.faults` where it cannot be understood.
  func command() throws -> Command {
    switch name {
    case .declare:
      .declare(
        Command.Declare(
          conflict: try choice("conflict", ["yes": true, "no": false]),
          ground: try fields.optionalText("ground").map { try identifier($0, "ground") },
          note: fields.optionalText("note")))
    case .admit: .admit(try admit())
    case .clearNamedMember: .clearNamedMember(try admit())
    case .writeCard:
      .writeCard(
        Command.WriteCard(
          reported: fields.lines("reported"), witnesses: fields.lines("witnesses")))
    case .nameParty:
      .nameParty(
        Command.NameParty(
          party: nil, role: try role(), displayName: fields.text("displayName"),
          names: fields.lines("names"), handles: fields.lines("handles"),
          emails: fields.lines("emails")))
    case .correctParty:
      .correctParty(
        Command.CorrectParty(
          party: try identifier(fields.text("party"), "party"), role: try role(),
          displayName: fields.text("displayName"), names: fields.lines("names"),
          handles: fields.lines("handles"), emails: fields.lines("emails"),
          reason: fields.text("reason")))
    case .linkPerson:
      .linkPerson(
        Command.LinkPerson(
          party: try identifier(fields.text("party"), "person"),
          person: try fields.optionalText("person").map { try identifier($0, "person") }))
    case .escalateToBoard: .escalateToBoard(reason)
    case .takeBack: .takeBack(reason)
    case .notifyNoAgency: .notifyNoAgency(reason)
    case .acknowledge:
      .acknowledge(
        Command.Acknowledge(
          kind: try choice(
            "kind",
            Dictionary(
              uniqueKeysWithValues: AcknowledgementKind.allCases.map { ($0.rawValue, $0) })),
          // An emptied letter is refused by the rules and not replaced by the template.
          text: fields.form["text"] == nil ? nil : fields.text("text")))
    case .writeMessage:
      .writeMessage(
        Command.WriteMessage(
          channel: try identifier(fields.text("channel"), "text"), text: fields.text("text"),
          kind: try choice(
            "kind",
            Dictionary(uniqueKeysWithValues: MessageKind.allCases.map { ($0.rawValue, $0) }))))
    case .placeMail:
      .placeMail(
        Command.PlaceMail(
          mail: MessageReference(
            channel: try identifier(fields.text("mailChannel"), "mail"),
            sequence: try number("mail")),
          channel: try identifier(fields.text("channel"), "mail")))
    case .writeNote: .writeNote(Command.WriteNote(text: fields.text("text")))
    case .correctNote:
      .correctNote(Command.CorrectNote(note: try number("note"), text: fields.text("text")))
    case .setAside:
      .setAside(
        Command.SetAside(
          reason: try identifier(fields.text("reason"), "reason"),
          note: fields.optionalText("note")))
    case .notifyAgency:
      .notifyAgency(
        Command.NotifyAgency(agency: fields.text("agency"), how: fields.text("how")))
    default: throw fault("text", "This page has no form for that.")
    }
  }

  private var reason: Command.GiveReason { Command.GiveReason(reason: fields.text("reason")) }

  private func admit() throws -> Command.Admit {
    Command.Admit(
      member: try identifier(fields.text("member"), "reason"), reason: fields.text("reason"))
  }

  private func role() throws -> PartyRole {
    try choice(
      "role", Dictionary(uniqueKeysWithValues: PartyRole.allCases.map { ($0.rawValue, $0) }))
  }

  private func choice<Value>(_ field: String, _ values: [String: Value]) throws -> Value {
    guard let value = values[fields.text(field)] else {
      throw fault(field, "Please choose one of the list.")
    }
    return value
  }

  private func number(_ field: String) throws -> Int {
    guard let value = Int(fields.text(field)) else {
      throw fault(field, "The form came incomplete. Load the page again.")
    }
    return value
  }

  private func identifier<Name: Identifier>(_ text: String, _ field: String) throws -> Name {
    guard Name.isAcceptable(text) else {
      throw fault(
        field,
        text.isEmpty ? "Please choose one of the list." : "This is not one of the list.")
    }
    return Name(text)
  }

  private func fault(_ field: String, _ sentence: String) -> CaseworkError {
    .faults([FieldFault(field: field, sentence: sentence)])
  }
}
