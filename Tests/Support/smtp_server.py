"""A real SMTP server on loopback for tests: plain, STARTTLS with login, TLS from the start, and one that misbehaves.

Usage: smtp_server.py FOLDER. Prints one line of JSON with the ports, writes every accepted message as a line of JSON
into FOLDER/accepted, and ends when its standard input is closed.

The recipient says what happens: later@ is refused for now, never@ for good, full@ and busy@ after the data, drop@ loses
the connection after the data, silent@ never answers.
"""
import asyncio
import base64
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

import certificate

folder = pathlib.Path(sys.argv[1])
pem, key = certificate.make(folder)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "later":
            return "451 4.7.1 Please come back later"
        if name == "never":
            return "550 5.1.1 Nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "full":
            return "552 5.2.2 The mailbox is full"
        if name == "busy":
            return "452 4.3.1 Too busy"
        if name == "drop":
            server.transport.abort()
            return "250 never seen"
        if name == "silent":
            await asyncio.sleep(6)
        line = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "host": session.host_name,
            "encrypted": session.ssl is not None or isinstance(server.transport, asyncio.sslproto._SSLProtocolTransport),
            "authenticated": bool(session.authenticated),
            "utf8": bool(envelope.smtp_utf8),
            "message": base64.b64encode(envelope.original_content).decode(),
        }
        with open(folder / "accepted", "a") as accepted:
            accepted.write(json.dumps(line) + "\n")
        return "250 2.0.0 Kept"


def authenticate(server, session, envelope, mechanism, data):
    good = mechanism in ("PLAIN", "LOGIN") and data.login == b"ada" and data.password == "pass wörd@:/".encode()
    return AuthResult(success=good, handled=good)


async def greet_and_refuse(reader, writer):
    writer.write(b"554 5.3.2 No service here\r\n")
    await writer.drain()
    writer.close()


async def babble(reader, writer):
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    await writer.drain()
    writer.close()


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    loop = asyncio.get_running_loop()

    def smtp(**options):
        return lambda: SMTP(Handler(), enable_SMTPUTF8=True, hostname="localhost", loop=loop, **options)

    servers = {
        "plain": await loop.create_server(smtp(), "127.0.0.1", 0),
        "starttls": await loop.create_server(
            smtp(tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticate), "127.0.0.1", 0),
        "opportunistic": await loop.create_server(smtp(tls_context=context), "127.0.0.1", 0),
        "tls": await loop.create_server(smtp(), "127.0.0.1", 0, ssl=context),
        "refusing": await asyncio.start_server(greet_and_refuse, "127.0.0.1", 0),
        "babbling": await asyncio.start_server(babble, "127.0.0.1", 0),
    }
    ports = {name: server.sockets[0].getsockname()[1] for name, server in servers.items()}
    print(json.dumps({"ports": ports, "certificate": pem}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
