package import Casework
package import Markup
package import Procedure

/// Everybody on record whom the member may know of, and the exact search.
package struct PersonsPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var persons: [PersonSummary]
  /// What was looked for; nil where nobody looked yet.
  package var asked: KnownAs?
  package var found: [EarlierRecord]

  /// The names of the fields.
  package static let nameFieldName = "name"
  package static let handleFieldName = "handle"
  package static let addressFieldName = "address"

  package init(
    setting: PageSetting, frame: MemberFrame, persons: [PersonSummary], asked: KnownAs? = nil,
    found: [EarlierRecord] = []
  ) {
    self.setting = setting
    self.frame = frame
    self.persons = persons
    self.asked = asked
    self.found = found
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: RecordWords.persons, place: .ledger
    ).document {
      div(.class("stack measure")) {
        h1 { RecordWords.persons }
        p(.class("lead")) { RecordWords.personsLead }
      }
      div(.class("columns two")) {
        card(RecordWords.persons) {
          if persons.isEmpty {
            emptyState(
              .noCases, title: RecordWords.personsEmptyTitle, text: RecordWords.personsEmpty)
          } else {
            ul(.class("items")) {
              for person in persons {
                li { a(.href(Paths.person(person.person))) { codeNameChip(person.codeName) } }
              }
            }
          }
        }
        card(RecordWords.find) {
          p(.class("muted")) { RecordWords.findLead }
          // By POST: what is looked for belongs in no history and no log.
          postForm(to: Paths.persons, token: setting.token) {
            field(Self.nameFieldName, RecordWords.findName, asked?.names.first)
            field(Self.handleFieldName, RecordWords.findHandle, asked?.handles.first)
            field(Self.addressFieldName, RecordWords.findAddress, asked?.addresses.first)
            div(.class("actions")) { submitButton(RecordWords.findButton) }
          }
          if asked != nil {
            if found.isEmpty {
              p { RecordWords.foundNobody }
            } else {
              HTML.joined(found.map { recordBox($0) })
            }
          }
        }
      }
    }
  }

  private func field(_ name: String, _ label: String, _ value: String?) -> HTML {
    textField(
      FieldFrame(name: name, label: label, isOptional: true), value: value ?? "",
      .autocomplete("off"), .autocapitalize("none"), .spellcheck(false))
  }
}

/// The dossier of one person.
package struct PersonPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: PersonView

  package init(setting: PageSetting, frame: MemberFrame, view: PersonView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: view.codeName, place: .ledger, stamp: view.stamp
    ).document {
      div(.class("stack measure")) {
        h1 { codeNameChip(view.codeName) }
        p(.class("lead")) { RecordWords.dossierHint }
      }
      section(.class("card")) {
        facts(
          [
            list(RecordWords.names, view.knownAs.names),
            list(RecordWords.handles, view.knownAs.handles),
            list(RecordWords.addresses, view.knownAs.addresses),
            Fact(RecordWords.record, recordTypeHTML(view.recordType)),
          ].compactMap(\.self))
      }
      card(RecordWords.cases) { earlierCaseList(view.cases) }
      p { a(.href(Paths.persons)) { RecordWords.backToPersons } }
    }
  }

  private func list(_ name: String, _ texts: [String]) -> Fact? {
    guard !texts.isEmpty else { return nil }
    return Fact(
      name,
      ul(.class("plain")) {
        for text in texts { li { words(text) } }
      })
  }
}

/// What a record says, with what it means.
func recordTypeHTML(_ type: RecordType?) -> HTML {
  guard let type else { return span(.class("muted")) { RecordWords.recordOpen } }
  let kind: BadgeKind =
    switch type {
    case .noViolation, .violationByUnknown: .plain
    case .resolved: .good
    case .flagged: .soon
    case .banned: .urgent
    }
  return HTML {
    badge(kind, RecordWords.recordType(type))
    " "
    span(.class("small muted")) { type.meaning }
  }
}

/// Cases of a person, newest first.
func earlierCaseList(_ cases: [EarlierCase]) -> HTML {
  guard !cases.isEmpty else { return p(.class("muted")) { RecordWords.noCases } }
  return ul(.class("items")) {
    for item in cases {
      li {
        span(.class("main")) {
          if item.mayOpen {
            a(.href(Paths.aCase(item.id))) { codeNameChip(item.codeName) }
          } else {
            codeNameChip(item.codeName)
          }
          span(.class("small muted")) {
            [
              Times.day(item.reported), CaseWords.role(item.role),
              item.row.map { RecordWords.status($0.status) },
              item.row.flatMap { $0.consequences.isEmpty ? nil : consequencesText($0) },
              item.mayOpen ? nil : RecordWords.closedToYou,
            ].compactMap(\.self).joined(separator: " · ")
          }
        }
        if let type = item.recordType { badge(.plain, RecordWords.recordType(type)) }
      }
    }
  }
}

/// Somebody on record, in short.
func recordBox(_ record: EarlierRecord, beside: HTML = .empty) -> HTML {
  section(.class("stack tight")) {
    span(.class("row")) {
      a(.href(Paths.person(record.person))) { codeNameChip(record.codeName) }
      if !record.matchedBy.isEmpty { badge(.accent, RecordWords.matched(record.matchedBy)) }
      if let type = record.recordType { badge(.plain, RecordWords.recordType(type)) }
      beside
    }
    earlierCaseList(record.cases)
  }
}
