"""One part that can be added, and how it travels through a drag."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from infrasketch_desktop.diagram.kinds import NodeKind

MIME = "application/x-infrasketch-part"
_MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A node to be: `label` is what it will be called, `aliases` are further names it is found by."""

    kind: NodeKind
    label: str
    technology: str = ""
    aliases: tuple[str, ...] = ()


def to_mime(part: Part) -> QMimeData:
    mime = QMimeData()
    plain = {"kind": part.kind.value, "label": part.label, "technology": part.technology}
    mime.setData(MIME, json.dumps(plain).encode())
    return mime


def from_mime(mime: QMimeData) -> Part | None:
    """The part that is dragged; None when it is something else, or written by something else."""
    if not mime.hasFormat(MIME):
        return None
    try:
        plain = json.loads(bytes(mime.data(MIME).data()))
        label, technology = (str(plain[name])[:_MAX_TEXT] for name in ("label", "technology"))
        return Part(NodeKind(plain["kind"]), label, technology)
    except (ValueError, KeyError, TypeError):
        return None
