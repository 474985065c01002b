import Casework
import Procedure

/// One command as people give it: how much it draws them, what they say with it, and how the story tells it.
struct Deed: Sendable {
  let weight: @Sendable (Situation) -> Int
  let make: @Sendable (Situation, inout SeededGenerator) -> Command?
  let say: @Sendable (Situation, Command) -> String

  init(
    _ weight: @escaping @Sendable (Situation) -> Int, say: String,
    _ make: @escaping @Sendable (Situation, inout SeededGenerator) -> Command?
  ) {
    self.weight = weight
    self.make = make
    self.say = { _, _ in say }
  }

  init(
    _ weight: @escaping @Sendable (Situation) -> Int,
    say: @escaping @Sendable (Situation, Command) -> String,
    _ make: @escaping @Sendable (Situation, inout SeededGenerator) -> Command?
  ) {
    self.weight = weight
    self.make = make
    self.say = say
  }
}

/// The table of what people do: one row for each command. A command without a row is never given.
enum Deeds {
  static let table: [Command.Name: Deed] = [basic, investigating, writing, deciding].reduce(
    into: [:]) {
      $0.merge($1) { $1 }
    }

  /// From the gate to the first answer.
  private static let basic: [Command.Name: Deed] = {
    var table: [Command.Name: Deed] = [:]
    table[.declare] = Deed(
      // A handler finds out later that they have something to do with it.
      { $0.me.habits.conflicted / 20 }, say: "steps out with a conflict of interest",
      { situation, generator in
        .declare(
          Command.Declare(
            conflict: true, ground: generator.pick(situation.policy.gate.grounds)?.id))
      })
    table[.admit] = Deed(
      { situation in outsiders(situation).isEmpty ? 0 : 15 },
      say: { situation, command in
        guard case .admit(let admit) = command else { return "" }
        return "takes in \(situation.name(admit.member))"
      },
      { situation, generator in
        generator.pick(outsiders(situation)).map {
          .admit(Command.Admit(member: $0.id, reason: "We need one more pair of eyes."))
        }
      })
    table[.clearNamedMember] = Deed(
      { _ in 60 },
      say: { situation, command in
        guard case .clearNamedMember(let admit) = command else { return "" }
        return "looked at the message that names \(situation.name(admit.member))"
      },
      { situation, generator in
        let held = situation.people.filter { person in
          if case .heldBack = situation.folded.standings[person.id]?.state {
            return !person.hasLeft && person.number != situation.me.number
          }
          return false
        }
        return generator.pick(held).map {
          .clearNamedMember(Command.Admit(member: $0.id, reason: "It is not about them."))
        }
      })
    table[.writeCard] = Deed(
      { $0.folded.card == nil ? 15 : 1 }, say: "writes the card",
      { situation, _ in
        .writeCard(Command.WriteCard(reported: [situation.known.nature.reported], witnesses: []))
      })
    table[.nameParty] = Deed(
      { situation in situation.folded.parties.contains { $0.role == .reported } ? 2 : 60 },
      say: { situation, command in
        guard case .nameParty(let naming) = command else { return "" }
        return "enters \(naming.displayName) as \(naming.role.rawValue)"
      },
      { situation, generator in
        let hasReported = situation.folded.parties.contains { $0.role == .reported }
        let role: PartyRole =
          hasReported
          ? generator.pick([.witness, .harmed, .representative]) ?? .witness : .reported
        let name =
          hasReported
          ? generator.pick(Nature.outsiders) ?? "" : situation.known.nature.reported
        return .nameParty(Command.NameParty(party: nil, role: role, displayName: name))
      })
    table[.correctParty] = Deed(
      { _ in 2 }, say: "corrects an entry of a person",
      { situation, generator in
        generator.pick(situation.folded.parties.filter { $0.role != .reporter }).map {
          .correctParty(
            Command.CorrectParty(
              party: $0.id, role: $0.role, displayName: $0.displayName, names: ["also known so"],
              reason: "Another name came up."))
        }
      })
    table[.linkPerson] = Deed(
      { situation in
        situation.reportedParties.contains { situation.folded.persons[$0.id] == nil } ? 8 : 1
      },
      say: { situation, command in
        guard case .linkPerson(let link) = command else { return "" }
        let name = situation.partyName(link.party)
        let known = situation.knownPersons.first { $0.id == link.person }
        return known.map { "knows \(name) as \($0.name) of case \($0.caseNumber)" }
          ?? "begins a record of \(name)"
      },
      { situation, generator in
        let isKnown = generator.chance(perThousand: 600)
        let known = generator.pick(situation.knownPersons)
        return situation.reportedParties.first.map {
          .linkPerson(Command.LinkPerson(party: $0.id, person: isKnown ? known?.id : nil))
        }
      })
    table[.holdBack] = Deed(
      { $0.known.number.isMultiple(of: 4) ? 2 : 0 },
      say: { situation, command in
        guard case .holdBack(let holding) = command else { return "" }
        return "holds \(situation.name(holding.member)) back"
      },
      { situation, generator in
        generator.pick(situation.otherHandlers).map {
          .holdBack(Command.HoldBack(member: $0.id, reason: "They share a flat."))
        }
      })
    table[.escalateToBoard] = Deed(
      { $0.kind == .severe && $0.ageDays > 5 ? 1 : 0 }, say: "gives the case to the board",
      { _, _ in .escalateToBoard(Command.GiveReason(reason: "It is too close to all of us.")) })
    table[.acknowledge] = Deed(
      { _ in 150 },
      say: { _, command in
        guard case .acknowledge(let letter) = command else { return "" }
        return letter.kind == .alreadyHandled
          ? "acknowledges and files it for the record" : "acknowledges"
      },
      { situation, _ in
        .acknowledge(
          Command.Acknowledge(
            kind: situation.kind == .handled ? .alreadyHandled : .needsDecision))
      })
    table[.writeMessage] = Deed(
      { situation in
        if situation.folded.acknowledgement == nil { return 3 }
        return situation.owedMessage == nil ? 12 : 80
      },
      say: { _, command in
        guard case .writeMessage(let message) = command else { return "" }
        return switch message.kind {
        case .answer: "answers the reporter"
        case .decision: "tells the reporter what was decided"
        case .closing: "tells the reporter that it is closed"
        default: "tells the reporter the news"
        }
      },
      { situation, generator in
        // Now and then somebody means to write to the wrong person.
        let wrong =
          generator.chance(perThousand: 15) ? situation.channel(of: .reported) : nil
        let usual: MessageKind = generator.chance(perThousand: 600) ? .answer : .update
        return (wrong ?? situation.folded.reporterChannel).map { channel in
          .writeMessage(
            Command.WriteMessage(
              channel: channel, text: "We have read it and come back to you.",
              kind: situation.owedMessage ?? usual))
        }
      })
    table[.placeMail] = Deed(
      { _ in 60 }, say: "places a mail that was put aside",
      { situation, _ in
        guard let aside = situation.folded.mailsAside.first,
          let channel = situation.folded.reporterChannel
        else { return nil }
        return .placeMail(Command.PlaceMail(mail: aside.mail, channel: channel))
      })
    table[.writeNote] = Deed(
      { _ in 12 }, say: "writes a note",
      { situation, generator in
        .writeNote(
          Command.WriteNote(
            text: generator.pick(["I looked at the logs.", "We should ask the organizers."]) ?? ""))
      })
    table[.correctNote] = Deed(
      { $0.folded.notes.isEmpty ? 0 : 3 }, say: "corrects a note",
      { situation, generator in
        generator.pick(situation.folded.notes).map {
          .correctNote(
            Command.CorrectNote(note: $0.sequence, text: "I looked at the logs of June."))
        }
      })
    table[.setAside] = Deed(
      { [.spam, .question].contains($0.kind) ? 200 : 1 },
      say: { _, command in
        guard case .setAside(let aside) = command else { return "" }
        return "sets it aside as \(aside.reason.text)"
      },
      { situation, generator in
        generator.pick(situation.policy.setAsideReasons).map {
          .setAside(Command.SetAside(reason: $0.id))
        }
      })
    table[.takeBack] = Deed(
      { [.spam, .question].contains($0.kind) ? 1 : 60 }, say: "takes it back: it is a case",
      { _, _ in .takeBack(Command.GiveReason(reason: "It is a case after all.")) })
    table[.notifyAgency] = Deed(
      { _ in 120 }, say: "notifies the police",
      { _, _ in
        .notifyAgency(Command.NotifyAgency(agency: "The local police", how: "By phone."))
      })
    table[.notifyNoAgency] = Deed(
      { _ in 40 }, say: "records why nobody was notified",
      { _, _ in .notifyNoAgency(Command.GiveReason(reason: "The reporter did so already.")) })
    return table
  }()

  /// Present members who never had a standing in the case, or were kept out for a reason that may be looked at again.
  private static func outsiders(_ situation: Situation) -> [Person] {
    situation.present(.member).filter { person in
      switch situation.folded.standings[person.id]?.state {
      case nil: person.number != situation.me.number
      default: false
      }
    }
  }
}
