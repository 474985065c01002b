"""The pictures of docs/pictures, taken from the invented organization of `redress demo`. Only with REDRESS_PICTURES=1."""
import os

import pytest

from conftest import Visitor
from installation import ROOT
from reports import picture

pytestmark = pytest.mark.skipif(os.environ.get("REDRESS_PICTURES") != "1", reason="pictures are taken with REDRESS_PICTURES=1")
FOLDER = ROOT / "docs/pictures"
HEIGHT = {
    "report-form": 1240, "receipt": 1000, "dashboard": 1000, "case": 1200, "looked-into": 1250, "vote": 1250, "carried-out": 1250, "act": 1250,
    "closed": 1250, "on-call": 1150, "ledger": 850, "board": 950}
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
        visitor = Visitor(chromium, demo.base, **LOOKS[look], device_scale_factor=2 if look == "phone" else 1)
        visitors.append(visitor)
        return visitor

    yield look_at
    for visitor in visitors:
        visitor.close()
        visitor.check()


# In whose eyes, and by which words the case is found.
CASES = [
    ("case", "asta", "After the keynote"), ("looked-into", "dario", "Messages that do not stop"), ("vote", "cleo", "Ottoline Vane"),
    ("carried-out", "cleo", "eleven"), ("act", "cleo", "oakapple_77"), ("closed", "asta", "Mortimer Thistledown"),
]
PAGES = [("dashboard", "asta", "/dashboard"), ("on-call", "asta", "/on-call"), ("ledger", "asta", "/ledger"), ("board", "hugo", "/board")]


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_of_members(look_at, demo, look):
    """Before those of the reporter, whose reports would stand here."""
    everywhere = {"dashboard", "case", "vote"}
    for name, who, path in PAGES:
        if look != "light" and name not in everywhere:
            continue
        visitor = demo.sign_in(look_at(look), who)
        visitor.go(path)
        take(visitor, name, look)
    for name, who, words in CASES:
        if look != "light" and name not in everywhere:
            continue
        visitor = demo.sign_in(look_at(look), who)
        demo.case(visitor, words)
        take(visitor, name, look)


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
