"""Members: coming in by an invitation, signing in and out, and what is said when something does not fit."""
import re
import time
import urllib.parse

import pytest

from installation import BY_NAME, totp

PASSWORD = "forty quiet herons waiting"


def path_of(link):
    return urllib.parse.urlsplit(link).path


def cookie_header(visitor):
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in visitor.context.cookies())


@pytest.fixture(scope="module")
def guests(founded, tmp_path_factory):
    """An installation whose invitations are still open."""
    site = founded.copy(tmp_path_factory.mktemp("guests") / "data")
    site.start()
    yield site
    site.stop()


def wait_for_next_code(used_at):
    """A code counts once; the next one is half a minute later, and the server takes it a little early."""
    return max(time.time(), (int(used_at) // 30 + 1) * 30 + 1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_joining_by_an_invitation_with_a_second_factor(script, guests, visit):
    """The board's invitation for one, one that the chair makes for the other."""
    if script:
        link = path_of(guests.invitations["boardInvitation"])
        name, address = "Odile Brandt", "odile@quayside.example"
    else:
        chair = visit(base=guests.base)
        chair.sign_in(BY_NAME["ines"])
        chair.go("/members")
        form = chair.page.locator("form[action='/members/invitations']")
        form.locator("[name=role]").first.evaluate("""element => {
            const box = document.querySelector("input[name=role][value=member]");
            if (box) box.checked = true; else element.value = "member"; }""")
        if form.locator("[name=email]").count():
            form.locator("[name=email]").fill("rafael@quayside.example")
        form.locator("button[type=submit]").click()
        chair.page.wait_for_selector("text=/join/")
        link = re.search(r"/join/[0-9A-Za-z_-]+", chair.page.inner_text("main")).group(0)
        name, address = "Rafael Ostrander", "rafael@quayside.example"
    visitor = visit(base=guests.base, script=script)
    assert visitor.go(link).status == 200
    page = visitor.page
    page.locator("details summary").first.click()
    secret = page.inner_text("code.secret")

    def join(password, again, code):
        page.fill("[name=name]", name)
        page.fill("[name=email]", address)
        page.fill("[name=alsoKnownAs]", "@nightheron\nO. Brandt")
        page.fill("[name=password]", password)
        page.fill("[name=passwordAgain]", again)
        page.fill("[name=code]", code)
        page.click("main button.large")

    # What does not fit is said, and what was typed stays; passwords are never given back.
    for password, again, code, field in [
            ("short", "short", totp(secret), "password"), (PASSWORD, PASSWORD + "!", totp(secret), "passwordAgain"),
            (PASSWORD, PASSWORD, "000000" if totp(secret) != "000000" else "111111", "code")]:
        join(password, again, code)
        page.wait_for_selector(".error-summary")
        assert page.locator(f"[name={field}][aria-invalid=true]").count() == 1, field
        assert page.input_value("[name=name]") == name and page.input_value("[name=email]") == address
        assert page.input_value("[name=alsoKnownAs]").splitlines() == ["@nightheron", "O. Brandt"]
        assert page.input_value("[name=password]") == ""
        assert visitor.context.cookies() == []
        if page.locator("code.secret").is_hidden():
            page.locator("details summary").first.click()
        secret = page.inner_text("code.secret")
    used_at = time.time()
    join(PASSWORD, PASSWORD, totp(secret, used_at))
    page.wait_for_selector("#codes")
    codes = page.locator("#codes li").all_inner_texts()
    assert len(codes) >= 8 and len(set(codes)) == len(codes)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/dashboard")
    assert name.split()[0] in page.inner_text("body")
    assert visitor.go(link).status == 410, "an invitation works once"

    # Signing out by the button; the cookie is gone, and worth nothing.
    visitor.go("/dashboard")
    old = cookie_header(visitor)
    page.locator("form[action='/sign-out'] button").first.click()
    page.wait_for_url("**/sign-in?said=*")
    assert "signed out" in page.inner_text("main")
    assert visitor.context.cookies() == []
    assert guests.get("/dashboard", headers={"Cookie": old}).status == 303

    # With a recovery code, once.
    def sign_in_with(code):
        visitor.go("/sign-in/recovery-code")
        page.fill("[name=email]", address)
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=recoveryCode]", code)
        with page.expect_navigation():
            page.click("main button[type=submit]")
        return urllib.parse.urlsplit(page.url).path

    assert sign_in_with(codes[0].lower()) == "/dashboard"
    page.locator("form[action='/sign-out'] button").first.click()
    page.wait_for_url("**/sign-in?said=*")
    assert sign_in_with(codes[0]) != "/dashboard", "a recovery code works once"
    assert visitor.context.cookies() == []

    # With the code of the app: a used one no longer counts, the next one does.
    def sign_in(code):
        visitor.go("/sign-in")
        page.fill("[name=email]", address.upper())
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=code]", code)
        with page.expect_navigation():
            page.click("main button[type=submit]")
        return urllib.parse.urlsplit(page.url).path

    assert sign_in(totp(secret, used_at)) != "/dashboard", "a code works once"
    assert sign_in("") != "/dashboard", "the second factor cannot be left out"
    code = totp(secret, wait_for_next_code(used_at))
    assert sign_in(f"{code[:3]} {code[3:]}") == "/dashboard"


