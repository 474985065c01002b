package import Casework
package import Markup
import Procedure

/// The earlier record of the reported people, beside assessment and proposals on the page of a case (rows E6, H8).
///
/// It shows what this member may know and nothing of the rest; the same page for another handler may say more.
struct EarlierRecordPart {
  var id: CaseID
  /// The sequence that the page was made of.
  var sequence: Int
  var records: [PartyRecord]
  var token: FormToken
  /// Whether the member may link people now.
  var mayLink: Bool

  var html: HTML {
    guard !records.isEmpty else { return .empty }
    return card(RecordWords.earlierRecord, id: "earlier-record") {
      HTML.joined(records.map(party))
    }
  }

  private func party(_ record: PartyRecord) -> HTML {
    section(.class("stack tight")) {
      h3 { words(record.displayName) }
      if let linked = record.record {
        recordBox(linked)
      } else if let codeName = record.personCodeName {
        p {
          "\(RecordWords.linkedAs) "
          codeNameChip(codeName)
        }
        p(.class("muted")) { RecordWords.linkedElsewhere }
      } else {
        p(.class("muted")) {
          record.found.isEmpty ? RecordWords.foundNone : RecordWords.foundLead
        }
        HTML.joined(
          record.found.map { found in
            recordBox(found, beside: link(record, to: found.person, RecordWords.linkThis))
          })
        link(record, to: nil, RecordWords.linkNew)
      }
    }
  }

  private func link(_ record: PartyRecord, to person: PersonID?, _ text: String) -> HTML {
    guard mayLink else { return .empty }
    return postForm(to: Paths.command(.linkPerson, id), token: token, class: "bare") {
      hiddenInput(name: CommandForm.sequenceFieldName, value: String(sequence))
      hiddenInput(name: "party", value: record.party.text)
      if let person { hiddenInput(name: "person", value: person.text) }
      submitButton(text, class: "button quiet")
    }
  }
}

/// The earlier records of a case on a page of their own.
package struct EarlierRecordsPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  package var records: [PartyRecord]

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView, records: [PartyRecord]
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.records = records
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: RecordWords.earlierRecord, place: .cases
    ).document {
      h1 { codeNameChip(view.codeName) }
      if records.isEmpty {
        p(.class("lead")) { RecordWords.nobodyReported }
      } else {
        EarlierRecordPart(
          id: view.id, sequence: view.sequence, records: records, token: setting.token,
          mayLink: view.commands.contains { $0.command == .linkPerson && $0.isAvailable }
        ).html
      }
      p { a(.href(Paths.aCase(view.id))) { RecordWords.backToCase } }
    }
  }
}
