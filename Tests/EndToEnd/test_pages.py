"""Every page: readable for everybody, in light and dark, on a phone; nothing from elsewhere, nothing kept."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports import fill, full_report

PUBLIC = ["/", "/report", "/privacy", "/follow-up", "/sign-in", "/sign-in/recovery-code", "/lost-password", "/nothing-here"]
MEMBER = ["/dashboard", "/cases", "/cases?show=setAside", "/cases?show=closed", "/cases/new", "/on-call", "/ledger", "/people", "/members",
          "/organization", "/recovery", "/settings", "/settings/second-factor"]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def look(visitor, name, in_dark=True):
    """Looks at the page that is open: by axe in light and dark, and for what sticks out on a phone."""
    page, faults = visitor.page, []
    for scheme, rules in (("light", RULES), ("dark", CONTRAST)) if in_dark else (("light", RULES),):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=rules).response["violations"]:
            for node in violation["nodes"][:4]:
                faults.append(f"{name}, {scheme}: {violation['id']}: {' '.join(node['target'])}: {node['failureSummary']}")
    page.emulate_media(color_scheme="light")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            out = page.evaluate("""width => [...document.querySelectorAll('body *')].filter(element => {
                const box = element.getBoundingClientRect(); return box.width > 0 && box.right > width + 1; })
                .slice(0, 4).map(element => element.tagName + '.' + element.className)""", width)
            faults.append(f"{name}: {wide} px wide on a screen of {width}: {out}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults


@pytest.fixture(scope="module")
def shown(chromium, site):
    """A case with everything in it, and who may see it."""
    return {}


def test_public_pages(visit, site):
    visitor, faults = visit(), []
    for path in PUBLIC + [site.invitations["boardInvitation"].split("/", 3)[3].join(["/", ""])]:
        visitor.go(path)
        faults += look(visitor, path)
        assert visitor.context.cookies() == [], f"{path} sets a cookie"
        assert visitor.page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert not faults, "\n".join(faults)


def test_pages_on_the_way_of_a_report(visit, member, site):
    report, faults = full_report("oyster"), []
    account = report.texts.pop("account")
    visitor, handler = visit(), member("mei")
    before = handler.case_links()
    visitor.go("/report")
    fill(visitor.page, report)
    visitor.page.click("main button.large")
    visitor.page.wait_for_selector(".error-summary")
    faults += look(visitor, "the form with faults")
    visitor.page.fill("[name=account]", account)
    visitor.page.click("main button.large")
    visitor.page.wait_for_selector("#receipt-words")
    faults += look(visitor, "the receipt")
    visitor.open_conversation(visitor.words())
    faults += look(visitor, "the conversation")
    case, = handler.case_links() - before
    handler.go(f"/cases/{case}")
    faults += look(handler, "the gate")
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")
    for fold in handler.page.locator("details").all():
        fold.evaluate("element => { element.open = true }")
    faults += look(handler, "a case")
    handler.go(f"/cases/{case}/acknowledge")
    faults += look(handler, "the acknowledgement")
    handler.page.get_by_role("button", name="Send this letter").click()
    handler.page.wait_for_url(f"**/cases/{case}?done=acknowledge*")
    handler.page.locator("#notes summary", has_text="Write a note").click()
    handler.page.locator("#notes [name=text]").fill("**Agreed** to meet on Thursday.\n\n| who | what |\n|---|---|\n| Mei | asks |")
    handler.page.get_by_role("button", name="Keep the note").click()
    handler.page.wait_for_url(f"**/cases/{case}?done=writeNote*")
    assert handler.page.locator("#notes table").count() == 1 and handler.page.locator("#notes strong").count() >= 1
    faults += look(handler, "a case that goes on")
    assert not faults, "\n".join(faults)


def test_pages_for_members(member):
    visitor, faults = member("ines"), []
    for path in MEMBER:
        response = visitor.go(path)
        assert response.status == 200, f"{path} answers {response.status}"
        faults += look(visitor, path)
    assert not faults, "\n".join(faults)


def test_pages_for_board_members(member):
    visitor, faults = member("nora"), []
    for path in ("/dashboard", "/board", "/cases", "/ledger", "/people", "/on-call", "/members", "/settings"):
        assert visitor.go(path).status == 200, path
        faults += look(visitor, path)
    assert not faults, "\n".join(faults)


# In whose eyes, in which case, and the forms that stand in it.
PHASES = [
    ("cleo", "Messages that do not stop", "looked into", ["recordFinding?finding=violation", "recordMeeting", "writeDraft?kind=letter"]),
    ("cleo", "Ottoline Vane", "being decided", ["vote", "amendProposal"]),
    ("esme", "Barnaby Quill", "asking those affected", []),
    ("cleo", "eleven", "being carried out", ["grantOversight", "recordCondition"]),
    ("cleo", "oakapple_77", "acted at once", ["reviewAct", "actAtOnce"]),
    ("asta", "Mortimer Thistledown", "closed, and readmission asked for", ["propose?subject.kind=readmission"]),
    ("fenn", "Sidney Crabapple", "before the board", ["vote", "propose"]),
]


# The colours are the same everywhere; two of them show all.
IN_DARK = {"being decided", "acted at once"}


@pytest.mark.parametrize("who, words, phase, forms", PHASES, ids=[phase for _, _, phase, _ in PHASES])
def test_cases_in_each_phase(visit, demo, who, words, phase, forms):
    visitor = demo.sign_in(visit(base=demo.base), who)
    link, faults = demo.case(visitor, words), []
    visitor.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    faults += look(visitor, phase, in_dark=phase in IN_DARK)
    text = visitor.page.inner_text("main").replace("\u2005", " ")
    # The exact bytes of a mail name it by a random number, as its readers see it.
    found = re.search(r"(?<!Message-ID: <)\b[0-9a-f]{32}\b", text)
    assert not found, "an identity is shown to people: " + text[max(0, found.start() - 150) : found.end() + 20]
    for form in forms:
        assert visitor.go(f"{link}/do/{form}").status == 200, form
        faults += look(visitor, form, in_dark=False)
    assert not faults, "\n".join(faults)


def test_pages_of_the_example(visit, demo):
    visitor, faults = demo.sign_in(visit(base=demo.base), "cleo"), []
    for path in ("/dashboard", "/ledger", "/on-call", "/people"):
        visitor.go(path)
        faults += look(visitor, path)
    visitor.go("/people")
    visitor.page.locator("main a[href^='/people/']").first.click()
    faults += look(visitor, "a person")
    board = demo.sign_in(visit(base=demo.base), "hugo")
    board.go("/board")
    faults += look(board, "the board")
    assert not faults, "\n".join(faults)
    assert demo.seconds < 60, f"the example took {demo.seconds:.0f} s to begin"


def test_the_keyboard_alone_says_what_somebody_thinks(visit, demo):
    """A proposal is opened, read and answered without a pointer."""
    visitor = demo.sign_in(visit(base=demo.base), "asta")
    demo.case(visitor, "Ottoline Vane")

    def press_until(wanted, most=120):
        for _ in range(most):
            visitor.page.keyboard.press("Tab")
            said = visitor.page.evaluate("document.activeElement.textContent + ' ' + (document.activeElement.value || '')")
            # Any space of a case page may carry the mark of who opened it.
            if wanted in said.replace("\u2005", " "):
                return
        raise AssertionError(f"“{wanted}” is not reached by the keyboard")

    press_until("Say what you think")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/do/vote**")
    press_until("agree")
    visitor.page.keyboard.press("Space")
    press_until("Say so")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**?done=vote*")
    assert "Asta Quillfeather agrees" in visitor.text("main")


def test_text_at_twice_the_size_stays_on_the_page(visit):
    visitor = visit()
    visitor.page.set_viewport_size({"width": 640, "height": 900})
    for path in PUBLIC:
        visitor.go(path)
        visitor.page.add_init_script("")
        visitor.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 640, path


def test_headers_keep_everything_at_home(site):
    asset = re.search(r'href="(/assets/[^"]+\.css)"', site.get("/").text).group(1)
    for path in PUBLIC + [asset, "/healthz", "/api/v1/reports", "/dashboard"]:
        answer = site.get(path)
        policy = answer.header("Content-Security-Policy")
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, path
        assert answer.header("Referrer-Policy") == "no-referrer", path
        assert answer.header("X-Content-Type-Options") == "nosniff", path
        assert answer.header("Set-Cookie") is None, path
        assert "http://" not in policy and "https://" not in policy
        assert answer.header("Server") is None
        if path != asset:
            assert answer.header("Cache-Control") == "no-store", path
    receipt = site.send_form({"account": "A report for the headers of its receipt (avocet)."})
    assert receipt.status == 200 and receipt.header("Set-Cookie") is None and receipt.header("Cache-Control") == "no-store"


def test_no_page_has_anything_inline(site):
    for path in PUBLIC:
        page = site.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", page), path
        assert 'lang="en"' in page and 'dir="ltr"' in page
