"""The roots that came with the program: all there were when it was built, from the first on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.roots import Root
from infrasketch_desktop.resources import resources_folder

LIVE_ROOTS = "live-root.json"
"""`{"roots": [root 1, root 2, …]}`; `root-ceremony assemble` writes it, the vendor puts it into resources/trust."""


def shipped_live_roots() -> tuple[str, ...]:
    """The live roots of this build, as `Trust.restore` takes them; none when no ceremony was held.

    Raises:
        DocumentError: the file is there and is not what the ceremony wrote.
    """
    return read_roots(resources_folder() / "trust" / LIVE_ROOTS)


def read_roots(path: Path) -> tuple[str, ...]:
    """The roots in a file of that form; none when there is no such file.

    Raises:
        DocumentError: with the reason.
    """
    if not path.exists():
        return ()
    value = canonical.decode(path.read_bytes())
    if not isinstance(value, dict):
        raise DocumentError(Reason.NOT_AN_OBJECT, f"{path.name} is not a list of roots.")
    return tuple(canonical.encode(root.values).decode() for root in Fields(value).objects("roots"))


def write_roots(roots: Iterable[Root]) -> bytes:
    """The content of such a file."""
    return canonical.encode({"roots": [canonical.decode(root.text.encode()) for root in roots]})
