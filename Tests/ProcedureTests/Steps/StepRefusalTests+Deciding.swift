import Procedure

extension `Steps that are refused` {
  static let deciding: [StepRow] = [
    StepRow(.measureIsWhole, "a measure that the policy does not know") { story in
      try story.investigate()
      let measure = Measure(measure: MeasureID("exile"))
      return .propose(.init(subject: .resolution([measure]), reasons: "It helps."))
    },
    StepRow(.measureIsWhole, "a measure of one's own that does not say how it helps") { story in
      try story.investigate()
      let measure = Measure(title: "A talk")
      return .propose(.init(subject: .resolution([measure]), reasons: "It helps."))
    },
    StepRow(.proposalIsOpen, "a word on a proposal that was withdrawn", by: Story.tom) { story in
      try story.investigate()
      let number = try story.propose()
      try story.order(
        .withdrawProposal(.init(proposal: number, reason: "A better idea.")), by: Story.maya)
      return .vote(.init(proposal: number, version: 1, choice: .agree))
    },
    StepRow(.oneProposalOfAKind, "a second resolution beside an open one", by: Story.tom) { story in
      try story.investigate()
      try story.propose()
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "Mine."))
    },
    StepRow(.newestVersion, "a word on an earlier version", by: Story.tom) { story in
      try story.investigate()
      let number = try story.propose()
      try story.order(
        .amendProposal(
          .init(proposal: number, subject: .resolution([Story.talk]), reasons: "Better.")),
        by: Story.maya)
      return .vote(.init(proposal: number, version: 1, choice: .agree))
    },
    StepRow(.eligibleVote, "a vote by who joined after the version", by: Story.newcomer) { story in
      try story.investigate()
      let number = try story.propose()
      try story.admit(.member)
      return .vote(.init(proposal: number, version: 1, choice: .agree))
    },
    StepRow(.eligibleVote, "a proposal by the group where the board decides") { story in
      try story.investigate()
      try story.giveToBoard()
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.proposalIsOpen, "withdrawing what another has proposed", by: Story.tom) { story in
      try story.investigate()
      return .withdrawProposal(.init(proposal: try story.propose(), reason: "Not yet."))
    },
    StepRow(
      .oneProposalOfAKind, "changing what another has proposed during the vote", by: Story.tom
    ) { story in
      try story.investigate()
      let number = try story.propose()
      story.wait(seconds: story.policy.decisions.consensusSeconds)
      return .amendProposal(
        .init(proposal: number, subject: .resolution([]), reasons: "Mine."))
    },
    StepRow(.oneProposalOfAKind, "making another matter of a proposal") { story in
      try story.investigate()
      let number = try story.propose()
      return .amendProposal(
        .init(proposal: number, subject: .policy(address: "00ff"), reasons: "That instead."))
    },
    StepRow(.noDecisionToBoard, "taking an open decision from the members", by: Story.tom) {
      story in
      try story.investigate()
      try story.propose()
      return .escalateToBoard(.init(reason: "I do not like it."))
    },
    StepRow(.measureIsWhole, "a measure of one's own that keeps out somebody who is not named") {
      story in
      try story.investigate()
      let measure = Measure(
        title: "Out, for good", makesSafer: "He is gone.", spaces: [story.policy.spaces[0].id])
      return .propose(.init(subject: .resolution([measure]), reasons: "It helps."))
    },
    StepRow(.measureIsWhole, "a suspension of somebody who was entered as a witness") { story in
      try story.investigate()
      let witness = PartyID("witness")
      try story.order(
        .nameParty(.init(party: witness, role: .witness, displayName: "Wim")), by: Story.maya)
      let measure = Measure(
        title: "Out for a month", makesSafer: "He is gone.", party: witness, days: 30)
      return .propose(.init(subject: .resolution([measure]), reasons: "It helps."))
    },
    StepRow(
      .hearingBeforeDecision, "a measure about nobody beside one about somebody who was heard"
    ) {
      story in
      try story.investigate()
      try story.order(
        .nameParty(.init(party: PartyID("alex"), role: .reported, displayName: "Alex")),
        by: Story.maya)
      var talk = Story.talk
      talk.party = Story.sam
      return .propose(.init(subject: .resolution([talk, Story.talk]), reasons: "It helps."))
    },
    StepRow(.hearingBeforeDecision, "a measure against whom somebody made a witness") { story in
      try story.begin()
      try story.order(.acceptShepherding(.init()), by: Story.maya)
      try story.find()
      try story.order(
        .correctParty(
          .init(party: Story.sam, role: .witness, displayName: "Sam", reason: "He only saw it.")),
        by: Story.maya)
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.objectionHasReason, "an objection without a reason", by: Story.tom) { story in
      try story.investigate()
      let number = try story.propose()
      return .vote(.init(proposal: number, version: 1, choice: .object))
    },
    StepRow(.majorityClearsFlag, "clearing what nobody flagged", by: Story.tom) { story in
      try story.investigate()
      return .clearFlag(.init(proposal: try story.propose(), reason: "It is not severe."))
    },
  ]
}
