import Casework
import Markup
import Procedure

/// The fields of a report, for the public form and for a member who enters what somebody told them.
struct ReportFields {
  var policy: Policy
  var draft: ReportDraft
  var faults: [FieldFault]
  /// Entered by a member: no contact consent, no language questions.
  var isInPerson = false
  /// Who may read it: after the people, where somebody thinks of it.
  var readers: HTML = .empty

  var html: HTML {
    HTML {
      whatHappened
      whenAndWhere
      people
      readers
      safety
      reachingYou
      rest
    }
  }

  private func frame(_ field: FormField, isOptional: Bool = false) -> FieldFrame {
    FieldFrame(field: field, policy: policy, faults: faults, isOptional: isOptional)
  }

  private var whatHappened: HTML {
    formSection(PublicWords.sectionAccount, lead: PublicWords.sectionAccountLead) {
      div(.class("account")) {
        longField(frame(.account), value: draft.account, rows: 10, .spellcheck(true))
      }
      longField(frame(.links), value: draft.links, rows: 2, .inputMode("url"))
      files
    }
  }

  private var files: HTML {
    var field = frame(.files)
    let limits = PublicWords.filesLimit(
      one: FormWords.size(IntakeLimits.fileBytesMax),
      all: FormWords.size(IntakeLimits.filesBytesMax), count: IntakeLimits.filesMax)
    field.hint = (field.hint.isEmpty ? limits : field.hint) + " " + PublicWords.filesInside
    return HTML {
      if !draft.files.isEmpty {
        checkboxField(
          FieldFrame(
            name: ReportFormPage.stagedFileFieldName, label: PublicWords.filesKept,
            hint: PublicWords.filesKeptHint),
          choices: draft.files.map {
            Choice(value: $0.ticket, label: $0.name, hint: FormWords.size($0.bytes))
          }, chosen: Set(draft.files.map(\.ticket)))
      }
      fileField(
        field, fileBytesMax: IntakeLimits.fileBytesMax, allBytesMax: IntakeLimits.filesBytesMax)
    }
  }

  private var whenAndWhere: HTML {
    formSection(PublicWords.sectionWhen) {
      textField(frame(.when), value: draft.when, .dir(.automatic))
      if !policy.spaces.isEmpty {
        selectField(
          frame(.space),
          choices: [Choice(value: "", label: PublicWords.noSpace)]
            + policy.spaces.map { Choice(value: $0.id.text, label: $0.title) },
          chosen: draft.space)
      }
      textField(frame(.place), value: draft.where, .dir(.automatic))
    }
  }

  private var people: HTML {
    formSection(PublicWords.sectionPeople, lead: PublicWords.sectionPeopleLead) {
      longField(frame(.involved), value: draft.involved, rows: 3, .autocapitalize("none"))
      longField(frame(.witnesses), value: draft.witnesses, rows: 2, .autocapitalize("none"))
      if !isInPerson {
        radioField(
          frame(.relation),
          choices: [
            Choice(value: "affected", label: PublicWords.relationAffected),
            Choice(value: "witness", label: PublicWords.relationWitness),
            Choice(value: "heardOfIt", label: PublicWords.relationHeard),
            Choice(value: "representative", label: PublicWords.relationRepresentative),
            Choice(value: "", label: PublicWords.noAnswer),
          ], chosen: draft.relation)
      }
    }
  }

  private var answers: [Choice] {
    [
      Choice(value: "yes", label: PublicWords.yes), Choice(value: "no", label: PublicWords.no),
      Choice(value: "unsure", label: PublicWords.unsure),
      Choice(value: "", label: PublicWords.noAnswer),
    ]
  }

  private var safety: HTML {
    formSection(PublicWords.sectionSafety, lead: PublicWords.sectionSafetyLead) {
      radioField(frame(.ongoing), choices: answers, chosen: draft.ongoing, isShort: true)
      radioField(frame(.danger), choices: answers, chosen: draft.danger, isShort: true)
      tick(.agencyUnknown, draft.agencyUnknown)
      tick(.retaliation, draft.retaliation)
      textField(frame(.earlierReport), value: draft.earlierReport)
    }
  }

  private var reachingYou: HTML {
    HTML {
      formSection(PublicWords.sectionYou, lead: PublicWords.sectionYouLead) {
        div(.class("pair")) {
          textField(frame(.contactName), value: draft.contactName, .autocomplete("name"))
          textField(
            frame(.contactEmail), value: draft.contactEmail, type: .text, .inputMode("email"),
            .autocomplete("email"), .autocapitalize("none"), .spellcheck(false))
        }
        textField(frame(.contactOther), value: draft.contactOther)
        longField(frame(.sensitivities), value: draft.sensitivities, rows: 2)
        tick(.nameOnCard, draft.nameOnCard)
      }
      formSection(PublicWords.sectionLanguage, lead: policy.form.languages) {
        div(.class("pair")) {
          textField(frame(.language), value: draft.language)
          textField(frame(.answerLanguage), value: draft.answerLanguage)
        }
        tick(.translated, draft.translated)
      }
    }
  }

  private var rest: HTML {
    formSection(PublicWords.sectionRest) {
      longField(frame(.context), value: draft.context, rows: 3)
      longField(frame(.other), value: draft.other, rows: 3)
    }
  }

  private func tick(_ field: FormField, _ isChosen: Bool) -> HTML {
    let frame = frame(field)
    return tickField(
      name: frame.name, label: frame.label, hint: frame.hint, isChosen: isChosen)
  }
}

/// A part of a long form, with its heading.
func formSection(_ title: String, lead: String = "", @HTMLBuilder content: () -> HTML) -> HTML {
  section(.class("section")) {
    div(.class("section-head")) {
      h2 { title }
      if !lead.isEmpty { paragraphs(lead) }
    }
    content()
  }
}

extension FieldFrame {
  /// A field of the report form, in the words of the policy.
  init(field: FormField, policy: Policy, faults: [FieldFault], isOptional: Bool = false) {
    let wording = policy.form.fields[field]
    self.init(
      name: field.rawValue, label: wording?.label ?? FieldFrame.plainLabel(of: field),
      hint: wording?.help ?? "", isOptional: isOptional, faults: faults)
  }

  /// What a field is called where the policy says nothing.
  private static func plainLabel(of field: FormField) -> String {
    switch field {
    case .account: "What happened?"
    case .involved: "Who was involved?"
    case .witnesses: "Who else saw it?"
    case .when: "When was it?"
    case .place: "Where was it?"
    case .space: "In which of our spaces?"
    case .links: "Links to public records"
    case .files: "Files"
    case .context: "What should we know about the background?"
    case .ongoing: "Is it still going on?"
    case .other: "Is there anything else?"
    case .danger: "Is anybody in physical danger?"
    case .agencyUnknown: "I do not know which authority to notify"
    case .relation: "How do you know about it?"
    case .retaliation: "This is about being punished for an earlier report"
    case .earlierReport: "Which earlier report?"
    case .contactName: "Your name, or what we should call you"
    case .contactEmail: "E-mail address"
    case .contactOther: "Another way to reach you"
    case .nameOnCard: "Members may see my name before they say whether they know me"
    case .language: "Language of this report"
    case .answerLanguage: "Language you would like to be answered in"
    case .translated: "I used a translation tool"
    case .leaveOut: "Who must not see this report?"
    case .chosen: "Who alone should get this report?"
    case .sensitivities: "What should we be careful about when we write to you?"
    }
  }
}
