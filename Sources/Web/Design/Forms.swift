import Casework
import Markup

// The parts of forms. Every input has a label; its hint and its fault are tied to it, so that a
// screen reader says them with it.

/// A form that is sent by POST, with the token in it.
func postForm(
  to link: Link, token: FormToken, class className: String? = nil, isMultipart: Bool = false,
  id: String? = nil, @HTMLBuilder content: () -> HTML
) -> HTML {
  var attributes: [Attribute] = [.method(.post), .action(link), .acceptUTF8, .data(.once)]
  if let className { attributes.append(.class(className)) }
  if let id { attributes.append(.id(id)) }
  if isMultipart { attributes.append(.multipart) }
  return element(.form, attributes) {
    hiddenInput(name: FormToken.fieldName, value: token.value)
    content()
  }
}

/// What is beside an input: its label, a hint, and what is wrong with it.
struct FieldFrame {
  var name: String
  var label: String
  var hint: String = ""
  var isOptional = false
  var faults: [FieldFault] = []
  /// Tells two fields of the same name on one page apart.
  var idPrefix = ""

  /// The id of the input; the error summary links to it.
  var id: String { "\(idPrefix)field-\(name)" }
  private var hintID: String { id + "-hint" }
  private var faultID: String { id + "-fault" }

  /// The sentences about this field.
  var sentences: [String] { faults.filter { $0.field == name }.map(\.sentence) }

  /// The attributes that every input of this field has.
  var attributes: [Attribute] {
    var attributes: [Attribute] = [.id(id), .name(name)]
    let described = [hint.isEmpty ? nil : hintID, sentences.isEmpty ? nil : faultID]
      .compactMap(\.self).joined(separator: " ")
    if !described.isEmpty { attributes.append(.ariaDescribedBy(described)) }
    if !sentences.isEmpty { attributes.append(.ariaInvalid) }
    return attributes
  }

  /// The label and what is beside it, around an input.
  func html(@HTMLBuilder input content: () -> HTML) -> HTML {
    div(.class(sentences.isEmpty ? "field" : "field has-problem")) {
      Markup.label(.for(id)) { labelText }
      beside
      content()
    }
  }

  /// The same for a group of inputs, which has a legend.
  func group(@HTMLBuilder inputs content: () -> HTML) -> HTML {
    var attributes: [Attribute] = [
      .class(sentences.isEmpty ? "field" : "field has-problem"), .id(id), .tabIndex(-1),
    ]
    let described = [hint.isEmpty ? nil : hintID, sentences.isEmpty ? nil : faultID]
      .compactMap(\.self).joined(separator: " ")
    if !described.isEmpty { attributes.append(.ariaDescribedBy(described)) }
    return element(.fieldset, attributes) {
      legend { labelText }
      beside
      content()
    }
  }

  private var labelText: HTML {
    HTML {
      self.label
      if isOptional {
        span(.class("optional")) { FormWords.optional }
      }
    }
  }

  private var beside: HTML {
    HTML {
      if !hint.isEmpty { p(.class("hint"), .id(hintID)) { hint } }
      if !sentences.isEmpty {
        div(.id(faultID)) {
          for sentence in sentences {
            p(.class("problem")) {
              span(.class("unseen")) { FormWords.problem }
              sentence
            }
          }
        }
      }
    }
  }
}

/// A field of one line.
func textField(
  _ frame: FieldFrame, value: String, type: InputType = .text, _ more: Attribute...
) -> HTML {
  frame.html {
    input(
      attributes: [.type(type)] + frame.attributes + (value.isEmpty ? [] : [.value(value)]) + more)
  }
}

/// A field for a longer text; it keeps what was typed.
func longField(_ frame: FieldFrame, value: String, rows count: Int = 4, _ more: Attribute...)
  -> HTML
{
  frame.html {
    element(.textarea, frame.attributes + [.rows(count), .dir(.automatic)] + more) { value }
  }
}

/// A password. What was typed is never given back.
func passwordField(_ frame: FieldFrame, autocomplete: StaticString) -> HTML {
  frame.html {
    input(
      attributes: [.type(.password)] + frame.attributes
        + [.autocomplete(autocomplete), .autocapitalize("none"), .spellcheck(false), .required])
  }
}

/// One of a list.
struct Choice {
  var value: String
  var label: String
  var hint = ""
}

