"""Starts the built-in licensing server, whose shop is a sandbox, and shares one among the programs of a person.

It is a child process on 127.0.0.1 that ends with the program that started it: it reads from a pipe, which closes then,
however the program ends. Other programs find it through the file it writes when it is ready. When it has gone, the next
program that needs it starts another one in the same folder; nothing is lost, because all it knows lies there.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from filelock import FileLock, Timeout

from infrasketch_desktop.credits.envelopes import LARGEST_ENVELOPE
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.wallet.errors import NotConnectedError

HOST = "127.0.0.1"
COMMAND = (
    (sys.executable, "--built-in-server")  # of a bundle, which has no interpreter; packaging/bundle/entry.py hears it
    if getattr(sys, "frozen", False)
    else (sys.executable, "-P", "-m", "licensing_server")  # -P: a json.py in the current folder is not ours
)
START_SECONDS = 30.0
"""A start takes two to three seconds on a machine at rest, and twelve on one with four times too much to do."""
END_SECONDS = 5.0
PROBE_SECONDS = 2.0
SETTINGS_PREFIX = "INFRASKETCH_"
"""Settings of the vendor's server, which are not meant for this one."""
_PAUSE_SECONDS = 0.02
_LONGEST_LOG_TAIL = 4096
_MISSING = "ModuleNotFoundError: "


class LocalServer:
    """An `endpoints.Endpoint`: the built-in server of one data folder; `url` starts it when nobody has.

    Its calls may come from any thread.
    """

    def __init__(self, folder: Path, command: Sequence[str] = COMMAND, start_seconds: float = START_SECONDS) -> None:
        self._folder = folder
        self._command = tuple(command)
        self._start_seconds = start_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()

    @property
    def environment(self) -> Environment:
        return Environment.SANDBOX

    @property
    def ready_file(self) -> Path:
        return self._folder / "ready.json"

    @property
    def log_file(self) -> Path:
        return self._folder / "server.log"

    def url(self) -> str:
        """The address of the running server, for example `http://127.0.0.1:40123`; blocks while it starts.

        Raises:
            NotConnectedError: it does not start; the message says why.
        """
        with self._guard:
            return self._found() or self._found_or_started()

    def root(self) -> str | None:
        """The root in the folder of the server, to be trusted for the sandbox alone; None before its first start."""
        return read_root(self._folder / "keys" / "roots" / "1.json")

    def close(self) -> None:
        """End the server if this program started it. Other programs start another one when they need it."""
        with self._guard:
            self._end_child()

    def _found_or_started(self) -> str:
        lock = FileLock(self._folder / "start.lock", timeout=self._start_seconds)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with lock:
                return self._found() or self._started()
        except Timeout as error:
            raise self._failure(tr("another program has been starting it for too long")) from error
        except OSError as error:
            raise self._failure(
                tr("its folder “{folder}” cannot be used ({error})", folder=self._folder, error=error.strerror)
            ) from error

    def _found(self) -> str | None:
        """The address of the server of this folder; somebody else may have got its port since it ended."""
        try:
            port = int(json.loads(self.ready_file.read_text("utf-8"))["port"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return None
        return f"http://{HOST}:{port}" if _served_root(port) == (self.root() or "") else None

    def _started(self) -> str:
        self._end_child()
        self.ready_file.unlink(missing_ok=True)
        child = self._child = self._spawn()
        try:
            return self._awaited(child)
        except BaseException:  # also Ctrl+C: one that is not ready does not listen to its pipe yet
            child.terminate()
            self._end_child()
            raise

    def _awaited(self, child: subprocess.Popen[bytes]) -> str:
        deadline = time.monotonic() + self._start_seconds
        while (url := self._found()) is None:
            if _has_ended(child, within=_PAUSE_SECONDS):
                raise self._failure(_last_words(self.log_file))
            if time.monotonic() > deadline:
                limit = max(1, round(self._start_seconds))
                told = tr_count("it was not ready within %n second", "it was not ready within %n seconds", limit)
                raise self._failure(told)
        return url

    def _spawn(self) -> subprocess.Popen[bytes]:
        options = ("serve", "--sandbox", "--data", str(self._folder), "--host", HOST, "--port", "0")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS_PREFIX)}
        with self.log_file.open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own module
                [*self._command, *options, "--ready-file", str(self.ready_file), "--with-parent"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,  # Ctrl+C in a terminal ends the program; the pipe then ends the server
            )

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            with suppress(OSError):
                child.stdin.close()
        if not _has_ended(child, within=END_SECONDS):
            child.kill()
            child.wait()

    def _failure(self, why: str) -> NotConnectedError:
        missing = _MISSING in why
        return NotConnectedError(
            tr("The built-in server did not start: {why}.", why=why.removeprefix(_MISSING).rstrip(".")),
            kept=tr("Credits in the wallet can be spent without it."),
            advice=tr("Install InfraSketch with its server: infrasketch-desktop[server].")
            if missing
            else tr("Try again; what it said lies in “{log_file}”.", log_file=self.log_file),
        )


def _has_ended(child: subprocess.Popen[bytes], within: float) -> bool:
    try:
        child.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True


def read_root(file: Path) -> str | None:
    """The signed root in `file`; None when it cannot be read. What it is worth is for `credits.trust` to say."""
    try:
        return file.read_text("utf-8").strip()
    except (OSError, ValueError):
        return None


def _served_root(port: int) -> str | None:
    """The root that whoever listens at `port` calls its own; None when nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PROBE_SECONDS)  # asks no proxy
    try:
        connection.request("GET", "/api/roots/1")
        answer = connection.getresponse()
        return answer.read(LARGEST_ENVELOPE).decode("utf-8", "replace") if answer.status == HTTPStatus.OK else None
    except (OSError, OverflowError, http.client.HTTPException):  # OverflowError: no port has this number
        return None
    finally:
        connection.close()


def _last_words(log: Path) -> str:
    """The last line that the server wrote before it ended."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LONGEST_LOG_TAIL))
            lines = file.read().decode("utf-8", "replace").split("\n")
    except OSError:
        lines = []
    return next((line.strip() for line in reversed(lines) if line.strip()), tr("it ended without a word"))
