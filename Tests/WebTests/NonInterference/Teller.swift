import Foundation
import HTTPServer

/// Everything about a reporter that is their own. Whatever it is, nobody but the handlers may see a difference.
struct Teller: Sendable {
  /// How they tell it.
  enum Way: Sendable { case form, mail }

  /// Something they write in a scene.
  struct Reply: Sendable {
    /// How long after the beginning of the scene.
    var afterMinutes: Int64
    var text: String
    var files: [(name: String, bytes: [UInt8])] = []
  }

  var way = Way.form
  var name: String
  /// No address: they come back with the words alone.
  var email: String
  var account: String
  /// Whom they name as a witness.
  var witness: String
  var when: String
  var language: String
  /// What their browser says of them.
  var browserLanguage: String
  var files: [(name: String, bytes: [UInt8])] = []
  var replies: [Scene: [Reply]] = [:]
}

/// The story, the same for everybody who tells it.
enum Scene: String, CaseIterable, Sendable {
  case quiet = "before anything is reported"
  case reported = "a report comes in"
  case declared = "members declare"
  case answered = "the reporter is answered"
  case recused = "a member is recused"
  case opened = "a conversation with the reported person is opened"
  case heard = "the reported person is heard"
  case proposed = "a resolution is proposed and agreed"
  case consulted = "the reporter is asked about it"
  case enacted = "it is put into effect"
  case closed = "the case is closed"
  case appealed = "the reported person asks the board to look again"

  var hours: Int64 { self == .consulted ? 73 : 5 }
}

extension Teller {
  /// Writes English, by page, and hardly anything more.
  static let wilma = Teller(
    name: "Wilma Fogg", email: "wilma@mail.example",
    account: "Rufus Grumblethorpe called my talk worthless in front of everybody.",
    witness: "Zanzi Fern", when: "2026-09-20T15:20:00+01:00", language: "English",
    browserLanguage: "en-GB,en;q=0.8",
    replies: [
      .reported: [Reply(afterMinutes: 30, text: "One more thing: it was recorded.")],
      .consulted: [Reply(afterMinutes: 60, text: "That is fine.")],
    ])

  /// Writes Persian from another time zone, at other length; as often as Wilma, and when she does.
  static let parvaneh = Teller(
    name: "پروانه‌بانو کوهستانی‌نژاد", email: "parvaneh.kuhestani-nezhad@post.beispiel.example",
    account: String(
      repeating: "روفوس گرامبل‌تورپ جلوی همه گفت که سخنرانی من هیچ ارزشی ندارد. ", count: 60),
    witness: "زنزی", when: "2026-09-20T18:50:00+03:30", language: "فارسی",
    browserLanguage: "fa-IR,fa;q=0.9,de;q=0.2",
    replies: [
      .reported: [Reply(afterMinutes: 30, text: "این گفتگو ضبط شده است.")],
      .consulted: [
        Reply(afterMinutes: 60, text: String(repeating: "با این تصمیم موافقم. ", count: 40))
      ],
    ])

  /// Says a name that is none, leaves no address, sends files, and writes often and at odd times.
  static let ghost = Teller(
    name: "幽霊", email: "", account: "ルーファスさんが私の発表を皆の前で無価値だと言いました。",
    witness: "ザンジ", when: "2026-09-20 23:20 JST", language: "日本語",
    browserLanguage: "ja",
    files: [("証拠.txt", Array(repeating: 0x61, count: 90_000)), ("b.txt", [0x62])],
    replies: [
      .reported: [
        Reply(afterMinutes: 3, text: "追伸"), Reply(afterMinutes: 4, text: "もう一つ"),
        Reply(afterMinutes: 200, text: "写真", files: [("写真.txt", Array("写真".utf8))]),
      ],
      .answered: [Reply(afterMinutes: 10, text: "ありがとうございます。")],
      .opened: [Reply(afterMinutes: 250, text: "会議の録音があります。")],
      .heard: [Reply(afterMinutes: 1, text: "まだですか。")],
      .closed: [Reply(afterMinutes: 290, text: "ありがとうございました。")],
    ])

  /// Tells it by mail, answers by mail, and not at all when asked.
  static let postman = Teller(
    way: .mail, name: "Ödön Ügyes", email: "odon@levelek.example",
    account:
      "Rufus Grumblethorpe azt mondta mindenki előtt, hogy az előadásom értéktelen. Fenn Applegarth ne lássa ezt.",
    witness: "somebody", when: "", language: "", browserLanguage: "hu",
    replies: [.answered: [Reply(afterMinutes: 90, text: "Köszönöm a választ!")]])
}
