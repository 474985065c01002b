import Foundation
import Procedure
import Testing

/// Stored forms. Lines are only ever added to these: an event once stored can be read for ever.
struct EventFormTests {
  private static let reference = MessageReference(channel: ChannelID("c1"), sequence: 4)

  /// Every form that was ever written, as it lies in the vault, and what it means.
  static let golden: [(stored: String, event: Event)] = [
    (
      #"{"account":"It happened.","event":"reportReceived","form":1,"source":{"kind":"form"}}"#,
      .reportReceived(Report(account: "It happened.", source: .form))
    ),
    (
      #"{"account":"A","agencyUnknown":true,"answerLanguage":"de","chosen":["m2"],"contact":{"email":"a@b.example","name":"Ann","other":"phone"},"context":"C","danger":"unsure","earlierReport":"amber lantern","event":"reportReceived","files":[{"hash":"00ff","id":"f1","lengthBytes":3,"mediaType":"image/png","name":"a.png"}],"form":1,"involved":"I","language":"en","leaveOut":["m1"],"links":["https://example.org"],"nameOnCard":true,"ongoing":"yes","other":"O","relation":"witness","retaliation":true,"sensitivities":"S","source":{"inPerson":{"enteredBy":"m3","how":"by phone","toldBy":"Ann","when":"noon"},"kind":"inPerson"},"space":"forum","translated":true,"when":"W","where":"P","witnesses":"X"}"#,
      .reportReceived(fullReport)
    ),
    (
      #"{"event":"membersAsked","form":1,"members":["m1","m2"],"seat":"member"}"#,
      .membersAsked(Asking(members: [MemberID("m1"), MemberID("m2")], seat: .member))
    ),
    (
      #"{"because":{"kind":"namedInText","places":["account"]},"event":"memberKeptOut","form":1,"member":"m1","seat":"member"}"#,
      .memberKeptOut(
        KeepingOut(member: MemberID("m1"), because: .namedInText(places: ["account"])))
    ),
    (
      #"{"because":{"kind":"leftOutByReporter"},"event":"memberKeptOut","form":1,"member":"m1","seat":"board"}"#,
      .memberKeptOut(
        KeepingOut(member: MemberID("m1"), seat: .board, because: .leftOutByReporter))
    ),
    (
      #"{"because":{"kind":"namedInLaterMessage","message":{"channel":"c1","sequence":4}},"event":"memberKeptOut","form":1,"member":"m1","seat":"member"}"#,
      .memberKeptOut(
        KeepingOut(member: MemberID("m1"), because: .namedInLaterMessage(reference)))
    ),
    (
      #"{"because":{"kind":"namedAsParty"},"event":"memberKeptOut","form":1,"member":"m1","seat":"member"}"#,
      .memberKeptOut(KeepingOut(member: MemberID("m1"), because: .namedAsParty))
    ),
    (
      #"{"because":{"handler":"m2","kind":"heldBackByHandler","reason":"R"},"event":"memberKeptOut","form":1,"member":"m1","seat":"member"}"#,
      .memberKeptOut(
        KeepingOut(
          member: MemberID("m1"), because: .heldBackByHandler(MemberID("m2"), reason: "R")))
    ),
    (
      #"{"event":"secondWanted","form":1,"matter":"admission","member":"m1","reason":"R"}"#,
      .secondWanted(SecondWanted(matter: .admission(MemberID("m1")), reason: "R"))
    ),
    (
      #"{"event":"secondWanted","form":1,"matter":"way","party":"p1"}"#,
      .secondWanted(SecondWanted(matter: .way(PartyID("p1"))))
    ),
    (
      #"{"because":{"kind":"notChosen"},"event":"memberKeptOut","form":1,"member":"m1","seat":"member"}"#,
      .memberKeptOut(KeepingOut(member: MemberID("m1"), because: .notChosen))
    ),
    (
      #"{"declaration":{"kind":"noConflict"},"event":"declared","form":1,"member":"m1"}"#,
      .declared(DeclarationMade(member: MemberID("m1"), declaration: .noConflict))
    ),
    (
      #"{"declaration":{"ground":"employer","kind":"conflict","note":"Same office."},"event":"declared","form":1,"member":"m1"}"#,
      .declared(
        DeclarationMade(
          member: MemberID("m1"),
          declaration: .conflict(ground: GroundID("employer"), note: "Same office.")))
    ),
    (
      #"{"declaration":{"kind":"conflict"},"event":"declared","form":1,"member":"m1"}"#,
      .declared(
        DeclarationMade(
          member: MemberID("m1"), declaration: .conflict(ground: nil, note: nil)))
    ),
    (
      #"{"event":"releasedBySilence","form":1,"member":"m1"}"#,
      .releasedBySilence(Release(member: MemberID("m1")))
    ),
    (
      #"{"event":"admitted","form":1,"member":"m1","reason":"R"}"#,
      .admitted(Admission(member: MemberID("m1"), reason: "R"))
    ),
    (
      #"{"event":"namedMemberCleared","form":1,"member":"m1","reason":"R"}"#,
      .namedMemberCleared(Admission(member: MemberID("m1"), reason: "R"))
    ),
    (
      #"{"event":"cardWritten","form":1,"reported":["Bo"],"reporter":"Ann","witnesses":["Cy"]}"#,
      .cardWritten(Card(reported: ["Bo"], witnesses: ["Cy"], reporter: "Ann"))
    ),
    (
      #"{"channel":"c1","event":"channelOpened","form":1,"party":"p1"}"#,
      .channelOpened(ChannelOpening(channel: ChannelID("c1"), party: PartyID("p1")))
    ),
    (
      #"{"displayName":"Bo","emails":["b@c.example"],"event":"partyNamed","form":1,"handles":["@bo"],"id":"p1","names":["Bob"],"role":"reported"}"#,
      .partyNamed(party)
    ),
    (
      #"{"displayName":"Bo","emails":[],"employer":"Quill Works","event":"partyNamed","form":1,"handles":[],"id":"p1","names":[],"phones":["+00 1"],"places":["Gozo"],"pronouns":"she/her","role":"witness"}"#,
      .partyNamed(
        Party(
          id: PartyID("p1"), role: .witness, displayName: "Bo", phones: ["+00 1"],
          places: ["Gozo"], employer: "Quill Works", pronouns: "she/her"))
    ),
    (
      #"{"event":"partyCorrected","form":1,"party":{"displayName":"Bo","emails":["b@c.example"],"handles":["@bo"],"id":"p1","names":["Bob"],"role":"reported"},"reason":"R"}"#,
      .partyCorrected(PartyCorrection(party: party, reason: "R"))
    ),
    (
      #"{"event":"personLinked","form":1,"party":"p1","person":"d1"}"#,
      .personLinked(PersonLinking(party: PartyID("p1"), person: PersonID("d1")))
    ),
    (
      #"{"because":"nobodyLeft","event":"escalatedToBoard","form":1,"reason":""}"#,
      .escalatedToBoard(Escalation(because: .nobodyLeft))
    ),
    (
      #"{"event":"messageArrived","form":1,"from":"p1","message":{"channel":"c1","sequence":4}}"#,
      .messageArrived(MessageArrival(message: reference, from: PartyID("p1")))
    ),
    (
      #"{"event":"messageSent","form":1,"kind":"automaticReceipt","message":{"channel":"c1","sequence":4}}"#,
      .messageSent(MessageSending(message: reference, kind: .automaticReceipt))
    ),
    (
      #"{"because":"senderNotKnown","event":"mailPutAside","form":1,"mail":{"channel":"c1","sequence":4}}"#,
      .mailPutAside(MailAside(mail: reference, because: .senderNotKnown))
    ),
    (
      #"{"event":"mailPlaced","form":1,"from":"p1","mail":{"channel":"c1","sequence":4},"placedAs":{"channel":"c1","sequence":4}}"#,
      .mailPlaced(MailPlacing(mail: reference, placedAs: reference, from: PartyID("p1")))
    ),
    (
      #"{"event":"acknowledged","form":1,"kind":"needsDecision","message":{"channel":"c1","sequence":4}}"#,
      .acknowledged(Acknowledgement(kind: .needsDecision, message: reference))
    ),
    (
      #"{"event":"acknowledged","form":1,"kind":"alreadyHandled"}"#,
      .acknowledged(Acknowledgement(kind: .alreadyHandled, message: nil))
    ),
    (
      #"{"event":"noteWritten","form":1,"text":"*N*"}"#, .noteWritten(Note(text: "*N*"))
    ),
    (
      #"{"event":"noteCorrected","form":1,"note":3,"text":"N"}"#,
      .noteCorrected(NoteCorrection(note: 3, text: "N"))
    ),
    (
      #"{"event":"setAside","form":1,"note":"","reason":"spam"}"#,
      .setAside(SettingAside(reason: SetAsideReasonID("spam"), note: ""))
    ),
    (
      #"{"event":"takenBack","form":1,"reason":"R"}"#, .takenBack(TakingBack(reason: "R"))
    ),
    (
      #"{"agency":"A","event":"agencyNotified","form":1,"how":"H"}"#,
      .agencyNotified(AgencyNotice(agency: "A", how: "H"))
    ),
    (
      #"{"event":"agencyNotNotified","form":1,"reason":"R"}"#,
      .agencyNotNotified(Reason(reason: "R"))
    ),
  ]

