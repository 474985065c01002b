import Casework
import Procedure

extension Deeds {
  /// Conversations with those concerned, and texts that a second member reads.
  static let writing: [Command.Name: Deed] = {
    var table: [Command.Name: Deed] = [:]
    table[.openChannel] = Deed(
      { situation in situation.partiesWithoutChannel.isEmpty ? 0 : 12 },
      say: { situation, command in
        guard case .openChannel(let request) = command else { return "" }
        return "opens a conversation with \(situation.partyName(request.party))"
      },
      { situation, generator in
        generator.pick(situation.partiesWithoutChannel).map {
          .openChannel(
            ChannelRequest(
              party: $0.id, way: generator.chance(perThousand: 600) ? .mail : .passphrase,
              address: situation.address(of: $0.id)))
        }
      })
    table[.writeDraft] = Deed(
      { situation in
        let waits = situation.folded.drafts.contains { $0.state == .waiting }
        return situation.channel(of: .reported) == nil || waits ? 1 : 12
      },
      say: { _, command in
        guard case .writeDraft(let writing) = command else { return "" }
        return writing.kind == .publicStatement ? "writes a public statement" : "writes a draft"
      },
      { situation, generator in
        if generator.chance(perThousand: situation.isOversight ? 950 : 80) {
          return .writeDraft(
            DraftWriting(
              kind: .publicStatement, text: .plain("We have looked into it and acted.")))
        }
        guard let channel = situation.channel(of: .reported) ?? situation.channel(of: .witness)
        else { return nil }
        if situation.folded.hasDecision {
          return .writeDraft(
            DraftWriting(
              kind: .letter, channel: channel,
              text: .fourParts(
                LetterText.FourParts(
                  behaviour: "You interrupted a newcomer again and again.",
                  impact: "They left the room.", expectedChange: "Let others finish.",
                  consequences: "You may not take part for a month."))))
        }
        return .writeDraft(
          DraftWriting(
            kind: generator.chance(perThousand: 600) ? .hearing : .update, channel: channel,
            text: .plain("We would like to hear your side.")))
      })
    table[.changeDraft] = Deed(
      { situation in situation.waitingDrafts.isEmpty ? 0 : 3 }, say: "changes a draft",
      { situation, _ in
        situation.waitingDrafts.first.map { draft in
          let text: LetterText =
            switch draft.text {
            case .plain(let words): .plain(words + " Please answer within a week.")
            case .fourParts(var parts):
              {
                parts.impact += " They have not come back."
                return .fourParts(parts)
              }()
            }
          return .changeDraft(DraftChange(draft: draft.number, text: text))
        }
      })
    table[.reviewDraft] = Deed(
      // Now and then somebody tries it with their own.
      { situation in
        guard !situation.waitingDrafts.isEmpty else { return 0 }
        return situation.waitingDrafts.contains {
          $0.author != situation.me.id && $0.approvedBy == nil
        } ? 90 : 30
      },
      say: { _, command in
        guard case .reviewDraft(let review) = command else { return "" }
        return review.isApproved
          ? "has read a draft and agrees" : "has read a draft and does not agree"
      },
      { situation, generator in
        let isApproved = !generator.chance(perThousand: situation.me.habits.objecting)
        let others = situation.waitingDrafts.filter { $0.author != situation.me.id }
        let chosen =
          others.isEmpty || generator.chance(perThousand: 100)
          ? situation.waitingDrafts.first : others.first
        return chosen.map {
          .reviewDraft(
            DraftReview(
              draft: $0.number, version: $0.version, isApproved: isApproved,
              remark: isApproved ? nil : "It could tell who reported.",
              answers: isApproved
                ? situation.pointedAt.filter(\.isBlocking).distinct.map {
                  PlaceAnswer(
                    rule: $0.rule, excerpt: $0.excerpt, reason: "It says what everybody knows.")
                } : nil))
        }
      })
    table[.sendDraft] = Deed(
      // Now and then somebody tries it with one that nobody has read.
      { situation in situation.waitingDrafts.contains { $0.approvedBy != nil } ? 120 : 6 },
      say: "sends a draft",
      { situation, generator in
        let letters = situation.waitingDrafts.filter { $0.kind != .publicStatement }
        let read = letters.filter { $0.approvedBy != nil }
        let chosen =
          generator.chance(perThousand: 950) ? read.first : letters.first
        return chosen.map { .sendDraft(DraftSending(draft: $0.number)) }
      })
    table[.publishStatement] = Deed(
      { situation in
        situation.waitingDrafts.contains { $0.kind == .publicStatement && $0.approvedBy != nil }
          ? 90 : 3
      }, say: "publishes the statement",
      { situation, _ in
        situation.waitingDrafts.first { $0.kind == .publicStatement }.map {
          .publishStatement(StatementPublishing(draft: $0.number, place: "On our pages"))
        }
      })
    table[.discardDraft] = Deed(
      { $0.waitingDrafts.isEmpty ? 0 : 2 }, say: "discards a draft",
      { situation, _ in
        situation.waitingDrafts.first.map {
          .discardDraft(DraftDiscarding(draft: $0.number, reason: "It is not needed any more."))
        }
      })
    table[.recordPermission] = Deed(
      { _ in 3 }, say: "records what somebody allows",
      { situation, generator in
        generator.pick(situation.folded.parties).map {
          .recordPermission(
            Permission(
              party: $0.id, about: generator.pick(PermissionKind.allCases) ?? .apology,
              isGiven: generator.chance(perThousand: 600), words: "They wrote so."))
        }
      })
    table[.announceDelay] = Deed(
      { $0.ageDays > 5 && !$0.folded.hasDecision ? 6 : 0 }, say: "announces a delay",
      { situation, generator in
        .announceDelay(
          DelayNotice(
            projected: situation.now.adding(
              seconds: Int64(generator.number(in: 3...20)) * 86_400),
            text: "It takes longer than we thought."))
      })
    table[.askAboutRetaliation] = Deed(
      { $0.folded.reporterChannel == nil ? 0 : 8 }, say: "asks the reporter about retaliation",
      { _, _ in .askAboutRetaliation(LetterToReporter()) })
    return table
  }()
}
