import Mail
import Procedure
import Testing

@testable import Casework

@Suite struct `What the board says of the membership` {
  private static let day: Int64 = 86_400

  // Carries: E02.2
  @Test func `an appointment by the board stands in the signed record, with who wrote it down`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 2)
    let board = try await community.signIn(community.board[0])
    let chair = try await community.signIn(community.members[0])
    let decided = community.now.adding(seconds: -30 * Self.day)
    #expect(try await chair.members().members.allSatisfy { $0.appointment == nil })
    let newest = community.members[2]
    try await board.recordAppointment(of: newest.id, decided: decided)
    let view = try await chair.members()
    let row = try #require(view.members.first { $0.member.id == newest.id })
    #expect(row.appointment?.decided == decided)
    #expect(row.appointment?.recordedBy == community.board[0].name)
    #expect(!view.mayRecordForBoard)
    #expect(try await board.members().mayRecordForBoard)
    let refused = [
      await refusal { try await chair.recordAppointment(of: newest.id, decided: decided) },
      await refusal {
        try await board.recordAppointment(
          of: newest.id, decided: community.now.adding(seconds: Self.day))
      },
      await refusal {
        try await board.recordAppointment(of: community.board[1].id, decided: decided)
      },
    ]
    #expect(refused == ["notAllowed", "faults day", "absent"])
    let reopened = try await community.reopened()
    #expect(try await reopened.listMembers().count == 5)
    _ = try await Verification.run(DataDirectory(community.folder))
    #expect(community.alarms == [])
  }

  // Carries: E02.2
  @Test
  func `with fewer than three members everybody is warned, and board and chairs get a mail once`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    try await chair.closeFounding()
    #expect(try await !chair.frame().standingNotices.contains(.groupIsTooSmall))
    try await organization.watchMembership()
    #expect(try await community.waitingMails().isEmpty)
    try await chair.leave(community.members[2].id)
    #expect(try await chair.frame().standingNotices.contains(.groupIsTooSmall))
    #expect(try await chair.members().standing.memberCount == 2)
    try await organization.watchMembership()
    try await organization.watchMembership()
    let told = try await community.waitingMails().map(\.recipient).sorted()
    #expect(told == [community.board[0].email, community.members[0].email].sorted())
    let text = try #require(try await community.waitingMails().first?.mail.text)
    #expect(text.contains("https://redress.example.org/members") && !text.contains("Cleo"))
  }

  // Carries: E02.4
  @Test func `the board is reminded of its yearly review, called late, and the result is kept`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 2)
    let organization = community.organization
    let board = try await community.signIn(community.board[0])
    let founded = community.now
    #expect(
      try await board.members().standing.reviewDue == founded.adding(seconds: 365 * Self.day))
    func mails() async throws -> [String] {
      try await organization.watchMembership()
      return try await community.waitingMails().map(\.mail.subject)
    }
    community.pass(seconds: 334 * Self.day)
    #expect(try await mails().isEmpty)
    community.pass(seconds: 2 * Self.day)
    // One for each of the board, and not again.
    #expect(try await mails().count == 2)
    #expect(try await mails().allSatisfy { $0.contains("is to be reviewed") })
    #expect(try await mails().count == 2)
    let before = try await community.signIn(community.board[0])
    #expect(try await !before.frame().standingNotices.contains(.membershipReviewIsLate))
    community.pass(seconds: 30 * Self.day)
    #expect(try await mails().count { $0.contains("is late") } == 2)
    let again = try await community.signIn(community.board[0])
    #expect(try await again.frame().standingNotices.contains(.membershipReviewIsLate))

    let decided = community.now.adding(seconds: -2 * Self.day)
    let goOn = community.members.prefix(2)
    try await again.recordReview(confirming: Set(goOn.map(\.id)), decided: decided)
    let view = try await again.members()
    #expect(view.reviews.map(\.decided) == [decided])
    #expect(view.reviews.first?.confirmed == goOn.map(\.name))
    #expect(view.reviews.first?.unconfirmed == [community.members[2].name])
    #expect(
      view.members.filter(\.isUnconfirmedByBoard).map(\.member.id) == [community.members[2].id])
    #expect(view.standing.reviewDue == decided.adding(seconds: 365 * Self.day))
    #expect(!view.standing.isReviewLate)
    #expect(try await mails().count == 4)
    let answers = [
      await refusal {
        try await again.recordReview(confirming: [community.board[1].id], decided: decided)
      },
      await refusal {
        try await community.signIn(community.members[0]).recordReview(
          confirming: [], decided: decided)
      },
    ]
    #expect(answers == ["absent", "notAllowed"])
  }
}
