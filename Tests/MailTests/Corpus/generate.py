"""Writes the difficult mails of this folder and what is expected of each.

Run it after a change: python3 Tests/MailTests/Corpus/generate.py
Every message is invented. Same script, same bytes.
"""
import base64
import binascii
import json
import pathlib
import quopri
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

HERE = pathlib.Path(__file__).parent
MESSAGES = HERE / "messages"
cases = {}


def add(name, message, **expected):
    assert name not in cases, name
    if isinstance(message, str):
        message = message.encode("utf-8")
    elif not isinstance(message, bytes):
        message = message.as_bytes()
    cases[name] = (message, expected)


def head(subject="Report", sender="Ada <ada@example.org>", extra="", mime=True):
    lines = f"From: {sender}\nTo: conduct@example.net\nSubject: {subject}\n"
    lines += "Message-ID: <m1@example.org>\nDate: Tue, 02 Jan 2024 10:00:00 +0000\n"
    return lines + ("MIME-Version: 1.0\n" if mime else "") + extra


def text(body, charset="utf-8", encoding="8bit", extra="", subject="Report", sender="Ada <ada@example.org>"):
    raw = body if isinstance(body, bytes) else body.encode("utf-8")
    kind = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    enc = f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""
    return head(subject, sender, extra + kind + enc).encode() + b"\n" + raw


def html(body, extra=""):
    return text(body, extra=extra).replace(b"text/plain", b"text/html")


def pieces(*parts, kind="mixed", boundary="bb", closed=True, extra="", preamble="", epilogue="", params="", subject="Report"):
    out = head(subject, extra=extra + f'Content-Type: multipart/{kind}; boundary="{boundary}"{params}\n').encode() + b"\n"
    out += preamble.encode()
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode()
        out += b"--" + boundary.encode() + b"\n" + raw + b"\n"
    if closed:
        out += b"--" + boundary.encode() + b"--\n"
    return out + epilogue.encode()


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
ADA = dict(**{"from": ["ada@example.org"]})

# --- ordinary mails, each in some shape -------------------------------------------------------------------------
for name, ending in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")):
    add(f"line-ends-{name}", text("One.\nTwo.\n").replace(b"\n", ending.encode()), text="One.\nTwo.", notes=[], **ADA)
add("line-ends-mixed", head(extra="Content-Type: text/plain\n").replace("\n", "\r\n").encode() + b"\r\nOne.\nTwo.\r\nThree.\rFour.",
    text="One.\nTwo.\nThree.\nFour.")
add("line-ends-header-lf-body-crlf", text("One.\r\nTwo.\r\n"), text="One.\nTwo.")
m = EmailMessage()
m["From"], m["To"], m["Subject"] = "Zoë Ångström <zoe@example.org>", "conduct@example.net", "Früh am Morgen: 会議での出来事 🙈"
m["Message-ID"] = "<zoe@example.org>"
m.set_content("Grüße — 日本語 — עברית — العربية 🙈\n")
add("unicode-everywhere", m, fromNames=["Zoë Ångström"], subject="Früh am Morgen: 会議での出来事 🙈",
    text="Grüße — 日本語 — עברית — العربية 🙈", notes=[])
add("no-mime-version", text("Words.").replace(b"MIME-Version: 1.0\n", b""), text="Words.", notes=[])
add("no-content-type", head(mime=False) + "\nOnly words.\n", text="Only words.", notes=[])
add("subject-missing", "From: ada@example.org\nTo: c@example.net\n\nWords.", subject="", text="Words.", **ADA)
add("from-missing", "To: c@example.net\nSubject: S\n\nWords.", **{"from": [], "subject": "S", "text": "Words."})
add("message-id-missing", "From: ada@example.org\nSubject: S\n\nWords.", absent=["messageID"])
add("message-id-without-brackets", "From: ada@example.org\nMessage-ID: abc@example.org\n\nWords.", messageID="abc@example.org")
add("message-id-odd", "From: ada@example.org\nMessage-ID: <weird id without at>\n\nWords.", text="Words.")
add("date-nonsense", "From: ada@example.org\nDate: yesterday, around noon\n\nWords.", absent=["dateSeconds"])
add("date-two-digit-year", "From: ada@example.org\nDate: 2 Jan 24 10:00:00 EST\n\nWords.", dateSeconds=1704207600)
add("date-far-future", "From: ada@example.org\nDate: Tue, 02 Jan 99999 10:00:00 +0000\n\nWords.", text="Words.")
add("date-bad-zone", "From: ada@example.org\nDate: Tue, 02 Jan 2024 10:00:00 +9999999\n\nWords.", text="Words.")
add("dot-stuffing-left", text("..dot\n.\nafter"), text="..dot\n.\nafter")
add("trailing-space-and-tabs", text("One \t\n\tTwo"), text="One \t\n\tTwo")

