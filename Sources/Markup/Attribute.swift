/// An attribute of an element. There is no way to make one from a name that is not listed here, so
/// that no `onclick`, no `style` and no unchecked address can come into a page.
package struct Attribute: Sendable {
  /// The name, from a literal of this room.
  package let name: StaticString
  /// The value, not escaped yet; nil for an attribute that is only present.
  package let value: String?

  init(_ name: StaticString, _ value: String?) {
    self.name = name
    self.value = value
  }

  // MARK: Identity and looks

  /// The name of the element on its page, once for each.
  package static func id(_ value: String) -> Attribute { Attribute("id", value) }
  /// What the stylesheet knows the element by.
  package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
  /// Words that belong to the element, shown on pointing at it.
  package static func title(_ value: String) -> Attribute { Attribute("title", value) }
  /// The language of the words inside (BCP 47).
  package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
  /// Which way the words inside run.
  package static func dir(_ value: Direction) -> Attribute { Attribute("dir", value.rawValue) }
  package static let hidden = Attribute("hidden", nil)
  /// Whether and when the keyboard comes to it; -1 for the script and for links alone.
  package static func tabIndex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
  /// What the element is for assistive technology.
  package static func role(_ value: StaticString) -> Attribute {
    Attribute("role", value.description)
  }
  /// A `data-…` attribute that the stylesheet or the optional script knows.
  package static func data(_ name: DataName, _ value: String = "") -> Attribute {
    Attribute(name.attributeName, value)
  }

  // MARK: Links and files

  /// Where a link leads.
  package static func href(_ link: Link) -> Attribute { Attribute("href", link.text) }
  /// Where a picture or a script lies.
  package static func source(_ link: Link) -> Attribute { Attribute("src", link.text) }
  /// How a link's target stands to this page.
  package static func rel(_ value: StaticString) -> Attribute {
    Attribute("rel", value.description)
  }
  /// The words in place of a picture.
  package static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
  /// Not asked for before it comes into view: in something folded, not before it is unfolded.
  package static let loadingLate = Attribute("loading", "lazy")
  /// The name under which the target is kept.
  package static func download(_ fileName: String) -> Attribute {
    Attribute("download", fileName)
  }
  /// Pixels.
  package static func width(_ pixels: Int) -> Attribute { Attribute("width", String(pixels)) }
  /// Pixels.
  package static func height(_ pixels: Int) -> Attribute { Attribute("height", String(pixels)) }

  // MARK: Forms

  /// Where a form is sent.
  package static func action(_ link: Link) -> Attribute { Attribute("action", link.text) }
  /// How a form is sent.
  package static func method(_ value: FormMethod) -> Attribute {
    Attribute("method", value.rawValue)
  }
  /// Forms that carry files.
  package static let multipart = Attribute("enctype", "multipart/form-data")
  package static let acceptUTF8 = Attribute("accept-charset", "utf-8")
  /// The name under which the value is sent.
  package static func name(_ value: String) -> Attribute { Attribute("name", value) }
  /// The value as it was typed.
  package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  /// The kind of input.
  package static func type(_ value: InputType) -> Attribute { Attribute("type", value.rawValue) }
  /// The id of the input that a label belongs to.
  package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
  package static let required = Attribute("required", nil)
  package static let checked = Attribute("checked", nil)
  package static let selected = Attribute("selected", nil)
  package static let disabled = Attribute("disabled", nil)
  package static let readOnly = Attribute("readonly", nil)
  package static let multiple = Attribute("multiple", nil)
  package static let noValidate = Attribute("novalidate", nil)
  package static let open = Attribute("open", nil)
  package static let autofocus = Attribute("autofocus", nil)
  /// What the browser may fill in (the tokens of HTML).
  package static func autocomplete(_ value: StaticString) -> Attribute {
    Attribute("autocomplete", value.description)
  }
  /// Which keys a telephone offers.
  package static func inputMode(_ value: StaticString) -> Attribute {
    Attribute("inputmode", value.description)
  }
  /// Whether the browser looks for mistakes.
  package static func spellcheck(_ value: Bool) -> Attribute {
    Attribute("spellcheck", value ? "true" : "false")
  }
  /// Whether a telephone begins words with capital letters.
  package static func autocapitalize(_ value: StaticString) -> Attribute {
    Attribute("autocapitalize", value.description)
  }
  /// The most characters the browser lets in.
  package static func maxLength(_ characters: Int) -> Attribute {
    Attribute("maxlength", String(characters))
  }
  /// The fewest characters the browser sends.
  package static func minLength(_ characters: Int) -> Attribute {
    Attribute("minlength", String(characters))
  }
  /// The lines that are seen at once.
  package static func rows(_ count: Int) -> Attribute { Attribute("rows", String(count)) }
  /// Where this button sends its form instead.
  package static func formAction(_ link: Link) -> Attribute {
    Attribute("formaction", link.text)
  }
  package static let formNoValidate = Attribute("formnovalidate", nil)

  // MARK: Tables, times, progress

  /// What a heading of a table belongs to.
  package static func scope(_ value: StaticString) -> Attribute {
    Attribute("scope", value.description)
  }
  /// How many columns a cell takes.
  package static func columnSpan(_ count: Int) -> Attribute {
    Attribute("colspan", String(count))
  }
  /// A time in the form of RFC 3339.
  package static func dateTime(_ value: String) -> Attribute { Attribute("datetime", value) }
  /// The value at which a progress is complete.
  package static func maximum(_ value: Int) -> Attribute { Attribute("max", String(value)) }
  /// The first number of a list.
  package static func start(_ value: Int) -> Attribute { Attribute("start", String(value)) }

  // MARK: Assistive technology

  /// The name for assistive technology where no words show.
  package static func ariaLabel(_ value: String) -> Attribute { Attribute("aria-label", value) }
  /// The id of the `datalist` that an input offers.
  package static func list(_ id: String) -> Attribute { Attribute("list", id) }
  /// The id of the words that name the element.
  package static func ariaLabelledBy(_ id: String) -> Attribute {
    Attribute("aria-labelledby", id)
  }
  /// The ids of what is said with the element, parted by spaces.
  package static func ariaDescribedBy(_ ids: String) -> Attribute {
    Attribute("aria-describedby", ids)
  }
  /// That this is the page or the step somebody is on.
  package static func ariaCurrent(_ value: StaticString) -> Attribute {
    Attribute("aria-current", value.description)
  }
  package static let ariaHidden = Attribute("aria-hidden", "true")
  package static let ariaInvalid = Attribute("aria-invalid", "true")
  package static let ariaLivePolite = Attribute("aria-live", "polite")

  // MARK: Head

  /// What a named line of the head says.
  package static func content(_ value: String) -> Attribute { Attribute("content", value) }
  /// What a stylesheet is for.
  package static func media(_ value: StaticString) -> Attribute {
    Attribute("media", value.description)
  }
  package static let deferred = Attribute("defer", nil)
}

