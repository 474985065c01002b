"""The public form: nothing typed is lost, nothing is stored twice, and it works with a keyboard alone."""
import re

import pytest

from installation import receipt_words, together
from reports import fill, full_report


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_error_keeps_everything_that_was_typed_and_the_files(script, site, visit, member):
    mark = "curlew" if script else "dunlin"
    report = full_report(mark)
    account = report.texts.pop("account")
    report.texts["contactEmail"] = "not an address"
    cases = site.case_count()
    visitor = visit(script=script)
    visitor.go("/report")
    fill(visitor.page, report)
    with visitor.page.expect_navigation() as navigation:
        visitor.page.click("main button.large")
    assert navigation.value.status == 422
    page = visitor.page
    summary = page.inner_text(".error-summary")
    assert "2 things need another look" in summary and "still here" in summary
    for link in page.locator(".error-summary a").all():
        target = page.locator(link.get_attribute("href"))
        assert target.count() == 1, "each line of the summary leads to its field"
        assert target.get_attribute("aria-invalid") == "true"
    for name, text in report.texts.items():
        assert page.input_value(f"[name={name}]") == text, name
    for name, value in report.choices.items():
        assert page.is_checked(f"[name={name}][value={value}]"), name
    assert page.is_checked("[name=translated]") and page.input_value("[name=space]") == "events"
    assert page.locator("input[name=leaveOut]:checked").count() == 1
    kept = page.locator("input[name=stagedFile]:checked")
    assert kept.count() == 2
    for name, _, _ in report.files:
        assert name in page.inner_text("main")
    assert site.case_count() == cases, "nothing was stored"

    # Once mended, everything arrives, with the files that were sent the first time.
    page.fill("[name=account]", account)
    page.fill("[name=contactEmail]", "")
    handler = member("leila")
    before = handler.case_links()
    page.click("main button.large")
    page.wait_for_selector("#receipt-words")
    assert len(visitor.words().split()) == 7
    assert site.case_count() == cases + 1
    case, = handler.case_links() - before
    handler.go(f"/cases/{case}")
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")
    for index, (name, _, content) in enumerate(report.files):
        saved, _ = handler.download(handler.page.locator("#report .files a").nth(index))
        assert saved == content, name


def test_the_same_form_sent_at_once_is_one_report(site):
    hidden = site.form()
    cases = site.case_count()
    fields = {"account": "Sent by an impatient hand (whimbrel).", "when": "yesterday"}
    files = [("files", "note.txt", b"one page\n" * 50)]
    answers = together(*[lambda: site.send_form(fields, files, hidden) for _ in range(6)])
    assert [answer.status for answer in answers] == [200] * 6
    words = {receipt_words(answer.text) for answer in answers}
    assert len(words) == 1 and len(words.pop().split()) == 7
    assert site.case_count() == cases + 1


def test_reloading_the_receipt_shows_the_same_words_and_going_back_sends_nothing(site, visit):
    visitor = visit()
    visitor.go("/report")
    visitor.page.fill("[name=account]", "I will press every button there is (sanderling).")
    visitor.page.click("main button.large")
    visitor.page.wait_for_selector("#receipt-words")
    words, cases = visitor.words(), site.case_count()
    visitor.page.reload()
    assert visitor.words() == words
    visitor.page.go_back()
    visitor.page.wait_for_selector("[name=account]")
    assert site.case_count() == cases
    # The button works again after coming back.
    visitor.go("/report")
    assert visitor.page.is_enabled("main button.large")


def test_two_quick_clicks_are_one_report(site, visit):
    for script in (True, False):
        visitor = visit(script=script)
        cases = site.case_count()
        visitor.go("/report")
        visitor.page.fill("[name=account]", f"Twice, quickly, {script} (turnstone).")
        visitor.page.dblclick("main button.large", no_wait_after=True)
        visitor.page.wait_for_selector("#receipt-words")
        assert site.case_count() == cases + 1


@pytest.fixture(scope="module")
def large_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "recording-of-the-evening.mkv"
    path.write_bytes(b"\x1aE\xdf\xa3" + bytes(26 * 1024 * 1024))
    return path