# --- broken from the start --------------------------------------------------------------------------------------
add("empty", b"", notes=["emptyMessage"], text="")
add("only-line-ends", b"\r\n\r\n\n\n", notes=["emptyMessage"], text="")
add("only-headers", head(), notesInclude=["noBody"], text="", subject="Report", **ADA)
add("only-headers-no-line-end", b"From: ada@example.org\nSubject: cut", subject="cut", notesInclude=["noBody"], **ADA)
add("only-body", "I have no headers, just these words.\nAnd more.", text="I have no headers, just these words.\nAnd more.", notesInclude=["noHeaders"])
add("only-body-with-colon", "I must tell you: this happened.\nYesterday.", textContains=["I must tell you", "this happened", "Yesterday"])
add("binary-garbage", bytes((i * 37 + 11) % 256 for i in range(5000)), notesInclude=["noHeaders"])
add("all-byte-values", bytes(range(256)) * 8, notesInclude=["noHeaders"])
add("nul-bytes-in-body", text(b"be\0fore\0after"), text="beforeafter", notesInclude=["controlCharactersRemoved"])
add("nul-bytes-in-header", b"From: ada@example.org\nSubject: a\0b\nTo: c@exa\0mple.net\n\nWords.", subject="ab", text="Words.", notesInclude=["controlCharactersRemoved"])
add("only-nul", b"\0" * 1000, text="")
add("mbox-from-line", b"From ada@example.org Tue Jan  2 10:00:00 2024\n" + text("Words."), text="Words.", subject="Report", **ADA)
add("mbox-quoted-from-line", b">From ada@example.org Tue Jan  2 10:00:00 2024\n" + text("Words."), text="Words.", subject="Report", **ADA)
add("mbox-from-escaped-in-body", text("First.\n>From here on it got worse.\n", extra="In-Reply-To: <a@example.net>\n"),
    newText="First.\n>From here on it got worse.")
add("byte-order-mark-first", b"\xef\xbb\xbf" + text("Words."), text="Words.", subject="Report", **ADA)
add("blank-lines-first", b"\n\r\n" + text("Words."), text="Words.", subject="Report")
add("no-blank-line-before-body", "From: ada@example.org\nSubject: S\nThis is no header line and has to be kept\n\nMore words.",
    textContains=["has to be kept", "More words."])
add("space-before-colon", "From : ada@example.org\nSubject : Spaced\n\nWords.", textContains=["Words."])
add("header-without-value", "From:\nSubject:\nTo:\nDate:\nMessage-ID:\n\nWords.", text="Words.", subject="", **{"from": []})
add("header-very-long-line", "From: ada@example.org\nSubject: " + "long " * 3000 + "\n\nWords.", text="Words.", notesInclude=["nameCut"])
add("header-unfolded-continuation", "From: ada@example.org\nSubject: one\n two\n\tthree\n\nWords.", subject="one two three")
add("header-thousands", "From: ada@example.org\n" + "".join(f"X-Filler-{i}: {i}\n" for i in range(3000)) + "\nWords.", text="Words.", notesInclude=["headerTooLong"], **ADA)
add("body-one-long-line", text("x" * 50_000), text="x" * 50_000)
add("repeated-from", "From: ada@example.org\nFrom: mallory@example.com\nSubject: a\nSubject: b\n\nWords.", subject="a", notesInclude=["repeatedHeader"], **ADA)
add("repeated-content-type", head(extra="Content-Type: text/plain; charset=utf-8\nContent-Type: text/html\n") + "\nWords.", textContains=["Words."])
add("bare-cr-in-header", b"From: ada@example.org\nSubject: one\rBcc: victim@example.com\n\nWords.", subject="one Bcc: victim@example.com", to=[])

# --- names and addresses ----------------------------------------------------------------------------------------
def sender(value, raw=False):
    return (b"From: " + (value if raw else value.encode()) + b"\nSubject: S\n\nWords.")

add("name-encoded-q", sender("=?iso-8859-1?Q?Andr=E9_Dupont?= <a@example.org>"), fromNames=["André Dupont"], **{"from": ["a@example.org"]})
add("name-encoded-b-split", sender("=?utf-8?B?44GC44KL?= =?utf-8?B?5Lq6?= <a@example.org>"), fromNames=["ある人"])
add("name-encoded-in-quotes", sender('"=?utf-8?Q?Ad=C3=A1?=" <a@example.org>'), fromNames=["Adá"])
add("name-encoded-unknown-charset", sender("=?x-klingon?Q?Ad=E1?= <a@example.org>"), **{"from": ["a@example.org"]})
add("name-encoded-broken", sender("=?utf-8?B?!!!!?= <a@example.org>"), **{"from": ["a@example.org"]})
add("name-encoded-unclosed", sender("=?utf-8?Q?Ada <a@example.org>"), **{"from": ["a@example.org"]})
add("name-split-inside-character", sender("=?utf-8?Q?Ad=C3?= =?utf-8?Q?=A1?= <a@example.org>"), fromNames=["Adá"])
add("name-raw-latin1", sender(b"Andr\xe9 <a@example.org>", raw=True), fromNames=["André"])
add("name-raw-utf8", sender("Адa Лавлейс <a@example.org>"), fromNames=["Адa Лавлейс"])
add("name-direction-override", sender("=?utf-8?Q?Ada_=E2=80=AEgpj.exe?= <a@example.org>"), fromNames=["Ada gpj.exe"], notesInclude=["directionOverridesRemoved"])
add("name-header-injection", sender("=?utf-8?Q?Ada=0D=0ABcc=3A_victim=40example.com?= <a@example.org>"), fromNames=["Ada Bcc: victim@example.com"], **{"from": ["a@example.org"]})
add("subject-header-injection", "From: ada@example.org\nSubject: =?utf-8?Q?Hi=0D=0ABcc:_victim@example.com=0D=0A=0D=0AText?=\n\nWords.", subject="Hi Bcc: victim@example.com Text", text="Words.", to=[])
add("name-header-injection-raw", sender("=?utf-8?Q?Ada=0D=0ABcc:_victim@example.com?= <a@example.org>"), **{"from": ["a@example.org"]})
add("name-nul-encoded", sender("=?utf-8?Q?A=00da?= <a@example.org>"), **{"from": ["a@example.org"]})
add("name-very-long", sender('"' + "A" * 5000 + '" <a@example.org>'), notesInclude=["nameCut"], **{"from": ["a@example.org"]})
add("name-comma-unquoted", sender("Lovelace, Ada <a@example.org>"), fromIncludes=["a@example.org"])
add("name-emoji", sender("🦊 Fox <a@example.org>"), fromNames=["🦊 Fox"])
add("name-looks-like-address", sender('"victim@example.com" <a@example.org>'), fromNames=["victim@example.com"], **{"from": ["a@example.org"]})
add("address-comment", sender("a@example.org (Ada (the real) one)"), **{"from": ["a@example.org"]})
add("address-bare", sender("a@example.org"), fromNames=[""], **{"from": ["a@example.org"]})
add("address-brackets-missing-end", sender("Ada <a@example.org"), **{"from": ["a@example.org"]})
add("address-double-brackets", sender("Ada <<a@example.org>>"), fromIncludes=["a@example.org"])
add("address-mailto", sender("<mailto:a@example.org>"), textContains=["Words."])
add("address-quoted-local-part", sender('Ada <"odd name"@example.org>'), text="Words.")
add("address-international", sender("Jürgen <jürgen@bücher.example>"), **{"from": ["jürgen@bücher.example"]})
add("address-punycode", sender("B <b@xn--bcher-kva.example>"), text="Words.")
add("address-route", sender("<@relay.example:a@example.org>"), fromIncludes=["a@example.org"])
add("address-literal", sender("<a@[192.0.2.1]>"), text="Words.")
add("address-none", sender("undisclosed"), **{"text": "Words."})
add("address-group", "From: ada@example.org\nTo: Team: b@example.net, C <c@example.net>;, d@example.net\n\nWords.", to=["b@example.net", "c@example.net", "d@example.net"])
add("address-group-empty", "From: ada@example.org\nTo: undisclosed-recipients:;\n\nWords.", to=[])
add("address-group-nested", "From: ada@example.org\nTo: A: B: C: b@example.net;;;\n\nWords.", text="Words.")
add("address-thousand", "From: ada@example.org\nTo: " + ",\n ".join(f"p{i}@example.net" for i in range(1500)) + "\n\nWords.", notesInclude=["tooManyAddresses"], text="Words.")
add("address-parentheses-deep", sender("(" * 5000 + "a@example.org"), text="Words.")
add("address-quotes-unclosed", sender('"Ada <a@example.org>'), text="Words.")
add("delivered-to-token", "Return-Path: <ada@example.org>\nDelivered-To: conduct+tok123@example.net\nX-Original-To: report@example.net\nEnvelope-To: third@example.net\nFrom: ada@example.org\nTo: report@example.net\nCc: cc@example.net\n\nWords.",
    recipients=["conduct+tok123@example.net", "report@example.net", "third@example.net", "cc@example.net"], kind="ordinary")
