"""Names of parts: safe everywhere, unique, and no other than they have to be."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.planning.naming import LONGEST, Name, Namer, natural_key
from infrasketch_desktop.codegen.planning.reserved import CLASSES_FOLDED, MODULES, STANDARD_LIBRARY
from infrasketch_desktop.codegen.project import Role
from tests.codegen.plans import catalog

DNS_LABEL = re.compile(r"[a-z]([a-z0-9-]{0,30}[a-z0-9])?")


def named(labels: Iterable[tuple[str, Role]]) -> list[Name]:
    namer = Namer(lambda word: catalog().named(word) is not None)
    return [namer.name(label, role) for label, role in labels]


def name(label: str, role: Role = Role.SERVICE) -> str:
    return named([(label, role)])[0].name


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Orders API", "orders-api"),
        ("OrderService", "order-service"),
        ("PostgreSQL", "postgresql"),
        ("GitHub", "github"),
        ("Müller's Straße Ørsted", "mullers-strasse-orsted"),
        ("订单 API", "api"),
        ("  a/b\n*c*  ", "a-b-c"),
        ("x" * 100, "x" * 24),
        ("Customer relationship management", "customer-relationship"),
    ],
)
def test_a_label_becomes_a_name(label: str, expected: str) -> None:
    assert name(label) == expected


@pytest.mark.parametrize("label", ["", "数据库", "שלום", "🙂", "'; --"])
def test_a_label_without_latin_letters_gives_the_name_of_its_role(label: str) -> None:
    assert name(label, Role.DATABASE) == "main-database"
    assert name(label, Role.WORKER) == "worker"


def test_equal_labels_are_numbered() -> None:
    assert [one.name for one in named([("API", Role.SERVICE)] * 3)] == ["api", "api-2", "api-3"]


@pytest.mark.parametrize(
    ("label", "role", "expected"),
    [
        ("Redis", Role.CACHE, "redis-cache"),
        ("email", Role.WORKER, "email-worker"),
        ("Queue", Role.QUEUE, "main-queue"),
        ("class", Role.SERVICE, "class-service"),
        ("Settings", Role.SERVICE, "settings-service"),
        ("Test", Role.FUNCTION, "test-function"),
        ("con", Role.SERVICE, "con-service"),
        ("3D renderer", Role.SERVICE, "service-3d-renderer"),
    ],
)
def test_what_means_something_already_gets_the_word_of_its_role(label: str, role: Role, expected: str) -> None:
    assert name(label, role) == expected


def test_titles_differ_also_where_names_do_not_look_alike() -> None:
    first, second = named([("a 1", Role.SERVICE), ("a1", Role.SERVICE)])
    assert (first.title, second.title) == ("A1", "A12")


def test_a_title_is_no_class_beside_it() -> None:
    found = Namer(lambda _: False).name("Order", Role.DATABASE, ["Order"])
    assert found == Name("order", "order", "OrderDb")


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(Role)), max_size=12))
def test_any_labels_give_safe_and_unique_names(labels: list[tuple[str, Role]]) -> None:
    names = named(labels)
    for one in names:
        assert DNS_LABEL.fullmatch(one.name)
        assert is_safe_path(f"services/{one.name}/src/{one.module}/app.py")
        assert one.module.isidentifier()
        assert one.module not in MODULES
        assert not keyword.iskeyword(one.module)
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", one.title)
        assert one.title.lower() not in CLASSES_FOLDED
        assert len(one.title) <= LONGEST
    for form in ("name", "module", "title"):
        assert len({getattr(one, form).lower() for one in names}) == len(names)


def test_hundreds_of_equal_labels_still_fit() -> None:
    names = named([("The same long label of everything here", Role.FUNCTION)] * 1500)
    assert len({one.title for one in names}) == 1500
    assert max(len(one.name) for one in names) <= LONGEST


def test_no_module_of_python_can_be_hidden() -> None:
    public = {module.lower() for module in sys.stdlib_module_names if not module.startswith("_")}
    assert public <= STANDARD_LIBRARY


def test_ids_are_sorted_as_they_were_numbered() -> None:
    assert sorted(["api-10", "api", "api-2", "3"], key=natural_key) == ["3", "api", "api-2", "api-10"]
