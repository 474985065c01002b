import Procedure
import Testing

/// A text and the members whom it names.
struct MentionRow: Sendable, CustomTestStringConvertible {
  let text: String
  let named: Set<String>

  init(_ text: String, _ named: String...) {
    self.text = text
    self.named = Set(named)
  }

  var testDescription: String { text }
}

struct MentionsTests {
  static func profile(
    _ id: String, _ fullName: String, given: String = "", family: String = "",
    others: [String] = [], handles: [String] = [], emails: [String] = []
  ) -> MemberProfile {
    MemberProfile(
      id: MemberID(id), givenName: given, familyName: family, fullName: fullName,
      otherNames: others, handles: handles, emails: emails)
  }

  static let profiles = [
    profile(
      "maya", "Maya Okafor", handles: ["@mayao", "night_owl"], emails: ["maya@example.org"]),
    profile("will", "Will Park", handles: ["wpark"], emails: ["will.park@example.org"]),
    profile(
      "tomas", "Tomáš Dvořák", others: ["Tom"], handles: ["tdvorak"], emails: ["tomas@example.cz"]),
    profile("anna", "Anna-Lena Müller", handles: ["al"], emails: ["a.mueller@example.de"]),
    profile("maria", "Мария Иванова", handles: ["masha"], emails: ["ivanova@example.ru"]),
    profile("yamada", "山田太郎", given: "太郎", family: "山田", others: ["Taro"]),
    profile("kim", "김민수", given: "민수", family: "김"),
    profile("jose", "José da Silva"),
    profile("soren", "Søren Ørsted"),
    profile("june", "June Li"),
    profile("eleni", "Ελένη Παπαδοπούλου"),
    profile("salma", "سلمى حداد"),
  ]

