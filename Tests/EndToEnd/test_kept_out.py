"""Whoever may not read a case is answered, on every route, as for a case that does not exist."""
import json
import re
import urllib.parse

import pytest

from installation import BY_NAME

UNKNOWN = "5" * 32
PAGES = [("GET", ""), ("GET", "/gate"), ("GET", "/people"), ("GET", "/timeline"), ("GET", "/channels/" + "0" * 32), ("GET", "/acknowledge"), ("GET", "/acknowledge?kind=alreadyHandled"), ("GET", "/files/" + "0" * 32), ("GET", "/files/" + "0" * 32 + "/preview"),
         ("POST", "/let-in")] + [("POST", "/commands/" + name) for name in (
             "declare", "admit", "clearNamedMember", "writeCard", "nameParty", "correctParty", "linkPerson", "escalateToBoard", "takeBack", "notifyAgency",
             "notifyNoAgency", "acknowledge", "writeMessage", "placeMail", "writeNote", "correctNote", "setAside", "unheardOf")]


class Session:
    """A member's session over plain HTTP: the cookie, the token of the pages, and the token of the API."""

    def __init__(self, site, member):
        self.site = site
        signed = site.post_form("/sign-in", {"email": member.email, "password": member.password})
        assert signed.status == 303, signed.status
        self.cookie = {"Cookie": signed.header("Set-Cookie").split(";")[0]}
        page = site.get("/settings", headers=self.cookie).text
        self.token = re.search(r'<input type="hidden" name="([^"]+)" value="([0-9a-f]+)"', page).groups()
        api = site.post_json("/api/v1/sessions", {"email": member.email, "password": member.password})
        self.bearer = {"Authorization": f"Bearer {api.json['token']}"}

    def dashboard(self):
        return set(re.findall(r'href="/cases/([0-9a-f]{32})', self.site.get("/dashboard", headers=self.cookie).text))

    def answers(self, case, words):
        """What every route says of a case, with the case's own name taken out."""
        found = {}
        for method, path in PAGES:
            body = None
            headers = dict(self.cookie)
            if method == "POST":
                body = urllib.parse.urlencode([self.token, ("conflict", "no"), ("member", UNKNOWN), ("text", "x"), ("reason", "x"), ("sequence", "3")])
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.site.base}
            found[f"{method} {path}"] = self.site.request(method, f"/cases/{case}{path}", body, headers)
        description = self.site.get("/api/v1/openapi.json").json
        for path, methods in description["paths"].items():
            if "{case}" not in path:
                continue
            address = path.replace("{case}", case).replace("{file}", "0" * 32).replace("{channel}", "0" * 32)
            address = address if address.startswith("/api/v1") else "/api/v1" + address
            for method in methods:
                if method not in ("get", "post", "put", "delete", "patch"):
                    continue
                body = json.dumps({"command": "declare", "conflict": False}) if method == "post" else None
                if method == "post" and "let-in" in path:
                    body = json.dumps({"member": UNKNOWN})
                found[f"API {method} {path}"] = self.site.request(
                    method.upper(), address, body, self.bearer | ({"Content-Type": "application/json"} if body else {}))
        for route, answer in found.items():
            for word in words:
                assert word not in answer.body.decode("utf-8", "replace"), f"{route} tells “{word}”"
        return {route: (answer.status, answer.body, sorted(pair for pair in answer.headers if pair[0] != "Date"))
                for route, answer in found.items()}


SECRETS = ["smew-account", "smew-involved", "smew-file"]


def report(site, **more):
    """Sends a report; the case is found on the dashboard of somebody who is asked."""
    fields = {"account": f"Something went on behind the curtain ({SECRETS[0]}).", "context": SECRETS[1], **more}
    answer = site.send_form(fields, [("files", "note.txt", SECRETS[2].encode())])
    assert answer.status == 200


