import HTTPServer

/// Every address of the site, who may use it, and what answers there. The addresses of the API are in
/// `Site.apiRoutes`; links to these are made by `Paths`, and a test holds the two to each other.
extension Site {
  /// Pages and machinery; each route's context proves who asks.
  var pageRoutes: [Route<Visitor>] {
    visitorRoutes + reporterRoutes + caseRoutes + recordRoutes + onCallRoutes + settingsRoutes
      + organizationRoutes
      + machineRoutes
  }

  private var visitorRoutes: [Route<Visitor>] {
    [
      visitor("home", .get, "/", "What this is, for anybody.") { try await $1.home($0) },
      visitor("privacy", .get, "/privacy", "How things are kept, and the rules in force.") {
        try await $1.privacy($0)
      },
      visitor("report.form", .get, "/report", "The form for a report.") {
        try await $1.reportForm($0)
      },
      Route<Visitor>(
        "report.take", .post, "/report", files: Receptions.files,
        metadata: metadata(.visitor, "Takes a report in; the answer is the receipt.")
      ) { _, visitor in
        StagingSink(visitor.organization)
      } respond: {
        try await $1.takeReport($0, $2)
      },
      visitor("follow-up.form", .get, "/follow-up", "Asks for the words of a receipt.") {
        try await $1.followUpForm($0)
      },
      visitor("follow-up.open", .post, "/follow-up", "Opens the conversation with the words.") {
        try await $1.openChannel($0)
      },
      visitor("sign-in.form", .get, "/sign-in", "Asks a member for password and code.") {
        try await $1.signInForm($0)
      },
      visitor(
        "sign-in.recovery-code", .get, "/sign-in/recovery-code",
        "The same with a recovery code."
      ) { try await $1.signInWithCodeForm($0) },
      visitor("sign-in.take", .post, "/sign-in", "Begins a session.") {
        try await $1.signIn($0)
      },
      visitor("lost-password.form", .get, "/lost-password", "Asks for the address.") {
        try await $1.lostPasswordForm($0)
      },
      visitor("lost-password.take", .post, "/lost-password", "Mails a link for new keys.") {
        try await $1.lostPassword($0)
      },
      visitor("join.form", .get, "/join/{secret:word}", "What an invitation leads to.") {
        try await $1.joinForm($0)
      },
      visitor("join.take", .post, "/join/{secret:word}", "Joins, or takes new keys.") {
        try await $1.join($0)
      },
    ]
  }

  private var reporterRoutes: [Route<Visitor>] {
    [
      reporter(
        "conversation.show", .get, "/follow-up/conversation", "The conversation behind a receipt."
      ) { try await $1.conversation($0) },
      Route<ReporterContext>(
        "conversation.write", .post, "/follow-up/messages", files: Receptions.files,
        metadata: metadata(.reporter, "A message to the handlers, with files.")
      ) { _, context in
        StagingSink(context.site.organization)
      } respond: {
        try await $1.write($0, $2)
      }.demanding { try await ReporterContext($0, $1) },
      reporter(
        "conversation.words", .post, "/follow-up/words",
        "Words of their own, for who was handed theirs."
      ) { try await $1.takeOverWords($0) },
      reporter(
        "conversation.mail", .post, "/follow-up/mail",
        "Whether the words are mailed to them or only a link."
      ) { try await $1.chooseMail($0) },
      reporter(
        "conversation.file", .get, "/follow-up/files/{file:hexadecimal32}",
        "A file of the conversation."
      ) { try await $1.file($0) },
      reporter(
        "conversation.leave", .post, "/follow-up/leave", "Ends the reporter's session."
      ) { try await $1.leave($0) },
    ]
  }

