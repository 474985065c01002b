import Casework
import Markup
import Procedure
import Web

/// Every page in its empty, usual, full and error states, by name.
struct Gallery {
  let samples: Samples

  /// All of them.
  var pages: [(name: String, page: any Page)] {
    publicPages + reporterPages + doorPages + casePages + phasePages + commandPages + ownPages
      + organizationPages + onCallPages
  }

  private var publicPages: [(name: String, page: any Page)] {
    let s = samples
    return [
      ("home", HomePage(setting: s.setting, view: s.publicView)),
      ("report", ReportFormPage(setting: s.setting, view: s.publicView, submission: "sub-1")),
      (
        "report-nobody",
        ReportFormPage(
          setting: s.setting, view: PublicView(policy: s.policy, members: [], boardMembers: []),
          submission: "sub-1")
      ),
      (
        "report-error",
        ReportFormPage(
          setting: s.setting, view: s.publicView, draft: s.fullDraft, faults: s.faults,
          submission: "sub-1")
      ),
      ("receipt", ReceiptPage(setting: s.setting, view: s.receipt)),
      ("privacy", PrivacyPage(setting: s.setting, view: s.publicView)),
    ]
      + errors.map { name, kind in
        (
          "error-\(name)",
          ErrorPage(
            setting: s.setting, kind: kind,
            groupName: kind == .notFound ? "" : s.policy.community.groupName)
        )
      }
  }

  private var errors: [(String, ErrorPage.Kind)] {
    [
      ("unreadable", .unreadable), ("expired", .formExpired), ("forbidden", .notAllowed),
      ("not-found", .notFound), ("method", .wrongMethod), ("interrupted", .interrupted),
      ("refused", .refused(samples.refusal)), ("changed", .changedMeanwhile),
      ("link", .linkNoLongerValid), ("too-large", .tooLarge(bytesMax: 104_857_600)),
      ("unsupported", .unsupported), ("not-understood", .notUnderstood),
      ("too-many", .tooMany(retryAfterSeconds: 95)), ("broken", .broken(reference: "7F3A-22C1")),
      ("unavailable", .unavailable),
    ]
  }

  private var reporterPages: [(name: String, page: any Page)] {
    let s = samples
    return [
      (
        "follow-up",
        FollowUpPage(setting: s.setting, groupName: s.policy.community.groupName, wordCount: 7)
      ),
      (
        "follow-up-error",
        FollowUpPage(
          setting: s.setting, groupName: s.policy.community.groupName, wordCount: 7,
          typed: "lantren copper <b> violin",
          problems: [
            .count(found: 4),
            .unknownWord(position: 1, word: "lantren", suggestion: "lantern"),
            .unknownWord(position: 3, word: "<b>", suggestion: nil), .noMatch,
          ])
      ),
      (
        "conversation",
        ConversationPage(
          setting: s.setting, view: s.reporterView(.acknowledged(s.ago(70_000)), s.messages),
          now: s.now, hasJustSent: true, submission: "sub-2")
      ),
      (
        "conversation-empty",
        ConversationPage(
          setting: s.setting, view: s.reporterView(.received, []), now: s.now,
          submission: "sub-2")
      ),
      (
        "new-words",
        NewWordsPage(
          setting: s.setting, groupName: "The working group",
          words: ["amber", "lantern", "meadow", "pebble", "quiet", "river", "sparrow"])
      ),
      (
        "conversation-party",
        ConversationPage(
          setting: s.setting,
          view: .party(
            PartyView(
              messages: s.messages,
              offers: [
                AnswerOffer(.consultation, message: 2), AnswerOffer(.hearing, message: 2),
                AnswerOffer(.retaliation, message: 2),
                s.permissionOffer, AnswerOffer(.takeBack),
                AnswerOffer(.stopContact),
              ], policy: s.policy)),
          now: s.now, submission: "sub-2")
      ),
      (
        "conversation-error",
        ConversationPage(
          setting: s.setting, view: s.reporterView(.closed(s.ago(5_000)), s.messages), now: s.now,
          typed: "kept </textarea>",
          faults: [FieldFault(field: "text", sentence: "Please write a few words.")],
          submission: "sub-2")
      ),
    ]
  }

