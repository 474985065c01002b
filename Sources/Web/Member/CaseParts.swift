import Casework
import Markup
import Procedure

/// The report on the page of a case.
struct CaseReportPart {
  var view: CaseView
  var policy: Policy
  var isFolded = false

  private var report: Report { view.report.report }

  var html: HTML {
    isFolded
      ? foldedCard(CaseWords.report, id: "report", note: Times.day(view.received)) { content }
      : card(CaseWords.report, id: "report") { content }
  }

  private var content: HTML {
    HTML {
      if !isFolded || view.procedure.isDangerous { safety }
      section(.class("stack tight")) {
        h3 { CaseWords.account }
        longWords(report.account)
      }
      links
      files
      facts(details)
      contact
    }
  }

  private var safety: HTML {
    var sentences: [String] = []
    if report.danger == .yes { sentences.append(CaseWords.saidDanger) }
    if report.danger == .unsure { sentences.append(CaseWords.saidDangerUnsure) }
    if report.agencyUnknown { sentences.append(CaseWords.saidAgency) }
    if report.ongoing == .yes { sentences.append(CaseWords.saidOngoing) }
    if report.retaliation { sentences.append(CaseWords.saidRetaliation) }
    guard !sentences.isEmpty else { return .empty }
    return notice(.danger) {
      p { strong { CaseWords.safetyTitle } }
      for sentence in sentences { p { sentence } }
    }
  }

  private var links: HTML {
    guard !report.links.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { CaseWords.reportLinks }
      ul {
        for address in report.links {
          li {
            if let link = Link(external: address) {
              a(.href(link), .rel("noreferrer nofollow")) { words(address) }
            } else {
              words(address)
            }
          }
        }
      }
    }
  }

  private var files: HTML {
    guard !view.report.files.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { CaseWords.files }
      fileList(
        view.report.files, link: { Paths.caseFile(view.id, $0) },
        preview: { Paths.casePreview(view.id, $0) })
    }
  }

  private func fact(_ field: FormField, _ text: String) -> Fact? {
    Fact(FieldFrame(field: field, policy: policy, faults: []).label, words: text, isLong: true)
  }

  private var details: [Fact] {
    var list: [Fact?] = [
      Fact(CaseWords.source, text: CaseWords.source(view.report.source)),
      fact(.involved, report.involved), fact(.witnesses, report.witnesses),
      fact(.when, report.when),
      report.space.map { space in
        Fact(
          CaseWords.space, text: policy.spaces.first { $0.id == space }?.title ?? space.text)
      },
      fact(.place, report.place),
      report.ongoing.map {
        Fact(label(.ongoing), text: CaseWords.answer($0))
      },
      report.danger.map { Fact(label(.danger), text: CaseWords.answer($0)) },
      report.relation.map { Fact(CaseWords.relation, text: CaseWords.relation($0)) },
      fact(.earlierReport, report.earlierReport), fact(.context, report.context),
      fact(.other, report.other), fact(.sensitivities, report.sensitivities),
      fact(.language, report.language), fact(.answerLanguage, report.answerLanguage),
    ]
    switch view.agencyTask {
    case .notAsked, .open: break
    case .notified(let notice, let at):
      list += [
        Fact(
          CaseWords.agencyNotified,
          HTML {
            words(notice.agency)
            ", "
            Times.html(at)
            longWords(notice.how)
          })
      ]
    case .notNotified(let reason, let at):
      list += [
        Fact(
          CaseWords.agencyNotNotified,
          HTML {
            Times.html(at)
            longWords(reason)
          })
      ]
    }
    if report.translated { list.append(Fact(CaseWords.translated, text: CaseWords.yes)) }
    if case .inPerson(let told) = view.report.source {
      list += [
        Fact(CaseWords.toldBy, words: told.toldBy), Fact(CaseWords.toldWhen, words: told.when),
        Fact(CaseWords.toldHow, words: told.how),
      ]
    }
    return list.compactMap(\.self)
  }

  private func label(_ field: FormField) -> String {
    FieldFrame(field: field, policy: policy, faults: []).label
  }

  private var contact: HTML {
    section(.class("stack tight")) {
      h3 { CaseWords.contact }
      if report.contact.isEmpty {
        p(.class("muted")) { CaseWords.noContact }
      } else {
        facts(
          [
            Fact(CaseWords.contactName, words: report.contact.name),
            Fact(CaseWords.contactEmail, words: report.contact.email),
            Fact(CaseWords.contactOther, words: report.contact.other, isLong: true),
          ].compactMap(\.self))
      }
    }
  }
}

