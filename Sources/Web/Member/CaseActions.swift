import Casework
import Markup
import Procedure

/// What a member can do in a case now, and what waits for something.
struct CaseActions {
  var view: CaseView

  /// What is offered beside the thing it is about, or has its place on the page.
  private static let elsewhere: Set<Command.Name> = [
    .discuss, .writeNote, .writeMessage, .correctNote, .correctEntry, .correctParty, .placeMail,
    .assess, .settleInformation, .reviewDraft, .changeDraft, .sendDraft, .discardDraft,
    .publishStatement, .vote, .amendProposal, .withdrawProposal, .flagSevere, .clearFlag, .consult,
    .recordConsultation, .waiveConsultation, .enact, .completeTask, .assignTask, .dropTask,
    .recordCondition, .recordReadmissionRequest, .endMeasure, .reportAct, .reviewAct,
    .sendEmergencyNotice, .reviewNotice, .clearNamedMember, .admit,
  ]

  private func commands(_ group: CommandEntry.Group) -> [Command.Name] {
    view.commands.filter(\.isAvailable).map(\.command).filter {
      !Self.elsewhere.contains($0) && CommandCatalogue.entry($0).group == group
    }
  }

  /// What belongs to the phase stands open; everything else is behind a line.
  private var first: Set<CommandEntry.Group> {
    switch view.phase {
    case .waitingForReaders, .received: [.protect, .own, .write]
    case .open: [.own, .lookInto, .decide]
    case .deciding, .consulting: [.decide]
    case .enacting: [.carryOut, .end]
    case .closed, .filed, .setAside: [.end, .carryOut]
    }
  }

  var html: HTML {
    let groups = CommandEntry.Group.allCases.filter { !commands($0).isEmpty }
    let waiting = view.commands.compactMap { command in
      command.waitsFor.map { (command.command, $0) }
    }
    guard !groups.isEmpty || !waiting.isEmpty else { return .empty }
    return card(CommandWords.actions, id: "actions") {
      for group in groups where first.contains(group) {
        div(.class("stack tight")) {
          h3 { CommandWords.group(group) }
          links(commands(group))
        }
      }
      for group in groups where !first.contains(group) {
        details(.class("small")) {
          summary { CommandWords.group(group) }
          links(commands(group))
        }
      }
      if !waiting.isEmpty {
        details(.class("small")) {
          summary { "\(CommandWords.notYet) (\(waiting.count))" }
          p(.class("muted")) { CommandWords.notYetText }
          ul(.class("items")) {
            for (name, refusal) in waiting {
              li {
                div(.class("stack tight main")) {
                  strong { CommandCatalogue.entry(name).title }
                  span { refusal.sentence }
                  span(.class("muted")) {
                    refusal.wayOut
                    if let clause = refusal.citation.clause { " (\(clause))" }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func links(_ commands: [Command.Name]) -> HTML {
    ul(.class("commands")) {
      for name in commands {
        li {
          a(
            .href(
              name == .acknowledge ? Paths.acknowledge(view.id) : Paths.doing(name, view.id))
          ) { CommandCatalogue.entry(name).title }
        }
      }
    }
  }
}
