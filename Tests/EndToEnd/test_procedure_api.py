"""The same two cases through the API: what may be done now, what waits, and every command as a document."""
import pytest

from installation import BY_NAME, Installation


class Client:
    """A member who talks to the API about one case."""

    def __init__(self, site, name):
        self.site = site
        member = BY_NAME[name]
        signed = site.post_json("/api/v1/sessions", {"email": member.email, "password": member.password})
        assert signed.status in (200, 201), signed.body
        self.headers = {"Authorization": f"Bearer {signed.json['token']}"}
        self.case = None

    def get(self, path):
        answer = self.site.get(f"/api/v1{path}", headers=self.headers)
        assert answer.status == 200, (path, answer.status, answer.body)
        return answer.json

    def find_case(self):
        self.case = self.get("/dashboard")["toDeclare"][0]["id"]
        return self.case

    @property
    def view(self):
        return self.get(f"/cases/{self.case}")["case"]

    def commands(self):
        """What this member may do now, and what else waits, with the rule it waits for."""
        listed = self.get(f"/cases/{self.case}/commands")["commands"]
        return {one["command"]: one.get("waitsFor") for one in listed}

    def do(self, command, status=200, **fields):
        answer = self.site.post_json(f"/api/v1/cases/{self.case}/commands", {"command": command, **fields}, headers=self.headers)
        assert answer.status == status, (command, answer.status, answer.text)
        return answer.json

    def done(self, command, **fields):
        """Does something; the place of its first event, which names it from then on."""
        may = self.commands()
        assert command in may and may[command] is None, (command, may.get(command, "not listed"))
        return self.do(command, **fields)["events"][0]

    def refused(self, rule, command, **fields):
        """The rule says no, with its clause, and nothing has changed."""
        before = self.view["sequence"]
        problem = self.do(command, 409, **fields)
        assert problem["rule"] == rule and problem["clauseText"], problem
        assert self.view["sequence"] == before


class Writer:
    """Somebody with words."""

    def __init__(self, site, words):
        self.site = site
        self.headers = self.signed(site.post_json("/api/v1/channel/open", {"receipt": words}))
        own = site.get("/api/v1/channel/words", headers=self.headers).json.get("receipt")
        if own:
            assert site.get("/api/v1/channel/messages", headers=self.headers).json["type"] == "urn:redress:new-words-first"
            self.headers = self.signed(site.post_json("/api/v1/channel/words", {"receipt": own}, headers=self.headers))

    @staticmethod
    def signed(answer):
        assert answer.status in (200, 201), answer.body
        return {"Authorization": f"Bearer {answer.json['token']}"}

    def say(self, text, kind=None, **how):
        message = {"text": text}
        if kind:
            offers = self.site.get("/api/v1/channel/messages", headers=self.headers).json["answers"]
            offer = next(one for one in offers if one["kind"] == kind)
            message["answer"] = {"kind": kind, **({"message": offer["message"]} if "message" in offer else {}), **how}
        answer = self.site.post_json("/api/v1/channel/messages", message, headers=self.headers)
        assert answer.status == 201, answer.body


def found(site, names, space, policy_conflicts):
    """A report, a case, and the members who are free."""
    words = site.report(account="Somebody belittles the work of newcomers.", involved="Corvin Maddox", where=space)
    members = [Client(site, name) for name in names]
    case = members[0].find_case()
    for member in members:
        member.case = case
        member.do("declare", conflict=False)
    for name in policy_conflicts:
        other = Client(site, name)
        other.case = case
        other.do("declare", conflict=True)
        assert site.get(f"/api/v1/cases/{case}", headers=other.headers).status == 404
    return words, members


def investigated(owner, second):
    """Owned, answered, found and heard; the person and the way to them."""
    owner.done("acknowledge", kind="needsDecision")
    owner.done("acceptShepherding")
    owner.done("introduceShepherd")
    owner.done("nameParty", role="reported", displayName="Corvin Maddox")
    person = next(party["id"] for party in owner.view["parties"] if party["role"] == "reported")
    for question in ("listed", "covered-space", "outside", "public", "marginalized", "harm", "disengage", "leader", "safety",
                     "well-being", "repetition", "pattern"):
        second.done("assess", question=question, answer="no" if question == "safety" else "unsure")
    assert owner.commands()["propose"]["rule"] == "decision.findings-first"
    owner.done("recordFinding", finding="whatHappened", account="It happened.")
    owner.done("recordFinding", finding="violation", answer="yes", types=["discouraging"], account="The code names it.")
    owner.done("recordFinding", finding="responsible", parties=[person], account="Nobody else.")
    owner.done("recordFinding", finding="ongoing", answer="no", danger="no", account="It has stopped.")
    opened = owner.site.post_json(f"/api/v1/cases/{owner.case}/channels", {"party": person, "way": "passphrase"}, headers=owner.headers)
    assert opened.status == 201, opened.body
    channel = owner.view["laterChannels"][0]["id"]
    return person, channel, opened.json["receipt"]


def letter(author, reader, channel, kind, text):
    draft = author.done("writeDraft", kind=kind, channel=channel, text=text)["sequence"]
    author.refused("draft.second-reader", "reviewDraft", draft=draft, version=1, isApproved=True)
    reader.done("reviewDraft", draft=draft, version=1, isApproved=True)
    author.done("sendDraft", draft=draft)