# Carries: E18.7, G13.10, R03.4
def test_left_out_named_and_board_members_learn_nothing_on_any_route(site):
    asked = Session(site, BY_NAME["ines"])
    before = asked.dashboard()
    member_ids = dict(re.findall(r'id="choice-leaveOut-([0-9a-f]{32})"[^>]*>\s*<label[^>]*>([^<]+)', site.get("/report").text))
    left_out = next(identity for identity, name in member_ids.items() if name == "Joris Hale")
    report(site, leaveOut=left_out, involved="@twren, and somebody called Mei Sandoval")
    case, = asked.dashboard() - before
    for who in ("joris", "tomasz", "mei", "nora"):
        kept_out = Session(site, BY_NAME[who])
        assert case not in kept_out.dashboard(), who
        of_case, of_nothing = kept_out.answers(case, SECRETS), kept_out.answers(UNKNOWN, SECRETS)
        assert of_case.keys() == of_nothing.keys() and len(of_case) > 25
        for route in of_case:
            assert of_case[route] == of_nothing[route], f"{who} can tell the case from none by {route}"
            assert of_case[route][0] in (400, 404), f"{who}: {route} answers {of_case[route][0]}"
        assert any(status == 404 for status, _, _ in of_case.values())
    # Somebody who was asked can tell, so the comparison is able to fail.
    told, of_nothing = asked.answers(case, []), asked.answers(UNKNOWN, [])
    assert sum(told[route] != of_nothing[route] for route in told) > 10


def test_before_declaring_there_is_the_gate_alone(site):
    asked = Session(site, BY_NAME["leila"])
    before = asked.dashboard()
    report(site, involved="Somebody-at-the-gate")
    case, = asked.dashboard() - before
    for method, path in PAGES:
        if "declare" in path:
            continue
        body = urllib.parse.urlencode([asked.token, ("text", "x"), ("reason", "x"), ("kind", "needsDecision"), ("member", UNKNOWN)])
        answer = site.request(
            method, f"/cases/{case}{path}", body if method == "POST" else None,
            asked.cookie | ({"Content-Type": "application/x-www-form-urlencoded", "Origin": site.base} if method == "POST" else {}))
        for secret in SECRETS:
            assert secret not in answer.text, (path, secret)
        assert answer.status in (200, 303, 400, 404, 409, 422), (path, answer.status)
    gate = site.get(f"/api/v1/cases/{case}", headers=asked.bearer)
    assert gate.json.get("case") is None and "Somebody-at-the-gate" in gate.text
    for secret in SECRETS:
        assert secret not in gate.text
    # A conflict, once declared, closes the case for good.
    closed = site.post_json(f"/api/v1/cases/{case}/commands", {"command": "declare", "conflict": True}, headers=asked.bearer)
    assert closed.status == 200
    answers = asked.answers(case, SECRETS)
    assert case not in asked.dashboard()
    nothing = asked.answers(UNKNOWN, SECRETS)
    for route in answers:
        assert answers[route] == nothing[route], route


def test_nobody_signed_in_learns_nothing(site):
    for method, path in PAGES:
        of_case = [site.request(method, f"/cases/{case}{path}", "" if method == "POST" else None,
                                {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}).status for case in (UNKNOWN, "6" * 32)]
        assert of_case[0] == of_case[1] and of_case[0] in (303, 403, 404), path
    for path, methods in site.get("/api/v1/openapi.json").json["paths"].items():
        address = path.replace("{case}", UNKNOWN).replace("{file}", UNKNOWN).replace("{member}", UNKNOWN)
        if "{case}" in path:
            assert site.get(address if address.startswith("/api/v1") else "/api/v1" + address).status in (401, 404, 405), path


def test_whoever_leaves_is_out_that_minute(own_site):
    leaving = Session(own_site, BY_NAME["mei"])
    staying = Session(own_site, BY_NAME["leila"])
    report(own_site)
    case, = leaving.dashboard()
    declared = own_site.post_json(f"/api/v1/cases/{case}/commands", {"command": "declare", "conflict": False}, headers=leaving.bearer)
    assert declared.status == 200
    assert SECRETS[0] in own_site.get(f"/cases/{case}", headers=leaving.cookie).text
    own_site.run("member", "leave", BY_NAME["mei"].email)
    for path, status in (("/dashboard", 303), (f"/cases/{case}", 303), (f"/api/v1/cases/{case}", 401)):
        answer = own_site.get(path, headers=leaving.cookie | leaving.bearer)
        assert answer.status == status and SECRETS[0] not in answer.text, path
    again = own_site.post_form("/sign-in", {"email": BY_NAME["mei"].email, "password": BY_NAME["mei"].password})
    assert again.status == 422
    assert case in staying.dashboard()
    assert own_site.verify().returncode == 0
