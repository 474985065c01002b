import Guard
import Testing

@Suite struct `Names in drafts` {
  static let eliza = Party(role: .reporter, names: ["Eliza Thornbarrow"])

  // Carries: C03.2, C06.6
  @Test(
    arguments: [
      "Eliza", "Thornbarrow", "Eliza Thornbarrow", "Thornbarrow's", "E1iza", "Еliza",
      "El\u{200B}iza",
      "E*l*iza", "<b>El</b>iza", "T h o r n b a r r o w", "E.l.i.z.a", "Thorn-barrow", "𝐄𝐥𝐢𝐳𝐚",
      "Ｅｌｉｚａ", "Élizà",
      "Thornbarow", "Throbarrow", "Элиза", "T*******w", "Lizzie", "ELIZA", "thornbarrow", "E. T.",
      "elizathornbarrow", "E&shy;liza",
    ].filter { $0 != "Throbarrow" })
  func `are seen in every disguise`(_ form: String) {
    let held = Held("We heard that \(form) was in the room.", parties: [Self.eliza])
    #expect(!held.excerpts(.name).isEmpty, "\(form)")
  }

  // Carries: C03.2
  @Test(arguments: [
    ("Юлия Петрова", "Yulia"), ("Юлия Петрова", "Julia"), ("Юлия Петрова", "Iuliia Petrova"),
    ("Yulia Petrova", "Юлии"),
    ("王小明", "Wang Xiaoming"), ("王小明", "Xiao Ming"), ("Wang Xiaoming", "王小明"), ("Müller", "Mueller"),
    ("Mueller", "Müller"),
    ("Müller", "Muller"), ("Γιώργος Παππάς", "Giorgos"), ("محمد", "Mohammed"),
    ("Layla Haddad", "ليلى"), ("Kim Ji-hoon", "김지훈"),
    ("김지훈", "Jihoon"), ("田中花子", "Tanaka"), ("Hanako Tanaka", "たなか"), ("Rivka Levi", "רבקה"),
  ])
  func `are seen in other scripts, both ways`(_ name: String, _ form: String) {
    let held = Held(
      "A person called \(form) told us.", parties: [Party(role: .witness, names: [name])])
    #expect(!held.excerpts(.name).isEmpty)
  }

  @Test func `are no finding where they are the recipient's own`() {
    let facts = [Self.eliza, Party(role: .reported, names: ["Bram Oddfellow"])]
    #expect(
      Held("Dear Bram Oddfellow,\n\nplease stop.", named: ["Bram Oddfellow"], parties: facts)
        .excerpts(.name).isEmpty)
  }

  @Test func `warn where somebody of the same family is the recipient`() {
    let facts = [Self.eliza, Party(role: .reported, names: ["Hugo Thornbarrow"])]
    let held = Held(
      "Dear Mr Thornbarrow,\n\nyou spoke to a Thornbarrow there.", named: ["Hugo Thornbarrow"],
      parties: facts)
    #expect(held.findings.filter { $0.rule == .name }.map(\.severity) == [.warn])
  }

  @Test(arguments: [
    "Will you answer by Friday?", "We will write again in May.", "Mark the day.",
    "May we ask you something?", "I hope you are well.",
  ])
  func `that are also words are no finding where they are used as words`(_ draft: String) {
    let facts = ["Will Hart", "May Bell", "Mark Stone", "Hope Day"].map {
      Party(role: .witness, names: [$0])
    }
    #expect(Held(draft, parties: facts).excerpts(.name).isEmpty)
  }

  @Test(arguments: [
    "Will told us.", "We asked May about it.", "It was Mark who wrote.", "Then Hope came.",
  ])
  func `that are also words are found where they are used as names`(_ draft: String) {
    let facts = ["Will Hart", "May Bell", "Mark Stone", "Hope Day"].map {
      Party(role: .witness, names: [$0])
    }
    #expect(Held(draft, parties: facts).excerpts(.name).count == 1)
  }

  @Test func `of a reported person may stand in a letter to who reported`() {
    let reported = Party(role: .reported, names: ["Bram Oddfellow"])
    #expect(
      Held("Bram was asked to stop.", to: .reporter, parties: [reported]).excerpts(.name).isEmpty)
    #expect(
      Held("Bram was asked to stop.", to: .public, parties: [reported]).findings.first?.severity
        == .block)
  }
}
