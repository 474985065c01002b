import Casework
import Markup
import Procedure
import Web

extension Gallery {
  var organizationPages: [(name: String, page: any Page)] {
    let s = samples
    func recovery(_ isProvisional: Bool, founding: Bool) -> RecoveryView {
      RecoveryView(
        isProvisional: isProvisional, foundingIsOpen: founding,
        rootFingerprint: s.settings.rootFingerprint, threshold: isProvisional ? nil : 3,
        shareCount: isProvisional ? nil : 5)
    }
    func status(_ mail: MailStanding) -> StatusView {
      StatusView(
        formatVersion: 1, lastCheckpoint: mail == .goesOut ? nil : s.ago(4_000),
        checkpointWords: mail == .goesOut ? [] : ["copper", "violin", "meadow", "puzzle"],
        mail: mail)
    }
    return [
      ("members", MembersPage(setting: s.setting, frame: s.frame, view: s.members)),
      (
        "members-empty",
        MembersPage(
          setting: s.setting, frame: s.frame,
          view: MembersView(
            members: [s.row(s.ada, .confirmed)], invitations: [], mayInvite: [],
            standing: s.group(1, lastReviewed: nil)))
      ),
      (
        "members-for-the-board",
        MembersPage(
          setting: s.setting, frame: s.boardFrame,
          view: MembersView(
            members: s.members.members, invitations: [], mayInvite: ["board-member"],
            standing: s.group(2, lastReviewed: nil), mayRecordForBoard: true),
          faults: [FieldFault(field: "day", sentence: "The day lies ahead.")],
          membership: MembershipTyped(form: .review, members: [s.ada.id.text], day: "2999-01-01"))
      ),
      (
        "board",
        BoardPage(
          setting: s.setting, frame: s.boardFrame,
          cases: DashboardView(
            toDeclare: [], needsMe: [], late: [],
            open: Casework.CasePage(cases: [], filter: .open, page: 1, pageCount: 1, total: 0),
            setAsideCount: 0,
            closedCount: 0),
          reports: [
            BoardReportView(
              caseID: s.fullCase.id, codeName: "amber lantern", at: s.ago(9_000),
              memberName: s.bo.name, throughName: s.mallory.name,
              text: "A warning was given. <script>alert(1)</script>", mayOpen: false,
              hasAsked: false)
          ], membership: s.group(2, lastReviewed: nil))
      ),
      (
        "members-error",
        MembersPage(
          setting: s.setting, frame: s.frame, view: s.members, typedEmail: "x", typedRole: "chair",
          faults: [FieldFault(field: "email", sentence: "This is no address.")])
      ),
      (
        "invitation",
        InvitationMadePage(
          setting: s.setting, frame: s.frame,
          address: "https://conduct.example.org/join/7c9e-42d0-secret", expires: s.after(90_000))
      ),
      (
        "confirm-member",
        ConfirmMemberPage(
          setting: s.setting, frame: s.frame, row: s.row(s.emi, .unconfirmed, may: true))
      ),
      (
        "membership",
        MembershipPage(
          setting: s.setting, frame: s.frame,
          view: MembershipView(
            member: s.ada, isOneself: false, mayGive: ["member", "chair"], mayEnd: true,
            countAfter: 2, membersMin: 3, endsLastChair: true),
          faults: [FieldFault(field: "name", sentence: "This is not the name.")])
      ),
      (
        "recovery-provisional",
        RecoveryPage(
          setting: s.setting, frame: s.foundingFrame, view: recovery(true, founding: true))
      ),
      (
        "recovery-split",
        RecoveryPage(setting: s.setting, frame: s.frame, view: recovery(false, founding: true))
      ),
      (
        "recovery-closed",
        RecoveryPage(setting: s.setting, frame: s.frame, view: recovery(false, founding: false))
      ),
      (
        "recovery-share",
        RecoverySharePage(
          setting: s.setting, frame: s.frame, number: 2, count: 5,
          share: "2-3F9A-77C1-0B2E-9D44-51AE-C8F0-6612", ticket: "t")
      ),
      (
        "policies",
        PoliciesPage(setting: s.setting, frame: s.frame, view: policies(mayAdopt: true))
      ),
      (
        "policies-of-others",
        PoliciesPage(setting: s.setting, frame: s.frame, view: policies(mayAdopt: false))
      ),
      (
        "policies-alone",
        PoliciesPage(
          setting: s.setting, frame: s.frame,
          view: PoliciesView(
            name: s.policy.name, version: s.policy.version, address: address("a"),
            adopted: PolicyAdoption(at: s.ago(900_000), by: []), waiting: nil, others: []))
      ),
      (
        "organization",
        StatusPage(
          setting: s.setting, frame: s.frame, view: status(.wasGivenUp),
          rootFingerprint: s.settings.rootFingerprint)
      ),
      (
        "organization-quiet",
        StatusPage(
          setting: s.setting, frame: s.frame, view: status(.goesOut),
          rootFingerprint: s.settings.rootFingerprint)
      ),
    ]
  }

  private func address(_ digit: String) -> String { String(repeating: digit, count: 64) }

  private func policies(mayAdopt: Bool) -> PoliciesView {
    let s = samples
    var other = s.policy
    other.canonicalBytes = Array(
      String(decoding: s.policy.canonicalBytes, as: UTF8.self)
        .replacing("259200, //", with: "172800, // <b>shorter</b>").utf8)
    let kept = KeptPolicy(
      address: address("b"), name: other.name, version: "2", kept: s.ago(90_000),
      wasInForce: false, changes: PolicyDifference(from: s.policy, to: other))
    return PoliciesView(
      name: s.policy.name, version: s.policy.version, address: address("a"),
      adopted: PolicyAdoption(at: s.ago(900_000), by: [s.ada.name, s.emi.name]),
      waiting: ProposedPolicyView(
        policy: kept, proposedBy: s.ada.name, at: s.ago(3_600), mayAdopt: mayAdopt),
      others: [
        KeptPolicy(
          address: address("c"), name: s.policy.name, version: "0", kept: s.ago(9_000_000),
          wasInForce: true, changes: PolicyDifference(from: other, to: s.policy))
      ])
  }
}