add("authentication-results", "Authentication-Results: mx.example.net;\n dkim=pass header.d=example.org;\n spf=pass\nAuthentication-Results: forged.example; dkim=pass\nFrom: ada@example.org\n\nWords.",
    authenticationResults=["mx.example.net; dkim=pass header.d=example.org; spf=pass", "forged.example; dkim=pass"])
add("references-many", "From: ada@example.org\nReferences: " + " ".join(f"<r{i}@example.org>" for i in range(500)) + "\n\nWords.", text="Words.")

# --- character sets ---------------------------------------------------------------------------------------------
for charset, words in (("iso-8859-1", "Grüße"), ("iso-8859-2", "Łódź żółć"), ("iso-8859-15", "10 € für œuvre"), ("windows-1252", "“quoted” – €"),
                       ("windows-1251", "Привет, мир"), ("koi8-r", "Привет, мир"), ("shift_jis", "報告があります"), ("euc-jp", "報告があります"),
                       ("iso-2022-jp", "報告があります"), ("gb2312", "报告"), ("gb18030", "报告"), ("big5", "報告"), ("euc-kr", "보고서"),
                       ("windows-1255", "שלום"), ("windows-1256", "مرحبا"), ("utf-16", "Wide 文字"), ("utf-16be", "Wide 文字"), ("utf-7", "Hi Mom ☺"),
                       ("tis-620", "สวัสดี"), ("macintosh", "Grüße"), ("iso-8859-8", "שלום")):
    codec = {"macintosh": "mac_roman"}.get(charset, charset)
    raw = words.encode(codec)
    add(f"charset-{charset}", text(base64.encodebytes(raw), charset, "base64"), text=words, notes=[])
