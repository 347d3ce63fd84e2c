"""Started in a made-up language, the window shows no text that did not come from the catalogs, but for data."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from infrasketch_desktop.language import languages
from infrasketch_desktop.ui.home import page
from infrasketch_desktop.ui.widgets.popover import Popover
from infrasketch_desktop.ui.window_language import language_name
from tests.language.conftest import Speak
from tests.language.pseudo import unmarked
from tests.language.walking import Found, texts_of
from tests.support.desktop import Desktop

pytestmark = pytest.mark.usefixtures("pseudo")

SENTENCE = "Atlas calls Borealis, which stores orders in PostgreSQL"
PANELS = ("palette", "outline", "library", "properties", "chat", "document", "findings", "code")
DIALOGS = (
    "arrange.tidy",
    "chat.preview",
    "chat.sources",
    "code.all",
    "code.fill",
    "credits.account",
    "credits.buy",
    "credits.log-in",
    "credits.sign-up",
    "credits.wallet",
    "file.export",
    "file.settings",
    "help.about",
    "help.palette",
    "help.report",
    "help.shortcuts",
)
OF_DATA = (
    "_PartList",  # technologies by their names
    "SourceView",  # generated code
    "item of FileTree",  # its files
)
DATA = frozenset(
    (
        "Atlas",
        "Borealis",
        "PostgreSQL",
        "InfraSketch",
        *("A4", "Dockerfile", "Makefile"),
        *("PDF", "Markdown", "Mermaid", "D2", "Structurizr DSL", "Notion", "JSON", "CSV"),
        *("Qt", "Python", platform.system(), platform.machine(), platform.release()),
        *map(language_name, languages()),
        *page._SENTENCES,  # what the sketcher reads is English
        page._SENTENCE,
    )
)
NO_WORDS = (
    re.compile(r"[\u2066-\u2068].*?\u2069", re.DOTALL),  # isolated because it is somebody's: paths, code
    re.compile(r"https?://\S+|sk-ant-…"),
    re.compile(r"\d (Bytes|[kMG]B)"),
    re.compile(r"[\w./@-]*/[\w./@-]*|(?<!\w)\w*\.\w[\w.]*"),
)
LETTERS = re.compile(r"[^\W\d_]")


def untranslated(found: Iterable[Found], keys: frozenset[str]) -> Iterator[str]:
    for where, text in found:
        if not any(name in where for name in OF_DATA) and LETTERS.search(_rest(text, keys)):
            yield f"{where}: {text[:100]!r}"


def _rest(text: str, keys: frozenset[str]) -> str:
    """What is neither from the catalogs nor data."""
    rest = "" if keys.issuperset(text.split("   ")) else unmarked(text)
    for known in sorted((*DATA, *(f"({key})" for key in keys), *(f"   {key}" for key in keys)), key=len, reverse=True):
        rest = rest.replace(known, "")
    for pattern in NO_WORDS:
        rest = pattern.sub("", rest)
    return rest


def keys_of(window: QWidget) -> frozenset[str]:
    """All shortcuts as Qt writes them in this language."""
    native = QKeySequence.SequenceFormat.NativeText
    return frozenset(keys.toString(native) for action in window.findChildren(QAction) for keys in action.shortcuts())


def missing_in(desktop: Desktop, *tops: QWidget) -> list[str]:
    keys = keys_of(desktop.window)
    return sorted({line for top in tops for line in untranslated(texts_of(top), keys)})


def test_the_home_page_and_the_menus(speak: Speak) -> None:
    with speak("de") as desktop:
        assert not "\n".join(missing_in(desktop, desktop.window))


def test_the_editor_with_all_its_panels(speak: Speak) -> None:
    with speak("de") as desktop:
        desktop.describe(SENTENCE)
        desktop.editor.selection.set(desktop.diagram.nodes)
        for name in PANELS:
            desktop.window.panels.reveal(name)
            desktop.settle()
        desktop.window.commands.perform("edit.find")
        assert not "\n".join(missing_in(desktop, desktop.window))


def test_every_dialog(speak: Speak) -> None:
    """In one run of the program, one after the other: to start it takes longer than to look at a dialog."""
    found: dict[str, list[str]] = {}
    with speak("de") as desktop:
        desktop.describe(SENTENCE)
        desktop.editor.selection.set(list(desktop.diagram.nodes)[:1])
        for action in DIALOGS:
            before = shown()
            desktop.window.commands.perform(action)
            desktop.settle()
            new = shown() - before
            found[action] = missing_in(desktop, *new, *desktop.window.findChildren(Popover))
            for top in new:
                top.close()
            desktop.settle()
    assert not {action: lines for action, lines in found.items() if lines}


def shown() -> set[QWidget]:
    return {top for top in QApplication.topLevelWidgets() if top.isVisible()}
