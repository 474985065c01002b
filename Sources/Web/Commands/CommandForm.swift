import Casework
import Markup
import Procedure

/// The form of one command, from its entry in the catalogue.
struct CommandForm {
  var name: Command.Name
  var setting: PageSetting
  var lists: CaseLists
  var values: CommandValues
  /// Other cases or persons that a field may name.
  var elsewhere: [CaseListItem] = []
  var faults: [FieldFault] = []
  /// Names one sending of a form that must not count twice.
  var submission = ""
  /// The address of the form with another value of a field that others depend on.
  var address: (_ field: String, _ value: String) -> Link

  /// The name of the hidden field that names one sending.
  static let submissionFieldName = "submission"

  /// The name of the hidden field with the sequence that the page was made of.
  static let sequenceFieldName = "sequence"

  /// The name of the button that shows a letter as it would go out, and keeps nothing.
  static let previewFieldName = "preview"

  /// The name of the field with the words that the checker looks at.
  static let textFieldName = "text"

  /// The value of the preview field with which the script asks for the findings alone.
  static let findingsValue = "findings"

  /// Where the script shows what the checker points at while somebody types.
  static var findingsWhileTyping: HTML {
    div(.class("checked stack tight"), .data(.check, findingsValue)) {
      p(.role("status"), .class("small muted")) {}
      div {}
    }
  }

  private var entry: CommandEntry { CommandCatalogue.entry(name) }

  var html: HTML {
    postForm(to: Paths.command(name, lists.view.id), token: setting.token) {
      hiddenInput(name: Self.sequenceFieldName, value: String(lists.view.sequence))
      if name == .openChannel {
        hiddenInput(name: Self.submissionFieldName, value: submission)
      }
      fields(entry.fields, at: "")
      div(.class("actions")) {
        submitButton(entry.button, class: entry.isStern ? "button stern" : "button")
        if isChecked {
          submitButton(
            CommandWords.preview, class: "button second", .name(Self.previewFieldName),
            .value("yes"))
        }
      }
    }
  }

  /// Whether the checker looks at what is written here before it is kept or sent.
  private var isChecked: Bool { [.writeDraft, .changeDraft, .writeMessage].contains(name) }

  private func fields(_ list: [CommandField], at prefix: String) -> HTML {
    HTML.joined(
      list.shown(values, at: prefix).map { field in
        HTML {
          html(field, at: prefix + field.name, isSteering: list.isSteering(field.name))
          // Beside the words that are typed, whatever comes after them.
          if isChecked, prefix.isEmpty, field.name == Self.textFieldName {
            Self.findingsWhileTyping
          }
        }
      })
  }

  private func frame(_ field: CommandField, at path: String) -> FieldFrame {
    FieldFrame(
      name: path, label: field.label, hint: field.hint, isOptional: field.isOptional,
      faults: faults)
  }

  private func choices(_ list: CaseList) -> [Choice] {
    lists.items(list).map { Choice(value: $0.value, label: $0.label) }
  }

  private func html(_ field: CommandField, at path: String, isSteering: Bool) -> HTML {
    let frame = frame(field, at: path)
    let typed = values.text(path)
    switch field.kind {
    case .line: return textField(frame, value: typed, .dir(.automatic))
    case .words(let rows): return longField(frame, value: typed, rows: rows)
    case .yesNo:
      return radioField(
        frame,
        choices: [
          Choice(value: "yes", label: CommandWords.yes),
          Choice(value: "no", label: CommandWords.no),
        ], chosen: typed, isShort: true)
    case .tick:
      return div(.class("field")) {
        tickField(
          name: path, label: field.label, hint: field.hint, isChosen: typed == "yes")
      }
    case .choice(let list):
      if isSteering { return steering(field, list, at: path) }
      if list.count > 6 {
        return selectField(
          frame, choices: [Choice(value: "", label: CommandWords.choose)] + list, chosen: typed)
      }
      return radioField(
        frame, choices: list, chosen: typed,
        isShort: list.count <= 4 && list.allSatisfy { $0.label.count < 16 })
    case .one(let list):
      return selectField(
        frame, choices: [Choice(value: "", label: CommandWords.choose)] + choices(list),
        chosen: typed)
    case .message(let list):
      return selectField(
        frame, choices: [Choice(value: "", label: CommandWords.choose)] + choices(list),
        chosen: typed)
    case .some(let list):
      return checkboxField(
        frame, choices: choices(list), chosen: Set(values.all(path)), isShort: true)
    case .about, .version: return hiddenInput(name: path, value: typed)
    case .number: return textField(frame, value: typed, type: .number, .inputMode("numeric"))
    case .moment: return textField(frame, value: typed, type: .datetimeLocal)
    case .lines: return longField(frame, value: typed, rows: 3)
    case .elsewhere: return offering(elsewhere, frame, typed)
    case .group(let inside): return group(frame, inside, at: path)
    case .several(let inside): return several(field, inside, at: path)
    case .answers:
      return PlaceAnswers(
        places: lists.places(ofDraft: values.text("draft")), values: values, faults: faults
      ).html(at: path)
    }
  }