  private static let party = Party(
    id: PartyID("p1"), role: .reported, displayName: "Bo", names: ["Bob"], handles: ["@bo"],
    emails: ["b@c.example"])

  private static let fullReport: Report = {
    var report = Report(
      account: "A",
      source: .inPerson(
        Report.InPerson(
          toldBy: "Ann", when: "noon", how: "by phone", enteredBy: MemberID("m3"))))
    report.involved = "I"
    report.witnesses = "X"
    report.when = "W"
    report.place = "P"
    report.space = SpaceID("forum")
    report.links = ["https://example.org"]
    report.context = "C"
    report.ongoing = .yes
    report.other = "O"
    report.danger = .unsure
    report.agencyUnknown = true
    report.relation = .witness
    report.retaliation = true
    report.earlierReport = "amber lantern"
    report.contact = Report.Contact(name: "Ann", email: "a@b.example", other: "phone")
    report.nameOnCard = true
    report.language = "en"
    report.answerLanguage = "de"
    report.translated = true
    report.leaveOut = [MemberID("m1")]
    report.chosen = [MemberID("m2")]
    report.sensitivities = "S"
    report.files = [
      FileReference(
        id: FileID("f1"), name: "a.png", mediaType: "image/png", lengthBytes: 3, hash: "00ff")
    ]
    return report
  }()

  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decoded<Value: Decodable>(_ text: String, as: Value.Type) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  @Test func `an event is written in its stored form and every stored form can be read`() throws {
    for (stored, event) in Self.golden {
      #expect(try Self.encoded(event) == stored)
      #expect(try Self.decoded(stored, as: Event.self) == event)
    }
  }

