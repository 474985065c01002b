import Casework
import Foundation
import HTTPServer
import Markup
import Procedure
import Testing
import Web

/// What is wrong with the structure of a page; empty when all is well.
struct PageInspection {
  private(set) var faults: [String] = []
  private var ids: Set<String> = []
  private var labelled: Set<String> = []
  private var described: [String] = []
  private var inputs: [(id: String?, name: String)] = []
  private var fragments: [String] = []
  private var headings: [Int] = []
  private var firstHeadings = 0
  private var insideForm: [Bool] = []

  init(_ document: Document) {
    guard case .element(let root)? = document.root.nodes.first, root.name.description == "html"
    else {
      faults.append("the page is no html element")
      return
    }
    if root.value(of: "lang")?.isEmpty ?? true { faults.append("no language") }
    if root.value(of: "dir")?.isEmpty ?? true { faults.append("no direction") }
    walk(document.root, formHasToken: nil)
    if firstHeadings != 1 { faults.append("\(firstHeadings) h1") }
    for (level, next) in zip(headings, headings.dropFirst()) where next > level + 1 {
      faults.append("h\(next) follows h\(level)")
    }
    for input in inputs {
      guard let id = input.id, labelled.contains(id) else {
        faults.append("the input \(input.name) has no label")
        continue
      }
    }
    for id in described + fragments + labelled where !ids.contains(id) {
      faults.append("nothing has the id \(id)")
    }
  }

  private mutating func walk(_ html: HTML, formHasToken: Bool?) {
    for case .element(let element) in html.nodes { inspect(element) }
  }

  private mutating func inspect(_ element: Element) {
    let name = element.name.description
    if let id = element.value(of: "id") {
      if !ids.insert(id).inserted { faults.append("the id \(id) stands twice") }
      if id.contains(" ") { faults.append("the id \(id) has a space") }
    }
    for attribute in element.attributes {
      let attributeName = attribute.name.description
      if attributeName == "style" || attributeName.hasPrefix("on") {
        faults.append("\(attributeName) in line")
      }
    }
    described += (element.value(of: "aria-describedby") ?? "").split(separator: " ").map(
      String.init)
    described += (element.value(of: "aria-labelledby") ?? "").split(separator: " ").map(String.init)
    if let href = element.value(of: "href"), href.hasPrefix("#") {
      fragments.append(String(href.dropFirst()))
    }
    switch name {
    case "h1", "h2", "h3", "h4":
      headings.append(Int(name.dropFirst()) ?? 0)
      if name == "h1" { firstHeadings += 1 }
      if element.children.isEmpty { faults.append("an empty \(name)") }
    case "label":
      if let id = element.value(of: "for") { labelled.insert(id) }
    case "input", "select", "textarea":
      let type = element.value(of: "type") ?? "text"
      if type != "hidden" {
        inputs.append((element.value(of: "id"), element.value(of: "name") ?? "?"))
      }
      if (element.value(of: "name") ?? "").isEmpty { faults.append("an input without a name") }
    case "form":
      if element.value(of: "method") == "post",
        !hasToken(element.children) || !(element.value(of: "action") ?? "").hasPrefix("/")
      {
        faults.append("the form to \(element.value(of: "action") ?? "?") has no token")
      }
    case "script":
      if element.value(of: "src") == nil || !element.children.isEmpty {
        faults.append("a script in line")
      }
    case "style": faults.append("a style in line")
    case "button":
      if element.value(of: "type") == nil { faults.append("a button without a type") }
    case "img":
      if element.value(of: "alt") == nil { faults.append("a picture without words") }
    default: break
    }
    walk(element.children, formHasToken: nil)
  }

  private func hasToken(_ html: HTML) -> Bool {
    html.nodes.contains { node in
      guard case .element(let element) = node else { return false }
      return element.value(of: "name") == FormToken.fieldName
        && element.value(of: "value") == "the-token"
        && element.value(of: "type") == "hidden"
    }
  }
}

@Suite struct `Pages` {
  static let names: [String] = {
    guard let samples = try? Samples() else { return [] }
    return Gallery(samples: samples).pages.map(\.name)
  }()

  @Test func `there is a gallery`() throws {
    #expect(Gallery(samples: try Samples()).pages.count > 60)
    #expect(Set(Pages.names).count == Pages.names.count)
  }

  @Test(arguments: ["django", "reset"])
  func `every page in every state is well built`(policyName: String) throws {
    for (name, page) in Gallery(samples: try Samples(policyName: policyName)).pages {
      let faults = PageInspection(page.document).faults
      #expect(faults.isEmpty, "\(name): \(faults.joined(separator: "; "))")
    }
  }

  @Test func `nobody's words become markup on any page`() throws {
    for (name, page) in Gallery(samples: try Samples()).pages {
      let text = String(decoding: page.document.rendered(), as: UTF8.self)
      for bad in ["<script>alert", "<img src=x", "<b>", "\u{202E}", "javascript:alert(1)\"", " & "]
      {
        #expect(!text.contains(bad), "\(name) has \(bad)")
      }
      #expect(text.hasPrefix("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"))
    }
  }

  @Test func `the stylesheet and the script stay within the site`() {
    let assets = [StyleAssets.styleSheet, StyleAssets.script, StyleAssets.siteIcon]
      .map { String(decoding: $0, as: UTF8.self) }
    // What is typed goes to where its form goes, and nowhere else; the policy of the page holds that too.
    let ownForm = "fetch(form.getAttribute(\"action\"),"
    for text in assets.map({ $0.replacing(ownForm, with: "") }) {
      #expect(!text.isEmpty)
      for bad in [
        "@import", "url(", "localStorage", "sessionStorage", "eval(", "innerHTML", "fetch(",
        "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource",
      ] {
        #expect(!text.contains(bad), "\(bad)")
      }
    }
  }

