import Identity
import Mail
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension Secrecy {
  /// Gives a command and returns the sequence of its first event.
  @discardableResult
  func act(_ command: Command, by member: SignedIn? = nil) async throws -> Int {
    try await (member ?? self.member).perform(command, in: id).first?.sequence ?? 0
  }

  /// Which rule refuses a command.
  func refusal(
    of command: Command, by member: SignedIn? = nil
  ) async throws -> RuleID? {
    do {
      try await act(command, by: member)
    } catch CaseworkError.refused(let refusal) {
      return refusal.rule
    }
    return nil
  }

  /// Puts a message of the group into a conversation as the rules would let it out; returns where it lies.
  @discardableResult
  fileprivate func put(_ message: ChannelMessage, into channel: ChannelID) async throws -> Int {
    let vault = try #require(VaultID(hexadecimal: id.text))
    let place = try #require(VaultID(hexadecimal: channel.text))
    let held = try await member.hold(vault)
    var act = try CaseAct(by: member, in: held)
    let seed = try #require(held.channelVaults[place]?.newest)
    try act.chains.channels[place]?.chain.append(
      .channel(.message(message)), signedBy: member.keys, as: member.author, under: seed.seed,
      nowSeconds: organization.nowSeconds)
    let sequence = try #require(act.chains.channels[place]?.chain.nextSequence) - 1
    try await act.write()
    return Int(sequence)
  }
}