add("charset-missing-utf8", text("Grüße", charset=None), text="Grüße", notes=[])
add("charset-missing-latin1", text("Grüße".encode("latin-1"), charset=None), text="Grüße", notes=["wrongCharset"])
add("charset-ascii-but-utf8", text("Grüße", charset="us-ascii"), text="Grüße")
add("charset-ascii-but-windows", text("“Hi”".encode("cp1252"), charset="us-ascii"), text="“Hi”", notesInclude=["wrongCharset"])
add("charset-utf8-but-latin1", text("Grüße aus Köln".encode("latin-1")), text="Grüße aus Köln", notes=["wrongCharset"])
add("charset-latin1-but-utf8", text("Grüße", charset="iso-8859-1"), text="Grüße", notes=["wrongCharset"])
add("charset-unknown", text("Plain words", charset="x-klingon"), text="Plain words", notes=["unknownCharset"])
add("charset-unknown-eight-bit", text("Grüße", charset="x-klingon"), text="Grüße", notes=["unknownCharset"])
add("charset-nonsense-long", text("Plain words", charset="z" * 300), text="Plain words", notes=["unknownCharset"])
add("charset-injection", text("Plain words", charset='"../../etc/passwd//TRANSLIT"'), text="Plain words", notes=["unknownCharset"])
add("charset-quoted", text("Grüße", charset="'UTF-8'"), text="Grüße", notes=[])
add("charset-utf8-with-bad-bytes", text("Grüße und Küsse ".encode() + b"\xff\xfe!"), textContains=["Grüße und Küsse", "\ufffd"], notesInclude=["undecodableBytesReplaced"], attachmentRoles=["alternativeBody"])
add("charset-utf8-cut-character", text("Grüße und Küss€".encode()[:-1]), textContains=["Grüße und Küss"], notesInclude=["undecodableBytesReplaced"])
add("charset-utf8-surrogates", text("Größe Ü ".encode() + b"\xed\xa0\x80 end"), textContains=["Größe", "end"], notesInclude=["undecodableBytesReplaced"])
add("charset-utf8-overlong", text("Größe üüüü ".encode() + b"\xc0\xaf end"), textContains=["Größe", "end"], notesInclude=["undecodableBytesReplaced"])
add("charset-shift-jis-damaged", text("報告".encode("shift_jis") + b"\xff\x81", "shift_jis"), textContains=["報告"], notesInclude=["undecodableBytesReplaced"])
add("charset-utf16-marked-undeclared", text(base64.encodebytes(b"\xff\xfe" + "Wide".encode("utf-16le")), "us-ascii", "base64"), text="Wide")
add("subject-charset-iso-2022-jp", "From: ada@example.org\nSubject: =?iso-2022-jp?B?" + base64.b64encode("報告".encode("iso-2022-jp")).decode() + "?=\n\nWords.", subject="報告")
add("subject-folded-encoded-crlf", b"From: =?UTF-8?B?Wm/Dqw==?=\r\n =?UTF-8?B?IMOFbmdzdHLDtm0=?=\r\n <zoe@example.org>\r\nSubject: =?UTF-8?B?Wm/DqyBHcsO8w59l?=\r\n =?UTF-8?B?IPCfmYg=?=\r\n\tand more\r\n\r\nWords.", subject="Zo\u00eb Gr\u00fc\u00dfe \U0001f648 and more", fromNames=["Zo\u00eb \u00c5ngstr\u00f6m"])
add("subject-raw-windows-1252", b"From: ada@example.org\nSubject: \x93Hi\x94 caf\xe9\n\nWords.", subjectContains=["Hi", "café"])

# --- transfer encodings -----------------------------------------------------------------------------------------
add("encoding-quoted-printable", text(quopri.encodestring("Grüße = gut\n".encode()), encoding="quoted-printable"), text="Grüße = gut")
add("encoding-quoted-printable-broken", text(b"A =ZZ b =\nc =4", encoding="quoted-printable"), textContains=["A ", "b ", "c "])
add("encoding-base64", text(base64.encodebytes("Grüße".encode()), encoding="base64"), text="Grüße")
add("encoding-base64-no-padding", text(base64.b64encode("Grüße".encode()).rstrip(b"="), encoding="base64"), text="Grüße")
add("encoding-base64-cut", text(base64.b64encode(("Words. " * 50).encode())[:-7], encoding="base64"), textContains=["Words. Words."])
add("encoding-base64-but-plain", text("These are plain words, and there are many of them here.", encoding="base64"), text="These are plain words, and there are many of them here.", notesInclude=["encodingDamaged"])
add("encoding-base64-then-footer", text(base64.encodebytes(("Real words. " * 20).encode()) + b"\n-- \n_______________\nlist@example.org mailing list!\n", encoding="base64"), textContains=["Real words."], notesInclude=["encodingDamaged"])
add("encoding-unknown", text("Words.", encoding="x-own-invention"), text="Words.")
add("encoding-uuencode", text(b"begin 644 a.txt\n" + binascii.b2a_uu(b"Hello there") + b"`\nend\n", encoding="x-uuencode"), textContains=["Hello"])
add("encoding-binary", text("Words.", encoding="binary"), text="Words.")

# --- multiparts -------------------------------------------------------------------------------------------------
add("alternative", pieces(PLAIN + "Plain words.", HTML + "<p>Rich words.</p>", kind="alternative"), text="Plain words.", attachmentRoles=["alternativeBody"], attachmentTypes=["text/html"], origin="plain")
add("alternative-html-first", pieces(HTML + "<p>Rich words.</p>", PLAIN + "Plain words.", kind="alternative"), text="Plain words.")
add("alternative-plain-empty", pieces(PLAIN + " \n\n", HTML + "<p>Rich words.</p>", kind="alternative"), text="Rich words.", origin="html", notesInclude=["textFromHTML"])
add("alternative-nested-related", pieces(PLAIN + "Plain.", 'Content-Type: multipart/related; boundary=cc\n\n--cc\nContent-Type: text/html\n\n<p>Rich</p>\n--cc\nContent-Type: image/png\nContent-ID: <pic>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--cc--', kind="alternative"),
    text="Plain.", attachmentTypes=["text/html", "image/png"])
add("mixed-several-texts", pieces(PLAIN + "First.", 'Content-Type: image/png; name="a.png"\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=', PLAIN + "Second."), text="First.\n\nSecond.", attachmentNames=["a.png"], attachmentRoles=["inline"])
add("attachment-pdf", pieces(PLAIN + "See file.", 'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment; filename="a.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK'),
    text="See file.", attachmentNames=["a.pdf"], attachmentTypes=["application/pdf"], attachmentSizes=[9], attachmentRoles=["file"])
