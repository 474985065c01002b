"""Last of all: what left for members while the other tests ran."""
import re

from installation import MEMBERS


def test_notices_carry_a_code_name_and_a_link_and_nothing_else(site, mail_server, said):
    """Notices leave within two minutes of a report, at a random moment, so this runs at the end."""
    notices = mail_server.wait(to="tomasz@quayside.example", subject="New report:", count=2, seconds=130)
    addresses = {member.email for member in MEMBERS}
    notices = [mail for mail in mail_server.mails() if addresses & set(mail["to"])]
    assert notices
    for notice in notices:
        mail = notice["parsed"]
        text = mail.get_content()
        for word in said:
            assert word.lower() not in (text + str(mail["Subject"])).lower(), word
        assert mail["Auto-Submitted"].startswith("auto-")
        assert mail["Message-ID"] and mail["Date"]
        assert notice["from"] in ("", "<>", None)
        links = re.findall(r"https?://\S+", text)
        # Who joined was told of before the server had its address.
        assert links and all(
            re.fullmatch(rf"{re.escape(site.base)}/(cases/[0-9a-f]{{32}}|join/\S+|on-call)|http://[^/]+/(members|recovery)", link)
            for link in links), links
        assert len(notice["to"]) == 1, "nobody learns who else was told"
    about_reports = [mail for mail in notices if "New report:" in mail["parsed"]["Subject"]]
    assert all(re.fullmatch(r"New report: \w+ \w+( \(you are on call\))?", mail["parsed"]["Subject"]) for mail in about_reports)
