"""The pictures of docs/pictures, taken from the invented organization of `redress demo`. Only with REDRESS_PICTURES=1."""
import os
import subprocess
import time

import pytest

from conftest import Visitor
from installation import ROOT, free_port
from reports import picture

pytestmark = pytest.mark.skipif(os.environ.get("REDRESS_PICTURES") != "1", reason="pictures are taken with REDRESS_PICTURES=1")
CHAIR = ("asta@larkspur.example", "demo marmalade lantern")
FOLDER = ROOT / "docs/pictures"
HEIGHT = {"report-form": 1240, "receipt": 1000, "dashboard": 1000, "case": 1200}
LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"phone": True}}

REPORT = {
    "account": "On Saturday evening at the sprint dinner a participant I know as “tidewater” kept asking me for my room number. I said no "
               "three times. When I changed tables he followed me, and told the others that I was “no fun”.\n\n"
               "Two people saw it. One of them walked me back to the hotel. I have written down what I remember, and I kept the "
               "messages he sent me afterwards.",
    "links": "https://forum.larkspur.example/t/sprint-dinner/512",
    "when": "Saturday, around half past nine in the evening",
    "where": "Sprint dinner, upstairs room",
    "involved": "“tidewater” on the forum; a tall man with a green lanyard",
    "witnesses": "Juniper, who sat next to me; the person at the door",
}


@pytest.fixture(scope="module")
def demo(binary, tmp_path_factory):
    """The example, and who may sign in to it."""
    port = free_port()
    process = subprocess.Popen(
        [binary, "demo", "--data", tmp_path_factory.mktemp("demo") / "data", "--listen", f"127.0.0.1:{port}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = ""
    end = time.time() + 120
    while "listening on" not in said and time.time() < end:
        line = process.stdout.readline()
        assert line or process.poll() is None, said
        said += line
    yield f"http://127.0.0.1:{port}", said
    process.terminate()
    process.wait(30)


def take(visitor, name, look):
    """The page as it opens; on a desk high enough to show what it is about."""
    FOLDER.mkdir(exist_ok=True)
    if look != "phone":
        visitor.page.set_viewport_size({"width": 1280, "height": HEIGHT[name]})
    visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    visitor.page.screenshot(path=FOLDER / f"{name}-{look}.png", animations="disabled", caret="hide")


@pytest.fixture
def look_at(demo, chromium):
    """A browser that looks in one way; at the end it may have seen no problem."""
    visitors = []

    def look_at(look):
        visitor = Visitor(chromium, demo[0], **LOOKS[look], device_scale_factor=2 if look == "phone" else 1)
        visitors.append(visitor)
        return visitor

    yield look_at
    for visitor in visitors:
        visitor.close()
        visitor.check()


def test_pictures_of_members(look_at, demo):
    """Before those of the reporter, whose reports would stand here."""
    cookies = None
    for look in LOOKS:
        visitor = look_at(look)
        if cookies is None:
            visitor.go("/sign-in")
            visitor.page.fill("[name=email]", CHAIR[0])
            visitor.page.fill("[name=password]", CHAIR[1])
            visitor.page.click("main button[type=submit]")
            visitor.page.wait_for_url("**/dashboard")
            cookies = visitor.context.cookies()
        else:
            visitor.context.add_cookies(cookies)
            visitor.go("/dashboard")
        take(visitor, "dashboard", look)
        links = visitor.page.locator("main a[href^='/cases/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for link in dict.fromkeys(links):
            visitor.go(link)
            if not visitor.page.url.endswith("/gate") and visitor.page.locator("#channel .bubble").count() > 1:
                break
        take(visitor, "case", look)


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_of_a_report(look_at, look):
    visitor = look_at(look)
    page = visitor.page
    visitor.go("/report")
    for name, text in REPORT.items():
        page.fill(f"[name={name}]", text)
    page.set_input_files("[name=files]", [{"name": "messages.png", "mimeType": "image/png", "buffer": picture(90, 120, 200)}])
    take(visitor, "report-form", look)
    page.click("main button.large")
    page.wait_for_selector("#receipt-words")
    take(visitor, "receipt", look)
