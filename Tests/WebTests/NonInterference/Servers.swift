import Foundation

/// What follows from what a reporter does, and is therefore seen by who carries the mail and who reads the log. Each is
/// told in docs/threat-model.md; nothing else is left out of the comparison.
enum Allowed: CaseIterable {
  /// The mail server carries the mails to the reporter's own address. Compared are their place, their sender, when they
  /// were written and which fields they have; not the address, the name, the subject, the words and the size.
  case mailsToReporterAreTheirs
  /// Whether there is an address of the reporter, and how often somebody writes to it, is theirs too.
  case numberOfMailsToReporter
  /// Each message of the reporter sends every handler a notice without content. Compared is that all of them are the
  /// same; not how many there are and when.
  case noticesOfMessages
  /// Each request of the reporter is a line of the log with the name of a route. Compared is that nothing else is
  /// written while they act; not how many there are and when.
  case requestsOfReporter

  /// For two who do the same at the same time.
  static let atTheSameTimes: Set<Allowed> = [.mailsToReporterAreTheirs]
  /// For two of whom one writes more often, at other times, or another way.
  static let atOtherTimes = Set(Allowed.allCases)
}

extension Told {
  /// What the mail server saw.
  func mailServer(_ allowed: Set<Allowed>) -> [Sight] {
    var watch = Watch()
    for trace in traces {
      for mail in Play.inOrder(trace.mails) {
        let title = "\(trace.scene.rawValue): a mail"
        if isReporters(mail), allowed.contains(.mailsToReporterAreTheirs) {
          guard !allowed.contains(.numberOfMailsToReporter) else { continue }
          let fields = mail.head.compactMap { $0.split(separator: ":").first }
          watch.see(
            "\(title) to the reporter",
            "from \(mail.sender ?? "<>")\n\(fields)\n\(mail.field("Date") ?? "")")
        } else if isNoticeOfMessage(mail), allowed.contains(.noticesOfMessages) {
          continue
        } else {
          watch.see(title, Play.whole(mail))
        }
      }
    }
    return watch.sights
  }

  /// The notices of messages, each kind once, without whom they go to, when, and their message ids.
  var kindsOfNotices: Set<String> {
    var kinds: Set<String> = []
    for mail in traces.flatMap(\.mails) where isNoticeOfMessage(mail) {
      let member = members.first { $0.email == mail.recipient }
      var watch = Watch()
      watch.see(
        "",
        Play.whole(mail).replacing(mail.recipient, with: "‹to›")
          .replacing(member?.name ?? "‹nobody›", with: "‹name›")
          .replacing(mail.field("Date") ?? "‹never›", with: "‹date›")
          .replacing(mail.field("Message-ID") ?? "‹none›", with: "‹id›"))
      kinds.formUnion(watch.sights.map(\.text))
    }
    return kinds
  }

  /// What stands in the log.
  func log(_ allowed: Set<Allowed>) -> [Sight] {
    var watch = Watch()
    for trace in traces {
      let own = allowed.contains(.requestsOfReporter) ? [] : trace.linesOfTeller
      for line in own + trace.lines { watch.see("\(trace.scene.rawValue): a line", line) }
    }
    return watch.sights
  }

  /// What was written while the reporter acted, each line once.
  var linesOfTeller: Set<String> { Set(traces.flatMap(\.linesOfTeller)) }

  private func isReporters(_ mail: PostBox.Mail) -> Bool {
    mail.recipient == teller?.email && !mail.recipient.isEmpty
  }

  private func isNoticeOfMessage(_ mail: PostBox.Mail) -> Bool {
    Play.isNotice(mail) && mail.field("Subject") == subjectOfNotices
  }
}
