"""A real installation: made by `redress init`, peopled by `redress member add`, served by `redress serve`."""
import base64
import email
import email.policy
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Member:
    """Somebody with a ready account."""

    name: str
    email: str
    password: str
    roles: tuple
    handles: tuple = ()


MEMBERS = [
    Member("Ines Calder", "ines@quayside.example", "seven lamps beside the quay", ("chair",), ("@icalder",)),
    Member("Tomasz Wren", "tomasz@quayside.example", "a slow ferry at midnight", ("member",), ("@twren",)),
    Member("Leila Okafor", "leila@quayside.example", "paper boats on the canal", ("member",), ("@leilao",)),
    Member("Joris Hale", "joris@quayside.example", "three gulls and a bell", ("member",), ("@jhale",)),
    Member("Mei Sandoval", "mei@quayside.example", "green ropes in the rain", ("member",), ("@meisan",)),
    Member("Nora Quist", "nora@quayside.example", "the harbour master is in", ("board-member",)),
    Member("Emil Farrow", "emil@quayside.example", "an anchor for breakfast", ("board-member",)),
    Member("Sanna Birk", "sanna@quayside.example", "two tides every day", ("board-member",)),
]
BY_NAME = {member.name.split()[0].lower(): member for member in MEMBERS}
CONDUCT_ADDRESS = "conduct@djangoproject.com"


def free_port():
    """A port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def totp(secret, at=None):
    """The six digits of a time-based code (RFC 6238) for a secret in base32."""
    text = secret.replace(" ", "").upper()
    key = base64.b32decode(text + "=" * (-len(text) % 8))
    counter = struct.pack(">Q", int(at if at is not None else time.time()) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class MailServer:
    """The SMTP server of Tests/Support, and what it was given."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "Tests/Support/smtp_server.py", self.folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["ports"]["plain"]
        self.url = f"smtp://127.0.0.1:{self.port}"

    def mails(self, to=None, subject=None):
        """What was accepted: the envelope, and the message parsed by Python's own reader."""
        accepted = self.folder / "accepted"
        found = []
        for line in accepted.read_text().splitlines() if accepted.exists() else []:
            envelope = json.loads(line)
            raw = base64.b64decode(envelope["message"])
            message = email.message_from_bytes(raw, policy=email.policy.default)
            envelope["raw"] = raw
            envelope["parsed"] = message
            if to is not None and to not in envelope["to"]:
                continue
            if subject is not None and subject not in (message["Subject"] or ""):
                continue
            found.append(envelope)
        return found

    def wait(self, to=None, subject=None, count=1, seconds=40):
        """The mails, as soon as there are enough of them."""
        end = time.time() + seconds
        while time.time() < end:
            found = self.mails(to, subject)
            if len(found) >= count:
                return found
            time.sleep(0.3)
        raise AssertionError(
            f"only {len(self.mails(to, subject))} of {count} mails to {to or 'anybody'} with “{subject}” came within {seconds} s")

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


