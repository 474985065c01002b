"""Invented reports, and how they are typed into the form."""
import struct
import zlib
from dataclasses import dataclass, field


def picture(red, green, blue, size=32):
    """A small PNG of one colour."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + bytes((red, green, blue)) * size) * size
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@dataclass
class FormReport:
    """Everything that the form takes. Values of `texts` are typed, of `choices` are chosen."""

    texts: dict
    choices: dict = field(default_factory=dict)
    ticks: tuple = ()
    space: str = ""
    leave_out: tuple = ()
    files: tuple = ()


def full_report(mark):
    """A report with every field filled; `mark` is a word that stands nowhere else."""
    return FormReport(
        texts={
            "account": f"On the second evening of the sprint a participant kept following me between tables ({mark}-account).\n"
                       "When I asked them to stop, they laughed and repeated what they had said, louder. «Это не шутка» – ça suffit.",
            "involved": f"Corvin Maddox-{mark}, on the forum as tidewater_{mark}",
            "witnesses": f"Petra Lindqvist-{mark}",
            "when": "Saturday evening, around half past nine",
            "where": f"Sprint room, upstairs, table by the window ({mark}-where)",
            "links": f"https://forum.example.org/t/{mark}/17\nhttps://chat.example.org/log#{mark}",
            "context": f"There was an argument in an issue in March ({mark}-context).",
            "other": f"I would rather not meet them at the closing party ({mark}-other).",
            "earlierReport": f"{mark}-earlier",
            "contactName": f"Ariadne-{mark}",
            "contactEmail": f"ariadne-{mark}@reporter.example",
            "contactOther": f"Signal, number on request ({mark}-signal)",
            "sensitivities": f"Please do not write to my work address ({mark}-careful).",
            "language": "English", "answerLanguage": "Español",
        },
        choices={"ongoing": "unsure", "danger": "no", "relation": "affected"}, ticks=("translated",),
        space="events", leave_out=("Joris Hale",),
        files=((f"log-{mark}.txt", "text/plain", f"21:34 tidewater: line of evidence {mark}\r\n".encode() * 400),
               (f"photo-{mark}-ü.png", "image/png", picture(200, 80, 40))))


def fill(page, report, with_files=True):
    """Types a report into the form that is on the page."""
    for name, text in report.texts.items():
        page.fill(f"[name={name}]", text)
    for name, value in report.choices.items():
        page.check(f"[name={name}][value={value}]")
    for name in report.ticks:
        page.check(f"[name={name}]")
    if report.space:
        page.select_option("[name=space]", report.space)
    for name in report.leave_out:
        page.locator("input[name=leaveOut]", has=None).and_(page.get_by_label(name)).check()
    if with_files and report.files:
        page.set_input_files(
            "[name=files]", [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in report.files])
