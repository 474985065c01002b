"""Bad input over raw sockets against the real process: a sentence, nothing stored, and the process goes on."""
import gzip
import io
import json
import os
import re
import socket
import time
import zipfile

import pytest

from installation import Answer, multipart, receipt_words, together


def raw(site, *pieces, pause=0, timeout=40, half_close=False):
    """Sends bytes as they are, piece by piece, and reads what comes back."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=timeout) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                if pause:
                    time.sleep(pause)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        content = b""
        try:
            while chunk := connection.recv(65536):
                content += chunk
                if complete(content):
                    break
        except (ConnectionResetError, TimeoutError):
            pass
    return parsed(content)


def complete(content):
    head, found, body = content.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(found and length and len(body) >= int(length.group(1)))


def parsed(content):
    head, _, body = content.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 "):
        return Answer(0, [], content)
    lines = head.decode("latin-1").split("\r\n")
    return Answer(int(lines[0].split()[1]), [tuple(line.split(": ", 1)) for line in lines[1:] if ": " in line], body)


def post(path, body, content_type, site, extra=b"", length=None):
    length = len(body) if length is None else length
    return (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nConnection: close\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {length}\r\n").encode() + extra + b"\r\n" + body


def form_of(site, fields, files=()):
    return multipart([*site.form().items(), *fields], files)


@pytest.fixture
def nothing_stored(site):
    """Holds that a test leaves no case behind and the process alive."""
    cases = site.case_count()
    yield
    assert site.is_alive
    assert site.get("/healthz").status == 200
    assert site.case_count() == cases


def says(answer, *statuses):
    """The answer is one of these, and says so in a sentence for people, or in a problem document."""
    assert answer.status in statuses, (answer.status, answer.body[:300])
    if answer.header("Content-Type") == "application/problem+json":
        problem = json.loads(answer.body)
        assert problem["status"] == answer.status and len(problem["title"]) > 3
        assert "Swift" not in answer.text and "/work" not in answer.text
    else:
        text = re.sub(r"<[^>]+>", " ", answer.text)
        assert re.search(r"[A-Z][a-z]+ [^.]{10,}\.", text), text[:200]
    return answer


ACCOUNT = [("account", "Something happened in the bar (godwit).")]


def test_a_truncated_form(site, nothing_stored):
    body, content_type = form_of(site, ACCOUNT, [("files", "a.txt", b"evidence " * 2000)])
    whole = post("/report", body, content_type, site)
    for cut in (200, 1200, len(whole) // 2, len(whole) - 200, len(whole) - 3):
        answer = raw(site, whole[:cut], half_close=True, timeout=5)
        # Whoever hangs up in the middle may get no answer; one that is given is a refusal.
        assert answer.status in (0, 400, 408), (cut, answer.status)
    # A body that is whole by its length and not by its boundary.
    short = body[: len(body) - 60]
    says(raw(site, post("/report", short, content_type, site)), 400, 422)
    for broken in ("multipart/form-data", "multipart/form-data; boundary=", 'multipart/form-data; boundary="' + "x" * 200 + '"'):
        says(raw(site, post("/report", body, broken, site)), 400)


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=iso-8859-1"])
def test_another_charset(site, nothing_stored, content_type):
    says(raw(site, post("/report", b"account=caf%E9", content_type, site)), 400, 415)


def test_bytes_that_are_no_text(site, nothing_stored):
    for account in (b"caf\xe9", b"\xff\xfe\x00\x01", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"):
        body, content_type = form_of(site, [("account", account)])
        answer = says(raw(site, post("/report", body, content_type, site)), 400, 422)
        assert not receipt_words(answer.text)
    hidden = site.form()
    prefix = "&".join(f"{key}={value}" for key, value in hidden.items())
    for account in ("%E9", "%ZZ", "%", "%C0%AF", "%ED%A0%80"):
        answer = raw(site, post("/report", f"{prefix}&account={account}".encode(), "application/x-www-form-urlencoded", site))
        says(answer, 400, 422)


def test_ten_thousand_fields(site, nothing_stored):
    body, content_type = multipart([*site.form().items(), *ACCOUNT, *[(f"f{number}", "x") for number in range(10_000)]])
    says(raw(site, post("/report", body, content_type, site)), 413, 422)
    urlencoded = "&".join(f"f{number}=x" for number in range(10_000)).encode()
    says(raw(site, post("/report", urlencoded, "application/x-www-form-urlencoded", site)), 413, 422)
    says(raw(site, post("/api/v1/reports", json.dumps({f"f{number}": "x" for number in range(30_000)}).encode(), "application/json", site)),
         400, 413, 422)


def test_two_gibibytes_declared(site, nothing_stored):
    began = time.time()
    for path, content_type in [("/report", "multipart/form-data; boundary=x"), ("/report", "application/x-www-form-urlencoded"),
                               ("/sign-in", "application/x-www-form-urlencoded"), ("/api/v1/reports", "application/json")]:
        says(raw(site, post(path, b"--x\r\n", content_type, site, length=2 << 30)), 413)
    assert time.time() - began < 10, "it is refused from its head"
    for length in ("-1", "18446744073709551616", "1e3", "0x10", "5, 6"):
        answer = raw(site, post("/report", b"a=b", "application/x-www-form-urlencoded", site, length=length), timeout=10)
        assert answer.status in (0, 400, 413), (length, answer.status)


def test_an_account_beyond_every_bound(site, nothing_stored):
    body, content_type = form_of(site, [("account", "long " * 30_000)])
    answer = says(raw(site, post("/report", body, content_type, site)), 413, 422)
    assert not receipt_words(answer.text)


def test_line_ends_in_names_and_addresses(site, mail_server):
    """What is stored and sent has no header of the sender's making."""
    fields = {"account": "A name with a line end (ruff).", "contactName": "Eve\r\nBcc: all@victims.example\r\nX-Own: yes",
              "contactEmail": "eve@reporter.example"}
    answer = site.send_form(fields)
    if answer.status == 200:
        mail, = mail_server.wait(to="eve@reporter.example")
        assert mail["to"] == ["eve@reporter.example"]
        assert mail["parsed"]["Bcc"] is None and mail["parsed"]["X-Own"] is None
        assert b"\nBcc:" not in mail["raw"] and b"\nX-Own:" not in mail["raw"]
    else:
        says(answer, 422)
    for address in ("eve@reporter.example\r\nBcc: all@victims.example", "eve@reporter.example, all@victims.example",
                    "<eve@reporter.example>\nRCPT TO:<all@victims.example>", "eve@reporter.example\0"):
        answer = site.send_form({"account": "An address with a line end (reeve).", "contactEmail": address})
        says(answer, 400, 422)
    assert not mail_server.mails(to="all@victims.example")