  private var doorPages: [(name: String, page: any Page)] {
    let s = samples
    let name = s.policy.community.groupName
    return [
      ("sign-in", SignInPage(setting: s.setting, organizationName: name)),
      (
        "sign-in-failed",
        SignInPage(
          setting: s.setting, organizationName: name, email: "ada@example.org", message: .failed,
          usesRecoveryCode: true, returnPath: "/cases")
      ),
      (
        "sign-in-wait",
        SignInPage(setting: s.setting, organizationName: name, message: .wait(seconds: 30))
      ),
      ("lost-password", LostPasswordPage(setting: s.setting, organizationName: name)),
      (
        "lost-password-sent",
        LostPasswordPage(setting: s.setting, organizationName: name, isSent: true)
      ),
      (
        "join",
        JoinPage(
          setting: s.setting, view: s.invitation(), secret: "secret", passwordCharactersMin: 12)
      ),
      (
        "join-error",
        JoinPage(
          setting: s.setting, view: s.invitation(), secret: "secret",
          draft: JoinDraft(name: "Ada", email: "ada", alsoKnownAs: "@ada_n"),
          faults: [
            FieldFault(field: "email", sentence: "This does not look like an e-mail address."),
            FieldFault(field: "code", sentence: "The code did not fit. Type the newest one."),
          ], passwordCharactersMin: 12)
      ),
      (
        "join-rekey",
        JoinPage(
          setting: s.setting, view: s.invitation(isRekey: true), secret: "secret",
          passwordCharactersMin: 12)
      ),
      (
        "recovery-codes",
        RecoveryCodesPage(
          setting: s.setting, organizationName: name,
          view: RecoveryCodesView(codes: (1...8).map { "k4f\($0)-9m2q-x7tw" }))
      ),
    ]
  }

  private var casePages: [(name: String, page: any Page)] {
    let s = samples
    let empty = DashboardView(
      toDeclare: [], needsMe: [], late: [], open: s.casePage([]), setAsideCount: 0, closedCount: 0)
    let full = DashboardView(
      toDeclare: s.toDeclare, needsMe: [s.summaries[1]], late: [s.summaries[0]],
      open: s.casePage(s.summaries, of: 3), setAsideCount: 4, closedCount: 1)
    let gate = GateView(
      id: s.caseID, codeName: "tidal sparrow", received: s.ago(3_000),
      card: .names(reported: ["@loud_parrot", "Max M."], witnesses: [], reporter: "Sunny"),
      closes: s.after(150_000), waitsToBeLetIn: false)
    return [
      ("dashboard", DashboardPage(setting: s.setting, frame: s.frame, view: full)),
      ("dashboard-empty", DashboardPage(setting: s.setting, frame: s.frame, view: empty)),
      (
        "dashboard-founding", DashboardPage(setting: s.setting, frame: s.foundingFrame, view: empty)
      ),
      ("dashboard-board", DashboardPage(setting: s.setting, frame: s.boardFrame, view: full)),
      (
        "cases",
        CaseListPage(
          setting: s.setting, frame: s.frame, view: s.casePage(s.summaries, page: 2, of: 5))
      ),
      (
        "cases-empty",
        CaseListPage(setting: s.setting, frame: s.frame, view: s.casePage([], .setAside))
      ),
      ("gate", GatePage(setting: s.setting, frame: s.frame, view: gate)),
      (
        "gate-error",
        GatePage(
          setting: s.setting, frame: s.frame,
          view: GateView(
            id: s.caseID, codeName: "tidal sparrow", received: s.ago(3_000), card: .noNames,
            closes: nil, waitsToBeLetIn: false), ground: "employer", note: "We share an office.",
          faults: [FieldFault(field: "note", sentence: "This is longer than we can take.")],
          refusal: s.refusal)
      ),
      (
        "gate-waits",
        GatePage(
          setting: s.setting, frame: s.frame,
          view: GateView(
            id: s.caseID, codeName: "tidal sparrow", received: s.ago(3_000), card: .noNames,
            closes: s.ago(100), waitsToBeLetIn: true))
      ),
      ("case", CaseDetailPage(setting: s.setting, frame: s.frame, view: s.fullCase)),
      (
        "case-empty",
        CaseDetailPage(
          setting: s.setting, frame: s.frame,
          view: s.caseView(
            report: Report(account: "x", source: .mail), source: .mail, messages: [],
            available: [], isFull: false, reach: .receiptOnly,
            agencyTask: .notNotified(reason: "It was long ago.", at: s.ago(800))))
      ),
      (
        "case-done",
        CaseDetailPage(
          setting: s.setting, frame: s.boardFrame,
          view: s.caseView(
            report: Report(account: "x", source: .form),
            source: .inPerson(
              Report.InPerson(
                toldBy: "Kim", when: "yesterday", how: "by phone", enteredBy: s.ada.id)),
            messages: [], available: [.takeBack, .writeNote], isFull: false, phase: .setAside,
            reach: .nobody,
            agencyTask: .notified(
              AgencyNotice(agency: "Police, Lagos", how: "Bo by phone, 14:00"), at: s.ago(900))),
          done: .setAside)
      ),
      ("acknowledge", AcknowledgePage(setting: s.setting, frame: s.frame, view: s.fullCase)),
      (
        "acknowledge-error",
        AcknowledgePage(
          setting: s.setting, frame: s.frame, view: s.fullCase, kind: .alreadyHandled,
          typed: "typed <before>",
          faults: [FieldFault(field: "text", sentence: "Please write a letter.")],
          refusal: s.refusal)
      ),
      (
        "in-person", InPersonReportPage(setting: s.setting, frame: s.frame, submission: "sub-3")
      ),
      (
        "in-person-error",
        InPersonReportPage(
          setting: s.setting, frame: s.frame, draft: s.fullDraft, toldBy: "Kim",
          toldWhen: "yesterday", toldHow: "by phone", faults: s.faults, submission: "sub-3")
      ),
      (
        "in-person-receipt",
        InPersonReceiptPage(setting: s.setting, frame: s.frame, view: s.receipt)
      ),
    ]
  }

