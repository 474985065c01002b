"""Makes a certificate authority for one test run and a server certificate for localhost, with openssl."""
import pathlib
import subprocess


def make(folder):
    folder = pathlib.Path(folder)
    certificate, key = folder / "server.pem", folder / "server.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    key.chmod(0o644)
    return str(certificate), str(key)
