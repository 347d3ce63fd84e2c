"""Which licensing server is spoken to, in which environment, and the root that its documents are trusted by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.language import tr
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.wallet.errors import NotConnectedError
from infrasketch_desktop.wallet.http import checked_address
from infrasketch_desktop.wallet.local_server import LocalServer, read_root
from infrasketch_desktop.wallet.variables import server_in_force


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
    """A server of the vendor. `shipped_root` came with the program, "" when none did; `root_file` is handed out by who
    runs a sandbox, and goes before it.
    """

    address: str
    environment: Environment
    shipped_root: str
    root_file: Path | None = None

    def url(self) -> str:
        if why := self._why_not():
            raise NotConnectedError(
                tr("“{address}” cannot be trusted, because {why}.", address=self.address, why=why),
                kept=tr("Nothing was sent to it."),
                advice=tr("Install a version that was made for it, or set no licensing server to use the sandbox."),
                offline=False,
            )
        return self.address

    def root(self) -> str | None:
        return (self.shipped_root or None) if self.root_file is None else read_root(self.root_file)

    def close(self) -> None:
        """Nothing was started."""

    def _why_not(self) -> str:
        root = self.root()
        if root is None and self.root_file is not None:
            return tr("there is no root in “{root_file}”", root_file=self.root_file)
        if root is None:
            return tr("this version of InfraSketch carries no root keys for it")
        try:
            Trust.begin(self.environment, root)
        except DocumentError as error:
            return tr("its root is refused: {reason}", reason=str(error).rstrip("."))
        return ""


def choose_endpoint(vendor: Vendor, data_folder: Path, server: str = "", sandbox_root: str = "") -> Endpoint:
    """The licensing server that the build of `vendor` meets: the address `server`, else that of the vendor, else the
    built-in one in `data_folder`. `sandbox_root` names the file with the root of a sandbox of one's own.

    A live build meets the server of its vendor and takes the root it came with, whatever is asked for. `server` and
    `sandbox_root` come from settings and environment variables: whoever can write those would otherwise receive the
    password of the account. They are passed over rather than refused, since a profile may have them from a sandbox.

    Raises:
        WalletError: the address is not one.
    """
    address = server_in_force(vendor, server)
    if vendor.is_live:
        return RemoteServer(checked_address(address), Environment.LIVE, vendor.root)
    if not address:
        return LocalServer(data_folder / "sandbox-server")
    root_file = Path(sandbox_root) if sandbox_root else None
    return RemoteServer(checked_address(address), Environment.SANDBOX, vendor.root, root_file)