  private var caseRoutes: [Route<Visitor>] {
    [
      member("dashboard", .get, "/dashboard", "What needs this member, and what is late.") {
        try await $1.dashboard($0)
      },
      member("case.list", .get, "/cases", "The cases this member may read.") {
        try await $1.cases($0)
      },
      member("case.new", .get, "/cases/new", "A report that somebody told in person.") {
        try await $1.inPersonForm($0)
      },
      Route<MemberContext>(
        "case.enter", .post, "/cases/new", files: Receptions.files,
        metadata: metadata(.member, "Takes such a report in; the answer is its receipt.")
      ) { _, context in
        StagingSink(context.site.organization)
      } respond: {
        try await $1.takeInPersonReport($0, $2)
      }.demanding { try await MemberContext($0, $1) },
      member("case.show", .get, "/cases/{case:hexadecimal32}", "A case, or its gate.") {
        try await $1.showCase($0)
      },
      member(
        "case.channel", .get, "/cases/{case:hexadecimal32}/channels/{channel:hexadecimal32}",
        "A conversation of a case, page by page."
      ) { try await $1.showChannel($0) },
      member(
        "case.timeline", .get, "/cases/{case:hexadecimal32}/timeline",
        "What happened in a case, page by page."
      ) { try await $1.showTimeline($0) },
      member("case.gate", .get, "/cases/{case:hexadecimal32}/gate", "The conflict gate.") {
        try await $1.showGate($0)
      },
      member(
        "case.acknowledge", .get, "/cases/{case:hexadecimal32}/acknowledge",
        "Where the personal answer is written."
      ) { try await $1.acknowledgeForm($0) },
      member(
        "case.do", .get, "/cases/{case:hexadecimal32}/do/{command:word}",
        "The form of a command, with what it is about."
      ) { try await $1.commandForm($0) },
      member(
        "case.command", .post, "/cases/{case:hexadecimal32}/commands/{command:word}",
        "Does something in a case, as far as its rules allow."
      ) { try await $1.command($0) },
      member(
        "case.let-in", .post, "/cases/{case:hexadecimal32}/let-in",
        "Hands the keys of a case to somebody who declared later."
      ) { try await $1.letIn($0) },
      member(
        "case.file", .get, "/cases/{case:hexadecimal32}/files/{file:hexadecimal32}",
        "A file of evidence, to be saved."
      ) { try await $1.caseFile($0) },
      member(
        "case.preview", .get, "/cases/{case:hexadecimal32}/files/{file:hexadecimal32}/preview",
        "A picture of evidence, drawn anew."
      ) { try await $1.casePreview($0) },
    ]
  }

  private var recordRoutes: [Route<Visitor>] {
    [
      member(
        "case.to-declare", .get, "/cases/to-declare", "Code names and cards of open cases."
      ) { try await $1.casesToDeclare($0) },
      member(
        "case.people", .get, "/cases/{case:hexadecimal32}/people",
        "The reported people of a case with their earlier records."
      ) { try await $1.earlierRecords($0) },
      member("ledger.show", .get, "/ledger", "Every case, anonymised, that the member may see.") {
        try await $1.ledger($0)
      },
      member("board.show", .get, "/board", "What the board has to look at.") {
        try await $1.board($0)
      },
      member(
        "board.oversight", .post, "/board/oversight", "A board member asks to read a case."
      ) { try await $1.requestOversight($0) },
      member("ledger.table", .get, "/ledger.csv", "The same for a spreadsheet.") {
        try await $1.ledgerTable($0)
      },
      member("people.list", .get, "/people", "People on record, by code name.") {
        try await $1.persons($0)
      },
      member("people.find", .post, "/people", "Looks for an exact name, handle or address.") {
        try await $1.findPersons($0)
      },
      member("people.show", .get, "/people/{person:hexadecimal32}", "The dossier of a person.") {
        try await $1.person($0)
      },
      member(
        "members.cases.form", .get, "/members/{member:hexadecimal32}/cases",
        "Asks why a member who joined later is asked about the open cases."
      ) { try await $1.offerCasesForm($0) },
      member(
        "members.cases", .post, "/members/{member:hexadecimal32}/cases",
        "Asks them, without showing more than code name and card."
      ) { try await $1.offerCases($0) },
    ]
  }

