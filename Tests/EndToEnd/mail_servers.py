"""A real Postfix and a real Dovecot on the loopback, from Debian's packages, in folders of their own.

Postfix delivers the mail of people's domain into Maildirs, which Dovecot serves by IMAP, and the mail of the community's
domain to Redress on the way that a test chooses: by pipe, by LMTP, or into a mailbox that Redress fetches. Nothing of the
machine's own mail system is read or changed. Postfix's master has to be started by root.
"""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from installation import CONDUCT_ADDRESS

DOMAIN = CONDUCT_ADDRESS.split("@")[1]
PEOPLE = "people.example"
# Whoever runs Redress in these tests: Postfix starts programs of the pipe as anybody but root.
REDRESS_USER = "nobody"
PASSWORD = "a kettle of fish"


def free_ports(count):
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def wait_for(what, check, seconds=30, pause=0.05):
    """What `check` returns, as soon as it is something."""
    end = time.time() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.time() > end:
            raise AssertionError(f"{what} did not come within {seconds} s")
        time.sleep(pause)


class Dovecot:
    """Mailboxes by IMAP; the user of a mailbox is its name."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.mail = self.folder / "boxes"
        self.mail.mkdir(parents=True)
        self.user = pwd.getpwnam("nobody")
        self.port, = free_ports(1)
        for path in (self.folder, self.mail):
            path.chmod(0o777)
        os.chown(self.mail, self.user.pw_uid, self.user.pw_gid)
        (self.folder / "dovecot.conf").write_text(f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:{self.mail}/%n
first_valid_uid = 1
mail_max_userip_connections = 50
service imap-login {{
  inet_listener imap {{
    port = {self.port}
  }}
}}
passdb {{
  driver = static
  args = password={PASSWORD.replace(' ', '_')}
}}
userdb {{
  driver = static
  args = uid={self.user.pw_uid} gid={self.user.pw_gid} home={self.folder} allow_all_users=yes
}}
""")
        self.process = subprocess.Popen(
            [shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL, start_new_session=True)
        wait_for("Dovecot", self._answers)

    def _answers(self):
        assert self.process.poll() is None, "dovecot ended: " + (self.folder / "log").read_text()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                return probe.recv(4).startswith(b"* OK")
        except OSError:
            return False

    def url(self, box):
        return f"imap://{box}:{PASSWORD.replace(' ', '_')}@127.0.0.1:{self.port}/INBOX?starttls=off"

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)


class Postfix:
    """A Postfix with a configuration, queue and log of its own.

    Its tables are files: where an address leads (`transport`), which boxes there are, aliases, which recipients are refused and
    how, and whose mail gets a header from the receiving server (`marked`).
    """

    def __init__(self, boxes):
        if os.getuid() != 0:
            raise AssertionError("Postfix is started by root alone; run script/mail-test as root, as in a container")
        # Sockets have short names, and everybody of Postfix has to get there.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="redress-postfix-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.boxes = pathlib.Path(boxes)
        self.port, = free_ports(1)
        for name in ("queue", "data", "etc"):
            (self.folder / name).mkdir()
        owner = pwd.getpwnam("postfix")
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        nobody = pwd.getpwnam("nobody")
        self.etc = self.folder / "etc"
        self.log = self.folder / "log"
        self.table("transport", {})
        self.table("refused", {})
        self.table("boxes", {})
        self.table("aliases", {})
        self.table("marked", {})
        (self.etc / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {self.log}
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{DOMAIN}
mydomain = {DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_transport = error:no local mail
default_transport = error:no mail leaves this machine
virtual_mailbox_domains = {DOMAIN}, {PEOPLE}
virtual_mailbox_base = {self.boxes}
virtual_mailbox_maps = texthash:{self.etc}/boxes
virtual_alias_maps = texthash:{self.etc}/aliases
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
virtual_mailbox_limit = 0
transport_maps = texthash:{self.etc}/transport
recipient_delimiter = +
smtpd_recipient_restrictions = check_recipient_access texthash:{self.etc}/refused, permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
message_size_limit = 50000000
mailbox_size_limit = 0
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
delay_warning_time = 1s
confirm_delay_cleared = no
redress_destination_recipient_limit = 1
lmtp_destination_recipient_limit = 50
smtpd_sender_restrictions = check_sender_access texthash:{self.etc}/marked
smtp_tls_security_level = none
smtpd_tls_security_level = none
""")
        self.master("/bin/false")
        self.etc.chmod(0o755)
        self.command("check")
        self.command("start")
        wait_for("Postfix", self._answers)

    def master(self, pipe):
        """The services; `pipe` is the command line that mail is piped to."""
        (self.etc / "master.cf").write_text(f"""
127.0.0.1:{self.port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
redress unix - n n - 4 pipe
  flags=DRhu user={REDRESS_USER} argv={pipe}
""")
        (self.etc / "master.cf").chmod(0o644)

    def table(self, name, rows):
        """A table of Postfix, read anew by each new process."""
        (self.etc / name).write_text("".join(f"{key} {value}\n" for key, value in rows.items()))
        (self.etc / name).chmod(0o644)

    def command(self, *words):
        done = subprocess.run(["postfix", "-c", str(self.etc), *words], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"postfix {' '.join(words)}: {done.stderr}{self.logged()}"

    def reload(self):
        self.command("reload")
        wait_for("Postfix", self._answers)

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                return probe.recv(4).startswith(b"220")
        except OSError:
            return False

    def logged(self):
        return self.log.read_text() if self.log.exists() else ""

    def queue_is_empty(self):
        return not any(
            path.is_file() for name in ("active", "incoming", "deferred", "maildrop")
            for path in (self.folder / "queue" / name).rglob("*"))

    def stop(self):
        subprocess.run(["postfix", "-c", str(self.etc), "stop"], capture_output=True, timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)