  /// A field with the names that may stand there, the newest of them; any other may be typed as well.
  private func offering(_ items: [CaseListItem], _ frame: FieldFrame, _ typed: String) -> HTML {
    let list = "\(frame.name)-names"
    let known = items.first { $0.value == typed }
    return HTML {
      textField(
        frame, value: known?.label ?? typed, .autocomplete("off"), .autocapitalize("none"),
        .spellcheck(false), .list(list))
      datalist(.id(list)) {
        for item in items.prefix(WebLimits.namesOffered) { option(.value(item.label)) {} }
      }
    }
  }

  /// What kind of thing the form is for: links to the other kinds, as they have other fields.
  private func steering(_ field: CommandField, _ all: [Choice], at path: String) -> HTML {
    let list = lists.offered(all, at: path, now: values.text(path))
    let now = values.text(path).isEmpty ? list.first?.value ?? "" : values.text(path)
    return div(.class("stack tight")) {
      hiddenInput(name: path, value: now)
      p(.class("label"), .id("field-\(path)")) { field.label }
      nav(.ariaLabelledBy("field-\(path)")) {
        ul(.class("tabs")) {
          for item in list {
            li {
              if item.value == now {
                a(.href(address(path, item.value)), .ariaCurrent("true")) { item.label }
              } else {
                a(.href(address(path, item.value))) { item.label }
              }
            }
          }
        }
      }
    }
  }

  private func group(_ frame: FieldFrame, _ inside: [CommandField], at path: String) -> HTML {
    frame.group { div(.class("stack")) { fields(inside, at: path + ".") } }
  }

  /// As many blocks as a form has; the later ones unfold.
  private func several(_ field: CommandField, _ inside: [CommandField], at path: String) -> HTML {
    // Hardly any block needs all of its fields; that need not be said at each.
    let plain = inside.map { one in
      var one = one
      one.isOptional = false
      return one
    }
    return frame(field, at: path).group {
      HTML.joined(
        (0..<CommandAttempt.blocksMax).map { number in
          let prefix = "\(path).\(number)."
          let isUsed = values.values.contains { key, typed in
            key.hasPrefix(prefix) && typed.contains { !$0.isEmpty }
          }
          let content = HTML {
            summary { number == 0 ? CommandWords.block(1) : CommandWords.ifAnother }
            div(.class("stack")) { fields(plain, at: prefix) }
          }
          return number == 0 || isUsed
            ? details(.class("fold"), .open) { content } : details(.class("fold")) { content }
        })
    }
  }

  /// What the form is about, where several things could be meant: a link for each.
  static func choosing(_ items: [CaseListItem], link: (CaseListItem) -> Link) -> HTML {
    if items.isEmpty { return p(.class("muted")) { CommandWords.nothingToChoose } }
    return div(.class("stack tight")) {
      h2 { CommandWords.chooseFirst }
      ul(.class("items")) {
        for item in items {
          li {
            div(.class("stack tight main")) {
              a(.href(link(item))) { words(item.label) }
              if !item.hint.isEmpty { span(.class("small muted")) { words(item.hint) } }
            }
          }
        }
      }
    }
  }
}
