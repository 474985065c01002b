"""A real Dovecot on loopback for tests, as root or as anybody.

Usage: imap_server.py FOLDER. Prints one line of JSON with the ports and the mail folder (a Maildir; put files into its
new/ to deliver), and ends when its standard input is closed. User ada, password "pass wörd".
"""
import json
import grp
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

import certificate

folder = pathlib.Path(sys.argv[1]).resolve()
pem, key = certificate.make(folder)
mail = folder / "mail"
for part in ("cur", "new", "tmp"):
    (mail / part).mkdir(parents=True)
root = os.getuid() == 0
user = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
for path in (folder, mail, *mail.iterdir()):
    path.chmod(0o777)
    if root:
        os.chown(path, user.pw_uid, user.pw_gid)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


plain, tls = free_port(), free_port()
unprivileged = "" if root else f"""
default_internal_user = {user.pw_name}
default_login_user = {user.pw_name}
default_internal_group = {grp.getgrgid(user.pw_gid).gr_name}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""
(folder / "dovecot.conf").write_text(f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{pem}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{mail}
first_valid_uid = 1
mail_max_userip_connections = 50
{unprivileged}
service imap-login {{
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={user.pw_uid} gid={user.pw_gid} home={folder}
}}
""")
(folder / "users").write_text("ada:{PLAIN}pass wörd\n")
(folder / "users").chmod(0o644)
dovecot = shutil.which("dovecot") or "/usr/sbin/dovecot"
server = subprocess.Popen([dovecot, "-F", "-c", str(folder / "dovecot.conf")], stdin=subprocess.DEVNULL, start_new_session=True)
try:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", plain), timeout=1) as probe:
                if probe.recv(4).startswith(b"* OK"):
                    break
        except OSError:
            time.sleep(0.05)
        if server.poll() is not None:
            sys.exit("dovecot ended: " + (folder / "log").read_text())
    print(json.dumps({"ports": {"plain": plain, "tls": tls}, "certificate": pem, "mail": str(mail)}), flush=True)
    sys.stdin.read()
finally:
    # Nothing of it is kept, so it need not take leave of its clients.
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
