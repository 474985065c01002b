import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `The rules on their page` {
  /// A policy that is offered while nobody but the members can put one in force.
  private func offered(_ site: TestSite) async throws -> String {
    let chair = try await site.signedIn(0)
    let token = try await chair.get("/recovery").hidden("csrf")
    #expect(try await chair.post("/recovery/founding", [("csrf", token)]).status == 303)
    let text = String(decoding: site.organization.policy.canonicalBytes, as: UTF8.self)
    let other = try Policy.read(json5: Array(text.replacing("259200, //", with: "172800, //").utf8))
    guard case .waits(let address) = try await site.organization.offer(other) else {
      Issue.record("It was put in force by the operator.")
      return ""
    }
    return address
  }

  @Test
  func `a member proposes what is kept, the chair reads what is different and puts it in force`()
    async throws
  {
    let site = try await TestSite(members: 3)
    let address = try await offered(site)
    let (chair, grace) = (try await site.signedIn(0), try await site.signedIn(1))
    #expect(try await grace.get("/organization").text.contains("href=\"/policies\""))
    let page = try await grace.get("/policies")
    #expect(page.text.contains(address) && page.text.contains(PoliciesWords.wasNever))
    let token = page.hidden("csrf")
    let proposed = try await grace.post("/policies/\(address)/proposal", [("csrf", token)])
    #expect(proposed.status == 303)
    let waiting = try await grace.get("/policies").text
    #expect(waiting.contains(PoliciesWords.waitsForOthers))
    #expect(!waiting.contains("/adoption"))
    let refused = try await grace.post("/policies/\(address)/adoption", [("csrf", token)])
    #expect(refused.status == 403)

    #expect(try await chair.get("/dashboard").text.contains("Other rules are proposed"))
    let read = try await chair.get("/policies")
    #expect(read.text.contains("class=\"new\"") && read.text.contains("172800"))
    let adopted = try await chair.post(
      "/policies/\(address)/adoption", [("csrf", read.hidden("csrf"))])
    #expect(adopted.status == 303)
    let after = try await grace.get("/policies").text
    #expect(
      after.contains(
        PoliciesWords.adopted(by: [site.members[1].name, site.members[0].name])))
    #expect(site.organization.policyAddress == address)
    // The same button pressed once more changes nothing.
    let again = try await chair.post(
      "/policies/\(address)/adoption", [("csrf", read.hidden("csrf"))])
    #expect(again.status == 409)
  }

  @Test func `the interface says and does the same`() async throws {
    let site = try await TestSite(members: 2)
    let address = try await offered(site)
    let (chair, grace) = (try await token(site, 0), try await token(site, 1))
    let browser = site.browser()
    func asked(
      _ name: String, _ method: HTTPServer.Method, _ path: String, _ token: String
    ) async throws -> Browser.Answer {
      let answer = try await browser.json(method, "/api/v1/policies\(path)", token: token)
      let route = try #require(site.site.apiRoutes.first { $0.route.name == "api.policy.\(name)" })
      guard answer.status == 200 else { return answer }
      let faults = route.success.schema?.faults(in: try JSONReader.read(answer.bytes)) ?? []
      #expect(faults.isEmpty, "\(name): \(faults)")
      return answer
    }
    let listed = try await asked("list", .get, "", grace)
    #expect(listed.text.contains(address))
    #expect(try await asked("adopt", .post, "/\(address)/adoption", chair).status == 409)
    #expect(try await asked("propose", .post, "/\(address)/proposal", grace).status == 200)
    #expect(try await asked("adopt", .post, "/\(address)/adoption", grace).status == 403)
    #expect(try await asked("decline", .post, "/\(address)/refusal", chair).status == 200)
    #expect(try await asked("propose", .post, "/\(address)/proposal", grace).status == 200)
    let adopted = try await asked("adopt", .post, "/\(address)/adoption", chair)
    #expect(adopted.status == 200 && adopted.text.contains("\"address\":\"\(address)\""))
    let unknown = String(repeating: "0", count: 64)
    #expect(try await asked("propose", .post, "/\(unknown)/proposal", chair).status == 404)
  }

  private func token(_ site: TestSite, _ number: Int) async throws -> String {
    let person = site.members[number]
    let answer = try await site.browser().json(
      .post, "/api/v1/sessions",
      "{\"email\": \"\(person.email)\", \"password\": \"\(person.password)\"}")
    guard case .text(let token)? = try JSONReader.read(answer.bytes)["token"] else { return "" }
    return token
  }
}
