"""Text that somebody wrote cannot load or run anything where its Markdown is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from infrasketch_desktop.design_doc.taming import tamed

_VIEWER = MarkdownIt("commonmark", {"html": True}).enable("table")
_PIECES = [
    *("<script>", "![p](http://x.example/i)", "`", "``", "```\n", "~~~\n", "\n\n", "- ", "> ", "    ", "\\", "<b", "a"),
    *("![q][r]", "\n[r]: http://x.example/r\n", "<!--", "-->", "![", "](", ")", "|", "[a](javascript:x)", "\t", "!"),
]


@pytest.mark.parametrize(
    "text",
    [
        "**bold**, `<code>` and ``<a `b`>``, 1 \\< 2",
        "```html\n<script>x</script>\n```",
        "~~~\n<b>\n~~~",
        "[a](https://x.example/?q=1) [b](mailto:a@x.example) [c](#api) [d](../notes.md)",
        "<https://x.example> <a@x.example>",
        "![The system](diagram)",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert tamed(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a <b>bold</b> word", "a \\<b>bold\\</b> word"),
        ("![p](https://x.example/i.png)", "[p](https://x.example/i.png)"),
        ("![p [q] r](https://x.example/i.png)", "[p [q] r](https://x.example/i.png)"),
        ("!![p](https://x.example/i.png)", "[p](https://x.example/i.png)"),
        ("[a](javascript:alert(1))", "[a\\](javascript:alert(1))"),
        ("[a](java&#115;cript:alert(1))", "[a\\](java&#115;cript:alert(1))"),
        ("<javascript:alert(1)>", "\\<javascript:alert(1)>"),
        ("[a]: file:///etc/passwd", "\\[a]: file:///etc/passwd"),
        ("a \u202eb", "a b"),
        ("`a\n\n<script>`", "`a\n\n&lt;script>`"),
    ],
)
def test_what_could_act_is_shown_instead(text: str, safe: str) -> None:
    assert tamed(text) == safe


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_no_viewer_finds_html_or_pictures(text: str) -> None:
    tokens = [inner for token in _VIEWER.parse(tamed(text)) for inner in (token, *(token.children or ()))]
    assert not {"html_inline", "html_block", "image"} & {token.type for token in tokens}


def test_much_of_the_same_is_tamed_at_once() -> None:
    for piece in ("<", "![", "[a](", "`", "~~~\n", "[", "\\", "](x:"):
        tamed(piece * 5_000)
