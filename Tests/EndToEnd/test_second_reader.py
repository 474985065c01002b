"""A letter that could give somebody away: what its author sees, how a second reader answers, and what arrives."""
import pathlib
import re

from playwright.sync_api import expect

from acting import PICTURES, Handler, Party
from installation import ROOT

WITNESS = "Barnaby Quillfeather"
ACCUSED = "Corvin Maddox"


def take(visitor, folder, name, height):
    """A picture of the page as it is now, with what was typed."""
    before = visitor.page.viewport_size
    visitor.page.set_viewport_size({"width": 1280, "height": height})
    visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    to = ROOT / "docs/pictures" if PICTURES else pathlib.Path(folder)
    visitor.page.screenshot(path=to / f"{name}.png", animations="disabled", caret="hide")
    visitor.page.set_viewport_size(before)


# Carries: draft.findings-answered, C02.1, C03.6
def test_each_place_is_mended_or_kept_with_a_reason(own_site, browsers, tmp_path):
    own_site.send_form({
        "account": "He told everybody at the sprint dinner that my talk should not have been accepted, and would not stop when he was asked to.",
        "witnesses": WITNESS, "involved": ACCUSED})
    ines, leila = browsers(Handler, own_site, "ines"), browsers(Handler, own_site, "leila")
    leila.case = ines.find_case()
    for member in (ines, leila):
        member.declare()
    ines.open()
    ines.page.get_by_role("link", name="Acknowledge the report").first.click()
    ines.page.get_by_role("button", name="Send this letter").click()
    ines.page.wait_for_url("**?done=acknowledge*")
    ines.do("Own this case", "Take the case")
    ines.do("Introduce yourself to the reporter", "Send")
    ines.do("Enter a person", "Enter", {"role": "reported", "displayName": ACCUSED})
    ines.begin("Open a conversation with them")
    ines.page.get_by_role("button", name="Open it").click()
    ines.page.wait_for_selector("#receipt-words")
    handed = ines.words()

    # While it is written, the checker points at what leads to somebody; the author keeps it as it is.
    ines.begin("Draft a letter", within=f"section:has(> header > h2:text-is('Conversation with {ACCUSED}'))")
    ines.choose("Invitation to be heard")
    ines.fill({"text": (
        f"Dear Corvin,\n\nat the sprint dinner you are said to have spoken about somebody's talk and to have gone on when {WITNESS} asked you "
        "to stop. We would like to hear how you see it before anything is decided. Please answer within a week.\n\nThe working group")})
    expect(ines.page.locator("[data-check] .findings")).to_contain_text("Quillfeather")
    take(ines, tmp_path, "draft-with-findings", 2000)
    ines.send("Keep the draft")

    # The second reader has a field for each place, and does not get past the one that blocks.
    leila.begin("Read it", within=".card.needs")
    fields = leila.page.locator("textarea[name$='.reason']")
    assert fields.count() >= 1 and "Quillfeather" in leila.page.locator("label", has_text="stay?").first.inner_text()
    leila.fill({"isApproved": "yes"})
    said = leila.send("I have read it", refused=True)
    assert "Quillfeather" in said and "nothing says why" in said
    take(leila, tmp_path, "second-reader", 1700)
    leila.fill({"isApproved": "no", "remark": "It names who asked him to stop. Say what happened without them."})
    leila.send("I have read it")
    assert re.search(r"Quillfeather.*has to be changed", leila.text(".card.needs"), re.S)

    # The author mends it; what was pointed at is gone, and the record says so.
    ines.begin("Change it", within=".card.needs")
    ines.fill({"text": (
        "Dear Corvin,\n\nyou are said to have spoken about somebody's talk in front of others and to have gone on when you were asked to stop. "
        "We would like to hear how you see it before anything is decided. Please answer within a week.\n\nThe working group")})
    ines.send("Keep the new version")
    assert re.search(r"Quillfeather.*was changed", ines.text(".card.needs"), re.S)
    leila.begin("Read it", within=".card.needs")
    for field in leila.page.locator("textarea[name$='.reason']").all():
        field.fill("Everybody who was there knows this; it leads to nobody.")
    leila.fill({"isApproved": "yes"})
    leila.send("I have read it")
    ines.send_draft()

    accused = browsers(Party, own_site)
    accused.take_own_words(handed)
    assert "We would like to hear how you see it" in accused.text("main")
    assert "Quillfeather" not in accused.page.content() and "accepted" not in accused.page.content()
    take(accused, tmp_path, "letter-as-received", 1400)
