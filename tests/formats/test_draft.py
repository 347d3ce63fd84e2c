from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.draft import MAX_LOSSES, Draft, Part, flow_between
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin
from tests.formats.inspecting import applied, edges, groups, nodes

HERE = Origin("f.yaml", 3)


def part(label, kind=NodeKind.SERVICE, **more):
    return Part(label, kind, HERE, **more)


@pytest.fixture
def draft():
    return Draft()


def test_groups_without_parts_are_left_away_and_outer_ones_come_first(draft):
    draft.add_group("inner", "Inner", "outer")
    draft.add_group("outer", "Outer")
    draft.add_group("empty", "Empty", "outer")
    draft.add("a", part("a", group="inner"))
    assert groups(draft.imported()) == {"Outer": {"Inner"}, "Inner": {"a"}}


def test_groups_that_contain_each_other_are_refused(draft):
    draft.add_group("x", "X", "y")
    draft.add_group("y", "Y", "x")
    draft.add("a", part("a", group="x"))
    with pytest.raises(FormatError, match="contain each other"):
        draft.imported()


def test_links_between_the_same_ends_become_one_edge_with_all_labels(draft):
    for key in "ab":
        draft.add(key, part(key))
    for label in ("x", "", "y", "x"):
        draft.connect("a", "b", label)
    draft.connect("a", "a")
    draft.connect("a", "gone")
    assert edges(draft.imported()) == {"a -> b: x, y"}


def test_what_flows_follows_from_the_ends():
    assert flow_between(NodeKind.API, NodeKind.DATABASE) is EdgeKind.DATA
    assert flow_between(NodeKind.QUEUE, NodeKind.DATABASE) is EdgeKind.EVENT
    assert flow_between(NodeKind.API, NodeKind.SERVICE) is EdgeKind.REQUEST


def test_a_stated_kind_wins(draft):
    draft.add("a", part("a"))
    draft.add("b", part("b", NodeKind.DATABASE))
    draft.connect("a", "b", kind=EdgeKind.REPLICATION)
    assert [e.kind for e in applied(draft.imported()).edges.values()] == [EdgeKind.REPLICATION]


def test_texts_are_harmless_short_and_without_user_info(draft):
    draft.add("a", part("a\u202e\nb", technology="t\x00", notes=["http://ann:pw@h", "two\nlines"], inputs=("p",) * 200))
    draft.add("b", part("x" * 600))
    draft.add("c", part("\u202e", NodeKind.QUEUE))
    imported = draft.imported()
    found = nodes(imported)
    assert (found["a b"].technology, found["a b"].notes) == ("t", "http://h\ntwo lines")
    assert len(found["a b"].inputs) == 100
    assert found["x" * 499 + "…"].origin == "f.yaml:3"
    assert found["Queue"].kind is NodeKind.QUEUE
    assert [loss.why for loss in imported.losses] == ["it was cut to 500 characters"]


def test_what_is_left_out_is_one_loss_of_a_sort(draft):
    for line in (5, 6):
        draft.leave_out("Role", "no part", Origin("f", line))
    draft.lose("This", "that")
    assert [(loss.what, loss.why, str(loss.origin)) for loss in draft.imported().losses] == [
        ("This", "that", "None"),
        ("2 × Role", "no part", "f:5"),
    ]


def test_too_many_parts_are_refused_as_soon_as_they_are(draft):
    with pytest.raises(FormatError, match="5,000"):
        for number in range(5_001):
            draft.add(str(number), part(str(number)))


def test_losses_are_harmless_and_the_end_of_a_long_list_is_counted(draft):
    for number in range(MAX_LOSSES + 7):
        draft.lose(f"https://ann:pw@h/{number}\u202e", "gone")
    losses = draft.imported().losses
    assert losses[0].what == "https://h/0"
    assert (len(losses), losses[-1].what) == (MAX_LOSSES + 1, "7 more")
