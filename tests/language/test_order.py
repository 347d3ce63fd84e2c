"""Where one writes from right to left, Latin names within a sentence leave it in its order, and arrows lead onwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.differences import describe_field, differences
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.language import Language, chained, dotted, enumerated, in_english, listed, load, tr, use

DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
API = Node(id="api", kind=NodeKind.API, label="API")
STORE = Node(id="db", kind=NodeKind.DATABASE, label="PostgreSQL", y=200)
CALL = Edge(id="api--db", source="api", target="db")


@pytest.fixture
def _arabic(qapp: QApplication) -> Iterator[None]:
    use(load("ar", lambda count: str(count).translate(DIGITS)))
    yield
    use(Language())


def from_the_right(line: str, *parts: str) -> bool:
    """Whether Qt writes these parts of a line one after the other from the right, whatever letters they are in."""
    return all(before[0] >= after[1] for before, after in pairwise(places(line, parts)))


def from_the_left(line: str, *parts: str) -> bool:
    return all(before[1] <= after[0] for before, after in pairwise(places(line, parts)))


def places(line: str, parts: Sequence[str]) -> list[tuple[float, float]]:
    """Where Qt writes these parts of a line, which follow each other in it: their left and right ends."""
    layout = QTextLayout(line)
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(10_000)
    layout.endLayout()
    found, end = [], 0
    for part in parts:
        begin = line.index(part, end)
        end = begin + len(part)
        run = [row.cursorToX(at)[0] for at in (begin, end)]  # type: ignore[index]
        found.append((min(run), max(run)))
    return found


@pytest.mark.usefixtures("_arabic")
def test_a_sentence_that_begins_with_a_latin_name_ends_with_its_point_at_the_left() -> None:
    said = tr("{name}: called by {callers}.", name="Redis cache", callers=listed(["Web app", "API"]))
    assert from_the_right(said, "Redis cache", "Web app", "API", ".")


@pytest.mark.usefixtures("_arabic")
def test_a_translation_that_begins_with_a_latin_name_begins_at_the_right_all_the_same() -> None:
    assert from_the_right(tr("InfraSketch {version} is available.", version="2"), "InfraSketch", "2", ".")


HOSTILE = ("plan\u202egnp.exe", "plan\u2067 to ", "plan\u2069 to ", "\u2069plan\u2066", "\u202bplan\u2068\u202d")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("as_path", [True, False])
def test_a_name_does_not_turn_what_stands_behind_it(name: str, *, as_path: bool) -> None:
    said = tr("“{name}” is saved to {path}.", name=Path(name) if as_path else name, path="a/b")
    assert from_the_left(said, "“", "”", "saved", "a", "/", "b", ".")


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("as_path", [True, False])
def test_a_name_does_not_turn_what_stands_behind_it_from_the_right(name: str, *, as_path: bool) -> None:
    said = tr("{name}: called by {callers}.", name=Path(name) if as_path else name, callers=listed(["Web app", "API"]))
    assert from_the_right(said, "plan", "Web app", "API", ".")


@pytest.mark.usefixtures("_arabic")
def test_facts_and_lists_run_from_the_right_without_a_dot_that_looks_like_a_zero() -> None:
    assert from_the_right(dotted(["PDF", "", "Markdown"]), "PDF", "Markdown")
    assert from_the_right(enumerated(["A", "B", "C"], 4), "A", "B", "C")
    assert "·" not in dotted(["6", "4"])


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize("names", [("API", "PostgreSQL"), ("خادم", "قاعدة"), ("API", "قاعدة")])
def test_arrows_point_from_the_source_at_the_right_to_the_target(names: tuple[str, str]) -> None:
    line = chained(names)
    assert from_the_right(line, names[0], "←", names[1])
    assert "→" not in line


@pytest.mark.usefixtures("_arabic")
def test_connections_and_changes_are_named_so() -> None:
    before = build_diagram([API, STORE, CALL])
    after = build_diagram([API, Node(id="db", kind=NodeKind.DATABASE, label="MySQL", y=200), CALL])
    assert from_the_right(caption(CALL, before), "API", "←", "PostgreSQL")
    (item,) = differences(before, after)
    assert from_the_right(describe_field(item.fields[0], before, after), "التسمية", "PostgreSQL", "←", "MySQL")


@pytest.mark.usefixtures("_arabic")
def test_numbers_within_sentences_have_the_digits_of_the_language() -> None:
    assert "٨" in tr("Use at least {count} characters.", count=8)


@pytest.mark.usefixtures("_arabic")
def test_what_is_written_in_english_carries_no_marks() -> None:
    with in_english():
        assert tr("{name}: called by {callers}.", name="A", callers=listed("BC")) == "A: called by B, C."
        assert (chained("AB"), dotted("AB")) == ("A → B", "A · B")


def test_names_in_a_sentence_are_cut_to_the_most() -> None:
    assert enumerated(["A"], 3) == "A"
    assert enumerated(["A", "B", "C"], 3) == "A, B and C"
    assert enumerated(["A", "B", "C", "D"], 3) == "A, B and 2 more"