  @Test func `every event has a stored form here`() throws {
    var names = Set(Self.golden.map(\.event.name))
    for stored in StepForms.events.split(separator: "\n").map(String.init) {
      let event = try Self.decoded(stored, as: Event.self)
      #expect(try Self.encoded(event) == stored)
      names.insert(event.name)
    }
    #expect(names == Set(Event.Name.allCases))
  }

  @Test func `an event without a form is of the first one, a newer one is refused`() throws {
    let plain = #"{"event":"noteWritten","text":"N"}"#
    #expect(try Self.decoded(plain, as: Event.self) == .noteWritten(Note(text: "N")))
    for stored in [
      #"{"event":"noteWritten","form":99,"text":"N"}"#, #"{"event":"unheardOf","form":1}"#,
      #"{"event":"membersAsked","form":1,"members":["a b"],"seat":"member"}"#, "{}", "[]",
    ] {
      #expect(throws: DecodingError.self) { try Self.decoded(stored, as: Event.self) }
    }
  }

  @Test func `a recorded event keeps who and when`() throws {
    let actors: [Actor] = [
      .member(MemberID("m")), .boardMember(MemberID("b")), .party(PartyID("p")), .server, .form,
      .mail,
    ]
    for actor in actors {
      let recorded = RecordedEvent(
        sequence: 3, at: Moment(secondsSince1970: 1_790_000_000), by: actor,
        event: .noteWritten(Note(text: "N")))
      let stored = try Self.encoded(recorded)
      #expect(stored.contains(#""at":1790000000"#))
      #expect(try Self.decoded(stored, as: RecordedEvent.self) == recorded)
    }
  }

