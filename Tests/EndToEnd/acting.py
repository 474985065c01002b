"""What members do in a case, by the links and forms that they see."""
import os
import pathlib
import re

from conftest import Visitor
from installation import BY_NAME, ROOT

PICTURES = os.environ.get("REDRESS_PICTURES") == "1"


class Pictures:
    """Pictures of pages as they are passed: into docs/pictures when they are wanted, and else into a folder of the run."""

    def __init__(self, folder, prefix):
        self.folder = ROOT / "docs/pictures" if PICTURES else pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.prefix = prefix

    def take(self, visitor, name, height=1100):
        before = visitor.page.viewport_size
        visitor.page.goto(visitor.page.url.split("?")[0])
        if before["width"] > 600:
            visitor.page.set_viewport_size({"width": 1280, "height": height})
        visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        visitor.page.screenshot(path=self.folder / f"{self.prefix}-{name}.png", animations="disabled", caret="hide")
        visitor.page.set_viewport_size(before)


class Handler(Visitor):
    """A member with a browser of their own who handles one case."""

    def __init__(self, browser, site, name, **options):
        super().__init__(browser, site.base, **options)
        self.site = site
        self.name = BY_NAME[name].name
        self.case = None
        self.sign_in(BY_NAME[name])

    # -- the case

    def find_case(self):
        """The only case that waits for them."""
        self.case, = self.case_links()
        return self.case

    def open(self, case=None):
        """The page of the case, with everything unfolded."""
        self.case = case or self.case
        self.go(f"/cases/{self.case}")
        assert self.page.url.endswith(f"/cases/{self.case}"), self.page.url
        self.unfold()
        return self.text()

    def unfold(self):
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")

    def text(self, within="main"):
        # The marks that lead back to an opening lie in the spaces.
        return self.page.inner_text(within).replace("\u2005", " ")

    def declare(self, conflict=False):
        self.go(f"/cases/{self.case}")
        assert self.page.url.endswith("/gate"), self.page.url
        self.page.get_by_role("button", name="I have a conflict" if conflict else "I have no conflict").click()
        self.page.wait_for_url(re.compile(r"/dashboard|/cases/[0-9a-f]{32}$"))

    # -- forms

    def begin(self, link, **where):
        """Goes from the page of the case to a form, by a link as it reads there."""
        # Whoever acted last and is still on the page of the case sees it as it is.
        if self.site.acted_last is self and f"/cases/{self.case}?done=" in self.page.url:
            self.unfold()
        else:
            self.open()
        found = self.page.locator("main").get_by_role("link", name=link, exact=True)
        if where:
            found = self.page.locator(where["within"]).get_by_role("link", name=link, exact=True)
        assert found.count(), f"{self.name} finds no link “{link}” in the case:\n{self.text()}"
        found.first.click()
        self.page.wait_for_url("**/do/**")

    def choose(self, name):
        """Another kind of thing: the form changes with it."""
        self.page.locator("main form").get_by_role("link", name=name, exact=True).click()

    def fill(self, fields):
        """Types into a form and chooses in it; `fields` are by the names of its controls."""
        form = self.page.locator("main form").last
        form.evaluate("form => form.querySelectorAll('details').forEach(one => { one.open = true })")
        for name, value in fields.items():
            control = form.locator(f"[name='{name}']")
            assert control.count(), f"no field {name} on {self.page.url}:\n{self.text()}"
            kind = control.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind == "select":
                options = control.locator("option").all_inner_texts()
                control.select_option(label=next(option for option in options if value in option))
            elif kind == "radio":
                form.locator(f"[name='{name}'][value='{value}']").check()
            elif kind == "checkbox":
                for one in value if isinstance(value, list) else [value]:
                    form.locator(f"label:has-text('{one}')").and_(form.locator(f"[for^='choice-{name}-']")).click()
            else:
                control.first.fill(value)

    def send(self, button, refused=False):
        """Presses the button of the form; afterwards the page of the case says what was done."""
        self.page.locator("main form").last.get_by_role("button", name=button, exact=True).click()
        if refused:
            assert self.page.locator("main .notice, main .error-summary").count(), self.text()
            return self.text()
        self.page.wait_for_load_state()
        self.site.acted_last = self
        assert f"/cases/{self.case}?done=" in self.page.url, f"“{button}” was not taken:\n{self.text()}"
        return self.text("main [role=status]")

    def do(self, link, button, fields=None, kind=None, within=None):
        """A link, a form, a button."""
        self.begin(link, **({"within": within} if within else {}))
        if kind:
            self.choose(kind)
        self.fill(fields or {})
        return self.send(button)

    def say_to_reporter(self, text, kind):
        """A message to the reporter, from the form on the page of the case."""
        self.open()
        form = self.page.locator("#channel form")
        form.locator("[name=text]").fill(text)
        form.locator("[name=kind]").select_option(label=kind)
        form.get_by_role("button", name="Send", exact=True).click()
        self.page.wait_for_url(re.compile(rf"/cases/{self.case}\?done="))
        self.site.acted_last = self

    def draft(self, kind, to, fields):
        """A letter that somebody else has to read first."""
        self.begin("Draft a letter", within=f"section:has(> header > h2:text-is('Conversation with {to}'))")
        self.choose(kind)
        self.fill(fields)
        self.send("Keep the draft")

    def read_draft(self, approves=True, remark=""):
        self.do("Read it", "I have read it", {"isApproved": "yes" if approves else "no", "remark": remark}, within=".card.needs")

    def send_draft(self):
        self.do("Send it", "Send it", within=".card.needs")

    def vote(self, choice="agree", reason=""):
        return self.do("Say what you think", "Say so", {"choice": choice, "reason": reason}, within="#decision")


class Party(Visitor):
    """Somebody with words: who reported, or another person of the case."""

    def __init__(self, browser, site, **options):
        super().__init__(browser, site.base, **options)
        self.site = site

    def take_own_words(self, handed):
        """The first opening with words that were handed over: new ones take their place."""
        self.go("/follow-up")
        self.page.fill("[name=receipt]", handed)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/follow-up/conversation")
        own = self.words()
        assert own and own != handed
        self.page.get_by_role("button", name="I have kept them").click()
        self.page.wait_for_selector("#write")
        return own

    def answer(self, text="", choice=None):
        self.go("/follow-up/conversation")
        if text:
            self.page.fill("#write [name=text]", text)
        if choice:
            self.page.get_by_label(choice).check()
        self.page.get_by_role("button", name="Send", exact=True).click()
        self.page.wait_for_url("**/conversation?sent=yes")
        self.site.acted_last = self
