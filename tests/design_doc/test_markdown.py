"""The Markdown file: one document with anchors that lead where GitHub's do."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from infrasketch_desktop.design_doc.markdown import folder_parts, github_slug, heading_text, to_markdown
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage
from tests.design_doc.conftest import Write
from tests.design_doc.reading import targets_of, tokens_of
from tests.design_doc.test_generator import hostile_diagrams
from tests.support.diagrams import node

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def anchors_of(markdown: str) -> list[str]:
    """The anchors of all headings; equal ones are numbered as GitHub numbers them."""
    tokens, taken, anchors = _PARSER.parse(markdown), {}, []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            slug = github_slug(heading_text(_PARSER, tokens[at + 1].content))
            number = taken.get(slug, 0)
            taken[slug] = number + 1
            anchors.append(f"{slug}-{number}" if number else slug)
    return anchors


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Scalability & Reliability", "scalability--reliability"),
        ("4.1 Order API (v2)", "41-order-api-v2"),
        ("snake_case and-hyphen", "snake_case-and-hyphen"),
        ("Prüfung: Größe!", "prüfung-größe"),
        ("データ 🚀 flow", "データ--flow"),
    ],
)
def test_anchors_are_those_of_github(heading: str, slug: str) -> None:
    """As in the fixtures of github-slugger: lower case, punctuation and symbols dropped, each space a hyphen."""
    assert github_slug(heading) == slug


def test_the_file_has_a_title_contents_and_nine_chapters(written: Write, shop: Diagram) -> None:
    lines = to_markdown(written(shop)).splitlines()
    assert lines[0] == "# Shop"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Contents",
        "## 1. Executive Summary",
        "## 2. System Overview",
        "## 3. Architecture Diagram",
        "## 4. Component Details",
        "## 5. Data Flow",
        "## 6. Scalability & Reliability",
        "## 7. Security Considerations",
        "## 8. Trade-offs & Alternatives",
        "## 9. Implementation Phases",
    ]
    assert "![Shop](diagram.png)" in lines


@settings(max_examples=15)
@given(hostile_diagrams())
def test_every_link_leads_to_a_heading(written: Write, diagram: Diagram) -> None:
    markdown = to_markdown(written(diagram))
    anchors = anchors_of(markdown)
    assert len(set(anchors)) == len(anchors)
    assert {unquote(target.removeprefix("#")) for target in targets_of(markdown)} <= set(anchors)
    assert not {"html_inline", "html_block", "fence", "code_block"} & {t.type for t in tokens_of(markdown)}


def test_links_in_written_text_lead_too_and_those_to_what_is_gone_become_words(written: Write) -> None:
    text = "See [A](#a), [B](#gone) and `[A](#a)`.\n\n## 4.1 A"
    passage = Passage(id="p", chapter=Chapter.EXECUTIVE_SUMMARY, text=text)
    markdown = to_markdown(written(build_diagram([node("a"), passage])))
    assert "See [A](#41-a-1), B and `[A](#a)`." in markdown
    assert "### 4.1 A" in markdown


def test_an_empty_text_leaves_no_trace(written: Write, shop: Diagram) -> None:
    passage = Passage(id="p", chapter=Chapter.SECURITY, text="", block="security/trust-boundaries")
    markdown = to_markdown(written(build_diagram([*shop, passage])))
    assert "\n\n\n" not in markdown


def test_the_folder_holds_the_text_and_the_picture(written: Write, shop: Diagram) -> None:
    parts = folder_parts(written(shop), b"png", "my shop.png")
    assert list(parts) == ["design.md", "my shop.png"]
    assert parts["my shop.png"] == b"png"
    assert b"(my%20shop.png)" in parts["design.md"]