def test_line_ends_in_requests_and_file_names(site):
    with_crlf = raw(site, b"GET /report HTTP/1.1\r\nHost: x\r\nX-A: b\r\n\rSet-Cookie: a=b\r\n\r\n", timeout=10)
    assert with_crlf.status in (0, 400, 404, 421, 200) and with_crlf.header("Set-Cookie") is None
    answer = site.get("/sign-in?to=/%0d%0aSet-Cookie:%20a=b")
    assert answer.header("Set-Cookie") is None
    name = 'a\\"b%0d%0aX-Own: yes.txt'
    sent = site.send_form({"account": "A file with a strange name (stint)."}, [("files", name, b"x")])
    assert sent.status in (200, 400, 422)
    assert site.is_alive


def test_a_nul_character(site, nothing_stored):
    body, content_type = form_of(site, [("account", b"before\0after")])
    says(raw(site, post("/report", body, content_type, site)), 400, 422)
    says(raw(site, post("/report", b"account=a%00b", "application/x-www-form-urlencoded", site)), 400, 422)
    says(site.post_json("/api/v1/reports", b'{"account": "a\\u0000b"}'), 400, 422)
    # libmicrohttpd ends a target at a bare NUL, as C does; what is before it is an address like any other.
    for path in (b"/nothing\0/report", b"/cases/%00", b"/follow-up/%2e%2e/%2e%2e/etc/passwd", b"/assets/../../etc/passwd"):
        answer = raw(site, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", timeout=10)
        assert answer.status in (0, 400, 404), path


def test_overrides_of_direction_stay_inside_what_somebody_wrote(site, member):
    account = "He is called \u202egnihtemos\u202c and \u2066isolated\u2069 (phalarope)."
    before = None
    handler = member("leila")
    before = handler.case_links()
    assert site.send_form({"account": account, "involved": "\u202ednoB semaJ"}).status == 200
    case, = handler.case_links() - before
    handler.go(f"/cases/{case}")
    page = handler.page.content()
    for found in re.finditer("\u202e", page):
        around = page[: found.start()]
        assert max(around.rfind("<bdi"), around.rfind('dir="auto"')) > around.rfind("</main"), "it stands in an element of its own direction"
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")
    assert "phalarope" in handler.page.inner_text("#report")


@pytest.mark.parametrize("document", [
    b'{"account": "\\ud800"}', b'{"account": "\\udc00 low first"}', b'{"account": "\\ud83d\\ud83d"}', b'{"account": "\\uZZZZ"}',
    b'{"account": "\xed\xa0\x80"}', b'{"account": "x"', b'', b'[]', b'null', b'"account"', b'{"account": 5}', b'{"account": null}',
    b'{"account": ["x"]}', b'{"account": "x"} trailing', b'{"account": ""}', b'{}', b'\xff\xfe{\x00}\x00', b'[' * 10_000,
    b'{"account": "x", "leaveOut": "ines@quayside.example"}', b'{"account": "x", "leaveOut": ["nobody@nowhere.example"]}',
    b'{"account": "x", "contact": {"email": "not an address"}}', b'{"account": "x", "ongoing": "perhaps"}',
    b'{"account": 1e400}', b'{"account": "x", "translated": "yes"}'], ids=lambda document: document[:40].decode("latin-1"))
def test_json_that_is_none(site, nothing_stored, document):
    answer = says(site.post_json("/api/v1/reports", document), 400, 413, 422)
    assert answer.header("Content-Type") == "application/problem+json"


def test_media_types_that_are_not_taken(site, nothing_stored):
    for path, content_type, body in [
            ("/report", "text/plain", b"account=x"), ("/report", "application/xml", b"<account/>"), ("/report", "", b"account=x"),
            ("/api/v1/reports", "text/plain", b'{"account": "x"}'), ("/sign-in", "application/json", b"{}")]:
        says(raw(site, post(path, body, content_type, site)), 400, 415)
    packed = gzip.compress(b"account=" + b"x" * 100_000)
    says(raw(site, post("/report", packed, "application/x-www-form-urlencoded", site, extra=b"Content-Encoding: gzip\r\n")), 415)
    says(site.request("PUT", "/report", b"x"), 405)
    says(site.request("DELETE", "/api/v1/reports"), 404, 405)


def test_a_slow_client_harms_only_itself(own_site):
    """A hundred that send a byte now and then: others are answered, and the slow ones are let go of."""
    slow = []
    for _ in range(100):
        connection = socket.create_connection(("127.0.0.1", own_site.port))
        connection.sendall(b"POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Le")
        slow.append(connection)
    for number in range(5):
        began = time.time()
        assert own_site.get("/report").status == 200
        assert time.time() - began < 2
        for connection in slow[number::20]:
            connection.sendall(b"n")
        time.sleep(0.2)
    began = time.time()
    ended = 0
    while ended < len(slow) and time.time() - began < 45:
        ended = sum(is_closed(connection) for connection in slow)
        time.sleep(0.5)
    assert ended == len(slow), f"{len(slow) - ended} of {len(slow)} slow connections are still open after {time.time() - began:.0f} s"
    for connection in slow:
        connection.close()
    assert own_site.get("/report").status == 200 and own_site.case_count() == 0


def is_closed(connection):
    connection.setblocking(False)
    try:
        return connection.recv(65536, socket.MSG_PEEK) == b"" or drained(connection)
    except BlockingIOError:
        return False
    except OSError:
        return True


def drained(connection):
    try:
        while connection.recv(65536):
            pass
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_a_zip_bomb_is_kept_as_a_file_and_not_opened(site, member):
    """Ten megabytes that unfold to ten gigabytes: stored as they are, given back as they are."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("zeros", bytes(64 << 20))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        for number in range(100):
            archive.writestr(f"{number}.zip", inner.getvalue())
    content = bomb.getvalue()
    files = [("files", "evidence.zip", content), ("files", "evidence.gz", gzip.compress(bytes(32 << 20))),
             ("files", "page.html", b"<script>alert(1)</script>"), ("files", "drawing.svg", b"<svg onload='alert(1)'/>")]
    handler = member("leila")
    before = handler.case_links()
    assert site.send_form({"account": "Please look inside (dotterel)."}, files).status == 200
    status = open(f"/proc/{site.process.pid}/status").read()
    assert int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) < 300 * 1024, "it was not unfolded in memory"
    case, = handler.case_links() - before
    handler.go(f"/cases/{case}")
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")
    links = handler.page.locator("#report .files a")
    assert links.count() == 4
    # The way to an archive leads past a warning.
    handler.page.locator("#report .file summary").first.click()
    saved, _ = handler.download(links.nth(0))
    assert saved == content
    # Whatever somebody sent is saved, never shown: not as a page of this site.
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in handler.context.cookies())
    for index in range(4):
        answer = site.get(links.nth(index).get_attribute("href"), headers={"Cookie": cookie})
        assert answer.header("Content-Disposition").startswith("attachment")
        assert "sandbox" in answer.header("Content-Security-Policy") and answer.header("X-Content-Type-Options") == "nosniff"


def test_noise_on_the_line(site, nothing_stored):
    for noise in (os.urandom(4000), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(500), b"GET\r\n\r\n", b"\r\n" * 500,
                  b"GET / HTTP/9.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET " + b"/" * 20_000 + b" HTTP/1.1\r\n\r\n",
                  b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(2000)) + b"\r\n",
                  b"POST /report HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n\r\n"):
        answer = raw(site, noise, timeout=3, half_close=True)
        assert answer.status == 0 or 300 <= answer.status < 600 or noise.startswith(b"GET / HTTP/9.9"), (noise[:20], answer.status)


def test_many_at_once_are_all_answered(site):
    answers = together(*[lambda number=number: site.get(["/report", "/", "/follow-up", "/nothing"][number % 4]) for number in range(64)])
    assert {answer.status for answer in answers} == {200, 404}
