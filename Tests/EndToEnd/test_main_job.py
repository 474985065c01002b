"""The main job in a real browser, with and without JavaScript: from the report to the answer and back."""
import email.message
import email.utils
import re
import time

import pytest

from installation import CONDUCT_ADDRESS
from reports import fill, full_report


# Carries: E03.3, H03.4
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_report_to_the_answer_and_back(script, site, visit, member, mail_server, said):
    mark = "kestrel" if script else "plover"
    report = full_report(mark)
    said.update({mark, "closing party", "followed me", "tidewater", "not to my work"})
    reporter, handler = visit(script=script), member("tomasz", script=script)
    cases_before = handler.case_links()

    # Reporting.
    reporter.go("/report")
    fill(reporter.page, report)
    reporter.page.click("main button.large")
    reporter.page.wait_for_selector("#receipt-words")
    words = reporter.words()
    assert len(words.split()) == 7
    assert reporter.context.cookies() == []
    text = reporter.page.inner_text("main")
    assert "shown only now" in text and "What happens next" in text
    assert re.search(r"\b20\d\d\b", text), "the receipt says by when"

    # Coming back with the words, typed carelessly.
    reporter.open_conversation("  " + words.upper().replace(" ", "\n", 1) + " ")
    assert "Nobody of the" in reporter.page.inner_text("main")
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Strict" for cookie in reporter.context.cookies())

    # A member: first the gate, with names and nothing else.
    new = handler.case_links() - cases_before
    assert len(new) == 1, new
    case = new.pop()
    handler.go(f"/cases/{case}")
    assert handler.page.url.endswith(f"/cases/{case}/gate")
    gate = handler.page.inner_text("main")
    code_name = handler.page.inner_text("main .code-name").strip()
    assert f"Corvin Maddox-{mark}" in gate and f"Petra Lindqvist-{mark}" in gate
    for hidden in (f"{mark}-account", f"{mark}-where", f"Ariadne-{mark}", f"log-{mark}", f"{mark}-context"):
        assert hidden not in handler.page.content(), hidden
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")

    # The case shows the report, whole.
    page = handler.page.inner_text("main").replace("\u2005", " ")
    for name, text in report.texts.items():
        for line in text.splitlines():
            assert line in page, (name, line)
    assert "DSF events" in page and "It happened to them" in page
    links = handler.page.locator("#report .files a")
    assert links.count() == 2
    for index, (name, _, content) in enumerate(report.files):
        saved, file_name = handler.download(links.nth(index))
        assert saved == content, f"{name} came back with {len(saved)} bytes instead of {len(content)}"
        stem, ending = name.rsplit(".", 1)
        assert re.fullmatch(rf"{re.escape(stem)} \([a-z ]+, [0-9a-f-]{{19}}\)\.{ending}", file_name), "the name says with which opening it was taken"
    assert "Joris Hale" in page and "The reporter asked for it" in page

    # Acknowledging with a letter that was changed.
    handler.page.get_by_role("link", name="Acknowledge the report").first.click()
    handler.page.wait_for_url("**/acknowledge")
    letter = handler.page.input_value("[name=text]")
    assert f"Ariadne-{mark}" in letter and "Tomasz Wren" in letter and "{" not in letter
    handler.page.fill("[name=text]", letter.replace("Thank you", "We are glad you wrote. Thank you") + f"\n\nPS {mark}-letter")
    handler.page.get_by_role("button", name="Send this letter").click()
    handler.page.wait_for_url(f"**/cases/{case}?done=acknowledge*")
    assert f"{mark}-letter" in handler.text("#channel")

    # The reporter reads it and answers with a file.
    reporter.go("/follow-up/conversation")
    answer = reporter.page.inner_text("main")
    assert "We are glad you wrote" in answer and f"{mark}-letter" in answer and "Tomasz Wren" in answer
    reporter.page.fill("[name=text]", f"Thank you. I found one more page of the log ({mark}-answer).")
    extra = f"21:52 more {mark}\n".encode() * 100
    reporter.page.set_input_files("[name=files]", [{"name": f"more-{mark}.log", "mimeType": "text/plain", "buffer": extra}])
    reporter.page.get_by_role("button", name="Send", exact=True).click()
    reporter.page.wait_for_url("**/conversation?sent=yes")
    assert f"{mark}-answer" in reporter.page.inner_text("main")

    # The member sees it, and is told that something waits.
    assert case in handler.case_links()
    handler.go(f"/cases/{case}")
    assert f"{mark}-answer" in handler.text("#channel")
    saved, _ = handler.download(handler.page.locator("#channel .files a").first)
    assert saved == extra

    # Leaving ends the reporter's session.
    reporter.go("/follow-up/conversation")
    reporter.page.get_by_role("button", name="Close the conversation").click()
    reporter.page.wait_for_url("**/follow-up")
    assert reporter.context.cookies() == []
    reporter.go("/follow-up/conversation")
    assert reporter.page.url.endswith("/follow-up")

    # A member who was left out is answered as for a case that does not exist, to the byte.
    left_out = member("joris", script=script)
    assert case not in left_out.case_links()
    cookie = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in left_out.context.cookies())
    for path in ("", "/gate", "/acknowledge", "/files/" + "0" * 32):
        kept_out = site.get(f"/cases/{case}{path}", headers={"Cookie": cookie})
        unknown = site.get(f"/cases/{'5' * 32}{path}", headers={"Cookie": cookie})
        assert kept_out.status == unknown.status == 404
        assert kept_out.body == unknown.body
        assert [pair for pair in kept_out.headers if pair[0] != "Date"] == [pair for pair in unknown.headers if pair[0] != "Date"]

    check_mail_to_the_reporter(site, mail_server, mark)
    check_answers_by_mail(site, mail_server, handler, case, mark, code_name)