  static let rows: [MentionRow] = [
    // Whole and part names.
    MentionRow("Maya Okafor shouted at me.", "maya"),
    MentionRow("I was shouted at by Maya.", "maya"),
    MentionRow("It was Okafor again.", "maya"),
    MentionRow("Okafor, Maya was there.", "maya"),
    MentionRow("maya shouted at me", "maya"),
    MentionRow("MAYA SHOUTED AT ME", "maya"),
    MentionRow("Maya's talk was interrupted.", "maya"),
    MentionRow("Maya’s talk was interrupted.", "maya"),
    MentionRow("Das war Mayas Kommentar.", "maya"),
    MentionRow("(Maya)", "maya"),
    MentionRow("“Maya”: no.", "maya"),
    MentionRow("M. Okafor was there.", "maya"),
    MentionRow("Ma\u{200B}ya shouted.", "maya"),
    MentionRow("ＭＡＹＡ shouted.", "maya"),
    MentionRow("Máya shouted.", "maya"),
    MentionRow("The Mayan calendar was on the slide."),
    MentionRow("Amaya shouted at me."),
    MentionRow("Somebody shouted at me."),
    MentionRow(""),
    MentionRow("   \n\n  "),
    // Handles and addresses.
    MentionRow("@mayao wrote it", "maya"),
    MentionRow("mayao wrote it", "maya"),
    MentionRow("See https://forum.example.org/u/mayao/summary", "maya"),
    MentionRow("night_owl posted this", "maya"),
    MentionRow("NIGHT-OWL posted this", "maya"),
    MentionRow("He cc'd MAYA@Example.ORG.", "maya"),
    MentionRow("He wrote to maya at example dot org", "maya"),
    MentionRow("He wrote to maya (at) example [dot] org", "maya"),
    MentionRow("mail maya+lists@example.org", "maya"),
    MentionRow("tdvorak@elsewhere.example", "tomas"),
    MentionRow("will.park@example.org sent it", "will"),
    MentionRow("will dot park at example dot org sent it", "will"),
    MentionRow("a dot mueller at example dot de", "anna"),
    MentionRow("He used someone@example.org."),
    MentionRow("@al posted it", "anna"),
    MentionRow("Et al. is Latin."),
    // Marks, spelling, joined and parted names.
    MentionRow("Tomas Dvorak insulted me.", "tomas"),
    MentionRow("Dvořák insulted me.", "tomas"),
    MentionRow("DVORAK insulted me.", "tomas"),
    MentionRow("Tom insulted me.", "tomas"),
    MentionRow("Tomorrow I leave."),
    MentionRow("Annalena was rude.", "anna"),
    MentionRow("Anna Lena was rude.", "anna"),
    MentionRow("Anna-Lena was rude.", "anna"),
    MentionRow("Frau Mueller was rude.", "anna"),
    MentionRow("Frau Muller was rude.", "anna"),
    MentionRow("Jose said so.", "jose"),
    MentionRow("It was Silva.", "jose"),
    MentionRow("La reunión da miedo."),
    MentionRow("Soren Orsted left.", "soren"),
    MentionRow("Soeren left.", "soren"),
    // Other scripts.
    MentionRow("Мария кричала на меня.", "maria"),
    MentionRow("Я говорил с Марией.", "maria"),
    MentionRow("Это была Иванова.", "maria"),
    MentionRow("Mariya Ivanova shouted.", "maria"),
    MentionRow("Maria shouted.", "maria"),
    MentionRow("Ivanova shouted.", "maria"),
    MentionRow("山田太郎さんが叫びました。", "yamada"),
    MentionRow("山田さんが叫びました。", "yamada"),
    MentionRow("Taro shouted.", "yamada"),
    MentionRow("김민수가 소리쳤다.", "kim"),
    MentionRow("민수는 떠났다.", "kim"),
    MentionRow("Το είπε η Ελένη.", "eleni"),
    MentionRow("Eleni said it.", "eleni"),
    MentionRow("قالت سلمى ذلك", "salma"),
    MentionRow("有人对我大喊大叫。"),
    // Names that are words.
    MentionRow("I told Will about it.", "will"),
    MentionRow("Will shouted at me.", "will"),
    MentionRow("Will you help me?"),
    MentionRow("I hope you will help."),
    MentionRow("We parked at the park."),
    MentionRow("we spoke with will yesterday", "will"),
    MentionRow("It was will's idea.", "will"),
    MentionRow("It happened at the park, Will Park did it.", "will"),
    MentionRow("In June 2026 it began."),
    MentionRow("It happened on 3 June."),
    MentionRow("I asked June to stop.", "june"),
    // Greetings.
    MentionRow("Dear Maya and Tom,\nsomebody shouted at me."),
    MentionRow("Hi Maya,\n\nI want to report something."),
    MentionRow("hi maya, i want to report something"),
    MentionRow("Hello Maya!\nIt was Tom.", "tomas"),
    MentionRow("Dear all, Maya shouted at me.", "maya"),
    MentionRow("Hi, Maya shouted at me.", "maya"),
    MentionRow("Hi Maya hit me yesterday, and left.", "maya"),
    MentionRow("Hi Maya,\nMaya hit me.", "maya"),
    MentionRow("Dear members of the working group, Will and Anna-Lena,\nplease help."),
    MentionRow("Liebe Anna-Lena,\nich wurde beleidigt."),
    MentionRow("Dear working group,\nI ask you not to tell Maya.", "maya"),
    MentionRow("Higher Maya climbed.", "maya"),
    // Quoted history.
    MentionRow("I answer.\n> Maya wrote this before\n> and this"),
    MentionRow("I answer.\n\nOn Monday, Maya Okafor <maya@example.org> wrote:\n> earlier"),
    MentionRow(
      "I answer.\n\nOn Mon, 3 Mar 2026 at 10:00, Maya Okafor\n<maya@example.org> wrote:\n\n> earlier"
    ),
    MentionRow("Am Montag schrieb Maya Okafor:\n> vorher"),
    MentionRow("On Monday Maya wrote: you are stupid", "maya"),
    MentionRow("On Monday Maya Okafor wrote:\nyou are stupid", "maya"),
    MentionRow("> quoted\nIt was Maya.\n> quoted", "maya"),
    // Several at once.
    MentionRow("Maya and Tom and Ørsted were there.", "maya", "tomas", "soren"),
  ]

  @Test(arguments: rows)
  func `a text names exactly these members`(row: MentionRow) {
    let found = Mentions.members(in: row.text, profiles: Self.profiles)
    #expect(Set(found.keys.map(\.text)) == row.named)
  }

  @Test func `what was found is told`() {
    let found = Mentions.members(
      in: "Maya Okafor, @mayao, maya@example.org", profiles: Self.profiles)
    #expect(found[MemberID("maya")] == [.fullName, .givenName, .familyName, .handle, .email])
  }

  @Test func `a member without any name is found by nothing`() {
    let nobody = [Self.profile("nobody", "")]
    #expect(Mentions.members(in: "anything at all", profiles: nobody).isEmpty)
  }
}
