"""What is asked to be written into which regions, and what the model is shown for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infrasketch_desktop.codegen.regions import Region, regions_in


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A file of the project that the file imports, or that tests it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`text` is the file `path` of the project in `folder` as it is now, with `LF` as line ends.

    `names` are the regions to be written, `words` what the person asked for. `component` is what the diagram says of
    the node that the file was made for. `on_disk` is the SHA-256 of the bytes in the folder. `may_execute` is the
    person's word that the tests of the part may run, with the new code. `operation` is the id under which the vendor's
    relay holds the credits.
    """

    folder: Path
    path: str
    text: str
    on_disk: str
    names: tuple[str, ...]
    words: str
    component: Mapping[str, Any] = field(default_factory=dict)
    neighbours: tuple[Neighbour, ...] = ()
    may_execute: bool = False
    model: str = ""
    max_tokens: int = 16_000
    operation: str = ""

    @property
    def wanted(self) -> tuple[Region, ...]:
        """The regions to be written, in their order in the file."""
        return tuple(region for region in regions_in(self.text) if region.name in self.names)
