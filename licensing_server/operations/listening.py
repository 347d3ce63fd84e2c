"""The address a server listens at: bound before anything else, and told to others once somebody answers there."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from licensing_server.errors import ConfigurationError

_START_SECONDS = 60.0
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
"""Where a server that listens everywhere is reached from its own machine."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a socket listens; a port that was asked for as 0 is known by now."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """As programs on this machine reach it."""
        host = self.local_host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def local_host(self) -> str:
        return _ANY.get(self.host, self.host)


@contextmanager
def listening(host: str, port: int) -> Iterator[tuple[socket.socket, Address]]:
    """A socket that listens; whoever connects from now on is answered when the server is up.

    Raises:
        ConfigurationError: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as bound:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, port))
            bound.listen(2048)
        except OSError as error:
            why = error.strerror or str(error)
            raise ConfigurationError(
                f"The server cannot listen at {host}:{port}: {why}. Choose another --port."
            ) from error
        yield bound, Address(host, bound.getsockname()[1])


def announce(address: Address, ready_file: Path | None) -> None:
    """Say on standard output, and in `ready_file` as JSON, where the server answers; from a thread, once it does."""
    threading.Thread(target=_announce, args=(address, ready_file), name="announcer", daemon=True).start()


def _announce(address: Address, ready_file: Path | None) -> None:
    connection = http.client.HTTPConnection(address.local_host, address.port, timeout=_START_SECONDS)
    try:
        connection.request("GET", "/readyz")
        is_ready = connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()
    if not is_ready:
        return
    if ready_file is not None:
        _write_whole(ready_file, json.dumps({"url": address.url, "port": address.port, "pid": os.getpid()}))
    print(f"ready {address.url}", flush=True)


def withdraw(ready_file: Path | None) -> None:
    """Remove the file, unless another server has written it since."""
    if ready_file is None:
        return
    with suppress(OSError, ValueError, KeyError, TypeError):
        if json.loads(ready_file.read_text("utf-8"))["pid"] == os.getpid():
            ready_file.unlink()


def end_with_parent(stop: Callable[[], None], read: Callable[[], bytes]) -> None:
    """Call `stop` when `read` comes to its end: the parent has closed the pipe, or has died."""

    def wait() -> None:
        with suppress(OSError):
            while read():
                pass
        stop()

    threading.Thread(target=wait, name="parent watch", daemon=True).start()


def _write_whole(file: Path, text: str) -> None:
    """Whoever looks finds the whole file or none."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    draft.write_text(text, "utf-8")
    draft.replace(file)