  @Test func `the report form gives back everything that was typed`() throws {
    let samples = try Samples()
    let page = ReportFormPage(
      setting: samples.setting, view: samples.publicView, draft: samples.fullDraft,
      faults: samples.faults, submission: "sub-1")
    let text = String(decoding: page.document.rendered(), as: UTF8.self)
    for part in [
      "\n&#10;In the thread about the release, he wrote:&#13;&#10;&quot;people like you&quot; &lt;b&gt;again&lt;/b&gt;.&#10;</textarea>",
      "value=\"sunny@example\"", "value=\"witness\" checked",
      "name=\"danger\" value=\"unsure\" checked",
      "name=\"agencyUnknown\" value=\"yes\" checked",
      "name=\"stagedFile\" value=\"ticket-1\" checked",
      "<option value=\"forum\" selected>", "name=\"submission\" value=\"sub-1\"",
      "name=\"leaveOut\" value=\"\(samples.chidi.id.text)\" checked",
      "name=\"chosen\" value=\"\(samples.bo.id.text)\" checked",
    ] {
      #expect(text.contains(part), "\(part) is missing")
    }
  }

  // Carries: G13.7, G13.8, G13.9, R03.1, R03.2, R03.3, E18.8
  @Test
  func
    `the form says who reads it, names the chairs, and offers those whom the policy lets one write to`()
    throws
  {
    for name in Policy.shippedNames {
      let samples = try Samples(policyName: name)
      let view = samples.publicView
      let page = ReportFormPage(setting: samples.setting, view: view, submission: "s")
      let text = String(decoding: page.document.rendered(), as: UTF8.self)
      let reading = Set(samples.policy.roles.filter(\.readsCases).map(\.id.text))
      let direct = view.members.count { member in
        member.roles.contains { name == "django" ? $0.hasSuffix("chair") : reading.contains($0) }
      }
      #expect(direct > 0 && text.matches(of: /name="chosen"/).count == direct)
      #expect(
        text.matches(of: /name="leaveOut"/).count == view.members.count + view.boardMembers.count)
      #expect(
        samples.policy.form.whoReads.split(separator: " ").prefix(3).allSatisfy(text.contains))
      #expect(text.contains("Chair"))
    }
  }

  // Carries: E01.2
  @Test func `the rules in force are published with their version`() throws {
    let samples = try Samples()
    let page = PrivacyPage(setting: samples.setting, view: samples.publicView)
    let text = String(decoding: page.document.rendered(), as: UTF8.self)
    #expect(text.contains(samples.policy.version))
    let promises = samples.policy.deadlines.filter { $0.kind == .promise }
    #expect(!promises.isEmpty && promises.allSatisfy { text.contains($0.title) })
  }

  /// Writes the gallery where it can be looked at: `REDRESS_GALLERY=/tmp/pages swift test --filter Pages`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["REDRESS_GALLERY"] != nil))
  func `the gallery can be looked at`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["REDRESS_GALLERY"])
    let place = URL(filePath: folder)
    for (link, asset) in [
      (Paths.styleSheet, SiteAssets.styleSheet), (Paths.scriptFile, SiteAssets.script),
      (Paths.siteIcon, SiteAssets.siteIcon),
    ] {
      let file = place.appending(path: String(link.text.dropFirst()))
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(asset.bytes).write(to: file)
    }
    for (name, page) in Gallery(samples: try Samples()).pages {
      try Data(page.document.rendered()).write(to: place.appending(path: "\(name).html"))
    }
  }
}

@Suite struct `Times for people` {
  static let moments: [(seconds: Int64, machine: String, people: String)] = [
    (0, "1970-01-01T00:00:00Z", "Thu 1 Jan 1970, 00:00 UTC"),
    (951_782_400, "2000-02-29T00:00:00Z", "Tue 29 Feb 2000, 00:00 UTC"),
    (1_795_269_120, "2026-11-21T13:52:00Z", "Sat 21 Nov 2026, 13:52 UTC"),
    (-1, "1969-12-31T23:59:59Z", "Wed 31 Dec 1969, 23:59 UTC"),
    (4_107_542_399, "2100-02-28T23:59:59Z", "Sun 28 Feb 2100, 23:59 UTC"),
    (.max, "9999-12-31T23:59:59Z", "Fri 31 Dec 9999, 23:59 UTC"),
    (.min, "0001-01-01T00:00:00Z", "Mon 1 Jan 1, 00:00 UTC"),
  ]

  @Test(arguments: moments)
  func `a moment is written for machines and for people`(
    seconds: Int64, machine: String, people: String
  ) {
    let moment = Moment(secondsSince1970: seconds)
    #expect(Times.machineReadable(moment) == machine)
    #expect(Times.dayAndTime(moment) == people)
  }

  static let lengths: [(seconds: Int64, text: String)] = [
    (0, "less than 1 min"), (59, "less than 1 min"), (60, "1 min"), (3_600, "1 h"),
    (18_720, "5 h 12 min"), (86_400, "1 d"), (86_460, "1 d"), (200_000, "2 d 7 h"),
    (-5, "less than 1 min"),
  ]

  @Test(arguments: lengths)
  func `a length of time has its two largest units`(seconds: Int64, text: String) {
    #expect(Times.duration(seconds: seconds) == text)
  }
}