/// A list of which one may be chosen.
func radioField(
  _ frame: FieldFrame, choices list: [Choice], chosen: String, isShort: Bool = false
) -> HTML {
  frame.group {
    div(.class(isShort ? "choices answers" : "choices")) {
      HTML.joined(
        list.map { item in
          choice(
            .radio, name: frame.name, item, isChosen: item.value == chosen, idPrefix: frame.idPrefix
          )
        })
    }
  }
}

/// A list of which any may be chosen.
func checkboxField(
  _ frame: FieldFrame, choices list: [Choice], chosen: Set<String>, isShort: Bool = false
) -> HTML {
  frame.group {
    div(.class(isShort ? "choices side-by-side" : "choices")) {
      HTML.joined(
        list.map { item in
          choice(
            .checkbox, name: frame.name, item, isChosen: chosen.contains(item.value),
            idPrefix: frame.idPrefix)
        })
    }
  }
}

/// A single box to tick; sends `yes`.
func tickField(
  name: String, label text: String, hint: String = "", isChosen: Bool, idPrefix: String = ""
) -> HTML {
  choice(
    .checkbox, name: name, Choice(value: "yes", label: text, hint: hint), isChosen: isChosen,
    idPrefix: idPrefix)
}

private func choice(
  _ type: InputType, name: String, _ choice: Choice, isChosen: Bool, idPrefix: String
) -> HTML {
  let id = "\(idPrefix)choice-\(name)-\(choice.value)"
  let hintID = id + "-hint"
  var attributes: [Attribute] = [.type(type), .id(id), .name(name), .value(choice.value)]
  if isChosen { attributes.append(.checked) }
  if !choice.hint.isEmpty { attributes.append(.ariaDescribedBy(hintID)) }
  return div(.class("choice")) {
    input(attributes: attributes)
    label(.for(id)) { choice.label }
    if !choice.hint.isEmpty { span(.class("hint"), .id(hintID)) { choice.hint } }
  }
}

/// A list that unfolds.
func selectField(_ frame: FieldFrame, choices list: [Choice], chosen: String) -> HTML {
  frame.html {
    element(.select, frame.attributes) {
      for item in list {
        if item.value == chosen {
          option(.value(item.value), .selected) { item.label }
        } else {
          option(.value(item.value)) { item.label }
        }
      }
    }
  }
}

/// A place for files; the optional script says at once when they are too large.
func fileField(_ frame: FieldFrame, fileBytesMax: Int, allBytesMax: Int) -> HTML {
  frame.html {
    input(
      attributes: [.type(.file)] + frame.attributes + [
        .multiple, .data(.fileBytesMax, String(fileBytesMax)),
        .data(.allBytesMax, String(allBytesMax)),
        .data(.say, FormWords.filesTooLarge(one: fileBytesMax, all: allBytesMax)),
      ])
  }
}

/// A button that sends the form.
func submitButton(_ text: String, class className: String = "button", _ more: Attribute...) -> HTML
{
  element(.button, [.type(.submit), .class(className)] + more) { text }
}

/// All that is wrong with a form, at the top of the page, each a link to its field.
func errorSummary(_ faults: [FieldFault], idPrefix: String = "") -> HTML {
  guard !faults.isEmpty else { return .empty }
  return div(.class("error-summary stack tight"), .role("alert"), .tabIndex(-1), .autofocus) {
    h2 { FormWords.summaryTitle(faults.count) }
    p { FormWords.nothingLost }
    ul {
      for fault in faults {
        li {
          a(.href(Link(fragment: "\(idPrefix)field-\(fault.field)"))) { fault.sentence }
        }
      }
    }
  }
}

/// The words of forms.
enum FormWords {
  static let optional = " (if you like)"
  static let problem = "To mend: "
  static let nothingLost = "Everything you typed is still here."

  static func summaryTitle(_ count: Int) -> String {
    count == 1 ? "One thing needs another look" : "\(count) things need another look"
  }

  static func filesTooLarge(one: Int, all: Int) -> String {
    "This is too large. One file may have \(size(one)), all together \(size(all))."
  }

  /// A size in bytes, for people.
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_024: return "\(bytes) bytes"
    case ..<(1_024 * 1_024): return "\((bytes + 512) / 1_024) KiB"
    default:
      let tenths = (bytes * 10 + 512 * 1_024) / (1_024 * 1_024)
      return tenths % 10 == 0 ? "\(tenths / 10) MiB" : "\(tenths / 10).\(tenths % 10) MiB"
    }
  }
}
