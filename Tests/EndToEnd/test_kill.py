"""The real server killed at random moments under a load of reports: whatever was confirmed is there and readable.

REDRESS_KILLS says how often (200).
"""
import http.client
import json
import os
import random
import statistics
import threading
import time

from installation import multipart

KILLS = int(os.environ.get("REDRESS_KILLS", "200"))
WORKERS = 6
SEED = int(os.environ.get("REDRESS_SEED", "0")) or random.randrange(1 << 32)


class Load:
    """Clients that report, answer and attach files, whether the server is there or not."""

    def __init__(self, site):
        self.site = site
        self.ended = threading.Event()
        self.lock = threading.Lock()
        self.tried = set()
        self.reports = {}
        self.answers = []
        self.files = {}
        self.broken_off = 0
        self.surprises = []
        self.threads = [threading.Thread(target=self.work, args=(random.Random(SEED + number), number)) for number in range(WORKERS)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join(60)

    def send(self, path, body, headers):
        """The status and the document, or None where the connection broke."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                return answer.status, json.loads(answer.read())
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError):
            with self.lock:
                self.broken_off += 1
            return None

    def work(self, chance, number):
        count = 0
        while not self.ended.is_set():
            count += 1
            mark = f"report {number}-{count} of this run"
            text = f"{mark}: " + " ".join(["something was said that should not have been."] * chance.randrange(1, 40))
            file = bytes(chance.randrange(256) for _ in range(64)) * chance.randrange(1, 600) if chance.random() < 0.2 else None
            headers = {"Idempotency-Key": f"{SEED:08x}-{number:04d}-{count:012d}"}
            if file is None:
                body = json.dumps({"account": text}).encode()
                headers["Content-Type"] = "application/json"
            else:
                body, headers["Content-Type"] = multipart([("account", text)], [("files", f"{mark}.bin", file)])
            with self.lock:
                self.tried.add(text)
            # A client that got no answer sends the same again: it must become one report, not two.
            for _ in range(40):
                sent = self.send("/api/v1/reports", body, headers)
                if sent is not None and sent[0] != 503 or self.ended.is_set():
                    break
                time.sleep(0.02)
            if sent is None or sent[0] == 503:
                continue
            status, document = sent
            if status != 201:
                self.surprises.append((status, document))
                continue
            receipt = document["receipt"]
            with self.lock:
                self.reports[receipt] = text
                if file is not None:
                    self.files[text] = file
            time.sleep(chance.uniform(0, 0.06))
            if chance.random() < 0.3:
                self.answer(receipt, f"answer to {mark}")

    def answer(self, receipt, text):
        opened = self.send("/api/v1/channel/open", json.dumps({"receipt": receipt}).encode(), {"Content-Type": "application/json"})
        if opened is None or opened[0] == 503:
            return
        if opened[0] != 200:
            self.surprises.append(opened)
            return
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {opened[1]['token']}"}
        sent = self.send("/api/v1/channel/messages", json.dumps({"text": text}).encode(), headers)
        if sent is not None and sent[0] == 201:
            with self.lock:
                self.answers.append((receipt, text))
        elif sent is not None and sent[0] != 503:
            self.surprises.append(sent)


def test_killed_at_random_moments_nothing_confirmed_is_lost(founded, tmp_path, capsys):
    site = founded.copy(tmp_path / "data")
    chance = random.Random(SEED)
    load = Load(site)
    seconds_to_answer, killed_before_up = [], 0
    began = time.time()
    load.start()
    try:
        for number in range(KILLS):
            if chance.random() < 0.1:
                # Also while it is starting.
                site.start(wait=False)
                time.sleep(chance.uniform(0, 0.12))
                killed_before_up += 1
            else:
                seconds_to_answer.append(site.start())
                time.sleep(chance.choice([chance.uniform(0, 0.05), chance.uniform(0, 0.4)]))
            site.kill()
        seconds_to_answer.append(site.start())
        time.sleep(1)
    finally:
        load.stop()
    under_fire = time.time() - began
    assert not load.surprises, load.surprises[:5]
    assert len(load.reports) > KILLS / 4, "there was hardly a load"

    # Every receipt that was shown opens, and what was answered behind it stands there, whole.
    spoken = {}
    for receipt, text in load.answers:
        spoken.setdefault(receipt, []).append(text)
    for receipt, text in load.reports.items():
        conversation = site.conversation(receipt)
        texts = [message["text"] for message in conversation["messages"]]
        for answer in spoken.get(receipt, []):
            assert texts.count(answer) == 1, f"seed {SEED}: “{answer}” was confirmed and stands {texts.count(answer)} times"
    cases = site.case_count()
    assert len(load.reports) <= cases <= len(load.tried), "a report that was sent twice with the same key is one report"

    # A member reads them: each is what somebody sent, to the last letter, and none is there twice.
    read = read_as_member(site, cases)
    assert len(read) == cases and set(read) <= load.tried
    assert set(load.reports.values()) <= set(read), f"seed {SEED}: a confirmed report cannot be read"
    for text, content in load.files.items():
        assert read[text] == [content], f"seed {SEED}: a file of a confirmed report came back otherwise"

    assert site.stop() == 0
    verified = site.verify()
    assert verified.returncode == 0, verified.stderr.decode()
    with capsys.disabled():
        milliseconds = sorted(1000 * value for value in seconds_to_answer)
        print(f"\n  killed {KILLS} times in {under_fire:.0f} s (seed {SEED}), {killed_before_up} of them while starting: "
              f"{len(load.reports)} reports and {len(load.answers)} answers were confirmed, {load.broken_off} connections broke off; "
              f"{cases} cases, every confirmed one read\n"
              f"  from exec to the first answer: median {statistics.median(milliseconds):.0f} ms, "
              f"slowest tenth {milliseconds[int(len(milliseconds) * 0.9)]:.0f} ms", end="")


def read_as_member(site, cases):
    """The account of every case, through the gate, and the files that came with it."""
    from installation import BY_NAME
    leila = BY_NAME["leila"]
    signed = site.post_json("/api/v1/sessions", {"email": leila.email, "password": leila.password})
    assert signed.status == 200, signed.body
    authorization = {"Authorization": f"Bearer {signed.json['token']}"}
    read = {}
    while True:
        waiting = site.get("/api/v1/dashboard", headers=authorization).json["toDeclare"]
        if not waiting:
            return read
        for row in waiting:
            case = row["id"]
            declared = site.post_json(f"/api/v1/cases/{case}/commands", {"command": "declare", "conflict": False}, headers=authorization)
            assert declared.status == 200, declared.body
            shown = site.get(f"/api/v1/cases/{case}", headers=authorization)
            assert shown.status == 200, shown.body
            document = shown.json["case"]
            account = document["report"]["account"]
            assert account not in read, "one report became two cases"
            read[account] = [
                site.get(f"/api/v1/cases/{case}/files/{file['id']}", headers=authorization).body for file in document["files"]]
        assert len(read) <= cases
