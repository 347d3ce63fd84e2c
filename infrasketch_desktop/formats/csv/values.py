"""What the cells of a row say, as values of a diagram."""

from __future__ import annotations

import math
from collections.abc import Sequence

from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import Place
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.diagram.validation import MAX_COORDINATE, MAX_SIDE
from infrasketch_desktop.formats.csv.tables import Row, Table
from infrasketch_desktop.formats.meaning import meaning_of
from infrasketch_desktop.technology import Catalog


def node_kind(text: str, catalog: Catalog) -> NodeKind | None:
    """The kind behind its value, its name on screen or a word for it, such as “DB”."""
    wanted = text.strip().lower()
    exact = next((kind for kind in NodeKind if wanted in (kind.value, kind.display_name.lower())), None)
    return exact or (meaning_of(text, catalog).kind if wanted else None)


def edge_kind(text: str) -> EdgeKind | None:
    return next((kind for kind in EdgeKind if kind.value == text.strip().lower()), None)


def place_of(row: Row, record_id: str) -> Place | None:
    """Where a row says that its node lies; None unless it states both coordinates."""
    x, y = (_number(row[name], MAX_COORDINATE) for name in ("x", "y"))
    if x is None or y is None:
        return None
    width, height = (_number(row[name], MAX_SIDE) for name in ("width", "height"))
    return Place(id=record_id, x=x, y=y, width=_side(width), height=_side(height))


def kept_ids(tables: Sequence[tuple[str, Table]]) -> list[str]:
    """The ids that tables of ours state and that are free to be used."""
    stated = (row["id"] for _, table in tables if table.is_typed for row in table.rows)
    return [wanted for wanted in stated if is_valid_id(wanted) and wanted != SHEET_ID]


def _number(text: str, limit: float) -> float | None:
    """A number with a point or a comma, within ±`limit`."""
    try:
        number = float(text.strip()[:40].replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= limit else None


def _side(length: float | None) -> float | None:
    return length if length is not None and length >= 1 else None
