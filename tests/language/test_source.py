"""Read in the source: what is handed to a widget, a message or an expected failure passes through `language`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from infrasketch_desktop.ui import errors

ROOT = Path(__file__).parents[2] / "infrasketch_desktop"
SPEAKING = frozenset(("tr", "tr_in", "tr_count", "later", "listed", "quoted"))
SHOWING = {
    "QAction": 0,
    "QCheckBox": 0,
    "QDockWidget": 0,
    "QGroupBox": 0,
    "QLabel": 0,
    "QListWidgetItem": 0,
    "QPushButton": 0,
    "QRadioButton": 0,
    "addAction": 0,
    "addItem": 0,
    "addMenu": 0,
    "addTab": 1,
    "edit": 0,
    "button": 0,
    "icon_button": 2,
    "label": 0,
    "run": 0,
    "run_on": 1,
    "setAccessibleDescription": 0,
    "setAccessibleName": 0,
    "setHeaderLabels": 0,
    "setPlaceholderText": 0,
    "setStatusTip": 0,
    "setText": 0,
    "setTitle": 0,
    "setToolTip": 0,
    "setWindowTitle": 0,
    "showMessage": 0,
    "Choice": 0,
    "Notice": 0,
}
"""What shows one of its arguments to a person, with the place of that argument."""
TITLES = frozenset(("title", "text", "keywords", "what", "kept", "advice"))
"""Arguments that are words wherever they are named in a call of what shows or fails."""
WORD = re.compile(r"[^\W\d_]{2,}")
FIELD = re.compile(r"[a-z_]+")
"""The name of a field of a file, which some failures carry."""
NAMES = frozenset(("InfraSketch", "sk-ant-…"))
UNSEEN = frozenset(("ProviderError",))
"""Failures that another way is found around; nobody reads them."""
IN_ENGLISH = frozenset(("cli", "mcp"))
ROOMS = sorted(
    path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "_" and path.name not in IN_ENGLISH
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def expected() -> frozenset[str]:
    """The names of all exceptions that a person reads."""

    def below(kind: type) -> Iterator[type]:
        yield kind
        for each in kind.__subclasses__():
            yield from below(each)

    return frozenset(each.__name__ for kind in errors.EXPECTED for each in below(kind)) - UNSEEN


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def bare(expression: ast.expr) -> Iterator[str]:
    """The words of an expression that pass through no catalog."""
    match expression:
        case ast.Constant(value=str(text)) if WORD.search(text) and text not in NAMES and not FIELD.fullmatch(text):
            yield text
        case ast.JoinedStr():
            for part in expression.values:
                yield from bare(part)
        case ast.IfExp():
            yield from (*bare(expression.body), *bare(expression.orelse))
        case ast.BinOp():
            yield from (*bare(expression.left), *bare(expression.right))
        case ast.BoolOp():
            for part in expression.values:
                yield from bare(part)
        case ast.List() | ast.Tuple():
            for part in expression.elts:
                yield from bare(part)


def shown(call: ast.Call, failures: frozenset[str], *, in_window: bool) -> Iterator[ast.expr]:
    name = called(call)
    shows = in_window and name in SHOWING
    if name in SPEAKING:
        return
    if shows:
        yield from call.args[SHOWING[name] : SHOWING[name] + 1]
    if name in failures:
        yield from call.args
    if shows or name in failures or name == "Action":
        yield from (keyword.value for keyword in call.keywords if keyword.arg in TITLES)


def words_without_a_catalog(path: Path, failures: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            for expression in shown(node, failures, in_window=path.is_relative_to(ROOT / "ui")):
                yield from (f"{path.relative_to(ROOT)}:{node.lineno}: {text!r}" for text in bare(expression))


@pytest.mark.parametrize("room", ROOMS)
def test_no_words_pass_by_the_catalogs(room: str) -> None:
    failures = expected()
    assert not [line for path in (ROOT / room).rglob("*.py") for line in words_without_a_catalog(path, failures)]


def test_texts_are_whole_and_not_put_together() -> None:
    """A piece of a sentence has no translation: other languages put words in another order."""
    assert not [line for path in ROOT.rglob("*.py") for line in pieces(path)]


def pieces(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and called(node) in ("tr", "tr_count", "later"):
            for each in node.args:
                made = isinstance(each, ast.JoinedStr) or (isinstance(each, ast.BinOp) and any(bare(each)))
                text = each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else ""
                if made or text != text.strip():
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(each)}"


def test_every_text_can_be_taken_out_of_the_source() -> None:
    """What stands within another string is not found there by every version of Python."""
    assert not [line for path in ROOT.rglob("*.py") for line in hidden(path)]


def hidden(path: Path) -> Iterator[str]:
    for outer in ast.walk(tree(path)):
        for node in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
            if (
                isinstance(node, ast.Call)
                and called(node) in ("tr", "tr_in", "tr_count", "later")
                and any(bare(node.args[0]))
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
