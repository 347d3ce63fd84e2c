"""Damaged, hostile and foreign files: refused with exact words, in bounded time, and nothing is loaded."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.errors import NewerVersionError, SketchFormatError
from tests.support.diagrams import edge, group, node

GOOD = sketch_file.write(build_diagram([group("web"), node("a", group="web"), node("b"), edge("a", "b")]))


def records(*lines: str) -> bytes:
    return f'{{"infrasketch": 1, "records": [{", ".join(lines)}]}}'.encode()


def a_node(fields: str = "", record_id: str = "a") -> str:
    return f'{{"type": "node", "id": "{record_id}", "kind": "api", "label": "A"{fields}}}'


def a_group(record_id: str, parent: str) -> str:
    return f'{{"type": "group", "id": "{record_id}", "label": "G", "group": "{parent}"}}'


AN_EDGE = '{"type": "edge", "id": "e", "source": "a", "target": "nowhere"}'

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty."),
    "only spaces": (b" \r\n\t ", "The file is empty."),
    "not UTF-8": (GOOD.replace(b'"A"', b'"\xff"'), "Line 3 is not UTF-8 text"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "is not UTF-8 text"),
    "cut off": (GOOD[:-10], "The file is broken at line"),
    "missing comma": (GOOD.replace(b'"label": "A"', b'"label" "A"'), "broken at line 3, column"),
    "unresolved merge": (GOOD.replace(b"\n", b"\n<<<<<<< HEAD\n", 1), "Line 2 is the mark of an unresolved merge."),
    "a list": (b"[1, 2]", "not an InfraSketch file"),
    "other JSON": (b'{"nodes": []}', "not an InfraSketch file"),
    "version as text": (b'{"infrasketch": "1", "records": []}', "must be a whole number from 1, not “1”"),
    "version 0": (b'{"infrasketch": 0, "records": []}', "must be a whole number from 1, not 0"),
    "version true": (b'{"infrasketch": true, "records": []}', "must be a whole number from 1, not true"),
    "no records": (b'{"infrasketch": 1}', "“records” must be a list, not null"),
    "records as object": (b'{"infrasketch": 1, "records": {}}', "“records” must be a list, not an object"),
    "unknown part": (b'{"infrasketch": 1, "records": [], "extra": 1}', "“extra” that this version does not know"),
    "record as text": (records('"a"'), "Record 1, must be an object, not “a”"),
    "no type": (records('{"id": "a"}'), "Record 1, must have as type one of group, node"),
    "type as list": (records('{"type": [], "id": "a"}'), "not a list"),
    "label missing": (records('{"type": "node", "id": "a", "kind": "api"}'), "the node “a”: “label” is missing"),
    "unknown field": (
        records(a_node(), a_node(', "colour": 1', "b")),
        "Record 2, the node “b”: “colour” is not a field",
    ),
    "x as text": (records(a_node(', "x": "4"')), "the node “a”: “x” must be a number, not the text '4'"),
    "x as flag": (records(a_node(', "x": true')), "“x” must be a number"),
    "pinned as number": (records(a_node(', "pinned": 1')), "“pinned” must be true or false"),
    "z with fraction": (records(a_node(', "z": 1.5')), "“z” must be a whole number"),
    "unknown kind": (records(a_node().replace('"api"', '"toaster"')), "“kind” must be one of client, api"),
    "inputs as text": (records(a_node(', "inputs": "x"')), "“inputs” must be a list"),
    "a point of three": (
        records(a_node(), '{"type": "edge", "id": "e", "source": "a", "target": "a", "route": [[1, 2, 3]]}'),
        "the edge “e”: “route” must be a point [x, y]",
    ),
    "NaN": (records(a_node(', "x": NaN')), "holds NaN where a number must stand"),
    "Infinity": (records(a_node(', "x": -Infinity')), "holds -Infinity where a number must stand"),
    "1e999": (records(a_node(', "x": 1e999')), "“x” must be a finite number"),
    "huge integer": (records(a_node(f', "x": 1{"0" * 400}')), "“x” must be a finite number"),
    "5000 digits": (records(a_node(f', "z": {"9" * 5000}')), "a number that is far too long"),
    "off the sheet": (records(a_node(', "y": 1e9')), "“a” lies at a place that cannot be drawn"),
    "no width": (records(a_node(', "width": 0')), "too small or too large to draw"),
    "bad id": (records(a_node("", "../etc")), "“../etc” is not a usable id"),
    "same id twice": (records(a_node(), a_node()), "The id “a” is used twice"),
    "node and group of one id": (records(a_node(), '{"type": "group", "id": "a", "label": ""}'), "“a” is used twice"),
    "two sheets": (records('{"type": "sheet"}', '{"type": "sheet"}'), "The id “sheet” is used twice"),
    "same field twice": (records(a_node(', "label": "B"')), "the field “label” twice"),
    "edge to nowhere": (records(a_node(), AN_EDGE), "The edge “e” ends at “nowhere”, which does not exist"),
    "parent missing": (records(a_node(', "group": "gone"')), "“a” is in the group “gone”, which does not exist"),
    "group in itself": (records(a_group("g", "g")), "The group “g” would contain itself"),
    "groups in a circle": (records(a_group("g", "h"), a_group("h", "g")), "would contain itself"),
    "deeply nested JSON": (b'{"infrasketch": 1, "records": ' + b"[" * 200_000, "nested far too deeply"),
    "label without end": (records(a_node().replace('"A"', f'"{"A" * 600}"')), "at most 500 fit"),
    "description without end": (records(a_node(f', "description": "{"A" * 30_000}"')), "at most 20,000 fit"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content_is_refused_in_exact_words(name: str) -> None:
    content, words = BAD[name]
    with pytest.raises(SketchFormatError) as refusal:
        sketch_file.read(content)
    assert words in str(refusal.value)
    assert "Nothing was loaded, and the file was not changed." in str(refusal.value)
    assert len(str(refusal.value)) < 500


@pytest.mark.parametrize("version", ["2", "99", "9" * 300])
def test_a_newer_version_is_refused_whatever_else_it_holds(version: str) -> None:
    with pytest.raises(NewerVersionError, match=r"newer InfraSketch.*not changed.*Please update"):
        sketch_file.read(f'{{"infrasketch": {version}, "things": {{"a": [1]}}}}'.encode())


HOSTILE: dict[str, Callable[[], bytes]] = {
    "too many records": lambda: records(*[a_node("", f"n{i}") for i in range(sketch_file.MAX_RECORDS + 1)]),
    "a tower of groups": lambda: records(*[a_group(f"g{i}", f"g{i + 1}") for i in range(50_000)]),
    "a tower of groups, outermost first": lambda: records(
        '{"type": "group", "id": "g0", "label": ""}', *[a_group(f"g{i}", f"g{i - 1}") for i in range(1, 50_000)]
    ),
    "a ring of groups": lambda: records(*[a_group(f"g{i}", f"g{(i + 1) % 50_000}") for i in range(50_000)]),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_is_refused_in_bounded_time(name: str) -> None:
    with pytest.raises(SketchFormatError):
        sketch_file.read(HOSTILE[name]())


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "content",
    [lambda: records(*["[]"] * 6_000_000), lambda: b" " * (sketch_file.MAX_BYTES + 1)],
    ids=["lists", "size"],
)
def test_more_than_any_sketch_holds_is_refused_before_it_is_parsed(content: Callable[[], bytes]) -> None:
    with pytest.raises(SketchFormatError, match="holds more than any sketch could"):
        sketch_file.read(content())


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_crash(content: bytes) -> None:
    with pytest.raises(SketchFormatError):
        sketch_file.read(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["type", "id", "kind", "label", "x", "group", "source", "route", "z"]), JSON))
def test_arbitrary_values_in_a_record_never_crash(fields: dict) -> None:
    content = json.dumps({"infrasketch": 1, "records": [{"type": "node", **fields}]}).encode()
    with pytest.raises(SketchFormatError):
        sketch_file.read(content)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(place: int, damage: bytes) -> None:
    content = GOOD[:place] + damage + GOOD[place + len(damage) :]
    with suppress(SketchFormatError):
        sketch_file.read(content)
