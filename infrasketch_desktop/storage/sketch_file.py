"""The sketch file: a diagram as JSON text that git can show line by line.

    {"infrasketch": 1, "records": [
    {"type": "group", "id": "backend", "label": "Backend"},
    {"type": "node", "id": "api", "kind": "api", "label": "API", "x": 40, "y": 120, "group": "backend"},
    {"type": "edge", "id": "api--api", "source": "api", "target": "api"},
    {"type": "sheet", "title": "Shop"}
    ]}

One record per line: groups, nodes, notes, edges and passages of the design document, each sorted by id, and the sheet
last. The sheet is always there, so every other line ends in a comma and two branches that add records never meet over
one. Defaults are left out, numbers are rounded, and nothing tells when or by whom the file was written: equal drawings
are equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.storage.errors import NewerVersionError, SketchFormatError
from infrasketch_desktop.storage.record_json import RecordError, decode_record, describe, encode_record
from infrasketch_desktop.storage.upgrades import UPGRADES, Upgrade, upgrade

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024
MAX_RECORDS = 250_000
MAX_COMMAS = 5_000_000
"""Every value but the first of a list or object follows a comma, so this bounds memory before anything is parsed."""

_CONFLICT_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_UNCHANGED = later("Nothing was loaded, and the file was not changed.")


def write(diagram: Diagram) -> bytes:
    """The content of a sketch file that holds `diagram`; equal records give equal bytes."""
    collections = (diagram.groups, diagram.nodes, diagram.notes, diagram.edges, diagram.passages)
    lines = [f'{{"infrasketch": {VERSION}, "records": [\n']
    for collection in collections:
        lines.extend([encode_record(collection[key]) + ",\n" for key in sorted(collection)])
    lines.append(encode_record(diagram.sheet) + "\n]}\n")
    # Half a surrogate pair has no UTF-8 form; written as \udxxx it is a JSON escape and comes back as it was.
    return "".join(lines).encode("utf-8", "backslashreplace")


def read(content: bytes, *, version: int = VERSION, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Diagram:
    """The diagram in the content of a sketch file of this or an older version.

    Raises:
        SketchFormatError: says where the content is wrong and what was expected there.
        NewerVersionError: the content was written by a newer version of the program.
    """
    with collector_paused():
        payload = _parse(_decode(content))
        written_by = _version(payload, version)
        payload = upgrade(payload, written_by, version, upgrades)
        return _assemble(_records(payload))


def _refuse(what: str, advice: str = "") -> SketchFormatError:
    return SketchFormatError(what, kept=tr(_UNCHANGED), advice=advice)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES or content.count(b",") > MAX_COMMAS:
        raise _refuse(tr("The file holds more than any sketch could."), tr("Check that it is the file you meant."))
    if not content.strip():
        raise _refuse(tr("The file is empty."), tr("Open a backup or a local version of it."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refuse(
            tr("Line {line} is not UTF-8 text (byte {start}).", line=line, start=error.start),
            tr("The file may be damaged."),
        ) from error


def _parse(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise _broken(text, error) from error
    except RecursionError as error:
        raise _refuse(tr("The file is nested far too deeply."), tr("It was not written by InfraSketch.")) from error
    except ValueError as error:  # an integer of thousands of digits
        raise _refuse(
            tr("The file holds a number that is far too long."), tr("It was not written by InfraSketch.")
        ) from error
    if type(payload) is not dict or "infrasketch" not in payload:
        raise _refuse(tr("This is JSON, but not an InfraSketch file."), tr("To bring in other formats, use Import."))
    return payload


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _refuse(
            tr("An object has the field “{twice}” twice ({result}).", twice=twice[:80], result=_start(result)),
            tr("Remove one of them."),
        )
    return result


def _start(values: Mapping[str, Any]) -> str:
    return f"{values.get('type', 'object')} {describe(values.get('id'))}"


def _refuse_constant(name: str) -> NoReturn:
    raise _refuse(tr("The file holds {name} where a number must stand.", name=name), tr("Replace it by a number."))


def _broken(text: str, error: json.JSONDecodeError) -> SketchFormatError:
    line = text.splitlines()[error.lineno - 1] if error.lineno <= text.count("\n") + 1 and text else ""
    if line.startswith(_CONFLICT_MARKS):
        return _refuse(
            tr("Line {lineno} is the mark of an unresolved merge.", lineno=error.lineno),
            tr("Resolve the merge, then open again."),
        )
    return _refuse(
        tr(
            "The file is broken at line {lineno}, column {colno}: {msg}.",
            lineno=error.lineno,
            colno=error.colno,
            msg=error.msg,
        )
    )


def _version(payload: Mapping[str, Any], current: int) -> int:
    found = payload["infrasketch"]
    if type(found) is not int or found < 1:
        raise _refuse(tr("The version of the file must be a whole number from 1, not {found}.", found=describe(found)))
    if found > current:
        raise NewerVersionError(
            tr(
                "The file was made by a newer InfraSketch (format {found}; this one reads up to {current}).",
                found=describe(found),
                current=current,
            ),
            kept=tr("The file was not changed."),
            advice=tr("Please update InfraSketch to open it."),
        )
    return found


def _records(payload: Mapping[str, Any]) -> list[Record]:
    unknown = sorted(payload.keys() - {"infrasketch", "records"})
    if unknown:
        raise _refuse(tr("The file has a part “{unknown}” that this version does not know.", unknown=unknown[0][:80]))
    raw = payload.get("records")
    if type(raw) is not list:
        raise _refuse(tr("The part “records” must be a list, not {raw}.", raw=describe(raw)))
    if len(raw) > MAX_RECORDS:
        raise _refuse(
            tr(
                "The file holds {count:,} records; at most {max_records:,} can be opened.",
                count=len(raw),
                max_records=MAX_RECORDS,
            )
        )
    records: list[Record] = []
    try:
        for item in raw:
            records.append(decode_record(item))  # noqa: PERF401 - their number names the failing one
    except RecordError as error:
        raise _refuse(tr("Record {number}, {error}.", number=len(records) + 1, error=error)) from error
    return records


def _assemble(records: list[Record]) -> Diagram:
    try:
        return build_diagram(records)
    except InvariantError as error:
        raise _refuse(str(error)) from error
