"""Proposals in the words of the window."""

from dataclasses import replace

from infrasketch_desktop.diagram.differences import Sort, differences
from infrasketch_desktop.diagram.merging import merge
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.ui.proposals.wording import conflicts_in_words, counted, detail_of, section_title, title_of
from tests.support.diagrams import document, edge, group, node

API, DB, LINK = node("api", label="API"), node("db", label="Orders", technology="MySQL"), edge("api", "db")
BASE = document(API, DB, LINK).diagram


def words(*records: object) -> list[tuple[str, str]]:
    after = document(*records).diagram
    return [(title_of(i, BASE, after), detail_of(i, BASE, after)) for i in differences(BASE, after)]


def test_items_say_what_they_are_and_where_they_were_read() -> None:
    cache = node("cache", label="Sessions", technology="Redis", origin="compose.yaml:12")
    line = edge("api", "cache", label="reads")
    assert words(API, DB, LINK, cache, line, Note(id="n", text="Mind\nthe gap")) == [
        ("Sessions", "compose.yaml:12 · Service · Redis"),
        ("Mind the gap", "Note"),
        ("API → Sessions", "Request · reads"),
    ]


def test_changes_are_named_with_both_values_and_by_names() -> None:
    moved = replace(DB, technology="PostgreSQL", group="zone")
    assert words(API, moved, replace(LINK, label="SQL"), group("zone"))[1:] == [
        ("Orders", "technology “MySQL” → “PostgreSQL”; group none → “Zone”"),
        ("API → Orders", "label none → “SQL”"),
    ]


def test_counts_leave_out_what_there_is_none_of() -> None:
    after = document(API, replace(DB, x=40), node("a"), node("b")).diagram
    assert counted(differences(BASE, after)) == "2 new, 1 moved, 1 removed"
    assert counted(()) == "No difference"
    assert [section_title(sort, 2) for sort in Sort] == ["New (2)", "Changed (2)", "Moved (2)", "Removed (2)"]


def test_conflicts_say_who_did_what() -> None:
    proposed = document(
        replace(API, label="Gateway"), replace(DB, technology="PostgreSQL"), node("cache"), edge("db", "cache")
    ).diagram
    current = document(replace(API, label="Front door"), edge("api", "api")).diagram
    assert set(conflicts_in_words(merge(BASE, current, proposed), current, proposed)) == {
        "Front door: you set label to “Front door”; “Gateway” is left out",
        "Orders: you removed it; its change is left out",
        "Orders → Cache: it would end at something that you removed; it is left out",
    }
    removed = document(API).diagram
    connected = document(API, DB, LINK, node("job", label="Job"), edge("job", "db")).diagram
    assert conflicts_in_words(merge(BASE, connected, removed), connected, removed) == (
        "Orders: you have changed or connected it; it stays",
    )
