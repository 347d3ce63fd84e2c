"""The document in another language: nothing of it is left in English, and nothing that people wrote is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.design_doc.markdown import to_markdown
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.language import ENGLISH, Language, in_english, in_force, written_in
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge
from tests.design_doc.reading import block_at, text_of
from tests.language.pseudo import PseudoTexts, unmarked
from tests.support.diagrams import edge, group, node

KEY = "component-details/api/purpose"
LETTERS = re.compile(r"[^\W\d_]+")
PSEUDO = Language("xx", PseudoTexts(), lambda number: f"{number:,}".replace(",", "'"))


@pytest.fixture
def rich(shop: Diagram) -> Diagram:
    """A component of every kind, some in groups, some alone, connected in every way."""
    nodes = [node(f"k{n}", kind=kind, label=f"Q{n}", group="g" if n % 3 else None) for n, kind in enumerate(NodeKind)]
    edges = [
        edge(f"k{n}", f"k{n + 1}", kind=list(EdgeKind)[n % 4], label="Q" if n % 2 else "")
        for n in range(len(nodes) - 2)
    ]
    return build_diagram([*shop, group("g"), group("h", "g"), *nodes, *edges])


@pytest.fixture
def names(rich: Diagram, catalog: Catalog) -> frozenset[str]:
    """Words of the diagram and names of technologies."""
    labels = (text for record in rich for name in ("label", "title") if (text := getattr(record, name, "")))
    technologies = (technology.name for technology in catalog.technologies)
    return frozenset(word for text in (*labels, *technologies) for word in LETTERS.findall(text))


def in_language(catalog: Catalog, knowledge: Knowledge, code: str, diagram: Diagram):
    return design_document(diagram, catalog, knowledge, language=document_language(code))


def test_every_sentence_comes_from_the_catalogs(rich: Diagram, catalog, knowledge, names: frozenset[str]) -> None:
    document = design_document(rich, catalog, knowledge, language=PSEUDO)
    with written_in(PSEUDO):
        lines = to_markdown(document).splitlines()
    left = {word for line in lines for word in LETTERS.findall(unmarked(text_of(line)))}
    assert left <= names, sorted(left - names)


@pytest.mark.parametrize("code", ["de", "ar"])
def test_names_and_links_are_those_of_the_diagram_in_every_language(shop: Diagram, catalog, knowledge, code) -> None:
    here = {b.key: b for b in in_language(catalog, knowledge, code, shop).blocks()}
    english = {b.key: b for b in in_language(catalog, knowledge, "en", shop).blocks()}
    assert here.keys() == english.keys()
    for key, block in here.items():
        assert sorted(set(re.findall(r"\(#([\w-]+)\)", block.markdown))) == sorted(
            set(re.findall(r"\(#([\w-]+)\)", english[key].markdown))
        ), key
        assert block.basis == english[key].basis


def test_a_text_written_over_one_language_is_not_stale_in_another(shop: Diagram, catalog, knowledge) -> None:
    write = partial(in_language, catalog, knowledge)
    document = Document(shop)
    with document.edit("Write") as edit:
        passages.write(edit, block_at(write("de", shop), KEY), "Nimmt Bestellungen an.")
    for code in ("en", "de", "ar"):
        block = block_at(write(code, document.diagram), KEY)
        assert (block.markdown, block.is_stale) == ("Nimmt Bestellungen an.", False)
    with document.edit("Describe") as edit:
        edits.update(edit, "api", description="Else.")
    assert block_at(write("ar", document.diagram), KEY).is_stale


def test_the_language_in_force_is_that_of_the_document_where_no_other_is_asked_for(shop: Diagram, catalog) -> None:
    with written_in(document_language("de")):
        document = design_document(shop, catalog)
        assert in_force().code == "de"
    assert (document.language, document.chapters[0].title) == ("de", "Zusammenfassung")
    assert in_force().code == ENGLISH


@pytest.fixture
def _german() -> Iterator[None]:
    with written_in(document_language("de")):
        yield


@pytest.mark.usefixtures("_german")
def test_a_german_program_writes_english_documents() -> None:
    english, arabic = document_language("en"), document_language("ar")
    assert (english.code, english.number(1234567), english.decimal(2.5, 1)) == ("en", "1,234,567", "2.5")
    assert (arabic.code, arabic.number(1234567), arabic.decimal(2.5, 1)) == ("ar", "١٬٢٣٤٬٥٦٧", "٢٫٥")
    assert document_language().number(1234567) == "1.234.567"
    assert document_language("de") is in_force(), "with the numbers of the person, not of the country"


def test_a_markdown_file_from_right_to_left_says_so(shop: Diagram, catalog) -> None:
    arabic = document_language("ar")
    with written_in(arabic):
        text = to_markdown(design_document(shop, catalog))
    assert text.startswith('<div dir="rtl" lang="ar">\n\n# Shop\n')
    assert text.endswith("\n\n</div>\n")
    assert "## ١. الملخص التنفيذي" in text
    with in_english():
        assert "<div" not in to_markdown(design_document(shop, catalog))
