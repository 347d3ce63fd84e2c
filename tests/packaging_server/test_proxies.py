"""The examples for NGINX and Caddy, run before a server that tells what reached it."""

from __future__ import annotations

import ipaddress
import json
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.needs import miss
from tests.support.processes import Start
from tests.support.programs import ROOT

pytestmark = [pytest.mark.loopback, pytest.mark.long]

SERVER = ROOT / "packaging" / "server"
SECONDS = 20


class Upstream(ThreadingHTTPServer):
    """Answers with what it was asked; below /v1/ with an event, and with another one when the first has arrived."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.first_arrived = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_GET(self) -> None:
        if self.path.startswith("/v1/"):
            self._stream()
        else:
            self._tell()

    def do_POST(self) -> None:
        self._tell()

    def _tell(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = {"path": self.path, "body": body.decode("latin-1")[:100], "headers": list(self.headers.items())}
        answer = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Strict-Transport-Security", "max-age=1")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nfirst\r\n")
        last = b"second" if self.server.first_arrived.wait(SECONDS / 2) else b"it never came"
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(last), last))

    def log_message(self, *args: Any) -> None:
        """Nothing: tests ask."""


@dataclass(frozen=True)
class Proxy:
    """One that runs; `log` is where it writes of requests."""

    port: int
    upstream: Upstream
    certificate: Path
    log: Path | None = field(default=None)

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        url = f"https://127.0.0.1:{self.port}{path}"
        return requests.request(method, url, verify=str(self.certificate), timeout=SECONDS, **options)


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, tmp_path: Path, start_process: Start) -> Iterator[Proxy]:
    upstream = Upstream()
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    certify(tmp_path)
    begin = start_nginx if request.param == "nginx" else start_caddy
    yield begin(tmp_path, upstream, start_process)
    upstream.first_arrived.set()
    upstream.shutdown()
    upstream.server_close()


def free_port() -> int:
    """One that nobody listens on; a proxy cannot be told to choose."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def certify(folder: Path) -> None:
    """A certificate for this machine, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))


def start_nginx(folder: Path, upstream: Upstream, start: Start) -> Proxy:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        miss("NGINX", packages="nginx-light")
    port, plain = free_port(), free_port()
    site = (SERVER / "nginx.conf").read_text("utf-8")
    for old, new in (
        (r"listen \[::\].*\n", ""),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{upstream.port}"),
        (r"(ssl_certificate\s+).*;", rf"\1{folder}/cert.pem;"),
        (r"(ssl_certificate_key\s+).*;", rf"\1{folder}/key.pem;"),
        (r"/var/log/nginx/infrasketch.log", f"{folder}/access.log"),
    ):
        site, changed = re.subn(old, new, site)
        assert changed, old
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if folder.owner() == "root" else ""
    around = f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    whole = f"{around}http {{\n{temporary}{site}\n}}\n"
    (folder / "nginx.conf").write_text(whole, "utf-8")
    start([program, "-e", folder / "error.log", "-c", folder / "nginx.conf"]).wait_for_port(port)
    return Proxy(port, upstream, folder / "cert.pem", folder / "access.log")


def start_caddy(folder: Path, upstream: Upstream, start: Start) -> Proxy:
    program = shutil.which("caddy")
    if program is None:
        miss("Caddy", packages="caddy")
    port = free_port()
    site = (SERVER / "Caddyfile").read_text("utf-8")
    own = f"tls {folder}/cert.pem {folder}/key.pem\n\trespond /metrics 404"
    whole = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site.replace("respond /metrics 404", own)
    (folder / "Caddyfile").write_text(whole, "utf-8")
    told = {"INFRASKETCH_DOMAIN": f"127.0.0.1:{port}", "INFRASKETCH_UPSTREAM": f"127.0.0.1:{upstream.port}"}
    start([program, "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"], environment=told).wait_for_port(
        port
    )
    return Proxy(port, upstream, folder / "cert.pem")


def test_it_says_who_asks_and_what_the_server_says_passes_once(proxy: Proxy) -> None:
    lies = {"X-Forwarded-For": "203.0.113.9"}
    answer = proxy.request("GET", "/api/verify?token=of-a-mailed-link", headers=lies)
    headers = dict(answer.json()["headers"])
    assert headers["X-Forwarded-For"].split(", ")[-1] == "127.0.0.1"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.json()["path"].endswith("token=of-a-mailed-link")
    assert proxy.log is None or "of-a-mailed-link" not in proxy.log.read_text("utf-8")


def test_a_webhook_passes_as_the_bytes_that_were_signed(proxy: Proxy) -> None:
    body = '{"id":  "evt_1"}'
    headers = {"Stripe-Signature": "t=1,v1=2"}
    answer = proxy.request("POST", "/api/webhooks/stripe", data=body, headers=headers)
    assert answer.json()["body"] == body
    assert dict(answer.json()["headers"])["Stripe-Signature"] == "t=1,v1=2"


def test_an_answer_of_a_model_arrives_event_by_event(proxy: Proxy) -> None:
    answer = proxy.request("GET", "/v1/messages", stream=True)
    arriving = answer.iter_content(None)
    assert next(arriving) == b"first"
    proxy.upstream.first_arrived.set()
    assert b"".join(arriving) == b"second"


def test_what_is_too_large_and_what_is_nobodys_business_stays_outside(proxy: Proxy) -> None:
    assert proxy.request("POST", "/api/wallet/sync", data=b"x" * (4 << 20)).status_code == 200
    try:
        refused = proxy.request("POST", "/api/wallet/sync", data=b"x" * (5 << 20)).status_code
    except requests.ConnectionError:  # it hung up while we were still sending
        refused = 413
    assert refused in {413, 502}
    figures = proxy.request("GET", "/metrics")
    assert figures.status_code == 404
    assert figures.headers["Strict-Transport-Security"] == "max-age=31536000"
