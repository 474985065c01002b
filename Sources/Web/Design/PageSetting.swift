package import Markup

/// What a page is drawn with besides its own model: the language, the theme and the form token.
package struct PageSetting: Sendable {
  /// The language of the words of the page (BCP 47).
  package var language: String
  /// Which way that language runs.
  package var direction: Direction
  /// Light or dark when chosen; nil follows the device.
  package var theme: Theme?
  /// Stands in every form.
  package var token: FormToken
  /// Where “Leave quickly” leads.
  package var leaveLink: Link?

  /// English, left to right, light or dark by the device.
  package init(
    language: String = "en", direction: Direction = .leftToRight, theme: Theme? = nil,
    token: FormToken, leaveLink: Link? = Link(external: "https://www.wikipedia.org/")
  ) {
    self.language = language
    self.direction = direction
    self.theme = theme
    self.token = token
    self.leaveLink = leaveLink
  }
}

/// What a form must send back to prove that it was drawn by this site for this visitor.
package struct FormToken: Hashable, Sendable {
  /// The name of the field.
  package static let fieldName = "csrf"
  /// The value of the field.
  package let value: String
  /// A value that was drawn earlier and is still taken; nil for none.
  package let earlier: String?

  package init(_ value: String, earlier: String? = nil) {
    self.value = value
    self.earlier = earlier
  }
}

/// A whole page: a pure function of what it was made with.
package protocol Page: Sendable {
  /// The page.
  var document: Document { get }
}