add("attachment-text-file", pieces(PLAIN + "See file.", 'Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="chat.txt"\n\nchat log'), text="See file.", attachmentNames=["chat.txt"])
add("attachment-only", head(extra='Content-Type: image/png; name="x.png"\nContent-Transfer-Encoding: base64\n') + "\niVBORw0KGgo=\n", text="", attachmentNames=["x.png"], attachmentSizes=[8])
for name, header, wanted in (
    ("rfc2231", "attachment; filename*=UTF-8''%E5%A0%B1%E5%91%8A.txt", "報告.txt"),
    ("rfc2231-parts", "attachment; filename*0*=UTF-8''%E5%A0%B1; filename*1*=%E5%91%8A; filename*2=.txt", "報告.txt"),
    ("rfc2231-latin1", "attachment; filename*=iso-8859-1''Andr%E9.txt", "André.txt"),
    ("rfc2047", 'attachment; filename="=?utf-8?B?5aCx5ZGKLnR4dA==?="', "報告.txt"),
    ("raw-utf8", 'attachment; filename="報告.txt"', "報告.txt"),
    ("path", 'attachment; filename="../../etc/passwd"', "passwd"),
    ("windows-path", 'attachment; filename="C:\\\\Users\\\\ada\\\\a.doc"', "a.doc"),
    ("direction-override", "attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe", "photogpj.exe"),
    ("line-break", "attachment; filename*=UTF-8''a%0D%0Ab.txt", "a b.txt"),
    ("nul", "attachment; filename*=UTF-8''a.txt%00.exe", None),
    ("dots", 'attachment; filename=".."', ""),
    ("empty", 'attachment; filename=""', ""),
    ("unquoted-spaces", "attachment; filename=my file.txt", None),
    ("unclosed-quote", 'attachment; filename="my file.txt', None),
    ("long", 'attachment; filename="' + "n" * 3000 + '.txt"', "n" * 1000),
):
    expected = {} if wanted is None else {"attachmentNames": [wanted]}
    add(f"file-name-{name}", pieces(PLAIN + "See file.", f"Content-Type: application/octet-stream\nContent-Disposition: {header}\n\ndata"), text="See file.", attachmentCount=1, **expected)
add("attachments-many", pieces(PLAIN + "Many.", *[f'Content-Type: text/plain; name="{i}.txt"\nContent-Disposition: attachment; filename="{i}.txt"\n\n{i}' for i in range(260)]), text="Many.", attachmentCount=201, notesInclude=["tooManyParts"])
add("boundary-missing", head(extra="Content-Type: multipart/mixed\n") + "\n--bb\nContent-Type: text/plain\n\nLost words?\n--bb--\n", textContains=["Lost words?"])
add("boundary-never-used", head(extra="Content-Type: multipart/mixed; boundary=zz\n") + "\nWords without any boundary.\n", textContains=["Words without any boundary."], notesInclude=["boundaryMissing"])
add("boundary-not-closed", pieces(PLAIN + "First.", PLAIN + "Second.", closed=False), text="First.\n\nSecond.", notesInclude=["boundaryNotClosed"])
add("boundary-empty", head(extra='Content-Type: multipart/mixed; boundary=""\n') + "\n--\nContent-Type: text/plain\n\nWords here.\n----\n", textContains=["Words here."])
add("boundary-prefix-of-other", pieces(PLAIN + "Outer.", 'Content-Type: multipart/mixed; boundary=bb1\n\n--bb1\nContent-Type: text/plain\n\nInner.\n--bb1--'), textContains=["Outer.", "Inner."])
add("boundary-same-nested", pieces(PLAIN + "Outer.", 'Content-Type: multipart/mixed; boundary=bb\n\n--bb\nContent-Type: text/plain\n\nInner.\n--bb--'), textContains=["Outer.", "Inner."])
add("boundary-very-long", pieces(PLAIN + "Words.", boundary="b" * 900), textContains=["Words."])
add("boundary-with-special-characters", pieces(PLAIN + "Words.", boundary="b'()+_,-./:=?b"), text="Words.")
add("part-without-blank-line", pieces("Words right after the boundary.\nMore words.", PLAIN + "Second."), textContains=["Second."], attachmentOrTextContains="Words right after the boundary.")
add("part-header-broken", pieces("Content-Type: text/plain\nthis is no header\nX-A: b\n\nFirst.", PLAIN + "Second."), textContains=["Second."], attachmentOrTextContains="First.")
add("part-empty", pieces("", PLAIN + "Second."), textContains=["Second."])
add("preamble-and-epilogue", pieces(PLAIN + "Words.", preamble="This is a multi-part message in MIME format.\n", epilogue="after\n"), text="Words.")
add("words-in-preamble-only", pieces(preamble="My whole report stands here.\n"), textContains=["My whole report stands here."])
add("multipart-empty", pieces(), text="--bb--")
add("multipart-base64", head(extra="Content-Type: multipart/mixed; boundary=bb\nContent-Transfer-Encoding: base64\n") + "\n--bb\nContent-Type: text/plain\n\nWords.\n--bb--\n", textContains=["Words."])


def nested(levels, inner):
    body = inner
    for level in range(levels):
        body = f"Content-Type: multipart/mixed; boundary=n{level}\n\n--n{level}\n{body}\n--n{level}--"
    return head(extra="") .replace("MIME-Version: 1.0\n", "MIME-Version: 1.0\n") + body


add("nested-10", nested(10, PLAIN + "Deep words."), text="Deep words.", notes=[])
add("nested-50", nested(50, PLAIN + "Deep words."), notesInclude=["nestedTooDeep"], attachmentRoles=["unopened"], attachmentContains=["Deep words."])
add("nested-1000", nested(1000, PLAIN + "Deep words."), notesInclude=["nestedTooDeep"], attachmentContains=["Deep words."])
add("nested-1100", nested(1100, PLAIN + "Deep words."), notesInclude=["nestedTooDeep"], attachmentContains=["Deep words."])
add("parts-3000", pieces(*[PLAIN + f"p{i}" for i in range(3000)]), notesInclude=["tooManyParts"], textContains=["p0", "p1500"])

