"""Operations as JSON objects: the tag `op` names the operation, the other keys are its fields."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.operations import Insert, Operation
from infrasketch_desktop.diagram.plain import Codec, Plain, PlainError, codec
from infrasketch_desktop.language import listed, tr

TAGS: Mapping[str, type[Any]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower(): cls
    for cls in typing.get_args(Operation)
    if cls is not Insert
}
"""Tag to class, such as `add_node` to `AddNode`. `Insert` has none: nobody writes whole records by hand."""

_TAG_OF = {cls: tag for tag, cls in TAGS.items()}


def operation_to_plain(operation: Operation) -> dict[str, Plain]:
    return {"op": _TAG_OF[type(operation)], **_codec_of(type(operation)).encode(operation)}


def operation_from_plain(plain: Plain) -> Operation:
    """The operation that a JSON object describes.

    Raises:
        PlainError: the tag is unknown, or a field is missing, unknown or of the wrong type.
    """
    if not isinstance(plain, Mapping):
        raise PlainError("", tr("an operation must be an object"))
    tag = plain.get("op")
    cls = TAGS.get(tag) if isinstance(tag, str) else None
    if cls is None:
        raise PlainError("op", tr("must be one of {tags}", tags=listed(TAGS)))
    return _codec_of(cls).decode({key: value for key, value in plain.items() if key != "op"})


def _codec_of(cls: type[Any]) -> Codec[Operation]:
    return codec(cls)
