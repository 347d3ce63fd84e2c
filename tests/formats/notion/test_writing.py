import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Note, Sheet
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.notion.writing import write
from tests.formats.round_trips import HOSTILE_LABELS, everyday, full_diagrams, texts
from tests.support.diagrams import edge, group, node


def page(*records):
    return write(build_diagram(records)).content.decode()


def shown(markdown):
    """The texts of a page as a Markdown reader shows them: (kind of block, text)."""
    found, stack = [], []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown):
        if token.nesting == 1:
            stack.append(token.tag)
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline":
            parts = [
                child.content if child.type in ("text", "text_special") else child.type for child in token.children
            ]
            found.append((stack[-1], "".join(parts)))
        else:
            found.append((token.type, token.content))
    return found


def one_line(text):
    return " ".join(clean_label(text).split())


def test_a_page_has_picture_tables_and_details():
    text = page(
        Sheet(title="Shop"),
        group("backend"),
        node("api", group="backend", kind=NodeKind.API, technology="FastAPI", description="Sells things."),
        node("db", y=300, kind=NodeKind.DATABASE, notes="Backed up.", inputs=("orders", "stock")),
        edge("api", "db", label="reads"),
        Note(id="note", text="First\nsecond", y=600),
    )

    assert text.startswith("# Shop\n\n```mermaid\nflowchart TB\n")
    assert text.partition("## Components")[2] == (
        "\n\n| Component | Kind | Technology | Group |\n| --- | --- | --- | --- |\n"
        "| Api | API | FastAPI | Backend |\n| Db | Database |  |  |\n\n"
        "## Connections\n\n| From | To | What | Kind |\n| --- | --- | --- | --- |\n| Api | Db | reads | request |\n\n"
        "## Groups\n\n- Backend\n\t- Api\n\n"
        "## Details\n\n### Api\n\nSells things.\n\n### Db\n\n- Takes: orders, stock\n\n> Backed up.\n\n"
        "## Notes\n\n> First<br>second\n"
    )


@pytest.mark.parametrize("label", HOSTILE_LABELS)
def test_a_hostile_label_is_shown_as_it_is(label):
    cells = [text for tag, text in shown(page(node("a", label=label, description=label))) if tag in ("td", "h3")]

    assert cells[0] == one_line(label) or (cells[0] == "a" and not label.strip())


@everyday
@given(texts)
def test_any_label_is_one_cell_of_the_table(label):
    cells = [text for tag, text in shown(page(node("a", label=label))) if tag == "td"]

    assert cells == [one_line(label) or "a", "Service", "", ""]


@everyday
@given(full_diagrams())
def test_any_diagram_makes_a_page_of_markdown_without_raw_html_but_breaks(diagram):
    blocks = shown(write(diagram).content.decode())

    assert sum(tag == "fence" for tag, _ in blocks) == 1
    assert not [tag for tag, _ in blocks if tag == "html_block"]


def test_a_fence_in_a_label_does_not_end_the_picture():
    fences = [text for tag, text in shown(page(node("a", label="````"), node("b"))) if tag == "fence"]

    assert len(fences) == 1
    assert "b" in fences[0]


def test_the_picture_uses_nothing_that_older_mermaid_does_not_know():
    text = page(node("a"), node("b"), edge("a", "b", animated=True))

    assert not re.search(r"@\{|@-", text)


def test_an_empty_diagram_is_a_heading():
    assert write(Diagram()).content == b"# Architecture\n"
