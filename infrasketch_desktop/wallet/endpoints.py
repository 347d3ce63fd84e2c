"""Which licensing server is spoken to, in which environment, and the root that its documents are trusted by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.resources import ResourceError, resource_path
from infrasketch_desktop.wallet.errors import NotConnectedError
from infrasketch_desktop.wallet.http import checked_address
from infrasketch_desktop.wallet.local_server import LocalServer, read_root


class Endpoint(Protocol):
    """A licensing server as the wallet needs it."""

    @property
    def environment(self) -> Environment: ...

    def url(self) -> str:
        """Scheme, host and port; blocks while the built-in server starts.

        Raises:
            NotConnectedError: it does not start, or no server at this address could be trusted.
        """

    def root(self) -> str | None:
        """The signed root that trust begins with, without asking anybody; None when there is none (yet)."""

    def close(self) -> None:
        """End what was started for it."""


@dataclass(frozen=True, slots=True)
class RemoteServer:
    """A server of the vendor. `root_file` comes with the program, or is handed out by who runs a sandbox."""

    address: str
    environment: Environment
    root_file: Path | None

    def url(self) -> str:
        if self.root() is None:
            raise NotConnectedError(
                f"“{self.address}” cannot be trusted, because {self._why_not()}.",
                kept="Nothing was sent to it.",
                advice="Install a version that was made for it, or set no licensing server to use the sandbox.",
                offline=False,
            )
        return self.address

    def root(self) -> str | None:
        return None if self.root_file is None else read_root(self.root_file)

    def close(self) -> None:
        """Nothing was started."""

    def _why_not(self) -> str:
        if self.root_file is None:
            return "this version of InfraSketch carries no root keys of a vendor"
        return f"there is no root in “{self.root_file}”"


def choose_endpoint(server: str, sandbox_root: str, data_folder: Path) -> Endpoint:
    """The server at the address `server`; the built-in one, in `data_folder`, when none is named.

    A server is live unless `sandbox_root` names the file with the root of its sandbox: what that root signs is worth
    nothing in a live wallet.

    Raises:
        WalletError: the address is not one.
    """
    if not server:
        return LocalServer(data_folder / "sandbox-server")
    address = checked_address(server)
    if sandbox_root:
        return RemoteServer(address, Environment.SANDBOX, Path(sandbox_root))
    return RemoteServer(address, Environment.LIVE, _live_root())


def _live_root() -> Path | None:
    """The root of the vendor; absent from a build before its root ceremony."""
    try:
        return resource_path("trust", "live-root.json")
    except ResourceError:
        return None
