import pytest
from hypothesis import given

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.formats.table import format_named
from infrasketch_desktop.technology import Catalog
from tests.formats.round_trips import applied, everyday, full_diagrams, read_back, thorough
from tests.support.diagrams import node

JSON = format_named("json")


def check(diagram):
    written = JSON.write(diagram)

    assert written.losses == ()
    back = read_back(JSON, written.content, Catalog([]))
    assert back.losses == ()
    assert applied(back).same_records(diagram)


@everyday
@given(full_diagrams())
def test_everything_comes_back(diagram):
    check(diagram)


@pytest.mark.long
@thorough
@given(full_diagrams())
def test_it_comes_back_from_any_diagram(diagram):
    check(diagram)


def test_equal_diagrams_give_equal_bytes_whatever_their_order():
    records = [node("api", x=10), node("web"), Group(id="g", label="")]

    assert JSON.write(build_diagram(records)) == JSON.write(build_diagram(records[::-1]))


def test_half_a_surrogate_pair_comes_back():
    diagram = build_diagram([node("api", label="\ud83d")])

    assert applied(read_back(JSON, JSON.write(diagram).content, Catalog([]))).same_records(diagram)


def test_an_inner_group_that_sorts_before_the_outer_one_comes_back():
    diagram = build_diagram([Group(id="b", label=""), Group(id="a", label="", group="b")])

    assert applied(read_back(JSON, JSON.write(diagram).content, Catalog([]))).same_records(diagram)
