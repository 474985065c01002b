"""What the browser tests stand on: a real server, a real SMTP server, a real Chromium."""
import os
import pathlib
import re
import subprocess
import time

import pytest
from playwright.sync_api import expect, sync_playwright

import installation
from installation import BY_NAME, Installation, MailServer

# As long as a page may take on a busy machine.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def binary():
    path = installation.binary()
    assert path.exists(), f"there is no {path}; run script/e2e, which builds it"
    return path


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory):
    server = MailServer(tmp_path_factory.mktemp("smtp"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def founded(binary, tmp_path_factory):
    """An installation with five members and three board members, not running: copies of it are served."""
    return Installation(binary, tmp_path_factory.mktemp("founded") / "data").found()


@pytest.fixture(scope="session")
def site(founded, mail_server, tmp_path_factory):
    """The installation that most tests share."""
    site = founded.copy(tmp_path_factory.mktemp("site") / "data")
    site.mail_server = mail_server
    site.start()
    yield site
    status = site.stop()
    assert status == 0, f"the server ended with {status}"


@pytest.fixture
def own_site(founded, tmp_path):
    """An installation for one test alone."""
    site = founded.copy(tmp_path / "data")
    site.start()
    yield site
    if site.process is not None:
        site.stop()


class Demo:
    """The invented community of `redress demo`, served."""

    def __init__(self, binary, data):
        self.port = installation.free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [binary, "demo", "--data", data, "--listen", f"127.0.0.1:{self.port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.said = ""
        while "listening on" not in self.said:
            line = self.process.stdout.readline()
            assert line or self.process.poll() is None, self.said
            self.said += line
        self.seconds = time.perf_counter() - began
        self.cookies = {}
        self.found = {}

    def password(self, name):
        return re.search(rf"^  {name}@larkspur\.example +(.+?)   \(", self.said, re.M).group(1)

    def sign_in(self, visitor, name):
        """Signs somebody in, or takes the session that they have."""
        if name in self.cookies:
            visitor.context.add_cookies(self.cookies[name])
            visitor.go("/dashboard")
        else:
            visitor.go("/sign-in")
            visitor.page.fill("[name=email]", f"{name}@larkspur.example")
            visitor.page.fill("[name=password]", self.password(name))
            visitor.page.click("main button[type=submit]")
            visitor.page.wait_for_url("**/dashboard")
            self.cookies[name] = visitor.context.cookies()
        return visitor

    def case(self, visitor, words):
        """Opens the case in which these words stand."""
        if words in self.found:
            visitor.go(self.found[words])
            return self.found[words]
        for path in ("/cases", "/cases?show=closed", "/cases?show=setAside"):
            visitor.go(path)
            links = visitor.page.locator("main a[href^='/cases/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
            for link in dict.fromkeys(link for link in links if re.fullmatch(r"/cases/[0-9a-f]{32}", link)):
                visitor.go(link)
                if words in visitor.text("main"):
                    self.found[words] = link
                    return link
        raise AssertionError(f"no case of the example says “{words}”")


@pytest.fixture(scope="session")
def demo(binary, tmp_path_factory):
    demo = Demo(binary, tmp_path_factory.mktemp("demo") / "data")
    yield demo
    demo.process.terminate()
    demo.process.wait(30)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("REDRESS_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] if os.getuid() == 0 else [])
        yield browser
        browser.close()


@pytest.fixture
def browsers(chromium):
    """Makes browsers; at the end none of them may have seen a problem."""
    opened = []

    def make(kind, *args, **options):
        opened.append(kind(chromium, *args, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
    for one in opened:
        one.check()


class Visitor:
    """A browser of its own, which notes everything that should not happen."""

    def __init__(self, browser, base, script=True, dark=False, phone=False, cookies=(), **options):
        self.base = base
        self.problems = []
        self.allowed = []
        viewport = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        self.context = browser.new_context(
            base_url=base, java_script_enabled=script, color_scheme="dark" if dark else "light", viewport=viewport,
            is_mobile=phone, has_touch=phone, locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **options)
        self.context.set_default_timeout(20_000)
        if cookies:
            self.context.add_cookies(list(cookies))
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))

    def _request(self, request):
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.problems.append(f"a request left for {request.url}")

    def _response(self, response):
        if response.request.resource_type != "document" and response.status >= 400:
            self.problems.append(f"{response.status} for {response.url}")

    def _console(self, message):
        # A page that is itself the answer to a faulty form is told to the console by Chromium; that is no fault of the page.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def check(self):
        assert not self.problems, "\n".join(self.problems)

    def close(self):
        self.context.close()

    # -- what people do

    def go(self, path):
        response = self.page.goto(path)
        return response

    def text(self, selector):
        """The text of a part of the page as people read it: the mark of the opening that lies in its spacing is taken out."""
        return self.page.locator(selector).first.text_content().replace("\u2005", " ")

    def sign_in(self, member):
        self.go("/sign-in")
        self.page.fill("[name=email]", member.email)
        self.page.fill("[name=password]", member.password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/dashboard")

    def words(self):
        """The words of the receipt that is shown."""
        return " ".join(self.page.locator("#receipt-words li").all_inner_texts())

    def open_conversation(self, words):
        self.go("/follow-up")
        self.page.fill("[name=receipt]", words)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/follow-up/conversation")

    def case_links(self):
        """The cases that the dashboard shows, by id."""
        self.go("/dashboard")
        links = self.page.locator("main a[href^='/cases/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        return {found.group(1) for link in links if (found := re.match(r"/cases/([0-9a-f]{32})", link))}

    def download(self, locator):
        """The bytes that a link saves, and the name they are saved under."""
        with self.page.expect_download() as caught:
            locator.click()
        return pathlib.Path(caught.value.path()).read_bytes(), caught.value.suggested_filename


@pytest.fixture
def visit(chromium, site):
    """Makes browsers; at the end none of them may have seen a problem."""
    visitors = []

    def make(base=None, **options):
        visitor = Visitor(chromium, base or site.base, **options)
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.close()
    for visitor in visitors:
        visitor.check()


@pytest.fixture(scope="session")
def cookies_of(chromium, site):
    """Signs a member in once for the whole run: a password is stretched on purpose, and that takes time."""
    kept = {}

    def cookies(name):
        if name not in kept:
            visitor = Visitor(chromium, site.base)
            visitor.sign_in(BY_NAME[name])
            kept[name] = visitor.context.cookies()
            visitor.close()
            visitor.check()
        return kept[name]

    return cookies


@pytest.fixture
def member(visit, cookies_of):
    """A browser in which a member is signed in."""
    return lambda name, **options: visit(cookies=cookies_of(name), **options)


@pytest.fixture(scope="session")
def said():
    """Every word that must stand in no mail: tests add what they report."""
    return set()


@pytest.fixture(scope="session", autouse=True)
def run_time():
    began = time.time()
    yield
    print(f"\nThe browser tests took {time.time() - began:.0f} s.")
