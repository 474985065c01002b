"""Runs the measurements of script/bench: starts real servers on loopback and a load against them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

BIN = os.environ["REDRESS_BENCH_BIN"]
SECONDS = os.environ.get("REDRESS_BENCH_SECONDS", "5")
CASES = os.environ.get("REDRESS_BENCH_CASES", "10000")
MEMBERS, BOARD = 5, 3
NAMES = [
    "Asta Quillfeather", "Bram Oddfellow", "Cleo Marshwhistle", "Dario Plumtree", "Esme Thornbarrow",
    "Fenn Applegarth", "Greta Winterbourne", "Hugo Larkspurr",
]


def tool(name):
    return os.path.join(BIN, name)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words[:3])} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


class Server:
    """A process that listens, until it is stopped."""

    def __init__(self, words, port, path="/"):
        self.port = port
        began = time.monotonic()
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"{words[0]} ended with {self.process.returncode}")
                if time.monotonic() - began > 60:
                    sys.exit(f"{words[0]} did not answer within a minute")
                time.sleep(0.002)
        self.first_answer_milliseconds = (time.monotonic() - began) * 1000

    def resident_mebibytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def load(port, connections, path="/", *more):
    line = run(
        tool("bench"), "load", "--connect", f"127.0.0.1:{port}", "--connections", str(connections),
        "--seconds", SECONDS, "--path", path, *more)
    return json.loads(line)


def found(folder):
    data = os.path.join(folder, "data")
    run(tool("redress"), "init", "--data", data, "--policy", "django", "--organization", "Measured",
        "--chair-email", "chair@example.org", "--base-url", "http://127.0.0.1:8080")
    for number in range(MEMBERS + BOARD):
        role = "board-member" if number >= MEMBERS else "chair" if number == 0 else "member"
        run(tool("redress"), "member", "add", "--data", data, "--name", NAMES[number],
            "--email", f"person{number}@example.org", "--role", role, "--password-stdin",
            input=f"measured password {number}\n")
    return data


def serve(data):
    port = free_port()
    return Server(
        [tool("redress"), "serve", "--data", data, "--listen", f"127.0.0.1:{port}"], port, "/healthz")


def constant_page(kibibytes=1):
    port = free_port()
    return Server(
        [tool("bench"), "constant-page", "--listen-port", str(port), "--bytes", str(kibibytes * 1024)], port)


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def body_file(folder):
    path = os.path.join(folder, "report.json")
    words = "somebody said something that was not kind at all and went on with it for a while "
    account = ("Mark @@@@@@@@@@@@@@@@. " + words * 40)[:2048]
    with open(path, "w") as file:
        json.dump({"account": account}, file)
    return path


def intake(folder):
    limits = json.loads(run(tool("measure"), "limits", "--folder", folder))
    constant = constant_page()
    page = load(constant.port, 64)["requestsPerSecond"]
    constant.stop()
    boxes_each = MEMBERS + BOARD + 2
    box_limit = limits["boxesPerSecond"] / boxes_each
    print(f"commits, one at a time: {limits['commitsPerSecond']:.0f}/s")
    print(f"sealed boxes, all cores: {limits['boxesPerSecond']:.0f}/s, one thread {limits['boxesPerSecondOneThread']:.0f}/s; "
          f"{boxes_each} for one report: {box_limit:.0f} reports/s")
    print(f"constant page at 64 connections: {page:.0f}/s")
    server = serve(found(folder))
    print(f"first answer after start: {server.first_answer_milliseconds:.0f} ms")
    print(f"resident, idle: {server.resident_mebibytes():.0f} MiB\n")
    row("connections", "reports/s", "p50 ms", "p99 ms", "slowest limit", "ratio", "resident MiB")
    row(*["---"] * 7)
    body = body_file(folder)
    for connections in (1, 8, 64):
        limit = min(box_limit, limits["commitsPerSecond"] * connections, page)
        result = load(server.port, connections, "/api/v1/reports", "--method", "POST",
                      "--type", "application/json", "--body-file", body)
        row(connections, f"{result['requestsPerSecond']:.0f}", f"{result['p50Milliseconds']:.1f}",
            f"{result['p99Milliseconds']:.1f}", f"{limit:.0f}", f"{result['requestsPerSecond'] / limit:.2f}",
            f"{server.resident_mebibytes():.0f}")
        if result["status2xx"] != result["requests"] or result["failures"]:
            print(f"  not all were taken in: {result}")
    server.stop()


def pages(folder):
    data = found(folder)
    filled = json.loads(
        subprocess.run([tool("measure"), "fill", "--data", data, "--cases", CASES, "--entries", "200"],
                       stdout=subprocess.PIPE, text=True, check=True).stdout)
    server = serve(data)
    constant = constant_page(20)
    cookie = f"Cookie: redress-session={filled['token']}"
    measured = [
        ("constant page, 20 KiB", constant.port, "/", []),
        ("public form", server.port, "/report", []),
        (f"dashboard, {CASES} cases", server.port, "/cases", ["--header", cookie]),
        ("case, 200 entries", server.port, f"/cases/{filled['case']}", ["--header", cookie]),
    ]
    row("page", "connections", "requests/s", "p50 ms", "p99 ms", "answers")
    row(*["---"] * 6)
    for name, port, path, more in measured:
        for connections in (1, 8):
            result = load(port, connections, path, *more)
            row(name, connections, f"{result['requestsPerSecond']:.0f}", f"{result['p50Milliseconds']:.2f}",
                f"{result['p99Milliseconds']:.2f}", f"{result['status2xx']} of {result['requests']}")
    print(f"\nresident with {CASES} cases: {server.resident_mebibytes():.0f} MiB")
    constant.stop()
    server.stop()


def guard(folder):
    result = json.loads(run(tool("measure"), "guard"))
    print(f"words of English, once in a process: {result['wordsMilliseconds']:.1f} ms; "
          f"reading facts of 300 KiB: {result['factsMilliseconds']:.1f} ms\n")
    row("draft KiB", "whole ms", "prepared ms", "preparing ms", "plain pass ms", "whole / pass", "prepared ms / KiB")
    row(*["---"] * 7)
    for line in result["lines"]:
        kibibytes = line["draftBytes"] / 1024
        row(f"{kibibytes:.0f}", f"{line['wholeMilliseconds']:.2f}", f"{line['checkMilliseconds']:.2f}",
            f"{line['prepareMilliseconds']:.2f}", f"{line['passMilliseconds']:.3f}",
            f"{line['wholeMilliseconds'] / line['passMilliseconds']:.0f}",
            f"{line['checkMilliseconds'] / kibibytes:.2f}")


if __name__ == "__main__":
    place = tempfile.mkdtemp(prefix="redress-bench-")
    try:
        {"intake": intake, "pages": pages, "guard": guard}[sys.argv[1]](place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