/// Who is in a case, and who can read it.
struct CasePeoplePart {
  var view: CaseView
  var frame: MemberFrame
  var setting: PageSetting
  var parts: ProcedureParts

  var html: HTML {
    HTML {
      card(CaseWords.people, id: "people") {
        if view.parties.isEmpty {
          p(.class("muted")) { CaseWords.noParties }
        } else {
          ul(.class("items")) {
            for party in view.parties { li { person(party) } }
          }
        }
      }
      card(CaseWords.access) {
        group(CaseWords.handlers, view.handlers)
        group(CaseWords.undeclared, view.undeclared)
        if !view.hasCard, !view.undeclared.isEmpty {
          notice(.careful) { p { CaseWords.noCardYet } }
        }
        if !view.waitingToBeLetIn.isEmpty {
          div(.class("stack tight")) {
            h3 { CaseWords.waiting }
            ul(.class("items")) {
              for member in view.waitingToBeLetIn {
                li {
                  words(member.name)
                  letIn(member)
                }
              }
            }
          }
        }
        inConflict
        keptOut
      }
    }
  }

  private func person(_ party: Party) -> HTML {
    div(.class("stack tight main")) {
      span(.class("row")) {
        strong { words(party.displayName) }
        if party.displayName != CaseWords.role(party.role) {
          badge(.plain, CaseWords.role(party.role))
        }
      }
      HTML.joined(
        [
          party.names.filter { $0 != party.displayName }, party.handles, party.emails, party.phones,
          [party.pronouns, party.employer].compactMap { $0 } + party.places,
        ].filter { !$0.isEmpty }.map { list in
          span(.class("small muted")) {
            HTML.joined(
              list.enumerated().map { index, name in
                HTML {
                  if index > 0 { ", " }
                  words(name)
                }
              })
          }
        })
      parts.action(
        .correctParty, CaseWords.correctParty, class: "in-line",
        (name: "party", value: party.id.text))
    }
  }

  private func group(_ title: String, _ members: [PublicMember]) -> HTML {
    guard !members.isEmpty else { return .empty }
    return div(.class("stack tight")) {
      h3 { title }
      ul {
        for member in members { li { words(member.name) } }
      }
    }
  }

  /// Somebody who declared after the window: a handler hands the key on.
  private func letIn(_ member: PublicMember) -> HTML {
    postForm(to: Paths.letIn(view.id), token: setting.token, class: "bare") {
      hiddenInput(name: "member", value: member.id.text)
      button(.type(.submit), .class("button quiet")) {
        CaseWords.letIn
        span(.class("unseen")) {
          " "
          words(member.name)
        }
      }
    }
  }

  /// Whoever declared by mistake is taken in again by others.
  private var inConflict: HTML {
    guard !view.inConflict.isEmpty else { return .empty }
    return div(.class("stack tight")) {
      h3 { CaseWords.inConflict }
      ul(.class("items")) {
        for member in view.inConflict {
          li {
            div(.class("stack tight main")) {
              words(member.name)
              parts.action(
                .admit, CaseWords.admitSummary, class: "in-line",
                (name: "member", value: member.id.text))
            }
          }
        }
      }
    }
  }

  private var keptOut: HTML {
    guard !view.keptOut.isEmpty else { return .empty }
    return div(.class("stack tight")) {
      h3 { CaseWords.keptOut }
      ul(.class("items")) {
        for row in view.keptOut {
          li {
            div(.class("stack tight main")) {
              span(.class("row")) {
                strong { words(row.member.name) }
                if row.awaitsLook { badge(.soon, CaseWords.awaitsLook) }
              }
              span(.class("small muted")) { CaseWords.because(row.because) }
              parts.action(
                row.awaitsLook ? .clearNamedMember : .admit,
                row.awaitsLook ? CaseWords.clearSummary : CaseWords.admitSummary,
                class: "in-line", (name: "member", value: row.member.id.text))
            }
          }
        }
      }
    }
  }
}
