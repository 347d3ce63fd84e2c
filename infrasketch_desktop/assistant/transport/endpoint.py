"""Where requests go and with which secret: an address, and a key that is shown to that address alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Kind(StrEnum):
    """Who answers; failures are worded accordingly."""

    VENDOR = "vendor"
    RELAY = "relay"
    LOCAL = "local"


class Secret:
    """A key, or whatever gives one when it is needed; `repr` and `str` never show it.

    `give` is called on a thread of its own and may take its time; it is told whether the last one was refused, so that
    it can fetch another. It may raise any error with a message for a person.
    """

    __slots__ = ("_give", "renewable")

    def __init__(self, give: Callable[[bool], str], *, renewable: bool) -> None:
        self._give = give
        self.renewable = renewable

    @classmethod
    def fixed(cls, value: str) -> Secret:
        return cls(lambda _refused: value, renewable=False)

    def reveal(self, *, refused: bool = False) -> str:
        return self._give(refused)

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError("A secret is not written anywhere.")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`address` is the part before `/v1/messages`, without a slash at its end. `secret` is None where nobody asks for
    one. `remembers` tells that the server caches what is marked for it (page “Prompt caching”).
    """

    kind: Kind
    address: str
    secret: Secret | None = None
    remembers: bool = True

    @property
    def host(self) -> str:
        """The host and its port, as a person knows them."""
        return urlsplit(self.address).netloc


def origin(url: str) -> str:
    """Scheme, host and port, to which a key belongs; “” for what is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname and port else ""
