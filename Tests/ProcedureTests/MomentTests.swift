import Procedure
import Testing

struct MomentTests {
  @Test func `adding seconds stops at the ends of time instead of overflowing`() {
    let last = Moment(secondsSince1970: .max)
    #expect(last.adding(seconds: 1) == last)
    #expect(Moment(secondsSince1970: .min).adding(seconds: -1).secondsSince1970 == .min)
    #expect(Moment(secondsSince1970: 5).adding(seconds: 7).secondsSince1970 == 12)
  }
}
