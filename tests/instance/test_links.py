"""Links that web pages and other programs may open: one is understood, and nothing can be smuggled in beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.instance.links import LONGEST, Link, is_link, read_link


@pytest.mark.parametrize(
    "text", ["infrasketch://purchase/done", "infrasketch://purchase/done/", "InfraSketch://purchase/done"]
)
def test_the_end_of_a_purchase_is_understood(text: str) -> None:
    assert is_link(text)
    assert read_link(text) is Link.PURCHASE_DONE


@pytest.mark.parametrize(
    "text",
    [
        "infrasketch:",
        "infrasketch://",
        "infrasketch:purchase/done",
        "infrasketch:///purchase/done",
        "infrasketch://purchase",
        "infrasketch://purchase/",
        "infrasketch://purchase/done//",
        "infrasketch://purchase/done?",
        "infrasketch://purchase/done?file=/etc/passwd",
        "infrasketch://purchase/done#now",
        "infrasketch://purchase/done/../open",
        "infrasketch://purchase/%64one",
        "infrasketch://purchase:80/done",
        "infrasketch://me@purchase/done",
        "infrasketch://PURCHASE/done",
        "infrasketch://purchase/done\n",
        "infrasketch://purchase/done\x00",
        " infrasketch://purchase/done",
        "infrasketch://purchase/done --profile /tmp",
        "infrasketch://open/etc/passwd",
        "infrasketch://purchase/done" + "/" * LONGEST,
        "ınfrasketch://purchase/done",
        "https://purchase/done",
        "",
    ],
)
def test_everything_else_is_not(text: str) -> None:
    assert read_link(text) is Link.UNKNOWN


@given(st.text(max_size=300))
def test_no_text_of_a_stranger_makes_trouble(text: str) -> None:
    assert read_link(f"infrasketch://{text}") in Link
    assert is_link(f"infrasketch:{text}")


@pytest.mark.parametrize("word", ["shop.infrasketch", "/a/b.infrasketch", "C:\\shop.infrasketch", "a:b", "", "http:"])
def test_paths_are_no_links(word: str) -> None:
    assert not is_link(word)
