"""Keeps the secrets of this device: in the system keyring, or in files that this account alone can read."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from infrasketch_desktop.language import tr
from infrasketch_desktop.portable import keeps_secrets
from infrasketch_desktop.wallet.errors import KeyUnavailableError, NoKeyringError

KEYRING_SECONDS = 5.0
"""How long a keyring may take; a locked one waits for a person who may not be there."""
SECURE_BACKENDS = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
"""Modules of `keyring.backends` that encrypt. Anything else (none, null, `keyrings.alt`) counts as no keyring."""
LARGEST_SECRET = 64 * 1024

Result = TypeVar("Result")


class Vault(Protocol):
    """Secrets by name. Every method may raise KeyUnavailableError."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...
    def delete(self, name: str) -> None: ...


class KeyringBackend(Protocol):
    """What is used of `keyring.backend.KeyringBackend`."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class FileVault:
    """One file for each secret, mode 0600, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        try:
            with self._path(name).open("rb") as stream:
                return stream.read(LARGEST_SECRET).decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unavailable(error) from error

    def set(self, name: str, value: str) -> None:
        path = self._path(name)
        temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(value.encode())
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise _unavailable(error) from error

    def delete(self, name: str) -> None:
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise _unavailable(error) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.secret"


class KeyringVault:
    """The system keyring. `find_backend` gives the one to use, None where there is no safe one.

    Each call runs on a thread of its own for a bounded time, since a keyring may wait for ever; once one did, it is not
    asked again by this run.
    """

    def __init__(
        self,
        service: str,
        find_backend: Callable[[], KeyringBackend | None] | None = None,
        seconds: float = KEYRING_SECONDS,
    ) -> None:
        self._service = service
        self._find_backend = find_backend or secure_backend
        self._seconds = seconds
        self._backend: KeyringBackend | None = None
        self._gone: KeyUnavailableError | None = None

    def get(self, name: str) -> str | None:
        return self._call(lambda keyring: keyring.get_password(self._service, name))

    def set(self, name: str, value: str) -> None:
        self._call(lambda keyring: keyring.set_password(self._service, name, value))

    def delete(self, name: str) -> None:
        if self.get(name) is not None:
            self._call(lambda keyring: keyring.delete_password(self._service, name))

    def _call(self, work: Callable[[KeyringBackend], Result]) -> Result:
        if self._gone is not None:
            raise self._gone
        try:
            return bounded(lambda: work(self._found()), self._seconds)
        except TimeoutError as error:
            self._gone = _unavailable(error)
            raise self._gone from error
        except NoKeyringError as error:
            self._gone = error
            raise
        except Exception as error:
            raise _unavailable(error) from error

    def _found(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = self._find_backend()
        if self._backend is None:
            raise NoKeyringError(tr("This computer has no keyring that encrypts."))
        return self._backend


class SafestVault:
    """The keyring where there is one, the file otherwise.

    A new value leaves only one of the two. A keyring that is there and does not answer is an error when reading: what
    it holds is not lost, so nothing may be made anew in its place.
    """

    def __init__(self, keyring: Vault, file: Vault) -> None:
        self._keyring = keyring
        self._file = file

    def get(self, name: str) -> str | None:
        kept = self._file.get(name)  # it is there only when the keyring failed, and then it is the newer one
        if kept is not None:
            return kept
        try:
            return self._keyring.get(name)
        except NoKeyringError:
            return None

    def set(self, name: str, value: str) -> None:
        try:
            self._keyring.set(name, value)
        except KeyUnavailableError:
            self._file.set(name, value)
        else:
            self._file.delete(name)

    def delete(self, name: str) -> None:
        self._file.delete(name)
        with contextlib.suppress(KeyUnavailableError):
            self._keyring.delete(name)


def standard_vault(service: str, folder: Path) -> Vault:
    """The vault of the program: `service` names it in the keyring, `folder` is for the files of the fallback.

    A profile that goes from computer to computer takes its secrets along, in those files.
    """
    if keeps_secrets(folder.parent):
        return FileVault(folder)
    return SafestVault(KeyringVault(service), FileVault(folder))


def secure_backend() -> KeyringBackend | None:
    """The system keyring if it encrypts, None otherwise. Imports `keyring`, which takes a moment."""
    import keyring  # noqa: PLC0415 - only when a secret is needed

    chosen: Any = keyring.get_keyring()
    for backend in getattr(chosen, "backends", [chosen]):
        package, _, module = type(backend).__module__.rpartition(".")
        if package == "keyring.backends" and module in SECURE_BACKENDS:
            found: KeyringBackend = backend
            return found
    return None


def bounded(work: Callable[[], Result], seconds: float) -> Result:
    """The result of `work`, done on another thread.

    Raises:
        TimeoutError: it took longer; the thread is left to itself and does not hold up the end of the program.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again on the caller's thread
            errors.append(error)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError(tr("The keyring does not answer."))
    return results[0]


def _unavailable(error: BaseException | None) -> KeyUnavailableError:
    what = tr("The secrets of this computer cannot be read or kept just now.")
    if error is not None:
        what = tr("The secrets of this computer cannot be read or kept just now ({error}).", error=error)
    return KeyUnavailableError(
        what,
        kept=tr("Credits that are set aside here can still be spent."),
        advice=tr("Unlock the system keyring and try again."),
    )