@dataclass
class Answer:
    """An answer over HTTP."""

    status: int
    headers: list
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def multipart(fields, files=(), boundary="----redress7MA4YWxkTrZu0gW"):
    """A multipart body: `fields` are pairs, `files` are (field, file name, bytes)."""
    parts = []
    for name, value in fields:
        value = value if isinstance(value, bytes) else value.encode()
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n")
    for name, file_name, content in files:
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class Installation:
    """A data directory and, while it runs, the process that serves it."""

    def __init__(self, binary, data, mail_server=None):
        self.binary = str(binary)
        self.data = pathlib.Path(data)
        self.mail_server = mail_server
        self.process = None
        self.port = free_port()
        self.invitations = {}
        self.acted_last = None
        # More options for redress.json5, and the user who runs the program; nobody in particular when empty.
        self.options = {}
        self.as_user = {}
        self.log = self.data.parent / f"{self.data.name}.log"

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    # -- commands

    def run(self, *words, input=None, check=True):
        """Runs a command of the program."""
        done = subprocess.run(
            [self.binary, *words, "--data", str(self.data)],
            input=input if isinstance(input, bytes) or input is None else input.encode(), capture_output=True, timeout=120,
            **self.as_user)
        if check and done.returncode != 0:
            raise AssertionError(f"redress {' '.join(words)} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
        return done

    def found(self, policy="django", organization="Quayside Python Society"):
        """Makes the organization with its members and board members."""
        done = self.run(
            "init", "--policy", policy, "--organization", organization,
            "--chair-email", "founder@quayside.example", "--json")
        self.invitations = json.loads(done.stdout)
        for member in MEMBERS:
            words = ["member", "add", "--name", member.name, "--email", member.email, "--password-stdin"]
            for role in member.roles:
                words += ["--role", role]
            for handle in member.handles:
                words += ["--also-known-as", handle]
            self.run(*words, input=member.password + "\n")
        return self

    def copy(self, data):
        """The same installation in another folder, as a start for another test."""
        shutil.copytree(self.data, data, symlinks=True)
        other = Installation(self.binary, data, self.mail_server)
        other.invitations = dict(self.invitations)
        return other

    def verify(self):
        return self.run("verify", check=False)

    def ingest(self, message):
        return self.run("ingest", input=message if isinstance(message, bytes) else message.as_bytes())

    # -- the server

    def start(self, wait=True):
        """Starts the server; returns the seconds until it answered."""
        options = {"listen": f"127.0.0.1:{self.port}", "base-url": self.base, **self.options}
        if self.mail_server:
            options["smtp"] = self.mail_server.url
        (self.data / "redress.json5").write_text(json.dumps(options))
        words = [self.binary, "serve", "--data", str(self.data)]
        self.log_file = open(self.log, "ab")
        began = time.perf_counter()
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=self.log_file, stderr=self.log_file, **self.as_user)
        if wait:
            return self.wait_until_up(began)
        return began

    def wait_until_up(self, began, seconds=30):
        while time.perf_counter() - began < seconds:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return time.perf_counter() - began
            except OSError:
                pass
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}: {self.log.read_text()[-2000:]}")
            time.sleep(0.004)
        raise AssertionError("the server did not answer: " + self.log.read_text()[-2000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        self.log_file.close()
        self.process = None

    def stop(self):
        """Ends in good order."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not end on SIGTERM within 30 s")
        self.log_file.close()
        self.process = None
        return status

    @property
    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    # -- plain requests

    def request(self, method, path, body=None, headers=None, source=None, timeout=60):
        """One request on a connection of its own; `source` is the loopback address it comes from."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout, source_address=(source, 0) if source else None)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post_form(self, path, fields, headers=None, **more):
        body = urllib.parse.urlencode(fields).encode()
        return self.request(
            "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.base, **(headers or {})}, **more)

    def post_json(self, path, value, headers=None, **more):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})}, **more)

    def form(self):
        """The hidden fields of a fresh report form."""
        page = self.get("/report").text
        form = page[page.index('action="/report"'):]
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))

    def send_form(self, fields, files=(), hidden=None, **more):
        """Sends the report form as a browser does."""
        hidden = self.form() if hidden is None else hidden
        body, content_type = multipart([*hidden.items(), *dict(fields).items()], files)
        return self.request("POST", "/report", body, {"Content-Type": content_type, "Origin": self.base}, **more)

    def report(self, **fields):
        """A report through the API; the receipt."""
        answer = self.post_json("/api/v1/reports", fields)
        assert answer.status == 201, (answer.status, answer.body)
        return answer.json["receipt"]

    def conversation(self, receipt):
        """What stands in the channel behind a receipt, as the API tells it."""
        opened = self.post_json("/api/v1/channel/open", {"receipt": receipt})
        assert opened.status in (200, 201), (opened.status, opened.body)
        token = opened.json["token"]
        answer = self.get("/api/v1/channel/messages", headers={"Authorization": f"Bearer {token}"})
        assert answer.status == 200, (answer.status, answer.body)
        return answer.json

    def case_count(self):
        """How many cases there are: rows of the index, which hold no words."""
        import sqlite3
        with sqlite3.connect(f"file:{self.data / 'redress.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM case_index").fetchone()[0]


def binary():
    """The program under test: from REDRESS_BINARY, or what `swift build` made last."""
    given = os.environ.get("REDRESS_BINARY")
    return pathlib.Path(given) if given else ROOT / ".build/debug/redress"


def receipt_words(page):
    """The words of the receipt on a page."""
    listed = re.search(r'id="receipt-words".*?</ol>', page, re.S)
    return " ".join(re.findall(r"<li>([^<]+)</li>", listed.group(0))) if listed else ""


def together(*calls):
    """Runs calls at the same moment; their results in order."""
    results = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(index, call):
        gate.wait()
        results[index] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
