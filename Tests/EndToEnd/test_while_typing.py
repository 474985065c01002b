"""What the checker points at is shown while somebody types, without taking the keyboard away from them."""
import re

from playwright.sync_api import expect

from acting import Handler

NAMED = "Barnaby Quillfeather"


def begun(chromium, site, **options):
    """A handler at the form for a message to a reporter who has named a witness."""
    site.send_form({"account": "I was laughed at in the small hall, for an hour.", "witnesses": NAMED, "involved": "Somebody with a hat"})
    handler = Handler(chromium, site, "ines", **options)
    handler.find_case()
    handler.declare()
    handler.page.get_by_role("link", name="Acknowledge the report").first.click()
    handler.page.get_by_role("button", name="Send this letter").click()
    handler.page.wait_for_url("**?done=acknowledge*")
    handler.open()
    return handler, handler.page.locator("#channel form")


# Carries: C02.1
def test_findings_come_at_a_pause_and_nothing_else_changes(own_site, chromium):
    handler, form = begun(chromium, own_site)
    asked = []
    handler.page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    before = handler.page.locator("#timeline li").count()
    text, found, said = form.locator("[name=text]"), form.locator("[data-check] .findings"), form.locator("[role=status]")
    assert form.get_by_role("button", name="Look at it first").count() == 1
    assert said.inner_text() == "" and found.count() == 0

    text.press_sequentially(f"We have spoken with {NAMED}", delay=20)
    expect(found).to_contain_text("Quillfeather")
    # One question for all that was typed without a pause, to where the button asks; the keyboard stays in the text.
    assert len(asked) == 1 and asked[0].url.endswith("/commands/writeMessage") and "preview=findings" in asked[0].post_data
    assert handler.page.evaluate("document.activeElement.name") == "text"
    assert text.evaluate("one => [one.selectionStart, one.value.length]") == [len(f"We have spoken with {NAMED}")] * 2
    assert "before it goes out" in said.inner_text()

    # What is mended is no longer pointed at.
    text.fill("We have spoken with somebody who was there.")
    expect(found).to_have_count(0)
    expect(said).not_to_contain_text("before it goes out")
    text.fill("")
    expect(said).to_have_text("")

    # Nothing of it was kept, neither in the case nor in the browser.
    assert handler.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    handler.open()
    assert handler.page.locator("#timeline li").count() == before
    assert NAMED not in handler.text("#channel") and form.locator("[name=text]").input_value() == ""
    handler.close()
    handler.check()


def test_an_answer_about_words_that_have_changed_is_thrown_away(own_site, chromium):
    handler, form = begun(chromium, own_site)
    held = []
    handler.page.route(re.compile("/commands/writeMessage$"), lambda route: held.append(route) if not held else route.continue_())
    text, found = form.locator("[name=text]"), form.locator("[data-check] .findings")
    text.fill(f"We have spoken with {NAMED}.")
    handler.page.wait_for_timeout(1500)
    assert len(held) == 1
    text.fill("We have spoken with somebody.")
    expect(form.locator("[role=status]")).not_to_have_text("")
    assert found.count() == 0
    handler.close()
    handler.check()


def test_without_script_the_button_shows_the_same(own_site, chromium):
    handler, form = begun(chromium, own_site, script=False)
    form.locator("[name=text]").fill(f"We have spoken with {NAMED}.")
    form.get_by_role("button", name="Look at it first").click()
    assert "Quillfeather" in handler.page.locator(".findings").first.inner_text()
    handler.close()
    handler.check()