@Suite struct `Letters to parties` {
  // Carries: E10.9, G06.3
  @Test func `to a reported person goes only the text that a second member has read`() async throws
  {
    let secrecy = try await Secrecy()
    let reported = try await secrecy.party(.reported)
    let party = try await secrecy.enter(try await secrecy.words(for: reported))
    let channel = try #require(try await secrecy.channel(of: reported).id)
    let draft = try await secrecy.act(
      .writeDraft(
        DraftWriting(kind: .hearing, channel: channel, text: .plain("A first try: Frobnicator"))))
    let send = Command.sendDraft(DraftSending(draft: draft))
    #expect(try await secrecy.refusal(of: send) == .draftSecondReader)
    let read = DraftReview(draft: draft, version: 1, isApproved: true)
    #expect(try await secrecy.refusal(of: .reviewDraft(read)) == .draftSecondReader)
    try await secrecy.act(.reviewDraft(read), by: secrecy.other)
    // What is changed after it was read has to be read anew.
    try await secrecy.act(
      .changeDraft(DraftChange(draft: draft, text: .plain("Please tell us your side."))))
    #expect(try await secrecy.refusal(of: send) == .draftSecondReader)
    #expect(try await party.followUp().messages.isEmpty)
    try await secrecy.act(
      .reviewDraft(DraftReview(draft: draft, version: 2, isApproved: true)), by: secrecy.other)
    try await secrecy.act(send)
    #expect(try await secrecy.refusal(of: send) == .draftIsWaiting)
    let seen = try await party.followUp()
    #expect(seen.messages.map(\.text) == ["Please tell us your side."])
    #expect(seen.messages.first?.kind == .hearing)
    #expect(seen.messages.first?.side == .group(memberName: nil))
    // They answer with the button, and are not asked again.
    #expect(seen.offers.first == AnswerOffer(.hearing, message: 1))
    try await secrecy.write("I was not there.", as: party, ChosenAnswer(kind: .hearing, message: 1))
    #expect(try await party.followUp().offers.map(\.kind) == [.stopContact])
    let obtainable = try await secrecy.obtainable(by: party)
    for word in Secrecy.planted { #expect(!obtainable.contains(word), "\(word)") }
    #expect(secrecy.community.alarms.isEmpty)
  }

  // Carries: E17.4, E19.4
  @Test func `a notice about an act goes out at once, to whoever it is for`() async throws {
    let secrecy = try await Secrecy()
    let reported = try await secrecy.party(.reported)
    let party = try await secrecy.enter(try await secrecy.words(for: reported))
    let channel = try #require(try await secrecy.channel(of: reported).id)
    try await secrecy.act(
      .recordSafety(SafetyRecord(ongoing: .yes, danger: .yes, account: "It goes on.")))
    let act = try await secrecy.act(
      .actAtOnce(
        UnilateralAct(
          ground: .danger,
          measures: [Measure(title: "Asked to leave", makesSafer: "It ends.", party: reported)],
          account: "Asked them to leave the room.")))
    try await secrecy.act(
      .sendEmergencyNotice(
        EmergencyNotice(act: act, channel: channel, text: "Please leave the room now.")))
    #expect(try await party.followUp().messages.map(\.text) == ["Please leave the room now."])
  }

  // Carries: G11.2, E22.2
  @Test func `what a message asks is offered with it until it is answered`() async throws {
    let secrecy = try await Secrecy()
    let harmed = try await secrecy.party(.harmed)
    let party = try await secrecy.enter(try await secrecy.words(for: harmed))
    let channel = try #require(try await secrecy.channel(of: harmed).id)
    let apology = PermissionRequest(about: .apology)
    let naming = PermissionRequest(about: .disclosure, to: "The venue", purpose: "To help.")
    func asks(
      _ kind: MessageKind, proposal: Int? = nil, measure: Int? = nil,
      permission: PermissionRequest? = nil
    ) async throws -> Int {
      try await secrecy.put(
        ChannelMessage(
          side: .group, way: .page, member: secrecy.member.memberID, text: "A question.",
          kind: kind, proposal: proposal, measure: measure, asks: permission), into: channel)
    }
    _ = try await asks(.consultation, proposal: 41)
    _ = try await asks(.consultation, proposal: 41)
    _ = try await asks(.retaliationQuestion)
    let first = try await asks(.permissionQuestion, permission: apology)
    _ = try await asks(.decision, measure: 3)
    let second = try await asks(.permissionQuestion, permission: naming)
    let offers = try await party.followUp().offers
    #expect(
      offers == [
        // Asked twice about the same, it is answered once.
        AnswerOffer(.consultation, message: 2), AnswerOffer(.retaliation, message: 3),
        AnswerOffer(.permission, message: 4, asks: apology),
        AnswerOffer(.reconsideration, message: 5), AnswerOffer(.readmission, message: 5),
        AnswerOffer(.permission, message: 6, asks: naming), AnswerOffer(.takeBack),
        AnswerOffer(.stopContact),
      ])
    let answers: [(ChosenAnswer, ArrivingAnswer)] = [
      (
        ChosenAnswer(kind: .consultation, message: 2, consultation: .notAcceptable),
        .consultation(proposal: 41, .notAcceptable)
      ),
      (ChosenAnswer(kind: .retaliation, message: 3, isYes: true), .retaliation(true)),
      (
        ChosenAnswer(kind: .permission, message: 4, isYes: false),
        .permission(.apology, isGiven: false, question: first)
      ),
      (
        ChosenAnswer(kind: .permission, message: 6, isYes: true),
        .permission(.disclosure, isGiven: true, question: second)
      ), (ChosenAnswer(kind: .readmission, message: 5), .readmission(measure: 3)),
    ]
    for (chosen, _) in answers { try await secrecy.write("", as: party, chosen) }
    let arrived = try await secrecy.events().compactMap { event in
      if case .partyAnswered(let answer) = event { answer.answer } else { nil }
    }
    #expect(arrived == answers.map(\.1))
    // What was allowed can be taken back, by itself or with everything else.
    #expect(
      try await party.followUp().offers == [
        AnswerOffer(.reconsideration, message: 5), AnswerOffer(.takeBack, message: 6, asks: naming),
        AnswerOffer(.takeBack), AnswerOffer(.stopContact),
      ])
    try await secrecy.write("", as: party, ChosenAnswer(kind: .takeBack, message: 6))
    #expect(
      try await party.followUp().offers.map(\.kind) == [.reconsideration, .takeBack, .stopContact])
    // Half an answer is none.
    _ = try await asks(.retaliationQuestion)
    await #expect(throws: CaseworkError.self) {
      try await secrecy.write("", as: party, ChosenAnswer(kind: .retaliation, message: 13))
    }
  }
}
