"""What the rooms below the window say to people goes through the catalogs, and what they write to files does not."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from infrasketch_desktop.assistant.suggestions import follow_ups
from infrasketch_desktop.credits.prices import default_prices_file
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.exchange.exports import FORMS
from infrasketch_desktop.exchange.options import Choice, ExportOptions
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.language import Language, in_english, tr, use
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.review.reviewer import review
from infrasketch_desktop.sketcher.design_names import NAMES as DESIGNS
from infrasketch_desktop.sketcher.lexicon import program_lexicon
from infrasketch_desktop.sketcher.sketch import sketch
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError
from infrasketch_desktop.ui.errors import EXPECTED
from infrasketch_desktop.wallet.titles import NAMES as GOODS
from tests.language.pseudo import OPEN, PseudoTexts

PROGRAM = Path(__file__).parents[2] / "infrasketch_desktop"
ROOMS = (
    *("assistant", "codegen", "credits", "design_doc", "diagram", "exchange", "formats", "layout", "picture", "review"),
    *("sketcher", "storage", "technology", "wallet"),
)
TOLD = {"Finding", "Fix", "Loss", "Question", "losses_of", "lose", "leave_out"}
"""What is not raised, and is shown all the same."""
IN_ENGLISH = {
    "ProviderError": "the layout asks its next way of ordering; nobody sees why",
    "SaidError": "what a server said; the message around it is translated",
    "UnreadableError": "for whoever mends the program: how an answer breaks the protocol",
}
"""Calls whose texts are no words of the window."""


FILLED = {"tr": slice(0, 1), "tr_in": slice(1, 2), "tr_count": slice(1, 2)}
"""Where the text with all places stands; the form for one thing may leave some out."""


@dataclass(frozen=True)
class Found:
    """A text that a person would read in English."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@cache
