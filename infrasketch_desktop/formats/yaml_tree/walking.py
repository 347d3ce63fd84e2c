"""Ways through a tree for readers that expect little: what is not there, or of another sort, is None or empty."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.formats.yaml_tree.tree import Mapping, Scalar, Sequence, Value

Plain = str | None | list["Plain"] | dict[str, "Plain"]


def at(value: Value | None, *keys: str) -> Value | None:
    """The value under a chain of keys."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def text_at(value: Value | None, *keys: str) -> str:
    """The text under a chain of keys; empty for null and for what is no scalar."""
    found = at(value, *keys)
    return found.text if isinstance(found, Scalar) and not found.is_null else ""


def number_at(value: Value | None, *keys: str) -> int | None:
    """The whole number of at most nine digits under a chain of keys."""
    text = text_at(value, *keys)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None  # noqa: PLR2004 - see above


def mapping_at(value: Value | None, *keys: str) -> Mapping:
    """The mapping under a chain of keys, or an empty one."""
    found = at(value, *keys)
    return found if isinstance(found, Mapping) else Mapping({}, found.line if found else 0)


def items_at(value: Value | None, *keys: str) -> tuple[Value, ...]:
    """The items of the sequence under a chain of keys; a single value that is no sequence counts as none."""
    found = at(value, *keys)
    return found.items if isinstance(found, Sequence) else ()


def texts_at(value: Value | None, *keys: str) -> tuple[Scalar, ...]:
    """The scalars of the sequence under a chain of keys, or the one scalar that stands there."""
    found = at(value, *keys)
    if isinstance(found, Scalar):
        return () if found.is_null else (found,)
    return tuple(item for item in items_at(found) if isinstance(item, Scalar) and not item.is_null)


def words(value: Value | None, *keys: str) -> tuple[Scalar, ...]:
    """The names under a chain of keys, whether written as a sequence or as the keys of a mapping."""
    found = at(value, *keys)
    if isinstance(found, Mapping):
        return tuple(Scalar(key, found.line_of(key)) for key in found.values)
    return texts_at(found)


def scalars_in(value: Value | None) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every scalar with the keys that lead to it, in the order of the file; items of sequences add no key."""
    pending: list[tuple[tuple[str, ...], Value]] = [((), value)] if value is not None else []
    while pending:
        keys, current = pending.pop()
        if isinstance(current, Scalar):
            yield keys, current
        elif isinstance(current, Sequence):
            pending.extend((keys, item) for item in reversed(current.items))
        else:
            pending.extend(((*keys, key), inner) for key, inner in reversed(current.values.items()))


def plain(value: Value | None) -> Plain:
    """The tree as lists, dicts and texts, for comparing and for libraries; lines and tags are left behind."""
    match value:
        case None:
            return None
        case Scalar():
            return None if value.is_null else value.text
        case Sequence():
            return [plain(item) for item in value]
        case Mapping():
            return {key: plain(inner) for key, inner in value}