INNER = "From: bob@example.com\nSubject: Inner\nMessage-ID: <inner@example.com>\nContent-Type: text/plain\n\nInner words."
add("enclosed-message", pieces(PLAIN + "Look at this.", "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=mail.eml\n\n" + INNER), text="Look at this.", attachmentRoles=["enclosedMessage"], enclosedTexts=["Inner words."], enclosedSubjects=["Inner"])
add("enclosed-message-base64", pieces(PLAIN + "Look.", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(INNER.encode()).decode()), text="Look.", enclosedTexts=["Inner words."])
add("enclosed-message-alone", head(extra="Content-Type: message/rfc822\n") + "\n" + INNER, attachmentRoles=["enclosedMessage"], enclosedTexts=["Inner words."])
body = INNER
for level in range(60):
    body = f"From: l{level}@example.com\nContent-Type: message/rfc822\n\n{body}"
add("enclosed-60-deep", body, notesInclude=["nestedTooDeep"], attachmentContains=["Inner words."])
add("message-partial", head(extra='Content-Type: message/partial; id="x"; number=1; total=2\n') + "\nhalf a message", attachmentCount=1)
add("message-external-body", head(extra='Content-Type: message/external-body; access-type=anon-ftp; site="x"; name="y"\n') + "\nContent-Type: text/plain\n\nphantom", attachmentCount=1)
add("signed", pieces(PLAIN + "Signed words.", "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----", kind="signed", params="; micalg=pgp-sha256; protocol=\"application/pgp-signature\""), text="Signed words.", notesInclude=["signedNotChecked"], attachmentRoles=["technical"])
add("encrypted", pieces("Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----", kind="encrypted"), notesInclude=["encrypted"], attachmentCount=2)
add("smime-encrypted", head(extra="Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n") + "\nAAECAw==\n", notesInclude=["encrypted"], attachmentNames=["smime.p7m"])
add("calendar", pieces(PLAIN + "Invited.", "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR", kind="alternative"), text="Invited.", attachmentTypes=["text/calendar"])
add("tnef", pieces(PLAIN + "Words.", 'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\neJ8+Ig=='), attachmentNames=["winmail.dat"])
add("content-type-nonsense", head(extra="Content-Type: ///;;;=\n") + "\nWords.", attachmentOrTextContains="Words.")
add("content-type-text-only", head(extra="Content-Type: text\n") + "\nWords.", textContains=["Words."])

# --- HTML only --------------------------------------------------------------------------------------------------
add("html-simple", html("<html><head><title>T</title><style>p{}</style></head><body><p>One &amp; two</p><p>Three<br>Four</p></body></html>"), text="One & two\n\nThree\nFour", origin="html")
add("html-script", html("<p>Words</p><script>alert(1)</script><!-- hidden --><p onclick='x()'>More</p>"), text="Words\n\nMore")
add("html-links", html('<p>See <a href="https://example.org/a?b=1&amp;c=2">this</a>, <a href="https://example.org">https://example.org</a> and <a href="javascript:alert(1)">that</a>.</p>'),
    text="See this <https://example.org/a?b=1&c=2>, https://example.org and that.")
add("html-list-and-table", html("<ul><li>a</li><li>b</li></ul><ol><li>x</li><li>y</li></ol><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"), text="- a\n- b\n\n1. x\n2. y\n\n1 2\n3 4")
add("html-quote", html("<div>New words.</div><div>On Tue, Bob &lt;b@example.com&gt; wrote:<blockquote>Old words.<br>More old.</blockquote></div>", extra="In-Reply-To: <x@example.net>\n"), newText="New words.", quotedContains=["Old words.", "More old."])
add("html-unclosed", html("<p>One <b>two <i>three <div>four <table><tr><td>five"), textContains=["One two three", "four", "five"])
add("html-charset-in-meta-wrong", html('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Grüße</p>'), text="Grüße")
add("html-entities", html("<p>&lt;b&gt; &euro; &#x1F648; &nbsp; &unknown; &#0; &#xD800;</p>"), textContains=["<b>", "€", "🙈"])
add("html-deep", html("<div>" * 3000 + "deep" + "</div>" * 3000 + "<p>after</p>"), notesInclude=["htmlNotFullyRead"], attachmentContains=["deep"])
add("html-empty", html("<html><body></body></html>"), text="", attachmentRoles=["alternativeBody"])
add("html-picture", html('<p>Look: <img src="https://tracker.example/x.gif" alt="a cat"></p>'), text="Look: [a cat]")
add("html-pre", html("<pre>a  b\n  c</pre>"), text="a  b\n  c")
add("html-nul", html(b"<p>a\0b</p>"), text="ab")
add("html-declared-plain", text("<p>This is shown as it is</p>"), text="<p>This is shown as it is</p>", origin="plain")

# --- answers and their history ----------------------------------------------------------------------------------
RE = "In-Reply-To: <x@example.net>\n"
def answer(body, **expected):
    return text(body, extra=RE, subject="Re: Report"), expected

