"""The way to the server: encrypted, bounded, every strange answer in words, and no secret to anybody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from infrasketch_desktop.wallet.client import LicensingClient, Tokens
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError, WalletError
from infrasketch_desktop.wallet.http import LARGEST_ANSWER, Http

ADDRESS = "https://licensing.example"
REFUSAL = b'{"error": "insufficient_credits", "message": "Buy some.", "required": 5}'


class Answering(BaseAdapter):
    """Answers everything with the same."""

    def __init__(self, status: int = 200, body: bytes = b"{}", headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.answer = (status, body, headers or {})
        self.stream: Callable[[bytes], BytesIO] = BytesIO
        self.raises: Exception | None = None
        self.got: list[PreparedRequest] = []
        self.options: dict[str, Any] = {}

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        self.got.append(request)
        self.options = options
        if self.raises is not None:
            raise self.raises
        status, body, headers = self.answer
        response = Response()
        response.status_code = status
        response.headers = CaseInsensitiveDict(headers)
        stream = self.stream(body)
        response.raw = HTTPResponse(stream, headers, status=status, preload_content=False, request_method="GET")
        response.url = str(request.url)
        response.request = request
        return response

    def close(self) -> None:
        """Nothing is open."""


def http_over(adapter: Answering, address: str = ADDRESS, **options: Any) -> Http:
    session = requests.Session()
    session.mount(address, adapter)
    return Http(address, lambda: session, **options)


@pytest.mark.parametrize(
    "address",
    [
        "http://licensing.example",
        "ftp://licensing.example",
        "licensing.example",
        "https://",
        "",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
    ],
)
def test_secrets_are_never_sent_in_the_clear(address: str) -> None:
    with pytest.raises(WalletError, match="https"):
        Http(address)


@pytest.mark.parametrize("address", [ADDRESS, "http://127.0.0.1:8000/", "http://localhost:1", "http://[::1]:8000"])
def test_this_machine_and_encrypted_servers_are_spoken_to(address: str) -> None:
    assert not Http(address).base_url.endswith("/")


def test_a_refusal_says_what_the_server_says() -> None:
    adapter = Answering(402, REFUSAL)
    with pytest.raises(ServerRefusedError, match="Buy some") as refused:
        http_over(adapter).send("GET", "/")
    error = refused.value
    assert (error.status, error.code, error.extra) == (402, "insufficient_credits", {"required": 5})


def test_a_refusal_for_now_says_how_long() -> None:
    adapter = Answering(429, b'{"error": "slow", "message": "Wait."}', {"Retry-After": "30"})
    with pytest.raises(ServerRefusedError) as refused:
        http_over(adapter).send("GET", "/")
    assert refused.value.extra == {"retry_after": 30}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"<html>Internal Server Error</html>"),
        (502, b""),
        (404, b"[]"),
        (403, b'{"detail": "a proxy"}'),
        (403, b'{"error": 7}'),
        (302, b""),
    ],
)
def test_what_is_no_licensing_server_is_said(status: int, body: bytes) -> None:
    with pytest.raises(NotConnectedError, match="not a licensing server") as strange:
        http_over(Answering(status, body)).send("GET", "/")
    assert not strange.value.offline


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b"\xff", b"[" * 100_000])
def test_a_success_without_an_object_is_no_success(body: bytes) -> None:
    with pytest.raises(NotConnectedError):
        http_over(Answering(200, body)).send("GET", "/").fields()


def test_redirects_are_not_followed() -> None:
    adapter = Answering(302, b"", {"Location": "https://elsewhere.example/"})
    with pytest.raises(NotConnectedError):
        http_over(adapter).send("POST", "/api/auth/login", body={"password": "secret"}, token="secret")
    assert len(adapter.got) == 1


def test_an_endless_answer_is_cut_off() -> None:
    with pytest.raises(NotConnectedError):
        http_over(Answering(200, b" " * (LARGEST_ANSWER + 1))).send("GET", "/")


def test_a_slow_answer_is_cut_off() -> None:
    seconds = count(0, 61)
    with pytest.raises(NotConnectedError):
        http_over(Answering(), monotonic=lambda: float(next(seconds))).send("GET", "/")


class Dripping(BytesIO):
    """A byte at a time; who asks for more waits."""

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(1 if size else 0)


def test_an_answer_that_drips_is_cut_off() -> None:
    adapter, seconds = Answering(body=b" " * 1000), count()
    adapter.stream = Dripping
    with pytest.raises(NotConnectedError, match="not a licensing server"):
        http_over(adapter, monotonic=lambda: float(next(seconds))).send("GET", "/")


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with pytest.raises(NotConnectedError, match="cannot be reached"):
        http_over(Answering(200, b"{", {"Content-Length": "10"})).send("GET", "/")


@pytest.mark.parametrize(
    "error", [requests.ConnectionError("refused"), requests.Timeout(), requests.exceptions.SSLError()]
)
def test_no_network_is_said_without_details_of_the_machine(error: Exception) -> None:
    adapter = Answering()
    adapter.raises = error
    with pytest.raises(NotConnectedError, match="cannot be reached") as offline:
        http_over(adapter).send("GET", "/", token="secret-token")
    assert offline.value.offline
    assert "can still be spent" in offline.value.kept
    assert "secret" not in str(offline.value)


def test_every_request_has_time_limits() -> None:
    adapter = Answering()
    http_over(adapter).send("GET", "/")
    assert adapter.options["timeout"] == (5.0, 20.0)
    assert adapter.options["verify"]


def test_a_password_in_netrc_does_not_replace_the_token(home: Path) -> None:
    (home / ".netrc").write_text("machine licensing.example login somebody password something\n")
    (home / ".netrc").chmod(0o600)
    adapter = Answering()
    http = http_over(adapter)
    http.send("GET", "/", token="mine")
    http.send("GET", "/")
    assert [request.headers.get("Authorization") for request in adapter.got] == ["Bearer mine", None]


def test_a_proxy_has_no_business_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    adapter = Answering()
    http_over(adapter, "http://127.0.0.1:8000").send("GET", "/")
    assert not adapter.options["proxies"]


@pytest.mark.parametrize(
    "body", [b"{}", b'{"chal": 7}', b'{"chal": ""}', b'{"chal": null}', b'{"chal": "' + b"x" * 10_000 + b'"}']
)
def test_an_answer_without_its_fields_is_refused(body: bytes) -> None:
    with pytest.raises(NotConnectedError, match="does not understand"):
        LicensingClient(http_over(Answering(200, body))).hello("device")


def test_ids_cannot_leave_their_place_in_the_path() -> None:
    adapter = Answering(200, b'{"device": {}, "credits_returned": 0}')
    LicensingClient(http_over(adapter)).revoke("../auth/logout?x=/", "token")
    assert str(adapter.got[0].url).endswith("/api/devices/..%2Fauth%2Flogout%3Fx%3D%2F")


def test_tokens_are_never_shown() -> None:
    assert "secret" not in repr(Tokens("account", "secret-access", "secret-refresh"))
