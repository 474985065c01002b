import Casework
import Procedure
import Testing

@Suite struct SignInTests {
  @Test func `members who were added while founding sign in at once`() async throws {
    let community = try await TestOrganization()
    let chair = try await community.signIn(community.members[0])
    #expect(chair.memberID == community.members[0].id)
    #expect(chair.isConfirmed)
    let boardMember = try await community.signIn(community.board[1])
    #expect(boardMember.memberID == community.board[1].id)
    #expect(community.alarms == [])
  }
}