def modules() -> dict[Path, ast.Module]:
    paths = sorted(path for room in ROOMS for path in (PROGRAM / room).rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def speakers() -> frozenset[str]:
    """The names of the expected errors, of all that derive from them, and of `TOLD`."""
    classes = [node for module in modules().values() for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    names = {error.__name__ for error in EXPECTED}
    while True:
        more = {one.name for one in classes if any(isinstance(b, ast.Name) and b.id in names for b in one.bases)}
        if more <= names:
            return frozenset(names | TOLD) - IN_ENGLISH.keys()
        names |= more


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_sentence(text: str) -> bool:
    """Ids, keys and names have no blank; punctuation around places has no words."""
    return " " in text.strip() and any(word.isalpha() and word.islower() for word in text.split())


def english(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The untranslated texts that an argument may be; `constants` are what names stand for."""
    match node:
        case ast.Constant(value=str(text)) if is_sentence(text):
            yield text
        case ast.JoinedStr(values=parts):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
            if is_sentence(text):
                yield text
        case ast.IfExp(body=first, orelse=second):
            yield from (*english(first, constants), *english(second, constants))
        case ast.BoolOp(values=values):
            yield from (text for value in values for text in english(value, constants))
        case ast.BinOp(left=first, right=second):
            yield from (*english(first, constants), *english(second, constants))
        case ast.Name(id=name) if name in constants:
            yield from english(constants[name], {})
        case ast.Call() if called(node) == "later":
            yield from english(node.args[0], {})


def constants_of(tree: ast.AST) -> dict[str, ast.expr]:
    """What is assigned to the names of a module or function, and to no other value."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


@cache
def shared_constants() -> dict[str, ast.expr]:
    """Constants of all modules by their names, which are imported as they are."""
    return {
        node.targets[0].id: node.value
        for module in modules().values()
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def untranslated(path: Path, module: ast.Module) -> Iterator[Found]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and called(node) in speakers()]
    if calls:
        constants = shared_constants() | constants_of(module)
        for node in calls:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for text in english(argument, constants):
                    yield Found(f"{path.relative_to(PROGRAM)}:{argument.lineno} {called(node)}", text)


def test_no_error_finding_or_loss_is_made_in_english() -> None:
    found = [one for path, module in modules().items() for one in untranslated(path, module)]
    assert not found, "\n".join(map(str, found))


def test_texts_are_looked_up_when_they_are_used_and_not_when_a_module_is_imported() -> None:
    """A language is in force only once the window has begun."""
    early = [
        f"{path.relative_to(PROGRAM)}:{node.lineno}"
        for path, module in modules().items()
        for node in run_at_import(module)
        if isinstance(node, ast.Call) and called(node) in {"tr", "tr_count", "tr_in"}
    ]
    assert not early


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module that are evaluated with it: bodies of classes and defaults, and not those of functions."""
    yield node
    for name, field in ast.iter_fields(node):
        if name == "body" and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from run_at_import(child)


def test_every_place_of_a_text_is_filled() -> None:
    """Otherwise a message of a rare failure would be a failure of its own."""
    unfit = [
        f"{path.relative_to(PROGRAM)}:{node.lineno}: {sorted(places ^ given)}"
        for path in sorted(PROGRAM.rglob("*.py"))
        for node in ast.walk(modules().get(path) or ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in FILLED and not any(k.arg is None for k in node.keywords)
        for text in literals(node)
        if (places := places_of(text)) != (given := {str(keyword.arg) for keyword in node.keywords}) and given | places
    ]
    assert not unfit, "\n".join(unfit)


def literals(node: ast.Call) -> list[str]:
    texts = node.args[FILLED[called(node)]]
    return [one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def places_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_names_that_come_from_lists_are_in_the_catalogs() -> None:
    designs = json.loads(resource_path("lexicon", "designs.json").read_text(encoding="utf-8"))["designs"]
    assert {design["name"] for design in designs} == DESIGNS
    prices = json.loads(default_prices_file().read_text(encoding="utf-8"))
    goods = {one["name"] for sort in ("items", "bundles", "packages") for one in prices[sort]}
    assert goods - {"Mermaid", "draw.io", "D2", "Structurizr DSL", "Notion", "JSON", "CSV"} == GOODS


@pytest.fixture
def another() -> Iterator[None]:
    """A language is in force that marks every text, and groups digits by apostrophes."""
    use(Language("xx", PseudoTexts(), lambda number: f"{number:,}".replace(",", "'")))
    yield
    use(Language())


@pytest.fixture
def sketched() -> Diagram:
    """A diagram that the review has something to say about."""
    found = sketch("A web app calls an API that stores orders in PostgreSQL and a worker", program_lexicon())
    document = Document(build_diagram([]))
    apply_operations(document, found.operations, "Sketch")
    with document.edit("Group") as edit:
        edits.update(edit, edits.group(edit, list(edit.diagram.nodes)[:2]).id, collapsed=True)
    return document.snapshot()


@pytest.mark.usefixtures("another")
class TestInAnotherLanguage:
    def test_findings_and_their_fixes_speak_it(self, sketched: Diagram) -> None:
        found = review(sketched)
        texts = [text for one in found for text in (one.title, one.reason, *(fix.title for fix in one.fixes))]
        assert texts
        assert all(text.startswith(OPEN) for text in texts)

    def test_the_sketcher_reads_english_and_speaks_it(self) -> None:
        found = sketch("Design Instagram", program_lexicon())
        assert found.operations
        assert all(note.startswith(OPEN) for note in found.notes)

    def test_follow_ups_for_the_sketcher_stay_in_english(self, sketched: Diagram) -> None:
        assert not any(OPEN in text for text in follow_ups(sketched, talking=False))
        assert all(text.startswith(OPEN) for text in follow_ups(sketched))

    def test_errors_speak_it_when_they_are_made(self, tmp_path: Path) -> None:
        with pytest.raises(OpenError) as caught:
            read_bounded(tmp_path / "missing.infrasketch", 1000)
        assert caught.value.what.startswith(OPEN)

    def test_numbers_in_texts_are_those_of_the_locale(self) -> None:
        assert tr("{count:,} records", count=12345).startswith(f"{OPEN}12'345 records")
        with in_english():
            assert tr("{count:,} records", count=12345) == "12,345 records"

    def test_files_are_the_same_as_in_english(self, sketched: Diagram, tmp_path: Path) -> None:
        def written() -> dict[str, bytes]:
            (tmp_path / "made").mkdir(exist_ok=True)
            for form in FORMS:
                if form.make is not None and not form.drawn_by_qt and Choice.LANGUAGE not in form.choices:
                    form.make(tmp_path / "made" / form.id, Subject(sketched), ExportOptions(), lambda *_: None)
            return {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}

        there = written()
        assert {"svg", "mermaid", "csv"} <= there.keys()
        with in_english():
            assert there == written()
