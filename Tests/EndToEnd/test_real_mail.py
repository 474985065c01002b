"""The whole way of a mail through a real Postfix and a real Dovecot: in by pipe, by LMTP and from a mailbox, and out by SMTP.

Wilma Fogg reports, Eustace Grubb is reported; both have mailboxes in Dovecot. Nothing stands in for a mail server.
"""
import email
import email.policy
import email.utils
import imaplib
import json
import os
import pathlib
import pwd
import re
import shutil
import smtplib
import tempfile
import time
from email.message import EmailMessage

import pytest

from installation import BY_NAME, CONDUCT_ADDRESS, Installation
from mail_servers import PASSWORD, PEOPLE, REDRESS_USER, Dovecot, Postfix, wait_for
from test_procedure_api import Client

AUTHORITY = "mx.door.example"


class Servers:
    """Postfix, Dovecot and the people who have mailboxes there."""

    def __init__(self):
        # Everybody of Postfix and Dovecot has to get there, so it is no folder of pytest.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="redress-dovecot-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.dovecot = Dovecot(self.folder / "dovecot")
        self.postfix = Postfix(self.dovecot.mail)
        self.transport = {}
        self.boxes = {}

    def lead(self, conduct, pipe=None):
        """The conduct address leads there from now on."""
        self.transport = {CONDUCT_ADDRESS: conduct}
        self.boxes = {CONDUCT_ADDRESS: "conduct/"}
        if pipe:
            self.postfix.master(pipe)
        self.write()

    def write(self):
        self.postfix.table("transport", self.transport)
        self.postfix.table("boxes", self.boxes)
        self.postfix.reload()

    def person(self, name, address=None):
        person = Person(self, name, address or f"{name.split()[0].lower()}@{PEOPLE}")
        self.boxes[person.address] = person.box + "/"
        return person

    def stop(self):
        self.postfix.stop()
        self.dovecot.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Person:
    """Somebody with an address, a mailbox and a mail program."""

    def __init__(self, servers, name, address):
        self.servers = servers
        self.name = name
        self.address = address
        self.box = re.sub(r"[^a-z0-9]", "-", address.split("@")[0])

    def write(self, to, subject, text, answering=None, cc=(), files=(), headers=(), envelope=None):
        """Sends a mail as a mail program does; an answer quotes what it answers. Returns its message id."""
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"] = email.utils.formataddr((self.name, self.address))
        message["To"] = to
        if cc:
            message["Cc"] = ", ".join(cc)
        message["Subject"] = subject
        message["Date"] = email.utils.formatdate()
        message["Message-ID"] = email.utils.make_msgid(domain=PEOPLE)
        for name, value in headers:
            message[name] = value
        if answering is not None:
            message["In-Reply-To"] = answering["Message-ID"]
            message["References"] = answering["Message-ID"]
            quoted = "\n".join("> " + line for line in answering.get_content().splitlines())
            text = f"{text}\n\nOn Saturday {answering['From']} wrote:\n{quoted}\n"
        message.set_content(text)
        for name, content in files:
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        with smtplib.SMTP("127.0.0.1", self.servers.postfix.port, timeout=60) as door:
            door.send_message(message, from_addr=envelope or self.address, to_addrs=[to, *cc])
        return message["Message-ID"]

    def answer(self, mail, text, cc=(), **more):
        subject = mail["Subject"]
        return self.write(
            mail["Reply-To"], subject if subject.lower().startswith("re:") else f"Re: {subject}", text, answering=mail, cc=cc, **more)

    def mails(self):
        """Everything in the mailbox, oldest first, over IMAP."""
        box = imaplib.IMAP4("127.0.0.1", self.servers.dovecot.port)
        try:
            box.login(self.box, PASSWORD.replace(" ", "_"))
            if box.select("INBOX", readonly=True)[0] != "OK":
                return []
            numbers = box.search(None, "ALL")[1][0].split()
            raw = [box.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]
        finally:
            box.logout()
        found = []
        for one in raw:
            mail = email.message_from_bytes(one, policy=email.policy.default)
            mail.raw = one
            found.append(mail)
        return found

    def automatic_answers(self):
        """What Redress says to a mail by itself, apart from the receipt for a report."""
        return [
            (mail["Subject"], mail.get_content()) for mail in self.mails()
            if mail["Auto-Submitted"] == "auto-replied" and not mail["Reply-To"]]

    def wait(self, words, count=1, seconds=40):
        """The newest mail that says this, once there are so many."""
        def look():
            found = [mail for mail in self.mails() if not mail.is_multipart() and words in " ".join(mail.get_content().split())]
            return found[-1] if len(found) >= count else None
        return wait_for(f"a mail to {self.address} with “{words}”", look, seconds, pause=0.3)