  static let commands: [(String, Command)] = [
    (#"{"command":"declare","conflict":false}"#, .declare(.init(conflict: false))),
    (
      #"{"command":"declare","conflict":true,"ground":"employer","note":"N"}"#,
      .declare(.init(conflict: true, ground: GroundID("employer"), note: "N"))
    ),
    (
      #"{"command":"admit","member":"m1","reason":"R"}"#,
      .admit(.init(member: MemberID("m1"), reason: "R"))
    ),
    (
      #"{"command":"clearNamedMember","member":"m1","reason":"R"}"#,
      .clearNamedMember(.init(member: MemberID("m1"), reason: "R"))
    ),
    (
      #"{"command":"holdBack","member":"m1","reason":"R"}"#,
      .holdBack(.init(member: MemberID("m1"), reason: "R"))
    ),
    (
      #"{"command":"writeCard","reported":["Bo"],"witnesses":[]}"#,
      .writeCard(.init(reported: ["Bo"], witnesses: []))
    ),
    (
      #"{"command":"nameParty","displayName":"Bo","role":"reported"}"#,
      .nameParty(.init(party: nil, role: .reported, displayName: "Bo"))
    ),
    (
      #"{"command":"correctParty","displayName":"Bo","party":"p1","reason":"R","role":"witness"}"#,
      .correctParty(
        .init(party: PartyID("p1"), role: .witness, displayName: "Bo", reason: "R"))
    ),
    (
      #"{"command":"linkPerson","party":"p1","person":"d1"}"#,
      .linkPerson(.init(party: PartyID("p1"), person: PersonID("d1")))
    ),
    (
      #"{"command":"escalateToBoard","reason":"R"}"#, .escalateToBoard(.init(reason: "R"))
    ),
    (
      #"{"command":"acknowledge","kind":"needsDecision","text":"T"}"#,
      .acknowledge(.init(kind: .needsDecision, text: "T"))
    ),
    (
      #"{"channel":"c1","command":"writeMessage","kind":"answer","text":"T"}"#,
      .writeMessage(.init(channel: ChannelID("c1"), text: "T", kind: .answer))
    ),
    (
      #"{"channel":"c1","command":"placeMail","mail":{"channel":"c1","sequence":4}}"#,
      .placeMail(.init(mail: reference, channel: ChannelID("c1")))
    ),
    (#"{"command":"writeNote","text":"N"}"#, .writeNote(.init(text: "N"))),
    (#"{"command":"correctNote","note":3,"text":"N"}"#, .correctNote(.init(note: 3, text: "N"))),
    (
      #"{"command":"setAside","reason":"spam"}"#,
      .setAside(.init(reason: SetAsideReasonID("spam")))
    ),
    (#"{"command":"takeBack","reason":"R"}"#, .takeBack(.init(reason: "R"))),
    (
      #"{"agency":"A","command":"notifyAgency","how":"H"}"#,
      .notifyAgency(.init(agency: "A", how: "H"))
    ),
    (#"{"command":"notifyNoAgency","reason":"R"}"#, .notifyNoAgency(.init(reason: "R"))),
  ]

  @Test func `commands have the form of the API`() throws {
    for (form, command) in Self.commands {
      #expect(try Self.encoded(command) == form)
      #expect(try Self.decoded(form, as: Command.self) == command)
    }
    var names = Set(Self.commands.map(\.1.name))
    for form in StepForms.commands.split(separator: "\n").map(String.init) {
      let command = try Self.decoded(form, as: Command.self)
      #expect(try Self.encoded(command) == form)
      names.insert(command.name)
    }
    #expect(names == Set(Command.Name.allCases))
  }

  @Test func `a refusal tells rule and clause and its description shows no sentence`() throws {
    let refusal = Refusal(
      rule: .textFits, citation: ClauseCitation(clause: "G1.1", text: "C"), sentence: "secret",
      wayOut: "W")
    #expect(try Self.decoded(Self.encoded(refusal), as: Refusal.self) == refusal)
    #expect(refusal.description == "refused by text.fits (G1.1)")
  }
}
