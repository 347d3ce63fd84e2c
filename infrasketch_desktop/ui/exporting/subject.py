"""What is exported: a frozen state of one diagram, what of it is selected, and a name for its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.edits.copies import excerpt
from infrasketch_desktop.diagram.records import Placed
from infrasketch_desktop.diagram.subsets import outermost
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.exporting.formats import ExportFormat


@dataclass(frozen=True, slots=True)
class Subject:
    """`selected` are nodes, groups and notes; `theme` is that of the canvas; `path` answers a path for a suffix."""

    whole: Diagram
    selected: tuple[str, ...]
    theme: Theme
    path: Callable[[str], Path]

    def diagram(self, *, selection: bool) -> Diagram:
        """All of it, or what is selected with the connections among it."""
        if not selection or not self.selected:
            return self.whole
        tops = set(outermost(self.whole, self.selected))
        records = excerpt(self.whole, tops)
        return build_diagram(replace(r, group=None) if isinstance(r, Placed) and r.id in tops else r for r in records)

    def suggested(self, chosen: ExportFormat) -> Path:
        return self.path(chosen.suffix)