  private var onCallRoutes: [Route<Visitor>] {
    [
      member("on-call.show", .get, "/on-call", "Who is on call, and when.") {
        try await $1.onCall($0)
      },
      member("on-call.swap", .post, "/on-call/swaps", "Asks a member to swap a duty.") {
        try await $1.proposeSwap($0)
      },
      member("on-call.swap.answer", .post, "/on-call/swaps/answer", "Agrees to it, or declines.") {
        try await $1.answerSwap($0)
      },
      member("on-call.swap.withdraw", .post, "/on-call/swaps/withdraw", "Takes a proposal back.") {
        try await $1.withdrawSwap($0)
      },
      member("on-call.absence", .post, "/on-call/absences", "Says that the member is away.") {
        try await $1.enterAbsence($0)
      },
      member("on-call.absence.end", .post, "/on-call/absences/end", "Ends an absence.") {
        try await $1.endAbsence($0)
      },
      member(
        "on-call.calendar", .post, "/on-call/calendar",
        "Makes the address of a calendar of duties; shows it once."
      ) { try await $1.newCalendar($0) },
      member("on-call.calendar.end", .post, "/on-call/calendar/end", "Ends that calendar.") {
        try await $1.endCalendar($0)
      },
      visitor(
        "calendar", .get, "/calendar/{file:word}",
        "The duties of a member behind a secret address, for calendar programs."
      ) { try await $1.calendar($0) },
    ]
  }

  private var settingsRoutes: [Route<Visitor>] {
    [
      member("settings.show", .get, "/settings", "The member's own settings.") {
        try await $1.settings($0)
      },
      member("settings.profile", .post, "/settings/profile", "Changes name and address.") {
        try await $1.changeProfile($0)
      },
      member("settings.password", .post, "/settings/password", "Changes the password.") {
        try await $1.changePassword($0)
      },
      member(
        "settings.second-factor.form", .get, "/settings/second-factor",
        "A new secret for an authenticator."
      ) { try await $1.secondFactorForm($0) },
      member(
        "settings.second-factor", .post, "/settings/second-factor",
        "Takes the new authenticator over."
      ) { try await $1.changeSecondFactor($0) },
      member(
        "settings.recovery-codes", .post, "/settings/recovery-codes",
        "Makes new recovery codes and shows them once."
      ) { try await $1.newRecoveryCodes($0) },
      member("settings.keys", .post, "/settings/keys", "Takes new keys.") {
        try await $1.newKeys($0)
      },
      member("settings.sessions", .post, "/settings/sessions", "Ends sessions.") {
        try await $1.endSessions($0)
      },
      member("sign-out", .post, "/sign-out", "Ends this session.") { try await $1.signOut($0) },
    ]
  }

  private var organizationRoutes: [Route<Visitor>] {
    [
      member("members.list", .get, "/members", "Everybody, and the open invitations.") {
        try await $1.members($0)
      },
      member(
        "members.invite", .post, "/members/invitations", "Makes an invitation; shows it once."
      ) { try await $1.invite($0) },
      member(
        "members.appoint", .post, "/members/appointments",
        "A board member records whom the board has appointed."
      ) { try await $1.recordAppointment($0) },
      member(
        "members.review", .post, "/members/reviews",
        "A board member records that the board went through the membership."
      ) { try await $1.recordReview($0) },
      member(
        "members.withdraw", .post, "/members/invitations/withdraw", "Takes an invitation back."
      ) { try await $1.withdrawInvitation($0) },
      member(
        "members.membership", .get, "/members/{member:hexadecimal32}",
        "The membership of one person."
      ) { try await $1.membership($0) },
      member(
        "members.roles", .post, "/members/{member:hexadecimal32}/roles", "Gives them other roles."
      ) { try await $1.changeRoles($0) },
      member(
        "members.end", .post, "/members/{member:hexadecimal32}/end",
        "Ends a membership: one's own, or that of somebody else."
      ) { try await $1.endMembership($0) },
      member(
        "members.confirm.form", .get, "/members/{member:hexadecimal32}/confirm",
        "Asks for the six words of a member's keys."
      ) { try await $1.confirmForm($0) },
      member(
        "members.confirm", .post, "/members/{member:hexadecimal32}/confirm", "Confirms a member."
      ) { try await $1.confirm($0) },
      member("recovery.show", .get, "/recovery", "The recovery key.") {
        try await $1.recovery($0)
      },
      member("recovery.split", .post, "/recovery/shares", "Splits it and shows the shares.") {
        try await $1.splitRecoveryKey($0)
      },
      member(
        "recovery.use", .post, "/recovery/use", "Opens what nobody can open, with the shares."
      ) { try await $1.useRecovery($0) },
      member("recovery.founding", .post, "/recovery/founding", "Ends the founding phase.") {
        try await $1.closeFounding($0)
      },
      member("organization", .get, "/organization", "How the installation is doing.") {
        try await $1.status($0)
      },
      member("policies.show", .get, "/policies", "The rules in force, and others.") {
        try await $1.policies($0)
      },
      member(
        "policies.propose", .post, "/policies/{policy:hexadecimal64}/proposal",
        "Proposes a policy that is kept."
      ) { try await $1.proposePolicy($0) },
      member(
        "policies.adopt", .post, "/policies/{policy:hexadecimal64}/adoption",
        "Puts the policy that somebody else has proposed in force."
      ) { try await $1.adoptPolicy($0) },
      member(
        "policies.decline", .post, "/policies/{policy:hexadecimal64}/refusal",
        "Puts the policy that waits aside."
      ) { try await $1.declinePolicy($0) },
      member(
        "organization.time", .post, "/organization/time", "Confirms the time of the machine."
      ) { try await $1.confirmTime($0) },
    ]
  }

