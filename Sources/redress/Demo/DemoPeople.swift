/// The invented people of the example. Nobody is meant.
struct DemoPerson: Sendable {
  let name: String
  let email: String
  let alsoKnownAs: [String]
  let roles: [String]
  let password: String

  static let chair = DemoPerson(
    name: "Asta Quillfeather", email: "asta@larkspur.example", alsoKnownAs: ["@asta_q"],
    roles: ["chair"], password: "demo marmalade lantern")
  static let member = DemoPerson(
    name: "Bram Oddfellow", email: "bram@larkspur.example", alsoKnownAs: ["@bramble"],
    roles: ["member"], password: "demo pebble orchard")
  static let second = DemoPerson(
    name: "Cleo Marshwhistle", email: "cleo@larkspur.example", alsoKnownAs: ["@cleomarsh"],
    roles: ["member"], password: "demo velvet harbor")
  static let third = DemoPerson(
    name: "Dario Plumtree", email: "dario@larkspur.example", alsoKnownAs: ["@plumtree"],
    roles: ["member"], password: "demo copper meadow")
  static let liaison = DemoPerson(
    name: "Esme Thornbarrow", email: "esme@larkspur.example", alsoKnownAs: ["@esmeth"],
    roles: ["board-liaison"], password: "demo willow teapot")
  static let boardMember = DemoPerson(
    name: "Fenn Applegarth", email: "fenn@larkspur.example", alsoKnownAs: [],
    roles: ["board-member"], password: "demo granite kettle")
  static let boardSecond = DemoPerson(
    name: "Greta Winterbourne", email: "greta@larkspur.example", alsoKnownAs: [],
    roles: ["board-member"], password: "demo saffron bridge")
  static let boardThird = DemoPerson(
    name: "Hugo Larkspurr", email: "hugo@larkspur.example", alsoKnownAs: [],
    roles: ["board-member"], password: "demo cedar window")

  static let all = [
    chair, member, second, third, liaison, boardMember, boardSecond, boardThird,
  ]
}