def check_mail_to_the_reporter(site, mail_server, mark):
    address = f"ariadne-{mark}@reporter.example"
    receipt, = mail_server.wait(to=address, subject="We have received your report")
    mail = receipt["parsed"]
    assert mail["Auto-Submitted"].startswith("auto-")
    assert re.fullmatch(r"<[^<>@\s]+@djangoproject\.com>", mail["Message-ID"])
    assert re.fullmatch(r"conduct\+[a-z2-9]{16}@djangoproject\.com", email.utils.parseaddr(mail["Reply-To"])[1])
    assert receipt["from"] in ("", "<>", None), "an automatic mail has an empty return path"
    assert email.utils.parsedate_to_datetime(mail["Date"]) is not None
    waiting, = mail_server.wait(to=address, subject="There is an answer for you")
    for one in (receipt, waiting):
        body = one["parsed"].get_content()
        for secret in (f"{mark}-account", f"{mark}-letter", "glad you wrote", "sprint", "Maddox", f"log-{mark}"):
            assert secret not in body and secret not in str(one["parsed"]["Subject"])
        assert one["parsed"].get_content_charset() == "utf-8"
    assert f"{site.base}/follow-up" in waiting["parsed"].get_content()


def check_answers_by_mail(site, mail_server, handler, case, mark, code_name):
    """Mails come in as the mail server of the organization pipes them."""
    address = f"ariadne-{mark}@reporter.example"
    receipt = mail_server.mails(to=address, subject="We have received your report")[0]["parsed"]
    reply_to = email.utils.parseaddr(receipt["Reply-To"])[1]

    def mail(text, sender=address, to=reply_to, **headers):
        message = email.message.EmailMessage()
        message["From"] = f"Ariadne <{sender}>" if sender else "<>"
        message["To"] = to
        message["Subject"] = headers.pop("Subject", "Re: We have received your report")
        message["Date"] = email.utils.formatdate()
        message["Message-ID"] = email.utils.make_msgid(domain="reporter.example")
        message["In-Reply-To"] = receipt["Message-ID"]
        message["References"] = receipt["Message-ID"]
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        return message

    cases = site.case_count()
    answer = mail(f"By mail, from the train: she was there too ({mark}-mail).")
    answer.add_attachment(b"seat 42\n" * 20, maintype="text", subtype="plain", filename=f"ticket-{mark}.txt")
    site.ingest(answer)
    site.ingest(answer)
    handler.go(f"/cases/{case}")
    channel = handler.page.inner_text("#channel").replace("\u2005", " ")
    assert channel.count(f"{mark}-mail") == 1, "the same mail twice is one message"
    assert f"ticket-{mark}.txt" in channel

    # Automatic replies and bounces are no words of anybody, and never open a case.
    site.ingest(mail(f"I am out of office ({mark}-vacation).", Auto_Submitted="auto-replied", Subject="Out of office"))
    bounce = (
        f"From: Mail Delivery System <MAILER-DAEMON@reporter.example>\r\nTo: {reply_to}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <bounce-{mark}@reporter.example>\r\nAuto-Submitted: auto-replied\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nI am sorry ({mark}-bounce).\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.reporter.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: {receipt['Message-ID']}\r\nTo: {address}\r\n\r\n--b--\r\n").encode()
    site.ingest(bounce)
    handler.go(f"/cases/{case}")
    assert f"{mark}-vacation" not in handler.page.content() and f"{mark}-bounce" not in handler.page.content()
    assert site.case_count() == cases

    # The token from another address is put aside until a handler has looked.
    site.ingest(mail(f"I know this address from somewhere ({mark}-stranger).", sender=f"stranger-{mark}@elsewhere.example"))
    handler.go(f"/cases/{case}")
    assert f"{mark}-stranger" not in handler.text("#channel")
    assert "A mail waits to be placed" in handler.text("main")
    assert f"{mark}-stranger" in handler.text("main")
    assert site.case_count() == cases

    # Without the token it is a new report, whatever it claims to answer.
    site.ingest(mail(f"Another evening, another thing ({mark}-fresh).", to=CONDUCT_ADDRESS))
    assert site.case_count() == cases + 1


def test_mail_that_nobody_may_answer_gets_no_answer(site, mail_server):
    """Neither a bounce nor an out-of-office note to the bare address is answered or becomes a report."""
    cases = site.case_count()
    for number, headers in enumerate([
            "Auto-Submitted: auto-replied", "X-Autoreply: yes\r\nPrecedence: auto_reply", "X-Autorespond: vacation"]):
        site.ingest((
            f"From: machine-{number}@robots.example\r\nTo: {CONDUCT_ADDRESS}\r\nSubject: Automatic reply\r\n"
            f"Message-ID: <robot-{number}@robots.example>\r\n{headers}\r\n\r\nI am away.\r\n").encode())
    site.ingest(
        b"From: <>\r\nReturn-Path: <>\r\nTo: conduct@djangoproject.com\r\nSubject: Undeliverable\r\nMessage-ID: <b1@robots.example>\r\n"
        b"Auto-Submitted: auto-replied\r\n\r\nNobody of that name.\r\n")
    assert site.case_count() == cases
    # What a program sent of its own accord may be a report, for instance of a form elsewhere; nobody there reads an answer.
    site.ingest((
        f"From: form@robots.example\r\nTo: {CONDUCT_ADDRESS}\r\nSubject: From the form of the meetup\r\nMessage-ID: <form@robots.example>\r\n"
        "Auto-Submitted: auto-generated\r\n\r\nSomebody would like to tell you something.\r\n").encode())
    assert site.case_count() == cases + 1
    time.sleep(6)  # one round of the outbox
    assert not [mail for mail in mail_server.mails() if any("robots.example" in to for to in mail["to"])]