  private var machineRoutes: [Route<Visitor>] {
    [
      visitor(
        "asset", .get, "/assets/{fingerprint:hexadecimal32}/{name:word}",
        "A file that pages refer to."
      ) { try await $1.asset($0) },
      visitor("favicon", .get, "/favicon.ico", "Where browsers look by themselves.") {
        try await $1.favicon($0)
      },
      visitor("robots", .get, "/robots.txt", "What search engines may read.") {
        try await $1.robots($0)
      },
      visitor("health", .get, "/healthz", "The program runs.") { try await $1.health($0) },
      visitor("ready", .get, "/readyz", "The program can read its database.") {
        try await $1.ready($0)
      },
      visitor("metrics", .get, "/metrics", "Counts for Prometheus, to this machine alone.") {
        try await $1.metrics($0)
      },
    ]
  }

  // MARK: How a line of the table is made

  /// Who may use a route, in the words of the project.
  enum Audience: String {
    case visitor
    case reporter
    case member
  }

  func metadata(_ audience: Audience, _ summary: String) -> RouteMetadata {
    RouteMetadata(summary: summary, audience: audience.rawValue)
  }

  private func visitor(
    _ name: String, _ method: Method, _ pattern: String, _ summary: String,
    _ respond: @escaping @Sendable (Request, Visitor) async throws -> Response
  ) -> Route<Visitor> {
    Route<Visitor>(
      name, method, pattern, reception: method == .post ? Receptions.fields : .none,
      metadata: metadata(.visitor, summary), respond: respond)
  }

  private func reporter(
    _ name: String, _ method: Method, _ pattern: String, _ summary: String,
    _ respond: @escaping @Sendable (Request, ReporterContext) async throws -> Response
  ) -> Route<Visitor> {
    Route<ReporterContext>(
      name, method, pattern, reception: method == .post ? Receptions.fields : .none,
      metadata: metadata(.reporter, summary)
    ) { request, context in
      if method == .post { try context.token.check(request.form) }
      return try await respond(request, context)
    }.demanding { try await ReporterContext($0, $1) }
  }

  /// A page for members. Every form of theirs is held to its token here, before its handler sees it.
  private func member(
    _ name: String, _ method: Method, _ pattern: String, _ summary: String,
    _ respond: @escaping @Sendable (Request, MemberContext) async throws -> Response
  ) -> Route<Visitor> {
    Route<MemberContext>(
      name, method, pattern, reception: method == .post ? Receptions.fields : .none,
      metadata: metadata(.member, summary)
    ) { request, context in
      if method == .post { try context.token.check(request.form) }
      return try await respond(request, context)
    }.demanding { try await MemberContext($0, $1) }
  }
}
