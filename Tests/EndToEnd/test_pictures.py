"""The pictures of docs/pictures, taken from the invented organization of `redress demo`. Only with REDRESS_PICTURES=1."""
import os
import re
import subprocess
import time

import pytest

from conftest import Visitor
from installation import ROOT, free_port
from reports import picture

pytestmark = pytest.mark.skipif(os.environ.get("REDRESS_PICTURES") != "1", reason="pictures are taken with REDRESS_PICTURES=1")
FOLDER = ROOT / "docs/pictures"
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


def take(visitor, name, look, whole=False):
    FOLDER.mkdir(exist_ok=True)
    visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    visitor.page.screenshot(path=FOLDER / f"{name}-{look}.png", full_page=whole, animations="disabled", caret="hide")


@pytest.mark.parametrize("look", LOOKS)
def test_pictures(demo, chromium, look):
    base, said = demo
    visitor = Visitor(chromium, base, **LOOKS[look], device_scale_factor=2 if look == "phone" else 1)
    page = visitor.page
    visitor.go("/report")
    for name, text in REPORT.items():
        page.fill(f"[name={name}]", text)
    page.set_input_files("[name=files]", [{"name": "messages.png", "mimeType": "image/png", "buffer": picture(90, 120, 200)}])
    take(visitor, "report-form", look)
    if os.environ.get("REDRESS_PICTURES_WHOLE"):
        take(visitor, "whole-report-form", look, whole=True)
    page.fill("[name=account]", REPORT["account"] + f"\n\n({look})")
    page.click("main button.large")
    page.wait_for_selector("#receipt-words")
    take(visitor, "receipt", look)

    address, password = re.search(r"(bram@\S+)\s+(.*?)\s*$", said, re.M).groups()
    password = "demo pebble orchard"
    visitor.go("/sign-in")
    page.fill("[name=email]", address)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/dashboard")
    take(visitor, "dashboard", look)
    page.screenshot(path=f"/tmp/pictures-dashboard-whole-{look}.png", full_page=True)
    links = page.locator("main a[href^='/cases/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    shown = None
    for link in dict.fromkeys(links):
        visitor.go(link)
        if not page.url.endswith("/gate") and page.locator("#channel .bubble").count() > 1:
            shown = link
            break
    visitor.go(shown or links[0])
    take(visitor, "case", look)
    page.screenshot(path=f"/tmp/pictures-case-whole-{look}.png", full_page=True)
    visitor.close()
    visitor.check()
