"""An empty sketch, as the person set it: how it reads and how its edges run."""

from __future__ import annotations

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.storage.settings import Settings


def blank(settings: Settings) -> Diagram:
    return build_diagram([Sheet(direction=settings.direction, edge_style=settings.edge_style)])
