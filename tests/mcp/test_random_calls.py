"""Whatever an assistant sends, each call ends in an answer in words, and no sketch is changed without the right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.mcp.tools import TOOLS
from tests.mcp.conftest import Caller

NAMES = [
    "sketch",
    "operations",
    "summary",
    "text",
    "files",
    "to",
    "name",
    "only",
    "into",
    "save_as",
    "theme",
    "section",
    "format",
    "even_partly",
    "only_price",
]
WORDS = (*NAMES, "shop.infrasketch", ".", "..", "/", "db", "api", "json", "light", "", "\0", "\ud800")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["op", "id", "kind", "label"]), inner),
    max_leaves=12,
)
TEXTS = st.sampled_from(WORDS) | st.text(max_size=20)
FIELDS = ("id", "kind", "label", "source", "target", "group", "members", "technology", "origin")
OPERATION = st.fixed_dictionaries(
    {"op": st.sampled_from(["add_node", "update_node", "add_edge", "add_group", "set_group", "remove_node", "place"])},
    optional=dict.fromkeys(FIELDS, TEXTS | JSON),
)
CALLS = st.tuples(
    st.sampled_from([tool.name for tool in TOOLS if tool.name != "render"]),
    st.dictionaries(st.sampled_from(NAMES), JSON)
    | st.fixed_dictionaries({"operations": st.lists(OPERATION, max_size=6), "summary": TEXTS}),
)


def check(tools: Caller, shop: Path, calls: list[tuple[str, dict[str, Any]]]) -> None:
    before = shop.read_bytes()
    for name, arguments in calls:
        outcome = tools.raw(name, arguments)
        assert "fault of InfraSketch" not in outcome.answer.text
        outcome.answer.text.encode()
    assert shop.read_bytes() == before
    assert [path.name for path in shop.parent.iterdir()] == [shop.name]


@settings(max_examples=25)
@given(st.lists(CALLS, min_size=1, max_size=4))
def test_every_call_ends_in_words(tools: Caller, shop: Path, calls: list[tuple[str, dict[str, Any]]]) -> None:
    check(tools, shop, calls)


@pytest.mark.long
@settings(max_examples=1000)
@given(st.lists(CALLS, min_size=1, max_size=6))
def test_every_call_ends_in_words_many_times_over(
    tools: Caller, shop: Path, calls: list[tuple[str, dict[str, Any]]]
) -> None:
    check(tools, shop, calls)
