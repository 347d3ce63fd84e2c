"""What is exported: a frozen state of one diagram, and what of it is selected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.edits.copies import excerpt
from infrasketch_desktop.diagram.records import Placed
from infrasketch_desktop.diagram.subsets import outermost
from infrasketch_desktop.exchange.options import Area


@dataclass(frozen=True, slots=True)
class Subject:
    """`selected` are nodes, groups and notes."""

    whole: Diagram
    selected: tuple[str, ...] = ()

    def diagram(self, area: Area) -> Diagram:
        """All of it, or what is selected with the connections among it; the sheet is the same."""
        if area is not Area.SELECTION or not self.selected:
            return self.whole
        tops = set(outermost(self.whole, self.selected))
        records = excerpt(self.whole, tops)
        freed = (replace(r, group=None) if isinstance(r, Placed) and r.id in tops else r for r in records)
        return build_diagram((self.whole.sheet, *freed))