class Handler(Client):
    """A member, over the API."""

    def open_newest(self):
        """The newest case that waits for them, declared and answered."""
        self.case = wait_for("a case", lambda: self.get("/dashboard")["toDeclare"], 100, 0.2)[0]["id"]
        self.do("declare", conflict=False)
        return self.case

    @property
    def messages(self):
        return self.view["channel"]["messages"]

    def message(self, words, check=lambda message: True, seconds=40):
        """The message of the first conversation that says this, once it is as it should be."""
        return wait_for(
            f"a message with “{words}”",
            lambda: next((one for one in self.messages if words in one["text"] and check(one)), None), seconds, 0.2)

    def say(self, text, channel=None, kind="update"):
        self.done("writeMessage", channel=channel or self.view["channel"]["id"], text=text, kind=kind)

    def file(self, one):
        answer = self.site.get(f"/api/v1/cases/{self.case}/files/{one['id']}", headers=self.headers)
        assert answer.status == 200, answer.body
        return answer.body


@pytest.fixture(scope="module")
def servers():
    servers = Servers()
    yield servers
    servers.stop()


@pytest.fixture
def redress(servers, founded):
    """Makes a running Redress to which the conduct address leads by one of the three ways."""
    running = []
    folder = pathlib.Path(tempfile.mkdtemp(prefix="redress-mail-", dir="/tmp"))
    folder.chmod(0o755)
    # Whoever runs the pipe has to get at the program, wherever the checkout lies.
    program = folder / "redress"
    shutil.copy(founded.binary, program)
    program.chmod(0o755)
    user = pwd.getpwnam(REDRESS_USER)

    def make(way):
        site = founded.copy(folder / way)
        site.binary = str(program)
        site.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        for path in (site.data, *site.data.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
        site.options = {"smtp": f"smtp://127.0.0.1:{servers.postfix.port}?starttls=off", "mail-authority": AUTHORITY}
        # Postfix comes through the folder; in these tests it is everybody's.
        door = folder / f"door-{way}"
        door.mkdir()
        os.chown(door, user.pw_uid, pwd.getpwnam("postfix").pw_gid)
        door.chmod(0o2755)
        if way == "pipe":
            servers.lead("redress:", f"{program} ingest --data {site.data}")
        elif way == "lmtp":
            site.options["lmtp"] = f"unix:{door}/lmtp"
            servers.lead(f"lmtp:unix:{door}/lmtp")
        else:
            site.options["mailbox"] = servers.dovecot.url("conduct") + "&every=1"
            servers.lead("virtual:")
        site.start()
        running.append(site)
        return site

    yield make
    # Shown where a test fails.
    print(servers.postfix.logged()[-6000:])
    for site in running:
        print(site.log.read_text()[-3000:])
        assert site.stop() == 0
        assert site.verify().returncode == 0
    shutil.rmtree(folder, ignore_errors=True)


def no_longer_than(mail, characters=78):
    """Plain text alone, wrapped; no line that a mail program would break."""
    assert mail.get_content_type() == "text/plain"
    for line in mail.get_content().splitlines():
        assert len(line) <= characters or " " not in line.strip(), line


@pytest.mark.parametrize("way", ["pipe", "lmtp", "mailbox"])
def test_a_report_by_mail_is_answered_and_the_answer_stands_in_its_channel(servers, redress, way):
    site = redress(way)
    wilma = servers.person("Wilma Fogg", f"wilma-{way}@{PEOPLE}")
    servers.write()
    wilma.write(
        CONDUCT_ADDRESS, "In the chat", f"Somebody shouted at me ({way}).\n", files=[("chat.txt", b"12:01 shouting\n")])
    receipt = wilma.wait("report")
    assert receipt["Auto-Submitted"].startswith("auto-") and "shouted" not in receipt.get_content()
    token = email.utils.parseaddr(receipt["Reply-To"])[1]
    assert re.fullmatch(r"conduct\+[a-z2-9]{16}@" + re.escape(CONDUCT_ADDRESS.split("@")[1]), token)
    handler = Handler(site, "ines")
    handler.open_newest()
    assert handler.messages[0]["text"].strip() == f"Somebody shouted at me ({way})."
    assert [one["name"] for one in handler.messages[0]["files"]] == ["chat.txt"]
    handler.done("acknowledge", kind="needsDecision")
    handler.say("Are you safe where you are now? " * 9)
    letter = wilma.wait("Are you safe where")
    assert "shouted" not in letter.get_content() and ">" not in letter.get_content()
    no_longer_than(letter)
    host = os.uname().nodename
    summary = next(one for one in handler.get("/cases")["cases"] if one["id"] == handler.case)
    for word in (host, *summary["codeName"].split()):
        assert word.encode() not in letter.raw.split(b"\r\n\r\n")[0].partition(b"Message-ID")[2].split(b"\n")[0], word
    wilma.answer(letter, f"Yes, I am at home ({way}).")
    answer = handler.message("I am at home")
    assert "Are you safe" not in answer["text"] and "Are you safe" in answer["quoted"]
    original = handler.file(answer["mail"]["original"][0])
    assert b"I am at home" in original and b"> Are you safe" in original and b"Message-ID" in original
    # Once only, and the same automatic answer for it as for everything else.
    wilma.wait("", count=4)
    assert sum("I am at home" in one["text"] for one in handler.messages) == 1


def test_what_goes_wrong_with_mail_is_seen_and_nothing_is_placed_by_guessing(servers, redress):
    site = redress("lmtp")
    wilma = servers.person("Wilma Fogg")
    work = servers.person("Wilma Fogg", f"wilma.fogg@{PEOPLE}")
    eustace = servers.person("Eustace Grubb")
    mallory = servers.person("Wilma Fogg", f"mallory@{PEOPLE}")
    # The receiving server's own filter disowns what this envelope brings.
    servers.postfix.table("marked", {f"forger@{PEOPLE}": f"PREPEND Authentication-Results: {AUTHORITY}; dmarc=fail header.from={PEOPLE}"})
    servers.write()
    wilma.write(CONDUCT_ADDRESS, "In the chat", "Eustace Grubb shouted at me.\n")
    receipt = wilma.wait("report")
    token = email.utils.parseaddr(receipt["Reply-To"])[1]
    handler = Handler(site, "ines")
    handler.open_newest()
    second = Handler(site, "tomasz")
    second.case = handler.case
    second.do("declare", conflict=False)
    handler.done("acknowledge", kind="needsDecision")
    ours = handler.view["channel"]["id"]

    # Placed; put aside from another address, from a stranger and from a forger: one and the same automatic answer.
    wilma.answer(receipt, "It was on Tuesday.")
    handler.message("It was on Tuesday")
    for person, words, more in (
            (work, "From my desk.", {}), (mallory, "Forget all of it.", {}),
            (wilma, "I take it all back.", {"envelope": f"forger@{PEOPLE}"})):
        person.answer(receipt, words, **more)
        aside = wait_for(words, lambda: next((one for one in handler.view["putAside"] if words in one["text"]), None), 40, 0.2)
        assert aside["because"] == ("possiblyForged" if more else "senderNotKnown")
        assert aside["behind"]["isDoubted"] == bool(more)
        assert wilma.address in aside["expected"] and person.address in aside["from"]
        assert not any(words in one["text"] for one in handler.messages)
    people = (wilma, work, mallory)
    wait_for("an automatic answer to each address", lambda: all(person.automatic_answers() for person in people), 40, 0.3)
    assert len({answer for person in people for answer in person.automatic_answers()}) == 1

    # A handler places the one from the other address; the others stay where they are.
    desk = next(one for one in handler.view["putAside"] if "From my desk." in one["text"])
    handler.done("placeMail", mail=desk["mail"], channel=ours)
    assert handler.message("From my desk.")["from"] == "party"
    assert len(handler.view["putAside"]) == 2

    # Everybody in copy: the words of one never get into the conversation of the other.
    handler.done("nameParty", role="reported", displayName="Eustace Grubb")
    person = next(party["id"] for party in handler.view["parties"] if party["role"] == "reported")
    opened = site.post_json(
        f"/api/v1/cases/{handler.case}/channels", {"party": person, "way": "mail", "address": eustace.address}, headers=handler.headers)
    assert opened.status in (200, 201), opened.body
    theirs = handler.view["laterChannels"][0]["id"]
    draft = handler.done("writeDraft", kind="update", channel=theirs, text="Please tell us how you see Tuesday.")["sequence"]
    second.done("reviewDraft", draft=draft, version=1, isApproved=True)
    handler.done("sendDraft", draft=draft)
    asked = eustace.wait("how you see Tuesday")
    assert token not in asked.raw.decode() and wilma.address not in asked.raw.decode()
    eustace.write(
        asked["Reply-To"], "Re: Tuesday", "Everybody should hear my side.", answering=asked, cc=[token, wilma.address])
    aside = wait_for("a mail with two reply addresses", lambda: next(
        (one for one in handler.view["putAside"] if "my side" in one["text"]), None), 40, 0.2)
    assert aside["because"] == "severalChannels"
    wilma.write(token, "Re: Tuesday", "I saw his mail.", cc=[eustace.address, CONDUCT_ADDRESS])
    handler.message("I saw his mail")
    view = handler.view
    assert not any("my side" in one["text"] for one in view["channel"]["messages"])
    assert not any("I saw his mail" in one["text"] for one in view["laterChannels"][0]["messages"])

    # An out-of-office note is known for what it is.
    eustace.answer(asked, "I am away until Monday.", headers=[("Auto-Submitted", "auto-replied")])
    wait_for("the note of a machine", lambda: next(
        (one for one in handler.view["laterChannels"][0]["messages"] if one["from"] == "automatic"), None), 40, 0.2)
    assert "away until" not in json.dumps(handler.view)

    # Later, for a while, and never: each is told on its message.
    servers.postfix.table("refused", {wilma.address: "450 4.7.1 Greylisted for now"})
    servers.postfix.reload()
    handler.say("A first word.")
    first = handler.message("A first word.", lambda one: one["mail"]["state"] == "delayed")
    assert "Greylisted" in first["mail"]["said"] and first["mail"]["nextTry"] > time.time()
    servers.postfix.table("refused", {})
    servers.transport[wilma.address] = "retry:4.4.1 The road is closed"
    servers.write()
    handler.say("A second word.")
    delayed = handler.message("A second word.", lambda one: one["mail"]["state"] == "delayed")
    assert "road is closed" in delayed["mail"]["said"]
    del servers.transport[wilma.address]
    box = servers.boxes.pop(wilma.address)
    servers.write()
    handler.say("A third word.")
    failed = handler.message("A third word.", lambda one: one["mail"]["state"] == "failed")
    assert "unknown user" in failed["mail"]["said"] and failed["mail"]["written"].endswith("\r\n")
    page_state = [one["mail"]["state"] for one in handler.messages if one["text"] == "A third word."]
    assert page_state == ["failed"]
    servers.boxes[wilma.address] = box
    servers.write()


def test_a_reply_to_a_mail_of_a_closed_case_reaches_its_handlers(servers, redress):
    site = redress("lmtp")
    wilma = servers.person("Wilma Fogg", f"wilma-closed@{PEOPLE}")
    servers.write()
    wilma.write(CONDUCT_ADDRESS, "In the hall", "It was settled on the spot.\n")
    handler = Handler(site, "ines")
    handler.open_newest()
    handler.done("acknowledge", kind="alreadyHandled")
    assert handler.view["phase"] == "filed"
    receipt = wilma.wait("report")
    wilma.answer(receipt, "It has begun again.")
    handler.message("It has begun again.")
    assert site.case_count() == 1


def test_a_mail_of_25_mebibytes_comes_through_and_one_that_is_too_large_goes_back(servers, redress, capsys):
    site = redress("lmtp")
    wilma = servers.person("Wilma Fogg", f"wilma-large@{PEOPLE}")
    servers.write()
    content = os.urandom(18 * 1024 * 1024 + 512 * 1024)
    began = time.time()
    wilma.write(CONDUCT_ADDRESS, "A film", "See the film.\n", files=[("film.bin", content)])
    handler = Handler(site, "ines")
    handler.open_newest()
    seconds = time.time() - began
    message = handler.messages[0]
    assert handler.file(message["files"][0]) == content
    original = b"".join(handler.file(one) for one in message["mail"]["original"])
    assert len(original) > 25 * 1024 * 1024 and original.startswith(b"Return-Path:")
    peak = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{site.process.pid}/status").read_text()).group(1)) // 1024
    with capsys.disabled():
        print(f"\nA mail of {len(original) / 2**20:.1f} MiB was a case after {seconds:.1f} s; the server took {peak} MiB at most.")
    wilma.write(CONDUCT_ADDRESS, "A long film", "See this one.\n", files=[("film.bin", os.urandom(31 * 1024 * 1024))])
    wait_for("the mail that went back", lambda: any(
        "too large" in one.as_string()[:4000] or "5.3.4" in one.as_string()[:6000] for one in wilma.mails()), 60, 0.5)
    assert site.case_count() == 1
    wait_for("the end of the queue", servers.postfix.queue_is_empty)


def test_doctor_finds_out_where_the_conduct_address_leads(servers, redress):
    site = redress("lmtp")
    tomasz = servers.person("Tomasz Wren", f"tomasz-home@{PEOPLE}")
    servers.write()

    def canary():
        done = site.run("doctor", "--json", check=False)
        return next(one for one in json.loads(done.stdout) if one["subject"] == "canary")

    assert canary()["state"] == "good"
    # An alias that reaches somebody beside Redress: they answer, as the mail asks.
    servers.postfix.table("aliases", {CONDUCT_ADDRESS: f"{CONDUCT_ADDRESS}, {tomasz.address}"})
    servers.postfix.reload()
    assert canary()["state"] == "good"
    asked = tomasz.wait("sent by a program")
    tomasz.answer(asked, "Yes, it is in my mailbox.")
    found = wait_for("what doctor found", lambda: next(
        (one for one in [canary()] if one["state"] == "fault"), None), 60, 1)
    assert tomasz.address not in found["sentence"] and "Redress alone" in found["sentence"]
    servers.postfix.table("aliases", {})
    servers.postfix.reload()
    assert site.case_count() == 0