  /// A case on every step of its way.
  private var phasePages: [(name: String, page: any Page)] {
    let s = samples
    return Case.Phase.allCases.filter { $0 != .setAside }.map { phase in
      (
        "case-\(phase.rawValue)",
        CaseDetailPage(setting: s.setting, frame: s.frame, view: s.caseOnItsWay(phase))
      )
    } + [
      (
        "case-opened",
        ChannelOpenedPage(
          setting: s.setting, frame: s.frame, id: s.caseID, view: s.receipt)
      )
    ]
  }

  /// Every form, as it opens and as it comes back.
  private var commandPages: [(name: String, page: any Page)] {
    let s = samples
    let view = s.caseOnItsWay(.deciding, allCommands: true)
    let forms = Command.Name.allCases.map { name in
      (
        "do-\(name.rawValue)",
        CommandPage(
          setting: s.setting, frame: s.frame, view: view, name: name) as any Page
      )
    }
    let others: [(String, any Page)] = [
      (
        "do-finding-violation",
        CommandPage(
          setting: s.setting, frame: s.frame, view: view, name: .recordFinding,
          values: ["finding": ["violation"]])
      ),
      (
        "do-amend",
        CommandPage(
          setting: s.setting, frame: s.frame, view: view, name: .amendProposal,
          values: ["proposal": ["31"]])
      ),
      (
        "do-letter",
        CommandPage(
          setting: s.setting, frame: s.frame, view: view, name: .writeDraft,
          values: ["kind": ["letter"]],
          faults: [FieldFault(field: "text.impact", sentence: "Please say what it did.")])
      ),
      (
        "do-again",
        CommandPage(
          setting: s.setting, frame: s.frame, view: view, name: .admit,
          values: ["reason": ["because </textarea>"]],
          faults: [FieldFault(field: "reason", sentence: "Please say why it is right.")],
          refusal: s.refusal, isAgain: true)
      ),
      (
        "do-waits",
        CommandPage(
          setting: s.setting, frame: s.frame, view: s.caseOnItsWay(.open), name: .propose)
      ),
    ]
    return forms + others
  }

  private var ownPages: [(name: String, page: any Page)] {
    let s = samples
    let bare = SettingsView(
      name: "Ada", email: "ada@example.org", alsoKnownAs: [], sessions: [], recoveryCodesLeft: 0,
      hasSecondFactor: false, fingerprintWords: [], rootFingerprint: "")
    return [
      (
        "settings",
        SettingsPage(
          setting: s.setting, frame: s.frame, view: s.settings, passwordCharactersMin: 12)
      ),
      (
        "settings-saved",
        SettingsPage(
          setting: s.setting, frame: s.frame, view: bare, passwordCharactersMin: 12,
          part: .profile)
      ),
      (
        "settings-error",
        SettingsPage(
          setting: s.setting, frame: s.frame, view: s.settings, passwordCharactersMin: 12,
          part: .password,
          faults: [FieldFault(field: "passwordNow", sentence: "That is not your password.")])
      ),
      (
        "second-factor",
        SecondFactorPage(
          setting: s.setting, frame: s.frame, secret: "JBSWY3DPEHPK3PXP",
          address: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP", ticket: "t")
      ),
    ]
  }

  private var onCallPages: [(name: String, page: any Page)] {
    let s = samples
    return [
      ("on-call", OnCallPage(setting: s.setting, frame: s.frame, view: s.rota)),
      (
        "on-call-nobody",
        OnCallPage(
          setting: s.setting, frame: s.boardFrame,
          view: RotaView(
            now: s.now, rules: s.policy.onCall, primary: nil, secondary: nil, weeks: [],
            swapsToAnswer: [], swapsProposed: [], absences: [], others: [], takesTurns: false,
            hasFeed: false))
      ),
      (
        "on-call-error",
        OnCallPage(
          setting: s.setting, frame: s.frame, view: s.rota,
          typed: [OnCallPage.fromFieldName: "2026-12-24", OnCallPage.untilFieldName: "soon"],
          faults: [
            FieldFault(
              field: OnCallPage.untilFieldName, sentence: "Write the day like 2026-12-24.")
          ])
      ),
      (
        "on-call-refused",
        OnCallPage(setting: s.setting, frame: s.frame, view: s.rota, refusal: s.refusal)
      ),
      (
        "calendar-made",
        CalendarMadePage(
          setting: s.setting, frame: s.frame,
          address: "https://redress.example.org/calendar/\(String(repeating: "5f", count: 32)).ics")
      ),
    ]
  }
}