def test_a_django_case_through_the_api(own_site):
    words, (ines, tomasz, leila, joris) = found(own_site, ("ines", "tomasz", "leila", "joris"), "chat", ("mei",))
    person, channel, handed = investigated(tomasz, joris)
    suspension = {"measure": "suspension-short", "party": person, "spaces": ["chat"], "days": 60, "conditions": ["He has written."],
                  "skipReason": "A warning is not enough."}
    proposed = {"subject": {"kind": "resolution", "measures": [suspension]}, "reasons": "It was seven people."}
    tomasz.refused("decision.hearing-first", "propose", **proposed)
    letter(tomasz, leila, channel, "hearing", "How do you see it?")
    accused = Writer(own_site, handed)
    accused.say("Not in the best way.", "hearing")
    proposal = tomasz.done("propose", **proposed)["sequence"]
    for member in (ines, leila, joris):
        member.done("vote", proposal=proposal, version=1, choice="agree")
    assert tomasz.commands()["enact"]["rule"] == "enact.consult-first"
    reporter_party = next(party["id"] for party in tomasz.view["parties"] if party["role"] == "reporter")
    tomasz.done("consult", proposal=proposal, party=reporter_party, text="We plan this.")
    reporter = Writer(own_site, words)
    reporter.say("Yes.", "consultation", consultation="acceptable")
    tomasz.done("enact", proposal=proposal)
    tomasz.done("writeMessage", channel=tomasz.view["channel"]["id"], text="He is suspended.", kind="decision")
    letter(tomasz, ines, channel, "letter", {
        "behaviour": "You wrote.", "impact": "They left.", "expectedChange": "No such messages.", "consequences": "Sixty days."})
    for task in tomasz.view["procedure"]["tasks"]:
        if task["state"] == "open":
            tomasz.done("completeTask", task=task["number"], account="Closed.")
    tomasz.done("reportToBoard", text="A suspension of sixty days.")
    tomasz.refused("close.reporter-first", "close", outcome="flagged", summary="Messages.", actions="A suspension.")
    tomasz.done("writeMessage", channel=tomasz.view["channel"]["id"], text="We close this.", kind="closing")
    tomasz.done("close", outcome="flagged", summary="Messages.", actions="A suspension.")
    assert tomasz.view["phase"] == "closed"
    accused.say("I have written it down.", "readmission")
    tomasz.done("recordCondition", measure=1, condition=1, isMet=True, account="His page.")
    # Nobody comes back before the term is over.
    asked = {"kind": "readmission", "measure": 1, "isGranted": True}
    tomasz.refused("measure.readmission-asked", "propose", subject=asked, reasons="He did.")
    readmission = tomasz.done("propose", subject={**asked, "isGranted": False}, reasons="It is too soon.")["sequence"]
    for member in (ines, leila, joris):
        member.done("vote", proposal=readmission, version=1, choice="agree")
    tomasz.done("enact", proposal=readmission)
    assert own_site.verify().returncode == 0


def test_a_reset_case_through_the_api(binary, tmp_path):
    site = Installation(binary, tmp_path / "reset").found(policy="reset", organization="Quayside Reproducible Builders")
    site.start()
    try:
        words, (ines, tomasz, leila) = found(site, ("ines", "tomasz", "leila"), "meeting-spaces", ("joris", "mei"))
        person, channel, _ = investigated(ines, tomasz)
        ines.done("recordHearing", party=person, how="In the hallway", account="He is sorry.")
        proposal = ines.done("propose", subject={"kind": "resolution", "measures": [{"measure": "public-apology", "party": person}]},
                             reasons="It was said in public.")["sequence"]
        for member in (tomasz, leila):
            member.done("vote", proposal=proposal, version=1, choice="agree")
        reporter_party = next(party["id"] for party in ines.view["parties"] if party["role"] == "reporter")
        ines.done("consult", proposal=proposal, party=reporter_party, text="May the apology be passed on to you?")
        Writer(site, words).say("Yes, please.", "consultation", consultation="acceptable")
        ines.done("enact", proposal=proposal)
        own_channel = ines.view["channel"]["id"]
        ines.done("writeMessage", channel=own_channel, text="He is asked to apologize.", kind="decision")
        ines.refused("draft.apology-with-permission", "writeMessage", channel=own_channel, text="He is sorry.", kind="apology")
        ines.done("askPermission", party=reporter_party, asks={"about": "apology"}, text="He would like to say sorry. May he?")
        Writer(site, words).say("", "permission", isYes=True)
        assert ines.view["procedure"]["consent"]["permissions"][-1]["isTheirOwnWord"]
        ines.done("writeMessage", channel=own_channel, text="He is sorry.", kind="apology")
        # The letter is a task that is done by sending it.
        owed = next(task["number"] for task in ines.view["procedure"]["tasks"] if task["kind"] == "tellReported")
        ines.refused("task.letter-is-sent", "completeTask", task=owed, account="I told him.")
        ines.refused("draft.four-parts", "writeDraft", kind="letter", channel=channel, text={
            "behaviour": "You made a joke.", "impact": "People left.", "consequences": "An apology."})
        letter(ines, tomasz, channel, "letter", {
            "behaviour": "You made a joke.", "impact": "People left.", "expectedChange": "Show us the words.", "consequences": "An apology."})
        for task in ines.view["procedure"]["tasks"]:
            if task["state"] == "open":
                ines.done("completeTask", task=task["number"], account="On the list.")
        ines.done("reportToBoard", text="An apology in public.")
        ines.done("writeMessage", channel=own_channel, text="We close this.", kind="closing")
        ines.done("close", outcome="resolved", summary="A joke.", actions="An apology.")
        assert ines.view["phase"] == "closed"
        assert site.verify().returncode == 0
    finally:
        site.stop()
