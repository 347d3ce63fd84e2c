"""Records as text that travels between windows and programs, and back.

What is copied has two faces: a JSON payload that pastes as the same records, and an outline for mails and chats.
A payload comes from anywhere, so it is bounded, checked as a whole, and either pasted whole or refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.copies import excerpt, insert_copies
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.diagram.outline import outline
from infrasketch_desktop.diagram.plain import Codec, codec
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed, Record
from infrasketch_desktop.diagram.subsets import outermost
from infrasketch_desktop.language import tr

MIME_TYPE = "application/x-infrasketch"
MAX_CHARACTERS = 20_000_000
MAX_RECORDS = 20_000
CASCADE = 20.0
"""How far each repeated paste lies from the one before, across and down."""

_FORMAT = "infrasketch-clipboard"
_VERSION = 1
_CLASSES: tuple[type[Record], ...] = (Group, Node, Note, Edge)
_NAMES = {cls: cls.__name__.lower() for cls in _CLASSES}
_CODECS: dict[str, Codec[Any]] = {name: codec(cls) for cls, name in _NAMES.items()}


class ClipboardError(DiagramError):
    """The clipboard holds no records that can be pasted; nothing was."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What a copy puts on the clipboard: `payload` under `MIME_TYPE`, `text` as plain text."""

    payload: str
    text: str


def copy_records(diagram: Diagram, ids: Iterable[str]) -> Clip:
    """The chosen records with everything inside them and the edges among them.

    Raises:
        InvariantError: an id names nothing.
        ClipboardError: no node, group or note is among them.
    """
    tops = set(outermost(diagram, ids))
    if not tops:
        raise ClipboardError(tr("There is nothing to copy: choose at least one node, group or note."))
    records = [replace(r, group=None) if isinstance(r, Placed) and r.id in tops else r for r in excerpt(diagram, tops)]
    plain = [{"type": _NAMES[type(r)], **_CODECS[_NAMES[type(r)]].encode(r)} for r in records]
    payload = json.dumps({"format": _FORMAT, "version": _VERSION, "records": plain}, ensure_ascii=False)
    return Clip(payload, outline(build_diagram(records)))


def is_payload(text: str) -> bool:
    """Whether plain text looks like a payload, so that it is read as one and not as a description."""
    return text.lstrip()[:1] == "{" and f'"{_FORMAT}"' in text[:200]


def read_payload(text: str) -> tuple[Record, ...]:
    """The records of a payload, outer before inner, edges last.

    Raises:
        ClipboardError: it is too large, not a payload, of a newer version, or its records do not fit together.
    """
    try:
        records = [_decode(plain) for plain in _plain_records(text)]
        diagram = build_diagram(records)
        return excerpt(diagram, [r.id for r in records])
    except ClipboardError:
        raise
    except DiagramError as error:
        raise ClipboardError(
            tr("The clipboard cannot be pasted: {error} Copy the records again.", error=error)
        ) from error


def paste(edit: Edit, records: Sequence[Record], offset: Point, *, into: str | None = None) -> dict[str, str]:
    """Add the records of a payload under new ids, moved by `offset`, the outermost ones into the group `into`.

    Returns:
        the id of each record in the payload and that of its copy.

    Raises:
        InvariantError: a record does not fit here.
    """
    parented = [replace(r, group=into) if isinstance(r, Placed) and r.group is None else r for r in records]
    return insert_copies(edit, parented, offset)


def paste_offset(diagram: Diagram, records: Sequence[Record], visible: Rect) -> Point:
    """By how much to move pasted records: in sight, and a step beside what was pasted there before.

    They stay where they were copied when that is in sight and free, else they go to the middle of `visible`.
    """
    source = build_diagram(records)
    tops = [r.id for r in records if source.placed(r.id)]
    around = union(source.bounds(i) for i in tops)
    if around is None:
        return Point(0, 0)
    dx, dy = 0.0, 0.0
    if not around.intersects(visible):
        dx, dy = round(visible.center.x - around.center.x), round(visible.center.y - around.center.y)
    corners = {(diagram.bounds(i).x, diagram.bounds(i).y) for i in (*diagram.nodes, *diagram.groups, *diagram.notes)}
    first = source.bounds(tops[0])
    while (first.x + dx, first.y + dy) in corners:
        dx, dy = dx + CASCADE, dy + CASCADE
    return Point(dx, dy)


def _plain_records(text: str) -> list[Any]:
    if len(text) > MAX_CHARACTERS:
        raise ClipboardError(
            tr(
                "The clipboard holds more than {max_characters:,} characters; copy less at a time.",
                max_characters=MAX_CHARACTERS,
            )
        )
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ClipboardError(tr("The clipboard holds no records of a diagram, or they were cut short.")) from error
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise ClipboardError(tr("The clipboard holds no records of a diagram."))
    if plain.get("version") != _VERSION:
        raise ClipboardError(
            tr("The clipboard was filled by a newer version of InfraSketch; update this one to paste it.")
        )
    records = plain.get("records")
    if not isinstance(records, list) or not 0 < len(records) <= MAX_RECORDS:
        raise ClipboardError(
            tr("The clipboard must hold between 1 and {max_records:,} records.", max_records=MAX_RECORDS)
        )
    return records


def _decode(plain: Any) -> Record:
    name = plain.get("type") if isinstance(plain, dict) else None
    found = _CODECS.get(name) if isinstance(name, str) else None
    if found is None:
        raise ClipboardError(tr("The clipboard holds something that is no node, group, note or edge."))
    record: Record = found.decode({key: value for key, value in plain.items() if key != "type"})
    return record
