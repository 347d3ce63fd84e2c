"""What tells two diagrams apart, by element."""

from dataclasses import replace

from hypothesis import given, settings

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import (
    Difference,
    Differences,
    FieldChange,
    Sort,
    describe_differences,
    differences,
)
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Note, Passage, Sheet
from tests.support.diagrams import diagrams, document, edge, group, node

FEW = settings(max_examples=25)

API = node("api", kind=NodeKind.API, label="API")
ORDERS = node("db", kind=NodeKind.DATABASE, label="Orders", technology="MySQL")
SHOP = document(API, ORDERS, edge("api", "db", label="SQL")).diagram


def sorts(found: Differences) -> dict[str, str]:
    return {item.id: item.sort.value for item in found}


def test_the_same_diagram_differs_in_nothing() -> None:
    assert not differences(SHOP, SHOP.copy())


def test_what_came_changed_moved_and_went_is_told_apart() -> None:
    after = document(
        replace(API, x=400, pinned=True),
        replace(ORDERS, technology="PostgreSQL", x=400),
        node("cache", kind=NodeKind.CACHE),
    ).diagram
    found = differences(SHOP, after)
    assert sorts(found) == {"api": "moved", "db": "changed", "cache": "added", "api--db": "removed"}
    assert [item.id for item in found.added] == ["cache"]
    assert [item.id for item in found.moved] == ["api"]
    assert [item.id for item in found.removed] == ["api--db"]
    assert sorts(found.content) == {"db": "changed", "cache": "added", "api--db": "removed"}


def test_a_change_names_its_fields_with_both_values() -> None:
    after = document(API, replace(ORDERS, technology="PostgreSQL", y=60), edge("api", "db", label="SQL")).diagram
    (item,) = differences(SHOP, after)
    assert item.fields == (FieldChange("technology", "MySQL", "PostgreSQL"), FieldChange("y", 0, 60))
    assert item.content == (FieldChange("technology", "MySQL", "PostgreSQL"),)


def test_the_lines_read_as_a_person_would_say_them() -> None:
    after = document(
        replace(API, x=400), replace(ORDERS, technology="PostgreSQL"), group("data"), Sheet(title="Shop")
    ).diagram
    assert list(describe_differences(differences(SHOP, after))) == [
        "+ group Data",
        "> API (api)",
        "~ Orders (database): technology “MySQL” → “PostgreSQL”",
        "~ the sheet: title none → “Shop”",
        "- API → Orders",
    ]


def test_ends_and_parents_are_called_by_their_names() -> None:
    cache = node("cache-2", label="Sessions", group="zone")
    before = document(API, ORDERS, edge("api", "db"), node("cache-2", label="Sessions")).diagram
    after = document(API, ORDERS, group("zone"), cache, replace(edge("api", "db"), target="cache-2")).diagram
    assert list(describe_differences(differences(before, after))) == [
        "+ group Zone",
        "~ Sessions (service): group none → “Zone”",
        "~ API → Sessions: target “Orders” → “Sessions”",
    ]


def test_lines_stay_short_and_on_one_line() -> None:
    text = "first\nsecond " + "long " * 100
    lines = list(describe_differences(differences(Diagram(), document(Note(id="note", text=text)).diagram)))
    assert len(lines) == 1
    assert lines[0].startswith("+ note “first second long")
    assert len(lines[0]) < 100


def test_another_type_under_an_id_is_a_change_without_fields() -> None:
    before, after = document(node("x")).diagram, document(group("x")).diagram
    (item,) = differences(before, after)
    assert item == Difference("x", before.nodes["x"], after.groups["x"])
    assert item.sort is Sort.CHANGED
    assert list(describe_differences(differences(before, after))) == ["~ X (service) → group X"]


def test_a_passage_is_named_after_what_it_speaks_of() -> None:
    passage = Passage(id="why", chapter=Chapter.COMPONENT_DETAILS, text="Because.", element="api")
    after = document(API, ORDERS, edge("api", "db", label="SQL"), passage).diagram
    assert list(describe_differences(differences(SHOP, after))) == ["+ document text on API (api)"]


@FEW
@given(before=diagrams(), after=diagrams())
def test_backwards_is_the_same_list_with_both_sides_changed(before: Diagram, after: Diagram) -> None:
    there, back = differences(before, after).by_id, differences(after, before).by_id
    assert there.keys() == back.keys()
    assert all((item.before, item.after) == (back[i].after, back[i].before) for i, item in there.items())
    assert len(list(describe_differences(differences(before, after)))) == len(there)
