"""What was copied, printed or taken from a case says with whose opening it left."""
import json
import re

from installation import BY_NAME


def traced(founded, content, name):
    """What `redress trace` says of a file."""
    file = founded.data.parent / name
    file.write_bytes(content)
    done = founded.run("trace", str(file), "--json", check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout)


def test_a_copied_part_and_a_print_name_who_opened_it(own_site, visit):
    account = (
        "Somebody shouted at me in the hallway after the second talk, and then walked away while everybody else was looking on in silence. "
        "It was not the first time: last year the same person had followed two newcomers through the building, and nobody among those who "
        "stood near said a word about it until the evening, when it was too late to do anything about it.")
    assert own_site.send_form({"account": account, "involved": "Corvin Maddox"}).status == 200
    copies = {}
    for name in ("leila", "tomasz"):
        visitor = visit(base=own_site.base)
        visitor.sign_in(BY_NAME[name])
        case, = visitor.case_links()
        visitor.go(f"/cases/{case}")
        visitor.page.get_by_role("button", name="I have no conflict").click()
        visitor.page.wait_for_url(f"**/cases/{case}")
        visitor.go(f"/cases/{case}")
        # What somebody would copy: the account and nothing else.
        copied = visitor.page.locator("#report").inner_text()
        start = copied.replace("\u2005", " ").index("Somebody shouted")
        copies[name] = (copied[start:start + len(account)], visitor.page.pdf(), visitor.page.content())
    for name, (copied, printed, saved) in copies.items():
        member = BY_NAME[name].name
        assert copied.replace("\u2005", " ").replace("\n", " ").startswith(account[:60])
        found = traced(own_site, copied.encode(), "copied.txt")
        assert [finding["member"] for finding in found["findings"]] == [member], found
        assert not found["findings"][0]["isWritten"] and found["findings"][0]["chanceOfAccident"] < 1e-4, found
        broken = re.sub(r"(.{50}\S*)\s", r"\1\n> ", copied)
        assert traced(own_site, broken.encode(), "quoted.txt")["findings"][0]["member"] == member
        page = traced(own_site, printed, "printed.pdf")
        assert {finding["member"] for finding in page["findings"]} == {member}, page
        assert {finding["isWritten"] for finding in page["findings"]} == {True, False}, "the line and the spacing both speak"
        assert {finding["member"] for finding in traced(own_site, saved.encode(), "saved.html")["findings"]} == {member}
    assert traced(own_site, account.encode(), "typed.txt")["findings"] == []