for name, (message, expected) in {
    "top-posting": answer("Thank you.\n\nOn Tue, 2 Jan 2024 at 10:00, Conduct <c@example.net> wrote:\n> Old words.\n> More.\n", newText="Thank you.", quotedContains=["Old words."]),
    "bottom-posting": answer("On Tue, 2 Jan 2024, Conduct wrote:\n> Old words.\n\nThank you.\n", newText="Thank you.", quotedContains=["Old words.", "wrote:"]),
    "inline-posting": answer("> First?\nYes.\n> Second?\nNo.\n", newText="Yes.\nNo.", quotedContains=["First?", "Second?"]),
    "wrapped-attribution": answer("Thank you.\n\nOn Tuesday, 2 January 2024 at 10:00, The Working Group\n<conduct@example.net> wrote:\n\n> Old.\n", newText="Thank you.", quotedContains=["The Working Group"]),
    "german": answer("Danke.\n\nAm 02.01.24 um 10:00 schrieb Conduct:\n> Alt.\n", newText="Danke.\n\nAm 02.01.24 um 10:00 schrieb Conduct:", quotedContains=["Alt."]),
    "german-plain": answer("Danke.\n\nAm Di., 2. Jan. 2024 um 10:00 Uhr Conduct <c@example.net> schrieb:\n> Alt.\n", newText="Danke.", quotedContains=["Alt."]),
    "french": answer("Merci.\n\nLe mar. 2 janv. 2024 à 10:00, Conduct <c@example.net> a écrit :\n> Vieux.\n", newText="Merci.", quotedContains=["Vieux."]),
    "chinese": answer("谢谢。\n\n于 2024年1月2日 写道：\n> 旧的\n", newText="谢谢。", quotedContains=["旧的"]),
    "outlook-mark": answer("Thank you.\n\n-----Original Message-----\nFrom: Conduct\nSent: Tuesday\nOld words.\n", newText="Thank you.", quotedContains=["Old words."]),
    "outlook-mark-german": answer("Danke.\n\n-----Ursprüngliche Nachricht-----\nVon: Conduct\nAlt.\n", newText="Danke.", quotedContains=["Alt."]),
    "outlook-block": answer("Thank you.\n\n________________________________\nFrom: Conduct <c@example.net>\nSent: Tuesday, 2 January 2024\nTo: Ada\nSubject: Report\n\nOld words.\n", quotedContains=["Old words."], newTextLacks=["Old words."]),
    "outlook-block-only": answer("From: Conduct <c@example.net>\nSent: Tuesday\nTo: Ada\nSubject: Report\n\nOld words.\n", newTextContains=["Old words."]),
    "only-quote": answer("> Old words.\n> More.\n", newText="> Old words.\n> More."),
    "attribution-in-middle": answer("As I said, on Monday she wrote:\nyou are a fool.\nThat hurt.\n", newText="As I said, on Monday she wrote:\nyou are a fool.\nThat hurt."),
    "unquoted-after-attribution": answer("Thanks.\n\nOn Tue, Bob <b@example.com> wrote:\n\nyou are a fool, Ada\n", newTextContains=["you are a fool, Ada"]),
    "nested-quotes": answer("Sure.\n\nOn Tue, A <a@example.com> wrote:\n> On Mon, B <b@example.com> wrote:\n>> Older.\n> Old.\n", newText="Sure.", quotedContains=["Older.", "Old."]),
}.items():
    add("answer-" + name, message, **expected)
add("quote-without-answer", text("He wrote this to me:\n> you are a fool\nI want it to stop."), newText="He wrote this to me:\n> you are a fool\nI want it to stop.")
add("forwarded-gmail", text("Please see.\n\n---------- Forwarded message ---------\nFrom: Bob <b@example.com>\nDate: Mon\nSubject: You\nTo: Ada\n\n> you are a fool\n", extra=RE, subject="Fwd: You"), newTextContains=["you are a fool"])
add("forwarded-inside-answer", text("Please see.\n\n---------- Forwarded message ---------\nFrom: Bob <b@example.com>\nDate: Mon\nSubject: You\n\n> you are a fool\n", extra=RE, subject="Re: You"), newTextContains=["you are a fool"])
add("forwarded-outlook", text("See below.\n\nFrom: Bob\nSent: Monday\nTo: Ada\nSubject: You\n\nyou are a fool\n", extra=RE, subject="FW: You"), newTextContains=["you are a fool"])
add("flowed", text("This is one \nparagraph.\n\n> quoted \n> too\n-- \nAda\n", charset="utf-8; format=flowed"), text="This is one paragraph.\n\n> quoted too\n-- \nAda")
add("flowed-delsp", text("日本 \n語です\n", charset="utf-8; format=flowed; delsp=yes"), text="日本語です")

# --- bounces ----------------------------------------------------------------------------------------------------
STATUS = "Reporting-MTA: dns; mx.example.com\n\nOriginal-Recipient: rfc822; bob@example.com\nFinal-Recipient: rfc822; bob@mx.example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <bob@mx.example.com>:\n User unknown\n"
ORIGINAL = "From: conduct@example.net\nTo: bob@example.com\nMessage-ID: <out1@example.net>\nSubject: Hello\n\nWords."
REPORT = "; report-type=delivery-status"
BOUNCE = "Return-Path: <>\nAuto-Submitted: auto-replied\n"
add("dsn-standard", pieces(PLAIN + "Could not deliver.", "Content-Type: message/delivery-status\n\n" + STATUS, "Content-Type: message/rfc822\n\n" + ORIGINAL, kind="report", params=REPORT, extra=BOUNCE, subject="Undelivered Mail"),
    kind="bounce", bounceID="out1@example.net", bounceRecipients=[["bob@mx.example.com", "failed", "5.1.1"]])
add("dsn-headers-only", pieces(PLAIN + "Could not deliver.", "Content-Type: message/delivery-status\n\n" + STATUS, "Content-Type: text/rfc822-headers\n\n" + ORIGINAL.split("\n\n")[0] + "\n", kind="report", params=REPORT, extra=BOUNCE),
    kind="bounce", bounceID="out1@example.net")
add("dsn-delayed", pieces(PLAIN + "Still trying.", "Content-Type: message/delivery-status\n\n" + STATUS.replace("failed", "delayed").replace("5.1.1", "4.4.1"), kind="report", params=REPORT, extra=BOUNCE),
    kind="bounce", bounceRecipients=[["bob@mx.example.com", "delayed", "4.4.1"]])