/// Which way the text runs.
package enum Direction: String, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
  /// By the first strong letter.
  case automatic = "auto"
}

/// How a form is sent.
package enum FormMethod: String, Sendable {
  case get
  case post
}

/// The kinds of input that pages use.
package enum InputType: String, Sendable {
  case text, email, password, search, file, checkbox, radio, hidden, number, date, url
  case datetimeLocal = "datetime-local"
  case submit, button
}

/// The `data-…` attributes that the stylesheet and the optional script know.
package enum DataName: Sendable {
  /// Forced light or dark.
  case theme
  /// The id of the element whose text a button copies.
  case copy
  /// What a button says after it has copied.
  case done
  /// A due time, in seconds since 1970, whose words may tick.
  case due
  /// The most bytes that one file may have.
  case fileBytesMax
  /// The most bytes that all files of a form may have together.
  case allBytesMax
  /// A sentence that the script shows.
  case say
  /// The heading of a column, shown where a table has become cards.
  case label
  /// A form that is sent once.
  case once
  /// A link that leaves without staying in the history of the browser.
  case leave
  /// Shown only where the script runs.
  case scripted
  /// A button that prints the page.
  case print
  /// Where findings are shown while somebody types.
  case check

  var attributeName: StaticString {
    switch self {
    case .theme: "data-theme"
    case .copy: "data-copy"
    case .done: "data-done"
    case .due: "data-due"
    case .fileBytesMax: "data-file-bytes-max"
    case .allBytesMax: "data-all-bytes-max"
    case .say: "data-say"
    case .label: "data-label"
    case .once: "data-once"
    case .leave: "data-leave"
    case .scripted: "data-scripted"
    case .print: "data-print"
    case .check: "data-check"
    }
  }
}