def test_a_file_that_is_too_large_is_named_and_the_rest_stays(site, visit, large_file):
    visitor = visit(script=False)
    cases = site.case_count()
    visitor.go("/report")
    visitor.page.fill("[name=account]", "There is a recording (redshank).")
    small = {"name": "small.txt", "mimeType": "text/plain", "buffer": b"small\n"}
    visitor.page.set_input_files("[name=files]", large_file)
    with visitor.page.expect_navigation() as navigation:
        visitor.page.click("main button.large")
    assert navigation.value.status == 413
    assert large_file.name in visitor.page.inner_text(".error-summary")
    assert "25 MiB" in visitor.page.inner_text(".error-summary")
    assert visitor.page.input_value("[name=account]") == "There is a recording (redshank)."
    assert site.case_count() == cases
    visitor.page.set_input_files("[name=files]", [small])
    visitor.page.click("main button.large")
    visitor.page.wait_for_selector("#receipt-words")
    assert site.case_count() == cases + 1


def test_with_script_a_file_that_is_too_large_is_named_before_it_is_sent(visit, large_file):
    visitor = visit()
    visitor.go("/report")
    visitor.page.fill("[name=account]", "There is a recording (greenshank).")
    visitor.page.set_input_files("[name=files]", large_file)
    message = visitor.page.locator("[name=files]").evaluate("input => input.validationMessage")
    assert "too large" in message and "25 MiB" in message
    visitor.page.click("main button.large")
    assert visitor.page.url.endswith("/report") and visitor.page.locator("#receipt-words").count() == 0


def test_the_form_is_filled_and_sent_with_the_keyboard_alone(site, visit):
    visitor = visit()
    visitor.go("/report")
    page = visitor.page
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content", "the first link leads past the navigation"
    keys.press("Enter")
    seen = []
    for _ in range(90):
        keys.press("Tab")
        state = page.evaluate("""() => {
            const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
            return {name: element.name || element.textContent.trim(), tag: element.tagName, type: element.type,
                    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none',
                    shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight}; }""")
        if state["tag"] == "BODY":
            continue
        assert state["outline"], f"the focus on {state['name']} cannot be seen"
        assert state["shown"], f"the focus on {state['name']} is out of sight"
        seen.append(state["name"])
        if state["name"] == "account":
            keys.type("Typed without a mouse (knot).")
        elif state["name"] == "translated":
            keys.press("Space")
        elif state["name"] == "ongoing":
            keys.press("ArrowDown")
        elif state["tag"] == "BUTTON" and state["type"] == "submit":
            keys.press("Enter")
            break
    page.wait_for_selector("#receipt-words")
    wanted = ["account", "links", "files", "when", "space", "where", "involved", "witnesses", "relation", "leaveOut", "ongoing",
              "danger", "contactName", "contactEmail", "language", "translated", "context", "other"]
    order = [name for index, name in enumerate(seen) if name in wanted and name not in seen[:index]]
    assert order == wanted


def test_a_form_from_another_site_does_not_count(site):
    cases = site.case_count()
    hidden = site.form()
    # “null” is what browsers say of this site's own forms too, since it sends no referrer; those have no cookie to act with.
    for origin in ("https://evil.example", site.base.replace("http:", "https:"), "http://127.0.0.1:1"):
        body = "&".join(f"{name}={value}" for name, value in hidden.items()) + "&account=forged"
        answer = site.request("POST", "/report", body, {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin})
        assert answer.status == 403, origin
        assert "form" in answer.text
    assert site.case_count() == cases


def test_words_that_open_nothing_are_told_apart_kindly(visit):
    visitor = visit()
    for typed, expected in [("abacus abdomen", "A receipt has 7 words; here are 2"), ("xqzvkj " * 7, "not one of the words we use"),
                            ("abacus abdomen abdominal abide abiding ability ablaze", "together they open nothing")]:
        visitor.go("/follow-up")
        visitor.page.fill("[name=receipt]", typed)
        with visitor.page.expect_navigation() as navigation:
            visitor.page.click("main button[type=submit]")
        assert navigation.value.status == 422
        assert expected in visitor.page.inner_text(".error-summary"), typed
        assert visitor.page.input_value("[name=receipt]").strip() == typed.strip()
        assert re.search("still here", visitor.page.inner_text(".error-summary"))
