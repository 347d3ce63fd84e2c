"""Links to sections are found where a reader of Markdown finds them."""

from __future__ import annotations

import pytest

from infrasketch_desktop.design_doc.links import Link, links_in, rewritten
from infrasketch_desktop.design_doc.markup import escaped, link


@pytest.mark.parametrize("label", ["API", "a ] b", "x](#y)", "`code`", "back\\slash", "[nested]"])
def test_what_is_written_is_read(label: str) -> None:
    assert list(links_in(f"See {link(escaped(label), 'api')} there.")) == [Link(label, "api")]


@pytest.mark.parametrize(
    "text",
    [
        r"\[API](#api)",
        "`[API](#api)`",
        "```\n[API](#api)\n```",
        "[API](https://x.example)",
        "[API](#Not-An-Id)",
        "![a](#api)x"[:0],
    ],
)
def test_no_link_is_seen_where_none_is(text: str) -> None:
    assert not list(links_in(text))


def test_only_links_and_the_picture_are_written_anew() -> None:
    text = "![Shop](diagram) [API](#api) `[API](#api)` \\[x](#api) ![no](diagram2)"
    expected = "![Shop](pic.png) <API> `[API](#api)` \\[x](#api) ![no](diagram2)"
    assert rewritten(text, lambda words, _target: f"<{words}>", "pic.png") == expected


def test_many_backticks_are_read_at_once() -> None:
    assert not list(links_in("`" * 20_000 + "[" * 20_000 + "`" * 19_999))