add("dsn-two-recipients", pieces(PLAIN + "x", "Content-Type: message/delivery-status\n\n" + STATUS + "\nFinal-Recipient: rfc822; eve@example.com\nAction: delivered\nStatus: 2.0.0\n", kind="report", params=REPORT, extra=BOUNCE),
    kind="bounce", bounceRecipients=[["bob@mx.example.com", "failed", "5.1.1"], ["eve@example.com", "delivered", "2.0.0"]])
add("dsn-no-status-part", pieces(PLAIN + "Could not deliver.", "Content-Type: message/rfc822\n\n" + ORIGINAL, kind="report", params=REPORT, extra=BOUNCE), kind="bounce", bounceID="out1@example.net")
add("dsn-garbled-status", pieces(PLAIN + "x", "Content-Type: message/delivery-status\n\n:::\nFinal-Recipient\nAction: exploded\nStatus: lots\n\nFinal-Recipient: bob@example.com\nAction: exploded\n", kind="report", params=REPORT, extra=BOUNCE), kind="bounce", bounceRecipients=[["bob@example.com", "unknown", None]])
add("dsn-international", pieces(PLAIN + "x", "Content-Type: message/global-delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: utf-8; jürgen@example.com\nAction: failed\nStatus: 5.6.7\n", kind="report", params=REPORT, extra=BOUNCE), kind="bounce", bounceRecipients=[["jürgen@example.com", "failed", "5.6.7"]])
def free(subject, body, who="MAILER-DAEMON@example.com", path="Return-Path: <>\n", extra=""):
    return f"{path}From: Mail Delivery System <{who}>\nTo: conduct@example.net\nSubject: {subject}\n{extra}\n{body}"
add("bounce-qmail", free("failure notice", "Hi. This is the qmail-send program at example.com.\nI'm afraid I wasn't able to deliver your message.\n\n<bob@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <out1@example.net>\nSubject: Hello\n"),
    kind="bounce", bounceID="out1@example.net", bounceRecipients=[["bob@example.com", "failed", "5.1.1"]])
add("bounce-exim", free("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\n  bob@example.com\n    host mx.example.com: 550 5.1.1 unknown\n\n------ copy ------\nMessage-Id: <out1@example.net>\n", extra="X-Failed-Recipients: bob@example.com\nAuto-Submitted: auto-replied\n"),
    kind="bounce", bounceID="out1@example.net", bounceRecipients=[["bob@example.com", "failed", "5.1.1"]])
add("bounce-postmaster-subject", free("Undeliverable: Hello", "bob@example.com\nThe address was not found.", who="postmaster@example.com", path=""), kind="bounce")
add("bounce-empty-path-and-subject", free("Delivery Status Notification (Failure)", "bob@example.com failed", who="system@example.com"), kind="bounce")
add("bounce-german", free("Unzustellbar: Hallo", "bob@example.com", who="postmaster@example.de", path=""), kind="bounce")
add("no-bounce-mention", text("The subject says failure notice but I am a person.", subject="failure notice at the conference"), kind="ordinary")
add("no-bounce-postmaster-person", text("I run this mail server and was harassed.", subject="A report", sender="Postmaster Pat <postmaster@example.org>"), kind="ordinary")

# --- machines ---------------------------------------------------------------------------------------------------
for name, extra, kind in (
    ("auto-replied", "Auto-Submitted: auto-replied\n", "automatic"), ("auto-generated", "Auto-Submitted: auto-generated (cron)\n", "automatic"),
    ("auto-submitted-no", "Auto-Submitted: no\n", "ordinary"), ("auto-submitted-upper", "AUTO-SUBMITTED: AUTO-REPLIED; x=y\n", "automatic"),
    ("x-autoreply", "X-Autoreply: yes\n", "automatic"), ("x-autorespond", "X-Autorespond: Away\n", "automatic"), ("precedence-auto-reply", "Precedence: auto_reply\n", "automatic"),
    ("precedence-bulk", "Precedence: bulk\n", "bulk"), ("precedence-junk", "Precedence: junk\n", "bulk"), ("list-id", "List-Id: <dev.example.org>\n", "bulk"),
    ("list-unsubscribe", "List-Unsubscribe: <mailto:x@example.org>\n", "bulk"), ("suppress-all", "X-Auto-Response-Suppress: All\n", "bulk"),
    ("empty-return-path", "Return-Path: <>\n", "automatic"), ("empty-return-path-spaced", "Return-Path: < >\n", "automatic"), ("return-path", "Return-Path: <ada@example.org>\n", "ordinary"),
):
    add("machine-" + name, text("Words.", extra=extra), kind=kind, text="Words.")
add("machine-read-receipt", pieces(PLAIN + "Was read.", "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n", kind="report", params="; report-type=disposition-notification"), kind="automatic")
add("machine-abuse-report", pieces(PLAIN + "Spam.", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n", kind="report", params="; report-type=feedback-report"), kind="automatic")
add("machine-out-of-office-subject", text("I am away.", subject="Automatic reply: Report"), kind="bulk")
add("machine-noreply", text("Words.", sender="No Reply <no-reply@example.org>"), kind="bulk")
add("spam-flag", text("Buy.", extra="X-Spam-Flag: YES\n"), markedAsSpam=True, kind="ordinary")


def main():
    MESSAGES.mkdir(exist_ok=True)
    for old in MESSAGES.glob("*.eml"):
        old.unlink()
    expectations = {}
    for name, (message, expected) in sorted(cases.items()):
        (MESSAGES / f"{name}.eml").write_bytes(message)
        expectations[name] = expected
    (HERE / "expectations.json").write_text(json.dumps(expectations, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    print(len(cases), "messages,", sum(len(m) for m, _ in cases.values()), "bytes")


main()
