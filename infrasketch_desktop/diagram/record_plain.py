"""Records of every type as plain JSON objects, each with its type."""

from __future__ import annotations

from collections.abc import Mapping

from infrasketch_desktop.diagram.plain import Codec, Plain, PlainError, codec
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import listed, tr

_CLASSES: tuple[type[Record], ...] = (Group, Node, Note, Edge, Passage, Sheet)
TYPE_NAMES: Mapping[type[Record], str] = {cls: cls.__name__.lower() for cls in _CLASSES}
"""What files call each class of record."""

CODECS: Mapping[str, Codec[Record]] = {name: codec(cls) for cls, name in TYPE_NAMES.items()}


def record_to_plain(record: Record) -> dict[str, Plain]:
    """The type first, then the fields in the order of the class; defaults are left out."""
    name = TYPE_NAMES[type(record)]
    return {"type": name, **CODECS[name].encode(record)}


def record_from_plain(plain: Plain) -> Record:
    """The record that a JSON object describes.

    Raises:
        PlainError: it is no object, of no known type, or a field is missing, unknown or of the wrong sort.
    """
    if not isinstance(plain, Mapping):
        raise PlainError("", tr("a record must be an object"))
    name = plain.get("type")
    found = CODECS.get(name) if isinstance(name, str) else None
    if found is None:
        raise PlainError("type", tr("must be one of {codecs}", codecs=listed(CODECS)))
    return found.decode({key: value for key, value in plain.items() if key != "type"})
