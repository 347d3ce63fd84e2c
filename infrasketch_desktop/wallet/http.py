"""Sends requests to the licensing server: encrypted, bounded in time and size, every failure in words."""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from infrasketch_desktop.credits.websites import is_web_address
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError, WalletError
from infrasketch_desktop.wallet.refusals import in_words

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 20.0
"""How long the server may send nothing."""
ANSWER_SECONDS = 60.0
"""How long a whole answer may take."""
LARGEST_ANSWER = 8 * 1024 * 1024
PIECE_BYTES = 64 * 1024
_FIRST_ERROR = 400
_OK = range(200, 300)
KEPT = later("Credits that are set aside here can still be spent.")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large an answer may be, in bytes, and how many seconds all of it may take, and each silence of the server."""

    largest: int = LARGEST_ANSWER
    seconds: float = ANSWER_SECONDS
    silence: float = SILENCE_SECONDS


USUAL_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back with a status of success."""

    status: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def fields(self) -> dict[str, Any]:
        """The JSON object in it. Raises NotConnectedError when there is none."""
        found = _json(self.content)
        if found is None:
            raise _strange()
        return found


class Http:
    """One server. `open_session` makes the session of `requests` when the first request is sent.

    Raises WalletError for an address that would send secrets in the clear.
    """

    def __init__(
        self,
        base_url: str,
        open_session: Callable[[], Session] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        bounds: Bounds = USUAL_BOUNDS,
    ) -> None:
        self.base_url = checked_address(base_url)
        self._open_session = open_session or _open_session
        self._session: Session | None = None
        self._monotonic = monotonic
        self._bounds = bounds

    def send(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send `body` as JSON, with `token` as the bearer's.

        Raises:
            NotConnectedError: no answer came, or not one of a licensing server.
            ServerRefusedError: the server refused, and says why.
        """
        import requests  # noqa: PLC0415 - a tenth of a second that only the network needs
        import urllib3  # noqa: PLC0415 - as above

        try:
            with self._connected().request(
                method,
                self.base_url + path,
                json=body,
                headers=dict(headers or {}),
                auth=_Bearer(token),
                timeout=(CONNECT_SECONDS, self._bounds.silence),
                allow_redirects=False,  # secrets go to this server and to no other
                stream=True,
            ) as response:
                return self._read(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise unreachable() from error

    def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _connected(self) -> Session:
        if self._session is None:
            self._session = self._open_session()
            if is_loopback(self.base_url):
                self._session.trust_env = False  # a proxy has no business on this machine
        return self._session

    def _read(self, response: Response) -> Answer:
        end = self._monotonic() + self._bounds.seconds
        content = bytearray()
        # Whatever has arrived: reading whole pieces would wait for each of them as long as one byte comes in time.
        while piece := response.raw.read1(PIECE_BYTES, decode_content=True):
            content += piece
            if len(content) > self._bounds.largest or self._monotonic() > end:
                raise _strange()
        if response.status_code in _OK:
            return Answer(response.status_code, bytes(content))
        raise _refusal(response.status_code, bytes(content), response.headers.get("Retry-After"))


class _Bearer:
    """Sets the token; as `auth` it also keeps `requests` from putting in a password out of ~/.netrc."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def checked_address(url: str) -> str:
    """The address without a slash at its end.

    Raises:
        WalletError: it is not https, and not on this machine either, or says more than scheme, host and port.
    """
    if not _is_safe(url):
        raise WalletError(
            tr("“{url}” is not the address of a licensing server that can be trusted with passwords.", url=url),
            kept=tr("Nothing was sent to it."),
            advice=tr("It has the form https://licensing.example.com; without encryption only on this computer."),
        )
    return url.rstrip("/")


def _is_safe(url: str) -> bool:
    if not is_web_address(url):
        return False
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and (parts.scheme == "https" or is_loopback(url))


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def unreachable() -> NotConnectedError:
    return NotConnectedError(
        tr("The licensing server cannot be reached."), kept=tr(KEPT), advice=tr("Check the network and try again.")
    )


def _refusal(status: int, content: bytes, retry_after: str | None) -> WalletError:
    fields = _json(content)
    if status < _FIRST_ERROR or fields is None or not isinstance(fields.get("error"), str):
        return _strange()
    extra = {name: value for name, value in fields.items() if name not in ("error", "message")}
    if retry_after is not None and retry_after.isdigit():
        extra["retry_after"] = int(retry_after)
    said = str(fields.get("message") or tr("The licensing server refused."))
    message = in_words(fields["error"], said, extra)
    return ServerRefusedError(status, fields["error"], message, extra)


def _strange() -> NotConnectedError:
    return NotConnectedError(
        tr("What answers is not a licensing server."),
        kept=tr(KEPT),
        advice=tr("Check its address, and whether this network asks to sign in first."),
        offline=False,
    )


def _json(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _open_session() -> Session:
    import requests  # noqa: PLC0415 - as above

    return requests.Session()
