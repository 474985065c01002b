import Casework
import HTTPServer
import Markup
import Procedure

/// On-call duty: the rota, swaps, absences and the calendar.
extension MemberContext {
  func onCall(_ request: Request) async throws -> Response {
    try await rota(typed: [:])
  }

  func proposeSwap(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let gives = DutySlot(formText: fields.text(OnCallPage.givesFieldName))
    let parts = fields.text(OnCallPage.takesFieldName).split(separator: "-", maxSplits: 1)
    guard let gives, let member = parts.first.map(String.init), MemberID.isAcceptable(member)
    else {
      return try await rota(
        typed: fields.values,
        faults: [FieldFault(field: OnCallPage.givesFieldName, sentence: OnCallWords.choose)])
    }
    let takes = parts.count > 1 ? DutySlot(formText: String(parts[1])) : nil
    return try await settled(fields) {
      try await self.member.proposeSwap(with: MemberID(member), gives: gives, takes: takes)
    }
  }

  func answerSwap(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    return try await settled(fields) {
      try await member.answerSwap(
        number(fields, OnCallPage.swapFieldName),
        agreed: fields.text(OnCallPage.answerFieldName) == OnCallPage.agreeValue)
    }
  }

  func withdrawSwap(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    return try await settled(fields) {
      try await member.withdrawSwap(number(fields, OnCallPage.swapFieldName))
    }
  }

  func enterAbsence(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let from = Times.startOfDay(fields.text(OnCallPage.fromFieldName))
    let until = Times.startOfDay(fields.text(OnCallPage.untilFieldName))
    let faults = [
      (from, OnCallPage.fromFieldName), (until, OnCallPage.untilFieldName),
    ].filter { $0.0 == nil }.map { FieldFault(field: $0.1, sentence: OnCallWords.dayFault) }
    guard let from, let until else { return try await rota(typed: fields.values, faults: faults) }
    return try await settled(fields) {
      // The last day belongs to it.
      try await member.enterAbsence(from: from, until: until.adding(seconds: 86_400))
    }
  }

  func endAbsence(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    return try await settled(fields) {
      try await member.endAbsence(number(fields, OnCallPage.absenceFieldName))
    }
  }

  func newCalendar(_ request: Request) async throws -> Response {
    let address = try await member.newCalendarFeed()
    return answer(
      CalendarMadePage(
        setting: setting, frame: try await member.frame(), address: address))
  }

  func endCalendar(_ request: Request) async throws -> Response {
    try await member.endCalendarFeed()
    return try goOn(to: Paths.onCall)
  }

  // MARK: Parts of these

  /// The number of something; 0, which nothing has, where it is none.
  private func number(_ fields: FormFields, _ name: String) -> Int {
    Int(fields.text(name)) ?? 0
  }

  /// Does something and shows the rota again: with what was typed where a rule refused.
  private func settled(
    _ fields: FormFields, _ work: () async throws -> Void
  ) async throws -> Response {
    do {
      try await work()
    } catch CaseworkError.refused(let refusal) {
      return try await rota(typed: fields.values, refusal: refusal)
    }
    return try goOn(to: Paths.onCall)
  }

  private func rota(
    typed: [String: String], faults: [FieldFault] = [], refusal: Refusal? = nil
  ) async throws -> Response {
    answer(
      OnCallPage(
        setting: setting, frame: try await member.frame(), view: try await member.rota(),
        typed: typed, faults: faults, refusal: refusal),
      refusal != nil ? .conflict : faults.isEmpty ? .ok : .unprocessableContent)
  }
}

extension Visitor {
  /// The calendar behind a secret address.
  func calendar(_ request: Request) async throws -> Response {
    let file = try await organization.calendar(file: try request.capture("file"))
    return Response(contentType: "text/calendar; charset=utf-8", bytes: file)
  }
}

extension DutySlot {
  /// A duty as the form names it, such as `2965-primary`.
  fileprivate init?(formText text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let week = Int(parts[0]), let duty = Duty(rawValue: String(parts[1]))
    else { return nil }
    self.init(week: week, duty: duty)
  }
}

extension Times {
  /// The beginning, in UTC, of a day written as `2026-12-24`; nil for anything else.
  static func startOfDay(_ text: String) -> Moment? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      (1...12).contains(month), (1...31).contains(day), year >= 1970
    else { return nil }
    // Years begin in March here, so that leap days come last.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days =
      shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let moment = Moment(secondsSince1970: days * 86_400)
    // A day that is none, such as 30 February, would be another one.
    return machineReadable(moment).hasPrefix(text) ? moment : nil
  }
}
