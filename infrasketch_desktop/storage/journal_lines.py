"""The text of a journal: a head, the sketch that the edits start from, and one line for each edit.

    1c291ca3 {"journal": 1, "path": "/home/ada/shop.infrasketch", …, "size": 812}
    … 812 bytes: the content of a sketch file …
    5d41402a {"edit": "Connect", "changes": [{"type": "edge", …}, {"removed": "cache"}]}

A line begins with the CRC-32 of everything that lines said so far. So a line that was torn, damaged, lost or swapped is
seen, and what stands before it still counts.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.record_json import RecordError, decode_record, encode_record

VERSION = 1
_CHECKSUM = 8
_to_text = json.JSONEncoder(ensure_ascii=False).encode


class JournalError(Exception):
    """A journal is damaged before its first edit."""


class NewerJournalError(JournalError):
    """A newer version of the program wrote the journal."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a journal belongs to. `on_disk` is the SHA-256 of the sketch file as this run last read or wrote it."""

    path: str | None
    title: str
    started: str
    on_disk: str | None


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit: the records it put, and None under the ids it removed."""

    title: str
    puts: tuple[tuple[str, Record | None], ...]


@dataclass(frozen=True, slots=True)
class JournalText:
    """What could be read of a journal. `complete` is False when more than a torn last line had to be left out."""

    head: Head
    snapshot: bytes
    edits: tuple[EditLine, ...]
    saved: frozenset[str]
    complete: bool


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def edit_entry(changes: ChangeSet) -> str:
    """The JSON of one edit."""
    parts = [_to_text({"removed": c.id}) if c.after is None else encode_record(c.after) for c in changes]
    return f'{{"edit": {_to_text(changes.title)}, "changes": [{", ".join(parts)}]}}'


def saving_entry(content_hash: str) -> str:
    """The JSON of the note that content of this hash is about to become the sketch file."""
    return _to_text({"saving": content_hash})


class LineWriter:
    """Turns entries into lines, each checked by a sum that runs over all before it."""

    def __init__(self) -> None:
        self._sum = 0

    def opening(self, head: Head, snapshot: bytes) -> bytes:
        """The bytes that a journal begins with."""
        facts = {"journal": VERSION, **asdict(head), "size": len(snapshot), "sha256": sha256(snapshot)}
        return self.line(_to_text(facts)) + snapshot + b"\n"

    def line(self, entry: str) -> bytes:
        body = entry.encode("utf-8", "backslashreplace")
        self._sum = zlib.crc32(body, self._sum)
        return b"%08x %b\n" % (self._sum, body)


def read_journal(content: bytes) -> JournalText:
    """The journal in `content`, as far as it is whole.

    Raises:
        JournalError: head or snapshot are damaged.
        NewerJournalError: a newer version wrote it.
    """
    end = content.find(b"\n")
    checksum, facts = _checked(content[: max(end, 0)], 0)
    if facts is None or type(facts.get("journal")) is not int:
        raise JournalError(tr("The journal has no readable beginning."))
    if facts["journal"] > VERSION:
        raise NewerJournalError(tr("The journal was written by a newer InfraSketch."))
    head, size, digest = _head(facts)
    snapshot = content[end + 1 : end + 1 + size]
    if sha256(snapshot) != digest:
        raise JournalError(tr("The sketch at the beginning of the journal is damaged."))
    return _body(head, snapshot, content[end + 2 + size :], checksum)


def _head(facts: Mapping[str, Any]) -> tuple[Head, int, str]:
    try:
        head = Head(**{name: facts[name] for name in Head.__slots__})
        return head, int(facts["size"]), str(facts["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise JournalError(tr("The journal has no readable beginning.")) from error


def _body(head: Head, snapshot: bytes, lines: bytes, checksum: int) -> JournalText:
    edits: list[EditLine] = []
    saved: set[str] = set()
    read = 0
    for entry, length in _entries(lines, checksum):
        try:
            if "saving" in entry:
                saved.add(str(entry["saving"]))
            else:
                edits.append(_edit(entry))
        except (RecordError, KeyError, TypeError):
            break
        read += length
    left = lines[read:]
    torn_only = b"\n" not in left
    return JournalText(head, snapshot, tuple(edits), frozenset(saved), torn_only)


def _entries(lines: bytes, checksum: int) -> Iterator[tuple[dict[str, Any], int]]:
    start = 0
    while (end := lines.find(b"\n", start)) >= 0:
        checksum, entry = _checked(lines[start:end], checksum)
        if entry is None:
            return
        yield entry, end + 1 - start
        start = end + 1


def _checked(line: bytes, before: int) -> tuple[int, dict[str, Any] | None]:
    """The sum and object of a line; None in its place when the line is not what was written."""
    body = line[_CHECKSUM + 1 :]
    checksum = zlib.crc32(body, before)
    if line[: _CHECKSUM + 1] != b"%08x " % checksum:
        return checksum, None
    try:
        entry = json.loads(body)
    except (ValueError, RecursionError):
        return checksum, None
    return checksum, entry if isinstance(entry, dict) else None


def _edit(entry: Mapping[str, Any]) -> EditLine:
    return EditLine(str(entry["edit"]), tuple(_puts(entry["changes"])))


def _puts(changes: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Record | None]]:
    for change in changes:
        if "removed" in change:
            yield str(change["removed"]), None
        else:
            record = decode_record(change)
            yield record.id, record
