"""What somebody sent as evidence is shown without danger: pictures drawn anew, warnings before what could run."""
import re
import struct
import zlib

from installation import BY_NAME


def picture(width=240, height=120):
    """A PNG of two colours with words in it that no handler should pass on."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    row = b"\0" + b"\xc0\x30\x30" * (width // 2) + b"\x30\x60\xc0" * (width - width // 2)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Location\0Quay Lane 12") + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


def test_evidence_is_looked_at_without_danger(own_site, visit, tmp_path):
    answer = own_site.send_form({"account": "Somebody pinned this to the door of the room."}, [
        ("files", "door.png", picture()), ("files", "invoice.docm", b"PK\x03\x04 not really"), ("files", "page.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("files", "broken.png", picture()[:60])])
    assert answer.status == 200
    handler = visit(base=own_site.base)
    handler.sign_in(BY_NAME["leila"])
    case, = handler.case_links()
    handler.go(f"/cases/{case}")
    handler.page.get_by_role("button", name="I have no conflict").click()
    handler.page.wait_for_url(f"**/cases/{case}")
    files = handler.page.locator("#report .file")
    assert files.count() == 4
    asked = []
    handler.page.on("request", lambda request: asked.append(request.url))
    shown = files.filter(has_text="door.png")
    shown.locator("details.evidence summary").click()
    drawn = shown.locator("img")
    drawn.scroll_into_view_if_needed()
    for _ in range(50):
        if drawn.evaluate("image => image.naturalWidth") > 0:
            break
        handler.page.wait_for_timeout(100)
    assert drawn.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [240, 120]
    assert [url for url in asked if url.endswith("/preview")] == [own_site.base + drawn.get_attribute("src")], "only what was unfolded is asked for"
    cookie = {"Cookie": "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in handler.context.cookies())}
    preview = own_site.get(drawn.get_attribute("src"), headers=cookie)
    assert preview.header("Content-Type") == "image/jpeg" and b"Quay Lane" not in preview.body
    assert preview.header("Content-Security-Policy") == "default-src 'none'; sandbox" and preview.header("X-Content-Type-Options") == "nosniff"
    # What could run lies behind a warning, and is only ever saved.
    for name, why in (("invoice.docm", "may hold programs"), ("page.svg", "A browser would run")):
        entry = files.filter(has_text=name)
        link = entry.get_by_role("link", name="Save it anyway")
        assert not link.is_visible()
        entry.locator("details:not(.evidence) summary").click()
        assert why in entry.inner_text().replace("\u2005", " ") and link.is_visible()
        content, saved_as = handler.download(link)
        assert re.fullmatch(rf"{name.split('.')[0]} \(.+, [0-9a-f]{{4}}(-[0-9a-f]{{4}}){{3}}\)\.{name.split('.')[1]}", saved_as), saved_as
    page = own_site.get(f"{link.get_attribute('href')}", headers=cookie)
    assert page.header("Content-Disposition").startswith("attachment;") and page.header("Content-Security-Policy") == "default-src 'none'; sandbox"
    broken = own_site.get(files.filter(has_text="broken.png").locator("img").get_attribute("src"), headers=cookie)
    assert broken.status == 403, "a picture that is none says so, and the file stays where it is"
    handler.page.screenshot(path=tmp_path / "evidence.png", full_page=True)
    print(tmp_path)
