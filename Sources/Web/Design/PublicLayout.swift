import Markup

/// The frame of pages that anybody may open, and of the reporter's.
struct PublicLayout {
  /// Where the visitor is, for the navigation.
  enum Place {
    case home, report, followUp, privacy, elsewhere
  }

  var setting: PageSetting
  var title: String
  /// The name of the group; empty where it is not known, as on an error page.
  var groupName: String
  var place: Place = .elsewhere
  /// The classes of the `main` element's inside.
  var className = "stack wide-gap reading"
  /// Reloads nothing, asks nothing: a page that should not be found by search engines.
  var isPrivate = false

  /// The whole page around its content.
  func document(@HTMLBuilder content: () -> HTML) -> Document {
    pageDocument(
      setting: setting, title: title, siteName: groupName, isPrivate: isPrivate,
      body: HTML {
        skipLink
        top
        main(.class("page"), .id("content")) {
          div(.class(className)) { content() }
        }
        foot
      })
  }

  private var top: HTML {
    header(.class("top")) {
      div(.class("top-inner")) {
        a(.class("wordmark"), .href(Paths.home)) {
          mark()
          span {
            PartWords.product
            if !groupName.isEmpty {
              span(.class("under")) { groupName }
            }
          }
        }
        nav(.ariaLabel(PublicWords.mainNavigation)) {
          ul {
            link(PublicWords.navigationReport, Paths.report, .report)
            link(PublicWords.navigationFollowUp, Paths.followUp, .followUp)
            link(PublicWords.navigationPrivacy, Paths.privacy, .privacy)
          }
        }
      }
      if let leaveLink = setting.leaveLink {
        a(
          .class("leave"), .href(leaveLink), .rel("noreferrer nofollow"), .data(.leave),
          .title(PartWords.leaveQuicklyHint)
        ) { PartWords.leaveQuickly }
      }
    }
  }

  private func link(_ text: String, _ target: Link, _ itsPlace: Place) -> HTML {
    li {
      if place == itsPlace {
        a(.href(target), .ariaCurrent("page")) { text }
      } else {
        a(.href(target)) { text }
      }
    }
  }

  private var foot: HTML {
    footer(.class("foot")) {
      div(.class("foot-inner")) {
        p { PublicWords.footPromise }
        nav(.ariaLabel(PublicWords.footNavigation)) {
          ul {
            li { a(.href(Paths.signIn)) { PublicWords.footMembers } }
          }
        }
      }
    }
  }
}

/// The frame of sign-in and of joining: one card in the middle.
struct CardLayout {
  var setting: PageSetting
  var title: String
  var organizationName: String
  var isWide = false

  /// The whole page around its content.
  func document(@HTMLBuilder content: () -> HTML) -> Document {
    pageDocument(
      setting: setting, title: title, siteName: organizationName, isPrivate: true,
      body: HTML {
        skipLink
        div(.class("sign-in stack")) {
          main(.class("page"), .id("content")) {
            div(.class(isWide ? "stack reading" : "stack narrow")) {
              a(.class("wordmark"), .href(Paths.home)) {
                mark()
                span {
                  PartWords.product
                  if !organizationName.isEmpty {
                    span(.class("under")) { organizationName }
                  }
                }
              }
              content()
            }
          }
        }
      })
  }
}

/// The first link of a page, for keyboards.
var skipLink: HTML {
  a(.class("skip"), .href(Link(fragment: "content"))) { PartWords.skip }
}

/// The head of every page around a body.
func pageDocument(
  setting: PageSetting, title: String, siteName: String, isPrivate: Bool, body: HTML
) -> Document {
  Document(
    language: setting.language, direction: setting.direction, theme: setting.theme,
    head: HTML {
      documentTitle(siteName.isEmpty ? title : "\(title) – \(siteName)")
      documentMeta(name: "viewport", content: "width=device-width, initial-scale=1")
      documentMeta(name: "color-scheme", content: "light dark")
      documentMeta(name: "referrer", content: "no-referrer")
      if isPrivate { documentMeta(name: "robots", content: "noindex") }
      stylesheet(Paths.styleSheet)
      siteIcon(Paths.siteIcon)
      script(Paths.scriptFile)
    },
    body: body)
}