def test_a_wrong_password_a_wrong_address_and_a_wrong_code_get_the_same_page(site):
    """From an address of its own, since failures are counted by where they come from."""
    pages = []
    for address, password in [("leila@quayside.example", "wrong"), ("nobody@quayside.example", "wrong"),
                              ("nobody@quayside.example", BY_NAME["leila"].password), ("leila@quayside.example", "")]:
        began = time.perf_counter()
        answer = site.post_form("/sign-in", {"email": address, "password": password, "code": "123456"}, source="127.0.0.9")
        seconds = time.perf_counter() - began
        assert answer.status == 422 and answer.header("Set-Cookie") is None
        text = answer.text.replace(address, "ADDRESS")
        text = re.sub(r'(name="token" value=")[0-9a-f]+', r"\1", re.sub(r'value="[0-9a-f]{64}"', 'value=""', text))
        pages.append((text, seconds))
    assert len({text for text, _ in pages}) == 1
    assert "did not fit together" in pages[0][0]


def test_many_failures_slow_down_only_where_they_come_from(site):
    answers = [site.post_form("/sign-in", {"email": "mei@quayside.example", "password": f"guess {number}"}, source="127.0.0.13")
               for number in range(8)]
    assert 429 in {answer.status for answer in answers}
    waiting = next(answer for answer in answers if answer.status == 429)
    assert int(waiting.header("Retry-After")) <= 10 and "locked" not in waiting.text.replace("not locked", "")
    mei = BY_NAME["mei"]
    other = site.post_form("/sign-in", {"email": mei.email, "password": mei.password}, source="127.0.0.14")
    assert other.status == 303, "whoever knows the password gets in from elsewhere at once"


def test_signing_out_needs_the_token_of_the_page(site, visit):
    visitor = visit()
    visitor.sign_in(BY_NAME["emil"])
    cookie = cookie_header(visitor)
    for fields, origin in [({}, site.base), ({"token": "0" * 64}, site.base), ({}, "https://evil.example")]:
        answer = site.post_form("/sign-out", fields, headers={"Cookie": cookie, "Origin": origin})
        assert answer.status == 403, (fields, origin)
        assert site.get("/dashboard", headers={"Cookie": cookie}).status == 200
    # The token of another member's page does not count either.
    other = visit()
    other.sign_in(BY_NAME["sanna"])
    other.go("/settings")
    hidden = other.page.locator("form[action='/sign-out'] input[type=hidden]").first
    stolen = {hidden.get_attribute("name"): hidden.get_attribute("value")}
    assert site.post_form("/sign-out", stolen, headers={"Cookie": cookie}).status == 403


def test_pages_for_members_lead_to_signing_in_and_back(site, visit):
    visitor = visit()
    for path in ("/dashboard", "/cases", "/cases/" + "7" * 32, "/settings", "/members"):
        visitor.go(path)
        assert urllib.parse.urlsplit(visitor.page.url).path == "/sign-in", path
    mei = BY_NAME["nora"]
    visitor.page.fill("[name=email]", mei.email)
    visitor.page.fill("[name=password]", mei.password)
    visitor.page.click("main button[type=submit]")
    visitor.page.wait_for_url("**/members")
    # Nobody is led to another site.
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        answer = site.post_form("/sign-in", {"email": mei.email, "password": mei.password, "return": target})
        assert answer.status == 303 and answer.header("Location").startswith("/") and "evil" not in answer.header("Location").replace("/sign-in", "")


def test_sessions_are_listed_and_ended(site, visit):
    first, second = visit(), visit()
    first.sign_in(BY_NAME["sanna"])
    second.sign_in(BY_NAME["sanna"])
    second.go("/settings")
    second.page.get_by_role("button", name=re.compile("End all|all other", re.I)).click()
    second.page.wait_for_selector("main")
    assert site.get("/dashboard", headers={"Cookie": cookie_header(second)}).status == 200
    assert site.get("/dashboard", headers={"Cookie": cookie_header(first)}).status == 303


def test_a_lost_password_says_the_same_for_everybody(site, mail_server):
    known = site.post_form("/lost-password", {"email": "emil@quayside.example"})
    unknown = site.post_form("/lost-password", {"email": "emmy@quayside.example"})
    assert known.status == unknown.status == 200
    strip = lambda answer, name: re.sub(r'value="[0-9a-f]{64}"', "", answer.text.replace(name, ""))
    assert strip(known, "emil@") == strip(unknown, "emmy@")
    mail, = mail_server.wait(to="emil@quayside.example", subject="A new password")
    link = re.search(r"/join/\S+", mail["parsed"].get_content()).group(0)
    assert site.get(link).status == 200
    assert not mail_server.mails(to="emmy@quayside.example")
