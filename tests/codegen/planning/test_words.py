"""What the words of a node say: entities of a database, schedules of a worker, paths of a service."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.codegen.planning.entities import FALLBACK, MOST, entities_of, plural, singular
from infrasketch_desktop.codegen.planning.requests import MOST as MOST_PATHS
from infrasketch_desktop.codegen.planning.requests import paths_of
from infrasketch_desktop.codegen.planning.reserved import ATTRIBUTES, CLASSES_FOLDED, MODULES
from infrasketch_desktop.codegen.planning.schedules import schedule_in
from infrasketch_desktop.codegen.project import Entity
from infrasketch_desktop.codegen.said import Said
from tests.codegen.plans import catalog


def entities(label: str, *inputs: str) -> tuple[Entity, ...]:
    return entities_of(Said(label), tuple(map(Said, inputs)), lambda word: catalog().named(word) is not None)


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Orders DB", [("Order", "orders")]),
        ("Users & Orders database", [("User", "users"), ("Order", "orders")]),
        ("User profiles", [("UserProfile", "user_profiles")]),
        ("Categories (PostgreSQL)", [("Category", "categories")]),
        ("Addresses", [("Address", "addresses")]),
        ("Stock", [("Stock", "stock")]),
        ("Sessions", [("SessionEntry", "session_entries")]),
        ("Classes", [("ClassEntry", "class_entries")]),
    ],
)
def test_a_label_names_what_a_database_keeps(label: str, names: list[tuple[str, str]]) -> None:
    assert [(entity.name, entity.plural) for entity in entities(label)] == names


@pytest.mark.parametrize("label", ["", "PostgreSQL", "Main database", "数据库", "Read replica", "42", "a b c d e f"])
def test_a_label_that_names_nothing_keeps_items(label: str) -> None:
    assert entities(label) == (FALLBACK,)


def test_inputs_name_further_entities() -> None:
    assert [entity.plural for entity in entities("Shop DB", "orders", "customers", "orders")] == [
        "shops",
        "orders",
        "customers",
    ]


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=6))
def test_entities_of_any_words_are_names(label: str, inputs: list[str]) -> None:
    found = entities(label, *inputs)
    assert 1 <= len(found) <= MOST
    assert len({entity.plural for entity in found}) == len({entity.name.lower() for entity in found}) == len(found)
    for entity in found:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]{0,31}", entity.name)
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", entity.plural)
        assert entity == FALLBACK or entity.name.lower() not in CLASSES_FOLDED
        assert entity.plural not in ATTRIBUTES | MODULES


@pytest.mark.parametrize(
    ("one", "many"), [("order", "orders"), ("box", "boxes"), ("city", "cities"), ("day", "days"), ("person", "people")]
)
def test_nouns_have_two_forms(one: str, many: str) -> None:
    assert (singular(many), plural(one)) == (one, many)


@pytest.mark.parametrize(
    ("words", "cron"),
    [
        ("Report worker, every night", "0 2 * * *"),
        ("nightly at 1:30", "30 1 * * *"),
        ("hourly", "0 * * * *"),
        ("every 5 minutes", "*/5 * * * *"),
        ("every 120 minutes", "0 */2 * * *"),
        ("runs every 2h", "0 */2 * * *"),
        ("daily at 3", "0 3 * * *"),
        ("Daily at 3 PM", "0 15 * * *"),
        ("once a day", "0 0 * * *"),
        ("every Monday at 9:30am", "30 9 * * 1"),
        ("on weekdays at 6", "0 6 * * 1-5"),
        ("weekly", "0 0 * * 0"),
        ("monthly", "0 0 1 * *"),
        ("every 30 seconds", "* * * * *"),
        ("cron: 0 4 * * 1-5", "0 4 * * 1-5"),
        ("daily at 99", "0 0 * * *"),
    ],
)
def test_words_say_when_a_worker_runs(words: str, cron: str) -> None:
    assert schedule_in(words) == cron


@pytest.mark.parametrize(
    "words", ["", "Resizes images", "every 90 minutes", "99 99 99 99 99", "monday blues", "x" * 999]
)
def test_words_without_a_time_have_no_schedule(words: str) -> None:
    assert schedule_in(words) == ""


@given(st.text(alphabet="every night at0123456789 :*/-dailyhourmnp", max_size=60))
def test_a_schedule_is_always_one_that_cron_reads(words: str) -> None:
    found = schedule_in(words)
    assert found == "" or (len(found.split()) == 5 and re.fullmatch(r"[\d*/, -]+", found))


def paths(*inputs: str, callers: tuple[tuple[str, str], ...] = ()) -> list[str]:
    return [path for path, _ in paths_of(map(Said, inputs), [(Said(label), name) for label, name in callers])]


def test_each_input_has_a_path() -> None:
    assert paths(
        "Create order", "POST /api/orders/{id}/refunds?x=1", "create order", "POST /search", "3d", "import"
    ) == [
        "create-order",
        "refunds",
        "search",
        "request-3d",
        "request-import",
    ]


def test_without_inputs_the_callers_name_the_paths() -> None:
    assert paths(callers=(("place order", "web"), ("", "admin"))) == ["place-order", "admin"]


@given(st.lists(st.text(max_size=50), max_size=20))
def test_paths_of_any_words_are_segments(inputs: list[str]) -> None:
    found = paths(*inputs)
    assert len(found) <= MOST_PATHS
    for path in found:
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,23}", path)
        assert path not in MODULES
